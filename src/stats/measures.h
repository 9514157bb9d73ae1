/* measures.h -- part `measures` of the findings
 *
 * Room:  stats/.
 * Size:  six passes over the panel at most; 80 bytes for each figure and compared value
 *        of a column, 40 for each figure and theme; for the medians of a time 8 KiB for
 *        each of these values.
 */
#ifndef PAL_STATS_MEASURES_H
#define PAL_STATS_MEASURES_H

#include "base/find_measures.h"
#include "stats/stats_run.h"

/** NULL when no further score was named. Errors: ENOMEM, EIO. */
pal_status pal_measures_find(const pal_measure_findings **out, const pal_stats_run *run,
                             pal_error *err);

#endif /* PAL_STATS_MEASURES_H */
