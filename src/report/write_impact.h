/* write_impact.h -- the cells that the findings on impact add to themes.csv
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_WRITE_IMPACT_H
#define PAL_REPORT_WRITE_IMPACT_H

#include "report/csv_out.h"
#include "report/report.h"

/** Names of the columns, each behind a comma. */
extern const char pal_report_impact_columns[];
/** Cells of a theme for them; all blank without findings. */
void pal_report_impact_cells(pal_csv *line, const pal_report *report, uint32_t theme);

#endif /* PAL_REPORT_WRITE_IMPACT_H */
