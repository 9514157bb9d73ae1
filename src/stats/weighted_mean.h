/* weighted_mean.h -- means of weighted whole numbers that add up in any order
 *
 * Room:  stats/. A value is offset + unit x n, as in means.h; n is under 2^40 and a
 * weight at most 1e12 millionths, so that the sums of w^2 n^2 fit into 192 bits.
 */
#ifndef PAL_STATS_WEIGHTED_MEAN_H
#define PAL_STATS_WEIGHTED_MEAN_H

#include "stats/means.h"

/** An unsigned number of 192 bits, the lowest first. */
typedef struct pal_vast {
    uint64_t limbs[3];
} pal_vast;

/** Adds a x b; wraps silently beyond 2^192. */
void pal_vast_add(pal_vast *sum, pal_wide a, pal_wide b);
double pal_vast_value(pal_vast sum);

typedef struct pal_weighted_moments {
    uint64_t count;
    pal_wide sum;     /**< of w */
    pal_wide squares; /**< of w^2 */
    pal_wide values;  /**< of w n */
    pal_vast cross;   /**< of w^2 n */
    pal_vast spread;  /**< of w^2 n^2 */
} pal_weighted_moments;

/** A weight that is not over 0 takes no part. */
void pal_weighted_moments_add(pal_weighted_moments *m, uint64_t n, int64_t weight);
/** `all` without `some`, which is part of it. */
pal_weighted_moments pal_weighted_moments_rest(const pal_weighted_moments *all,
                                               const pal_weighted_moments *some);

/** A weighted mean. NaN without a value, its error NaN below two. */
typedef struct pal_weighted_mean {
    uint64_t count;
    double mean;      /**< sum w x / sum w */
    double se;        /**< sqrt(n / (n - 1) sum w^2 (x - mean)^2) / sum w */
    double effective; /**< (sum w)^2 / sum w^2 */
} pal_weighted_mean;
/** With equal weights the mean and the error of pal_moments_mean(). Source: W. G.
 * Cochran, Sampling Techniques, 3rd ed. (1977), 6.3; compared with others by D. F. Gatz,
 * L. Smith, Atmospheric Environment 29 (1995) 1185-1193. */
pal_weighted_mean pal_weighted_moments_mean(const pal_weighted_moments *m, double offset,
                                            double unit);
/** mean -+ t(n_eff - 1) se, 95 %; NaN when n_eff is under 2. */
pal_range pal_weighted_mean_interval(pal_weighted_mean a);
/** As pal_means_compare(), with n_eff - 1 degrees of freedom on each side. */
pal_welch pal_weighted_means_compare(pal_weighted_mean a, pal_weighted_mean b);

#endif /* PAL_STATS_WEIGHTED_MEAN_H */
