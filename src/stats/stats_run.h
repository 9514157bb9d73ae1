/* stats_run.h -- what every part of the statistics is handed
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_STATS_RUN_H
#define PAL_STATS_STATS_RUN_H

#include "base/findings.h"
#include "stats/panel.h"

/** The theme whose tree part `why` makes. */
typedef struct pal_why_ask {
    uint32_t theme;
    pal_band band; /**< PAL_BAND_NONE: all rows */
} pal_why_ask;

/** A run that has been read. Views live as long as the findings. */
typedef struct pal_stats_run {
    pal_panels *panels;
    pal_arena *mem; /**< owns the findings */
    const pal_theme *themes;
    size_t theme_count;
    const pal_str *columns; /**< names of the group columns */
    size_t column_count;
    bool has_wave; /**< the first group column is the wave */
    pal_scale scale;
    const pal_measure *measures; /**< by measure column of the panels */
    size_t measure_count;
    bool weighted;          /**< a weight column was named */
    uint64_t k_threshold;   /**< groups and cells below it are not shown */
    const pal_why_ask *why; /**< NULL: the trees are chosen by the figures */
    size_t mix_column;      /**< group column of the mix term between waves; 0 = choose */
    const struct pal_earlier_tags *earlier; /**< waves that are earlier results */
    size_t earlier_count;
} pal_stats_run;

#endif /* PAL_STATS_STATS_RUN_H */
