/* keyness.h -- how much more often a word or a theme stands in one group than in another
 *
 * Room:  stats/. Formulas alone. For survey answers count ANSWERS that hold the theme,
 * not tokens: a token is not an independent draw. Sign:  the likelihood ratios and
 * chi-squares are never negative; pal_log2_ratio() tells the direction. 3.84, 6.63, 10.83
 * and 15.13 are p = .05, .01, .001, .0001.
 */
#ifndef PAL_STATS_KEYNESS_H
#define PAL_STATS_KEYNESS_H

#include "base/arena.h"

/** `a` of `c` in the first group, `b` of `d` in the second. */
typedef struct pal_pair {
    double a;
    double c;
    double b;
    double d;
} pal_pair;

/** Two cells: G2 = 2 (a ln(a/E1) + b ln(b/E2)), E1 = c (a+b)/(c+d), E2 = d (a+b)/(c+d).
 *  Source: P. Rayson, R. Garside, "Comparing corpora using frequency profiling", 2000. */
double pal_keyness_g2(pal_pair n);
/** All four cells, with c-a and d-b. Source: T. Dunning, Computational Linguistics 19
 *  (1993) 61-74. */
double pal_keyness_g2_full(pal_pair n);
/** Goodness of fit over the two cells: (a-E1)^2/E1 + (b-E2)^2/E2. */
double pal_keyness_chi2(pal_pair n);
/** log2((a+1/2)/(c+1/2) / ((b+1/2)/(d+1/2))): 1 = twice as often in the first group.
 *  The halves (Haldane) keep it finite. Source: A. Hardie, "Log Ratio" (2014). */
double pal_log2_ratio(pal_pair n);
/** t of a pair of words: (joint - E)/sqrt(joint), E = first second / total. 0 without a
 *  joint occurrence. Source: C. Manning, H. Schütze, Foundations of Statistical NLP
 *  (1999), section 5.3.1. */
double pal_collocation_t(double joint, double first, double second, double total);

/** Log-odds with an informative Dirichlet prior:
 *  delta_w = ln[(y1+a)/(n1+a0-y1-a)] - ln[(y2+a)/(n2+a0-y2-a)],
 *  var = 1/(y1+a) + 1/(y2+a), z = delta/sqrt(var), n and a0 the sums of y and a.
 *  Source: B. Monroe, M. Colaresi, K. Quinn, "Fightin' Words", Political Analysis 16
 *  (2008) 372-403, eqs 15, 19, 22.
 *
 *  z        `count` values
 *  y1, y2   counts of each word in the groups
 *  prior    a of each word, all > 0: pal_monroe_prior() or one constant */
void pal_monroe_z(double *z, const double *y1, const double *y2, const double *prior,
                  size_t count);
/** prior[w] = a0 x share of the word in y1 + y2. A word that occurs nowhere gets
 *  a0 / (sum + a0), so that the prior stays positive. */
void pal_monroe_prior(double *prior, const double *y1, const double *y2, double a0,
                      size_t count);

#endif /* PAL_STATS_KEYNESS_H */
