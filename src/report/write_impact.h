/* write_impact.h -- words and cells of the findings on impact, for other tables
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_WRITE_IMPACT_H
#define PAL_REPORT_WRITE_IMPACT_H

#include "base/find_impact.h"
#include "report/csv_out.h"
#include "report/report.h"

/** "too_few", "weighs_down", "lifts", "not_distinguishable". */
const char *pal_report_impact_verdict(pal_impact_verdict verdict);
/** Names of the columns, each behind a comma. */
extern const char pal_report_impact_columns[];
/** Cells of a theme for them; all blank without findings. */
void pal_report_impact_cells(pal_csv *line, const pal_report *report, uint32_t theme);

#endif /* PAL_REPORT_WRITE_IMPACT_H */
