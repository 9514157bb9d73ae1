/* rank.h -- scores of two groups compared by order
 *
 * Room:  stats/. A score has one of `levels` ordered values (0 to 10: 11 levels); a[i]
 * and b[i] are the answers at level i.
 */
#ifndef PAL_STATS_RANK_H
#define PAL_STATS_RANK_H

#include "palaute.h"

/** Mann-Whitney (Wilcoxon rank sum) test. */
typedef struct pal_mann_whitney {
    double u;      /**< pairs in which the first group is higher, ties half */
    double higher; /**< u / (n_a n_b): probability that a is higher; .5 = no difference */
    double z;      /**< from the tie-corrected variance */
    double p;      /**< two-sided; 1 when a group is empty or all scores are the same */
} pal_mann_whitney;
/** With `corrected`, 1/2 is taken from |u - mean|, as R's wilcox.test() does. Source: H.
 * B. Mann, D. R. Whitney, Ann. Math. Stat. 18 (1947) 50-60; ties: E. Lehmann (1975), 1.4.
 */
pal_mann_whitney pal_mann_whitney_test(const uint64_t *a, const uint64_t *b,
                                       size_t levels, bool corrected);

/** Mean ridit of a group against a reference. */
typedef struct pal_ridit {
    double mean; /**< over .5: the group tends to be higher than the reference */
    double se;   /**< of the group's mean, the reference taken as known */
    double z;
} pal_ridit;
/** The ridit of a level is the share of the reference below it plus half of that at it.
 * se is the standard deviation of the reference's ridits (1/sqrt(12) without ties) over
 *  sqrt(n). All 0 when either side is empty. Source: I. D. J. Bross, Biometrics 14 (1958)
 *  18-38. */
pal_ridit pal_ridit_of(const uint64_t *group, const uint64_t *reference, size_t levels);

#endif /* PAL_STATS_RANK_H */
