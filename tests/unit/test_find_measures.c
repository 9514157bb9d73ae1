#include "measure_help.h"

#include <math.h>

#include "stats/means.h"
#include "stats/measures.h"
#include "stats_help.h"

/* Measures 0 and 1: CSAT on 1-5 and CES on 1-7; 2: yes or no; 3: minutes. */
static pal_measure declared[SAID_MEASURES] = {
    {.kind = PAL_MEASURE_CSAT, .column = PAL_INIT("CSAT"), .scale = PAL_SCALE_1_5},
    {.kind = PAL_MEASURE_CES, .column = PAL_INIT("CES"), .scale = PAL_SCALE_1_7},
    {.kind = PAL_MEASURE_FCR, .column = PAL_INIT("FCR")},
    {.kind = PAL_MEASURE_TIME, .column = PAL_INIT("Aika"), .unit = PAL_TIME_MINUTES},
};

static said rows[SAID_ROWS];
static size_t row_count;

static said blank(void)
{
    said row = {.score = -1};
    for (size_t i = 0; i < SAID_MEASURES; i++)
        row.measures[i] = PAL_MEASURE_NONE;
    return row;
}

static void put(size_t times, said row)
{
    for (; times != 0; times--) {
        cr_assert_lt(row_count, (size_t)SAID_ROWS);
        rows[row_count++] = row;
    }
}

static void grade(size_t measure, const int *values, size_t count, const char *group)
{
    for (size_t i = 0; i < count; i++) {
        said row = blank();
        row.measures[measure] = values[i] * 1000;
        row.group = group;
        put(1, row);
    }
}

static const pal_measure_findings *find(said_panel *p, size_t measures)
{
    const pal_measure_findings *found = NULL;
    said_open(p, rows, row_count, NULL, false);
    p->run.measures = declared;
    p->run.measure_count = measures;
    p->run.scale = PAL_SCALE_NONE;
    cr_assert_eq(pal_measures_find(&found, &p->run, NULL), PAL_OK);
    return found;
}

/* R: t.test(y)$conf.int, prop.test(7, 10, correct = FALSE)$conf.int */
Test(measures, csat_is_a_mean_and_a_share_of_the_two_best)
{
    static const int y[] = {5, 4, 4, 3, 5, 5, 2, 1, 4, 5};
    grade(0, y, COUNT(y), NULL);
    said missing = blank();
    said broken = blank();
    broken.measures[0] = PAL_MEASURE_UNREADABLE;
    put(3, missing);
    put(2, broken);
    said_panel p;
    const pal_measure_findings *found = find(&p, 1);
    cr_assert_eq(found->count, 1u);
    const pal_measure_result *m = &found->results[0];
    cr_expect_eq(m->kind, PAL_MEASURE_CSAT);
    cr_expect(pal_str_equal(m->column, PAL_STR("CSAT")));
    cr_expect_eq(m->missing, 3u);
    cr_expect_eq(m->unreadable, 2u);
    cr_expect_eq(m->all.n, 10u);
    cr_expect(m->all.weak);
    cr_expect(near(m->all.value, 3.8, 1e-12));
    cr_expect(near(m->all.low, 2.79963646322, 1e-10));
    cr_expect(near(m->all.high, 4.80036353678, 1e-10));
    cr_expect(near(m->all.share, 0.7, 1e-12));
    cr_expect(near(m->all.share_low, 0.396778147461, 1e-10));
    cr_expect(near(m->all.share_high, 0.892208732594, 1e-10));
    said_close(&p);
}

