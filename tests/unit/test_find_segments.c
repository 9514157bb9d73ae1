#include "panel_help.h"

#include <math.h>

#include "report/write_findings.h"
#include "stats/nps.h"
#include "stats/segment_cross.h"
#include "stats/segments.h"
#include "stats_help.h"

enum { ROWS_MAX = 1200 };

static help_row gathered[ROWS_MAX];
static size_t row_count;

static void put(size_t d, size_t pa, size_t p, help_row row)
{
    const size_t times[] = {d, pa, p};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < times[i]; k++) {
            cr_assert_lt(row_count, (size_t)ROWS_MAX);
            row.band = (pal_band)(PAL_BAND_DETRACTOR + i);
            gathered[row_count++] = row;
        }
}

static const pal_segment_findings *find(help_panel *p, size_t themes)
{
    const pal_segment_findings *found = NULL;
    help_panel_open(p, gathered, row_count, themes, NULL, false);
    cr_assert_eq(pal_segments_find(&found, &p->run, NULL), PAL_OK);
    return found;
}

Test(segments, a_value_stands_against_all_others)
{
    put(10, 20, 70, (help_row){.groups = {"Etelä"}});
    put(40, 20, 40, (help_row){.groups = {"Itä"}});
    put(30, 30, 40, (help_row){.groups = {"Länsi"}});
    put(20, 0, 0, (help_row){0}); /* no value: no part of the rest */
    help_panel p;
    const pal_segment_findings *found = find(&p, 1);
    cr_assert_eq(found->count, 1u);
    cr_expect_eq(found->columns_left, 1u);
    cr_expect_eq(found->tests, 3u);
    const pal_segment_column *c = &found->columns[0];
    cr_assert_eq(c->count, 3u);
    const pal_segment_value *v = &c->values[0];
    cr_expect(pal_str_equal(v->value, PAL_STR("Etelä")));
    cr_expect(near(v->nps, 60.0, 1e-12));
    pal_range range = pal_nps_interval((pal_bands){10, 20, 70}, PAL_Z95);
    cr_expect(near(v->low, 100.0 * range.low, 1e-12));
    cr_expect(near(v->difference, 60.0 - 5.0, 1e-12));
    /* z = .55 / sqrt(.44/100 + .7475/200) */
    double z = 0.55 / sqrt(0.44 / 100.0 + (150.0 / 200.0 - 0.0025) / 200.0);
    cr_expect(near(v->p, erfc(z / sqrt(2.0)), 1e-12));
    cr_expect_not(v->exact);
    cr_expect(near(v->q, 3.0 * v->p, 1e-12), "the smallest of three");
    help_panel_close(&p);
}

Test(segments, small_values_are_hidden_and_small_scores_left_out)
{
    put(10, 10, 30, (help_row){.groups = {"a"}});
    put(4, 0, 0, (help_row){.groups = {"b"}});
    put(3, 3, 3, (help_row){.groups = {"c"}});
    put(10, 10, 5, (help_row){.groups = {"d"}});
    help_panel p;
    const pal_segment_column *c = &find(&p, 1)->columns[0];
    cr_expect_eq(c->hidden, 1u);
    cr_assert_eq(c->count, 3u);
    cr_expect(pal_str_equal(c->values[1].value, PAL_STR("c")));
    cr_expect(isnan(c->values[1].nps), "nine answers");
    cr_expect(c->values[2].weak);
    cr_expect(c->values[2].exact, "25 answers are compared exactly");
    help_panel_close(&p);
}

