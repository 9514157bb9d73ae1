#include "model/calibrate.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { STEPS_MAX = 100 };

double pal_calibrated(double decision, double a, double b)
{
    return 1.0 / (1.0 + exp(-(a * decision + b)));
}

double pal_log_odds(double p)
{
    double bounded = fmin(fmax(p, 1e-6), 1.0 - 1e-6);
    return log(bounded / (1.0 - bounded));
}

double pal_share_threshold(uint64_t have, uint64_t texts, double out)
{
    double share = ((double)have + 1.0) / ((double)texts + 2.0);
    return 1.0 / (1.0 + exp(-out * pal_log_odds(share)));
}

/* log(1 + exp(x)) without overflow. */
static double softplus(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

typedef struct targets {
    double high, low;
} targets;

static double loss(const double *d, const bool *yes, size_t count, targets t, double a,
                   double b)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double f = a * d[i] + b;
        double target = yes[i] ? t.high : t.low;
        sum += softplus(f) - target * f;
    }
    return sum;
}

void pal_calibrate(const double *d, const bool *yes, size_t count, double *a_out,
                   double *b_out)
{
    double positives = 0;
    for (size_t i = 0; i < count; i++)
        positives += yes[i];
    double negatives = (double)count - positives;
    targets t = {(positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0)};
    double a = 1.0;
    double b = log((positives + 1.0) / (negatives + 1.0));
    double now = loss(d, yes, count, t, a, b);
    for (int step = 0; step < STEPS_MAX; step++) {
        double haa = 1e-12, hbb = 1e-12, hab = 0, ga = 0, gb = 0;
        for (size_t i = 0; i < count; i++) {
            double p = pal_calibrated(d[i], a, b);
            double off = p - (yes[i] ? t.high : t.low);
            double curve = p * (1.0 - p);
            haa += d[i] * d[i] * curve;
            hbb += curve;
            hab += d[i] * curve;
            ga += d[i] * off;
            gb += off;
        }
        if (fabs(ga) < 1e-5 && fabs(gb) < 1e-5)
            break;
        double det = haa * hbb - hab * hab;
        double da = -(hbb * ga - hab * gb) / det;
        double db = -(haa * gb - hab * ga) / det;
        double slope = ga * da + gb * db;
        double part = 1.0;
        while (part >= 1e-10) {
            double then = loss(d, yes, count, t, a + part * da, b + part * db);
            if (then < now + 1e-4 * part * slope) {
                a += part * da;
                b += part * db;
                now = then;
                break;
            }
            part /= 2.0;
        }
        if (part < 1e-10)
            break;
    }
    *a_out = a;
    *b_out = b;
}

typedef struct scored {
    double decision;
    bool yes;
} scored;

static int by_decision(const void *a, const void *b)
{
    double x = ((const scored *)a)->decision;
    double y = ((const scored *)b)->decision;
    return x > y ? -1 : x < y;
}

bool pal_best_threshold(const double *decisions, const bool *yes, size_t count,
                        pal_arena *scratch, double *out)
{
    scored *list = pal_new(scratch, scored, count);
    if (!list)
        return false;
    double gold = 0;
    for (size_t i = 0; i < count; i++) {
        list[i] = (scored){decisions[i], yes[i]};
        gold += yes[i];
    }
    if (count > 1)
        qsort(list, count, sizeof *list, by_decision);
    double best = 0;
    double right = 0;
    *out = DBL_MAX;
    for (size_t i = 0; i < count; i++) {
        right += list[i].yes;
        if (i + 1 < count && list[i + 1].decision >= list[i].decision)
            continue; /* equal decisions go together */
        double f1 = 2.0 * right / ((double)(i + 1) + gold);
        if (f1 > best) {
            best = f1;
            *out = list[i].decision;
        }
    }
    return true;
}
