#include "stats/dist.h"

#include <math.h>

/* Continued fractions near x = a need a few times sqrt(a) steps. */
enum { STEPS_MAX = 100000 };
static const double TINY = 1e-300;
static const double LOG_2PI = 1.8378770664093454836;

double pal_normal_cdf(double z)
{
    return 0.5 * erfc(-z / sqrt(2.0));
}

double pal_normal_sf(double z)
{
    return 0.5 * erfc(z / sqrt(2.0));
}

/* The quantile of p <= 1/2. */
static double lower_quantile(double p)
{
    double t = sqrt(-2.0 * log(p));
    double z = (2.515517 + t * (0.802853 + t * 0.010328)) /
                   (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
               t;
    for (int i = 0; i < 4; i++) {
        double density = exp(-0.5 * (z * z + LOG_2PI));
        if (density <= 0.0)
            break;
        double step = (pal_normal_cdf(z) - p) / density;
        z -= step / (1.0 + 0.5 * z * step);
    }
    return z;
}

double pal_normal_quantile(double p)
{
    if (!(p >= 0.0 && p <= 1.0))
        return (double)NAN;
    if (p == 0.0 || p == 1.0)
        return p == 0.0 ? -HUGE_VAL : HUGE_VAL;
    if (p == 0.5)
        return 0.0;
    return p < 0.5 ? lower_quantile(p) : -lower_quantile(1.0 - p);
}

/* ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2) for x >= 10. */
static double stirling_tail(double x)
{
    static const double c[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                               1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    double y = 1.0 / (x * x);
    double sum = 0.0;
    for (size_t i = sizeof c / sizeof *c; i-- > 0;)
        sum = sum * y + c[i];
    return sum / x;
}

double pal_log_gamma(double x)
{
    if (!(x > 0.0))
        return (double)NAN;
    double product = 1.0;
    while (x < 10.0) {
        product *= x;
        x += 1.0;
    }
    return (x - 0.5) * log(x) - x + 0.5 * LOG_2PI + stirling_tail(x) - log(product);
}

double pal_log_factorial(uint64_t n)
{
    return n < 2 ? 0.0 : pal_log_gamma((double)n + 1.0);
}

/* What Stirling's formula for ln Gamma(x + 1) leaves out. */
static double stirling_error(double x)
{
    if (x >= 10.0)
        return stirling_tail(x);
    return pal_log_gamma(x + 1.0) - (x + 0.5) * log(x) + x - 0.5 * LOG_2PI;
}

/* x ln(x / m) + m - x without cancellation. */
static double deviance(double x, double m)
{
    if (fabs(x - m) >= 0.1 * (x + m))
        return x * log(x / m) + m - x;
    double v = (x - m) / (x + m);
    double sum = (x - m) * v;
    double term = 2.0 * x * v;
    v *= v;
    for (int j = 1; j < 1000; j++) {
        term *= v;
        double next = sum + term / (2 * j + 1);
        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

/* ln of m^x e^-m / Gamma(x + 1), x > 0. */
static double log_poisson(double x, double m)
{
    return -stirling_error(x) - deviance(x, m) - 0.5 * (LOG_2PI + log(x));
}

/* ln of the binomial probability of x of n, which need not be whole. */
static double log_binomial(double x, double n, double p, double q)
{
    if (x == 0.0)
        return p < 0.5 ? n * log1p(-p) : n * log(q);
    if (x == n)
        return q < 0.5 ? n * log1p(-q) : n * log(p);
    double left = n - x;
    double core = stirling_error(n) - stirling_error(x) - stirling_error(left) -
                  deviance(x, n * p) - deviance(left, n * q);
    return core - 0.5 * (LOG_2PI + log(x) + log(left / n));
}

static double gamma_series(double a, double x)
{
    double term = 1.0;
    double sum = 1.0;
    for (int n = 1; n < STEPS_MAX && term > sum * 1e-17; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return exp(log_poisson(a, x)) * sum;
}

/* Lentz's algorithm. */
static double gamma_fraction(double a, double x)
{
    double b = x + 1.0 - a;
    double c = 1.0 / TINY;
    double d = 1.0 / b;
    double h = d;
    for (int i = 1; i < STEPS_MAX; i++) {
        double an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = b + an / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        if (fabs(d * c - 1.0) < 1e-16)
            break;
    }
    return a * exp(log_poisson(a, x)) * h;
}

double pal_gamma_q(double a, double x)
{
    if (!(a > 0.0) || !(x >= 0.0))
        return (double)NAN;
    if (x == 0.0)
        return 1.0;
    if (isinf(x))
        return 0.0;
    return x < a + 1.0 ? fmax(0.0, 1.0 - gamma_series(a, x)) : gamma_fraction(a, x);
}

/* x^a y^b / B(a, b), through the binomial form so that large a keeps its digits. */
static double beta_kernel(double a, double b, double x, double y)
{
    return exp(log_binomial(a, a + b, x, y)) * a * b / (a + b);
}

static double beta_fraction(double a, double b, double x, double y)
{
    double c = 1.0;
    double d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (fabs(d) < TINY ? TINY : d);
    double h = d;
    for (int m = 1; m < STEPS_MAX; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
        d = 1.0 + even * d;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = 1.0 + even / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
        d = 1.0 + odd * d;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = 1.0 + odd / c;
        c = fabs(c) < TINY ? TINY : c;
        h *= d * c;
        if (fabs(d * c - 1.0) < 1e-16)
            break;
    }
    return beta_kernel(a, b, x, y) * h / a;
}

double pal_beta_inc(double a, double b, double x, double y)
{
    if (!(a > 0.0) || !(b > 0.0) || !(x >= 0.0) || !(y >= 0.0))
        return (double)NAN;
    if (x == 0.0 || y == 0.0)
        return x == 0.0 ? 0.0 : 1.0;
    if (x < (a + 1.0) / (a + b + 2.0))
        return fmin(1.0, beta_fraction(a, b, x, y));
    return fmax(0.0, 1.0 - beta_fraction(b, a, y, x));
}

double pal_chi2_sf(double x, double df)
{
    return x <= 0.0 && df > 0.0 ? 1.0 : pal_gamma_q(0.5 * df, 0.5 * x);
}

pal_chi2 pal_chi2_from(double x2, double df)
{
    return (pal_chi2){x2, df, df > 0.0 ? pal_chi2_sf(x2, df) : 1.0};
}

/* P(T > t) for t >= 0. */
static double upper_t(double t, double df)
{
    double sum = df + t * t;
    if (isinf(sum))
        return isinf(df) ? pal_normal_sf(t) : 0.0;
    return 0.5 * pal_beta_inc(0.5 * df, 0.5, df / sum, t * t / sum);
}

double pal_t_sf(double t, double df)
{
    if (!(df > 0.0) || isnan(t))
        return (double)NAN;
    return t >= 0.0 ? upper_t(t, df) : 1.0 - upper_t(-t, df);
}

double pal_t_quantile(double p, double df)
{
    if (!(p > 0.0 && p < 1.0) || !(df > 0.0))
        return (double)NAN;
    double q = p < 0.5 ? p : 1.0 - p;
    if (q == 0.5)
        return 0.0;
    /* The normal quantile lies left of the root, and the tail is convex there: Newton's
     * method climbs to the root without overshooting. */
    double t = -pal_normal_quantile(q);
    for (int i = 0; i < 500 && !isinf(df); i++) {
        double sum = df + t * t;
        double density = beta_kernel(0.5 * df, 0.5, df / sum, t * t / sum) / t;
        double step = (upper_t(t, df) - q) / density;
        if (!isfinite(step))
            break;
        t += step;
        if (fabs(step) <= 1e-15 * t)
            break;
    }
    return p < 0.5 ? -t : t;
}

double pal_binomial_pmf(uint64_t k, uint64_t n, double p)
{
    if (!(p >= 0.0 && p <= 1.0))
        return (double)NAN;
    if (k > n)
        return 0.0;
    if (p == 0.0 || p == 1.0)
        return k == (p == 0.0 ? 0 : n) ? 1.0 : 0.0;
    return exp(log_binomial((double)k, (double)n, p, 1.0 - p));
}

double pal_binomial_cdf(uint64_t k, uint64_t n, double p)
{
    if (!(p >= 0.0 && p <= 1.0))
        return (double)NAN;
    if (k >= n)
        return 1.0;
    return pal_beta_inc((double)(n - k), (double)k + 1.0, 1.0 - p, p);
}

pal_hyper pal_hyper_of(uint64_t draws, uint64_t white, uint64_t black)
{
    double total = (double)white + (double)black;
    double n = (double)draws;
    pal_hyper h = {.draws = draws, .white = white, .black = black};
    if (draws != 0 && n != total) {
        h.p = n / total;
        h.q = (total - n) / total;
        h.all = log_binomial(n, total, h.p, h.q);
    }
    return h;
}

double pal_hyper_at(const pal_hyper *h, uint64_t k)
{
    if (k > h->draws || k > h->white || h->draws - k > h->black)
        return 0.0;
    double n = (double)h->draws;
    if (n == 0.0 || n == (double)h->white + (double)h->black)
        return 1.0;
    return exp(log_binomial((double)k, (double)h->white, h->p, h->q) +
               log_binomial(n - (double)k, (double)h->black, h->p, h->q) - h->all);
}

double pal_hyper_pmf(uint64_t k, uint64_t draws, uint64_t white, uint64_t black)
{
    const pal_hyper h = pal_hyper_of(draws, white, black);
    return pal_hyper_at(&h, k);
}
