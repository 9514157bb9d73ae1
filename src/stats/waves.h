/* waves.h -- part `waves` of the findings
 *
 * Room:  stats/. wave_count.h, wave_themes.h and bridge.h do the work.
 * Size:  one pass over the panel; for each of at most 60 waves 24 bytes a theme, and 16
 *        a theme for each value of at most 12 columns of at most 12 values (50 of a
 *        column that was named for the mix term).
 */
#ifndef PAL_STATS_WAVES_H
#define PAL_STATS_WAVES_H

#include "base/find_keyness.h"
#include "base/find_waves.h"
#include "stats/stats_run.h"

/** Compare the waves of a run. NULL when the run has none, or only one that has enough
 *  respondents, or more than PAL_WAVES_MAX.
 *
 *  keyness  of this run, for the emerging terms; may be NULL
 *  Errors: ENOMEM, EIO. */
pal_status pal_waves_find(const pal_wave_findings **out, const pal_stats_run *run,
                          const pal_keyness_findings *keyness, pal_error *err);

#endif /* PAL_STATS_WAVES_H */
