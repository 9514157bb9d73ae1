#include "stats/trend.h"

#include <math.h>

/* Mean moving range of two normal values, in standard deviations: d2 of n = 2. */
static const double D2 = 1.128;
enum { KENDALL_MAX = 10000, EXACT_MAX = 10, PAIRS_MAX = EXACT_MAX * (EXACT_MAX - 1) / 2 };

static double sigma(double p, uint64_t n)
{
    return sqrt(p * (1.0 - p) / (double)n);
}

pal_pchart pal_pchart_of(const pal_part *waves, size_t count, bool laney)
{
    double x = 0.0;
    double n = 0.0;
    for (size_t i = 0; i < count; i++) {
        x += (double)waves[i].x;
        n += (double)waves[i].n;
    }
    pal_pchart chart = {n > 0.0 ? x / n : 0.0, 1.0};
    double last = 0.0;
    double moved = 0.0;
    size_t seen = 0;
    for (size_t i = 0; i < count && laney; i++) {
        double error = waves[i].n ? sigma(chart.center, waves[i].n) : 0.0;
        if (!(error > 0.0))
            continue;
        double z = ((double)waves[i].x / (double)waves[i].n - chart.center) / error;
        moved += seen ? fabs(z - last) : 0.0;
        last = z;
        seen++;
    }
    if (seen > 1)
        chart.sigma_z = moved / (double)(seen - 1) / D2;
    return chart;
}

pal_range pal_pchart_limits(pal_pchart chart, uint64_t n)
{
    if (n == 0)
        return (pal_range){0.0, 1.0};
    double width = 3.0 * chart.sigma_z * sigma(chart.center, n);
    return (pal_range){fmax(0.0, chart.center - width), fmin(1.0, chart.center + width)};
}

int pal_pchart_alarm(pal_pchart chart, pal_part wave)
{
    if (wave.n == 0)
        return 0;
    pal_range limits = pal_pchart_limits(chart, wave.n);
    double p = (double)wave.x / (double)wave.n;
    return (p > limits.high) - (p < limits.low);
}

/* P(|S| >= s) when all orders of n different values are equally likely: the number of
 * inversions is the sum of independent uniform ones of 0..i. */
static double exact_p(size_t n, double s)
{
    double ways[PAIRS_MAX + 1] = {1.0};
    size_t pairs = 0;
    double orders = 1.0;
    for (size_t i = 1; i < n; i++) {
        double fresh[PAIRS_MAX + 1] = {0.0};
        for (size_t k = 0; k <= pairs; k++)
            for (size_t j = 0; j <= i; j++)
                fresh[k + j] += ways[k];
        pairs += i;
        orders *= (double)(i + 1);
        for (size_t k = 0; k <= pairs; k++)
            ways[k] = fresh[k];
    }
    double as_far = 0.0;
    for (size_t k = 0; k <= pairs; k++)
        if (fabs((double)pairs - 2.0 * (double)k) >= fabs(s) - 0.5)
            as_far += ways[k];
    return as_far / orders;
}

pal_mann_kendall pal_mann_kendall_test(const double *values, size_t count)
{
    count = count < KENDALL_MAX ? count : KENDALL_MAX;
    pal_mann_kendall t = {.p = 1.0};
    size_t n = 0;
    double ties = 0.0; /* sum over groups of t (t-1) (2t+5) */
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        n++;
        double same = 1.0; /* of the values up to i */
        for (size_t j = 0; j < i; j++) {
            if (isnan(values[j]))
                continue;
            t.s += (values[i] > values[j]) - (values[i] < values[j]);
            same += values[i] == values[j];
        }
        /* what the i-th equal value adds to its group's term */
        ties += same * (same - 1.0) * (2.0 * same + 5.0) -
                (same - 1.0) * (same - 2.0) * (2.0 * same + 3.0);
    }
    if (n < 2)
        return t;
    double size = (double)n;
    t.tau = t.s / (0.5 * size * (size - 1.0));
    t.variance = (size * (size - 1.0) * (2.0 * size + 5.0) - ties) / 18.0;
    if (t.variance > 0.0 && t.s != 0.0)
        t.z = (t.s > 0.0 ? t.s - 1.0 : t.s + 1.0) / sqrt(t.variance);
    bool tied = ties > 0.0;
    t.p = n <= EXACT_MAX && !tied ? exact_p(n, t.s) : pal_normal_p(t.z);
    return t;
}
