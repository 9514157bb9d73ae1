#include "stats/regress.h"

#include <math.h>

#include "stats/dist.h"

static const double COLLINEAR = 1e-9;
static const double PINNED = 1e-9;

pal_ols *pal_ols_open(pal_arena *mem, size_t columns)
{
    if (columns == 0 || columns > PAL_OLS_COLUMNS_MAX)
        return NULL;
    pal_ols *ols = pal_new(mem, pal_ols, 1);
    if (!ols)
        return NULL;
    *ols = (pal_ols){
        .columns = columns,
        .xtx = pal_new(mem, double, columns *columns),
        .xty = pal_new(mem, double, columns),
        .meat = pal_new(mem, double, columns *columns),
    };
    return ols->xtx && ols->xty && ols->meat ? ols : NULL;
}

/* The columns of an answer that are not 0, ascending: most themes are in few answers, and
 * 0 times a number adds nothing. */
typedef struct filled {
    size_t count;
    size_t at[PAL_OLS_COLUMNS_MAX];
} filled;

static void find_filled(filled *out, const double *x, size_t k)
{
    size_t count = 0;
    for (size_t i = 0; i < k; i++) {
        out->at[count] = i;
        count += x[i] != 0.0;
    }
    out->count = count;
}

/* Adds weight x x' to the lower triangle. */
static void add_square(double *to, const double *x, const filled *in, size_t k,
                       double weight)
{
    for (size_t a = 0; a < in->count; a++) {
        const size_t i = in->at[a];
        const double scaled = weight * x[i];
        for (size_t b = 0; b <= a; b++)
            to[i * k + in->at[b]] += scaled * x[in->at[b]];
    }
}

void pal_ols_add_times(pal_ols *ols, const double *x, double y, uint64_t times)
{
    double n = (double)times;
    filled in;
    find_filled(&in, x, ols->columns);
    add_square(ols->xtx, x, &in, ols->columns, n);
    for (size_t a = 0; a < in.count; a++)
        ols->xty[in.at[a]] += n * x[in.at[a]] * y;
    ols->y_sum += n * y;
    ols->y_squares += n * y * y;
    ols->count += times;
}

void pal_ols_add(pal_ols *ols, const double *x, double y)
{
    pal_ols_add_times(ols, x, y, 1);
}

/* xtx = L L' over the kept columns; answers their number. */
static size_t decompose(const double *xtx, size_t k, double *l, bool *dropped)
{
    size_t rank = 0;
    for (size_t j = 0; j < k; j++) {
        double pivot = xtx[j * k + j];
        for (size_t h = 0; h < j; h++)
            pivot -= l[j * k + h] * l[j * k + h];
        dropped[j] = !(pivot > COLLINEAR * xtx[j * k + j]);
        if (dropped[j])
            continue;
        rank++;
        double root = sqrt(pivot);
        l[j * k + j] = root;
        for (size_t i = j + 1; i < k; i++) {
            double sum = xtx[i * k + j];
            for (size_t h = 0; h < j; h++)
                sum -= l[i * k + h] * l[j * k + h];
            l[i * k + j] = sum / root;
        }
    }
    return rank;
}

/* Solves L L' x = b over the kept columns; x may be b. */
static void back_substitute(const double *l, const bool *dropped, size_t k, double *x)
{
    for (size_t i = 0; i < k; i++) {
        for (size_t h = 0; h < i; h++)
            x[i] -= dropped[h] ? 0.0 : l[i * k + h] * x[h];
        x[i] = dropped[i] ? 0.0 : x[i] / l[i * k + i];
    }
    for (size_t i = k; i-- > 0;) {
        if (dropped[i])
            continue;
        for (size_t h = i + 1; h < k; h++)
            x[i] -= dropped[h] ? 0.0 : l[h * k + i] * x[h];
        x[i] /= l[i * k + i];
    }
}

bool pal_ols_solve(pal_ols *ols, pal_arena *mem)
{
    size_t k = ols->columns;
    double *l = pal_new(mem, double, k *k);
    bool *dropped = pal_new(mem, bool, k);
    double *beta = pal_new(mem, double, k);
    double *inverse = pal_new(mem, double, k *k);
    if (!l || !dropped || !beta || !inverse)
        return false;
    ols->rank = decompose(ols->xtx, k, l, dropped);
    for (size_t i = 0; i < k; i++)
        beta[i] = ols->xty[i];
    back_substitute(l, dropped, k, beta);
    for (size_t i = 0; i < k; i++) {
        if (dropped[i])
            continue;
        inverse[i * k + i] = 1.0; /* row i is column i of the inverse: it is symmetric */
        back_substitute(l, dropped, k, inverse + i * k);
    }
    ols->dropped = dropped;
    ols->beta = beta;
    ols->inverse = inverse;
    ols->df = (double)ols->count - (double)ols->rank;
    return true;
}

void pal_ols_residual_times(pal_ols *ols, const double *x, double y, uint64_t times)
{
    double n = (double)times;
    size_t k = ols->columns;
    double error = y;
    double leverage = 0.0;
    filled in;
    find_filled(&in, x, k);
    for (size_t a = 0; a < in.count; a++)
        error -= x[in.at[a]] * ols->beta[in.at[a]];
    for (size_t a = 0; a < in.count; a++) {
        const double *inverse = ols->inverse + in.at[a] * k;
        double sum = 0.0;
        for (size_t b = 0; b < in.count; b++)
            sum += inverse[in.at[b]] * x[in.at[b]];
        leverage += x[in.at[a]] * sum;
    }
    ols->rss += n * error * error;
    double free = 1.0 - leverage;
    if (free < PINNED) {
        ols->pinned += times;
        return;
    }
    add_square(ols->meat, x, &in, k, n * error * error / (free * free));
}

void pal_ols_residual(pal_ols *ols, const double *x, double y)
{
    pal_ols_residual_times(ols, x, y, 1);
}

bool pal_ols_finish(pal_ols *ols, pal_arena *mem)
{
    size_t k = ols->columns;
    double *se = pal_new(mem, double, k);
    if (!se)
        return false;
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++)
            ols->meat[i * k + j] = ols->meat[j * k + i];
    for (size_t i = 0; i < k; i++) {
        const double *row = ols->inverse + i * k;
        double variance = 0.0;
        for (size_t j = 0; j < k; j++) {
            if (row[j] == 0.0)
                continue;
            double sum = 0.0;
            for (size_t h = 0; h < k; h++)
                sum += ols->meat[j * k + h] * row[h];
            variance += row[j] * sum;
        }
        se[i] = sqrt(fmax(0.0, variance));
    }
    ols->se = se;
    double n = (double)ols->count;
    double around = n > 0.0 ? ols->y_squares - ols->y_sum * ols->y_sum / n : 0.0;
    ols->r2 = around > 0.0 ? 1.0 - ols->rss / around : 0.0;
    return true;
}

double pal_ols_p(const pal_ols *ols, size_t column)
{
    if (ols->dropped[column] || !(ols->se[column] > 0.0) || !(ols->df > 0.0))
        return 1.0;
    return 2.0 * pal_t_sf(fabs(ols->beta[column] / ols->se[column]), ols->df);
}
