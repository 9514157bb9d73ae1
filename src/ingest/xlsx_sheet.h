/* xlsx_sheet.h -- the cells of one sheet
 *
 * Order: pal_xlsx_measure() on the part of a sheet; then pal_xlsx_sheet_open(),
 *        pal_xlsx_sheet_next() until it is empty, pal_xlsx_sheet_close().
 */
#ifndef PAL_INGEST_XLSX_SHEET_H
#define PAL_INGEST_XLSX_SHEET_H

#include "base/buf.h"
#include "ingest/xml_in.h"
#include "ingest/zip_in.h"

/** What the sheets of a workbook share. */
typedef struct pal_xlsx_book {
    pal_zip *zip;
    const char *path;
    pal_buf strings;     /**< shared ones, one behind the other, as they stand */
    pal_buf string_ends; /**< uint64_t each */
    pal_buf kinds;       /**< a byte a cell style: PAL_XLSX_DATE, ... */
    bool from_1904;
} pal_xlsx_book;

/** What a sheet holds; rows and columns count from 1. */
typedef struct pal_xlsx_size {
    uint32_t first_row; /**< that holds something; 0 = none does */
    uint32_t last_row;
    uint32_t width;
} pal_xlsx_size;

typedef struct pal_xlsx_sheet pal_xlsx_sheet;

/** Read part `name` of the workbook into a parser to its end. PAL_DONE: no such part. */
pal_status pal_xlsx_read_part(pal_xlsx_book *book, const char *name,
                              const pal_xml_calls *calls, void *ctx, pal_error *err);
/** A part that is not there holds nothing. Errors: EFORMAT, ENOMEM. */
pal_status pal_xlsx_measure(pal_xlsx_size *out, pal_xlsx_book *book, const char *part,
                            pal_error *err);
/** book  must outlive the sheet. Errors: EFORMAT, ENOMEM. */
pal_status pal_xlsx_sheet_open(pal_xlsx_sheet **out, pal_xlsx_book *book,
                               const char *part, pal_xlsx_size size, pal_error *err);
/** NULL is fine. */
void pal_xlsx_sheet_close(pal_xlsx_sheet *sheet);
/** CSV bytes, empty at the end; they live until the next call. Errors: EFORMAT, ENOMEM.
 */
pal_status pal_xlsx_sheet_next(pal_xlsx_sheet *sheet, pal_str *chunk, pal_error *err);

#endif /* PAL_INGEST_XLSX_SHEET_H */
