/* Impact of the themes within the values of a group column. */
#include "impact_help.h"

#include "stats/nps.h"
#include "stats/segments.h"
#include "stats_help.h"

static const pal_segment_findings *find_segments(help_panel *p, size_t themes, uint64_t k)
{
    const pal_segment_findings *found = NULL;
    help_panel_open(p, help_rows, row_count, themes, NULL, false);
    p->run.k_threshold = k;
    cr_assert_eq(pal_segments_find(&found, &p->run, NULL), PAL_OK);
    cr_assert_not_null(found);
    return found;
}

static bool has_impact(const pal_segment_theme *t)
{
    return !isnan(t->impact.impact.value);
}

Test(segment_impact, by_hand)
{
    put_bands(20, 5, 5, (help_row){.groups = {"a"}, .neutral = 1});
    put_bands(10, 10, 40, (help_row){.groups = {"a"}});
    put_bands(0, 20, 0, (help_row){.groups = {"b"}, .neutral = 1});
    put_bands(0, 40, 0, (help_row){.groups = {"b"}});
    help_panel p;
    const pal_segment_findings *found = find_segments(&p, 1, 5);
    const pal_segment_theme *t = &found->columns[0].values[0].themes[0];
    /* share 1/3; NPS -50 with it, +50 without; each variance 5/6 - 1/4 */
    cr_expect(near(t->impact.impact.value, -100.0 / 3.0, 1e-9));
    double variance = 5.0 / 6.0 - 0.25;
    double se = 100.0 / 3.0 * sqrt(variance / 30.0 + variance / 60.0);
    cr_expect(near(t->impact.impact.low, -100.0 / 3.0 - PAL_Z95 * se, 1e-9));
    cr_expect(near(t->impact.impact.high, -100.0 / 3.0 + PAL_Z95 * se, 1e-9));
    /* expected 10 5 15 and 20 10 30: chi-square 25 with two degrees of freedom */
    cr_expect(near(t->bands.p, exp(-12.5), 1e-12));
    cr_expect_not(t->bands.exact);
    /* the other value is all passive: p = 1, and both are the tests */
    cr_expect_eq(found->impact_tests, 2u);
    cr_expect(near(t->bands.q, 2.0 * t->bands.p, 1e-12));
    cr_expect_eq(t->verdict, PAL_IMPACT_WEIGHS_DOWN);
    const pal_segment_theme *other = &found->columns[0].values[1].themes[0];
    cr_expect(near(other->impact.impact.value, 0.0, 1e-12));
    cr_expect_eq(other->verdict, PAL_IMPACT_NOT_DISTINGUISHABLE);
    help_panel_close(&p);
}

Test(segment_impact, is_that_of_a_survey_of_the_value_alone)
{
    enum { THEMES = 6 };
    put_random(500, THEMES, 3);
    size_t whole = row_count;
    for (size_t i = 0; i < whole; i++)
        help_rows[i].groups[0] = i % 3 ? "a" : "b";
    help_panel p;
    const pal_segment_value *a = &find_segments(&p, THEMES, 5)->columns[0].values[0];
    row_count = 0;
    for (size_t i = 0; i < whole; i++)
        if (i % 3)
            help_rows[row_count++] = help_rows[i];
    help_panel alone;
    const pal_impact_findings *found = find(&alone, THEMES);
    size_t compared = 0;
    for (size_t i = 0; i < a->theme_count; i++) {
        const pal_segment_theme *t = &a->themes[i];
        const pal_theme_impact *same = &found->themes[t->theme];
        if (!has_impact(t))
            continue;
        compared++;
        cr_expect_eq(t->impact.impact.value, same->all.impact.value);
        cr_expect_eq(t->impact.impact.low, same->all.impact.low);
        cr_expect_eq(t->impact.se_random, same->all.se_random);
        cr_expect_eq(t->bands.p, same->tests[PAL_CONTRAST_BANDS].p);
    }
    cr_expect_gt(compared, 3u);
    help_panel_close(&alone);
    help_panel_close(&p);
}

