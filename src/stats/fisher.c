#include "stats/fisher.h"

#include <math.h>

/* As R: probabilities that differ by rounding alone are equal. */
static const double RELATIVE = 1e-7;
static const double NEGLIGIBLE = 1e-19;

/* The number of whites: draws = a + c from a + b white and c + d black. */
typedef struct urn {
    uint64_t draws;
    uint64_t white;
    uint64_t black;
    uint64_t low;
    uint64_t high;
    uint64_t mode;
    pal_hyper law;
} urn;

static urn urn_of(pal_fourfold t)
{
    urn u = {.draws = t.a + t.c, .white = t.a + t.b, .black = t.c + t.d};
    u.low = u.draws > u.black ? u.draws - u.black : 0;
    u.high = u.draws < u.white ? u.draws : u.white;
    u.mode = (uint64_t)(((double)u.draws + 1.0) * ((double)u.white + 1.0) /
                        ((double)u.white + (double)u.black + 2.0));
    u.mode = u.mode < u.low ? u.low : u.mode > u.high ? u.high : u.mode;
    u.law = pal_hyper_of(u.draws, u.white, u.black);
    return u;
}

static double pmf(const urn *u, uint64_t k)
{
    return pal_hyper_at(&u->law, k);
}

/* P(k + 1) / P(k). */
static double step_up(const urn *u, uint64_t k)
{
    double x = (double)k;
    return ((double)u->white - x) * ((double)u->draws - x) /
           ((x + 1.0) * ((double)u->black - (double)u->draws + x + 1.0));
}

/* P(A >= k), k right of the mode; the terms fall. */
static double upper(const urn *u, uint64_t k)
{
    if (k > u->high)
        return 0.0;
    double term = pmf(u, k);
    double sum = term;
    for (; k < u->high && term > sum * NEGLIGIBLE; k++) {
        term *= step_up(u, k);
        sum += term;
    }
    return sum;
}

/* P(A <= k), k left of the mode. */
static double lower(const urn *u, uint64_t k)
{
    double term = pmf(u, k);
    double sum = term;
    for (; k > u->low && term > sum * NEGLIGIBLE; k--) {
        term /= step_up(u, k - 1);
        sum += term;
    }
    return sum;
}

static double at_least(const urn *u, uint64_t k)
{
    if (k > u->mode)
        return upper(u, k);
    return k == u->low ? 1.0 : 1.0 - lower(u, k - 1);
}

static double at_most(const urn *u, uint64_t k)
{
    return k < u->mode ? lower(u, k) : 1.0 - upper(u, k + 1);
}

static double both_tails(const urn *u, uint64_t k)
{
    double bound = pmf(u, k) * (1.0 + RELATIVE);
    if (pmf(u, u->mode) <= bound)
        return 1.0;
    uint64_t right = u->mode; /* the last one that is more probable */
    for (uint64_t end = k > u->mode ? k : u->high + 1; end - right > 1;) {
        uint64_t middle = right + (end - right) / 2;
        if (pmf(u, middle) > bound)
            right = middle;
        else
            end = middle;
    }
    double p = upper(u, right + 1);
    if (u->mode == u->low || pmf(u, u->low) > bound)
        return p;
    /* the last one that is no more probable */
    uint64_t left = k < u->mode ? k : u->low;
    for (uint64_t end = u->mode; end - left > 1;) {
        uint64_t middle = left + (end - left) / 2;
        if (pmf(u, middle) <= bound)
            left = middle;
        else
            end = middle;
    }
    return fmin(1.0, p + lower(u, left));
}

/* Sums over the support under odds exp(theta), from the mode outwards. */
typedef struct moments {
    double sum;
    double first; /* of k - mode */
    double second;
} moments;

static void add(moments *m, double weight, double distance)
{
    m->sum += weight;
    m->first += weight * distance;
    m->second += weight * distance * distance;
}

static double tilted_mean(const urn *u, double theta, double *variance)
{
    double psi = exp(theta);
    uint64_t mode = u->low;
    for (uint64_t end = u->high + 1; end - mode > 1;) {
        uint64_t middle = mode + (end - mode) / 2;
        if (step_up(u, middle - 1) * psi >= 1.0)
            mode = middle;
        else
            end = middle;
    }
    moments m = {1.0, 0.0, 0.0};
    double term = 1.0;
    for (uint64_t k = mode; k < u->high && term > NEGLIGIBLE; k++) {
        term *= step_up(u, k) * psi;
        add(&m, term, (double)(k + 1 - mode));
    }
    term = 1.0;
    for (uint64_t k = mode; k > u->low && term > NEGLIGIBLE; k--) {
        term /= step_up(u, k - 1) * psi;
        add(&m, term, -(double)(mode - (k - 1)));
    }
    double shift = m.first / m.sum;
    *variance = m.second / m.sum - shift * shift;
    return (double)mode + shift;
}

/* The odds under which the mean is the observed count: Newton within a bracket. */
static double likeliest_odds(const urn *u, pal_fourfold t)
{
    if (u->low == u->high)
        return (double)NAN;
    if (t.a == u->low || t.a == u->high)
        return t.a == u->low ? 0.0 : HUGE_VAL;
    double low = -100.0;
    double high = 100.0;
    double theta = log(((double)t.a + 0.5) * ((double)t.d + 0.5) /
                       (((double)t.b + 0.5) * ((double)t.c + 0.5)));
    for (int i = 0; i < 200; i++) {
        double variance = 0.0;
        double gap = tilted_mean(u, theta, &variance) - (double)t.a;
        if (gap > 0.0)
            high = theta;
        else
            low = theta;
        double next = theta - gap / variance;
        if (!(next > low && next < high))
            next = 0.5 * (low + high);
        double moved = fabs(next - theta);
        theta = next;
        if (moved < 1e-14)
            break;
    }
    return exp(theta);
}

double pal_fisher_two_sided(pal_fourfold t)
{
    urn u = urn_of(t);
    return both_tails(&u, t.a);
}

pal_fisher pal_fisher_test(pal_fourfold t)
{
    urn u = urn_of(t);
    return (pal_fisher){
        .two_sided = both_tails(&u, t.a),
        .less = at_most(&u, t.a),
        .greater = at_least(&u, t.a),
        .odds = likeliest_odds(&u, t),
    };
}
