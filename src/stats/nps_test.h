/* nps_test.h -- comparing Net Promoter Scores, planning waves, weights
 *
 * Room:  stats/. Scores run from -1 to 1, as in nps.h.
 */
#ifndef PAL_STATS_NPS_TEST_H
#define PAL_STATS_NPS_TEST_H

#include "stats/dist.h"
#include "stats/nps.h"

/** Fewest answers in each sample for the plain z test; below that the exact test. At 50
 *  the z test rejects 5.2 to 5.6 % of true hypotheses, at 20 already 6.4 to 6.7 %. */
enum { PAL_NPS_Z_FROM = 50 };

/** A difference of two waves or groups. */
typedef struct pal_nps_change {
    double difference; /**< first minus second, plain estimates */
    double low;        /**< interval of the difference of adjusted scores, in [-2, 2] */
    double high;
    double p;   /**< two-sided; 1 when a sample is empty */
    bool exact; /**< p from pal_nps_exact_p(), else from z */
} pal_nps_change;

/** The test that fits the sizes, and the adjusted-Wald interval at `z`. The interval is
 *  the cautious one: near +-1 it may hold 0 where p is small. */
pal_nps_change pal_nps_compare(pal_bands a, pal_bands b, double z);

/** Two-sided permutation p of s_a = s_b: of all ways to deal the bands of both samples to
 *  groups of these sizes, the share with |s_a - s_b| at least as large as it is. The
 *  multivariate hypergeometric tables are enumerated; the statistic is compared in whole
 *  numbers. Time grows with the square of the smaller sample: false, with *p untouched,
 *  when that has more than 1,000 answers. Source: R. A. Fisher, The Design of Experiments
 *  (1935), 21; B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 15.
 */
bool pal_nps_exact_p(double *p, pal_bands a, pal_bands b);

/** Are the scores of `count` waves the same? Q = sum w_i (s_i - s)^2, w_i = n_i / V_i,
 *  s = sum w_i s_i / sum w_i, df = waves - 1. Waves without an answer are left out; a
 * wave whose answers are all in one band takes V and n of the adjusted estimate, so that
 * its weight stays finite. Source: W. G. Cochran, Biometrics 10 (1954) 101-129. */
pal_chi2 pal_nps_waves(const pal_bands *waves, size_t count);

/** A score from weighted answers. All 0 when there is none. */
typedef struct pal_weighted {
    double s;
    double se;        /**< sqrt(sum w^2 (x - s)^2) / sum w */
    double effective; /**< n_eff = (sum w)^2 / sum w^2 (Kish) */
    uint64_t count;   /**< answers that took part */
} pal_weighted;
/** Answers without a band, or with a weight that is not a finite number over 0, take no
 *  part. Source: L. Kish, Survey Sampling (1965), 11.7; linearised variance of a ratio.
 */
pal_weighted pal_nps_weighted(const pal_band *bands, const double *weights, size_t count);

/** Factor of the standard error when `n` of a population of `population` have answered:
 *  sqrt(1 - n/population); 0 when all have. 1 for population 0 (unknown). */
double pal_finite_factor(uint64_t n, uint64_t population);

/** Variance of one answer, p + d - (p - d)^2, for a planned mix of shares. */
double pal_nps_mix_variance(double detractors, double promoters);
/** Answers that each of two waves needs to see a change of `change` (> 0, 0.05 = 5
 * points) with probability `power` at two-sided level `alpha`: ceil(2 V (z_(1-alpha/2) +
 * z_power)^2 / change^2). NaN arguments or change <= 0 give 0. Source: J. Cohen,
 * Statistical Power Analysis (1988), 2.4. */
uint64_t pal_nps_needed(double variance, double change, double alpha, double power);
/** Smallest change that two waves of `n1` and `n2` answers show with that probability:
 *  (z_(1-alpha/2) + z_power) sqrt(V (1/n1 + 1/n2)); infinity for an empty wave. */
double pal_nps_detectable(double variance, uint64_t n1, uint64_t n2, double alpha,
                          double power);

#endif /* PAL_STATS_NPS_TEST_H */
