/* wave_themes.h -- shares of the themes over the waves
 *
 * Room:  stats/. stats/waves.c calls it.
 */
#ifndef PAL_STATS_WAVE_THEMES_H
#define PAL_STATS_WAVE_THEMES_H

#include "stats/wave_count.h"

/** Fill in themes, theme_tests, trend_tests and laney of the findings.
 *
 *  mem      owns the lists
 *  shown    numbers of the waves of `found`, as in `counts`
 *  scratch  takes 40 bytes for each theme, tone and wave
 *  False without memory. */
bool pal_wave_themes_make(pal_wave_findings *found, pal_arena *mem,
                          const pal_wave_counts *counts, const size_t *shown,
                          pal_arena *scratch);

#endif /* PAL_STATS_WAVE_THEMES_H */
