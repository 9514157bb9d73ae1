/* json_out.h -- JSON, in the order in which it is said
 *
 * File:  RFC 8259, UTF-8, two spaces a level, LF. Keys come in the order of the calls.
 * Order: pal_json w = {.out = b}; pal_json_open(&w, NULL, PAL_JSON_OBJECT); ...;
 *        pal_json_close() for each open one, innermost first; pal_json_end().
 * Every call takes the key of the value; NULL inside of an array and at the top.
 */
#ifndef PAL_REPORT_JSON_OUT_H
#define PAL_REPORT_JSON_OUT_H

#include "base/buf.h"

typedef enum pal_json_kind {
    PAL_JSON_OBJECT,
    PAL_JSON_ARRAY,
} pal_json_kind;

enum { PAL_JSON_DEPTH_MAX = 16 };

/** Document in the making. */
typedef struct pal_json {
    pal_buf *out;                            /**< not owned */
    pal_json_kind kinds[PAL_JSON_DEPTH_MAX]; /**< of what is open, outermost first */
    unsigned depth;
    unsigned flat; /**< depth from which all stands on one line; 0 = nowhere */
    bool begun;    /**< a value stands before on this level */
} pal_json;

void pal_json_open(pal_json *w, const char *key, pal_json_kind kind);
/** The same, with all that it holds on one line. */
void pal_json_open_flat(pal_json *w, const char *key, pal_json_kind kind);
void pal_json_close(pal_json *w);
/** LF after the last close. */
void pal_json_end(pal_json *w);

/** Any bytes: NUL and what is not UTF-8 become U+FFFD (many readers refuse \u0000). */
void pal_json_text(pal_json *w, const char *key, pal_str value);
void pal_json_cstr(pal_json *w, const char *key, const char *value);
/** The same with any bytes as the key. */
void pal_json_text_named(pal_json *w, pal_str key, pal_str value);
void pal_json_uint(pal_json *w, const char *key, uint64_t value);
/** The same with any bytes as the key. */
void pal_json_uint_named(pal_json *w, pal_str key, uint64_t value);
/** NaN and infinities give null. */
void pal_json_number(pal_json *w, const char *key, double value);
void pal_json_bool(pal_json *w, const char *key, bool value);
void pal_json_null(pal_json *w, const char *key);
/** The same with any bytes as the key. */
void pal_json_null_named(pal_json *w, pal_str key);

#endif /* PAL_REPORT_JSON_OUT_H */
