/* weighted_part.h -- shares of weighted answers
 *
 * Room:  stats/. Weights are in millionths, as in weights.h; sums are exact, so that
 *        neither threads nor the order of the rows matter.
 * Source: p = sum w x / sum w with x 0 or 1; its error by linearisation
 *        sqrt(sum w^2 (x - p)^2) / sum w (W. G. Cochran, Sampling Techniques, 3rd ed.
 *        (1977), 6.3), n_eff = (sum w)^2 / sum w^2 (L. Kish, Survey Sampling (1965),
 *        11.7). Intervals are Wilson's and Newcombe's with n_eff for n: the effective
 *        sample size of E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998)
 *        193-201.
 */
#ifndef PAL_STATS_WEIGHTED_PART_H
#define PAL_STATS_WEIGHTED_PART_H

#include "stats/dist.h"
#include "stats/weights.h"

/** Answers, their weights and the squares of these. */
typedef struct pal_weight_part {
    uint64_t count;
    pal_wide sum;
    pal_wide squares;
} pal_weight_part;

/** A weight that is not over 0 takes no part. */
void pal_weight_part_add(pal_weight_part *part, int64_t weight);

/** A share. All 0 without an answer. */
typedef struct pal_weighted_part {
    double share;
    double se; /**< where all or none have it, that of the share with two answers of each
                    kind added (A. Agresti, B. A. Coull, Am. Statist. 52 (1998) 119) */
    double low;
    double high;
    double effective;
} pal_weighted_part;

/** Share of `some`, which is part of `all`, with its interval at `z`. */
pal_weighted_part pal_weighted_part_of(const pal_weight_part *some,
                                       const pal_weight_part *all, double z);
/** a - b of independent samples: z of the linearised errors, its p, Newcombe's interval.
 */
pal_z_test pal_weighted_part_difference(const pal_weighted_part *a,
                                        const pal_weighted_part *b);
/** Do shares rise or fall over 0, 1, 2, ...? The slope by least squares with weights
 *  1 / se^2 over its error, squared; df = 1. Shares of no answer are left out. Source: J.
 *  E. Grizzle, C. F. Starmer, G. G. Koch, Biometrics 25 (1969) 489-504. */
pal_chi2 pal_weighted_parts_trend(const pal_weighted_part *parts, size_t count);

#endif /* PAL_STATS_WEIGHTED_PART_H */
