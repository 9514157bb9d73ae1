/* Shares of answers, control charts and trends: published figures, and R 4.2.2. */
#include "stats_help.h"

#include "stats/proportion.h"
#include "stats/trend.h"

/* The examples of R's help of prop.test() and prop.trend.test(). */
Test(stats_proportion, smokers)
{
    static const pal_part smokers[] = {{83, 86}, {90, 93}, {129, 136}, {70, 82}};
    pal_chi2 t = pal_parts_test(smokers, 4);
    cr_expect(near(t.x2, 12.6004113, 5e-8));
    cr_expect(near(t.df, 3, 0));
    cr_expect(near(t.p, .00558547666, 5e-12));
    t = pal_parts_trend(smokers, NULL, 4);
    cr_expect(near(t.x2, 8.224922285, 5e-10));
    cr_expect(near(t.p, .00413189748, 5e-12));
    static const double scores[] = {1, 3, 4, 9};
    cr_expect(near(pal_parts_trend(smokers, scores, 4).x2, 11.42813046352, 5e-11));
}

/* Agresti's approval ratings. */
Test(stats_proportion, mcnemar)
{
    cr_expect(near(pal_mcnemar(150, 86, false).x2, 17.3559322, 5e-8));
    cr_expect(near(pal_mcnemar(150, 86, true).x2, 16.81779661, 5e-9));
    cr_expect(near(pal_mcnemar(0, 0, true).p, 1, 0));
}

Test(stats_proportion, wilson)
{
    static const struct {
        pal_part part;
        double low, high;
    } cases[] = {{{1, 2}, .0945, .9055}, {{0, 10}, 0, .2775}, {{1, 10}, .0179, .4042}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        pal_range range = pal_wilson(cases[i].part, PAL_Z95);
        cr_expect(near(range.low, cases[i].low, 5e-5));
        cr_expect(near(range.high, cases[i].high, 5e-5));
    }
    cr_expect(near(pal_wilson((pal_part){7, 7}, PAL_Z95).high, 1, 0));
    cr_expect(near(pal_wilson((pal_part){0, 0}, PAL_Z95).high, 1, 0));
}

/* Newcombe 1998, cases (a) and (c) of table II, method 10. */
Test(stats_proportion, newcombe)
{
    pal_range range = pal_newcombe((pal_part){56, 70}, (pal_part){48, 80}, PAL_Z95);
    cr_expect(near(range.low, .0524, 5e-5) && near(range.high, .3339, 5e-5));
    range = pal_newcombe((pal_part){9, 10}, (pal_part){3, 10}, PAL_Z95);
    cr_expect(near(range.low, .1705, 5e-5) && near(range.high, .8090, 5e-5));
    pal_z_test t = pal_part_difference((pal_part){15, 50}, (pal_part){30, 60}, PAL_Z95);
    cr_expect(near(t.z * t.z, 4.5128205128, 5e-11));
    cr_expect(near(t.p, .03364172171, 5e-12));
    cr_expect(near(t.difference, -.2, 1e-15));
    cr_expect(near(pal_part_difference((pal_part){0, 0}, (pal_part){1, 2}, 2).p, 1, 0));
}

/* NIST/SEMATECH e-Handbook 6.3.3.2: 347 defective chips on 30 wafers with 50 each. */
Test(stats_proportion, nist_wafers)
{
    static const pal_part all = {347, 1500};
    pal_pchart chart = pal_pchart_of(&all, 1, false);
    cr_expect(near(chart.center, .2313, 5e-5));
    pal_range limits = pal_pchart_limits(chart, 50);
    cr_expect(near(limits.high, .410239118595, 5e-13));
    cr_expect(near(limits.low, .0524275480719, 5e-14));
    cr_expect_eq(pal_pchart_alarm(chart, (pal_part){21, 50}), 1);
    cr_expect_eq(pal_pchart_alarm(chart, (pal_part){20, 50}), 0);
    cr_expect_eq(pal_pchart_alarm(chart, (pal_part){2, 50}), -1);
    cr_expect_eq(pal_pchart_alarm(chart, (pal_part){0, 0}), 0);
}

