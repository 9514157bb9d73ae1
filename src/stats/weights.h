/* weights.h -- scores of weighted answers, from whole numbers that add up in any order
 *
 * Room:  stats/. Weights are in millionths (pal_panel_row.weight), at most 1e12. Their
 *        squares do not fit into 64 bits, so sums have 128.
 */
#ifndef PAL_STATS_WEIGHTS_H
#define PAL_STATS_WEIGHTS_H

#include "stats/nps_test.h"

/** An unsigned number of 128 bits. */
typedef struct pal_wide {
    uint64_t low;
    uint64_t high;
} pal_wide;

/** Adds a x b; wraps silently beyond 2^128. */
void pal_wide_add(pal_wide *sum, uint64_t a, uint64_t b);
/** a - b, b not larger. */
pal_wide pal_wide_less(pal_wide a, pal_wide b);
double pal_wide_value(pal_wide sum);

/** Answers, their weights and the squares of these, by band. */
typedef struct pal_weight_sums {
    uint64_t count[PAL_BAND_COUNT];
    pal_wide sum[PAL_BAND_COUNT];
    pal_wide squares[PAL_BAND_COUNT];
} pal_weight_sums;

/** A weight that is not over 0 takes no part. */
void pal_weights_add(pal_weight_sums *sums, pal_band band, int64_t weight);
/** `all` without `some`, which is part of it. */
pal_weight_sums pal_weights_rest(const pal_weight_sums *all, const pal_weight_sums *some);
/** The score of the answers with a band; the same as pal_nps_weighted(). */
pal_weighted pal_weights_nps(const pal_weight_sums *sums);
/** The adjusted-Wald interval (see nps.h) of weighted answers, clamped to [-1, 1]. Three
 *  answers of the weight sum w^2 / sum w are added, 3/4 to each end and 3/2 to the
 *  middle; with n = n_eff and r = n / (n + 3):
 *
 *   s' = r s,  SE'^2 = r^2 (SE^2 + (s - s')^2 / n + (3/2 + 3 s'^2) / n^2)
 *
 *  With equal weights it is the interval of pal_nps_from(). Coverage at an NPS of +90 and
 *  30 to 400 answers whose weights are exp(N(0, 1/4)): .955 to .973; s -+ z SE: .86 to
 *  .93 (20,000 runs in R). */
pal_range pal_weighted_interval(pal_weighted score, double z);
/** Sum of the weights of the answers with a band, in units of 1. */
double pal_weights_total(const pal_weight_sums *sums);
/** Weighted share x gap, s_all - s_rest, with its error by linearisation:
 *
 *   SE^2 = sum w^2 e^2 / (sum w)^2,  e = x - s_all          for an answer with the theme
 *                                    e = (x - s_all) - (x - s_rest) / r   for one without
 *
 *  r = weighted share of the rest. With equal weights it is the random-share error of
 *  pal_impact_random_se(). All 0 when either side is empty. Source: D. A. Binder, Int.
 *  Statist. Rev. 51 (1983) 279-292. */
pal_weighted pal_weights_impact(const pal_weight_sums *with, const pal_weight_sums *rest);

#endif /* PAL_STATS_WEIGHTS_H */
