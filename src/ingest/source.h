/* source.h -- the bytes of one input, read by chunks
 *
 * Order: pal_source_open(); pal_source_head(); then pal_source_next() until an empty
 *        chunk; pal_source_close(). The head is handed out again by pal_source_next(),
 *        so that a pipe can be sampled first and read after that.
 */
#ifndef PAL_INGEST_SOURCE_H
#define PAL_INGEST_SOURCE_H

#include "base/arena.h"
#include "base/digest.h"

/** Bytes of one chunk, and at most of the head. */
enum { PAL_SOURCE_CHUNK = 1024 * 1024 };

typedef struct pal_source pal_source;

/** Open the file `path`, or standard input for "-".
 *
 *  path  kept, for messages: must outlive the source and its errors
 *
 *  Errors: PAL_ENOINPUT  cannot be opened, or is a folder
 *          PAL_ENOMEM */
pal_status pal_source_open(pal_source **out, const char *path, pal_error *err);
/** NULL is fine. */
void pal_source_close(pal_source *source);

/** Which sheet of a workbook is wanted, by name or number; NULL = the first that holds
 *  something. Before the first byte is read; must outlive the source. */
void pal_source_sheet(pal_source *source, const char *sheet);
/** Is it a sheet of an XLSX workbook? Then its bytes are CSV, UTF-8 with commas. Known
 *  once the head was read. */
bool pal_source_is_sheet(const pal_source *source);

/** Of such a sheet: its name, as long as the source is open, and the row, from 1, that
 * its first record stands on. Each record is a row, whatever lines its cells have. */
pal_str pal_source_sheet_name(const pal_source *source);
uint64_t pal_source_first_row(const pal_source *source);

/** Read ahead. `head` is the first PAL_SOURCE_CHUNK bytes, or all when `whole`; it lives
 *  until pal_source_next(). Errors: PAL_EIO */
pal_status pal_source_head(pal_source *source, pal_str *head, bool *whole,
                           pal_error *err);

/** The next bytes, empty at the end; they live until the next call. Errors: PAL_EIO */
pal_status pal_source_next(pal_source *source, pal_str *chunk, pal_error *err);

/** Can it be opened a second time and give the same bytes? */
bool pal_source_repeats(const pal_source *source);
/** Size of the file, 0 when it is not a plain file. */
uint64_t pal_source_total(const pal_source *source);
/** Bytes handed out by pal_source_next(); of a workbook those of the file, at its end. */
uint64_t pal_source_done(const pal_source *source);
/** SHA-256 of the file. To be asked once, at the end. */
void pal_source_sha256(pal_source *source, char hex[PAL_DIGEST_HEX_LEN + 1]);

#endif /* PAL_INGEST_SOURCE_H */
