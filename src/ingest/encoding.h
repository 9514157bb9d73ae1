/* encoding.h -- bytes of any encoding to UTF-8
 *
 * Order: pal_encoding_find() on the head of a file; pal_decoder_open();
 *        pal_decoder_push() chunk by chunk; pal_decoder_close().
 */
#ifndef PAL_INGEST_ENCODING_H
#define PAL_INGEST_ENCODING_H

#include "base/arena.h"

/** How the bytes of one file are read. */
typedef struct pal_encoding {
    pal_str name;          /**< "utf-8", "windows-1252", ... */
    pal_str why;           /**< English, one line */
    const char *converter; /**< name for the converter library; NULL = UTF-8 as it is */
    size_t mark;           /**< bytes of the byte order mark */
    bool found;            /**< found out, not asked for: a cell that is not UTF-8 may be
                                read as windows-1252 */
    bool doubtful;         /**< several encodings fit about as well */
} pal_encoding;

/** Decide the encoding of a file.
 *
 *  mem     owns the strings of *out
 *  head    first bytes of the file; `whole` when they are all of it
 *  wanted  name of an encoding, in any case; NULL = find out: byte order mark, then NUL
 *          bytes (UTF-16), then strict UTF-8, then the eight-bit encoding whose letters
 *          make Finnish words
 *
 *  Errors: PAL_EUSAGE  `wanted` is not known; the message lists what is
 *          PAL_ENOMEM */
pal_status pal_encoding_find(pal_encoding *out, pal_arena *mem, pal_str head, bool whole,
                             const char *wanted, pal_error *err);

typedef struct pal_decoder pal_decoder;

/** Errors: PAL_ENOMEM, PAL_EUSAGE (no such converter). `encoding` is not kept. */
pal_status pal_decoder_open(pal_decoder **out, const pal_encoding *encoding,
                            pal_error *err);
/** NULL is fine. */
void pal_decoder_close(pal_decoder *decoder);

/** Decode the next bytes of the file; a character may be split over two calls.
 *
 *  last  no more bytes follow; half a character at the end becomes U+FFFD
 *  out   lives until the next call; is `bytes` itself when they are UTF-8 (then not
 *        checked: pal_unicode_clean() does that cell by cell)
 *
 *  Errors: PAL_ENOMEM, PAL_EFORMAT */
pal_status pal_decoder_push(pal_decoder *decoder, pal_str bytes, bool last, pal_str *out,
                            pal_error *err);

#endif /* PAL_INGEST_ENCODING_H */
