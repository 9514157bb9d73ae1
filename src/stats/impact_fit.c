#include "stats/impact_fit.h"

#include <math.h>
#include <stdlib.h>

#include "stats/dist.h"
#include "stats/impact_theme.h"
#include "stats/importance.h"
#include "stats/regress.h"

enum { THEMES_MAX = PAL_OLS_COLUMNS_MAX - 1 };
static const double VALUES[PAL_BAND_COUNT] = {0.0, -100.0, 0.0, 100.0};

/* Themes that take part, and the column of each theme; 0 = none. */
typedef struct choice {
    uint32_t themes[PAL_JOHNSON_MAX];
    size_t count;
    uint32_t *column; /* by theme, from 1 */
} choice;

typedef struct ranked {
    uint64_t mentions;
    uint32_t theme;
} ranked;

static int by_mentions(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions ? -1 : 1;
    return (x->theme > y->theme) - (x->theme < y->theme);
}

/* The most frequent themes with `least` mentions, at most `most`; `candidates` of all. */
static bool choose(choice *out, size_t *candidates, const pal_impact_rows *rows,
                   uint64_t least, size_t most, pal_arena *scratch)
{
    ranked *list = pal_new(scratch, ranked, rows->theme_count);
    out->column = pal_new(scratch, uint32_t, rows->theme_count);
    out->count = 0;
    *candidates = 0;
    if (!list || !out->column)
        return false;
    for (uint32_t t = 0; t < rows->theme_count; t++)
        if (rows->mentions[t] >= least)
            list[(*candidates)++] = (ranked){rows->mentions[t], t};
    if (*candidates > 1)
        qsort(list, *candidates, sizeof *list, by_mentions);
    for (; out->count < *candidates && out->count < most; out->count++) {
        out->themes[out->count] = list[out->count].theme;
        out->column[list[out->count].theme] = (uint32_t)out->count + 1;
    }
    return true;
}

/* The columns of a pattern, which begin with the intercept. */
static void set_row(double *x, const choice *c, const pal_pattern *pattern, double value)
{
    for (size_t i = 0; i < pal_pattern_size(pattern); i++) {
        uint32_t column = c->column[pal_pattern_theme(pattern, i)];
        if (column != 0)
            x[column] = value;
    }
}

typedef void ols_fn(pal_ols *ols, const double *x, double y, uint64_t times);

static void pass(pal_ols *ols, ols_fn *step, const choice *c, const pal_impact_rows *rows)
{
    double x[PAL_OLS_COLUMNS_MAX] = {1.0};
    for (size_t i = 0; i < rows->pattern_count; i++) {
        const pal_pattern *pattern = &rows->patterns[i];
        set_row(x, c, pattern, 1.0);
        for (size_t b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++)
            if (pattern->bands[b] != 0)
                step(ols, x, VALUES[b], pattern->bands[b]);
        set_row(x, c, pattern, 0.0);
    }
}

static pal_estimate with_error(double value, double se, double t)
{
    return (pal_estimate){value, value - t * se, value + t * se};
}

static void tell(pal_impact_fit *fit, pal_theme_impact *themes, const pal_ols *ols,
                 const choice *c, const pal_impact_rows *rows)
{
    double t = pal_t_quantile(0.975, ols->df); /* NaN without a degree of freedom */
    double n = (double)ols->count;
    fit->made = true;
    fit->rows = ols->count;
    fit->r2 = ols->r2;
    fit->intercept = with_error(ols->beta[0], ols->se[0], t);
    for (size_t i = 0; i < c->count; i++) {
        pal_theme_impact *theme = &themes[c->themes[i]];
        theme->fit = ols->dropped[i + 1] ? PAL_FIT_COLLINEAR : PAL_FIT_IN;
        if (theme->fit == PAL_FIT_COLLINEAR)
            continue;
        double share = (double)rows->mentions[c->themes[i]] / n;
        theme->adjusted = with_error(share * ols->beta[i + 1], share * ols->se[i + 1], t);
        theme->adjusted_p = pal_ols_p(ols, i + 1);
    }
}

