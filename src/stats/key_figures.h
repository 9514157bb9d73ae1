/* key_figures.h -- key figures of a business from its counts
 *
 * Room:  stats/. No memory, no state.
 */
#ifndef PAL_STATS_KEY_FIGURES_H
#define PAL_STATS_KEY_FIGURES_H

#include "palaute.h"

/** What palaute.h says of pal_kpi_find(). */
pal_status pal_key_figure(pal_kpi *out, const char *name, const pal_kpi_counts *counts,
                          pal_error *err);

#endif /* PAL_STATS_KEY_FIGURES_H */
