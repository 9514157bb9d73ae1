/* csv_out.h -- cells and lines of CSV
 *
 * File:  RFC 4180 with LF: a cell with a comma, a quote, CR or LF stands in quotes, and
 *        quotes inside are doubled. Bytes that are not UTF-8 become U+FFFD.
 * Order: pal_csv line = {b}; one call a cell; pal_csv_end() closes the line.
 */
#ifndef PAL_REPORT_CSV_OUT_H
#define PAL_REPORT_CSV_OUT_H

#include "base/buf.h"

/** One line in the making. */
typedef struct pal_csv {
    pal_buf *out; /**< not owned */
    bool begun;   /**< a cell stands before */
} pal_csv;

void pal_csv_text(pal_csv *line, pal_str cell);
/** The same of a text that is well-formed UTF-8. */
void pal_csv_clean(pal_csv *line, pal_str cell);
/** The same of letters, digits, '-' and '_' alone, as in a name or an id. */
void pal_csv_plain(pal_csv *line, pal_str cell);
/** One cell of two parts; `suffix` holds nothing that needs quotes. */
void pal_csv_suffixed(pal_csv *line, pal_str cell, pal_str suffix);
/** One cell "file:number". */
void pal_csv_place(pal_csv *line, pal_str file, uint64_t number);
void pal_csv_cstr(pal_csv *line, const char *cell);
void pal_csv_uint(pal_csv *line, uint64_t value);
/** Fixed digits, with a point. */
void pal_csv_fixed(pal_csv *line, double value, unsigned digits);
/** The same, and nothing where the value is not known (NaN) or too large to be written.
 */
void pal_csv_known(pal_csv *line, double value, unsigned digits);
void pal_csv_blank(pal_csv *line);
/** Ends the line; the next cell begins a new one. */
void pal_csv_end(pal_csv *line);

#endif /* PAL_REPORT_CSV_OUT_H */
