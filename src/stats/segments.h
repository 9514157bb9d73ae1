/* segments.h -- part `segments` of the findings
 *
 * Room:  stats/.
 * Size:  one pass over the panel; 32 bytes for each compared value and theme, and 40 for
 *        each cell of at most 66 crosstabs of at most 144 cells.
 */
#ifndef PAL_STATS_SEGMENTS_H
#define PAL_STATS_SEGMENTS_H

#include "base/find_segments.h"
#include "stats/stats_run.h"

/** Compare the values of every group column (waves too) that has 2 to 50 of them; cross
 *  the first 12 columns that have 2 to 12. NULL when there is no such column.
 *  Errors: ENOMEM, EIO. */
pal_status pal_segments_find(const pal_segment_findings **out, const pal_stats_run *run,
                             pal_error *err);

#endif /* PAL_STATS_SEGMENTS_H */
