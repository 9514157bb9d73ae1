#include "stats/keyness.h"

#include <math.h>

/* x ln(x / m), 0 for x = 0. */
static double x_log_ratio(double x, double m)
{
    return x > 0.0 && m > 0.0 ? x * log(x / m) : 0.0;
}

static bool empty(pal_pair n)
{
    return !(n.c > 0.0 && n.d > 0.0 && n.a + n.b > 0.0);
}

static double expected(double size, pal_pair n)
{
    return size * (n.a + n.b) / (n.c + n.d);
}

double pal_keyness_g2(pal_pair n)
{
    if (empty(n))
        return 0.0;
    return fmax(0.0, 2.0 * (x_log_ratio(n.a, expected(n.c, n)) +
                            x_log_ratio(n.b, expected(n.d, n))));
}

double pal_keyness_g2_full(pal_pair n)
{
    if (empty(n))
        return 0.0;
    double without = n.c + n.d - n.a - n.b;
    double e1 = n.c * without / (n.c + n.d);
    double e2 = n.d * without / (n.c + n.d);
    return fmax(0.0, 2.0 * (x_log_ratio(n.a, expected(n.c, n)) +
                            x_log_ratio(n.b, expected(n.d, n)) +
                            x_log_ratio(n.c - n.a, e1) + x_log_ratio(n.d - n.b, e2)));
}

double pal_keyness_chi2(pal_pair n)
{
    if (empty(n))
        return 0.0;
    double e1 = expected(n.c, n);
    double e2 = expected(n.d, n);
    return (n.a - e1) * (n.a - e1) / e1 + (n.b - e2) * (n.b - e2) / e2;
}

double pal_log2_ratio(pal_pair n)
{
    return log2((n.a + 0.5) / (n.c + 0.5)) - log2((n.b + 0.5) / (n.d + 0.5));
}

double pal_collocation_t(double joint, double first, double second, double total)
{
    if (!(joint > 0.0) || !(total > 0.0))
        return 0.0;
    return (joint - first * second / total) / sqrt(joint);
}

void pal_monroe_z(double *z, const double *y1, const double *y2, const double *prior,
                  size_t count)
{
    double n1 = 0.0;
    double n2 = 0.0;
    for (size_t w = 0; w < count; w++) {
        n1 += y1[w] + prior[w];
        n2 += y2[w] + prior[w];
    }
    for (size_t w = 0; w < count; w++) {
        double u = y1[w] + prior[w];
        double v = y2[w] + prior[w];
        bool alone = n1 <= u || n2 <= v; /* the only word: no odds */
        z[w] = alone ? 0.0
                     : (log(u / (n1 - u)) - log(v / (n2 - v))) / sqrt(1.0 / u + 1.0 / v);
    }
}

void pal_monroe_prior(double *prior, const double *y1, const double *y2, double a0,
                      size_t count)
{
    double sum = 0.0;
    for (size_t w = 0; w < count; w++)
        sum += y1[w] + y2[w];
    for (size_t w = 0; w < count; w++) {
        double both = y1[w] + y2[w];
        prior[w] = both > 0.0 ? a0 * both / sum : a0 / (sum + a0);
    }
}
