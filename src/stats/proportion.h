/* proportion.h -- shares of answers: intervals, differences, trends
 *
 * Room:  stats/. `x` of `n` answers have a property; n = 0 gives the whole range and p
 * = 1.
 */
#ifndef PAL_STATS_PROPORTION_H
#define PAL_STATS_PROPORTION_H

#include "stats/dist.h"
#include "stats/nps.h"

/** `x` of `n`. */
typedef struct pal_part {
    uint64_t x;
    uint64_t n;
} pal_part;

/** Score interval of one share. Source: E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927)
 *  209-212. */
pal_range pal_wilson(pal_part a, double z);
/** Interval of a.x/a.n - b.x/b.n from the two Wilson intervals. Source: R. G. Newcombe,
 *  Statistics in Medicine 17 (1998) 873-890, method 10. */
pal_range pal_newcombe(pal_part a, pal_part b, double z);
/** Difference a - b: z with the pooled share, its two-sided p, and Newcombe's interval
 *  at `z`. */
pal_z_test pal_part_difference(pal_part a, pal_part b, double z);

/** Are `count` shares the same? Chi-square, df = count - 1, no continuity correction (R's
 *  prop.test() for more than two). Samples without an answer are left out. */
pal_chi2 pal_parts_test(const pal_part *parts, size_t count);
/** Cochran-Armitage test of a trend in shares over `scores` (NULL: 0, 1, 2, ...), df = 1.
 *  Source: P. Armitage, Biometrics 11 (1955) 375-386; R's prop.trend.test(). */
pal_chi2 pal_parts_trend(const pal_part *parts, const double *scores, size_t count);
/** McNemar's test of paired answers that changed one way (`b`) and the other (`c`):
 *  (|b - c| - k)^2/(b + c), k = 1 when `corrected`. Source: Q. McNemar, Psychometrika 12
 *  (1947) 153-157; A. Edwards (1948) for the correction. */
pal_chi2 pal_mcnemar(uint64_t b, uint64_t c, bool corrected);

#endif /* PAL_STATS_PROPORTION_H */
