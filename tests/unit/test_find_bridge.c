#include "wave_help.h"

static void expect_term(const pal_bridge *b, pal_bridge_kind kind, uint32_t theme,
                        double points, double share_points)
{
    const pal_bridge_term *t = term_of(b, kind, theme);
    cr_assert_not_null(t, "no term of kind %d, theme %u", (int)kind, theme);
    cr_expect(near((double)t->points / PAL_BRIDGE_UNIT, points, 1.5e-9), "kind %d",
              (int)kind);
    cr_expect(near((double)t->share_points / PAL_BRIDGE_UNIT, share_points, 1.5e-9),
              "share, kind %d", (int)kind);
}

Test(find_bridge, bridge_by_hand)
{
    /* wave 1: NPS (12 - 8)/20 = 20; theme 0 (-8 + 4/2)/20 = -30, theme 1 (4/2)/20 = 10,
     * untagged 8/20 = 40. Wave 2: all (15 - 10)/30 = 16 2/3, with a comment (15 - 5)/25 =
     * 40; theme 0 (-5 + 10/2)/25 = 0, theme 1 (10/2)/25 = 20, untagged 5/25 = 20. */
    add(8, (help_row){PAL_BAND_DETRACTOR, .negative = 1, .groups = {"1"}});
    add(4, (help_row){PAL_BAND_PROMOTER, .positive = 3, .groups = {"1"}});
    add(8, (help_row){PAL_BAND_PROMOTER, .groups = {"1"}});
    add(5, (help_row){PAL_BAND_DETRACTOR, .negative = 1, .groups = {"2"}});
    add(10, (help_row){PAL_BAND_PROMOTER, .positive = 3, .groups = {"2"}});
    add(5, (help_row){PAL_BAND_PASSIVE, .groups = {"2"}});
    add(5, (help_row){PAL_BAND_PROMOTER, .groups = {"2"}});
    add(5, (help_row){PAL_BAND_DETRACTOR, .groups = {"2"}, .silent = true});
    const pal_wave_findings *f = find();
    cr_assert_not_null(f);
    cr_assert_eq(f->count, 2u);
    cr_expect(near(f->waves[0].nps, 20.0, 1e-12));
    cr_expect(near(f->waves[1].nps, 50.0 / 3.0, 1e-12));
    cr_expect(near(f->waves[1].comment_rate, 25.0 / 30.0, 1e-15));
    cr_expect(f->waves[0].weak && !f->waves[1].weak);
    cr_assert_eq(f->change_count, 1u);
    const pal_wave_change *c = &f->changes[0];
    cr_expect(near(c->difference, -10.0 / 3.0, 1e-12));
    cr_expect(c->exact, "fewer than 50 answers");
    cr_expect_eq(c->verdict, PAL_WAVE_NO_CHANGE);
    const pal_bridge *b = &c->bridge;
    cr_assert(b->made);
    cr_expect_eq(b->mix_column.len, 0u);
    expect_exact(b);
    expect_term(b, PAL_BRIDGE_THEME, 0, 30.0, 0.0);
    expect_term(b, PAL_BRIDGE_THEME, 1, 10.0, 10.0);
    expect_term(b, PAL_BRIDGE_UNTAGGED, 0, -20.0, 0.0);
    expect_term(b, PAL_BRIDGE_NO_COMMENT, 0, -70.0 / 3.0, 0.0);
    cr_expect_eq(b->count, 4u);
    close_all();
}

Test(find_bridge, bridge_sums_exactly_whatever_the_rows)
{
    static const char *const values[] = {"a", "b", "c", "d", NULL};
    uint64_t state = 4711;
    for (int round = 0; round < 150; round++) {
        size_t count = 20 + help_random(&state) % 300;
        for (size_t i = 0; i < count; i++)
            add(1, (help_row){.band = (pal_band)(help_random(&state) % 4),
                              .neutral = (uint32_t)(help_random(&state) &
                                                    help_random(&state) & 0x3F),
                              .groups = {names[help_random(&state) % 3],
                                         values[help_random(&state) % 5]},
                              .silent = help_random(&state) % 4 == 0});
        const pal_wave_findings *f = find();
        for (size_t i = 0; f && i < f->change_count; i++) {
            const pal_wave_change *c = &f->changes[i];
            if (!c->bridge.made)
                continue;
            expect_exact(&c->bridge);
            cr_expect(
                near((double)c->bridge.change / PAL_BRIDGE_UNIT, c->difference, 1e-9));
        }
        close_all();
    }
}

