#include "measure_help.h"

#include <math.h>

#include "stats/conflicts.h"
#include "stats_help.h"

static said rows[SAID_ROWS];
static size_t row_count;
static const int32_t none[SAID_MEASURES];

static void put(size_t times, said row)
{
    memcpy(row.measures, none, sizeof none);
    for (; times != 0; times--) {
        cr_assert_lt(row_count, (size_t)SAID_ROWS);
        rows[row_count++] = row;
    }
}

static const pal_conflict_findings *find(said_panel *p)
{
    const pal_conflict_findings *found = NULL;
    said_open(p, rows, row_count, NULL, false);
    cr_assert_eq(pal_conflicts_find(&found, &p->run, NULL), PAL_OK);
    return found;
}

Test(conflicts, praise_with_a_low_score_and_blame_with_a_high_one)
{
    put(20, (said){.score = 9, .tone = PAL_POSITIVE});
    put(3, (said){.score = 10, .tone = PAL_NEGATIVE});
    put(2, (said){.score = 2, .tone = PAL_POSITIVE});
    put(4, (said){.score = 3, .tone = PAL_POSITIVE});
    put(6, (said){.score = 0, .tone = PAL_NEGATIVE});
    put(5, (said){.score = 8, .tone = PAL_NEGATIVE});
    put(7, (said){.score = -1, .tone = PAL_NEGATIVE});
    put(9, (said){.score = 1, .tone = PAL_POSITIVE, .silent = true});
    said_panel p;
    const pal_conflict_findings *c = find(&p);
    cr_expect_eq(c->low_to, 2);
    cr_expect_eq(c->high_from, 9);
    cr_expect_eq(c->low[PAL_VERBAL_PRAISE], 2u);
    cr_expect_eq(c->low[PAL_VERBAL_BLAME], 6u);
    cr_expect_eq(c->high[PAL_VERBAL_BLAME], 3u);
    cr_expect_eq(c->high[PAL_VERBAL_PRAISE], 20u);
    cr_expect_eq(c->bands[PAL_BAND_DETRACTOR][PAL_VERBAL_PRAISE], 6u);
    cr_expect_eq(c->bands[PAL_BAND_PASSIVE][PAL_VERBAL_BLAME], 5u);
    cr_expect_eq(c->count, 5u);
    cr_expect(near(c->conflict_rate, 5.0 / 31.0, 1e-12));
    cr_expect(isnan(c->reversed), "31 answers tell nothing");
    /* 21 detractors, 5 passives, 23 promoters of 49 */
    cr_expect(near(c->nps.nps, 100.0 * 2.0 / 49.0, 1e-9));
    /* 2 -> 8, 10 -> 0: 19 + 3 detractors, 7 passives, 20 promoters */
    cr_expect(near(c->turned.nps, 100.0 * -2.0 / 49.0, 1e-9));
    cr_expect_eq(c->left_out.n, 44u);
    cr_expect(near(c->left_out.nps, 100.0 * (20.0 - 19.0) / 44.0, 1e-9));
    said_close(&p);
}

Test(conflicts, themes_of_one_mind_are_praise_and_contrary_signs_are_neither)
{
    put(1, (said){.score = 1, .tone = PAL_NEUTRAL, .positive = 3});
    put(1, (said){.score = 1, .tone = PAL_NEUTRAL, .positive = 1, .neutral = 2});
    put(1, (said){.score = 1, .tone = PAL_POSITIVE, .negative = 3});
    put(1, (said){.score = 1, .tone = PAL_MIXED, .positive = 1, .negative = 2});
    said_panel p;
    const pal_conflict_findings *c = find(&p);
    cr_expect_eq(c->low[PAL_VERBAL_PRAISE], 1u);
    cr_expect_eq(c->low[PAL_VERBAL_OTHER], 3u);
    cr_expect(isnan(c->nps.nps), "four answers are no NPS");
    said_close(&p);
}

/* 800 happy and 200 unhappy; 2 % turn the scale round, 5 % are read wrongly:
 *   low praise  200 x .98 x .05 + 800 x .02 x .95 = 25
 *   low blame   200 x .98 x .95 + 800 x .02 x .05 = 187
 *   high blame  800 x .98 x .05 + 200 x .02 x .95 = 43
 *   high praise 800 x .98 x .95 + 200 x .02 x .05 = 745 */
Test(conflicts, turned_scales_are_told_from_misread_tones)
{
    pal_conflict_findings c = {
        .low = {[PAL_VERBAL_PRAISE] = 25, [PAL_VERBAL_BLAME] = 187},
        .high = {[PAL_VERBAL_PRAISE] = 745, [PAL_VERBAL_BLAME] = 43}};
    pal_conflicts_estimate(&c);
    cr_expect(near(c.reversed, 0.02, 1e-12));
    cr_expect(near(c.tone_error, 0.05, 1e-12));
    cr_expect(near(c.conflict_rate, 0.068, 1e-12));
    cr_expect(c.reversed_low < 0.02 && c.reversed_high > 0.02);
}

/* The interval holds the truth in 95 % of repeated surveys: all of them drawn from the
 * shares above, so that its half-width is 1.96 standard deviations of the estimate. */
