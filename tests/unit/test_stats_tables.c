/* Tables of counts and keyness: published figures, and R 4.2.2. */
#include "stats_help.h"

#include "stats/crosstab.h"
#include "stats/fisher.h"
#include "stats/keyness.h"
#include "stats/multiple.h"

static double fisher_table(const uint64_t *cells, size_t rows, size_t columns)
{
    pal_arena *mem = pal_arena_open(1 << 26);
    double p = -1;
    cr_expect(pal_fisher_table(&p, cells, rows, columns, mem));
    pal_arena_close(mem);
    return p;
}

/* Lancaster's UCREL page: 52 in 50,000 words against 57 in 75,000 (+2.65). */
Test(stats_tables, lancaster_keyness)
{
    pal_pair n = {52, 50000, 57, 75000};
    cr_expect(near(pal_keyness_g2(n), 2.65171016389, 5e-12));
    cr_expect(near(pal_keyness_g2_full(n), 2.6540642606, 5e-11));
    cr_expect_gt(pal_log2_ratio(n), 0);
}

/* AntConc: 23 in 263 words against 551 in 8,870. */
Test(stats_tables, antconc_keyness)
{
    pal_pair n = {23, 263, 551, 8870};
    cr_expect(near(pal_keyness_chi2(n), 2.60819230407, 5e-12));
    cr_expect(near(pal_keyness_g2(n), 2.33055186167, 5e-12));
}

/* Manning and Schütze 1999, tables 5.12 ("powerful computers") and 5.6 to 5.8. */
Test(stats_tables, manning_and_schuetze)
{
    static const uint64_t powerful[] = {150, 932 - 150, 12593 - 150,
                                        14307668 - 12593 - 932 + 150};
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_crosstab t;
    cr_assert(pal_crosstab_test(&t, powerful, 2, 2, mem));
    cr_expect(near(t.g2.x2, 1291.31905713, 5e-9));
    static const uint64_t companies[] = {8, 4675 - 8, 15828 - 8,
                                         14307668 - 15828 - 4675 + 8};
    cr_assert(pal_crosstab_test(&t, companies, 2, 2, mem));
    cr_expect(near(t.pearson.x2, 1.54886920673, 5e-12)); /* 1.55 in print */
    cr_expect(near(pal_fourfold_chi2((pal_fourfold){8, 4667, 15820, 14287173}, false).x2,
                   1.54886920673, 5e-12));
    cr_expect(near(pal_collocation_t(8, 15828, 4675, 14307668), .999932, 5e-7));
    pal_arena_close(mem);
}

/* quanteda's toy texts: "b" 7 and "a" 3 against "a" 7 and "b" 2. */
Test(stats_tables, quanteda_toy)
{
    pal_fourfold t = {7, 3, 2, 7};
    cr_expect(near(pal_keyness_g2_full((pal_pair){7, 10, 2, 9}), 4.53493933226, 5e-12));
    cr_expect(near(pal_fourfold_chi2(t, false).x2, 4.33716049383, 5e-12));
    cr_expect(near(pal_fourfold_chi2(t, true).x2, 2.6324382716, 5e-11));
    cr_expect(near(pal_fisher_test(t).two_sided, .0697785186949, 5e-14));
}

Test(stats_tables, benjamini_hochberg_1995)
{
    static const double p[] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                               .0459, .3240, .4262, .5719, .6528, .7590, 1};
    static const double expected[] = {.0015,    .003,     .0095,    .035625,  .0603,
                                      .0638571, .0638571, .0645,    .0765,    .486,
                                      .5811818, .714875,  .7532308, .8132143, 1};
    pal_arena *mem = pal_arena_open(1 << 16);
    double q[COUNT(p)];
    cr_assert(pal_bh_q(q, p, COUNT(p), mem));
    size_t rejected = 0;
    size_t bonferroni = 0;
    for (size_t i = 0; i < COUNT(p); i++) {
        cr_expect(near(q[i], expected[i], 5e-8));
        rejected += q[i] <= .05;
        bonferroni += p[i] * COUNT(p) <= .05;
    }
    cr_expect_eq(rejected, 4u);
    cr_expect_eq(bonferroni, 3u);
    cr_assert(pal_bh_q_most(q, p, COUNT(p), .05, mem));
    for (size_t i = 0; i < COUNT(p); i++)
        cr_expect(expected[i] <= .05 ? near(q[i], expected[i], 5e-8) : q[i] > .05);
    double turned[] = {.04, (double)NAN, .01,
                       .03}; /* in place, unsorted, one not tested */
    cr_assert(pal_bh_q(turned, turned, 4, mem));
    cr_expect(near(turned[0], .04, 1e-15) && isnan(turned[1]));
    cr_expect(near(turned[2], .03, 1e-15) && near(turned[3], .04, 1e-15));
    pal_arena_close(mem);
}

