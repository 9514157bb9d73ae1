#include <criterion/criterion.h>

#include "base/map.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

Test(base_map, finds_what_it_was_given_however_many)
{
    enum { KEYS = 20000 };
    pal_arena *mem = pal_arena_open(1 << 26);
    pal_map *map = pal_map_new(mem, 7);
    char name[32];
    for (uint32_t i = 0; i < KEYS; i++) {
        int len = snprintf(name, sizeof name, "word%u", i);
        pal_str key = pal_arena_copy(mem, (pal_str){name, (size_t)len});
        bool fresh = false;
        uint32_t *at = pal_map_at(map, key, &fresh);
        cr_assert(at && fresh && *at == 0, "key %u", i);
        *at = i + 1;
    }
    cr_expect_eq(pal_map_count(map), (size_t)KEYS);
    for (uint32_t i = 0; i < KEYS; i++) {
        int len = snprintf(name, sizeof name, "word%u", i);
        bool fresh = true;
        const uint32_t *at = pal_map_find(map, (pal_str){name, (size_t)len});
        cr_assert(at && *at == i + 1, "key %u", i);
        at = pal_map_at(map, (pal_str){name, (size_t)len}, &fresh);
        cr_assert(at && *at == i + 1 && !fresh, "key %u", i);
    }
    cr_expect_null(pal_map_find(map, PAL_STR("word")));
    cr_expect_eq(pal_map_count(map), (size_t)KEYS);
    pal_arena_close(mem);
}

/* Keys that a hostile writer would choose: equal in the low bits of their hashes, where
 * the table looks first. */
Test(base_map, keys_that_collide_stay_apart)
{
    enum { KEYS = 300, BITS = 0x3FF };
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_map *map = pal_map_new(mem, 99);
    pal_str keys[KEYS];
    uint32_t found = 0;
    char name[32];
    for (unsigned i = 0; found < KEYS; i++) {
        int len = snprintf(name, sizeof name, "k%u", i);
        pal_str key = {name, (size_t)len};
        if ((pal_str_hash_seeded(key, 99) & BITS) != 0x155)
            continue;
        keys[found] = pal_arena_copy(mem, key);
        *pal_map_at(map, keys[found], NULL) = found + 1;
        found++;
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        const uint32_t *at = pal_map_find(map, keys[i]);
        cr_expect(at && *at == i + 1, "key %.*s", PAL_ARG(keys[i]));
    }
    pal_arena_close(mem);
}

Test(base_map, the_empty_key_is_a_key)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_map *map = pal_map_new(mem, 0);
    cr_expect_null(pal_map_find(map, PAL_STR("")));
    *pal_map_at(map, (pal_str){NULL, 0}, NULL) = 5;
    const uint32_t *at = pal_map_find(map, PAL_STR(""));
    cr_expect(at && *at == 5);
    cr_expect_eq(pal_map_count(map), 1u);
    pal_arena_close(mem);
}

Test(base_map, says_when_memory_is_out_and_keeps_what_it_has)
{
    pal_arena *mem = pal_arena_open(2000);
    pal_map *map = pal_map_new(mem, 1);
    cr_assert_not_null(map);
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t stored = 0;
    while (stored < 26 && pal_map_at(map, (pal_str){letters + stored, 1}, NULL))
        stored++;
    cr_expect_lt(stored, 26u);
    cr_expect_eq(pal_map_count(map), stored);
    for (size_t i = 0; i < stored; i++)
        cr_expect_not_null(pal_map_find(map, (pal_str){letters + i, 1}));
    pal_arena_close(mem);
    mem = pal_arena_open(10);
    cr_expect_null(pal_map_new(mem, 1));
    pal_arena_close(mem);
}

Test(base_map, steps_through_every_key_once)
{
    enum { KEYS = 300 };
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_map *map = pal_map_new_for(mem, 3, KEYS);
    char names[KEYS][8];
    bool seen[KEYS] = {false};
    pal_str key;
    uint32_t value = 0;
    size_t at = 0;
    cr_expect_not(pal_map_next(map, &at, &key, &value));
    for (uint32_t i = 0; i < KEYS; i++) {
        int len = snprintf(names[i], sizeof names[i], "w%u", i);
        *pal_map_at(map, (pal_str){names[i], (size_t)len}, NULL) = i;
    }
    size_t count = 0;
    for (at = 0; pal_map_next(map, &at, &key, &value); count++) {
        cr_assert(value < KEYS && !seen[value] && key.ptr == names[value]);
        seen[value] = true;
    }
    cr_expect_eq(count, (size_t)KEYS);
    pal_arena_close(mem);
}
