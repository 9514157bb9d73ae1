/* madvise() is no part of POSIX; where the system lacks it, nothing is advised */
#define _DEFAULT_SOURCE

#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Chunks double in size from CHUNK_MIN to CHUNK_MAX: few mallocs for a run, little
 * waste for a small one. */
enum { CHUNK_MIN = 16 * 1024, CHUNK_MAX = 8 * 1024 * 1024, PLENTY = 1 << 30 };

typedef struct chunk chunk;
struct chunk {
    chunk *before;
    size_t size; /* bytes of data[] */
    size_t used;
    size_t dirty; /* of an earlier round: bytes up to here may not be zero */
    _Alignas(max_align_t) unsigned char data[];
};

struct pal_arena {
    chunk *top;
    size_t limit;
    size_t held; /* bytes of all chunks */
    size_t used; /* bytes handed out */
    void *newest;
};

pal_arena *pal_arena_open(size_t limit)
{
    pal_arena *mem = calloc(1, sizeof *mem);
    if (mem)
        mem->limit = limit;
    return mem;
}

void pal_arena_close(pal_arena *mem)
{
    if (!mem)
        return;
    while (mem->top) {
        chunk *before = mem->top->before;
        free(mem->top);
        mem->top = before;
    }
    free(mem);
}

/* The chunk to keep: where memory is short the first, so that each round has as much of
 * it as the one before; else the largest. */
static chunk *chosen_chunk(const pal_arena *mem)
{
    chunk *chosen = mem->top;
    for (chunk *c = mem->top; c; c = c->before)
        if (mem->limit < PLENTY || c->size > chosen->size)
            chosen = c;
    return chosen;
}

void pal_arena_reset(pal_arena *mem)
{
    chunk *kept = chosen_chunk(mem);
    while (mem->top) {
        chunk *before = mem->top->before;
        if (mem->top != kept) {
            mem->held -= mem->top->size;
            free(mem->top);
        }
        mem->top = before;
    }
    if (kept) {
        kept->before = NULL;
        kept->dirty = kept->used > kept->dirty ? kept->used : kept->dirty;
        kept->used = 0;
    }
    mem->top = kept;
    mem->used = 0;
    mem->newest = NULL;
}

/* Large chunks in large pages: memory comes by 2 MiB then, not by 4 KiB. */
static void advise(const chunk *c)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t page = (uintptr_t)2 << 20;
    uintptr_t begin = ((uintptr_t)c + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)c->data + c->size) / page * page;
    if (end > begin) /* refused advice costs speed alone */
        (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
#else
    (void)c;
#endif
}

static chunk *chunk_add(pal_arena *mem, size_t need)
{
    size_t size = mem->top ? mem->top->size * 2 : (size_t)CHUNK_MIN;
    if (size > CHUNK_MAX)
        size = CHUNK_MAX;
    if (size < need)
        size = need;
    if (mem->held > mem->limit || size > mem->limit - mem->held) {
        size = need;
        if (mem->held > mem->limit || size > mem->limit - mem->held)
            return NULL;
    }
    if (size > SIZE_MAX - sizeof(chunk))
        return NULL;
    chunk *fresh = calloc(1, sizeof *fresh + size);
    if (!fresh)
        return NULL;
    fresh->size = size;
    advise(fresh);
    fresh->before = mem->top;
    mem->top = fresh;
    mem->held += size;
    return fresh;
}

static size_t padding(const chunk *c, size_t align)
{
    uintptr_t at = (uintptr_t)(c->data + c->used);
    return (size_t)(-at & (align - 1)); /* a power of two: no division */
}

/* Hand out the next `bytes` behind `pad`. What an earlier round left there is wiped now,
 * when its place in the caches is wanted anyway. */
static void *hand_out(pal_arena *mem, chunk *c, size_t pad, size_t bytes)
{
    unsigned char *out = c->data + c->used + pad;
    size_t end = c->used + pad + bytes;
    if (c->used + pad < c->dirty)
        memset(out, 0, end < c->dirty ? bytes : c->dirty - c->used - pad);
    c->used = end;
    mem->used += pad + bytes;
    return out;
}

void *pal_arena_take(pal_arena *mem, size_t size, size_t align, size_t count)
{
    assert(size != 0 && align != 0 && (align & (align - 1)) == 0);
    /* the product of two halves of a size_t fits one: no division for most */
    if ((size | count) >> (4 * sizeof size) != 0 && count > (SIZE_MAX / 2) / size)
        return NULL;
    size_t bytes = size * count;
    chunk *c = mem->top;
    size_t pad = c ? padding(c, align) : 0;
    if (!c || c->size - c->used < pad || c->size - c->used - pad < bytes) {
        c = chunk_add(mem, bytes + align);
        if (!c)
            return NULL;
        pad = padding(c, align);
    }
    mem->newest = hand_out(mem, c, pad, bytes);
    return mem->newest;
}

pal_str pal_arena_copy(pal_arena *mem, pal_str text)
{
    char *out = pal_new(mem, char, text.len + 1);
    if (!out)
        return (pal_str){NULL, 0};
    if (text.len != 0)
        memcpy(out, text.ptr, text.len);
    return (pal_str){out, text.len};
}

void *pal_arena_grow(pal_arena *mem, void *old, size_t old_count, size_t count,
                     size_t size, size_t align)
{
    assert(count >= old_count);
    if (count > (SIZE_MAX / 2) / size)
        return NULL;
    size_t more = (count - old_count) * size;
    chunk *c = mem->top;
    /* an empty piece may share its place with the piece behind it */
    if (old && old_count != 0 && old == mem->newest && c->size - c->used >= more) {
        (void)hand_out(mem, c, 0, more);
        return old;
    }
    void *out = pal_arena_take(mem, size, align, count);
    if (out && old && old_count != 0)
        memcpy(out, old, old_count * size);
    return out;
}

size_t pal_arena_used(const pal_arena *mem)
{
    return mem->used;
}

void *pal_memory_resize(void *old, size_t size)
{
    if (size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, size);
}