Test(segments, themes_are_compared_among_those_who_commented)
{
    put(10, 10, 10, (help_row){.groups = {"a"}, .neutral = 1});
    put(10, 10, 50, (help_row){.groups = {"a"}});
    put(5, 5, 10, (help_row){.groups = {"b"}, .neutral = 1});
    put(10, 10, 60, (help_row){.groups = {"b"}});
    put(0, 0, 50, (help_row){.groups = {"b"}, .silent = true});
    put(0, 0, 3, (help_row){.groups = {"b"}, .neutral = 2});
    help_panel p;
    const pal_segment_findings *found = find(&p, 2);
    const pal_segment_value *v = &found->columns[0].values[0];
    cr_assert_eq(v->theme_count, 1u, "three mentions are too few");
    const pal_segment_theme *t = &v->themes[0];
    cr_expect(near(t->share, 0.3, 1e-12));
    cr_expect(near(t->share_rest, 20.0 / 103.0, 1e-12));
    /* pooled: 50 of 203 */
    double pool = 50.0 / 203.0;
    double z = t->difference / sqrt(pool * (1.0 - pool) * (1.0 / 100.0 + 1.0 / 103.0));
    cr_expect(near(t->p, erfc(z / sqrt(2.0)), 1e-9));
    cr_expect_lt(t->low, t->difference);
    cr_expect_eq(found->theme_tests, 2u);
    cr_expect(near(t->q, t->p, 1e-12), "both tests are the same one");
    help_panel_close(&p);
}

Test(segments, a_column_of_many_values_is_left_out)
{
    static char names[60][4];
    for (size_t i = 0; i < 60; i++) {
        snprintf(names[i], sizeof names[i], "v%zu", i);
        put(2, 2, 6, (help_row){.groups = {names[i], names[i % 50]}});
    }
    help_panel p;
    const pal_segment_findings *found = find(&p, 1);
    cr_assert_eq(found->count, 1u);
    cr_expect(pal_str_equal(found->columns[0].column, PAL_STR("Kanava")));
    cr_expect_eq(found->columns_left, 1u);
    cr_expect_eq(found->cross_count, 0u);
    help_panel_close(&p);
}

Test(segments, nothing_to_compare_is_nothing_to_say)
{
    put(10, 10, 10, (help_row){.groups = {"only"}});
    help_panel p;
    cr_expect_null(find(&p, 1));
    help_panel_close(&p);
}

Test(segments, weighted_score_stands_beside)
{
    put(10, 0, 0, (help_row){.groups = {"a"}, .weight = 1000000});
    put(0, 0, 10, (help_row){.groups = {"a"}, .weight = 3000000});
    put(10, 10, 10, (help_row){.groups = {"b"}});
    help_panel p;
    help_panel_open(&p, gathered, row_count, 1, NULL, false);
    p.run.weighted = true;
    const pal_segment_findings *found = NULL;
    cr_assert_eq(pal_segments_find(&found, &p.run, NULL), PAL_OK);
    const pal_segment_value *v = &found->columns[0].values[0];
    cr_expect(near(v->nps, 0.0, 1e-12));
    cr_expect(near(v->weighted_nps, 100.0 * (30.0 - 10.0) / 40.0, 1e-9));
    cr_expect(near(v->effective, 1600.0 / 100.0, 1e-9));
    /* R: s <- .5; se <- sqrt(10*1.5^2 + 90*.5^2)/40; n <- 16; r <- n/(n+3); m <- r*s
     * m -+ qnorm(.975)*r*sqrt(se^2 + (s-m)^2/n + (1.5+3*m^2)/n^2) */
    cr_expect(near(v->weighted_low, 10.59354689228, 1e-9));
    cr_expect(near(v->weighted_high, 73.61697942351, 1e-9));
    help_panel_close(&p);
}

/* --- crosstabs --- */

Test(segments, a_lone_small_cell_takes_another_one_with_it)
{
    static const uint64_t cells[] = {
        20, 30, 40, /* */
        3,  25, 50, /* */
        10, 12, 60, /* */
    };
    static const bool expected[] = {
        false, false, false, /* */
        true,  true,  false, /* line: 25 is the next; column: 10 */
        true,  true,  false, /* ... and then 25 and 12 stand alone in theirs */
    };
    bool hidden[9];
    pal_cross_hide(hidden, cells, 3, 3, 5);
    for (size_t i = 0; i < 9; i++)
        cr_expect_eq(hidden[i], expected[i], "cell %zu", i);
}

