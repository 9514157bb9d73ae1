#include "stats/weighted_mean.h"

#include <float.h>
#include <math.h>

static const double LEVEL = 0.975;
static const double EFFECTIVE_MIN = 2.0;
enum { LIMBS = 3 };

/* --- sums --- */

static void add_at(pal_vast *sum, size_t at, uint64_t limb)
{
    for (; at < LIMBS && limb != 0; at++) {
        sum->limbs[at] += limb;
        limb = sum->limbs[at] < limb;
    }
}

void pal_vast_add(pal_vast *sum, pal_wide a, pal_wide b)
{
    const uint64_t x[] = {a.low, a.high};
    const uint64_t y[] = {b.low, b.high};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++) {
            pal_wide product = {0, 0};
            pal_wide_add(&product, x[i], y[k]);
            add_at(sum, i + k, product.low);
            add_at(sum, i + k + 1, product.high);
        }
}

double pal_vast_value(pal_vast sum)
{
    return ldexp((double)sum.limbs[2], 128) + ldexp((double)sum.limbs[1], 64) +
           (double)sum.limbs[0];
}

static pal_vast vast_less(pal_vast a, pal_vast b)
{
    pal_vast out;
    uint64_t borrow = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        uint64_t less = a.limbs[i] - b.limbs[i];
        out.limbs[i] = less - borrow;
        borrow = (a.limbs[i] < b.limbs[i]) | (less < borrow);
    }
    return out;
}

void pal_weighted_moments_add(pal_weighted_moments *m, uint64_t n, int64_t weight)
{
    if (weight <= 0)
        return;
    uint64_t w = (uint64_t)weight;
    pal_wide square = {0, 0};
    pal_wide value = {0, 0};
    pal_wide_add(&square, w, w);
    pal_wide_add(&value, w, n);
    m->count++;
    pal_wide_add(&m->sum, w, 1);
    pal_wide_add(&m->squares, w, w);
    pal_wide_add(&m->values, w, n);
    pal_vast_add(&m->cross, square, (pal_wide){n, 0});
    pal_vast_add(&m->spread, value, value);
}

pal_weighted_moments pal_weighted_moments_rest(const pal_weighted_moments *all,
                                               const pal_weighted_moments *some)
{
    return (pal_weighted_moments){.count = all->count - some->count,
                                  .sum = pal_wide_less(all->sum, some->sum),
                                  .squares = pal_wide_less(all->squares, some->squares),
                                  .values = pal_wide_less(all->values, some->values),
                                  .cross = vast_less(all->cross, some->cross),
                                  .spread = vast_less(all->spread, some->spread)};
}

/* --- figures --- */

pal_weighted_mean pal_weighted_moments_mean(const pal_weighted_moments *m, double offset,
                                            double unit)
{
    pal_weighted_mean out = {.count = m->count, .mean = (double)NAN, .se = (double)NAN};
    if (m->count == 0)
        return out;
    double n = (double)m->count;
    double total = pal_wide_value(m->sum);
    double squares = pal_wide_value(m->squares);
    double mean = pal_wide_value(m->values) / total;
    out.mean = offset + unit * mean;
    out.effective = total * total / squares;
    if (m->count == 1)
        return out;
    double above = pal_vast_value(m->spread);
    double spread = above - 2.0 * mean * pal_vast_value(m->cross) + mean * mean * squares;
    /* what is less than the rounding of the three products is no variance */
    if (spread <= 8.0 * DBL_EPSILON * above)
        spread = 0.0;
    out.se = unit * sqrt(n / (n - 1.0) * spread) / total;
    return out;
}

pal_range pal_weighted_mean_interval(pal_weighted_mean a)
{
    if (!(a.effective >= EFFECTIVE_MIN))
        return (pal_range){(double)NAN, (double)NAN};
    double half = a.se * pal_t_quantile(LEVEL, a.effective - 1.0);
    return (pal_range){a.mean - half, a.mean + half};
}

pal_welch pal_weighted_means_compare(pal_weighted_mean a, pal_weighted_mean b)
{
    pal_welch out = {.difference = a.mean - b.mean,
                     .low = (double)NAN,
                     .high = (double)NAN,
                     .df = (double)NAN,
                     .p = (double)NAN};
    double va = a.se * a.se;
    double vb = b.se * b.se;
    if (!(a.effective >= EFFECTIVE_MIN && b.effective >= EFFECTIVE_MIN && va + vb > 0.0))
        return out;
    out.df = (va + vb) * (va + vb) /
             (va * va / (a.effective - 1.0) + vb * vb / (b.effective - 1.0));
    double se = sqrt(va + vb);
    double half = se * pal_t_quantile(LEVEL, out.df);
    out.low = out.difference - half;
    out.high = out.difference + half;
    out.p = fmin(1.0, 2.0 * pal_t_sf(fabs(out.difference) / se, out.df));
    return out;
}
