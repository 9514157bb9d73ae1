/* Weighted means and shares against R; the lines of R stand beside the figures. */
#include "stats_help.h"

#include "stats/proportion.h"
#include "stats/weighted_mean.h"
#include "stats/weighted_part.h"

/* x <- c(4,5,3,2,5,1,4,4,3,5,2,5); w <- c(.5,1.2,1,2.5,.8,1.7,1,.3,1.1,2,.9,1.4) */
static const uint64_t first[] = {4, 5, 3, 2, 5, 1, 4, 4, 3, 5, 2, 5};
static const double first_w[] = {.5, 1.2, 1, 2.5, .8, 1.7, 1, .3, 1.1, 2, .9, 1.4};
/* x2 <- c(1,2,5,2,3,1,2,4,3,1); w2 <- c(1,2,.7,1.3,1,.6,1.5,1,.9,1.1) */
static const uint64_t second[] = {1, 2, 5, 2, 3, 1, 2, 4, 3, 1};
static const double second_w[] = {1, 2, .7, 1.3, 1, .6, 1.5, 1, .9, 1.1};
/* x3 >= 4: c(1,0,1,1,0,1,0,1); w3 <- c(1,1,2,1,.5,1.5,1,1) */
static const uint64_t third[] = {4, 1, 4, 4, 1, 4, 1, 4};
static const double third_w[] = {1, 1, 2, 1, .5, 1.5, 1, 1};

static int64_t millionths(double weight)
{
    return llround(weight * 1e6);
}

/* In steps of a thousandth above 1, as grades are counted. */
static pal_weighted_moments moments_of(const uint64_t *x, const double *w, size_t count)
{
    pal_weighted_moments m = {0};
    for (size_t i = 0; i < count; i++)
        pal_weighted_moments_add(&m, (x[i] - 1) * 1000, w ? millionths(w[i]) : 1000000);
    return m;
}

static pal_weighted_mean mean_of(pal_weighted_moments m)
{
    return pal_weighted_moments_mean(&m, 1.0, 0.001);
}

/* The share of 4 and 5. */
static pal_weighted_part share_of(const uint64_t *x, const double *w, size_t count)
{
    pal_weight_part some = {0};
    pal_weight_part all = {0};
    for (size_t i = 0; i < count; i++) {
        pal_weight_part_add(&all, millionths(w[i]));
        if (x[i] >= 4)
            pal_weight_part_add(&some, millionths(w[i]));
    }
    return pal_weighted_part_of(&some, &all, PAL_Z95);
}

/* m <- weighted.mean(x,w); n <- 12; ne <- sum(w)^2/sum(w^2)
 * se <- sqrt(n/(n-1)*sum(w^2*(x-m)^2))/sum(w); m + c(-1,1)*qt(.975,ne-1)*se */
Test(weighted, means_are_those_of_r)
{
    pal_weighted_mean a = mean_of(moments_of(first, first_w, COUNT(first)));
    pal_range range = pal_weighted_mean_interval(a);
    cr_expect(close_to(a.mean, 3.40277777778, 1e-11));
    cr_expect(close_to(a.se, 0.522660876641, 1e-11));
    cr_expect(close_to(a.effective, 9.62674094708, 1e-11));
    cr_expect(close_to(range.low, 2.21259242142, 1e-10));
    cr_expect(close_to(range.high, 4.59296313414, 1e-10));
}

/* df <- (va+vb)^2/(va^2/(ne-1)+vb^2/(ne2-1)); 2*pt(-abs(t),df) */
Test(weighted, means_are_compared_with_effective_degrees_of_freedom)
{
    pal_weighted_mean a = mean_of(moments_of(first, first_w, COUNT(first)));
    pal_weighted_mean b = mean_of(moments_of(second, second_w, COUNT(second)));
    pal_welch test = pal_weighted_means_compare(a, b);
    cr_expect(close_to(b.mean, 2.2972972973, 1e-10));
    cr_expect(close_to(test.difference, 1.10548048048, 1e-10));
    cr_expect(close_to(test.df, 14.4905055837, 1e-10));
    cr_expect(close_to(test.p, 0.0957668821738, 1e-9));
    cr_expect(close_to(test.low, -0.221095666604, 1e-9));
}

