/* xlsx.h -- a sheet of an XLSX workbook, as CSV bytes
 *
 * Order: pal_xlsx_open(); pal_xlsx_next() until an empty chunk; pal_xlsx_close().
 * File:  ECMA-376 (Office Open XML), SpreadsheetML. What comes out is UTF-8, RFC 4180
 * with LF: the rows from the first to the last that hold something, all as wide as the
 *        widest one, so that everything behind reads it as a CSV file.
 * Below it: zip_in.h, xml_in.h, xlsx_values.h.
 */
#ifndef PAL_INGEST_XLSX_H
#define PAL_INGEST_XLSX_H

#include "palaute.h"

typedef struct pal_xlsx pal_xlsx;

/** path   kept, for messages
 *  sheet  its name, or its number from 1; NULL: the first visible one that holds
 * something
 *
 *  Errors: EFORMAT  no workbook, broken, a bomb, or nothing in it
 *          EUSAGE   no such sheet
 *          ENOMEM */
pal_status pal_xlsx_open(pal_xlsx **out, const char *path, const char *sheet,
                         pal_error *err);
/** NULL is fine. */
void pal_xlsx_close(pal_xlsx *xlsx);
/** Name of the sheet, as long as the workbook is open, and the row of it, from 1, that
 * the first record stands on: each record is one row. */
pal_str pal_xlsx_sheet_name(const pal_xlsx *xlsx);
uint32_t pal_xlsx_first_row(const pal_xlsx *xlsx);
/** The next bytes, empty at the end; they live until the next call. Errors: EFORMAT,
 *  ENOMEM. */
pal_status pal_xlsx_next(pal_xlsx *xlsx, pal_str *chunk, pal_error *err);

#endif /* PAL_INGEST_XLSX_H */
