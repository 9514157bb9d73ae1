/* regress.h -- ordinary least squares with errors that do not assume equal variance
 *
 * Room:  stats/.
 * Order: pal_ols_open(); pal_ols_add() for each answer; pal_ols_solve();
 *        pal_ols_residual() for each answer again; pal_ols_finish(); then read the
 * fields. Parts of one data set may be added in any order: with whole-number data (0/1
 *        themes, scores of -100, 0, 100) the sums are exact, so the result is the same.
 * A column of ones for the intercept is the caller's: put it first.
 */
#ifndef PAL_STATS_REGRESS_H
#define PAL_STATS_REGRESS_H

#include "base/arena.h"

/** Most columns, the intercept included. */
enum { PAL_OLS_COLUMNS_MAX = 128 };

/** A regression. Matrices are columns x columns, row-major, and live in the arena. */
typedef struct pal_ols {
    size_t columns;
    uint64_t count; /**< answers */
    /* after pal_ols_solve() */
    size_t rank;
    const bool *dropped; /**< the column is constant 0 or a sum of earlier ones; beta 0 */
    const double *beta;
    double df; /**< count - rank */
    /* after pal_ols_finish() */
    const double *se; /**< HC3 */
    double r2;        /**< against the mean */
    double rss;       /**< sum of squared residuals */
    uint64_t pinned;  /**< answers with leverage 1, which the fit must hit: they say
                           nothing about the error and are left out of HC3 */
    /* workings */
    double *xtx;
    double *xty;
    double *inverse; /* of xtx over the kept columns, 0 elsewhere */
    double *meat;
    double y_sum;
    double y_squares;
} pal_ols;

/** A regression on `columns` columns (1 to 128), all in `mem`. NULL when `mem` is
 * exhausted or the number is out of range. */
pal_ols *pal_ols_open(pal_arena *mem, size_t columns);
/** First pass: one answer. `x` has all columns; values must be finite. */
void pal_ols_add(pal_ols *ols, const double *x, double y);
/** The same answer `times` times. */
void pal_ols_add_times(pal_ols *ols, const double *x, double y, uint64_t times);
/** Cholesky decomposition of X'X in column order. A column whose part that earlier
 * columns do not explain is under 1e-9 of its square sum is dropped, as R's lm() drops
 * it. False when `mem` is exhausted. */
bool pal_ols_solve(pal_ols *ols, pal_arena *mem);
/** Second pass: one answer. */
void pal_ols_residual(pal_ols *ols, const double *x, double y);
void pal_ols_residual_times(pal_ols *ols, const double *x, double y, uint64_t times);
/** HC3 covariance (X'X)^-1 [sum x x' e^2 / (1 - h)^2] (X'X)^-1, h = x' (X'X)^-1 x.
 *  Source: J. G. MacKinnon, H. White, J. Econometrics 29 (1985) 305-325; J. S. Long, L.
 * H. Ervin, The American Statistician 54 (2000) 217-224. False when `mem` is exhausted.
 */
bool pal_ols_finish(pal_ols *ols, pal_arena *mem);
/** Two-sided p of beta[column] = 0 with t(df); 1 for a dropped column or without error.
 */
double pal_ols_p(const pal_ols *ols, size_t column);

#endif /* PAL_STATS_REGRESS_H */
