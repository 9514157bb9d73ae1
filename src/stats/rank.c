#include "stats/rank.h"

#include <math.h>

#include "stats/nps.h"

pal_mann_whitney pal_mann_whitney_test(const uint64_t *a, const uint64_t *b,
                                       size_t levels, bool corrected)
{
    pal_mann_whitney t = {.higher = 0.5, .p = 1.0};
    double n = 0.0;
    double m = 0.0;
    double ties = 0.0;
    for (size_t i = 0; i < levels; i++) {
        double x = (double)a[i];
        double y = (double)b[i];
        t.u += x * (m + 0.5 * y);
        n += x;
        m += y;
        ties += (x + y) * ((x + y) * (x + y) - 1.0);
    }
    if (!(n > 0.0 && m > 0.0))
        return t;
    t.higher = t.u / (n * m);
    double all = n + m;
    double variance = n * m / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
    double gap = t.u - 0.5 * n * m;
    if (corrected)
        gap -= copysign(fmin(0.5, fabs(gap)), gap);
    if (variance > 0.0) {
        t.z = gap / sqrt(variance);
        t.p = pal_normal_p(t.z);
    }
    return t;
}

pal_ridit pal_ridit_of(const uint64_t *group, const uint64_t *reference, size_t levels)
{
    double n = 0.0;
    double m = 0.0;
    for (size_t i = 0; i < levels; i++) {
        n += (double)group[i];
        m += (double)reference[i];
    }
    if (!(n > 0.0 && m > 0.0))
        return (pal_ridit){0};
    pal_ridit out = {0};
    double below = 0.0;
    double spread = 0.0; /* of the ridits around their mean, 1/2 */
    for (size_t i = 0; i < levels; i++) {
        double y = (double)reference[i];
        double ridit = (below + 0.5 * y) / m;
        below += y;
        out.mean += (double)group[i] / n * ridit;
        spread += y / m * (ridit - 0.5) * (ridit - 0.5);
    }
    out.se = sqrt(spread / n);
    out.z = out.se > 0.0 ? (out.mean - 0.5) / out.se : 0.0;
    return out;
}
