/* csv.h -- records of a CSV file, with the lines where they begin
 *
 * Order: pal_csv_open(); pal_csv_expect() once the width is known; pal_csv_next() until
 *        PAL_DONE; pal_csv_close().
 * File:  UTF-8; fields between one-byte delimiters, in "" when they hold a delimiter, a
 *        line end or a quote (written twice); records end with LF, CRLF or CR. Source:
 *        RFC 4180, read leniently: a quote inside of a bare field is text, and so is one
 *        in a quoted field that neither a delimiter nor a line end follows.
 */
#ifndef PAL_INGEST_CSV_H
#define PAL_INGEST_CSV_H

#include "base/arena.h"

/** A quoted field ends within so many bytes and lines, or its quote was never closed. */
enum { PAL_CSV_FIELD_MAX = 1024 * 1024, PAL_CSV_LINES_MAX = 2000 };
/** A delimiter that stands in no text: every record is one cell. */
#define PAL_CSV_ONE_CELL '\x1F'
/** A line ends within so many bytes. */
enum { PAL_CSV_LINE_MAX = 16 * 1024 * 1024 };

/** Gives the next bytes of the file in *chunk, empty at the end; they live until the
 *  next call. */
typedef pal_status pal_feed_fn(void *ctx, pal_str *chunk, pal_error *err);

/** One record. Views live until the next call. */
typedef struct pal_record {
    uint64_t line; /**< where it begins, from 1 */
    const pal_str *cells;
    size_t count;      /**< 0 = a blank line */
    uint64_t unclosed; /**< line of a quote that was never closed; the record is broken
                          and the next one begins behind that line. 0 = sound */
} pal_record;

typedef struct pal_csv pal_csv;

/** Errors: PAL_ENOMEM. `file` names the place in messages; may be NULL. */
pal_status pal_csv_open(pal_csv **out, char delimiter, pal_feed_fn *feed, void *ctx,
                        const char *file, pal_error *err);
/** NULL is fine. */
void pal_csv_close(pal_csv *csv);

/** From now on records should have `width` cells. Then a record over several lines that
 *  has not, or in which quotes are misplaced, is cut short before the first line that is
 *  a whole record by itself. 0 = any width. */
void pal_csv_expect(pal_csv *csv, size_t width);

/** The next record, PAL_DONE behind the last one.
 *  Errors: PAL_EFORMAT  a quote that is not closed swallows the file, a line or a field
 *                       is too long; err->at is the line
 *          PAL_ENOMEM, and what the feed answers */
pal_status pal_csv_next(pal_csv *csv, pal_record *out, pal_error *err);

/** Line ends so far: "CRLF", "LF", "CR", the most frequent one. */
pal_str pal_csv_newline(const pal_csv *csv);
/** "3.0.3": of libcsv. */
const char *pal_csv_version(void);

#endif /* PAL_INGEST_CSV_H */