/* Montgomery, Introduction to Statistical Quality Control, exercise 6-1. */
Test(stats_proportion, montgomery_6_1)
{
    pal_pchart chart = pal_pchart_of(&(pal_part){117, 2000}, 1, false);
    cr_expect(near(chart.center, .0585, 5e-5));
    cr_expect(near(pal_pchart_limits(chart, 100).high, .1289, 5e-5));
    cr_expect(near(pal_pchart_limits(chart, 100).low, 0, 0));
    chart = pal_pchart_of(&(pal_part){102, 1900}, 1, false);
    cr_expect(near(chart.center, .0537, 5e-5));
    cr_expect(near(pal_pchart_limits(chart, 100).high, .1213, 5e-5));
}

Test(stats_proportion, laney_widens_the_limits_of_large_samples)
{
    static const pal_part waves[] = {{120, 1000}, {150, 1100}, {90, 900}, {0, 0},
                                     {130, 1000}, {160, 1050}, {100, 980}};
    pal_pchart chart = pal_pchart_of(waves, COUNT(waves), true);
    cr_expect(near(chart.center, .1243781094527, 5e-14));
    cr_expect(near(chart.sigma_z, 2.6381040337878, 5e-13));
    cr_expect(near(pal_pchart_limits(chart, 1000).high, .2069711498417, 5e-14));
    chart = pal_pchart_of(waves, COUNT(waves), false);
    cr_expect(near(pal_pchart_limits(chart, 1000).high, .1556858362638, 5e-14));
    static const pal_part zero[] = {{0, 10}, {0, 20}};
    cr_expect(near(pal_pchart_of(zero, 2, true).sigma_z, 1, 0));
}

Test(stats_proportion, mann_kendall)
{
    static const double rising[] = {10, 12, 11, 15, 17, 16};
    pal_mann_kendall t = pal_mann_kendall_test(rising, COUNT(rising));
    cr_expect(near(t.s, 11, 0) && near(t.tau, .7333333333333, 5e-14));
    cr_expect(near(t.p, .05555555556, 5e-12));
    static const double ties[] = {10, 12, 12, 15, 17, 16, (double)NAN,
                                  11, 20, 22, 19, 25, 24};
    t = pal_mann_kendall_test(ties, COUNT(ties));
    /* by hand: 12 values, one pair tied: (12 x 11 x 29 - 2 x 1 x 9)/18 */
    cr_expect(near(t.variance, (12 * 11 * 29 - 18) / 18.0, 1e-10));
    cr_expect(near(t.z, 3.1617796245, 5e-11));
    cr_expect(near(t.p, .001568081859, 5e-13));
    /* with four waves the best possible p is 2/24 */
    cr_expect(near(pal_mann_kendall_test((double[]){1, 2, 3, 4}, 4).p, 2.0 / 24, 1e-15));
    cr_expect(near(pal_mann_kendall_test((double[]){3, 3, 3, 3, 3}, 5).p, 1, 0));
    cr_expect(near(pal_mann_kendall_test(rising, 1).p, 1, 0));
    cr_expect(near(pal_mann_kendall_test(NULL, 0).p, 1, 0));
}

Test(stats_proportion, nothing_gives_no_nan)
{
    static const pal_part none[3] = {{0, 0}, {0, 0}, {0, 0}};
    cr_expect(near(pal_parts_test(none, 3).p, 1, 0));
    cr_expect(near(pal_parts_test(NULL, 0).p, 1, 0));
    cr_expect(near(pal_parts_trend(none, NULL, 3).p, 1, 0));
    cr_expect(near(pal_pchart_of(none, 3, true).center, 0, 0));
    static const pal_part all[2] = {{5, 5}, {7, 7}};
    cr_expect(near(pal_parts_test(all, 2).p, 1, 0));
}