Test(segments, small_cells_that_are_few_together_take_another_one_with_them)
{
    static const uint64_t cells[] = {1, 2, 50, 60, 70, 80, 90, 40};
    bool hidden[8];
    pal_cross_hide(hidden, cells, 2, 4, 5);
    cr_expect(hidden[0] && hidden[1] && hidden[2], "1 + 2 < 5");
    cr_expect(hidden[4] && hidden[5] && hidden[6]);
    cr_expect_not(hidden[3]);
}

/* From the totals of a line and the cells that are shown nothing about fewer than k can
 * be computed. */
Test(segments, no_line_tells_what_is_hidden)
{
    uint64_t seed = help_seed(8);
    for (int round = 0; round < 2000; round++) {
        uint64_t cells[12 * 12];
        bool hidden[12 * 12];
        size_t down = 2 + help_random(&seed) % 11;
        size_t across = 2 + help_random(&seed) % 11;
        for (size_t i = 0; i < down * across; i++)
            cells[i] = help_random(&seed) % 4 ? 5 + help_random(&seed) % 60
                                              : help_random(&seed) % 5;
        pal_cross_hide(hidden, cells, down, across, 5);
        for (size_t line = 0; line < down + across; line++) {
            bool row = line < down;
            size_t length = row ? across : down;
            size_t covered = 0;
            uint64_t sum = 0;
            for (size_t i = 0; i < length; i++) {
                size_t at = row ? line * across + i : i * across + line - down;
                covered += hidden[at];
                sum += hidden[at] ? cells[at] : 0;
                cr_assert(hidden[at] || cells[at] == 0 || cells[at] >= 5);
            }
            cr_assert(covered == 0 || covered == length || (covered > 1 && sum >= 5));
        }
    }
}

Test(segments, a_crosstab_by_hand)
{
    put(5, 5, 10, (help_row){.groups = {"a", "x"}});
    put(10, 10, 10, (help_row){.groups = {"a", "y"}});
    put(3, 0, 0, (help_row){.groups = {"b", "x"}});
    put(5, 10, 10, (help_row){.groups = {"b", "y"}});
    put(50, 0, 0, (help_row){.groups = {"b", "z"}});
    put(10, 0, 0, (help_row){.groups = {"c", "x"}});
    put(4, 4, 4, (help_row){.groups = {"c", "y"}});
    put(0, 0, 60, (help_row){.groups = {"c", "z"}});
    put(3, 3, 3, (help_row){.groups = {"a", "z"}});
    help_panel p;
    const pal_segment_findings *found = find(&p, 1);
    cr_assert_eq(found->cross_count, 1u);
    const pal_segment_cross *c = &found->crosses[0];
    cr_assert_eq(c->down_count, 3u);
    cr_assert_eq(c->across_count, 3u);
    cr_expect_eq(c->df, 4.0);
    static const bool hidden[] = {false, false, false, true, true,
                                  false, true,  true,  false};
    for (size_t i = 0; i < 9; i++)
        cr_expect_eq(c->cells[i].hidden, hidden[i], "cell %zu", i);
    cr_expect_eq(c->cells[0].rows, 20u);
    cr_expect(near(c->cells[0].nps, 25.0, 1e-12));
    cr_expect(isnan(c->cells[2].nps), "nine answers");
    cr_expect_eq(c->cells[3].rows, 0u, "a hidden cell says nothing");
    cr_expect(near(c->cells[8].nps, 100.0, 1e-12));
    help_panel_close(&p);
}

Test(segments, a_value_below_the_threshold_has_no_line)
{
    static const char *const columns[] = {"x", "y", "z"};
    static const char *const lines[] = {"a", "b", "d"};
    for (size_t i = 0; i < 9; i++)
        put(10, 10, 10, (help_row){.groups = {lines[i / 3], columns[i % 3]}});
    put(1, 1, 1, (help_row){.groups = {"c", "y"}});
    help_panel p;
    const pal_segment_cross *c = &find(&p, 1)->crosses[0];
    cr_assert_eq(c->down_count, 3u);
    for (size_t i = 0; i < 3; i++)
        cr_expect_not(pal_str_equal(c->down[i], PAL_STR("c")));
    size_t shown_y = 0;
    for (size_t i = 0; i < 3; i++)
        shown_y += !c->cells[i * 3 + 1].hidden;
    cr_expect_leq(shown_y, 2u, "all of y would tell the three");
    help_panel_close(&p);
}

