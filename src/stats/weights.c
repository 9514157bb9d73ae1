#include "stats/weights.h"

#include <math.h>

/* What a band counts in the score. */
static const double steps[PAL_BAND_COUNT] = {0.0, -1.0, 0.0, 1.0};
static const double MILLIONTH = 1e-6;

static void add_low(pal_wide *sum, uint64_t low)
{
    sum->low += low;
    sum->high += sum->low < low;
}

void pal_wide_add(pal_wide *sum, uint64_t a, uint64_t b)
{
    uint64_t a0 = a & UINT32_MAX;
    uint64_t a1 = a >> 32;
    uint64_t b0 = b & UINT32_MAX;
    uint64_t b1 = b >> 32;
    const uint64_t middle[] = {a0 * b1, a1 * b0};
    add_low(sum, a0 * b0);
    sum->high += a1 * b1;
    for (int i = 0; i < 2; i++) {
        sum->high += middle[i] >> 32;
        add_low(sum, middle[i] << 32);
    }
}

pal_wide pal_wide_less(pal_wide a, pal_wide b)
{
    return (pal_wide){a.low - b.low, a.high - b.high - (a.low < b.low)};
}

double pal_wide_value(pal_wide sum)
{
    return ldexp((double)sum.high, 64) + (double)sum.low;
}

void pal_weights_add(pal_weight_sums *sums, pal_band band, int64_t weight)
{
    if (weight <= 0)
        return;
    sums->count[band]++;
    pal_wide_add(&sums->sum[band], (uint64_t)weight, 1);
    pal_wide_add(&sums->squares[band], (uint64_t)weight, (uint64_t)weight);
}

pal_weight_sums pal_weights_rest(const pal_weight_sums *all, const pal_weight_sums *some)
{
    pal_weight_sums out = {0};
    for (size_t b = 0; b < PAL_BAND_COUNT; b++) {
        out.count[b] = all->count[b] - some->count[b];
        out.sum[b] = pal_wide_less(all->sum[b], some->sum[b]);
        out.squares[b] = pal_wide_less(all->squares[b], some->squares[b]);
    }
    return out;
}

double pal_weights_total(const pal_weight_sums *sums)
{
    double total = 0.0;
    for (size_t b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++)
        total += pal_wide_value(sums->sum[b]);
    return total * MILLIONTH;
}

static double square(double x)
{
    return x * x;
}

pal_weighted pal_weights_nps(const pal_weight_sums *sums)
{
    pal_weighted out = {0};
    double total = 0.0;
    double squares = 0.0;
    for (size_t b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++) {
        double weight = pal_wide_value(sums->sum[b]);
        out.count += sums->count[b];
        out.s += weight * steps[b];
        total += weight;
        squares += pal_wide_value(sums->squares[b]);
    }
    if (out.count == 0)
        return out;
    out.s /= total;
    out.effective = total * total / squares;
    double spread = 0.0;
    for (size_t b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++)
        spread += pal_wide_value(sums->squares[b]) * square(steps[b] - out.s);
    out.se = sqrt(spread) / total;
    return out;
}

pal_range pal_weighted_interval(pal_weighted score, double z)
{
    double n = score.effective;
    double share = n / (n + 3.0); /* of the answers that were given */
    double middle = score.s * share;
    double own = square(score.se) + square(score.s - middle) / n;
    double added = (1.5 + 3.0 * square(middle)) / square(n);
    double half = z * share * sqrt(own + added);
    return (pal_range){fmax(-1.0, middle - half), fmin(1.0, middle + half)};
}

pal_weighted pal_weights_impact(const pal_weight_sums *with, const pal_weight_sums *rest)
{
    pal_weighted t = pal_weights_nps(with);
    pal_weighted o = pal_weights_nps(rest);
    if (t.count == 0 || o.count == 0)
        return (pal_weighted){0};
    double own = pal_weights_total(with);
    double others = pal_weights_total(rest);
    double share = own / (own + others);
    double s = share * t.s + (1.0 - share) * o.s;
    double spread = 0.0;
    double squares = 0.0;
    for (size_t b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++) {
        double e = steps[b] - s - (steps[b] - o.s) / (1.0 - share);
        spread += pal_wide_value(with->squares[b]) * square(steps[b] - s) +
                  pal_wide_value(rest->squares[b]) * square(e);
        squares += pal_wide_value(with->squares[b]) + pal_wide_value(rest->squares[b]);
    }
    double total = (own + others) / MILLIONTH;
    return (pal_weighted){.s = s - o.s,
                          .se = sqrt(spread) / total,
                          .effective = total * total / squares,
                          .count = t.count + o.count};
}
