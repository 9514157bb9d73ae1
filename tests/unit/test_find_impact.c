#include "impact_help.h"

#include <math.h>

#include "stats/impact_theme.h"
#include "stats/regress.h"
#include "stats_help.h"

/* --- share x gap --- */

Test(impact, share_x_gap_is_the_score_with_less_the_score_without)
{
    put_bands(12, 8, 20, (help_row){.negative = 1});
    put_bands(18, 42, 100, (help_row){0});
    help_panel p;
    const pal_theme_impact *t = &find(&p, 1)->themes[0];
    cr_expect(near(t->all.impact.value, 0.2 * (20.0 - 51.25), 1e-12));
    cr_expect(near(t->all.impact.value, 45.0 - 51.25, 1e-12));
    pal_impact same =
        pal_nps_impact((pal_bands){12, 8, 20}, (pal_bands){18, 42, 100}, PAL_Z95);
    cr_expect_eq(t->all.impact.low, same.low);
    cr_expect_eq(t->all.impact.high, same.high);
    cr_expect(near(t->negative.impact.value, t->all.impact.value, 1e-12));
    cr_expect(isnan(t->positive.impact.value), "no mention is positive");
    help_panel_close(&p);
}

Test(impact, rows_without_score_or_comment_are_no_part_of_the_base)
{
    put_bands(5, 5, 20, (help_row){.positive = 1});
    put_bands(10, 10, 10, (help_row){0});
    put_bands(30, 0, 0, (help_row){.silent = true});
    put(30, (help_row){.positive = 1});
    help_panel p;
    const pal_impact_findings *found = find(&p, 1);
    cr_expect_eq(pal_bands_count(found->bands), 60u);
    cr_expect_eq(found->themes[0].mentions, 30u);
    cr_expect(near(found->themes[0].all.impact.value, 25.0, 1e-12), "25 less 0");
    help_panel_close(&p);
}

Test(impact, random_share_error_agrees_with_a_bootstrap)
{
    enum { ROUNDS = 20000 };
    static const uint64_t cells[] = {24, 10, 6, 20, 30, 60};
    uint64_t seed = help_seed(20161027);
    double sum = 0.0;
    double squares = 0.0;
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t drawn[6] = {0};
        for (int i = 0; i < 150; i++) {
            uint64_t dice = help_random(&seed) % 150;
            size_t cell = 0;
            while (dice >= cells[cell])
                dice -= cells[cell++];
            drawn[cell]++;
        }
        double v = pal_nps_impact((pal_bands){drawn[0], drawn[1], drawn[2]},
                                  (pal_bands){drawn[3], drawn[4], drawn[5]}, PAL_Z95)
                       .points;
        sum += v;
        squares += v * v;
    }
    double mean = sum / ROUNDS;
    double spread = sqrt(squares / ROUNDS - mean * mean);
    pal_bands with = {24, 10, 6};
    pal_bands rest = {20, 30, 60};
    cr_expect(close_to(pal_impact_random_se(with, rest), spread, 0.03));
    pal_impact fixed = pal_nps_impact(with, rest, 1.0);
    cr_expect_lt(fixed.points - fixed.low, 0.9 * spread, "a fixed share is too sure");
}

/* --- the additive split --- */

Test(impact, additive_parts_by_hand)
{
    put_bands(12, 0, 0, (help_row){.negative = 1});
    put_bands(0, 0, 12, (help_row){.positive = 3});
    put_bands(0, 6, 6, (help_row){0});
    help_panel p;
    const pal_impact_findings *found = find(&p, 2);
    /* 36 rows: theme 0 gets -12 and half of 12, theme 1 the other half */
    cr_expect(near(found->themes[0].additive.value, 100.0 * -6.0 / 36.0, 1e-12));
    cr_expect(near(found->themes[1].additive.value, 100.0 * 6.0 / 36.0, 1e-12));
    cr_expect(near(found->untagged_additive.value, 100.0 * 6.0 / 36.0, 1e-12));
    /* var = (12 x 1 + 12 x 1/4)/36 - (1/6)^2 */
    double se = 100.0 * sqrt((15.0 / 36.0 - 1.0 / 36.0) / 36.0);
    cr_expect(near(found->themes[0].additive.high,
                   found->themes[0].additive.value + PAL_Z95 * se, 1e-9));
    help_panel_close(&p);
}

