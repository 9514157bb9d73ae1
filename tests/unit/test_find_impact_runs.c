#include "impact_help.h"

#include <math.h>

#include "report/write_findings.h"
#include "stats/weights.h"
#include "stats_help.h"

/* --- weights --- */

/* 0, 0, 1 with the weights 3, 1, 2 (detractor, passive, promoter), ten rows of each. */
Test(impact, weighted_scores_by_hand)
{
    put_bands(10, 0, 0, (help_row){.weight = 3000000, .negative = 1});
    put_bands(0, 10, 0, (help_row){.weight = 1000000});
    put_bands(0, 0, 10, (help_row){.weight = 2000000});
    put_bands(0, 0, 1, (help_row){.weight = 5000000, .silent = true});
    help_panel p;
    help_panel_open(&p, help_rows, row_count, 1, NULL, false);
    p.run.weighted = true;
    const pal_impact_findings *found = NULL;
    cr_assert_eq(pal_impact_find(&found, &p.run, NULL), PAL_OK);
    /* (20 - 30)/60; n_eff = 60^2 / (90 + 10 + 40) */
    cr_expect(near(found->weighted_commented.nps.value, -100.0 / 6.0, 1e-9));
    cr_expect(near(found->weighted_commented.effective, 3600.0 / 140.0, 1e-9));
    /* R: s <- -1/6; se <- sqrt(90*(1+s)^2 + 10*s^2 + 40*(1-s)^2)/60; n <- 3600/140;
     * r <- n/(n+3); m <- r*s
     * m -+ qnorm(.975)*r*sqrt(se^2 + (s-m)^2/n + (1.5+3*m^2)/n^2) */
    cr_expect(near(found->weighted_commented.nps.low, -47.73530339406, 1e-9));
    cr_expect(near(found->weighted_commented.nps.high, 17.88455712540, 1e-9));
    cr_expect(near(found->weighted_nps.nps.value, 100.0 * (25.0 - 30.0) / 65.0, 1e-9));
    cr_expect(near(found->themes[0].weighted_share, 0.5, 1e-12));
    cr_expect(near(found->themes[0].all.impact.value, 0.0 - 50.0, 1e-9), "unweighted");
    cr_expect(near(found->themes[0].weighted_impact.nps.value, -100.0 / 6.0 - 200.0 / 3.0,
                   1e-9));
    help_panel_close(&p);
}

Test(impact, equal_weights_change_nothing)
{
    put_random(500, 4, 99);
    help_panel p;
    for (size_t i = 0; i < row_count; i++)
        help_rows[i].weight = 777777;
    help_panel_open(&p, help_rows, row_count, 4, NULL, false);
    p.run.weighted = true;
    const pal_impact_findings *found = NULL;
    cr_assert_eq(pal_impact_find(&found, &p.run, NULL), PAL_OK);
    for (size_t t = 0; t < 4; t++) {
        const pal_theme_impact *theme = &found->themes[t];
        cr_expect(near(theme->weighted_impact.nps.value, theme->all.impact.value, 1e-9));
        cr_expect(near(theme->weighted_impact.nps.high,
                       theme->all.impact.value + PAL_Z95 * theme->all.se_random, 1e-9));
        cr_expect(near(theme->weighted_with.effective, (double)theme->mentions, 1e-6));
    }
    help_panel_close(&p);
}

Test(impact, sums_of_large_weights_do_not_overflow)
{
    enum { N = 1000 };
    static pal_band bands[N];
    static double weights[N];
    pal_weight_sums sums = {0};
    uint64_t seed = help_seed(3);
    for (size_t i = 0; i < N; i++) {
        int64_t weight = (int64_t)(help_random(&seed) % 1000000000000u) + 1;
        bands[i] = (pal_band)(1 + help_random(&seed) % 3);
        weights[i] = (double)weight / 1e6;
        pal_weights_add(&sums, bands[i], weight);
    }
    pal_weighted a = pal_weights_nps(&sums);
    pal_weighted b = pal_nps_weighted(bands, weights, N);
    cr_expect(close_to(a.s, b.s, 1e-10));
    cr_expect(close_to(a.se, b.se, 1e-10));
    cr_expect(close_to(a.effective, b.effective, 1e-10));
    pal_wide wide = {0};
    pal_wide_add(&wide, UINT64_MAX, UINT64_MAX);
    cr_expect_eq(wide.low, 1u);
    cr_expect_eq(wide.high, UINT64_MAX - 1, "(2^64 - 1)^2 = 2^128 - 2^65 + 1");
}