/* 20 rows of a value with NPS 70, or of another one with NPS -60; four times each. */
static void add_value(size_t times, const char *wave, bool good)
{
    pal_band most = good ? PAL_BAND_PROMOTER : PAL_BAND_DETRACTOR;
    const char *value = good ? "a" : "b";
    add(8 * times, (help_row){most, .neutral = 1, .groups = {wave, value}});
    add(6 * times, (help_row){most, .neutral = 3, .groups = {wave, value}});
    add(2 * times, (help_row){most, .groups = {wave, value}});
    add(2 * times, (help_row){PAL_BAND_PASSIVE, .neutral = 4, .groups = {wave, value}});
    add(good ? 2 * times : 0,
        (help_row){PAL_BAND_DETRACTOR, .neutral = 2, .groups = {wave, value}});
    add(good ? 0 : 2 * times,
        (help_row){PAL_BAND_PROMOTER, .neutral = 2, .groups = {wave, value}});
}

Test(find_bridge, more_answers_of_one_value_are_all_in_the_mix_term)
{
    add_value(4, "1", true);
    add_value(2, "1", false);
    add_value(2, "2", true);
    add_value(4, "2", false);
    const pal_wave_findings *f = find();
    const pal_bridge *b = &f->changes[0].bridge;
    cr_expect(pal_str_equal(b->mix_column, PAL_STR("Kanava")));
    /* a: (16 - 2)/20 = +70, b: -70; two thirds of one, then of the other */
    expect_term(b, PAL_BRIDGE_MIX, 0, -140.0 / 3.0, 0.0);
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind != PAL_BRIDGE_MIX) {
            cr_expect_eq(b->terms[i].points, 0, "kind %d", (int)b->terms[i].kind);
            cr_expect_eq(b->terms[i].share_points, 0);
        }
    cr_expect(f->changes[0].mixes[0].changed, "p = %g", f->changes[0].mixes[0].p);
    cr_expect(pal_str_equal(f->changes[0].mixes[0].column, PAL_STR("Kanava")));
    close_all();
}

Test(find_bridge, another_rate_is_all_in_the_theme)
{
    for (size_t w = 0; w < 2; w++)
        for (size_t v = 0; v < 2; v++) {
            static const char *const waves[] = {"1", "2"};
            static const char *const values[] = {"a", "b"};
            help_row row = {w == 0 ? PAL_BAND_PROMOTER : PAL_BAND_DETRACTOR, .neutral = 1,
                            .groups = {waves[w], values[v]}};
            add(20, row);
            row.band = PAL_BAND_PROMOTER;
            row.neutral = 2;
            add(30, row);
        }
    const pal_wave_findings *f = find();
    const pal_bridge *b = &f->changes[0].bridge;
    expect_exact(b);
    /* 40 of 100 rows, from +100 to -100 */
    expect_term(b, PAL_BRIDGE_THEME, 0, -80.0, 0.0);
    expect_term(b, PAL_BRIDGE_THEME, 1, 0.0, 0.0);
    expect_term(b, PAL_BRIDGE_MIX, 0, 0.0, 0.0);
    expect_term(b, PAL_BRIDGE_NO_COMMENT, 0, 0.0, 0.0);
    close_all();
}

Test(find_bridge, theme_that_is_new_has_a_share_term_only)
{
    add(50, (help_row){PAL_BAND_PROMOTER, .neutral = 1, .groups = {"1"}});
    add(30, (help_row){PAL_BAND_PROMOTER, .neutral = 1, .groups = {"2"}});
    add(20, (help_row){PAL_BAND_DETRACTOR, .negative = 2, .groups = {"2"}});
    const pal_wave_findings *f = find();
    const pal_bridge *b = &f->changes[0].bridge;
    expect_exact(b);
    expect_term(b, PAL_BRIDGE_THEME, 0, -40.0, -40.0);
    expect_term(b, PAL_BRIDGE_THEME, 1, -40.0, -40.0);
    cr_expect_eq(f->changes[0].verdict, PAL_WAVE_FELL);
    close_all();
}

Test(find_bridge, rare_themes_are_one_term)
{
    for (size_t w = 0; w < 2; w++) {
        static const char *const waves[] = {"1", "2"};
        add(9, (help_row){PAL_BAND_DETRACTOR, .neutral = 1, .groups = {waves[w]}});
        add(w == 0 ? 9 : 0, (help_row){PAL_BAND_DETRACTOR, 2, .groups = {waves[w]}});
        add(20, (help_row){PAL_BAND_PROMOTER, .neutral = 4, .groups = {waves[w]}});
    }
    const pal_bridge *b = &find()->changes[0].bridge;
    expect_exact(b);
    cr_expect_null(term_of(b, PAL_BRIDGE_THEME, 0));
    cr_expect_null(term_of(b, PAL_BRIDGE_THEME, 1));
    cr_expect_not_null(term_of(b, PAL_BRIDGE_THEME, 2));
    cr_expect_not_null(term_of(b, PAL_BRIDGE_OTHER, 0));
    close_all();
}
