#include "stats/nps_test.h"

#include <math.h>

enum { EXACT_MAX = 1000 };

pal_nps_change pal_nps_compare(pal_bands a, pal_bands b, double z)
{
    pal_z_test plain = pal_nps_difference(a, b, z);
    uint64_t n = pal_bands_count(a);
    uint64_t m = pal_bands_count(b);
    pal_nps_change out = {plain.difference, -2.0, 2.0, 1.0, false};
    if (n == 0 || m == 0)
        return out;
    pal_share x = pal_nps_adjusted(a);
    pal_share y = pal_nps_adjusted(b);
    double width = z * hypot(x.se, y.se);
    out.low = fmax(-2.0, x.s - y.s - width);
    out.high = fmin(2.0, x.s - y.s + width);
    out.p = plain.p;
    if (n < PAL_NPS_Z_FROM || m < PAL_NPS_Z_FROM)
        out.exact = pal_nps_exact_p(&out.p, a, b);
    return out;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

bool pal_nps_exact_p(double *p, pal_bands a, pal_bands b)
{
    uint64_t n = pal_bands_count(a);
    uint64_t m = pal_bands_count(b);
    if (n > m)
        return pal_nps_exact_p(p, b, a);
    if (n > EXACT_MAX || m > (uint64_t)1 << 40)
        return false;
    uint64_t down = a.detractors + b.detractors;
    uint64_t still = a.passives + b.passives;
    uint64_t up = a.promoters + b.promoters;
    /* s_a - s_b = (x N - n X) / (n m): x and X are promoters minus detractors in a and in
     * all, N = n + m */
    int64_t size = (int64_t)n;
    int64_t all = (int64_t)(n + m);
    int64_t shift = size * ((int64_t)up - (int64_t)down);
    int64_t seen = all * ((int64_t)a.promoters - (int64_t)a.detractors) - shift;
    seen = seen < 0 ? -seen : seen;
    double sum = 0.0;
    const pal_hyper downs = pal_hyper_of(n, down, still + up);
    for (uint64_t d = 0; d <= least(n, down); d++) {
        double outer = pal_hyper_at(&downs, d);
        if (outer <= 0.0)
            continue;
        const pal_hyper ups = pal_hyper_of(n - d, up, still);
        for (uint64_t r = 0; r <= least(n - d, up); r++) {
            int64_t x = (int64_t)r - (int64_t)d;
            int64_t gap = all * x - shift;
            if ((gap < 0 ? -gap : gap) >= seen)
                sum += outer * pal_hyper_at(&ups, r);
        }
    }
    *p = fmin(1.0, sum);
    return true;
}

pal_chi2 pal_nps_waves(const pal_bands *waves, size_t count)
{
    double weight = 0.0;
    double sum = 0.0;
    double seen = 0.0;
    double q = 0.0;
    for (size_t i = 0; i < count; i++) {
        pal_share plain = pal_nps_share(waves[i]);
        if (plain.count == 0)
            continue;
        double se = plain.se > 0.0 ? plain.se : pal_nps_adjusted(waves[i]).se;
        double w = 1.0 / (se * se);
        /* West's update of the weighted mean and sum of squares */
        double gap = plain.s - sum;
        weight += w;
        sum += gap * w / weight;
        q += w * gap * (plain.s - sum);
        seen++;
    }
    return pal_chi2_from(fmax(0.0, q), fmax(0.0, seen - 1.0));
}

static bool takes_part(pal_band band, double weight)
{
    return band != PAL_BAND_NONE && weight > 0.0 && isfinite(weight);
}

static double step_of(pal_band band)
{
    return (double)(band == PAL_BAND_PROMOTER) - (double)(band == PAL_BAND_DETRACTOR);
}

pal_weighted pal_nps_weighted(const pal_band *bands, const double *weights, size_t count)
{
    pal_weighted out = {0};
    double sum = 0.0;
    double squares = 0.0;
    double score = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (!takes_part(bands[i], weights[i]))
            continue;
        sum += weights[i];
        squares += weights[i] * weights[i];
        score += weights[i] * step_of(bands[i]);
        out.count++;
    }
    if (out.count == 0)
        return out;
    out.s = score / sum;
    out.effective = sum * sum / squares;
    double spread = 0.0;
    for (size_t i = 0; i < count; i++) {
        double gap = weights[i] * (step_of(bands[i]) - out.s);
        spread += takes_part(bands[i], weights[i]) ? gap * gap : 0.0;
    }
    out.se = sqrt(spread) / sum;
    return out;
}

double pal_finite_factor(uint64_t n, uint64_t population)
{
    if (population == 0)
        return 1.0;
    return n < population ? sqrt(1.0 - (double)n / (double)population) : 0.0;
}

double pal_nps_mix_variance(double detractors, double promoters)
{
    double s = promoters - detractors;
    return promoters + detractors - s * s;
}

static double z_sum(double alpha, double power)
{
    return pal_normal_quantile(1.0 - 0.5 * alpha) + pal_normal_quantile(power);
}

uint64_t pal_nps_needed(double variance, double change, double alpha, double power)
{
    double z = z_sum(alpha, power);
    if (!(change > 0.0))
        return 0;
    double n = ceil(2.0 * variance * z * z / (change * change));
    return n >= 1.0 && n < 1e18 ? (uint64_t)n : 0;
}

double pal_nps_detectable(double variance, uint64_t n1, uint64_t n2, double alpha,
                          double power)
{
    return z_sum(alpha, power) * sqrt(variance * (1.0 / (double)n1 + 1.0 / (double)n2));
}