/* --- properties --- */

static void write(pal_buf *out, const help_panel *p)
{
    static pal_theme themes[HELP_PANEL_THEMES_MAX];
    static pal_theme_result results[HELP_PANEL_THEMES_MAX];
    pal_findings findings = {0};
    for (uint32_t t = 0; t < p->run.theme_count; t++) {
        results[t].theme = t;
        themes[t].id = PAL_STR("t");
    }
    cr_assert_eq(pal_impact_find(&findings.impact, &p->run, NULL), PAL_OK);
    const pal_summary summary = {
        .findings = &findings, .themes = results, .theme_count = p->run.theme_count};
    const pal_report report = {
        .summary = &summary, .themes = themes, .theme_count = p->run.theme_count};
    pal_json w = {.out = out};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_report_impact_json(&w, &report);
    pal_json_close(&w);
    cr_assert_not(out->failed);
}

Test(impact, order_of_rows_and_number_of_panels_change_nothing)
{
    put_random(700, 9, 11);
    for (size_t i = 0; i < row_count; i++)
        help_rows[i].weight = 500000 + (int64_t)(i % 7) * 333333;
    static size_t order[HELP_ROWS_MAX];
    pal_buf first = {0};
    pal_buf other = {0};
    for (uint64_t seed = 0; seed < 5; seed++) {
        help_panel p;
        help_shuffle(order, row_count, seed + 1);
        help_panel_open(&p, help_rows, row_count, 9, seed ? order : NULL, seed % 2 == 1);
        p.run.weighted = true;
        pal_buf_clear(&other);
        write(seed ? &other : &first, &p);
        if (seed)
            cr_expect(pal_str_equal(pal_buf_view(&first), pal_buf_view(&other)));
        help_panel_close(&p);
    }
    pal_buf_release(&first);
    pal_buf_release(&other);
}

/* Bands dealt anew at random: of 200 such surveys 5 % may show a theme, 10 with a
 * standard deviation of 3.1. */
Test(impact, noise_gets_a_verdict_in_one_survey_of_twenty)
{
    enum { RUNS = 200, N = 160, K = 8 };
    size_t false_finds = 0;
    for (uint64_t run = 1; run <= RUNS; run++) {
        row_count = 0;
        uint64_t seed = help_seed(run);
        for (size_t i = 0; i < N; i++) {
            help_row row = {.band = i % 10 < 3   ? PAL_BAND_DETRACTOR
                                    : i % 10 < 6 ? PAL_BAND_PASSIVE
                                                 : PAL_BAND_PROMOTER};
            for (uint32_t t = 0; t < K; t++)
                if (help_random(&seed) % 100 < 10 + 3 * t)
                    row.negative |= 1u << t;
            put(1, row);
        }
        help_panel p;
        const pal_impact_findings *found = find(&p, K);
        bool any = false;
        for (size_t t = 0; t < K; t++)
            any = any || found->themes[t].verdict == PAL_IMPACT_WEIGHS_DOWN ||
                  found->themes[t].verdict == PAL_IMPACT_LIFTS;
        false_finds += any;
        help_panel_close(&p);
    }
    cr_log_info("%zu of %d", false_finds, RUNS);
    cr_expect_leq(false_finds, 17u);
}

Test(impact, k_threshold_raises_what_a_figure_needs)
{
    put_bands(10, 5, 5, (help_row){.negative = 1});
    put_bands(20, 20, 40, (help_row){0});
    help_panel p;
    help_panel_open(&p, help_rows, row_count, 1, NULL, false);
    p.run.k_threshold = 21;
    const pal_impact_findings *found = NULL;
    cr_assert_eq(pal_impact_find(&found, &p.run, NULL), PAL_OK);
    cr_expect_eq(found->themes[0].verdict, PAL_IMPACT_TOO_FEW);
    cr_expect(isnan(found->themes[0].all.impact.value));
    help_panel_close(&p);
}

Test(impact, a_run_without_scores_has_no_impact)
{
    put(20, (help_row){.negative = 1});
    help_panel p;
    help_panel_open(&p, help_rows, row_count, 1, NULL, false);
    const pal_impact_findings *found = NULL;
    cr_expect_eq(pal_impact_find(&found, &p.run, NULL), PAL_OK);
    cr_expect_null(found);
    help_panel_close(&p);
}
