/* arena.h -- memory with plain lifetimes
 *
 * Room:  base/. The only place that calls malloc.
 * Order: pal_arena_open(); pal_new() and pal_arena_copy() any number of times;
 *        pal_arena_reset() to use it again; pal_arena_close().
 * A function's `pal_arena *` parameter says who owns what it returns. Memory is
 * zeroed. An arena is used by one thread at a time.
 */
#ifndef PAL_BASE_ARENA_H
#define PAL_BASE_ARENA_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "palaute.h"

/** Read and written by base/arena.c and by pal_arena_take() alone. */
typedef struct pal_arena {
    unsigned char *next;  /**< of the newest chunk: the next byte to hand out */
    unsigned char *clean; /**< the bytes from `next` up to here are zero */
    struct pal_chunk *top;
    size_t limit;
    size_t held;   /**< bytes of all chunks */
    size_t passed; /**< bytes handed out of chunks before the newest */
} pal_arena;

/** `count` zeroed objects of type T, or NULL when the limit is reached. */
#define pal_new(mem, T, count)                                                           \
    ((T *)pal_arena_take((mem), sizeof(T), _Alignof(T), (count)))

/** A new arena that will hold at most `limit` bytes. NULL when even its head
 *  cannot be had. */
pal_arena *pal_arena_open(size_t limit);
/** Gives all memory back. NULL is fine. */
void pal_arena_close(pal_arena *mem);
/** Forgets all that was taken, keeps one chunk for the next round: the largest in an
 * arena of a GiB or more, else the first. */
void pal_arena_reset(pal_arena *mem);
/** `count` zeroed items of `size` bytes, or NULL (limit reached, product overflows,
 *  or no memory). A count of 0 gives a pointer that must not be read. */
static inline void *pal_arena_take(pal_arena *mem, size_t size, size_t align,
                                   size_t count);
/** Copy of the bytes with a NUL behind it that `len` does not count. On failure
 *  `.ptr` is NULL. */
pal_str pal_arena_copy(pal_arena *mem, pal_str text);
/** `old` with room for `count` items instead of `old_count`, in place when `old` was
 *  the newest piece, else as a copy. New items are zeroed. NULL on failure; `old` is
 *  still good then. */
void *pal_arena_grow(pal_arena *mem, void *old, size_t old_count, size_t count,
                     size_t size, size_t align);
/** Bytes that were taken since the last reset. */
size_t pal_arena_used(const pal_arena *mem);

/** pal_arena_take() where no bytes are ready. */
void *pal_arena_take_more(pal_arena *mem, size_t size, size_t align, size_t count);

/* Called for every row and word: short enough to stand in the caller, where the size of
 * an item is known. */
static inline void *pal_arena_take(pal_arena *mem, size_t size, size_t align,
                                   size_t count)
{
    assert(size != 0 && align != 0 && (align & (align - 1)) == 0);
    const size_t pad = (size_t)(-(uintptr_t)mem->next & (align - 1));
    const size_t ready = (size_t)(mem->clean - mem->next);
    /* less than all: where nothing is ready, nothing is not enough either */
    if (count > (SIZE_MAX / 2) / size || pad + size * count >= ready)
        return pal_arena_take_more(mem, size, align, count);
    unsigned char *out = mem->next + pad;
    mem->next = out + size * count;
    return out;
}

/** For base/buf.c, and for libraries that ask for an allocator: realloc() with 0 = free.
 */
void *pal_memory_resize(void *old, size_t size);

#endif /* PAL_BASE_ARENA_H */