Test(impact, additive_parts_sum_to_the_score_in_whole_numbers)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        row_count = 0;
        put_random(400, 6, seed);
        help_panel p;
        const pal_impact_findings *found = find(&p, 6);
        const int64_t denominator = 60; /* lcm of 1 to 6 */
        double n = (double)pal_bands_count(found->bands);
        double unit = n * (double)denominator / 100.0;
        int64_t sum = llround(found->untagged_additive.value * unit);
        for (size_t t = 0; t < 6; t++) {
            double part = found->themes[t].additive.value * unit;
            cr_expect(near(part, round(part), 1e-8), "a whole number of 1/60");
            sum += llround(part);
        }
        cr_expect_eq(found->few_additive, 0.0);
        cr_expect_eq(sum, denominator * ((int64_t)found->bands.promoters -
                                         (int64_t)found->bands.detractors));
        help_panel_close(&p);
    }
}

Test(impact, rare_themes_are_counted_together)
{
    put_bands(3, 0, 0, (help_row){.negative = 1});
    put_bands(20, 20, 20, (help_row){.neutral = 2});
    help_panel p;
    const pal_impact_findings *found = find(&p, 2);
    cr_expect(isnan(found->themes[0].additive.value));
    cr_expect(isnan(found->themes[0].all.impact.value));
    cr_expect_eq(found->themes[0].verdict, PAL_IMPACT_TOO_FEW);
    cr_expect(near(found->few_additive, -300.0 / 63.0, 1e-12));
    help_panel_close(&p);
}

/* --- regression --- */

Test(impact, contributions_and_intercept_sum_to_the_score)
{
    put_random(600, 8, 42);
    help_panel p;
    const pal_impact_findings *found = find(&p, 8);
    cr_assert(found->fit.made);
    double sum = found->fit.intercept.value;
    for (size_t t = 0; t < 8; t++) {
        cr_expect_eq(found->themes[t].fit, PAL_FIT_IN);
        sum += found->themes[t].adjusted.value;
    }
    cr_expect(near(sum, 100.0 * pal_nps_share(found->bands).s, 1e-9));
    help_panel_close(&p);
}

/* Row by row, without patterns. */
Test(impact, regression_on_patterns_is_the_regression_on_rows)
{
    enum { K = 5 };
    put_random(500, K, 7);
    help_panel p;
    const pal_impact_findings *found = find(&p, K);
    pal_ols *ols = pal_ols_open(p.mem, K + 1);
    double n = (double)pal_bands_count(found->bands);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < row_count; i++) {
            if (help_rows[i].silent || help_rows[i].band == PAL_BAND_NONE)
                continue;
            double x[K + 1] = {1.0};
            uint32_t any =
                help_rows[i].neutral | help_rows[i].negative | help_rows[i].positive;
            for (size_t t = 0; t < K; t++)
                x[t + 1] = any >> t & 1 ? 1.0 : 0.0;
            double y = 100.0 * ((double)help_rows[i].band - 2.0);
            if (pass == 0)
                pal_ols_add(ols, x, y);
            else
                pal_ols_residual(ols, x, y);
        }
        cr_assert(pass == 0 ? pal_ols_solve(ols, p.mem) : pal_ols_finish(ols, p.mem));
    }
    for (size_t t = 0; t < K; t++) {
        const pal_theme_impact *theme = &found->themes[t];
        double share = (double)theme->mentions / n;
        cr_expect(close_to(theme->adjusted.value, share * ols->beta[t + 1], 1e-9));
        cr_expect(close_to(theme->adjusted_p, pal_ols_p(ols, t + 1), 1e-7));
    }
    cr_expect(close_to(found->fit.r2, ols->r2, 1e-9));
    help_panel_close(&p);
}

