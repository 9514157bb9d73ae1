/* Comparing and planning NPS waves, weights, ranks: R 4.2.2 and reasoning by hand; how
 * often the 95 % interval holds the truth, exactly. */
#include "stats_help.h"

#include "stats/nps_test.h"
#include "stats/rank.h"

/* 20/30/50 detractors, passives, promoters, 80 % power, 5 %. */
Test(stats_compare, answers_needed_per_wave)
{
    double v = pal_nps_mix_variance(.2, .5);
    cr_expect(near(v, .61, 1e-15));
    cr_expect_eq(pal_nps_needed(v, .05, .05, .8), 3831u);
    cr_expect_eq(pal_nps_needed(v, .10, .05, .8), 958u);
    cr_expect_eq(pal_nps_needed(v, .15, .05, .8), 426u);
    cr_expect_eq(pal_nps_needed(v, .20, .05, .8), 240u);
    cr_expect_eq(pal_nps_needed(v, 0, .05, .8), 0u);
    cr_expect(near(pal_nps_detectable(v, 958, 958, .05, .8), .1, 5e-5));
    cr_expect(isinf(pal_nps_detectable(v, 0, 958, .05, .8)));
}

/* Half-widths of the 95 % interval in points at n = 25 to 1000, same mix. */
Test(stats_compare, half_widths)
{
    static const double cases[][3] = {{25, 31, .5},  {50, 22, .5},    {100, 15, .5},
                                      {200, 11, .5}, {400, 7.7, .05}, {1000, 4.8, .05}};
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect(
            near(100 * PAL_Z95 * sqrt(.61 / cases[i][0]), cases[i][1], cases[i][2]));
}

Test(stats_compare, waves_differ)
{
    static const pal_bands waves[] = {
        {20, 30, 50}, {15, 25, 60}, {0, 0, 0}, {30, 20, 40}};
    pal_chi2 q = pal_nps_waves(waves, COUNT(waves));
    cr_expect(near(q.x2, 8.24677287858920, 5e-13));
    cr_expect(near(q.df, 2, 0) && near(q.p, .01618959642068, 5e-14));
    cr_expect(near(pal_nps_waves(waves, 1).p, 1, 0));
    /* two waves: Q is the square of the z of their difference */
    pal_z_test z = pal_nps_difference(waves[0], waves[1], PAL_Z95);
    cr_expect(near(pal_nps_waves(waves, 2).x2, z.z * z.z, 1e-12));
    static const pal_bands top[] = {{0, 0, 12}, {0, 0, 15}};
    cr_expect(isfinite(pal_nps_waves(top, 2).x2));
}

Test(stats_compare, weighted_score)
{
    static const pal_band bands[] = {
        PAL_BAND_PROMOTER, PAL_BAND_PROMOTER, PAL_BAND_PASSIVE,   PAL_BAND_DETRACTOR,
        PAL_BAND_PROMOTER, PAL_BAND_PASSIVE,  PAL_BAND_DETRACTOR, PAL_BAND_PROMOTER,
        PAL_BAND_NONE,     PAL_BAND_PROMOTER, PAL_BAND_PROMOTER};
    static const double weights[] = {.5, 2, 1, 1.5, 1, .8, .7, 1.2, 9, -1.0, (double)NAN};
    pal_weighted w = pal_nps_weighted(bands, weights, COUNT(bands));
    cr_expect(near(w.s, .2873563218391, 5e-14));
    cr_expect(near(w.se, .3266062257755, 5e-14));
    cr_expect(near(w.effective, 6.8373983739837, 5e-14));
    cr_expect_eq(w.count, 8u);
    cr_expect_eq(pal_nps_weighted(bands, weights, 0).count, 0u);
    /* equal weights: the plain score and its error */
    static const double ones[] = {1, 1, 1, 1, 1, 1, 1, 1};
    pal_share plain = pal_nps_share((pal_bands){2, 2, 4});
    w = pal_nps_weighted(bands, ones, 8);
    cr_expect(near(w.s, plain.s, 1e-15) && near(w.se, plain.se, 1e-15));
    cr_expect(near(w.effective, 8, 1e-14));
}

Test(stats_compare, finite_population)
{
    cr_expect(near(pal_finite_factor(75, 100), .5, 1e-15));
    cr_expect(near(pal_finite_factor(100, 100), 0, 0) &&
              near(pal_finite_factor(120, 100), 0, 0));
    cr_expect(near(pal_finite_factor(100, 0), 1, 0));
}

