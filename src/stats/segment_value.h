/* segment_value.h -- one value of a group column against the others
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_SEGMENT_VALUE_H
#define PAL_STATS_SEGMENT_VALUE_H

#include "base/arena.h"
#include "base/find_segments.h"
#include "stats/weights.h"

/** Rows with a comment and one theme. */
typedef struct pal_segment_mentions {
    uint64_t bands[PAL_BAND_COUNT];
} pal_segment_mentions;

/** Counts of a value, or of a whole column. */
typedef struct pal_segment_counts {
    uint64_t rows;
    uint64_t bands[PAL_BAND_COUNT];
    uint64_t commented[PAL_BAND_COUNT]; /**< of those, rows with a comment */
    pal_weight_sums weights;
    pal_segment_mentions *themes; /**< ... by theme */
} pal_segment_counts;

/** What the values of a run have in common. */
typedef struct pal_segment_rules {
    size_t theme_count;
    uint64_t k;
    bool weighted;
} pal_segment_rules;

/** The figures of a value; `all` are all values of the column together. Every q, the
 *  verdicts and `value` are the caller's to set. Themes with enough mentions follow, in
 *  `mem`; `scratch` is reset. False when either is exhausted. */
bool pal_segment_value_make(pal_segment_value *out, pal_segment_theme **themes,
                            pal_arena *mem, const pal_segment_counts *value,
                            const pal_segment_counts *all, const pal_segment_rules *rules,
                            pal_arena *scratch);

#endif /* PAL_STATS_SEGMENT_VALUE_H */
