#include "stats/importance.h"

#include <math.h>

static const double COLLINEAR = 1e-9;
enum { SWEEPS_MAX = 64 };

bool pal_covariance_of(pal_covariance *out, const double *rows, const double *y,
                       size_t count, size_t k, pal_arena *mem)
{
    double *xx = pal_new(mem, double, k *k);
    double *xy = pal_new(mem, double, k);
    double *mean = pal_new(mem, double, k);
    if (!xx || !xy || !mean)
        return false;
    double y_mean = 0.0;
    for (size_t i = 0; i < count; i++) {
        y_mean += y[i] / (double)count;
        for (size_t j = 0; j < k; j++)
            mean[j] += rows[i * k + j] / (double)count;
    }
    double yy = 0.0;
    double scale = count > 1 ? 1.0 / ((double)count - 1.0) : 0.0;
    for (size_t i = 0; i < count; i++) {
        double v = y[i] - y_mean;
        yy += v * v * scale;
        for (size_t j = 0; j < k; j++) {
            double u = rows[i * k + j] - mean[j];
            xy[j] += u * v * scale;
            for (size_t h = 0; h < k; h++)
                xx[j * k + h] += u * (rows[i * k + h] - mean[h]) * scale;
        }
    }
    *out = (pal_covariance){k, xx, xy, yy};
    return true;
}

/* R2 of the predictors in `set`: with the Cholesky root L of their covariances and
 * L z = xy, the explained variance is z'z. */
static double r2_of(const pal_covariance *c, unsigned set)
{
    double l[PAL_LMG_MAX][PAL_LMG_MAX] = {{0}};
    double z[PAL_LMG_MAX] = {0};
    size_t at[PAL_LMG_MAX];
    size_t n = 0;
    double explained = 0.0;
    for (size_t j = 0; j < c->k; j++) {
        if (!(set >> j & 1))
            continue;
        at[n] = j;
        double pivot = c->xx[j * c->k + j];
        double rest = c->xy[j];
        for (size_t i = 0; i < n; i++) {
            double sum = c->xx[j * c->k + at[i]];
            for (size_t h = 0; h < i; h++)
                sum -= l[n][h] * l[i][h];
            l[n][i] = sum / l[i][i];
            pivot -= l[n][i] * l[n][i];
            rest -= l[n][i] * z[i];
        }
        if (!(pivot > COLLINEAR * c->xx[j * c->k + j]))
            continue;
        l[n][n] = sqrt(pivot);
        z[n] = rest / l[n][n];
        explained += z[n] * z[n];
        n++;
    }
    return explained / c->yy;
}

static unsigned members(unsigned set)
{
    unsigned n = 0;
    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

bool pal_lmg_shares(double *shares, const pal_covariance *c, pal_arena *scratch)
{
    if (c->k > PAL_LMG_MAX)
        return false;
    unsigned k = (unsigned)c->k;
    unsigned sets = 1U << k;
    double *r2 = pal_new(scratch, double, sets);
    if (!r2)
        return false;
    for (unsigned set = 1; set < sets && c->yy > 0.0; set++)
        r2[set] = r2_of(c, set);
    /* |S|! (k - |S| - 1)! / k!: share of the orders in which exactly S stands before j */
    double weight[PAL_LMG_MAX] = {0};
    for (unsigned n = 0; n < k; n++) {
        weight[n] = 1.0 / k;
        for (unsigned i = 1; i <= n; i++)
            weight[n] *= (double)i / (double)(k - i);
    }
    for (unsigned j = 0; j < k; j++) {
        double sum = 0.0;
        for (unsigned set = 0; set < sets; set++)
            if (!(set >> j & 1))
                sum += weight[members(set)] * (r2[set | 1U << j] - r2[set]);
        shares[j] = sum;
    }
    return true;
}

/* Turns two rows: what stands side by side compilers make vectors of. */
static void turn_rows(double *restrict p, double *restrict q, size_t k, double c,
                      double s)
{
    for (size_t i = 0; i < k; i++) {
        const double x = p[i];
        const double y = q[i];
        p[i] = c * x - s * y;
        q[i] = s * x + c * y;
    }
}

/* Turns rows and columns p and q so that matrix[p][q] becomes 0; the vectors are rows. */
static void rotate(double *a, double *v, size_t k, size_t p, size_t q)
{
    double apq = a[p * k + q];
    double theta = (a[q * k + q] - a[p * k + p]) / (2.0 * apq);
    double t = copysign(1.0, theta) / (fabs(theta) + sqrt(theta * theta + 1.0));
    double c = 1.0 / sqrt(t * t + 1.0);
    double s = t * c;
    for (size_t i = 0; i < k; i++) {
        double x = a[i * k + p];
        double y = a[i * k + q];
        a[i * k + p] = c * x - s * y;
        a[i * k + q] = s * x + c * y;
    }
    turn_rows(a + p * k, a + q * k, k, c, s);
    turn_rows(v + p * k, v + q * k, k, c, s);
}

static void transpose(double *matrix, size_t k)
{
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++) {
            const double swap = matrix[i * k + j];
            matrix[i * k + j] = matrix[j * k + i];
            matrix[j * k + i] = swap;
        }
}

