/* figures.h -- which figures may be shown
 *
 * Small samples: no NPS below 10 scored rows, a grey one below 30; no verdict on the
 * impact of a theme below 10 scored mentions; no group below summary->k_threshold rows.
 */
#ifndef PAL_REPORT_FIGURES_H
#define PAL_REPORT_FIGURES_H

#include "palaute.h"

enum { PAL_NPS_ROWS_MIN = 10, PAL_NPS_ROWS_SURE = 30 };

/** Number of scored rows behind an NPS. */
uint64_t pal_figures_scored(const pal_nps *nps);
/** Are there scored rows with the theme and without it? Else the impact means nothing. */
bool pal_figures_has_impact(const pal_theme_result *theme);
/** Enough scored rows on both sides to show the impact? */
bool pal_figures_shows_impact(const pal_theme_result *theme);
/** The verdict of the theme; NOISE when its impact is not shown. */
pal_verdict pal_figures_verdict(const pal_theme_result *theme);
/** Number of leading groups that are waves. */
size_t pal_figures_waves(const pal_summary *summary);

#endif /* PAL_REPORT_FIGURES_H */