/* Agreement is 5 to 7 on 1-7; with low effort as the good end, 1 to 3. */
Test(measures, effort_is_good_beyond_the_middle)
{
    static const int y[] = {1, 2, 3, 4, 4, 5, 6, 7, 7, 7};
    grade(1, y, COUNT(y), NULL);
    said_panel p;
    const pal_measure_result *m = &find(&p, 2)->results[1];
    cr_expect_eq(m->kind, PAL_MEASURE_CES);
    cr_expect(near(m->all.value, 4.6, 1e-12));
    cr_expect(near(m->all.share, 0.5, 1e-12));
    said_close(&p);
    declared[1].low_is_good = true;
    cr_expect(near(find(&p, 2)->results[1].all.share, 0.3, 1e-12));
    said_close(&p);
    /* 1-5, CES 1.0: 1 and 2 */
    declared[1].scale = PAL_SCALE_1_5;
    row_count = 0;
    grade(1, (const int[]){1, 2, 3, 4, 5}, 5, NULL);
    cr_expect(near(find(&p, 2)->results[1].all.share, 0.4, 1e-12));
    said_close(&p);
}

/* O6: 10 detractors, 6 passives, 4 promoters: -30; nine answers are no NPS. */
Test(measures, enps_is_an_nps)
{
    declared[0].kind = PAL_MEASURE_ENPS;
    declared[0].scale = PAL_SCALE_0_10;
    for (size_t i = 0; i < 10; i++)
        grade(0, (const int[]){(int)i % 7}, 1, "a");
    grade(0, (const int[]){7, 8, 7, 8, 7, 8, 9, 10, 9, 10}, 10, "a");
    grade(0, (const int[]){10, 10, 10, 10, 10, 10, 10, 10, 10}, 9, "b");
    said_panel p;
    const pal_measure_result *m = &find(&p, 1)->results[0];
    cr_assert_eq(m->split_count, 1u);
    cr_assert_eq(m->splits[0].count, 2u);
    cr_expect(near(m->splits[0].groups[0].figure.value, -30.0, 1e-12));
    cr_expect_eq(m->splits[0].groups[0].figure.bands.passives, 6u);
    cr_expect(isnan(m->splits[0].groups[1].figure.value));
    cr_expect_eq(m->splits[0].groups[1].figure.n, 9u);
    said_close(&p);
}

/* Weights 2 and 1: 100 (2/3 (4-1)/4 + 1/3 (4-1)/6) = 66.67; a row without one of them
 * takes no part. */
Test(measures, the_index_weighs_its_columns)
{
    for (size_t i = 0; i < 2; i++)
        declared[i].kind = PAL_MEASURE_CSI;
    declared[0].weight = 2000000;
    declared[1].weight = 1000000;
    said both = blank();
    both.measures[0] = both.measures[1] = 4000;
    said best = blank();
    best.measures[0] = 5000;
    best.measures[1] = 7000;
    said half = blank();
    half.measures[0] = 1000;
    put(3, both);
    put(3, best);
    put(5, half);
    said_panel p;
    const pal_measure_findings *found = find(&p, 2);
    cr_assert_eq(found->count, 1u);
    cr_assert_eq(found->part_count, 2u);
    cr_expect(near(found->parts[0].weight, 2.0 / 3.0, 1e-12));
    cr_expect(pal_str_equal(found->parts[1].column, PAL_STR("CES")));
    cr_expect_eq(found->results[0].all.n, 6u);
    cr_expect_eq(found->results[0].missing, 5u);
    cr_expect(near(found->results[0].all.value, (200.0 / 3.0 + 100.0) / 2.0, 1e-8));
    said_close(&p);
}

