/* kpi_counts.h -- the counts of a key figure as a list
 *
 * Room:  base/.
 */
#ifndef PAL_BASE_KPI_COUNTS_H
#define PAL_BASE_KPI_COUNTS_H

#include "palaute.h"

enum { PAL_KPI_COUNT_COUNT = 13 };
/** "start", "end", "new", ...; index < PAL_KPI_COUNT_COUNT. */
const char *pal_kpi_count_name(size_t index);
const pal_kpi_count *pal_kpi_count_at(const pal_kpi_counts *counts, size_t index);

#endif /* PAL_BASE_KPI_COUNTS_H */
