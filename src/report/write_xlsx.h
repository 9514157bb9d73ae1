/* write_xlsx.h -- results.xlsx
 *
 * File:  Office Open XML. Made from the CSV files of the run, row by row, so that its
 * size does not matter. The same input gives the same bytes: no clock.
 */
#ifndef PAL_REPORT_WRITE_XLSX_H
#define PAL_REPORT_WRITE_XLSX_H

#include "report/report.h"

/** Paths of the CSV files of the run, as rfc4180. */
typedef struct pal_xlsx_tables {
    const char *themes;
    const char *comments;
    const char *mentions;
    const char *waves;
    uint32_t rows_max; /**< of a sheet, its header included; 0 = what Excel can hold */
} pal_xlsx_tables;

/** Write the workbook to `path`. Errors: EIO, ENOMEM, and those of pal_records. */
pal_status pal_report_xlsx(const char *path, const pal_report *report,
                           const pal_xlsx_tables *tables, pal_error *err);
/** "1.1.4": of libxlsxwriter. */
const char *pal_report_xlsx_version(void);

#endif /* PAL_REPORT_WRITE_XLSX_H */