Test(measures, times_have_a_median_with_ranks_two_and_nine_of_ten)
{
    /* hours; the median of ten is between the fifth and the sixth */
    declared[3].unit = PAL_TIME_HOURS;
    static const int hours[] = {9, 1, 72, 3, 4, 5, 2, 24, 48, 8};
    for (size_t i = 0; i < COUNT(hours); i++)
        grade(3, (const int[]){hours[i] * 60}, 1, i < 5 ? "a" : "b");
    said_panel p;
    const pal_measure_result *m = &find(&p, 4)->results[3];
    cr_expect_eq(m->kind, PAL_MEASURE_TIME);
    cr_expect(near(m->all.value, 17.6, 1e-12));
    cr_expect(near(m->all.median, 6.5, 1e-12));
    cr_expect(near(m->all.median_low, 2.0, 1e-12));
    cr_expect(near(m->all.median_high, 48.0, 1e-12));
    cr_assert_eq(m->splits[0].count, 2u);
    cr_expect(near(m->splits[0].groups[0].figure.median, 4.0, 1e-12));
    cr_expect(near(m->splits[0].groups[1].figure.median, 8.0, 1e-12));
    cr_expect(isnan(m->splits[0].groups[0].figure.median_low), "five values");
    said_close(&p);
}

Test(measures, resolved_at_first_contact_is_a_share)
{
    said yes = blank();
    yes.measures[2] = 1000;
    said no = blank();
    no.measures[2] = 0;
    put(7, yes);
    put(3, no);
    said_panel p;
    const pal_measure_result *m = &find(&p, 3)->results[2];
    cr_expect(near(m->all.value, 0.7, 1e-12));
    cr_expect(near(m->all.low, 0.396778147461, 1e-10));
    said_close(&p);
}

Test(measures, groups_below_the_threshold_are_hidden)
{
    grade(0, (const int[]){5, 5, 5, 5}, 4, "a");
    grade(0, (const int[]){4, 4, 4, 4, 4}, 5, "b");
    grade(0, (const int[]){3, 3, 3, 3, 3, 3}, 6, "c");
    said_panel p;
    const pal_measure_result *m = &find(&p, 1)->results[0];
    /* 15 in all, less 6 and 5, would tell of the four: five more are hidden */
    cr_assert_eq(m->splits[0].count, 1u);
    cr_expect_eq(m->splits[0].hidden, 2u);
    cr_expect(pal_str_equal(m->splits[0].groups[0].value, PAL_STR("c")));
    said_close(&p);
    grade(0, (const int[]){1}, 1, NULL);
    m = &find(&p, 1)->results[0];
    cr_assert_eq(m->splits[0].count, 2u, "with one of no group they are five");
    cr_expect_eq(m->splits[0].hidden, 1u);
    said_close(&p);
}

/* Ten with the theme and ten without it, the sleep data of Student (1908) as minutes. */
static void put_sleep(void)
{
    static const int list[] = {7,  -16, -2, -12, -1, 34, 37, 8,  0,  20,
                               19, 8,   11, 1,   -1, 44, 55, 16, 46, 34};
    for (size_t i = 0; i < COUNT(list); i++) {
        said row = blank();
        row.measures[3] = (list[i] + 16) * 1000;
        row.neutral = i < 10 ? 1u : 2u;
        put(1, row);
    }
}

Test(measures, themes_are_compared_by_welch)
{
    put_sleep();
    said quiet = blank();
    quiet.measures[3] = 1000000;
    quiet.silent = true;
    put(5, quiet);
    said_panel p;
    const pal_measure_findings *found = find(&p, 4);
    const pal_measure_result *m = &found->results[3];
    cr_assert_eq(m->theme_count, 2u);
    cr_expect_eq(found->tests, 2u);
    const pal_measure_theme *t = &m->themes[0];
    cr_expect_eq(t->mentions, 10u);
    cr_expect_eq(t->rest, 10u, "those who said nothing are no part of the rest");
    cr_expect(near(t->difference, -15.8, 1e-9));
    cr_expect(near(t->low, -33.654832307117, 1e-8));
    cr_expect(near(t->p, 0.0793941401874, 1e-9));
    cr_expect(near(t->q, t->p, 1e-12), "both themes are the same split");
    said_close(&p);
}

Test(measures, nine_mentions_are_too_few)
{
    put_sleep();
    rows[0].neutral = 0;
    said_panel p;
    const pal_measure_result *m = &find(&p, 4)->results[3];
    cr_assert_eq(m->theme_count, 1u);
    cr_expect_eq(m->themes[0].theme, 1u);
    said_close(&p);
}

