#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>
#include <string.h>

static bool all_are(const void *bytes, size_t len, unsigned char value)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        if (at[i] != value)
            return false;
    return true;
}

Test(base_arena, gives_zeroed_memory_at_its_alignment)
{
    static const size_t aligns[] = {1, 2, 4, 8, _Alignof(max_align_t)};
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t round = 0; round < 2000; round++) {
        size_t align = aligns[round % (sizeof aligns / sizeof *aligns)];
        unsigned char *at = pal_arena_take(mem, 1, align, round % 97 + 1);
        cr_assert_not_null(at);
        cr_expect_eq((uintptr_t)at % align, 0u, "round %zu: align %zu", round, align);
        cr_expect(all_are(at, round % 97 + 1, 0), "round %zu: not zero", round);
        memset(at, 0xEE, round % 97 + 1);
    }
    pal_arena_close(mem);
}

Test(base_arena, never_holds_more_than_its_limit)
{
    for (size_t limit = 0; limit < 200000; limit = limit * 2 + 1) {
        pal_arena *mem = pal_arena_open(limit);
        cr_assert_not_null(mem);
        size_t taken = 0;
        while (taken <= limit && pal_new(mem, char, 10))
            taken += 10;
        cr_expect_leq(taken, limit, "limit %zu: %zu", limit, taken);
        cr_expect_leq(pal_arena_used(mem), limit);
        cr_expect(limit < 100 || taken > limit / 2, "limit %zu: only %zu", limit, taken);
        cr_expect_null(pal_new(mem, char, limit + 1));
        pal_arena_close(mem);
    }
}

Test(base_arena, refuses_products_that_overflow)
{
    pal_arena *mem = pal_arena_open(SIZE_MAX);
    cr_expect_null(pal_new(mem, uint64_t, SIZE_MAX));
    cr_expect_null(pal_new(mem, uint64_t, SIZE_MAX / 8 + 1));
    cr_expect_null(pal_new(mem, uint64_t, SIZE_MAX / 8));
    cr_expect_null(pal_new(mem, char, SIZE_MAX));
    uint64_t *one = pal_new(mem, uint64_t, 1);
    cr_assert_not_null(one);
    cr_expect_null(pal_arena_grow(mem, one, 1, SIZE_MAX / 8 + 1, 8, 8));
    cr_expect_eq(*one, 0u);
    pal_arena_close(mem);
}

Test(base_arena, is_zero_and_as_large_as_before_after_a_reset)
{
    enum { PIECES = 60, SIZE = 1000 };
    pal_arena *mem = pal_arena_open(100 * 1000);
    for (size_t round = 0; round < 200; round++) {
        for (size_t i = 0; i < PIECES; i++) {
            unsigned char *at = pal_new(mem, unsigned char, SIZE);
            cr_assert_not_null(at, "round %zu, piece %zu", round, i);
            cr_assert(all_are(at, SIZE, 0), "round %zu, piece %zu: not zero", round, i);
            memset(at, 0xFF, SIZE);
        }
        cr_expect_geq(pal_arena_used(mem), (size_t)PIECES * SIZE);
        pal_arena_reset(mem);
        cr_expect_eq(pal_arena_used(mem), 0u);
    }
    pal_arena_close(mem);
}

/* An arena with plenty of room keeps its largest chunk, whose bytes are used again. */
Test(base_arena, is_zero_after_a_reset_where_the_largest_chunk_is_kept)
{
    pal_arena *mem = pal_arena_open((size_t)2 << 30);
    for (size_t round = 0; round < 8; round++) {
        size_t pieces = round % 2 ? 40 : 400;
        for (size_t i = 0; i < pieces; i++) {
            size_t size = 1 + (i * 977 + round) % 5000;
            unsigned char *at = pal_new(mem, unsigned char, size);
            cr_assert_not_null(at);
            cr_assert(all_are(at, size, 0), "round %zu, piece %zu: not zero", round, i);
            memset(at, 0xFF, size);
            unsigned char *grown = pal_arena_grow(mem, at, size, 2 * size, 1, 1);
            cr_assert_not_null(grown);
            cr_assert(all_are(grown, size, 0xFF) && all_are(grown + size, size, 0),
                      "round %zu, piece %zu: not zero behind", round, i);
            memset(grown, 0xFF, 2 * size);
        }
        pal_arena_reset(mem);
        cr_expect_eq(pal_arena_used(mem), 0u);
    }
    pal_arena_close(mem);
}