bool pal_impact_regress(pal_impact_fit *fit, pal_theme_impact *themes,
                        const pal_impact_rows *rows, uint64_t least, pal_arena *scratch)
{
    uint64_t n = pal_bands_count(rows->bands);
    uint64_t room = n / PAL_IMPACT_ROWS_A_COLUMN; /* columns, with the intercept */
    size_t most = room < 1 ? 0 : room > THEMES_MAX ? THEMES_MAX : (size_t)room - 1;
    choice c;
    size_t candidates;
    if (!choose(&c, &candidates, rows, least, most, scratch))
        return false;
    fit->themes = c.count;
    fit->reduced = candidates - c.count;
    if (c.count == 0)
        return true;
    pal_ols *ols = pal_ols_open(scratch, c.count + 1);
    if (!ols)
        return false;
    pass(ols, pal_ols_add_times, &c, rows);
    if (!pal_ols_solve(ols, scratch))
        return false;
    pass(ols, pal_ols_residual_times, &c, rows);
    if (!pal_ols_finish(ols, scratch))
        return false;
    tell(fit, themes, ols, &c, rows);
    return true;
}

/* --- importance --- */

/* Rows with both of two themes, and sums of the values of the rows with one: in whole
 * numbers, so that the order does not matter. */
typedef struct moments {
    uint64_t *both; /* k x k */
    int64_t *value; /* k */
} moments;

static void count_moments(moments *m, const choice *c, const pal_impact_rows *rows)
{
    for (size_t i = 0; i < rows->pattern_count; i++) {
        const pal_pattern *pattern = &rows->patterns[i];
        uint32_t in[PAL_JOHNSON_MAX];
        size_t count = 0;
        for (size_t t = 0; t < pal_pattern_size(pattern); t++) {
            uint32_t column = c->column[pal_pattern_theme(pattern, t)];
            if (column != 0)
                in[count++] = column - 1;
        }
        uint64_t scored = pattern->bands[PAL_BAND_DETRACTOR] +
                          pattern->bands[PAL_BAND_PASSIVE] +
                          pattern->bands[PAL_BAND_PROMOTER];
        int64_t value = (int64_t)pattern->bands[PAL_BAND_PROMOTER] -
                        (int64_t)pattern->bands[PAL_BAND_DETRACTOR];
        for (size_t a = 0; a < count; a++) {
            m->value[in[a]] += value;
            for (size_t b = 0; b < count; b++)
                m->both[in[a] * c->count + in[b]] += scored;
        }
    }
}

static bool covary(pal_covariance *out, const moments *m, size_t k, pal_bands bands,
                   pal_arena *scratch)
{
    double *xx = pal_new(scratch, double, k *k);
    double *xy = pal_new(scratch, double, k);
    if (!xx || !xy)
        return false;
    double n = (double)pal_bands_count(bands);
    double y = (double)bands.promoters - (double)bands.detractors;
    double yy = (double)bands.promoters + (double)bands.detractors;
    for (size_t a = 0; a < k; a++) {
        double na = (double)m->both[a * k + a];
        xy[a] = ((double)m->value[a] - na * y / n) / (n - 1.0);
        for (size_t b = 0; b < k; b++)
            xx[a * k + b] =
                ((double)m->both[a * k + b] - na * (double)m->both[b * k + b] / n) /
                (n - 1.0);
    }
    *out = (pal_covariance){k, xx, xy, (yy - y * y / n) / (n - 1.0)};
    return true;
}

bool pal_impact_importance(pal_impact_findings *found, pal_theme_impact *themes,
                           const pal_impact_rows *rows, pal_arena *scratch)
{
    choice c;
    size_t candidates;
    if (!choose(&c, &candidates, rows, PAL_IMPORTANCE_MENTIONS_MIN, PAL_JOHNSON_MAX,
                scratch))
        return false;
    pal_share all = pal_nps_share(rows->bands);
    if (c.count == 0 || all.variance <= 0.0)
        return true;
    size_t k = c.count;
    moments m = {pal_new(scratch, uint64_t, k * k), pal_new(scratch, int64_t, k)};
    double *shares = pal_new(scratch, double, k);
    pal_covariance cov;
    if (!m.both || !m.value || !shares)
        return false;
    count_moments(&m, &c, rows);
    if (!covary(&cov, &m, k, rows->bands, scratch))
        return false;
    bool exact = k <= PAL_LMG_MAX;
    if (exact ? !pal_lmg_shares(shares, &cov, scratch)
              : !pal_johnson_weights(shares, &cov, scratch))
        return false;
    found->importance = exact ? PAL_IMPORTANCE_LMG : PAL_IMPORTANCE_JOHNSON;
    found->importance_r2 = 0.0;
    for (size_t i = 0; i < k; i++) {
        themes[c.themes[i]].importance = shares[i];
        found->importance_r2 += shares[i];
    }
    return true;
}
