/* means.h -- means of whole numbers that add up in any order, and their comparison
 *
 * Room:  stats/. A value is offset + unit x n, n a whole number from 0: sums of n and of
 *        its squares are exact, so that neither threads nor the order of the rows matter.
 */
#ifndef PAL_STATS_MEANS_H
#define PAL_STATS_MEANS_H

#include "stats/dist.h"
#include "stats/weights.h"

/** Count, sum and sum of squares. */
typedef struct pal_moments {
    uint64_t count;
    pal_wide sum;
    pal_wide squares;
} pal_moments;

void pal_moments_add(pal_moments *m, uint64_t n);
/** `all` without `some`, which is part of it. */
pal_moments pal_moments_rest(const pal_moments *all, const pal_moments *some);

/** A mean; NaN without a value, its variance (n - 1) and error NaN below two. A variance
 *  under 1e-15 of the mean square of the numbers is rounding, and 0. */
typedef struct pal_mean {
    uint64_t count;
    double mean;
    double variance;
    double se;
} pal_mean;
pal_mean pal_moments_mean(const pal_moments *m, double offset, double unit);
/** mean -+ t(n - 1) se, 95 %. Source: Student, Biometrika 6 (1908) 1-25. */
pal_range pal_mean_interval(pal_mean a);

/** Difference of two means of unequal variances, with its 95 % interval. */
typedef struct pal_welch {
    double difference; /**< first minus second */
    double low;
    double high;
    double df;
    double p; /**< two-sided; NaN, as the interval, below two values on a side or when
                   neither varies */
} pal_welch;
/** Source: B. L. Welch, Biometrika 34 (1947) 28-35; degrees of freedom of F. E.
 *  Satterthwaite, Biometrics Bulletin 2 (1946) 110-114. */
pal_welch pal_means_compare(pal_mean a, pal_mean b);

/** Rank of the lower bound of the 95 % interval of the median, from 1; the upper bound
 *  has the same rank from above. The largest r with P(B <= r - 1) <= .025, B binomial (n,
 *  1/2); 0 below 6 values. Source: W. R. Thompson, Ann. Math. Statist. 7 (1936) 122-128.
 */
uint64_t pal_median_rank(uint64_t n);

/** Spearman's rank correlation, ties at their mean rank; NaN when either side is
 *  constant. Time grows with the square of `count`. Source: C. Spearman, Amer. J. Psych.
 *  15 (1904) 72-101. */
double pal_spearman(const double *a, const double *b, size_t count);

#endif /* PAL_STATS_MEANS_H */
