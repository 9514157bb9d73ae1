/* agreement.h -- how far coders agree, beyond chance
 *
 * Room:  stats/. Targets: alpha .80; .667 for tentative conclusions (Krippendorff).
 * NaN:   a coefficient is NaN where chance alone explains everything (one category).
 */
#ifndef PAL_STATS_AGREEMENT_H
#define PAL_STATS_AGREEMENT_H

#include "base/arena.h"

/** A kappa and its test against chance. */
typedef struct pal_kappa {
    double kappa;
    double observed; /**< share of agreement (weighted) */
    double expected; /**< by chance */
    double se;       /**< under kappa = 0 */
    double z;
    double p; /**< two-sided */
} pal_kappa;

/** Cohen's kappa of two raters, also weighted.
 *
 *  table    k x k, row-major: row = first rater; counts or shares
 *  weights  k x k agreement weights, 1 on the diagonal, or NULL for plain kappa
 *  subjects how many were rated; 0 = the sum of the table (when it holds counts)
 *
 *  Source: J. Cohen, Educ. Psychol. Meas. 20 (1960) 37-46 and Psychol. Bull. 70 (1968)
 *  213-220; se: J. Fleiss, J. Cohen, B. Everitt, Psychol. Bull. 72 (1969) 323-327. */
pal_kappa pal_kappa_cohen(const double *table, size_t k, const double *weights,
                          double subjects);
/** weights[i][j] = 1 - (|i - j| / (k - 1))^power: 1 linear, 2 quadratic. */
void pal_kappa_weights(double *weights, size_t k, double power);

/** Where one category is much more frequent, kappa is low in spite of good agreement. */
typedef struct pal_skewed {
    double pabak; /**< (k observed - 1) / (k - 1) */
    double ac1;   /**< Gwet's first-order coefficient */
} pal_skewed;
/** Source: T. Byrt, J. Bishop, J. Carlin, J. Clin. Epidemiol. 46 (1993) 423-429; K. Gwet,
 *  Br. J. Math. Stat. Psychol. 61 (2008) 29-48. `table` as above. */
pal_skewed pal_kappa_skewed(const double *table, size_t k);

/** Fleiss' kappa: counts[i * k + c] = raters who put subject i into category c, the same
 *  number of raters (2 or more) for each subject. NaN when that is not so. Source: J.
 *  Fleiss, Psychol. Bull. 76 (1971) 378-382; se: J. Fleiss, J. Nee, J. Landis, Psychol.
 *  Bull. 86 (1979) 974-977. */
pal_kappa pal_kappa_fleiss(const uint32_t *counts, size_t subjects, size_t k);

/** Light's kappa: the mean of Cohen's over all pairs of raters. codes[i * raters + r] is
 * 0 to k-1, or under 0 when missing: such subjects are left out. `scratch` takes k x k
 *  numbers; NaN when it is exhausted. `observed` and `expected` are means of the pairs;
 * se is that of R's irr::kappam.light(). Source: R. Light, Psychol. Bull. 76 (1971)
 * 365-377; A. Conger, Psychol. Bull. 88 (1980) 322-328. */
pal_kappa pal_kappa_light(const int32_t *codes, size_t subjects, size_t raters, size_t k,
                          pal_arena *scratch);

/** How far two values are apart; the squares of: */
typedef enum pal_level {
    PAL_LEVEL_NOMINAL,  /**< 0 or 1 */
    PAL_LEVEL_ORDINAL,  /**< values between them, with half of their own */
    PAL_LEVEL_INTERVAL, /**< a - b */
    PAL_LEVEL_RATIO,    /**< (a - b) / (a + b) */
} pal_level;

/** Krippendorff's alpha = 1 - D_o / D_e. values[u * coders + c], NaN = missing; units
 * with fewer than two values do not count. 1 - 0/0 (no two values to compare, or all the
 * same) is NaN. False when `scratch` is exhausted or there are over 4,096 different
 * values. Source: K. Krippendorff, Content Analysis, 2nd ed. (2004), ch. 11, and
 * "Computing Krippendorff's Alpha-Reliability" (2011). */
bool pal_alpha(double *alpha, const double *values, size_t units, size_t coders,
               pal_level level, pal_arena *scratch);

/** Set of labels: bit i = label i. */
typedef uint64_t pal_labels;
/** A coder who did not see the unit. (An empty set is a judgement: no label.) */
#define PAL_LABELS_MISSING UINT64_MAX

/** 1 - |a and b| / |a or b|; 0 for two empty sets. Source: P. Jaccard (1912). */
double pal_distance_jaccard(pal_labels a, pal_labels b);
/** 1 - J M, J as above, M = 1 for equal sets, 2/3 when one holds the other, 1/3 when they
 *  overlap, else 0. Source: R. Passonneau, LREC 2006, "Measuring agreement on set-valued
 *  items (MASI)". An empty set and another one have nothing in common: 1. */
double pal_distance_masi(pal_labels a, pal_labels b);

/** Krippendorff's alpha of sets of labels under one of these distances (which is taken as
 *  it is, not squared). Arguments and failure as pal_alpha(). */
bool pal_alpha_sets(double *alpha, const pal_labels *sets, size_t units, size_t coders,
                    double (*distance)(pal_labels, pal_labels), pal_arena *scratch);

#endif /* PAL_STATS_AGREEMENT_H */