/* Five themes in the same order in satisfaction, in the reverse order in time: more
 * satisfaction and less time are both better. */
Test(measures, themes_of_two_measures_are_correlated)
{
    for (int t = 0; t < 5; t++)
        for (int i = 0; i < 12; i++) {
            said row = blank();
            row.neutral = 1u << t;
            row.measures[0] = (t + 1) * 1000;
            row.measures[3] = (60 - 10 * t + i) * 1000;
            put(1, row);
        }
    said_panel p;
    const pal_measure_findings *found = find(&p, 4);
    cr_assert_eq(found->pair_count, 1u);
    cr_expect_eq(found->pairs[0].themes, 5u);
    cr_expect(near(found->pairs[0].rho, 1.0, 1e-12));
    said_close(&p);
}

Test(measures, without_a_further_score_there_is_nothing_to_say)
{
    put(20, blank());
    said_panel p;
    cr_expect_null(find(&p, 0));
    said_close(&p);
}

static void put_random(uint64_t seed)
{
    static const char *const groups[] = {"a", "b", "c", NULL};
    for (size_t i = 0; i < 400; i++) {
        said row = blank();
        row.group = groups[help_random(&seed) % 4];
        row.score = (int)(help_random(&seed) % 11);
        row.neutral = (uint32_t)(help_random(&seed) % 64);
        row.measures[0] = (int32_t)(1000 + help_random(&seed) % 4001);
        row.measures[1] = (int32_t)(1 + help_random(&seed) % 7) * 1000;
        row.measures[2] = (int32_t)(help_random(&seed) % 2) * 1000;
        row.measures[3] = (int32_t)(help_random(&seed) % 5000000);
        row.measures[help_random(&seed) % 4] = PAL_MEASURE_NONE;
        put(1, row);
    }
}

static void expect_same(const pal_measure_findings *a, const pal_measure_findings *b)
{
    cr_assert_eq(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const pal_measure_result *x = &a->results[i];
        const pal_measure_result *y = &b->results[i];
        cr_expect_eq(memcmp(&x->all, &y->all, sizeof x->all), 0, "figure %zu", i);
        cr_assert_eq(x->theme_count, y->theme_count);
        cr_expect_eq(memcmp(x->themes, y->themes, x->theme_count * sizeof *x->themes), 0);
        for (size_t s = 0; s < x->split_count; s++)
            for (size_t g = 0; g < x->splits[s].count; g++)
                cr_expect_eq(memcmp(&x->splits[s].groups[g].figure,
                                    &y->splits[s].groups[g].figure,
                                    sizeof(pal_measure_figure)),
                             0);
    }
    cr_assert_eq(a->pair_count, b->pair_count);
    cr_expect_eq(memcmp(a->pairs, b->pairs, a->pair_count * sizeof *a->pairs), 0);
}

Test(measures, neither_order_nor_split_of_the_rows_matters)
{
    for (uint64_t round = 1; round <= 4; round++) {
        row_count = 0;
        put_random(help_seed(round));
        static size_t order[SAID_ROWS];
        help_shuffle(order, row_count, help_seed(round + 100));
        said_panel p[2];
        const pal_measure_findings *found[2];
        for (size_t i = 0; i < 2; i++) {
            said_open(&p[i], rows, row_count, i == 0 ? NULL : order, i == 1);
            p[i].run.measures = declared;
            p[i].run.measure_count = SAID_MEASURES;
            cr_assert_eq(pal_measures_find(&found[i], &p[i].run, NULL), PAL_OK);
        }
        cr_expect_eq(found[0]->results[0].kind, PAL_MEASURE_SCORE);
        expect_same(found[0], found[1]);
        for (size_t i = 0; i < 2; i++)
            said_close(&p[i]);
    }
}