/* The examples of R's help of fisher.test(). */
Test(stats_tables, fisher_tea)
{
    pal_fisher t = pal_fisher_test((pal_fourfold){3, 1, 1, 3});
    cr_expect(near(t.greater, .242857143, 5e-10));
    cr_expect(near(t.two_sided, .485714286, 5e-10));
    cr_expect(near(t.less, 69.0 / 70, 1e-13));
    /* R prints 6.40830886701, where its root finder stops; the estimate is the root of
     * psi^4 - 36 psi^2 - 32 psi - 3 */
    cr_expect(near(t.odds, 6.40830886701, 2e-5));
    cr_expect(close_to(t.odds, 6.408319658199674, 1e-13));
}

Test(stats_tables, fisher_convictions)
{
    pal_fisher t = pal_fisher_test((pal_fourfold){2, 15, 10, 3});
    cr_expect(near(t.less, .000465180943, 5e-13));
    cr_expect(near(t.two_sided, .0005367241191434, 5e-16));
    cr_expect(near(t.odds, .0469366088, 5e-7));
}

Test(stats_tables, fisher_job_satisfaction)
{
    static const uint64_t job[] = {1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11};
    cr_expect(near(fisher_table(job, 4, 4), .782684938966, 5e-12));
}

Test(stats_tables, fisher_of_other_shapes)
{
    static const uint64_t square[] = {3, 4, 6, 1, 0, 2, 2, 5, 1};
    cr_expect(near(fisher_table(square, 3, 3), .2671753203049, 1e-12));
    static const uint64_t wide[] = {1, 4, 2, 7, 3, 5, 5, 1, 6, 2, 3, 0};
    cr_expect(near(fisher_table(wide, 2, 6), .01506353061221, 1e-13));
    static const uint64_t tall[] = {3, 1, 0, 4, 2, 2, 5, 0};
    cr_expect(near(fisher_table(tall, 4, 2), .01665981077746, 1e-13));
    static const uint64_t gap[] = {3, 0, 1, 0, 0,
                                   0, 1, 0, 3}; /* an empty row and column */
    cr_expect(near(fisher_table(gap, 3, 3), 34.0 / 70, 1e-12));
    static const uint64_t flat[] = {3, 5, 0, 0};
    cr_expect(near(fisher_table(flat, 2, 2), 1, 0));
    static const uint64_t large[] = {120, 900, 80, 1100};
    cr_expect(close_to(fisher_table(large, 2, 2), 5.551316601188e-05, 1e-9));
    cr_expect(close_to(pal_fisher_test((pal_fourfold){120, 900, 80, 1100}).two_sided,
                       5.551316601188e-05, 1e-10));
}

/* Probabilities by brute force, tables of all sizes up to 8 in each cell. */
/* Either side of the mode, at the edges, with empty margins. */
Test(stats_tables, fisher_two_sided_alone_is_that_of_the_whole_test)
{
    for (uint64_t a = 0; a <= 12; a++)
        for (uint64_t b = 0; b <= 40; b += 3)
            for (uint64_t c = 0; c <= 9; c++) {
                pal_fourfold t = {a, b, c, 31};
                cr_expect_eq(pal_fisher_two_sided(t), pal_fisher_test(t).two_sided);
                double p = fisher_table((const uint64_t[]){a, b, c, 31}, 2, 2);
                cr_expect(near(pal_fisher_two_sided(t), p, 1e-11),
                          "%d %d %d: %.17g, not %.17g", (int)a, (int)b, (int)c,
                          pal_fisher_two_sided(t), p);
            }
}

Test(stats_tables, fisher_two_by_two_is_the_general_one)
{
    uint32_t state = 5;
    for (int round = 0; round < 200; round++) {
        uint64_t n[4];
        for (size_t i = 0; i < 4; i++) {
            state = state * 1664525 + 1013904223;
            n[i] = state >> 16 & 7;
        }
        pal_fisher t = pal_fisher_test((pal_fourfold){n[0], n[1], n[2], n[3]});
        double low = 0;
        double high = 0;
        double both = 0;
        double seen = pal_hyper_pmf(n[0], n[0] + n[2], n[0] + n[1], n[2] + n[3]);
        for (uint64_t k = 0; k <= 14; k++) {
            double p = pal_hyper_pmf(k, n[0] + n[2], n[0] + n[1], n[2] + n[3]);
            low += k <= n[0] ? p : 0;
            high += k >= n[0] ? p : 0;
            both += p <= seen * (1 + 1e-7) ? p : 0;
        }
        cr_assert(near(t.less, low, 1e-12) && near(t.greater, high, 1e-12));
        cr_assert(near(t.two_sided, both, 1e-12));
        cr_assert(near(fisher_table(n, 2, 2), both, 1e-11));
    }
}

