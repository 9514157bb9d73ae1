/* segment_value.h -- one value of a group column against the others
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_SEGMENT_VALUE_H
#define PAL_STATS_SEGMENT_VALUE_H

#include "base/arena.h"
#include "base/find_segments.h"
#include "stats/weights.h"

/** Counts of a value, or of a whole column. */
typedef struct pal_segment_counts {
    uint64_t rows;
    uint64_t commented;
    uint64_t bands[PAL_BAND_COUNT];
    pal_weight_sums weights;
    uint64_t *themes; /**< rows with a comment, by theme */
} pal_segment_counts;

/** The figures of a value; `all` are all values of the column together. q and `value` are
 *  the caller's to set. Themes with enough mentions follow, in `mem`. False without
 *  memory. */
bool pal_segment_value_make(pal_segment_value *out, pal_segment_theme **themes,
                            pal_arena *mem, const pal_segment_counts *value,
                            const pal_segment_counts *all, size_t theme_count, uint64_t k,
                            bool weighted);

#endif /* PAL_STATS_SEGMENT_VALUE_H */
