/* impact.h -- part `impact` of the findings
 *
 * Room:  stats/.
 * Size:  one pass over the panel; about 100 bytes for each different set of themes (at
 *        most 2,000,000 of them, else no regression and no importance), and 16 bytes for
 *        each theme and each number of themes of a row.
 */
#ifndef PAL_STATS_IMPACT_H
#define PAL_STATS_IMPACT_H

#include "base/find_impact.h"
#include "stats/stats_run.h"

/** NULL when no scored row has a comment.
 *  Errors: ENOMEM, EIO. */
pal_status pal_impact_find(const pal_impact_findings **out, const pal_stats_run *run,
                           pal_error *err);

#endif /* PAL_STATS_IMPACT_H */