Test(stats_tables, fisher_refuses_what_would_take_too_long)
{
    uint64_t cells[36];
    for (size_t i = 0; i < COUNT(cells); i++)
        cells[i] = 40 + i % 7;
    pal_arena *mem = pal_arena_open(1 << 26);
    double p = -1;
    cr_expect_not(pal_fisher_table(&p, cells, 6, 6, mem));
    cr_expect(near(p, -1, 0), "out was touched");
    cells[3] = UINT64_MAX;
    cr_expect_not(pal_fisher_table(&p, cells, 6, 6, mem));
    pal_arena_close(mem);
    mem = pal_arena_open(4096);
    cr_expect_not(pal_fisher_table(&p, cells + 4, 2, 3, mem), "no memory");
    pal_arena_close(mem);
}

Test(stats_tables, fisher_of_large_counts_is_quick_and_sane)
{
    pal_fisher t = pal_fisher_test((pal_fourfold){500000, 500000, 499000, 501000});
    pal_chi2 yates =
        pal_fourfold_chi2((pal_fourfold){500000, 500000, 499000, 501000}, true);
    cr_expect(close_to(t.two_sided, yates.p, 1e-3));
    cr_expect(close_to(t.odds, 501.0 / 499, 1e-5));
    t = pal_fisher_test((pal_fourfold){0, 5, 4, 3});
    cr_expect(near(t.odds, 0, 0));
    cr_expect(isinf(pal_fisher_test((pal_fourfold){5, 0, 3, 4}).odds));
    t = pal_fisher_test((pal_fourfold){0, 0, 3, 4});
    cr_expect(isnan(t.odds) && near(t.two_sided, 1, 0) && near(t.less, 1, 0));
    t = pal_fisher_test((pal_fourfold){100000, 0, 0, 100000});
    cr_expect(t.two_sided >= 0 && t.two_sided < 1e-300);
}

/* Agresti, Categorical Data Analysis: party by gender (R's help of chisq.test()). */
Test(stats_tables, agresti_party)
{
    static const uint64_t party[] = {762, 327, 468, 484, 239, 477};
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_crosstab t;
    cr_assert(pal_crosstab_test(&t, party, 2, 3, mem));
    cr_expect(near(t.pearson.x2, 30.0701491, 5e-8));
    cr_expect(near(t.pearson.df, 2, 0));
    cr_expect(near(t.pearson.p, 2.95358918e-07, 5e-16));
    cr_expect(near(t.least, 566.0 * 1200 / 2757, 1e-9));
    static const uint64_t hollow[] = {762, 0, 327, 468, 0, 0, 0, 0, 484, 0, 239, 477};
    cr_assert(pal_crosstab_test(&t, hollow, 3, 4, mem));
    cr_expect(near(t.pearson.x2, 30.0701491, 5e-8) && near(t.pearson.df, 2, 0));
    static const uint64_t nothing[4] = {0};
    cr_assert(pal_crosstab_test(&t, nothing, 2, 2, mem));
    cr_expect(near(t.pearson.p, 1, 0) && near(t.g2.x2, 0, 0));
    pal_arena_close(mem);
}

/* By hand: (7.5 x 7.5)/(3.5 x 2.5), and the log of (7.5/10.5)/(2.5/9.5). */
Test(stats_tables, haldane_keeps_ratios_finite)
{
    cr_expect(near(pal_fourfold_odds((pal_fourfold){7, 3, 2, 7}, 1.96).ratio,
                   56.25 / 8.75, 1e-12));
    pal_odds none = pal_fourfold_odds((pal_fourfold){0, 10, 0, 10}, 1.96);
    cr_expect(near(none.ratio, 1, 1e-12) && near(log(none.low), -log(none.high), 1e-12));
    cr_expect(near(pal_log2_ratio((pal_pair){7, 10, 2, 9}), log2(7.5 / 10.5 * 9.5 / 2.5),
                   1e-12));
    cr_expect(isfinite(pal_log2_ratio((pal_pair){5, 10, 0, 0})));
    cr_expect(near(pal_keyness_g2((pal_pair){0, 0, 0, 0}), 0, 0));
    cr_expect(near(pal_keyness_g2_full((pal_pair){3, 3, 4, 4}), 0, 0));
}

/* Words hinta, jono, palvelu, nopea, sovellus of two groups; R and the code of
 * J. Hessel's FightingWords agree. */
Test(stats_tables, monroe_2008)
{
    static const double y1[] = {30, 25, 40, 5, 10};
    static const double y2[] = {10, 4, 90, 40, 11};
    static const double flat[] = {.01, .01, .01, .01, .01};
    static const double z_flat[] = {4.636838654, 4.470732650, -4.656899640, -4.192225872,
                                    .616642191};
    static const double z_pooled[] = {2.277373215, 2.460005538, -2.197607767,
                                      -2.239605889, .278510261};
    double z[5];
    double prior[5];
    pal_monroe_z(z, y1, y2, flat, 5);
    for (size_t i = 0; i < 5; i++)
        cr_expect(near(z[i], z_flat[i], 5e-10));
    pal_monroe_prior(prior, y1, y2, 500, 5);
    pal_monroe_z(z, y1, y2, prior, 5);
    for (size_t i = 0; i < 5; i++)
        cr_expect(near(z[i], z_pooled[i], 5e-10));
}
