#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "stats/respellings.h"

enum { ROWS = 500, PARTS = 3 };

/* Row n has the words of its divisors up to 30, and that of n % 7 twice. */
static void add_row(pal_respellings *set, unsigned row)
{
    for (unsigned d = 1; d <= 31; d++) {
        char form[16];
        char standard[16];
        unsigned which = d <= 30 ? d : row % 7 + 1;
        snprintf(form, sizeof form, "vrihe%u", which);
        snprintf(standard, sizeof standard, "virhe%u", which);
        if (d <= 30 && row % d != 0)
            continue;
        for (int twice = 0; twice < (d <= 30 ? 1 : 2); twice++)
            cr_assert_eq(
                pal_respellings_add(
                    set,
                    (pal_respelt_word){pal_str_from(form), pal_str_from(standard),
                                       which % 2 ? PAL_RESPELT_TYPO : PAL_RESPELT_SPOKEN},
                    row, NULL),
                PAL_OK);
    }
}

static const pal_correction *top_of(pal_arena *mem, uint32_t pairs, size_t parts,
                                    size_t *count)
{
    const pal_correction *top = NULL;
    pal_respellings *sets[PARTS];
    for (size_t i = 0; i < parts; i++) {
        cr_assert_eq(pal_respellings_open(&sets[i], NULL), PAL_OK);
        pal_respellings_spill(sets[i], pairs, NULL);
    }
    for (unsigned row = 1; row <= ROWS; row++)
        add_row(sets[row % parts], row);
    for (size_t i = 1; i < parts; i++)
        cr_assert_eq(pal_respellings_merge(sets[0], sets[i], NULL), PAL_OK);
    cr_assert_eq(pal_respellings_top(&top, count, mem, sets[0], 5, NULL), PAL_OK);
    for (size_t i = 0; i < parts; i++)
        pal_respellings_close(sets[i]);
    return top;
}

static unsigned times(unsigned which)
{
    unsigned words = 0;
    for (unsigned row = 1; row <= ROWS; row++)
        words += (row % which == 0) + (row % 7 + 1 == which ? 2u : 0u);
    return words;
}

static unsigned rows(unsigned which)
{
    unsigned with = 0;
    for (unsigned row = 1; row <= ROWS; row++)
        with += row % which == 0 || row % 7 + 1 == which;
    return with;
}

Test(respellings, counts_are_exact_however_few_pairs_find_room)
{
    static const uint32_t rooms[] = {1, 2, 10, 29, 1000, 0};
    for (size_t r = 0; r < sizeof rooms / sizeof *rooms; r++)
        for (size_t parts = 1; parts <= PARTS; parts++) {
            pal_arena *mem = pal_arena_open(1 << 20);
            size_t count;
            const pal_correction *top = top_of(mem, rooms[r], parts, &count);
            cr_assert_eq(count, (size_t)PAL_CORRECTIONS_MAX);
            for (size_t i = 0; i < count; i++) {
                unsigned which;
                char form[16];
                snprintf(form, sizeof form, "%.*s", PAL_ARG(top[i].form));
                cr_assert_eq(sscanf(form, "vrihe%u", &which), 1);
                cr_expect_eq(top[i].words, times(which), "%s, room %u", form, rooms[r]);
                cr_expect_eq(top[i].answers, rows(which), "%s, room %u", form, rooms[r]);
                cr_expect_eq(top[i].why,
                             which % 2 ? PAL_RESPELT_TYPO : PAL_RESPELT_SPOKEN);
                cr_expect(pal_str_starts(top[i].standard, PAL_STR("virhe")));
                cr_expect(i == 0 || top[i - 1].words > top[i].words ||
                          (top[i - 1].words == top[i].words &&
                           pal_str_compare(top[i - 1].form, top[i].form) < 0));
            }
            pal_arena_close(mem);
        }
}

Test(respellings, pairs_of_too_few_rows_are_not_told)
{
    pal_respellings *set;
    pal_arena *mem = pal_arena_open(1 << 20);
    const pal_correction *top;
    size_t count;
    cr_assert_eq(pal_respellings_open(&set, NULL), PAL_OK);
    const pal_respelt_word word = {PAL_STR("a"), PAL_STR("b"), PAL_RESPELT_TYPO};
    for (int i = 0; i < 9; i++) /* nine words of four rows */
        cr_assert_eq(pal_respellings_add(set, word, (uint64_t)(i < 4 ? i : 3), NULL),
                     PAL_OK);
    cr_assert_eq(pal_respellings_top(&top, &count, mem, set, 5, NULL), PAL_OK);
    cr_expect_eq(count, 0u);
    pal_respellings_close(set);
    pal_arena_close(mem);
}
