/* fisher.h -- exact tests of tables of counts
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_FISHER_H
#define PAL_STATS_FISHER_H

#include "base/arena.h"
#include "stats/crosstab.h"

/** Fisher's test of a 2 x 2 table. */
typedef struct pal_fisher {
    double two_sided; /**< tables that are no more probable, within a relative 1e-7 */
    double less;      /**< P(A <= a): the odds ratio is under 1 */
    double greater;   /**< P(A >= a): it is over 1 */
    double odds;      /**< conditional maximum likelihood; 0 or infinity at an edge */
} pal_fisher;

/** Time grows with the square root of the counts. Source: R. A. Fisher (1935); the two
 *  tails and the estimate are those of R's fisher.test(). An empty margin gives p = 1 and
 *  a NaN odds ratio. */
pal_fisher pal_fisher_test(pal_fourfold t);
/** Its `two_sided` alone. */
double pal_fisher_two_sided(pal_fourfold t);

/** Fisher's test of a table of any shape (the Freeman-Halton extension): the sum of the
 *  probabilities of all tables with these margins that are no more probable than this one
 *  (relative tolerance 1e-7, as R).
 *
 *  Columns but the last two are worked through one by one, and partial tables with the
 *  same remaining row sums and the same probability are merged; the last two columns are
 *  enumerated. Idea: C. R. Mehta, N. R. Patel, J. Amer. Statist. Assoc. 78 (1983)
 * 427-434.
 *
 *  False, with *p untouched, when that would take more than about 5e7 steps, when there
 *  are over 16 rows and 16 columns, or when `scratch` is exhausted. It asks for up to
 *  17 MB and 8 bytes for each count. The caller falls back to pal_crosstab_test(). */
bool pal_fisher_table(double *p, const uint64_t *cells, size_t rows, size_t columns,
                      pal_arena *scratch);

#endif /* PAL_STATS_FISHER_H */