/* R: choose() over all tables. */
Test(stats_compare, exact_difference)
{
    static const struct {
        pal_bands a, b;
        double p;
    } cases[] = {
        {{2, 3, 10}, {8, 5, 7}, .07442284304015},
        {{0, 0, 5}, {3, 1, 1}, .04761904761905},
        {{4, 6, 20}, {9, 8, 12}, .05520716967989},
        {{1, 2, 3}, {1, 2, 3}, 1},
        {{0, 0, 5}, {0, 0, 50}, 1},
        {{0, 0, 0}, {1, 2, 3}, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double p = -1;
        cr_expect(pal_nps_exact_p(&p, cases[i].a, cases[i].b));
        cr_expect(near(p, cases[i].p, 1e-12));
        cr_expect(pal_nps_exact_p(&p, cases[i].b, cases[i].a));
        cr_expect(near(p, cases[i].p, 1e-12));
    }
    double p = -1;
    cr_expect(
        pal_nps_exact_p(&p, (pal_bands){3, 3, 40}, (pal_bands){200000, 3000, 60000}));
    cr_expect_not(
        pal_nps_exact_p(&p, (pal_bands){500, 500, 500}, (pal_bands){500, 500, 501}));
}

Test(stats_compare, the_test_fits_the_size)
{
    pal_nps_change c =
        pal_nps_compare((pal_bands){83, 47, 120}, (pal_bands){91, 49, 110}, PAL_Z95);
    cr_expect(!c.exact && near(c.p, .366365054114, 5e-13));
    cr_expect(c.low < c.difference && c.difference < c.high);
    c = pal_nps_compare((pal_bands){2, 3, 10}, (pal_bands){8, 5, 7}, PAL_Z95);
    cr_expect(c.exact && near(c.p, .07442284304015, 1e-12));
    c = pal_nps_compare((pal_bands){0, 0, 0}, (pal_bands){8, 5, 7}, PAL_Z95);
    cr_expect(!c.exact && near(c.p, 1, 0) && near(c.low, -2, 0));
    /* one in 49 against many: exact by the smaller one, whatever the other's size */
    c = pal_nps_compare((pal_bands){9, 10, 30}, (pal_bands){20000, 30000, 50000},
                        PAL_Z95);
    cr_expect(c.exact);
    pal_z_test z = pal_nps_difference((pal_bands){9, 10, 30},
                                      (pal_bands){20000, 30000, 50000}, PAL_Z95);
    cr_expect(near(c.p, z.p, .03)); /* a step of the exact one is about .02 */
}

Test(stats_compare, mann_whitney_with_ties)
{
    static const uint64_t a[] = {3, 1, 4, 2, 6};
    static const uint64_t b[] = {5, 4, 3, 1, 1};
    pal_mann_whitney t = pal_mann_whitney_test(a, b, 5, true);
    cr_expect(near(t.u, 162.5, 0) && near(t.p, .03306121304, 5e-12));
    t = pal_mann_whitney_test(a, b, 5, false);
    cr_expect(near(t.p, .03134599696964, 5e-14));
    cr_expect(near(t.higher, 162.5 / (16 * 14), 1e-15));
    static const uint64_t none[5] = {0};
    cr_expect(near(pal_mann_whitney_test(a, none, 5, true).p, 1, 0));
    static const uint64_t same[5] = {0, 0, 7, 0, 0};
    cr_expect(near(pal_mann_whitney_test(same, same, 5, true).p, 1, 0));
}

/* The mean ridit of the reference itself is 1/2; of another group, the probability that
 * it is higher (ties half). */
Test(stats_compare, ridit)
{
    static const uint64_t a[] = {3, 1, 4, 2, 6};
    static const uint64_t b[] = {5, 4, 3, 1, 1};
    cr_expect(near(pal_ridit_of(b, b, 5).mean, .5, 1e-15));
    cr_expect(near(pal_ridit_of(a, b, 5).mean, 162.5 / (16 * 14), 1e-14));
    /* two levels, half each: ridits 1/4 and 3/4, standard deviation 1/4 */
    static const uint64_t half[] = {10, 10};
    static const uint64_t upper[] = {0, 25};
    pal_ridit r = pal_ridit_of(upper, half, 2);
    cr_expect(near(r.mean, .75, 1e-15) && near(r.se, .05, 1e-15) && near(r.z, 5, 1e-13));
    static const uint64_t none[2] = {0};
    cr_expect(near(pal_ridit_of(upper, none, 2).se, 0, 0));
}

/* --- coverage --- */

/* Probability that the adjusted-Wald 95 % interval holds the truth: all outcomes of n
 * answers, each with its trinomial probability. */
static double coverage(double detractors, double promoters, uint64_t n)
{
    double truth = promoters - detractors;
    double held = 0;
    for (uint64_t d = 0; d <= n; d++) {
        double outer = pal_binomial_pmf(d, n, detractors);
        for (uint64_t p = 0; outer > 1e-15 && p <= n - d; p++) {
            pal_range r = pal_nps_interval((pal_bands){d, n - d - p, p}, PAL_Z95);
            if (r.low <= truth && truth <= r.high)
                held += outer *
                        pal_binomial_pmf(p, n - d, fmin(1, promoters / (1 - detractors)));
        }
    }
    return held;
}

/* NPS +30 from 20/30/50, +70 from 5/20/75, +90 from 1/8/91 detractors, passives and
 * promoters. With them the plain Wald interval has the coverage that Rocks' method is set
 * against: .937, .778 (n = 10) and .782 (n = 30). */
Test(stats_compare, interval_covers_94_to_96_percent_exactly)
{
    static const struct {
        double detractors, promoters;
        double expected[3]; /* n = 30, 100, 400 */
    } cases[] = {
        {.20, .50, {.9461, .9491, .9497}},
        {.05, .75, {.9563, .9548, .9509}},
        {.01, .91, {.9510, .9585, .9529}},
    };
    static const uint64_t n[] = {30, 100, 400};
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (size_t j = 0; j < COUNT(n); j++) {
            double held = coverage(cases[i].detractors, cases[i].promoters, n[j]);
            cr_expect(held >= .94 && held <= .96, "case %zu, n %zu: %g", i, j, held);
            cr_expect(near(held, cases[i].expected[j], 5e-5));
        }
    }
}

/* At +90 with other mixes it is cautious where samples are small, and never under 94 %.
 */
Test(stats_compare, interval_is_cautious_near_the_ceiling)
{
    static const double detractors[] = {.01, .02, .03, .04, .05};
    static const uint64_t n[] = {10, 20, 30, 50, 100, 400};
    for (size_t i = 0; i < COUNT(detractors); i++)
        for (size_t j = 0; j < COUNT(n); j++) {
            double held = coverage(detractors[i], detractors[i] + .9, n[j]);
            cr_expect(held >= .94 && held <= .99, "%g, n %zu: %g", detractors[i], j,
                      held);
        }
}
