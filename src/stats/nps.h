/* nps.h -- Net Promoter Score, its error and its tests
 *
 * Room:  stats/. Numbers only. Shares and scores here run from -1 to 1; times 100 they
 *        are NPS points.
 * Source: p and d are the shares of promoters and detractors, s = p - d,
 *        V = p + d - s^2 is the variance of one answer (a trinomial on -1, 0, 1), and
 *        SE = sqrt(V / n). B. Rocks, "Interval Estimation for the Net Promoter Score",
 *        The American Statistician 70 (2016) 365-372, arXiv:1601.07235.
 */
#ifndef PAL_STATS_NPS_H
#define PAL_STATS_NPS_H

#include "palaute.h"

/** z of a two-sided 95 % interval. */
#define PAL_Z95 1.959963984540054

/** A score with its error. All 0 when there is no answer. */
typedef struct pal_share {
    double s;        /**< -1 to 1 */
    double variance; /**< of one answer */
    double se;
    uint64_t count;
} pal_share;

/** Two bounds. */
typedef struct pal_range {
    double low;
    double high;
} pal_range;

/** Outcome of a test of a difference. */
typedef struct pal_z_test {
    double difference; /**< first minus second */
    double se;
    double z;
    double p; /**< two-sided */
    double low;
    double high;
} pal_z_test;

uint64_t pal_bands_count(pal_bands bands);
/** Wald: the plain estimate. */
pal_share pal_nps_share(pal_bands bands);
/** Wald interval s -+ z SE, not clamped. */
pal_range pal_nps_wald(pal_bands bands, double z);
/** Adjusted-Wald estimate: 3/4 is added to detractors and promoters, 3/2 to passives. */
pal_share pal_nps_adjusted(pal_bands bands);
/** Its interval, clamped to [-1, 1]. Source: Rocks 2016. Exact coverage of the 95 %
 * interval at n = 30, 100, 400 (all outcomes added up): .946 .949 .950 for detractors,
 * passives, promoters of 20/30/50 %, .956 .955 .951 for 5/20/75, .951 .959 .953 for
 * 1/8/91. Near +90 with other mixes it is cautious in small samples (2/6/92: .965 .963
 * .953). */
pal_range pal_nps_interval(pal_bands bands, double z);
/** Difference of two independent scores; the interval is at `z`. */
pal_z_test pal_nps_difference(pal_bands a, pal_bands b, double z);
/** Two-sided p of s = 0. */
double pal_nps_p(pal_bands bands);
/** The public figure: points and interval. */
pal_nps pal_nps_from(pal_bands bands);

/** Bounds of share x gap: NPS - NPS without the theme, in points.
 *  Identity: share_t (NPS_t - NPS_rest) = NPS - NPS_rest. The error holds the share
 * fixed: share sqrt(V_t/n_t + V_rest/n_rest). All 0 when either side is empty. */
typedef struct pal_impact {
    double points;
    double low;
    double high;
} pal_impact;
pal_impact pal_nps_impact(pal_bands with, pal_bands rest, double z);

/** Two-sided tail of the standard normal distribution. */
double pal_normal_p(double z);

#endif /* PAL_STATS_NPS_H */
