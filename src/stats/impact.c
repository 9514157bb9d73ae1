#include "stats/impact.h"

#include <math.h>

#include "base/fail.h"
#include "stats/impact_fit.h"
#include "stats/impact_theme.h"
#include "stats/multiple.h"

static const size_t SCRATCH_LIMIT = (size_t)768 << 20;
static const double LEVEL = 0.05;
static const double POWER = 0.80;

/* What the rows with one number of themes give to a theme: values -1, 0, 1. */
typedef struct split {
    int64_t sum;
    uint64_t squares;
} split;

typedef struct finder {
    const pal_stats_run *run;
    pal_arena *mem;   /* of the search */
    pal_arena *round; /* of one theme */
    uint64_t least;
    uint64_t bands[PAL_BAND_COUNT];    /* of the base */
    uint64_t untagged[PAL_BAND_COUNT]; /* of it, rows without a theme */
    pal_theme_counts *themes;
    uint64_t *mentions;
    split **splits; /* by number of themes, then by theme; NULL = no such row */
    pal_patterns *patterns;
    pal_weight_sums all; /* all scored rows */
    pal_weight_sums commented;
    pal_impact_findings *found;
    pal_theme_impact *out;
} finder;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the impact");
}

/* --- the pass --- */

static int step_of(pal_band band)
{
    return (band == PAL_BAND_PROMOTER) - (band == PAL_BAND_DETRACTOR);
}

static bool split_value(finder *f, const pal_panel_row *row)
{
    size_t themes = f->run->theme_count;
    if (row->tag_count > themes) /* a theme stands once a row */
        return false;
    split **list = &f->splits[row->tag_count];
    if (!*list)
        *list = pal_new(f->mem, split, themes);
    if (!*list)
        return false;
    int step = step_of(row->band);
    for (size_t i = 0; i < row->tag_count; i++) {
        (*list)[row->tags[i].theme].sum += step;
        (*list)[row->tags[i].theme].squares += (uint64_t)(step * step);
    }
    return true;
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    finder *f = ctx;
    bool weighted = f->run->weighted;
    if (row->band == PAL_BAND_NONE)
        return PAL_OK;
    if (weighted)
        pal_weights_add(&f->all, row->band, row->weight);
    if (!row->commented)
        return PAL_OK;
    f->bands[row->band]++;
    f->untagged[row->band] += row->tag_count == 0;
    if (weighted)
        pal_weights_add(&f->commented, row->band, row->weight);
    for (size_t i = 0; i < row->tag_count; i++) {
        pal_theme_counts *theme = &f->themes[row->tags[i].theme];
        theme->by[row->band][row->tags[i].polarity]++;
        f->mentions[row->tags[i].theme]++;
        if (weighted)
            pal_weights_add(&theme->weights, row->band, row->weight);
    }
    if (!split_value(f, row) ||
        !pal_patterns_add(f->patterns, row->tags, row->tag_count, row->band))
        return no_memory(err);
    return PAL_OK;
}

/* --- the figures --- */

static pal_bands scored(const uint64_t bands[PAL_BAND_COUNT])
{
    return (pal_bands){bands[PAL_BAND_DETRACTOR], bands[PAL_BAND_PASSIVE],
                       bands[PAL_BAND_PROMOTER]};
}

/* Mean and its error of values that are 0 but for these. */
static pal_estimate mean_of(double sum, double squares, double n)
{
    double mean = sum / n;
    double variance = fmax(0.0, squares / n - mean * mean);
    return pal_estimate_of(100.0 * mean, 100.0 * sqrt(variance / n));
}

static pal_estimate additive_of(const finder *f, uint32_t theme, double n)
{
    double sum = 0.0;
    double squares = 0.0;
    for (size_t k = 1; k <= f->run->theme_count; k++) {
        if (!f->splits[k])
            continue;
        const split *s = &f->splits[k][theme];
        sum += (double)s->sum / (double)k;
        squares += (double)s->squares / (double)(k * k);
    }
    return mean_of(sum, squares, n);
}

static void split_additively(finder *f)
{
    pal_impact_findings *found = f->found;
    double n = (double)pal_bands_count(found->bands);
    pal_bands bare = scored(f->untagged);
    found->untagged = pal_bands_count(bare);
    found->untagged_additive =
        mean_of((double)bare.promoters - (double)bare.detractors,
                (double)bare.promoters + (double)bare.detractors, n);
    for (uint32_t t = 0; t < f->run->theme_count; t++) {
        pal_estimate additive = additive_of(f, t, n);
        if (f->mentions[t] >= f->least)
            f->out[t].additive = additive;
        else
            found->few_additive += additive.value;
    }
}

