/* trend.h -- waves in order: control charts and a rank test of trend
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_TREND_H
#define PAL_STATS_TREND_H

#include "base/arena.h"
#include "stats/proportion.h"

/** A chart of shares over waves. */
typedef struct pal_pchart {
    double center;  /**< p = all x / all n */
    double sigma_z; /**< Laney's factor; 1 for the plain chart */
} pal_pchart;

/** Center of `count` waves. Plain limits are p -+ 3 sqrt(p (1-p) / n_i). With `laney`
 * they are widened by sigma_z = mean |z_i - z_(i-1)| / 1.128, z_i = (p_i - p) / sigma_i:
 * large samples vary more than the binomial says. Waves without an answer are left out;
 * with fewer than two waves, or a share of 0 or 1, sigma_z is 1. Source: W. Shewhart;
 * NIST/SEMATECH e-Handbook 6.3.3.2; D. B. Laney, "Improved Control Charts for
 * Attributes", Quality Engineering 14 (2002) 531-537. */
pal_pchart pal_pchart_of(const pal_part *waves, size_t count, bool laney);
/** Limits of a wave of `n` answers, clamped to [0, 1]. */
pal_range pal_pchart_limits(pal_pchart chart, uint64_t n);
/** -1 under the limits, 1 over them, 0 within. */
int pal_pchart_alarm(pal_pchart chart, pal_part wave);

/** Mann-Kendall test of a trend. */
typedef struct pal_mann_kendall {
    double s;        /**< pairs that rise minus pairs that fall */
    double variance; /**< of s, corrected for ties */
    double z;        /**< with continuity correction */
    double tau;      /**< s / (n (n-1) / 2) */
    double p;        /**< two-sided: exact for up to 10 waves without ties, else from z */
} pal_mann_kendall;

/** Needs five waves or more to find anything: with four the least p is .083. NaN values
 *  are left out. Time grows with the square of `count`; at most 10,000 values are looked
 *  at. Source: H. B. Mann, Econometrica 13 (1945) 245-259; M. G. Kendall, Rank
 * Correlation Methods (1975). */
pal_mann_kendall pal_mann_kendall_test(const double *values, size_t count);

#endif /* PAL_STATS_TREND_H */
