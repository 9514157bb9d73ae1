/* text_kpi.h -- a key figure on a screen, or as JSON
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_TEXT_KPI_H
#define PAL_REPORT_TEXT_KPI_H

#include "base/buf.h"

/** Value, interval and formula with the counts in it; a few lines. */
void pal_report_kpi_text(pal_buf *b, const pal_kpi *kpi, pal_language screen);
/** The same with nine digits; `counts` are those that were given. */
void pal_report_kpi_json(pal_buf *b, const pal_kpi *kpi);

#endif /* PAL_REPORT_TEXT_KPI_H */