Test(base_arena, grows_the_newest_piece_in_place)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    uint32_t *list = pal_new(mem, uint32_t, 4);
    for (uint32_t i = 0; i < 4; i++)
        list[i] = i + 1;
    uint32_t *grown = pal_arena_grow(mem, list, 4, 8, sizeof *list, _Alignof(uint32_t));
    cr_expect_eq(grown, list);
    for (uint32_t i = 0; i < 8; i++)
        cr_expect_eq(grown[i], i < 4 ? i + 1 : 0);
    pal_arena_close(mem);
}

Test(base_arena, grows_an_older_piece_as_a_copy)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    uint32_t *list = pal_new(mem, uint32_t, 4);
    for (uint32_t i = 0; i < 4; i++)
        list[i] = i + 1;
    uint32_t *other = pal_new(mem, uint32_t, 1);
    uint32_t *grown =
        pal_arena_grow(mem, list, 4, 1000, sizeof *list, _Alignof(uint32_t));
    cr_assert_not_null(grown);
    cr_expect_neq(grown, list);
    *other = 77;
    for (uint32_t i = 0; i < 4; i++)
        cr_expect_eq(grown[i], i + 1);
    cr_expect(all_are(grown + 4, 996 * sizeof *grown, 0));
    pal_arena_close(mem);
}

Test(base_arena, keeps_the_old_piece_when_it_cannot_grow)
{
    pal_arena *mem = pal_arena_open(1000);
    char *list = pal_new(mem, char, 100);
    memset(list, 'x', 100);
    cr_expect_null(pal_arena_grow(mem, list, 100, 2000, 1, 1));
    cr_expect(all_are(list, 100, 'x'));
    pal_arena_close(mem);
}

Test(base_arena, an_empty_piece_does_not_grow_over_its_neighbour)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    uint64_t *none = pal_new(mem, uint64_t, 0);
    uint64_t *one = pal_new(mem, uint64_t, 1);
    *one = 42;
    uint64_t *grown = pal_arena_grow(mem, none, 0, 4, sizeof *none, _Alignof(uint64_t));
    cr_assert_not_null(grown);
    memset(grown, 0xFF, 4 * sizeof *grown);
    cr_expect_eq(*one, 42u);
    uint64_t *fresh = pal_arena_grow(mem, NULL, 0, 4, sizeof *none, _Alignof(uint64_t));
    cr_expect(all_are(fresh, 4 * sizeof *fresh, 0));
    pal_arena_close(mem);
}

Test(base_arena, copies_bytes_with_a_nul_behind)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_str copy = pal_arena_copy(mem, PAL_STR("a\0b"));
    cr_expect_eq(copy.len, 3u);
    cr_expect_eq(memcmp(copy.ptr, "a\0b", 4), 0);
    pal_str empty = pal_arena_copy(mem, (pal_str){NULL, 0});
    cr_assert_not_null(empty.ptr);
    cr_expect_eq(empty.len, 0u);
    cr_expect_eq(empty.ptr[0], '\0');
    pal_arena_close(mem);
    mem = pal_arena_open(2);
    cr_expect_null(pal_arena_copy(mem, PAL_STR("abc")).ptr);
    pal_arena_close(mem);
    pal_arena_close(NULL);
}

/* Pieces of all sizes, small ones most: what is wiped ahead and what is taken end at
 * places of their own. */
Test(base_arena, is_zero_in_rounds_of_any_length)
{
    pal_arena *mem = pal_arena_open((size_t)2 << 30);
    uint64_t state = 11; /* xorshift64 */
    for (size_t round = 0; round < 300; round++) {
        for (size_t i = 0; i < round * 7 % 100; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            size_t size = 1 + state % (state % 16 == 0 ? 9000 : 90);
            unsigned char *at =
                pal_arena_take(mem, 1, (size_t)1 << (state >> 60) % 5, size);
            cr_assert_not_null(at);
            cr_assert(all_are(at, size, 0), "round %zu, piece %zu: not zero", round, i);
            memset(at, 0xFF, size);
        }
        pal_arena_reset(mem);
    }
    pal_arena_close(mem);
}