/* --- properties --- */

static void write(pal_buf *out, const help_panel *p)
{
    static pal_theme themes[HELP_PANEL_THEMES_MAX];
    for (size_t t = 0; t < HELP_PANEL_THEMES_MAX; t++)
        themes[t].id = PAL_STR("t");
    pal_findings findings = {0};
    cr_assert_eq(pal_segments_find(&findings.segments, &p->run, NULL), PAL_OK);
    const pal_summary summary = {.findings = &findings};
    const pal_report report = {
        .summary = &summary, .themes = themes, .theme_count = p->run.theme_count};
    pal_json w = {.out = out};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_report_segments_json(&w, &report);
    pal_json_close(&w);
    pal_report_segments(out, &report);
    pal_report_segment_themes(out, &report);
    cr_assert_not(out->failed);
}

Test(segments, order_of_rows_and_number_of_panels_change_nothing)
{
    static const char *const names[] = {"a", "b", "c", "d", NULL};
    uint64_t seed = help_seed(21);
    for (size_t i = 0; i < 600; i++) {
        help_row row = {
            .neutral = (uint32_t)(help_random(&seed) & help_random(&seed) & 31),
            .groups = {names[help_random(&seed) % 5], names[help_random(&seed) % 3]},
            .weight = 500000 + (int64_t)(help_random(&seed) % 900000),
            .silent = help_random(&seed) % 6 == 0};
        size_t band = help_random(&seed) % 3;
        put(band == 0, band == 1, band == 2, row);
    }
    static size_t order[ROWS_MAX];
    pal_buf first = {0};
    pal_buf other = {0};
    for (uint64_t round = 0; round < 4; round++) {
        help_panel p;
        help_shuffle(order, row_count, round + 1);
        help_panel_open(&p, gathered, row_count, 5, round ? order : NULL, round % 2 == 1);
        p.run.weighted = true;
        pal_buf_clear(&other);
        write(round ? &other : &first, &p);
        if (round)
            cr_expect(pal_str_equal(pal_buf_view(&first), pal_buf_view(&other)));
        help_panel_close(&p);
    }
    pal_buf_release(&first);
    pal_buf_release(&other);
}

/* Bands and themes without any tie to the values: 5 % of 200 surveys may show one. */
Test(segments, noise_differs_in_one_survey_of_twenty)
{
    enum { RUNS = 200 };
    static const char *const names[] = {"a", "b", "c"};
    size_t scores = 0;
    size_t shares = 0;
    for (uint64_t run = 1; run <= RUNS; run++) {
        uint64_t seed = help_seed(run);
        row_count = 0;
        for (size_t i = 0; i < 240; i++) {
            help_row row = {
                .neutral = (uint32_t)(help_random(&seed) & help_random(&seed) & 15),
                .groups = {names[help_random(&seed) % 3], names[help_random(&seed) % 2]}};
            put(i % 4 == 0, i % 4 == 1, i % 4 > 1, row);
        }
        help_panel p;
        const pal_segment_findings *found = find(&p, 4);
        bool score = false;
        bool share = false;
        for (size_t c = 0; c < found->count; c++)
            for (size_t v = 0; v < found->columns[c].count; v++) {
                const pal_segment_value *value = &found->columns[c].values[v];
                score = score || value->q <= 0.05;
                for (size_t t = 0; t < value->theme_count; t++)
                    share = share || value->themes[t].q <= 0.05;
            }
        scores += score;
        shares += share;
        help_panel_close(&p);
    }
    cr_log_info("%zu and %zu of %d", scores, shares, RUNS);
    cr_expect_leq(scores, 17u);
    cr_expect_leq(shares, 17u);
}
