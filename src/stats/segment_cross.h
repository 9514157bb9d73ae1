/* segment_cross.h -- crosstabs from which nobody can be found out
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_SEGMENT_CROSS_H
#define PAL_STATS_SEGMENT_CROSS_H

#include "base/arena.h"
#include "base/find_segments.h"

/** Counts of a cell. */
typedef struct pal_cross_counts {
    uint64_t rows;
    uint64_t bands[PAL_BAND_COUNT];
} pal_cross_counts;

/** Which cells are not to be shown.
 *
 *  A cell with 1 to k - 1 rows is hidden. As long as a line or a column has one hidden
 *  cell alone, or hidden cells with fewer than k rows together, its smallest shown cell
 * is hidden too (an empty one last): else the totals would tell. Source: complementary
 *  suppression; A. Hundepool et al., Statistical Disclosure Control (2012), 4.
 *
 *  hidden  down x across, row-major, as `cells`; is overwritten */
void pal_cross_hide(bool *hidden, const uint64_t *cells, size_t down, size_t across,
                    uint64_t k);

/** Two columns with the names of their values. */
typedef struct pal_cross_sides {
    pal_str down_column;
    pal_str across_column;
    const pal_str *down;
    size_t down_count;
    const pal_str *across;
    size_t across_count;
} pal_cross_sides;

/** Make a crosstab in `mem` from down_count x across_count counts. Values with fewer than
 *  k rows in it get no line. Strings must outlive it. False without memory. */
bool pal_cross_make(pal_segment_cross *out, pal_arena *mem, const pal_cross_sides *sides,
                    const pal_cross_counts *counts, uint64_t k, pal_arena *scratch);

#endif /* PAL_STATS_SEGMENT_CROSS_H */
