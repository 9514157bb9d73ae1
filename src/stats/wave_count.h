/* wave_count.h -- what each wave says, counted in one pass
 *
 * Room:  stats/. stats/waves.c asks for it.
 */
#ifndef PAL_STATS_WAVE_COUNT_H
#define PAL_STATS_WAVE_COUNT_H

#include "stats/bridge.h"
#include "stats/stats_run.h"
#include "stats/weighted_part.h"

/** A group column beside the wave, of 2 to 50 values. */
typedef struct pal_wave_column {
    size_t number; /**< of the group columns */
    size_t values;
    uint64_t *rows;           /**< by wave, then by value: all rows with a value */
    pal_bridge_group *groups; /**< by wave, then by value + 1, [0] = none: scored rows
                                   with a comment; NULL = gives no mix term */
} pal_wave_column;

/** Rows by band. */
typedef struct pal_wave_rows {
    uint64_t count;
    uint64_t bands[PAL_BAND_COUNT];
} pal_wave_rows;

/** Arrays by wave: number of the value - 1. */
typedef struct pal_wave_counts {
    size_t waves;
    size_t themes;
    pal_wave_rows *all;
    pal_wave_rows *commented;
    uint64_t *mentions;      /**< by wave, theme and tone: see pal_wave_tones() */
    pal_bridge_group *whole; /**< scored rows with a comment */
    pal_wave_column *columns;
    size_t column_count;
    pal_weight_sums *scores;          /**< all rows; NULL without weights, as below */
    pal_weight_part *weights;         /**< commented rows */
    pal_weight_part *mention_weights; /**< as `mentions` */
} pal_wave_counts;

/** Count the rows. run->mix_column names the only column that may give the mix term; 0 =
 *  the first PAL_BRIDGE_COLUMNS_MAX of at most PAL_BRIDGE_VALUES_MAX values may.
 *  Errors: ENOMEM, EIO. */
pal_status pal_wave_count(pal_wave_counts *out, pal_arena *mem, const pal_stats_run *run,
                          pal_error *err);

/** Commented rows of a wave that mention a theme, by pal_wave_tone. */
const uint64_t *pal_wave_tones(const pal_wave_counts *counts, size_t wave, size_t theme);
/** Weighted share of the commented rows of a wave that mention a theme in a tone; all 0
 *  without weights. */
pal_weighted_part pal_wave_weighted_share(const pal_wave_counts *counts, size_t wave,
                                          size_t theme, pal_wave_tone tone);

#endif /* PAL_STATS_WAVE_COUNT_H */