Test(conflicts, the_error_of_the_estimate_is_that_of_repeated_draws)
{
    enum { DRAWS = 4000, ROWS = 1000 };
    static const int shares[] = {25, 187, 43, 745};
    uint64_t seed = help_seed(7);
    double sum = 0.0;
    double squares = 0.0;
    double half = 0.0;
    for (int draw = 0; draw < DRAWS; draw++) {
        uint64_t cells[4] = {0};
        for (int i = 0; i < ROWS; i++) {
            int at = (int)(help_random(&seed) % ROWS);
            size_t cell = 0;
            for (; at >= shares[cell]; cell++)
                at -= shares[cell];
            cells[cell]++;
        }
        pal_conflict_findings c = {
            .low = {[PAL_VERBAL_PRAISE] = cells[0], [PAL_VERBAL_BLAME] = cells[1]},
            .high = {[PAL_VERBAL_BLAME] = cells[2], [PAL_VERBAL_PRAISE] = cells[3]}};
        pal_conflicts_estimate(&c);
        sum += c.reversed;
        squares += c.reversed * c.reversed;
        half += c.reversed_high - c.reversed;
    }
    double mean = sum / DRAWS;
    double sd = sqrt(squares / DRAWS - mean * mean);
    cr_expect(near(mean, 0.02, 0.001));
    cr_expect(close_to(half / DRAWS, 1.959963985 * sd, 0.1));
}

Test(conflicts, errors_alone_turn_nobody_round)
{
    /* 5 % of 800 happy and of 200 unhappy */
    pal_conflict_findings c = {
        .low = {[PAL_VERBAL_PRAISE] = 10, [PAL_VERBAL_BLAME] = 190},
        .high = {[PAL_VERBAL_PRAISE] = 760, [PAL_VERBAL_BLAME] = 40}};
    pal_conflicts_estimate(&c);
    cr_expect(near(c.reversed, 0.0, 1e-12));
    cr_expect(near(c.tone_error, 0.05, 1e-12));
}

Test(conflicts, as_many_happy_as_unhappy_tell_nothing)
{
    pal_conflict_findings c = {
        .low = {[PAL_VERBAL_PRAISE] = 10, [PAL_VERBAL_BLAME] = 190},
        .high = {[PAL_VERBAL_PRAISE] = 190, [PAL_VERBAL_BLAME] = 10}};
    pal_conflicts_estimate(&c);
    cr_expect(isnan(c.reversed) && isnan(c.tone_error));
    cr_expect(near(c.conflict_rate, 0.05, 1e-12));
}

Test(conflicts, the_strongest_fifty_are_shown)
{
    put(40, (said){.score = 2, .tone = PAL_POSITIVE});
    put(100, (said){.score = 9, .tone = PAL_NEGATIVE, .negative = 1});
    put(30, (said){.score = 0, .tone = PAL_POSITIVE});
    put(5, (said){.score = 0, .tone = PAL_POSITIVE, .positive = 1});
    said_panel p;
    const pal_conflict_findings *c = find(&p);
    cr_assert_eq(c->count, (size_t)PAL_CONFLICT_ROWS_MAX);
    cr_expect_eq(c->rows[0].shown.row, 171u, "score 0, and tone and theme agree");
    cr_expect_eq(c->rows[5].shown.row, 141u);
    cr_expect_eq(c->rows[35].shown.row, 41u, "blame that agrees goes before lone praise");
    said_close(&p);
}

Test(conflicts, neither_order_nor_split_of_the_rows_matters)
{
    uint64_t seed = help_seed(11);
    for (size_t i = 0; i < 1500; i++)
        put(1, (said){.score = (int)(help_random(&seed) % 11),
                      .tone = (pal_polarity)(help_random(&seed) % 4),
                      .positive = (uint32_t)(help_random(&seed) % 4),
                      .negative = (uint32_t)(help_random(&seed) % 4) << 2});
    static size_t order[SAID_ROWS];
    help_shuffle(order, row_count, help_seed(12));
    said_panel a;
    said_panel b;
    const pal_conflict_findings *x = find(&a);
    const pal_conflict_findings *y = NULL;
    said_open(&b, rows, row_count, order, true);
    cr_assert_eq(pal_conflicts_find(&y, &b.run, NULL), PAL_OK);
    cr_assert_eq(x->count, y->count);
    for (size_t i = 0; i < x->count; i++)
        cr_expect_eq(x->rows[i].shown.row, y->rows[i].shown.row, "row %zu", i);
    cr_expect_eq(memcmp(x->bands, y->bands, sizeof x->bands), 0);
    cr_expect_eq(memcmp(&x->turned, &y->turned, sizeof x->turned), 0);
    said_close(&a);
    said_close(&b);
}

Test(conflicts, without_a_score_there_is_nothing_to_say)
{
    put(5, (said){.score = -1, .tone = PAL_NEGATIVE});
    said_panel p;
    const pal_conflict_findings *found = NULL;
    said_open(&p, rows, row_count, NULL, false);
    p.run.scale = PAL_SCALE_NONE;
    cr_assert_eq(pal_conflicts_find(&found, &p.run, NULL), PAL_OK);
    cr_expect_null(found);
    said_close(&p);
}
