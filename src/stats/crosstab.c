#include "stats/crosstab.h"

#include <math.h>

static bool margins(const uint64_t *cells, size_t rows, size_t columns, double *by_row,
                    double *by_column, double *total)
{
    *total = 0.0;
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            double n = (double)cells[i * columns + j];
            by_row[i] += n;
            by_column[j] += n;
            *total += n;
        }
    }
    return *total > 0.0;
}

static double filled(const double *sums, size_t count)
{
    double n = 0.0;
    for (size_t i = 0; i < count; i++)
        n += sums[i] > 0.0;
    return n;
}

bool pal_crosstab_test(pal_crosstab *out, const uint64_t *cells, size_t rows,
                       size_t columns, pal_arena *scratch)
{
    double *by_row = pal_new(scratch, double, rows);
    double *by_column = pal_new(scratch, double, columns);
    if (!by_row || !by_column)
        return false;
    pal_crosstab t = {.pearson.p = 1.0, .g2.p = 1.0};
    *out = t;
    if (!margins(cells, rows, columns, by_row, by_column, &t.total))
        return true;
    double x2 = 0.0;
    double g2 = 0.0;
    t.least = HUGE_VAL;
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            double e = by_row[i] * by_column[j] / t.total;
            if (!(e > 0.0))
                continue;
            double o = (double)cells[i * columns + j];
            x2 += (o - e) * (o - e) / e;
            g2 += o > 0.0 ? 2.0 * o * log(o / e) : 0.0;
            t.least = fmin(t.least, e);
        }
    }
    double df = (filled(by_row, rows) - 1.0) * (filled(by_column, columns) - 1.0);
    t.pearson = pal_chi2_from(x2, df);
    t.g2 = pal_chi2_from(fmax(0.0, g2), df);
    *out = t;
    return true;
}

pal_chi2 pal_fourfold_chi2(pal_fourfold t, bool yates)
{
    double a = (double)t.a;
    double b = (double)t.b;
    double c = (double)t.c;
    double d = (double)t.d;
    double n = a + b + c + d;
    double product = (a + b) * (c + d) * (a + c) * (b + d);
    if (!(product > 0.0))
        return (pal_chi2){0.0, 1.0, 1.0};
    /* |o - e| is the same in all four cells: |ad - bc| / n */
    double gap = fabs(a * d - b * c) / n;
    if (yates)
        gap -= fmin(0.5, gap);
    return pal_chi2_from(gap * gap * n * n * n / product, 1.0);
}

pal_odds pal_fourfold_odds(pal_fourfold t, double z)
{
    double a = (double)t.a + 0.5;
    double b = (double)t.b + 0.5;
    double c = (double)t.c + 0.5;
    double d = (double)t.d + 0.5;
    double center = log(a) + log(d) - log(b) - log(c);
    double width = z * sqrt(1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d);
    return (pal_odds){exp(center), exp(center - width), exp(center + width)};
}
