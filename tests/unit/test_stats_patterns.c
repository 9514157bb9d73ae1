#include <criterion/criterion.h>

#include "stats/patterns.h"

static const pal_panel_tag tags[] = {{.theme = 300}, {.theme = 2}, {.theme = 70000}};

Test(patterns, equal_sets_are_counted_together_in_the_order_of_their_themes)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_patterns *p = pal_patterns_new(mem);
    const pal_panel_tag turned[] = {tags[1], tags[0]};
    cr_assert(pal_patterns_add(p, tags, 2, PAL_BAND_PROMOTER));
    cr_assert(pal_patterns_add(p, turned, 2, PAL_BAND_DETRACTOR));
    cr_assert(pal_patterns_add(p, tags, 1, PAL_BAND_PASSIVE));
    cr_assert(pal_patterns_add(p, tags, 0, PAL_BAND_PASSIVE));
    size_t count;
    const pal_pattern *list = pal_patterns_sort(p, &count);
    cr_assert_eq(count, 3u);
    cr_expect_eq(pal_pattern_size(&list[0]), 0u);
    cr_expect_eq(pal_pattern_size(&list[1]), 2u, "2 and 300 stand before 300");
    cr_expect_eq(pal_pattern_theme(&list[1], 0), 2u);
    cr_expect_eq(pal_pattern_theme(&list[1], 1), 300u);
    cr_expect_eq(list[1].bands[PAL_BAND_PROMOTER], 1u);
    cr_expect_eq(list[1].bands[PAL_BAND_DETRACTOR], 1u);
    cr_expect_not(pal_patterns_full(p));
    pal_arena_close(mem);
}

Test(patterns, themes_that_do_not_fit_into_a_key_make_it_full)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_patterns *p = pal_patterns_new(mem);
    cr_expect(pal_patterns_add(p, &tags[2], 1, PAL_BAND_PASSIVE));
    cr_expect(pal_patterns_full(p));
    pal_arena_close(mem);
}

Test(patterns, without_memory_nothing_is_added)
{
    pal_arena *mem = pal_arena_open(200000);
    pal_patterns *p = pal_patterns_new(mem);
    cr_assert_not_null(p);
    bool fine = true;
    for (uint32_t i = 0; fine && i < 60000; i++)
        fine = pal_patterns_add(p, &(pal_panel_tag){.theme = i}, 1, PAL_BAND_PASSIVE);
    cr_expect_not(fine);
    pal_arena_close(mem);
}
