/* crosstab.h -- chi-square, G2 and odds ratios of tables of counts
 *
 * Room:  stats/. Tables are row-major arrays of counts.
 */
#ifndef PAL_STATS_CROSSTAB_H
#define PAL_STATS_CROSSTAB_H

#include "base/arena.h"
#include "stats/dist.h"

/** Tests of independence. Rows and columns without a count are left out. */
typedef struct pal_crosstab {
    pal_chi2 pearson; /**< sum of (o - e)^2 / e; df (r-1)(c-1) */
    pal_chi2 g2;      /**< 2 sum of o ln(o / e) (Dunning 1993 for 2 x 2) */
    double least;     /**< smallest expected count: under 5, prefer Fisher's test */
    double total;
} pal_crosstab;

/** Source: A. Agresti, Categorical Data Analysis, 2nd ed. (2002), 3.2.1. False when
 *  `scratch` (rows + columns numbers) is exhausted; all 0 and p = 1 for an empty table.
 */
bool pal_crosstab_test(pal_crosstab *out, const uint64_t *cells, size_t rows,
                       size_t columns, pal_arena *scratch);

/** Four counts: {a b; c d}. */
typedef struct pal_fourfold {
    uint64_t a;
    uint64_t b;
    uint64_t c;
    uint64_t d;
} pal_fourfold;

/** Chi-square of a 2 x 2 table, with Yates' correction min(1/2, |o - e|) when `yates`, as
 *  R's chisq.test(). x2 = 0 and p = 1 when a margin is 0. */
pal_chi2 pal_fourfold_chi2(pal_fourfold t, bool yates);

/** Odds ratio with 1/2 added to each cell, and its interval on the log scale at `z`.
 *  Source: J. B. S. Haldane, Ann. Hum. Genet. 20 (1956) 309-311; B. Woolf (1955). */
typedef struct pal_odds {
    double ratio;
    double low;
    double high;
} pal_odds;
pal_odds pal_fourfold_odds(pal_fourfold t, double z);

#endif /* PAL_STATS_CROSSTAB_H */
