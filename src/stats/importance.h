/* importance.h -- shares of R2 that predictors explain
 *
 * Room:  stats/. Input is a covariance (or correlation) matrix of k predictors and their
 *        covariances with the outcome.
 */
#ifndef PAL_STATS_IMPORTANCE_H
#define PAL_STATS_IMPORTANCE_H

#include "base/arena.h"

/** Most predictors: 2^k regressions for the exact shares, a k x k matrix for the others.
 */
enum { PAL_LMG_MAX = 15, PAL_JOHNSON_MAX = 128 };

/** Sums to covariances. */
typedef struct pal_covariance {
    size_t k;
    const double *xx; /**< k x k, row-major */
    const double *xy; /**< k */
    double yy;
} pal_covariance;

/** Of `count` rows of `k` predictors and an outcome, two passes (divides by count - 1).
 *  All 0 for fewer than two rows. False when `mem` is exhausted. */
bool pal_covariance_of(pal_covariance *out, const double *rows, const double *y,
                       size_t count, size_t k, pal_arena *mem);

/** shares[j] = mean, over all orders of the predictors, of what j adds to R2 (Lindeman,
 *  Merenda, Gold 1980 = Shapley value of R2). They sum to R2. A predictor that earlier
 * ones explain fully adds 0. False, with `shares` untouched, when k > PAL_LMG_MAX or
 * `scratch` (8 x 2^k bytes) is exhausted. Source: U. Grömping, J. Statist. Software 17
 * (2006) 1. */
bool pal_lmg_shares(double *shares, const pal_covariance *c, pal_arena *scratch);

/** Johnson's relative weights: R = Q L Q', Lam = Q L^(1/2) Q', b = Lam^-1 r_xy,
 *  shares = Lam^2 b^2 (squared element by element). They sum to R2. Directions without
 *  variance are left out. False when k > PAL_JOHNSON_MAX or `scratch` is exhausted.
 * Source: J. W. Johnson, Multivariate Behavioral Research 35 (2000) 1-19. */
bool pal_johnson_weights(double *shares, const pal_covariance *c, pal_arena *scratch);

/** Eigenvalues (in no order) and their eigenvectors (columns of `vectors`) of a symmetric
 * matrix, which is destroyed. Source: Jacobi's cyclic method; G. Golub, C. Van Loan,
 * Matrix Computations (1996), 8.4. */
void pal_symmetric_eigen(double *matrix, double *values, double *vectors, size_t k);

#endif /* PAL_STATS_IMPORTANCE_H */
