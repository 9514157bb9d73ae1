/* xlsx_values.h -- cells of a workbook as the text that a CSV export would hold
 *
 * Numbers have a decimal point; days are 2026-03-01, times 14:05:00.
 */
#ifndef PAL_INGEST_XLSX_VALUES_H
#define PAL_INGEST_XLSX_VALUES_H

#include "base/buf.h"

/** What a number format shows of a number; bits. */
enum {
    PAL_XLSX_DATE = 1,
    PAL_XLSX_TIME = 2,
    PAL_XLSX_ELAPSED = 4, /**< hours that go on after 24 */
};

/** Of a format that is built in. Source: ECMA-376-1, 18.8.30. */
unsigned pal_xlsx_builtin(unsigned id);
/** Of a format code like `d.m.yyyy h:mm`. */
unsigned pal_xlsx_format(const char *code);
/** A number as it stands in a cell, shown by `kind`; days count from 1900 or 1904. What
 * is no number is added as it is. */
void pal_xlsx_number(pal_buf *b, pal_str raw, unsigned kind, bool from_1904);
/** Text with _xHHHH_ escapes. Source: ECMA-376-1, 22.9.2.19. */
void pal_xlsx_text(pal_buf *b, pal_str raw);

#endif /* PAL_INGEST_XLSX_VALUES_H */
