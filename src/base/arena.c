/* madvise() is no part of POSIX; where the system lacks it, nothing is advised */
#define _DEFAULT_SOURCE

#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Chunks double in size from CHUNK_MIN to CHUNK_MAX: few mallocs for a run, little
 * waste for a small one. What an earlier round left is wiped shortly before it is handed
 * out, when its place in the caches is wanted anyway: WIPE bytes more than are asked for.
 */
enum { CHUNK_MIN = 16 * 1024, CHUNK_MAX = 8 * 1024 * 1024, PLENTY = 1 << 30, WIPE = 256 };

typedef struct pal_chunk chunk;
struct pal_chunk {
    chunk *before;
    size_t size;  /* bytes of data[] */
    size_t dirty; /* of an earlier round: bytes up to here may not be zero */
    _Alignas(max_align_t) unsigned char data[];
};

pal_arena *pal_arena_open(size_t limit)
{
    pal_arena *mem = calloc(1, sizeof *mem);
    if (!mem)
        return NULL;
    /* no byte is between the two: the first that is taken makes a chunk */
    mem->next = mem->clean = (unsigned char *)mem;
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

/* Bytes handed out of the newest chunk. */
static size_t used_of_top(const pal_arena *mem)
{
    return mem->top ? (size_t)(mem->next - mem->top->data) : 0;
}

/* What was handed out of the newest chunk is dirty in the next round. */
static void leave_top(pal_arena *mem)
{
    size_t used = used_of_top(mem);
    if (mem->top && mem->top->dirty < used)
        mem->top->dirty = used;
    mem->passed += used;
}

/* Hand out of `c` from its first byte on. */
static void begin_chunk(pal_arena *mem, chunk *c)
{
    mem->next = c->data;
    mem->clean = c->data + (c->dirty != 0 ? 0 : c->size);
}

void pal_arena_reset(pal_arena *mem)
{
    chunk *kept = chosen_chunk(mem);
    leave_top(mem);
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
        begin_chunk(mem, kept);
    } else {
        mem->next = mem->clean = (unsigned char *)mem;
    }
    mem->top = kept;
    mem->passed = 0;
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
    leave_top(mem);
    fresh->before = mem->top;
    mem->top = fresh;
    mem->held += size;
    begin_chunk(mem, fresh);
    return fresh;
}

/* Are `bytes` behind `next` zero and within the newest chunk? */
static bool make_clean(pal_arena *mem, size_t bytes)
{
    chunk *c = mem->top;
    if (!c || c->size - used_of_top(mem) < bytes)
        return false;
    if ((size_t)(mem->clean - mem->next) >= bytes)
        return true;
    unsigned char *end = mem->next + bytes;
    unsigned char *dirty = c->data + c->dirty;
    if (mem->clean < dirty) {
        size_t left = (size_t)(dirty - mem->clean);
        size_t wiped = (size_t)(end - mem->clean) + WIPE;
        wiped = wiped < left ? wiped : left;
        memset(mem->clean, 0, wiped);
        mem->clean += wiped;
    }
    if (mem->clean >= dirty)
        mem->clean = c->data + c->size;
    return true;
}

void *pal_arena_take_more(pal_arena *mem, size_t size, size_t align, size_t count)
{
    if (count > (SIZE_MAX / 2) / size)
        return NULL;
    const size_t bytes = size * count;
    size_t pad = (size_t)(-(uintptr_t)mem->next & (align - 1));
    if (!make_clean(mem, pad + bytes)) {
        if (!chunk_add(mem, bytes + align))
            return NULL;
        pad = (size_t)(-(uintptr_t)mem->next & (align - 1));
    }
    unsigned char *out = mem->next + pad;
    mem->next = out + bytes;
    return out;
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
    const size_t more = (count - old_count) * size;
    /* an empty piece may share its place with the piece behind it */
    const bool newest =
        old && old_count != 0 && (unsigned char *)old + old_count * size == mem->next;
    if (newest && make_clean(mem, more)) {
        mem->next += more;
        return old;
    }
    void *out = pal_arena_take(mem, size, align, count);
    if (out && old && old_count != 0)
        memcpy(out, old, old_count * size);
    return out;
}

size_t pal_arena_used(const pal_arena *mem)
{
    return mem->passed + used_of_top(mem);
}

void *pal_memory_resize(void *old, size_t size)
{
    if (size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, size);
}
