/* Kappas; the contract stands in agreement.h. */
#include "stats/agreement.h"

#include <math.h>

#include "stats/nps.h"

static const pal_kappa UNKNOWN = {.kappa = (double)NAN, .p = 1.0};

static void test_it(pal_kappa *k)
{
    k->z = k->se > 0.0 ? k->kappa / k->se : 0.0;
    k->p = k->se > 0.0 ? pal_normal_p(k->z) : 1.0;
}

static double row_sum(const double *table, size_t k, size_t i)
{
    double sum = 0.0;
    for (size_t j = 0; j < k; j++)
        sum += table[i * k + j];
    return sum;
}

static double column_sum(const double *table, size_t k, size_t j)
{
    double sum = 0.0;
    for (size_t i = 0; i < k; i++)
        sum += table[i * k + j];
    return sum;
}

static double weight_of(const double *weights, size_t k, size_t i, size_t j)
{
    return weights ? weights[i * k + j] : (double)(i == j);
}

/* sum over i, j of p_i q_j (w_ij - w_i. - w_.j)^2; w_i. is the mean weight of row i under
 * the columns' shares, w_.j that of column j under the rows' shares. */
static double null_spread(const double *table, size_t k, const double *weights,
                          double total)
{
    double spread = 0.0;
    for (size_t i = 0; i < k; i++) {
        double by_row = 0.0;
        for (size_t j = 0; j < k; j++)
            by_row += column_sum(table, k, j) / total * weight_of(weights, k, i, j);
        for (size_t j = 0; j < k; j++) {
            double by_column = 0.0;
            for (size_t h = 0; h < k; h++)
                by_column += row_sum(table, k, h) / total * weight_of(weights, k, h, j);
            double gap = weight_of(weights, k, i, j) - by_row - by_column;
            spread += row_sum(table, k, i) * column_sum(table, k, j) / (total * total) *
                      gap * gap;
        }
    }
    return spread;
}

pal_kappa pal_kappa_cohen(const double *table, size_t k, const double *weights,
                          double subjects)
{
    double total = 0.0;
    for (size_t i = 0; i < k * k; i++)
        total += table[i];
    if (!(total > 0.0))
        return UNKNOWN;
    pal_kappa out = {0};
    for (size_t i = 0; i < k; i++) {
        double row = row_sum(table, k, i) / total;
        for (size_t j = 0; j < k; j++) {
            double w = weight_of(weights, k, i, j);
            out.observed += w * table[i * k + j] / total;
            out.expected += w * row * column_sum(table, k, j) / total;
        }
    }
    double room = 1.0 - out.expected;
    if (room < 1e-12) {
        out.kappa = (double)NAN;
        out.p = 1.0;
        return out;
    }
    double n = subjects > 0.0 ? subjects : total;
    double spread = null_spread(table, k, weights, total) - out.expected * out.expected;
    out.kappa = (out.observed - out.expected) / room;
    out.se = sqrt(fmax(0.0, spread) / n) / room;
    test_it(&out);
    return out;
}

void pal_kappa_weights(double *weights, size_t k, double power)
{
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            weights[i * k + j] =
                i == j
                    ? 1.0
                    : 1.0 - pow(fabs((double)i - (double)j) / ((double)k - 1.0), power);
}

pal_skewed pal_kappa_skewed(const double *table, size_t k)
{
    double total = 0.0;
    double agreed = 0.0;
    for (size_t i = 0; i < k * k; i++) {
        total += table[i];
        agreed += i % (k + 1) == 0 ? table[i] : 0.0;
    }
    if (!(total > 0.0) || k < 2)
        return (pal_skewed){(double)NAN, (double)NAN};
    double categories = (double)k;
    double observed = agreed / total;
    double chance = 0.0;
    for (size_t i = 0; i < k; i++) {
        double share = 0.5 * (row_sum(table, k, i) + column_sum(table, k, i)) / total;
        chance += share * (1.0 - share) / (categories - 1.0);
    }
    return (pal_skewed){(categories * observed - 1.0) / (categories - 1.0),
                        (observed - chance) / (1.0 - chance)};
}