Test(segment_impact, needs_rows_with_a_score_and_a_comment)
{
    put_bands(4, 3, 3, (help_row){.groups = {"small"}, .neutral = 1});
    put_bands(5, 5, 9, (help_row){.groups = {"small"}});
    put(20, (help_row){.groups = {"small"}, .band = PAL_BAND_PROMOTER, .silent = true});
    put(20, (help_row){.groups = {"small"}, .neutral = 1}); /* no score */
    put_bands(4, 3, 3, (help_row){.groups = {"enough"}, .neutral = 1});
    put_bands(5, 5, 10, (help_row){.groups = {"enough"}});
    help_panel p;
    const pal_segment_column *c = &find_segments(&p, 1, 5)->columns[0];
    cr_assert_eq(c->count, 2u);
    cr_assert(pal_str_equal(c->values[0].value, PAL_STR("enough")));
    cr_expect(has_impact(&c->values[0].themes[0]), "30 rows");
    const pal_segment_theme *t = &c->values[1].themes[0];
    cr_expect_eq(t->mentions, 30u, "its share stands");
    cr_expect_not(has_impact(t), "29 rows");
    cr_expect(isnan(t->bands.p) && isnan(t->bands.q));
    cr_expect_eq(t->verdict, PAL_IMPACT_TOO_FEW);
    help_panel_close(&p);
}

Test(segment_impact, needs_ten_mentions_or_k)
{
    for (size_t i = 0; i < 2; i++) {
        const char *name = i ? "b" : "a";
        put_bands(9, 0, 0, (help_row){.groups = {name}, .neutral = 1});
        put_bands(11, 0, 0, (help_row){.groups = {name}, .neutral = 2});
        put_bands(10, 10, 60, (help_row){.groups = {name}});
    }
    static const struct {
        uint64_t k;
        bool expected;
    } cases[] = {{5, true}, {11, true}, {12, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        help_panel p;
        const pal_segment_value *a =
            &find_segments(&p, 2, cases[i].k)->columns[0].values[0];
        size_t shown = 0;
        for (size_t t = 0; t < a->theme_count; t++) {
            cr_expect(!has_impact(&a->themes[t]) || a->themes[t].theme == 1);
            shown += has_impact(&a->themes[t]);
        }
        cr_expect_eq(shown, (size_t)cases[i].expected, "k = %d", (int)cases[i].k);
        help_panel_close(&p);
    }
}

/* Themes without any tie to the score: 5 % of 200 surveys may give a verdict, and 17 or
 * fewer of them do in 99 of 100 cases. */
Test(segment_impact, noise_gets_a_verdict_in_one_survey_of_twenty)
{
    enum { RUNS = 200 };
    static const char *const names[] = {"a", "b", "c"};
    size_t claims = 0;
    for (uint64_t number = 1; number <= RUNS; number++) {
        uint64_t seed = help_seed(number);
        row_count = 0;
        for (size_t i = 0; i < 400; i++)
            put(1, (help_row){.band = (pal_band)(1 + help_random(&seed) % 3),
                              .neutral = (uint32_t)(help_random(&seed) &
                                                    help_random(&seed) & 15),
                              .groups = {names[help_random(&seed) % 3],
                                         names[help_random(&seed) % 2]}});
        help_panel p;
        const pal_segment_findings *found = find_segments(&p, 4, 5);
        bool claim = false;
        for (size_t c = 0; c < found->count; c++)
            for (size_t v = 0; v < found->columns[c].count; v++)
                for (size_t t = 0; t < found->columns[c].values[v].theme_count; t++) {
                    pal_impact_verdict verdict =
                        found->columns[c].values[v].themes[t].verdict;
                    claim = claim || verdict == PAL_IMPACT_WEIGHS_DOWN ||
                            verdict == PAL_IMPACT_LIFTS;
                }
        claims += claim;
        help_panel_close(&p);
    }
    cr_log_info("%zu of %d", claims, RUNS);
    cr_expect_leq(claims, 17u);
}
