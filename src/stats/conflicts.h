/* conflicts.h -- part `conflicts` of the findings
 *
 * Room:  stats/.
 * Size:  one pass over the panel, 100 rows kept.
 */
#ifndef PAL_STATS_CONFLICTS_H
#define PAL_STATS_CONFLICTS_H

#include "base/find_conflicts.h"
#include "stats/stats_run.h"

/** NULL without a score. The texts are left to the caller. Errors: ENOMEM, EIO. */
pal_status pal_conflicts_find(const pal_conflict_findings **out, const pal_stats_run *run,
                              pal_error *err);

/** r and e of base/find_conflicts.h from the counts of its table. */
void pal_conflicts_estimate(pal_conflict_findings *found);

#endif /* PAL_STATS_CONFLICTS_H */
