/* Oracles: published figures and what R gives for the formulas named in nps.h. */
#include <criterion/criterion.h>

#include "stats/nps.h"

#include <math.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* The digits that a source prints. */
static bool near(double value, double expected, double tolerance)
{
    bool same = fabs(value - expected) <= tolerance;
    if (!same)
        cr_log_error("%.13g, not %.13g", value, expected);
    return same;
}

/* Cross Validated, "How can I calculate margin of error in a NPS result?": half
 * promoters, a third passives, a sixth detractors, 324 answers. */
Test(stats_nps, textbook_example)
{
    pal_share share = pal_nps_share((pal_bands){54, 108, 162});
    cr_expect(near(share.s, .333333, 5e-7));
    cr_expect(near(share.variance, .555556, 5e-7));
    cr_expect(near(share.se, .0414087, 5e-8));
    cr_expect_eq(share.count, 324u);
}

/* The R package NPS 1.1 and its test data: one sample, two samples, four regions. */
Test(stats_nps, r_package_one_sample)
{
    pal_bands all = {362, 176, 462};
    pal_share share = pal_nps_share(all);
    cr_expect(near(share.s, .1, 1e-12));
    cr_expect(near(share.variance, .814, 1e-12));
    cr_expect(near(share.se, .0285306852354, 1e-13));
    pal_range range = pal_nps_wald(all, PAL_Z95);
    cr_expect(near(range.low, .0440808844844, 1e-12));
    cr_expect(near(range.high, .155919115516, 1e-12));
    cr_expect(near(pal_nps_p(all), .000456610394112, 1e-14));
}

Test(stats_nps, r_package_two_samples)
{
    pal_z_test test =
        pal_nps_difference((pal_bands){83, 47, 120}, (pal_bands){91, 49, 110}, PAL_Z95);
    cr_expect(near(test.difference, .072, 1e-12));
    cr_expect(near(test.se, .079707465146, 1e-12));
    cr_expect(near(test.low, -.0842237609851, 1e-12));
    cr_expect(near(test.high, .228223760985, 1e-12));
    cr_expect(near(test.p, .366365054114, 1e-11));
}

Test(stats_nps, r_package_four_regions)
{
    static const struct {
        pal_bands bands;
        double s, se;
    } cases[] = {
        {{184, 83, 240}, .110453648915, .0403165948442},
        {{99, 50, 110}, .042471042471, .0557554650437},
        {{42, 23, 74}, .230215827338, .0749835975802},
        {{37, 20, 38}, .0105263157895, .091154171362},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        pal_share share = pal_nps_share(cases[i].bands);
        cr_expect(near(share.s, cases[i].s, 1e-12));
        cr_expect(near(share.se, cases[i].se, 1e-12));
    }
}

/* The R package sigtest: promoters, passives, detractors 123, 456, 789 now and 321, 654,
 * 987 before. */
Test(stats_nps, r_package_significance)
{
    pal_bands now = {789, 456, 123};
    pal_bands before = {987, 654, 321};
    cr_expect(near(pal_nps_share(now).s, -.486842105263, 1e-12));
    cr_expect(near(pal_nps_share(before).s, -.339449541284, 1e-12));
    cr_expect(near(pal_nps_share(now).se, .0177220959153, 1e-13));
    cr_expect(near(pal_nps_share(before).se, .0167648586945, 1e-13));
    pal_z_test test = pal_nps_difference(now, before, PAL_Z95);
    cr_expect(near(test.z, -6.04182991542, 1e-11));
    cr_expect_lt(test.z, -2.58);
}

