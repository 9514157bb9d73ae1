#include <criterion/criterion.h>

#include "base/steps.h"

enum { ROOM = 64, MANY = 1000 };

static pal_str bytes_of(const uint16_t *steps, size_t count)
{
    return (pal_str){(const char *)steps, count * sizeof *steps};
}

Test(steps, numbers_that_are_packed_come_back)
{
    static const uint32_t lists[][4] = {{0, 1, 2, 3},
                                        {7, 65541, 65542, 131078},
                                        {65533, 131069, 200000, 1000000},
                                        {65534, 65535, 65536, 131071},
                                        {65535, 131070, 131071, 196606}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t count = 0; count <= 4; count++) {
            uint16_t steps[ROOM];
            uint32_t back[ROOM];
            const size_t len = pal_steps_pack(steps, ROOM, lists[i], count);
            cr_assert_leq(len, ROOM);
            cr_expect_eq(pal_steps_unpack(back, bytes_of(steps, len)), count);
            cr_expect(count == 0 || memcmp(back, lists[i], count * sizeof *back) == 0,
                      "%zu %zu", i, count);
        }
}

Test(steps, any_bytes_say_ascending_numbers)
{
    uint16_t steps[MANY];
    uint32_t back[MANY];
    uint32_t state = 1;
    for (size_t round = 0; round < 100; round++) {
        for (size_t i = 0; i < MANY; i++) {
            state = state * 1664525 + 1013904223;
            steps[i] = state >> 30 == 0 ? 0 : (uint16_t)(state >> 16);
        }
        const size_t count = pal_steps_unpack(back, bytes_of(steps, MANY));
        cr_assert_leq(count, MANY);
        for (size_t i = 1; i < count; i++)
            cr_assert_lt(back[i - 1], back[i]);
    }
}

Test(steps, what_has_no_room_is_told)
{
    static const uint32_t numbers[] = {1, 65535 * 3, 65535 * 3 + 1};
    uint16_t steps[ROOM];
    const size_t need = pal_steps_pack(steps, ROOM, numbers, 3);
    for (size_t room = 0; room <= need + 1; room++)
        cr_expect_eq(pal_steps_pack(steps, room, numbers, 3),
                     room < need ? room + 1 : need, "%zu", room);
}

Test(steps, half_a_step_is_none)
{
    static const uint16_t steps[] = {3, 4};
    uint32_t back[2];
    cr_expect_eq(pal_steps_unpack(back, (pal_str){(const char *)steps, 3}), 1);
    cr_expect_eq(back[0], 2);
}
