/* buf.h -- bytes that grow, on the heap, for output
 *
 * Order: pal_buf b = {0}; append; use .ptr and .len; pal_buf_release(&b).
 * A failed allocation sets `.failed` and drops later bytes: check it once, before
 * the bytes are used.
 */
#ifndef PAL_BASE_BUF_H
#define PAL_BASE_BUF_H

#include "palaute.h"

typedef struct pal_buf {
    char *ptr; /**< owned; not NUL-terminated */
    size_t len;
    size_t cap;
    bool failed;
} pal_buf;

void pal_buf_release(pal_buf *b);
/** Empty it, keep the memory. */
void pal_buf_clear(pal_buf *b);
void pal_buf_add(pal_buf *b, pal_str text);
void pal_buf_byte(pal_buf *b, char c);
void pal_buf_cstr(pal_buf *b, const char *text);
/** Room for `len` more bytes at the end, or NULL; then set b->len yourself. */
char *pal_buf_room(pal_buf *b, size_t len);
/** The bytes as a view; lives until the next change. */
pal_str pal_buf_view(const pal_buf *b);

#endif /* PAL_BASE_BUF_H */