/* t.test(x,x2)$p.value */
Test(weighted, equal_weights_change_nothing)
{
    pal_weighted_mean a = mean_of(moments_of(first, NULL, COUNT(first)));
    pal_weighted_mean b = mean_of(moments_of(second, NULL, COUNT(second)));
    pal_moments plain = {0};
    for (size_t i = 0; i < COUNT(first); i++)
        pal_moments_add(&plain, (first[i] - 1) * 1000);
    pal_mean mean = pal_moments_mean(&plain, 1.0, 0.001);
    cr_expect(close_to(a.mean, mean.mean, 1e-14));
    cr_expect(close_to(a.se, mean.se, 1e-12));
    cr_expect(close_to(a.effective, 12.0, 1e-14));
    cr_expect(close_to(pal_weighted_means_compare(a, b).p, 0.0565626746638, 1e-10));
    pal_weight_part some = {0};
    pal_weight_part all = {0};
    for (int i = 0; i < 70; i++)
        pal_weight_part_add(i < 56 ? &some : &all, 2500000);
    for (int i = 0; i < 56; i++)
        pal_weight_part_add(&all, 2500000);
    pal_weighted_part part = pal_weighted_part_of(&some, &all, PAL_Z95);
    pal_range range = pal_wilson((pal_part){56, 70}, PAL_Z95);
    cr_expect(close_to(part.share, 0.8, 1e-14));
    cr_expect(close_to(part.low, range.low, 1e-12) &&
              close_to(part.high, range.high, 1e-12));
}

/* wil <- function(p,n){z2<-z^2/n; (p+z2/2+c(-1,1)*z*sqrt(p*(1-p)/n+z2/4/n))/(1+z2)} */
Test(weighted, shares_have_the_interval_of_their_effective_size)
{
    pal_weighted_part a = share_of(first, first_w, COUNT(first));
    pal_weighted_part b = share_of(second, second_w, COUNT(second));
    pal_z_test test = pal_weighted_part_difference(&a, &b);
    cr_expect(close_to(a.share, 0.5, 1e-14));
    cr_expect(close_to(a.se, 0.161150019248, 1e-11));
    cr_expect(close_to(a.low, 0.232967992557, 1e-11));
    cr_expect(close_to(a.high, 0.767032007443, 1e-11));
    cr_expect(close_to(b.se, 0.104966724829, 1e-11));
    cr_expect(close_to(test.difference, 0.346846846847, 1e-11));
    cr_expect(close_to(test.p, 0.0713129557995, 1e-10));
    cr_expect(close_to(test.low, -0.0759926990165, 1e-10));
    cr_expect(close_to(test.high, 0.639221212145, 1e-10));
}

/* f <- lm(y~c(0,1,2),weights=1/v); X <- cbind(1,0:2)
 * V <- solve(t(X)%*%diag(1/v)%*%X); coef(f)[2]^2/V[2,2] */
Test(weighted, a_trend_of_shares_is_that_of_weighted_least_squares)
{
    const pal_weighted_part parts[] = {share_of(second, second_w, COUNT(second)),
                                       share_of(first, first_w, COUNT(first)),
                                       {.se = 0.0},
                                       share_of(third, third_w, COUNT(third))};
    const pal_weighted_part three[] = {parts[0], parts[1], parts[3]};
    pal_chi2 trend = pal_weighted_parts_trend(three, 3);
    cr_expect(close_to(parts[3].share, 0.722222222222, 1e-11));
    cr_expect(close_to(parts[3].se, 0.152645222455, 1e-11));
    cr_expect(close_to(trend.x2, 10.1293955556, 1e-10));
    cr_expect(close_to(trend.p, 0.00145923252164, 1e-9));
    cr_expect_gt(pal_weighted_parts_trend(parts, 4).p, 0.0, "a gap is no answer");
    cr_expect_eq(pal_weighted_parts_trend(parts, 1).p, 1.0);
}

