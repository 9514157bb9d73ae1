#include "base/buf.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

void pal_buf_release(pal_buf *b)
{
    pal_memory_resize(b->ptr, 0);
    *b = (pal_buf){0};
}

void pal_buf_clear(pal_buf *b)
{
    b->len = 0;
    b->failed = false;
}

char *pal_buf_room(pal_buf *b, size_t len)
{
    if (b->failed || len > SIZE_MAX / 4 || b->len > SIZE_MAX / 4) {
        b->failed = true;
        return NULL;
    }
    if (!b->ptr || b->cap - b->len < len) {
        size_t cap = b->cap < 256 ? 256 : b->cap * 2;
        if (cap < b->len + len)
            cap = b->len + len;
        char *bigger = pal_memory_resize(b->ptr, cap);
        if (!bigger) {
            b->failed = true;
            return NULL;
        }
        b->ptr = bigger;
        b->cap = cap;
    }
    return b->ptr + b->len;
}

void pal_buf_cstr(pal_buf *b, const char *text)
{
    pal_buf_add(b, (pal_str){text, strlen(text)});
}

pal_str pal_buf_view(const pal_buf *b)
{
    return (pal_str){b->ptr, b->len};
}