static bool adjust(finder *f)
{
    pal_impact_findings *found = f->found;
    if (pal_patterns_full(f->patterns)) {
        found->fit.too_many = true;
        return true;
    }
    pal_impact_rows rows = {.mentions = f->mentions,
                            .theme_count = f->run->theme_count,
                            .bands = found->bands};
    rows.patterns = pal_patterns_sort(f->patterns, &rows.pattern_count);
    return pal_impact_regress(&found->fit, f->out, &rows, f->least, f->mem) &&
           pal_impact_importance(found, f->out, &rows, f->mem);
}

/* q over all themes x contrasts, and the verdict that needs it. */
static bool judge(finder *f)
{
    size_t themes = f->run->theme_count;
    size_t tests = themes * PAL_CONTRAST_COUNT;
    double *q = pal_new(f->mem, double, tests);
    if (!q)
        return false;
    for (size_t i = 0; i < tests; i++) {
        q[i] = f->out[i / PAL_CONTRAST_COUNT].tests[i % PAL_CONTRAST_COUNT].p;
        f->found->tests += isnan(q[i]) ? 0 : 1;
    }
    if (!pal_bh_q(q, q, tests, f->mem))
        return false;
    for (size_t i = 0; i < tests; i++)
        f->out[i / PAL_CONTRAST_COUNT].tests[i % PAL_CONTRAST_COUNT].q = q[i];
    for (size_t t = 0; t < themes; t++)
        f->out[t].verdict =
            pal_impact_judge(&f->out[t].all, f->out[t].tests[PAL_CONTRAST_BANDS].q);
    return true;
}

static bool conclude(finder *f)
{
    const pal_stats_run *run = f->run;
    pal_impact_findings *found = f->found;
    uint64_t n = pal_bands_count(found->bands);
    for (size_t t = 0; t < run->theme_count; t++)
        if (!pal_impact_theme(&f->out[t], &f->themes[t], f->least, found->bands,
                              run->weighted ? &f->commented : NULL, f->round))
            return false;
    double variance = pal_nps_share(found->bands).variance;
    if (n >= f->least)
        found->mdc_nps = 100.0 * pal_nps_detectable(variance, n, n, LEVEL, POWER);
    found->weighted_nps = pal_weighted_score(pal_weights_nps(&f->all), f->least);
    found->weighted_commented =
        pal_weighted_score(pal_weights_nps(&f->commented), f->least);
    split_additively(f);
    return adjust(f) && judge(f);
}

static bool set_up(finder *f)
{
    size_t themes = f->run->theme_count;
    if (!f->mem || !f->round)
        return false;
    f->themes = pal_new(f->mem, pal_theme_counts, themes);
    f->mentions = pal_new(f->mem, uint64_t, themes);
    f->splits = pal_new(f->mem, split *, themes + 1);
    f->patterns = pal_patterns_new(f->mem);
    f->found = pal_new(f->run->mem, pal_impact_findings, 1);
    f->out = pal_new(f->run->mem, pal_theme_impact, themes);
    return f->themes && f->mentions && f->splits && f->patterns && f->found && f->out;
}

static pal_status search(finder *f, pal_error *err)
{
    if (!set_up(f))
        return no_memory(err);
    pal_status status = pal_panels_scan_tags(f->run->panels, count_row, f, err);
    if (status != PAL_OK)
        return status;
    *f->found = (pal_impact_findings){
        .bands = scored(f->bands),
        .mdc_nps = NAN,
        .fit.intercept = pal_estimate_none(),
        .fit.r2 = NAN,
        .importance_r2 = NAN,
        .themes = f->out,
        .theme_count = f->run->theme_count,
        .weighted = f->run->weighted,
    };
    if (pal_bands_count(f->found->bands) == 0)
        return PAL_DONE;
    return conclude(f) ? PAL_OK : no_memory(err);
}

pal_status pal_impact_find(const pal_impact_findings **out, const pal_stats_run *run,
                           pal_error *err)
{
    finder f = {.run = run, .least = PAL_IMPACT_MENTIONS_MIN};
    if (run->k_threshold > f.least)
        f.least = run->k_threshold;
    *out = NULL;
    f.mem = pal_arena_open(SCRATCH_LIMIT);
    f.round = pal_arena_open(SCRATCH_LIMIT);
    pal_status status = search(&f, err);
    pal_arena_close(f.mem);
    pal_arena_close(f.round);
    if (status == PAL_OK)
        *out = f.found;
    return status == PAL_DONE ? PAL_OK : status;
}