/* The test vectors of the package nps-calculator. */
Test(stats_nps, whole_points)
{
    static const struct {
        pal_bands bands;
        double points;
    } cases[] = {
        {{10, 6, 4}, -30},  {{2, 8, 10}, 40}, {{0, 0, 6}, 100},
        {{11, 0, 0}, -100}, {{0, 7, 0}, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect(near(pal_nps_from(cases[i].bands).nps, cases[i].points, 1e-12));
}

/* R, from the formulas of Rocks 2016. */
Test(stats_nps, adjusted_wald)
{
    static const struct {
        pal_bands bands;
        double s, low, high;
    } cases[] = {
        {{5, 5, 10}, .217391304348, -.117161332146, .551943940841},
        {{0, 0, 10}, .769230769231, .475035515448, 1.0},
        {{54, 108, 162}, .330275229358, .249452514130, .411097944585},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        pal_range range = pal_nps_interval(cases[i].bands, PAL_Z95);
        cr_expect(near(pal_nps_adjusted(cases[i].bands).s, cases[i].s, 1e-12));
        cr_expect(near(range.low, cases[i].low, 1e-12));
        cr_expect(near(range.high, cases[i].high, 1e-12));
        pal_nps points = pal_nps_from(cases[i].bands);
        cr_expect(near(points.low, 100 * cases[i].low, 1e-9));
        cr_expect(near(points.high, 100 * cases[i].high, 1e-9));
    }
    cr_expect(near(pal_nps_adjusted((pal_bands){5, 5, 10}).se, .170693257189, 1e-12));
}

Test(stats_nps, nothing_gives_zeros_and_no_nan)
{
    static const pal_bands none = {0, 0, 0};
    pal_nps nps = pal_nps_from(none);
    cr_expect(near(nps.nps, 0, 0) && near(nps.low, 0, 0) && near(nps.high, 0, 0));
    cr_expect(near(pal_nps_share(none).se, 0, 0));
    cr_expect(near(pal_nps_p(none), 1, 0));
    pal_z_test test = pal_nps_difference(none, none, PAL_Z95);
    cr_expect(near(test.p, 1, 0) && near(test.z, 0, 0));
    pal_impact impact = pal_nps_impact(none, (pal_bands){1, 2, 3}, PAL_Z95);
    cr_expect(near(impact.points, 0, 0) && near(impact.low, 0, 0));
    cr_expect(near(pal_nps_p((pal_bands){0, 0, 5}), 1, 0));
}

Test(stats_nps, normal_tail)
{
    cr_expect(near(pal_normal_p(PAL_Z95), .05, 1e-15));
    cr_expect(near(pal_normal_p(-2.5758293035489004), .01, 1e-15));
    cr_expect(near(pal_normal_p(0), 1, 0));
}

/* --- properties --- */

/* xorshift64*, so that the same numbers come everywhere. */
typedef struct dice {
    uint64_t state;
} dice;

static uint64_t roll(dice *d)
{
    d->state ^= d->state >> 12;
    d->state ^= d->state << 25;
    d->state ^= d->state >> 27;
    return d->state * UINT64_C(2685821657736338717);
}

static double roll_unit(dice *d)
{
    return (double)(roll(d) >> 11) / 9007199254740992.0;
}

/* NPS of all minus NPS without the theme = share x (NPS with - NPS without). */
Test(stats_nps, impact_is_leaving_the_theme_out)
{
    dice d = {42};
    for (int i = 0; i < 20000; i++) {
        pal_bands with = {roll(&d) % 50, roll(&d) % 50, roll(&d) % 50};
        pal_bands rest = {roll(&d) % 500, roll(&d) % 500, roll(&d) % 500};
        if (pal_bands_count(with) == 0 || pal_bands_count(rest) == 0)
            continue;
        pal_bands all = {with.detractors + rest.detractors, with.passives + rest.passives,
                         with.promoters + rest.promoters};
        pal_impact impact = pal_nps_impact(with, rest, PAL_Z95);
        double left_out = pal_nps_from(all).nps - pal_nps_from(rest).nps;
        cr_assert(near(impact.points, left_out, 1e-10));
        cr_assert(impact.low <= impact.points && impact.points <= impact.high);
    }
}

Test(stats_nps, interval_holds_its_estimate_and_stays_in_range)
{
    dice d = {7};
    for (int i = 0; i < 20000; i++) {
        pal_bands bands = {roll(&d) % 30, roll(&d) % 30, roll(&d) % 30};
        pal_nps nps = pal_nps_from(bands);
        cr_assert(nps.low >= -100 && nps.high <= 100 && nps.low <= nps.high);
        cr_assert(nps.low <= nps.nps && nps.nps <= nps.high, "%d %d %d",
                  (int)bands.detractors, (int)bands.passives, (int)bands.promoters);
        pal_bands turned = {bands.promoters, bands.passives, bands.detractors};
        cr_assert(near(pal_nps_from(turned).nps, -nps.nps, 1e-12));
        cr_assert(near(pal_nps_from(turned).low, -nps.high, 1e-12));
    }
}

/* How often the 95 % interval holds the truth, by simulation: NPS +30, +70 and +90.
 * test_stats_compare.c adds up the same probabilities exactly. */
static double coverage(dice *d, double detractors, double promoters, uint64_t n)
{
    enum { ROUNDS = 40000 };
    uint64_t held = 0;
    double truth = promoters - detractors;
    for (int round = 0; round < ROUNDS; round++) {
        pal_bands bands = {0, 0, 0};
        for (uint64_t i = 0; i < n; i++) {
            double u = roll_unit(d);
            bands.detractors += u < detractors;
            bands.promoters += u >= 1 - promoters;
        }
        bands.passives = n - bands.detractors - bands.promoters;
        pal_range range = pal_nps_interval(bands, PAL_Z95);
        held += range.low <= truth && truth <= range.high;
    }
    return (double)held / ROUNDS;
}

Test(stats_nps, interval_covers_95_percent)
{
    static const struct {
        double detractors, promoters;
        uint64_t n;
    } cases[] = {
        {.20, .50, 30}, {.20, .50, 100}, {.20, .50, 400},
        {.05, .75, 30}, {.05, .75, 100}, {.05, .75, 400},
        {.01, .91, 30}, {.01, .91, 100}, {.01, .91, 400},
    };
    dice d = {20260101};
    for (size_t i = 0; i < COUNT(cases); i++) {
        double held = coverage(&d, cases[i].detractors, cases[i].promoters, cases[i].n);
        cr_expect(held >= .94 && held <= .96, "n %d, %g: %g", (int)cases[i].n,
                  cases[i].promoters - cases[i].detractors, held);
    }
}