Test(impact, a_theme_that_says_the_same_is_named_collinear)
{
    put_bands(20, 5, 5, (help_row){.negative = 3});
    put_bands(10, 10, 40, (help_row){0});
    help_panel p;
    const pal_impact_findings *found = find(&p, 2);
    cr_expect_eq(found->themes[0].fit, PAL_FIT_IN);
    cr_expect_eq(found->themes[1].fit, PAL_FIT_COLLINEAR);
    cr_expect(isnan(found->themes[1].adjusted.value));
    cr_expect(
        near(found->themes[0].adjusted.value, found->themes[0].all.impact.value, 1e-9),
        "alone it is share x gap");
    help_panel_close(&p);
}

Test(impact, few_rows_take_the_most_frequent_themes)
{
    put_bands(6, 3, 3, (help_row){.negative = 1});
    put_bands(3, 3, 7, (help_row){.negative = 2});
    put_bands(5, 5, 4, (help_row){.negative = 4});
    help_panel p;
    const pal_impact_findings *found = find(&p, 3); /* 39 rows: three columns */
    cr_expect_eq(found->fit.themes, 2u);
    cr_expect_eq(found->fit.reduced, 1u);
    cr_expect_eq(found->themes[0].fit, PAL_FIT_LEFT_OUT);
    cr_expect_eq(found->themes[2].fit, PAL_FIT_IN);
    help_panel_close(&p);
}

/* --- tests, detectable changes --- */

/* Expected p: the formulas in exact fractions, worked out outside of the program. */
Test(impact, themes_are_tested_against_bands)
{
    put_bands(12, 8, 20, (help_row){.negative = 1});
    put_bands(18, 42, 100, (help_row){0});
    help_panel p;
    const pal_theme_impact *t = &find(&p, 1)->themes[0];
    cr_expect(near(t->tests[PAL_CONTRAST_BANDS].p, 0.012074413323532884, 1e-12));
    cr_expect(near(t->tests[PAL_CONTRAST_DETRACTOR].p, 0.0029737094358099434, 1e-12));
    cr_expect(near(t->tests[PAL_CONTRAST_PROMOTER].p, 0.14891467317876567, 1e-12));
    cr_expect_not(t->tests[PAL_CONTRAST_BANDS].exact);
    /* Benjamini-Hochberg of three: 3 p_1, 3/2 p_2, p_3 */
    cr_expect(
        near(t->tests[PAL_CONTRAST_DETRACTOR].q, 3.0 * 0.0029737094358099434, 1e-12));
    cr_expect(near(t->tests[PAL_CONTRAST_BANDS].q, 1.5 * 0.012074413323532884, 1e-12));
    cr_expect_eq(t->verdict, PAL_IMPACT_WEIGHS_DOWN);
    /* 2.8016 sqrt(2 x .2 x .8 / 200), z of 97.5 % and 80 % */
    cr_expect(near(t->mdc_share, (1.959963984540 + 0.841621233573) * 0.04, 1e-9));
    help_panel_close(&p);
}

Test(impact, small_tables_are_tested_exactly)
{
    put_bands(6, 2, 4, (help_row){.negative = 1});
    put_bands(9, 14, 25, (help_row){0});
    help_panel p;
    const pal_theme_impact *t = &find(&p, 1)->themes[0];
    cr_expect(t->tests[PAL_CONTRAST_BANDS].exact);
    cr_expect(near(t->tests[PAL_CONTRAST_BANDS].p, 0.10834487599762777, 1e-10));
    cr_expect(t->tests[PAL_CONTRAST_DETRACTOR].exact);
    cr_expect(near(t->tests[PAL_CONTRAST_DETRACTOR].p, 0.05604059681803849, 1e-10));
    cr_expect_not(t->tests[PAL_CONTRAST_PROMOTER].exact);
    cr_expect(near(t->tests[PAL_CONTRAST_PROMOTER].p, 0.24501576458552893, 1e-12));
    cr_expect(t->weak);
    cr_expect_eq(t->verdict, PAL_IMPACT_NOT_DISTINGUISHABLE);
    help_panel_close(&p);
}

