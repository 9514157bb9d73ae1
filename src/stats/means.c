#include "stats/means.h"

#include <float.h>
#include <math.h>

static const double LEVEL = 0.975;
enum { MEDIAN_MIN = 6 };

void pal_moments_add(pal_moments *m, uint64_t n)
{
    m->count++;
    pal_wide_add(&m->sum, n, 1);
    pal_wide_add(&m->squares, n, n);
}

pal_moments pal_moments_rest(const pal_moments *all, const pal_moments *some)
{
    return (pal_moments){.count = all->count - some->count,
                         .sum = pal_wide_less(all->sum, some->sum),
                         .squares = pal_wide_less(all->squares, some->squares)};
}

pal_mean pal_moments_mean(const pal_moments *m, double offset, double unit)
{
    double n = (double)m->count;
    double sum = pal_wide_value(m->sum);
    double squares = pal_wide_value(m->squares);
    pal_mean out = {.count = m->count, .mean = NAN, .variance = NAN, .se = NAN};
    if (m->count == 0)
        return out;
    out.mean = offset + unit * (sum / n);
    if (m->count == 1)
        return out;
    /* what is less than the rounding of the two products is no variance */
    double spread = n * squares - sum * sum;
    if (spread <= 4.0 * DBL_EPSILON * n * squares)
        spread = 0.0;
    out.variance = unit * unit * spread / (n * (n - 1.0));
    out.se = sqrt(out.variance / n);
    return out;
}

pal_range pal_mean_interval(pal_mean a)
{
    if (a.count < 2)
        return (pal_range){NAN, NAN};
    double half = a.se * pal_t_quantile(LEVEL, (double)a.count - 1.0);
    return (pal_range){a.mean - half, a.mean + half};
}

pal_welch pal_means_compare(pal_mean a, pal_mean b)
{
    pal_welch out = {
        .difference = a.mean - b.mean, .low = NAN, .high = NAN, .df = NAN, .p = NAN};
    double va = a.se * a.se;
    double vb = b.se * b.se;
    if (a.count < 2 || b.count < 2 || va + vb == 0.0)
        return out;
    out.df = (va + vb) * (va + vb) /
             (va * va / ((double)a.count - 1.0) + vb * vb / ((double)b.count - 1.0));
    double se = sqrt(va + vb);
    double half = se * pal_t_quantile(LEVEL, out.df);
    out.low = out.difference - half;
    out.high = out.difference + half;
    out.p = fmin(1.0, 2.0 * pal_t_sf(fabs(out.difference) / se, out.df));
    return out;
}

uint64_t pal_median_rank(uint64_t n)
{
    if (n < MEDIAN_MIN)
        return 0;
    uint64_t low = 1; /* fits: 2^-6 < .025 */
    uint64_t high = n / 2 + 1;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (pal_binomial_cdf(middle - 1, n, 0.5) <= 1.0 - LEVEL)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double rank_of(const double *list, size_t count, size_t at)
{
    size_t less = 0;
    size_t same = 0;
    for (size_t i = 0; i < count; i++) {
        less += list[i] < list[at];
        same += list[i] == list[at];
    }
    return (double)less + ((double)same + 1.0) / 2.0;
}

double pal_spearman(const double *a, const double *b, size_t count)
{
    double middle = ((double)count + 1.0) / 2.0;
    double ab = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    for (size_t i = 0; i < count; i++) {
        double x = rank_of(a, count, i) - middle;
        double y = rank_of(b, count, i) - middle;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return aa > 0.0 && bb > 0.0 ? ab / sqrt(aa * bb) : (double)NAN;
}
