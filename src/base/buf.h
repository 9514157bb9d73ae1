/* buf.h -- bytes that grow, on the heap, for output
 *
 * Order: pal_buf b = {0}; append; use .ptr and .len; pal_buf_release(&b).
 * A failed allocation sets `.failed` and drops later bytes: check it once, before
 * the bytes are used.
 */
#ifndef PAL_BASE_BUF_H
#define PAL_BASE_BUF_H

#include <string.h>

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
/** Room for `len` more bytes at the end, or NULL; then set b->len yourself. */
char *pal_buf_room(pal_buf *b, size_t len);
void pal_buf_cstr(pal_buf *b, const char *text);

/* Called for nearly every byte that is written: short enough to stand in the caller. */
static inline void pal_buf_add(pal_buf *b, pal_str text)
{
    char *at = NULL;
    if (text.len == 0)
        return;
    if (b->failed || b->cap - b->len < text.len)
        at = pal_buf_room(b, text.len);
    else
        at = b->ptr + b->len;
    if (!at)
        return;
    memcpy(at, text.ptr, text.len);
    b->len += text.len;
}

static inline void pal_buf_byte(pal_buf *b, char c)
{
    if ((b->failed || b->len == b->cap) && !pal_buf_room(b, 1))
        return;
    b->ptr[b->len++] = c;
}
/** The bytes as a view; lives until the next change. */
pal_str pal_buf_view(const pal_buf *b);

#endif /* PAL_BASE_BUF_H */
