#include "stats/weighted_part.h"

#include <math.h>

void pal_weight_part_add(pal_weight_part *part, int64_t weight)
{
    if (weight <= 0)
        return;
    part->count++;
    pal_wide_add(&part->sum, (uint64_t)weight, 1);
    pal_wide_add(&part->squares, (uint64_t)weight, (uint64_t)weight);
}

static double square(double x)
{
    return x * x;
}

/* Wilson's interval of a share of `n` answers, n not whole. */
static pal_range wilson(double p, double n, double z)
{
    double z2 = z * z / n;
    double center = (p + 0.5 * z2) / (1.0 + z2);
    double width = z * sqrt(p * (1.0 - p) / n + 0.25 * z2 / n) / (1.0 + z2);
    return (pal_range){p <= 0.0 ? 0.0 : fmax(0.0, center - width),
                       p >= 1.0 ? 1.0 : fmin(1.0, center + width)};
}

pal_weighted_part pal_weighted_part_of(const pal_weight_part *some,
                                       const pal_weight_part *all, double z)
{
    pal_weighted_part out = {0};
    if (all->count == 0)
        return out;
    double total = pal_wide_value(all->sum);
    double squares = pal_wide_value(all->squares);
    double with = pal_wide_value(some->squares);
    /* the rest is made of whole numbers: a share of 1 is 1 */
    double others = pal_wide_value(pal_wide_less(all->squares, some->squares));
    out.share = some->count == all->count ? 1.0 : pal_wide_value(some->sum) / total;
    out.effective = total * total / squares;
    out.se = sqrt(square(1.0 - out.share) * with + square(out.share) * others) / total;
    if (some->count == 0 || some->count == all->count) {
        double n = out.effective + 4.0;
        double p = (out.share * out.effective + 2.0) / n;
        out.se = sqrt(p * (1.0 - p) / n);
    }
    pal_range range = wilson(out.share, out.effective, z);
    out.low = range.low;
    out.high = range.high;
    return out;
}

pal_z_test pal_weighted_part_difference(const pal_weighted_part *a,
                                        const pal_weighted_part *b)
{
    pal_z_test test = {.p = 1.0, .low = -1.0, .high = 1.0};
    if (a->effective <= 0.0 || b->effective <= 0.0)
        return test;
    test.difference = a->share - b->share;
    test.se = hypot(a->se, b->se);
    test.z = test.difference / test.se;
    test.p = pal_normal_p(test.z);
    test.low = test.difference - hypot(a->share - a->low, b->high - b->share);
    test.high = test.difference + hypot(a->high - a->share, b->share - b->low);
    return test;
}

pal_chi2 pal_weighted_parts_trend(const pal_weighted_part *parts, size_t count)
{
    double total = 0.0;
    double middle = 0.0;
    double mean = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].effective <= 0.0)
            continue;
        double weight = 1.0 / square(parts[i].se);
        total += weight;
        middle += weight * (double)i;
        mean += weight * parts[i].share;
    }
    double slope = 0.0;
    double spread = 0.0;
    for (size_t i = 0; i < count && total > 0.0; i++) {
        if (parts[i].effective <= 0.0)
            continue;
        double weight = 1.0 / square(parts[i].se);
        double distance = (double)i - middle / total;
        slope += weight * distance * (parts[i].share - mean / total);
        spread += weight * square(distance);
    }
    return pal_chi2_from(spread > 0.0 ? square(slope) / spread : 0.0, 1.0);
}
