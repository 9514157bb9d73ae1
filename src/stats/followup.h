/* followup.h -- part `followup` of the findings
 *
 * Room:  stats/.
 * Size:  one pass over the panel, 2,000 rows kept.
 */
#ifndef PAL_STATS_FOLLOWUP_H
#define PAL_STATS_FOLLOWUP_H

#include "base/find_followup.h"
#include "stats/stats_run.h"

/** The texts are left to the caller. Errors: ENOMEM, EIO. */
pal_status pal_followup_find(const pal_followup_findings **out, const pal_stats_run *run,
                             pal_error *err);

#endif /* PAL_STATS_FOLLOWUP_H */