Test(weighted, the_largest_weights_and_numbers_fit)
{
    enum { TIMES = 1000 };
    const int64_t weight = 1000000000000;
    const uint64_t number = ((uint64_t)1 << 40) - 1;
    pal_weighted_moments all = {0};
    pal_weighted_moments some = {0};
    for (int i = 0; i < TIMES; i++) {
        pal_weighted_moments_add(&all, i % 2 ? number : 0, weight);
        if (i < TIMES / 4)
            pal_weighted_moments_add(&some, i % 2 ? number : 0, weight);
    }
    pal_weighted_moments_add(&all, number, 0);
    pal_weighted_moments rest = pal_weighted_moments_rest(&all, &some);
    pal_weighted_mean a = pal_weighted_moments_mean(&all, 0.0, 1.0);
    pal_weighted_mean b = pal_weighted_moments_mean(&rest, 0.0, 1.0);
    double half = (double)number / 2.0;
    cr_expect(close_to(a.mean, half, 1e-14) && close_to(b.mean, half, 1e-14));
    cr_expect(close_to(a.effective, TIMES, 1e-12));
    cr_expect(close_to(a.se, half / sqrt(TIMES - 1.0), 1e-12));
    cr_expect(close_to(b.se, half / sqrt(TIMES * 0.75 - 1.0), 1e-12));
    cr_expect(isnan(pal_weighted_moments_mean(&(pal_weighted_moments){0}, 0, 1).mean));
}

Test(weighted, all_or_none_still_have_an_error)
{
    pal_weight_part all = {0};
    pal_weight_part none = {0};
    for (int i = 0; i < 16; i++)
        pal_weight_part_add(&all, 1000000);
    pal_weighted_part zero = pal_weighted_part_of(&none, &all, PAL_Z95);
    pal_weighted_part one = pal_weighted_part_of(&all, &all, PAL_Z95);
    /* p = 2/20: sqrt(.1 * .9 / 20) */
    cr_expect(close_to(zero.se, 0.0670820393249937, 1e-14));
    cr_expect(close_to(one.se, zero.se, 1e-14));
    cr_expect_eq(zero.low, 0.0);
    cr_expect_eq(one.high, 1.0);
    cr_expect_lt(pal_weighted_part_difference(&one, &zero).p, 1e-6);
}

/* Ten promoters of equal weights: the interval of Rocks 2016 for 10 of 10, .475035515448
 * to 1.0634, clamped (R from his formula). */
Test(weighted, a_score_of_one_band_has_an_interval)
{
    pal_weight_sums sums = {0};
    for (int i = 0; i < 10; i++)
        pal_weights_add(&sums, PAL_BAND_PROMOTER, 3000000);
    pal_weighted score = pal_weights_nps(&sums);
    pal_range range = pal_weighted_interval(score, PAL_Z95);
    cr_expect_eq(score.se, 0.0);
    cr_expect(close_to(range.low, 0.475035515448, 1e-11));
    cr_expect_eq(range.high, 1.0);
    pal_weights_add(&sums, PAL_BAND_DETRACTOR, 500000);
    score = pal_weights_nps(&sums);
    range = pal_weighted_interval(score, PAL_Z95);
    cr_expect_eq(range.high, 1.0, "clamped");
    /* R: r <- n/(n+3); m <- r*s; m - qnorm(.975)*r*sqrt(se^2+(s-m)^2/n+(1.5+3*m^2)/n^2)
     */
    cr_expect(close_to(range.low, 0.462235513039, 1e-11));
}

/* 162 promoters and 54 detractors of 324, oracle of the unweighted interval: R from the
 * formula of Rocks 2016. */
Test(weighted, equal_weights_have_the_interval_of_no_weights)
{
    pal_weight_sums sums = {0};
    for (int i = 0; i < 324; i++)
        pal_weights_add(&sums,
                        i < 162   ? PAL_BAND_PROMOTER
                        : i < 216 ? PAL_BAND_DETRACTOR
                                  : PAL_BAND_PASSIVE,
                        2500000);
    pal_range range = pal_weighted_interval(pal_weights_nps(&sums), PAL_Z95);
    cr_expect(close_to(range.low, 0.249452514130, 1e-11));
    cr_expect(close_to(range.high, 0.411097944585, 1e-11));
}
