#include "stats/means.h"

#include <math.h>

#include "stats_help.h"

/* sleep (Student 1908), in tenths of an hour above -1.6. */
static const int sleep_1[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
static const int sleep_2[] = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};

static pal_moments gather(const int *list, size_t count, pal_moments m)
{
    for (size_t i = 0; i < count; i++)
        pal_moments_add(&m, (uint64_t)(list[i] + 16));
    return m;
}

Test(means, student_s_sleep_data_agree_with_r)
{
    pal_moments none = {0};
    pal_moments a = gather(sleep_1, COUNT(sleep_1), none);
    pal_moments b = gather(sleep_2, COUNT(sleep_2), none);
    pal_moments all = gather(sleep_2, COUNT(sleep_2), a);
    pal_range range = pal_mean_interval(pal_moments_mean(&all, -1.6, 0.1));
    cr_expect(near(pal_moments_mean(&all, -1.6, 0.1).mean, 1.54, 1e-12));
    cr_expect(near(range.low, 0.5955844996, 1e-9));
    cr_expect(near(range.high, 2.4844155004, 1e-9));
    pal_welch t = pal_means_compare(pal_moments_mean(&a, -1.6, 0.1),
                                    pal_moments_mean(&b, -1.6, 0.1));
    cr_expect(near(t.difference, -1.58, 1e-12));
    cr_expect(near(t.df, 17.7764735161785, 1e-10));
    cr_expect(near(t.p, 0.0793941401874, 1e-11));
    cr_expect(near(t.low, -3.3654832307117, 1e-10));
    cr_expect(near(t.high, 0.2054832307117, 1e-10));
}

Test(means, what_is_left_is_the_other_part)
{
    pal_moments none = {0};
    pal_moments a = gather(sleep_1, COUNT(sleep_1), none);
    pal_moments all = gather(sleep_2, COUNT(sleep_2), a);
    pal_moments rest = pal_moments_rest(&all, &a);
    pal_mean mean = pal_moments_mean(&rest, -1.6, 0.1);
    cr_expect_eq(mean.count, 10u);
    cr_expect(near(mean.mean, 2.33, 1e-12));
    cr_expect(near(mean.variance, 4.009, 1e-12));
}

Test(means, large_numbers_keep_their_variance)
{
    pal_moments m = {0};
    for (uint64_t i = 0; i < 1000; i++)
        pal_moments_add(&m, 99998000000u + i % 2 * 2000000);
    pal_mean mean = pal_moments_mean(&m, 0.0, 1e-9);
    cr_expect(near(mean.mean, 99.999, 1e-12));
    cr_expect(close_to(mean.variance, 1e-6 * 1000.0 / 999.0, 1e-4));
}

Test(means, the_same_value_everywhere_has_no_variance_and_no_test)
{
    static const uint64_t values[] = {0, 1, 7, 99999999999, 33333333333};
    for (size_t v = 0; v < COUNT(values); v++) {
        pal_moments m = {0};
        for (int i = 0; i < 12345; i++)
            pal_moments_add(&m, values[v]);
        pal_mean mean = pal_moments_mean(&m, 0.0, 1.0);
        cr_expect_eq(mean.variance, 0.0, "%zu", v);
        cr_expect(isnan(pal_means_compare(mean, mean).p));
    }
}

Test(means, too_few_values_give_nothing)
{
    pal_moments m = {0};
    cr_expect(isnan(pal_moments_mean(&m, 0.0, 1.0).mean));
    pal_moments_add(&m, 3);
    pal_mean one = pal_moments_mean(&m, 0.0, 1.0);
    cr_expect_eq(one.mean, 3.0);
    cr_expect(isnan(one.se) && isnan(pal_mean_interval(one).low));
    cr_expect(isnan(pal_means_compare(one, one).p));
}

/* qbinom(.025, n, .5) of R, which is the rank where it is over 0. */
Test(means, ranks_of_the_median_s_interval)
{
    static const struct {
        uint64_t n;
        uint64_t rank;
    } cases[] = {{0, 0}, {5, 0}, {6, 1}, {10, 2}, {20, 6}, {30, 10}, {100, 40}};
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect_eq(pal_median_rank(cases[i].n), cases[i].rank, "%zu",
                     (size_t)cases[i].n);
}

Test(means, spearman_agrees_with_published_examples)
{
    /* Wikipedia: IQ and hours of television; -29/165 */
    static const double iq[] = {86, 97, 99, 100, 101, 103, 106, 110, 112, 113};
    static const double tv[] = {0, 20, 28, 27, 50, 29, 7, 17, 6, 12};
    cr_expect(near(pal_spearman(iq, tv, COUNT(iq)), -29.0 / 165.0, 1e-12));
    /* Hollander and Wolfe (1973), p. 187: tuna */
    static const double l[] = {44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1};
    static const double y[] = {2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8};
    cr_expect(near(pal_spearman(l, y, COUNT(l)), 0.6, 1e-12));
    /* ties, by R */
    static const double a[] = {1, 2, 2, 3, 4};
    static const double b[] = {2, 1, 3, 3, 5};
    cr_expect(near(pal_spearman(a, b, COUNT(a)), 0.763157894737, 1e-12));
    static const double flat[] = {1, 1, 1, 1, 1};
    cr_expect(isnan(pal_spearman(a, flat, COUNT(a))));
}
