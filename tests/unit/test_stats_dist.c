/* Oracles: R 4.2.2. */
#include "stats_help.h"

#include "stats/dist.h"

Test(stats_dist, normal)
{
    cr_expect(close_to(pal_normal_cdf(-1), 1.586552539315e-01, 1e-12));
    cr_expect(close_to(pal_normal_cdf(-5), 2.866515718792e-07, 1e-12));
    cr_expect(close_to(pal_normal_cdf(-37), 5.725571222525e-300, 1e-12));
    cr_expect(close_to(pal_normal_sf(10), 7.619853024161e-24, 1e-12));
    static const struct {
        double p, z;
    } cases[] = {
        {1e-300, -37.0470962993612}, {1e-20, -9.2623400897984}, {.001, -3.0902323061678},
        {.3, -0.5244005127080},      {.9, 1.2815515655446},     {.975, 1.9599639845401},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect(close_to(pal_normal_quantile(cases[i].p), cases[i].z, 1e-13));
    cr_expect(near(pal_normal_quantile(.5), 0, 0));
    cr_expect(isinf(pal_normal_quantile(0)) && isinf(pal_normal_quantile(1)));
    cr_expect(isnan(pal_normal_quantile(-.1)) && isnan(pal_normal_quantile((double)NAN)));
}

Test(stats_dist, gamma_function)
{
    static const double cases[][2] = {{.001, 6.907178885384},  {.5, .5723649429247},
                                      {1.5, -.1207822376352},  {7.7, 7.926541356269},
                                      {100.5, 361.4355404678}, {1e6, 12815504.56915}};
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect(close_to(pal_log_gamma(cases[i][0]), cases[i][1], 1e-12));
    cr_expect(near(pal_log_gamma(1), 0, 1e-14) && near(pal_log_gamma(2), 0, 1e-14));
    cr_expect(isnan(pal_log_gamma(0)));
    cr_expect(close_to(pal_log_factorial(20), log(2432902008176640000.0), 1e-15));
}

Test(stats_dist, chi_square_tail)
{
    static const struct {
        double x, df, p;
    } cases[] = {
        {3.84, 1, 5.004352124871e-02},    {30, 2.5, 6.747491852006e-07},
        {200, 100, 1.178450072098e-08},   {.01, 3, 9.997348349413e-01},
        {1000, 1000, 4.940528538292e-01}, {1e5, 99000, 1.250308699630e-02},
        {999000, 1e6, .7601767314599},    {3, 1e6, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect(close_to(pal_chi2_sf(cases[i].x, cases[i].df), cases[i].p, 1e-11));
    cr_expect(near(pal_chi2_sf(0, 2), 1, 0) &&
              near(pal_chi2_sf((double)INFINITY, 2), 0, 0));
    /* two degrees of freedom: exp(-x/2) */
    for (double x = .25; x < 500; x *= 2)
        cr_expect(close_to(pal_chi2_sf(x, 2), exp(-x / 2), 1e-12));
}

Test(stats_dist, student_t)
{
    static const struct {
        double t, df, p;
    } tails[] = {
        {2.5, 5.5, 2.506004293461e-02},
        {-2.5, 5.5, .9749399570654},
        {1, 1, .25},
        {10, 3, 1.064199529207e-03},
        {.01, 30, .4960437462866},
        {5, 1e6, 2.86699893544537e-07},
        {3, 100000, 1.350230442032e-03},
    };
    for (size_t i = 0; i < COUNT(tails); i++)
        cr_expect(close_to(pal_t_sf(tails[i].t, tails[i].df), tails[i].p, 1e-11));
    static const struct {
        double p, df, t;
    } points[] = {
        {.975, 1, 12.706204736175},   {.975, 3, 3.182446305284},
        {.975, 30, 2.042272456301},   {.9, 1000, 1.282398721461},
        {.0001, 2, -70.700071074964}, {1e-10, 7, -53.835579484674},
    };
    for (size_t i = 0; i < COUNT(points); i++)
        cr_expect(
            close_to(pal_t_quantile(points[i].p, points[i].df), points[i].t, 1e-11));
    cr_expect(close_to(pal_t_quantile(1e-100, 1), -1 / (3.14159265358979323846 * 1e-100),
                       1e-9));
    cr_expect(isnan(pal_t_sf(1, 0)) && isnan(pal_t_quantile(0, 3)));
}

Test(stats_dist, binomial)
{
    cr_expect(close_to(pal_binomial_pmf(0, 5, .2), .32768, 1e-14));
    cr_expect(close_to(pal_binomial_pmf(3, 10, .5), .1171875, 1e-13));
    cr_expect(close_to(pal_binomial_pmf(50, 100, .3), 1.302622713145e-05, 1e-12));
    cr_expect(close_to(pal_binomial_pmf(500000, 1000000, .5), 7.978843613317e-04, 1e-12));
    cr_expect(close_to(pal_binomial_cdf(3, 10, .5), .171875, 1e-13));
    cr_expect(close_to(pal_binomial_cdf(20, 100, .3), .01646285324187, 1e-12));
    cr_expect(close_to(pal_binomial_cdf(480, 1000, .5), .10872414660207, 1e-12));
    cr_expect(near(pal_binomial_pmf(6, 5, .5), 0, 0) &&
              near(pal_binomial_pmf(5, 5, 1), 1, 0));
    cr_expect(near(pal_binomial_cdf(5, 5, .5), 1, 0) && isnan(pal_binomial_pmf(1, 2, 2)));
}

Test(stats_dist, hypergeometric)
{
    cr_expect(close_to(pal_hyper_pmf(3, 4, 4, 4), .228571428571429, 1e-13));
    cr_expect(close_to(pal_hyper_pmf(10, 30, 50, 60), .051468568382111, 1e-12));
    cr_expect(close_to(pal_hyper_pmf(0, 4, 5, 10), .153846153846154, 1e-13));
    cr_expect(
        close_to(pal_hyper_pmf(5000, 15000, 1000000, 2000000), .006927088050084, 1e-11));
    cr_expect(near(pal_hyper_pmf(5, 4, 4, 4), 0, 0) &&
              near(pal_hyper_pmf(0, 5, 4, 4), 0, 0));
    double sum = 0;
    for (uint64_t k = 0; k <= 300; k++)
        sum += pal_hyper_pmf(k, 300, 500, 900);
    cr_expect(close_to(sum, 1, 1e-12));
}