/* --- penalty and reward --- */

Test(impact, classes_of_themes)
{
    static const struct {
        const char *name;
        size_t negative[3];
        size_t positive[3];
        pal_kano_class kano;
    } cases[] = {
        {"blame costs, praise brings nothing", {50, 5, 5}, {15, 15, 20}, PAL_KANO_BASIC},
        {"praise brings, blame costs nothing",
         {15, 15, 20},
         {2, 3, 55},
         PAL_KANO_DELIGHTER},
        {"both count", {40, 10, 5}, {5, 10, 40}, PAL_KANO_PERFORMANCE},
        {"neither counts", {15, 20, 15}, {15, 20, 15}, PAL_KANO_UNCLEAR},
        {"nine are too few", {9, 0, 0}, {0, 0, 40}, PAL_KANO_TOO_FEW},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        row_count = 0;
        const size_t *neg = cases[i].negative;
        const size_t *pos = cases[i].positive;
        put_bands(neg[0], neg[1], neg[2], (help_row){.negative = 1});
        put_bands(pos[0], pos[1], pos[2], (help_row){.positive = 1});
        put_bands(5, 5, 5, (help_row){.neutral = 1});
        put_bands(80, 90, 90, (help_row){0});
        help_panel p;
        const pal_theme_impact *t = &find(&p, 1)->themes[0];
        cr_expect_eq(t->kano, cases[i].kano, "%s: %d", cases[i].name, (int)t->kano);
        help_panel_close(&p);
    }
}

Test(impact, penalty_is_measured_from_rows_without_the_theme)
{
    put_bands(20, 0, 0, (help_row){.negative = 1});
    put_bands(0, 0, 20, (help_row){.positive = 1});
    put_bands(10, 10, 20, (help_row){.neutral = 2});
    help_panel p;
    const pal_theme_impact *t = &find(&p, 2)->themes[0];
    cr_expect(near(t->penalty.value, -125.0, 1e-12));
    cr_expect(near(t->reward.value, 75.0, 1e-12));
    help_panel_close(&p);
}

/* --- importance --- */

Test(impact, importance_of_one_theme_is_its_r2)
{
    put_bands(20, 10, 10, (help_row){.negative = 1});
    put_bands(10, 20, 50, (help_row){0});
    help_panel p;
    const pal_impact_findings *found = find(&p, 1);
    /* r^2 of a 0/1 variable: share (1 - share) gap^2 / variance of the value */
    double share = 1.0 / 3.0;
    double gap = -10.0 / 40.0 - 40.0 / 80.0;
    double s = 30.0 / 120.0;
    double r2 = share * (1.0 - share) * gap * gap / (90.0 / 120.0 - s * s);
    cr_expect_eq(found->importance, PAL_IMPORTANCE_LMG);
    cr_expect(near(found->importance_r2, r2, 1e-12));
    cr_expect(near(found->fit.r2, r2, 1e-12));
    help_panel_close(&p);
}

Test(impact, importance_sums_to_the_r2_of_the_regression)
{
    put_random(1000, 20, 5); /* more than 15: Johnson's weights */
    help_panel p;
    const pal_impact_findings *found = find(&p, 20);
    cr_expect_eq(found->importance, PAL_IMPORTANCE_JOHNSON);
    double sum = 0.0;
    for (size_t t = 0; t < 20; t++)
        sum += found->themes[t].importance;
    cr_expect(near(sum, found->fit.r2, 1e-9));
    help_panel_close(&p);
}