static double raters_of(const uint32_t *counts, size_t k)
{
    double n = 0.0;
    for (size_t c = 0; c < k; c++)
        n += (double)counts[c];
    return n;
}

pal_kappa pal_kappa_fleiss(const uint32_t *counts, size_t subjects, size_t k)
{
    double raters = subjects ? raters_of(counts, k) : 0.0;
    if (raters < 2.0)
        return UNKNOWN;
    double all = (double)subjects * raters;
    double squares = 0.0;
    for (size_t i = 0; i < subjects; i++) {
        if (raters_of(counts + i * k, k) != raters)
            return UNKNOWN;
        for (size_t c = 0; c < k; c++)
            squares += (double)counts[i * k + c] * (double)counts[i * k + c];
    }
    pal_kappa out = {.observed = (squares - all) / (all * (raters - 1.0)), .p = 1.0};
    double first = 0.0; /* sum of p q */
    double third = 0.0; /* sum of p q (q - p) */
    for (size_t c = 0; c < k; c++) {
        double p = 0.0;
        for (size_t i = 0; i < subjects; i++)
            p += (double)counts[i * k + c] / all;
        out.expected += p * p;
        first += p * (1.0 - p);
        third += p * (1.0 - p) * (1.0 - 2.0 * p);
    }
    if (first < 1e-12) {
        out.kappa = (double)NAN;
        return out;
    }
    out.kappa = (out.observed - out.expected) / (1.0 - out.expected);
    out.se =
        sqrt(2.0 / (all * (raters - 1.0)) * fmax(0.0, first * first - third)) / first;
    test_it(&out);
    return out;
}

static bool complete(const int32_t *codes, size_t raters, size_t k)
{
    for (size_t r = 0; r < raters; r++)
        if (codes[r] < 0 || (size_t)codes[r] >= k)
            return false;
    return true;
}

/* The table of raters `first` and `second`; answers the number of subjects. */
static double cross(double *table, const int32_t *codes, size_t subjects, size_t raters,
                    size_t k, size_t first, size_t second)
{
    double n = 0.0;
    for (size_t i = 0; i < k * k; i++)
        table[i] = 0.0;
    for (size_t i = 0; i < subjects; i++) {
        const int32_t *row = codes + i * raters;
        if (!complete(row, raters, k))
            continue;
        table[(size_t)row[first] * k + (size_t)row[second]]++;
        n++;
    }
    return n;
}

pal_kappa pal_kappa_light(const int32_t *codes, size_t subjects, size_t raters, size_t k,
                          pal_arena *scratch)
{
    double *table = pal_new(scratch, double, k *k);
    if (!table || raters < 2)
        return UNKNOWN;
    pal_kappa out = {.p = 1.0};
    double pairs = 0.0;
    double n = 0.0;
    double disagree =
        1.0; /* chance that every pair differs, pairs taken as independent */
    for (size_t a = 0; a + 1 < raters; a++) {
        for (size_t b = a + 1; b < raters; b++) {
            n = cross(table, codes, subjects, raters, k, a, b);
            pal_kappa pair = pal_kappa_cohen(table, k, NULL, 0.0);
            out.kappa += pair.kappa;
            out.observed += pair.observed;
            out.expected += pair.expected;
            disagree *= 1.0 - pair.expected;
            pairs++;
        }
    }
    out.kappa /= pairs;
    out.observed /= pairs;
    out.expected /= pairs;
    /* 1 - pairs x prod(1 - expected); irr's estimate is not defined beyond 0 */
    double chance = 1.0 - pairs * disagree;
    if (chance > 0.0 && n > 0.0 && !isnan(out.kappa)) {
        out.se = sqrt(chance / (n * (1.0 - chance)));
        test_it(&out);
    }
    return out;
}
