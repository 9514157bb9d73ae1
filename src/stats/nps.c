#include "stats/nps.h"

#include <math.h>

uint64_t pal_bands_count(pal_bands bands)
{
    return bands.detractors + bands.passives + bands.promoters;
}

static pal_share share_of(double detractors, double passives, double promoters)
{
    double n = detractors + passives + promoters;
    if (n <= 0.0)
        return (pal_share){0};
    double p = promoters / n;
    double d = detractors / n;
    double s = p - d;
    double variance = p + d - s * s;
    /* all answers in one band: rounding may leave -1e-17 */
    if (variance < 0.0)
        variance = 0.0;
    return (pal_share){
        .s = s, .variance = variance, .se = sqrt(variance / n), .count = (uint64_t)n};
}

pal_share pal_nps_share(pal_bands bands)
{
    return share_of((double)bands.detractors, (double)bands.passives,
                    (double)bands.promoters);
}

pal_range pal_nps_wald(pal_bands bands, double z)
{
    pal_share share = pal_nps_share(bands);
    return (pal_range){share.s - z * share.se, share.s + z * share.se};
}

pal_share pal_nps_adjusted(pal_bands bands)
{
    return share_of((double)bands.detractors + 0.75, (double)bands.passives + 1.5,
                    (double)bands.promoters + 0.75);
}

pal_range pal_nps_interval(pal_bands bands, double z)
{
    pal_share share = pal_nps_adjusted(bands);
    return (pal_range){fmax(-1.0, share.s - z * share.se),
                       fmin(1.0, share.s + z * share.se)};
}

double pal_normal_p(double z)
{
    return erfc(fabs(z) / sqrt(2.0));
}

pal_z_test pal_nps_difference(pal_bands a, pal_bands b, double z)
{
    pal_share x = pal_nps_share(a);
    pal_share y = pal_nps_share(b);
    pal_z_test test = {.difference = x.s - y.s, .p = 1.0};
    test.se = sqrt(x.se * x.se + y.se * y.se);
    if (test.se > 0.0) {
        test.z = test.difference / test.se;
        test.p = pal_normal_p(test.z);
    }
    test.low = test.difference - z * test.se;
    test.high = test.difference + z * test.se;
    return test;
}

double pal_nps_p(pal_bands bands)
{
    pal_share share = pal_nps_share(bands);
    return share.se > 0.0 ? pal_normal_p(share.s / share.se) : 1.0;
}

pal_nps pal_nps_from(pal_bands bands)
{
    pal_nps out = {.bands = bands};
    if (pal_bands_count(bands) == 0)
        return out;
    pal_range range = pal_nps_interval(bands, PAL_Z95);
    out.nps = 100.0 * pal_nps_share(bands).s;
    out.low = 100.0 * range.low;
    out.high = 100.0 * range.high;
    return out;
}

pal_impact pal_nps_impact(pal_bands with, pal_bands rest, double z)
{
    pal_share t = pal_nps_share(with);
    pal_share o = pal_nps_share(rest);
    if (t.count == 0 || o.count == 0)
        return (pal_impact){0};
    double share = (double)t.count / (double)(t.count + o.count);
    double points = 100.0 * share * (t.s - o.s);
    double error = 100.0 * share * sqrt(t.se * t.se + o.se * o.se);
    return (pal_impact){points, points - z * error, points + z * error};
}
