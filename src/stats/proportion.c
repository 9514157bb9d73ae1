#include "stats/proportion.h"

#include <math.h>

pal_range pal_wilson(pal_part a, double z)
{
    if (a.n == 0)
        return (pal_range){0.0, 1.0};
    double n = (double)a.n;
    double p = (double)a.x / n;
    double z2 = z * z / n;
    double center = (p + 0.5 * z2) / (1.0 + z2);
    double width = z * sqrt(p * (1.0 - p) / n + 0.25 * z2 / n) / (1.0 + z2);
    /* the bound is exactly the edge there; rounding would leave 1e-17 */
    return (pal_range){a.x == 0 ? 0.0 : fmax(0.0, center - width),
                       a.x == a.n ? 1.0 : fmin(1.0, center + width)};
}

static double share(pal_part a)
{
    return a.n ? (double)a.x / (double)a.n : 0.0;
}

pal_range pal_newcombe(pal_part a, pal_part b, double z)
{
    if (a.n == 0 || b.n == 0)
        return (pal_range){-1.0, 1.0};
    pal_range u = pal_wilson(a, z);
    pal_range v = pal_wilson(b, z);
    double p = share(a);
    double q = share(b);
    return (pal_range){p - q - hypot(p - u.low, v.high - q),
                       p - q + hypot(u.high - p, q - v.low)};
}

pal_z_test pal_part_difference(pal_part a, pal_part b, double z)
{
    pal_range range = pal_newcombe(a, b, z);
    pal_z_test test = {.p = 1.0, .low = range.low, .high = range.high};
    if (a.n == 0 || b.n == 0)
        return test;
    test.difference = share(a) - share(b);
    double pooled = ((double)a.x + (double)b.x) / ((double)a.n + (double)b.n);
    test.se = sqrt(pooled * (1.0 - pooled) * (1.0 / (double)a.n + 1.0 / (double)b.n));
    if (test.se > 0.0) {
        test.z = test.difference / test.se;
        test.p = pal_normal_p(test.z);
    }
    return test;
}

static double pooled_share(const pal_part *parts, size_t count)
{
    double x = 0.0;
    double n = 0.0;
    for (size_t i = 0; i < count; i++) {
        x += (double)parts[i].x;
        n += (double)parts[i].n;
    }
    return n > 0.0 ? x / n : 0.0;
}

pal_chi2 pal_parts_test(const pal_part *parts, size_t count)
{
    double pooled = pooled_share(parts, count);
    double spread = pooled * (1.0 - pooled);
    double x2 = 0.0;
    double samples = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].n == 0)
            continue;
        double gap = share(parts[i]) - pooled;
        x2 += spread > 0.0 ? (double)parts[i].n * gap * gap / spread : 0.0;
        samples++;
    }
    return pal_chi2_from(x2, fmax(0.0, samples - 1.0));
}

pal_chi2 pal_parts_trend(const pal_part *parts, const double *scores, size_t count)
{
    double pooled = pooled_share(parts, count);
    double total = 0.0;
    double middle = 0.0;
    for (size_t i = 0; i < count; i++) {
        total += (double)parts[i].n;
        middle += (double)parts[i].n * (scores ? scores[i] : (double)i);
    }
    middle = total > 0.0 ? middle / total : 0.0;
    double slope = 0.0;
    double spread = 0.0;
    for (size_t i = 0; i < count; i++) {
        double distance = (scores ? scores[i] : (double)i) - middle;
        slope += distance * ((double)parts[i].x - (double)parts[i].n * pooled);
        spread += (double)parts[i].n * distance * distance;
    }
    spread *= pooled * (1.0 - pooled);
    return pal_chi2_from(spread > 0.0 ? slope * slope / spread : 0.0, 1.0);
}

pal_chi2 pal_mcnemar(uint64_t b, uint64_t c, bool corrected)
{
    double sum = (double)b + (double)c;
    double gap = fabs((double)b - (double)c);
    gap -= corrected ? fmin(1.0, gap) : 0.0;
    return pal_chi2_from(sum > 0.0 ? gap * gap / sum : 0.0, 1.0);
}
