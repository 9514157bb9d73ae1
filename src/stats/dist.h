/* dist.h -- tails, quantiles and probabilities of the usual distributions
 *
 * Room:  stats/. Pure functions: no state, no memory, safe from any thread.
 * NaN:   an argument outside of its domain gives NaN, never a trap.
 * Relative error is about 1e-13 near the middle and under 1e-10 in the tails up to a
 * million degrees of freedom; the tests compare with R.
 */
#ifndef PAL_STATS_DIST_H
#define PAL_STATS_DIST_H

#include "palaute.h"

/** Outcome of a test whose statistic is chi-square under the null hypothesis. */
typedef struct pal_chi2 {
    double x2;
    double df;
    double p; /**< upper tail; 1 when df is 0 */
} pal_chi2;

/** P(Z <= z) and P(Z > z) of the standard normal distribution, from erfc(). */
double pal_normal_cdf(double z);
double pal_normal_sf(double z);
/** z with P(Z <= z) = p. 0 and 1 give infinities. Source: start of Abramowitz and Stegun
 *  26.2.23, then Halley's method on erfc(). */
double pal_normal_quantile(double p);

/** ln Gamma(x), x > 0. Unlike lgamma() it writes no global. Source: Stirling's series,
 *  NIST DLMF 5.11.1, after shifting x to 10 or more. */
double pal_log_gamma(double x);
/** ln n! */
double pal_log_factorial(uint64_t n);

/** Upper regularised incomplete gamma function Q(a, x), a > 0, x >= 0. Source: series and
 *  continued fraction of DLMF 8.11.4 and 8.9.2. */
double pal_gamma_q(double a, double x);
/** Regularised incomplete beta function I_x(a, b), a, b > 0; `y` must be 1 - x and is
 *  asked for because a caller often knows it more exactly. Source: DLMF 8.17.22. */
double pal_beta_inc(double a, double b, double x, double y);

/** P(X > x) of a chi-square variable. */
double pal_chi2_sf(double x, double df);
/** The test from its statistic. */
pal_chi2 pal_chi2_from(double x2, double df);
/** P(T > t) of Student's t. */
double pal_t_sf(double t, double df);
/** t with P(T <= t) = p, 0 < p < 1. */
double pal_t_quantile(double p, double df);

/** P(X = k) of n draws with success probability p. Source: C. Loader, "Fast and Accurate
 *  Computation of Binomial Probabilities" (2000), the saddle-point form that R uses. */
double pal_binomial_pmf(uint64_t k, uint64_t n, double p);
/** P(X <= k). */
double pal_binomial_cdf(uint64_t k, uint64_t n, double p);
/** P(X = k) white balls in `draws` from an urn of `white` and `black` without
 *  replacement; 0 outside of the support. Source: Loader 2000. */
double pal_hyper_pmf(uint64_t k, uint64_t draws, uint64_t white, uint64_t black);
/** A hypergeometric distribution of which many probabilities are asked. */
typedef struct pal_hyper {
    uint64_t draws;
    uint64_t white;
    uint64_t black;
    double p; /**< what pal_hyper_at() needs beside them */
    double q;
    double all;
} pal_hyper;
pal_hyper pal_hyper_of(uint64_t draws, uint64_t white, uint64_t black);
/** As pal_hyper_pmf(), to the last bit. */
double pal_hyper_at(const pal_hyper *h, uint64_t k);

#endif /* PAL_STATS_DIST_H */
