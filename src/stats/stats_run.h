/* stats_run.h -- what every part of the statistics is handed
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_STATS_RUN_H
#define PAL_STATS_STATS_RUN_H

#include "base/findings.h"
#include "stats/panel.h"

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
    bool weighted;        /**< a weight column was named */
    uint64_t k_threshold; /**< groups and cells below it are not shown */
} pal_stats_run;

#endif /* PAL_STATS_STATS_RUN_H */