void pal_symmetric_eigen(double *matrix, double *values, double *vectors, size_t k)
{
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            vectors[i * k + j] = (double)(i == j);
    bool turned = true;
    for (int sweep = 0; sweep < SWEEPS_MAX && turned; sweep++) {
        turned = false;
        for (size_t p = 0; p + 1 < k; p++) {
            for (size_t q = p + 1; q < k; q++) {
                double size = fabs(matrix[p * k + p]) + fabs(matrix[q * k + q]);
                if (fabs(matrix[p * k + q]) <= 1e-17 * size)
                    continue;
                rotate(matrix, vectors, k, p, q);
                turned = true;
            }
        }
    }
    for (size_t i = 0; i < k; i++)
        values[i] = matrix[i * k + i];
    transpose(vectors, k);
}

/* Correlations; a predictor without variance gets a row of zeros. */
static void correlate(double *r, double *r_xy, const pal_covariance *c)
{
    size_t k = c->k;
    for (size_t i = 0; i < k; i++) {
        double si = sqrt(fmax(0.0, c->xx[i * k + i]));
        for (size_t j = 0; j < k; j++) {
            double size = si * sqrt(fmax(0.0, c->xx[j * k + j]));
            r[i * k + j] = size > 0.0 ? c->xx[i * k + j] / size : 0.0;
        }
        double size = si * sqrt(fmax(0.0, c->yy));
        r_xy[i] = size > 0.0 ? c->xy[i] / size : 0.0;
    }
}

bool pal_johnson_weights(double *shares, const pal_covariance *c, pal_arena *scratch)
{
    size_t k = c->k;
    if (k > PAL_JOHNSON_MAX)
        return false;
    double *r = pal_new(scratch, double, k *k);
    double *q = pal_new(scratch, double, k *k);
    double *lambda = pal_new(scratch, double, k);
    double *r_xy = pal_new(scratch, double, k);
    double *b = pal_new(scratch, double, k);
    if (!r || !q || !lambda || !r_xy || !b)
        return false;
    correlate(r, r_xy, c);
    pal_symmetric_eigen(r, lambda, q, k);
    /* b = Q L^(-1/2) Q' r_xy */
    for (size_t h = 0; h < k; h++) {
        if (!(lambda[h] > COLLINEAR))
            continue;
        double dot = 0.0;
        for (size_t i = 0; i < k; i++)
            dot += q[i * k + h] * r_xy[i];
        for (size_t i = 0; i < k; i++)
            b[i] += q[i * k + h] * dot / sqrt(lambda[h]);
    }
    for (size_t j = 0; j < k; j++) {
        double sum = 0.0;
        for (size_t i = 0; i < k; i++) {
            double root = 0.0; /* Lam[j][i] */
            for (size_t h = 0; h < k; h++)
                root += lambda[h] > COLLINEAR
                            ? q[j * k + h] * sqrt(lambda[h]) * q[i * k + h]
                            : 0.0;
            sum += root * root * b[i] * b[i];
        }
        shares[j] = sum;
    }
    return true;
}
