#include "stats/waves.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/crosstab.h"
#include "stats/nps_test.h"
#include "stats/proportion.h"
#include "stats/trend.h"
#include "stats/wave_themes.h"

static const size_t SCRATCH_LIMIT = (size_t)256 << 20;
static const double LEVEL = 0.05;
static const double POWER = 0.80;
static const double WARN_LEVEL = 0.01;
static const double POINTS = 100.0;

typedef struct finder {
    const pal_stats_run *run;
    pal_arena *mem;
    pal_wave_counts counts;
    size_t *shown; /* numbers of the waves of the findings */
    pal_wave *waves;
    pal_str *names; /* of the columns of the counts */
    pal_wave_findings *found;
} finder;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the waves");
}

static pal_bands scored(const uint64_t bands[PAL_BAND_COUNT])
{
    return (pal_bands){bands[PAL_BAND_DETRACTOR], bands[PAL_BAND_PASSIVE],
                       bands[PAL_BAND_PROMOTER]};
}

/* --- weights --- */

static pal_wave_weighted no_weights(void)
{
    const double none = (double)NAN;
    return (pal_wave_weighted){none, none, none, none, none, none};
}

static pal_wave_weighted weighted_score(const finder *f, size_t at)
{
    pal_wave_weighted out = no_weights();
    if (!f->counts.scores)
        return out;
    pal_weighted score = pal_weights_nps(&f->counts.scores[at]);
    out.effective = score.effective;
    if (score.effective < PAL_WAVE_ROWS_MIN)
        return out;
    out.value = POINTS * score.s;
    pal_range range = pal_weighted_interval(score, PAL_Z95);
    out.low = POINTS * range.low;
    out.high = POINTS * range.high;
    return out;
}

static pal_wave_weighted weighted_change(const finder *f, size_t from, size_t to)
{
    pal_wave_weighted out = no_weights();
    if (isnan(f->waves[from].weighted.value) || isnan(f->waves[to].weighted.value))
        return out;
    pal_weighted a = pal_weights_nps(&f->counts.scores[f->shown[to]]);
    pal_weighted b = pal_weights_nps(&f->counts.scores[f->shown[from]]);
    double se = hypot(a.se, b.se);
    out.value = POINTS * (a.s - b.s);
    out.low = out.value - POINTS * PAL_Z95 * se;
    out.high = out.value + POINTS * PAL_Z95 * se;
    if (se > 0.0)
        out.p = pal_normal_p((a.s - b.s) / se);
    return out;
}

/* --- each wave --- */

static pal_wave wave_of(const finder *f, size_t at, pal_str name)
{
    const pal_wave_counts *c = &f->counts;
    pal_wave w = {.name = name,
                  .rows = c->all[at].count,
                  .commented = c->commented[at].count,
                  .bands = scored(c->all[at].bands),
                  .bands_commented = scored(c->commented[at].bands),
                  .nps = (double)NAN,
                  .low = (double)NAN,
                  .high = (double)NAN,
                  .weighted = weighted_score(f, at)};
    uint64_t n = pal_bands_count(w.bands);
    w.weak = n < PAL_WAVE_ROWS_SURE;
    w.comment_rate = (double)w.commented / (double)w.rows;
    pal_range rate = pal_wilson((pal_part){w.commented, w.rows}, PAL_Z95);
    w.rate_low = rate.low;
    w.rate_high = rate.high;
    if (n < PAL_WAVE_ROWS_MIN)
        return w;
    pal_range range = pal_nps_interval(w.bands, PAL_Z95);
    w.nps = POINTS * pal_nps_share(w.bands).s;
    w.low = POINTS * range.low;
    w.high = POINTS * range.high;
    return w;
}

static bool list_waves(finder *f)
{
    size_t count;
    const pal_str *values = pal_panels_values(f->run->panels, 0, &count);
    f->shown = pal_new(f->mem, size_t, count);
    f->waves = pal_new(f->run->mem, pal_wave, count);
    if (!f->shown || !f->waves)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (f->counts.all[i].count < f->run->k_threshold)
            continue;
        pal_str name = pal_arena_copy(f->run->mem, values[i]);
        if (!name.ptr)
            return false;
        f->shown[f->found->count] = i;
        f->waves[f->found->count++] = wave_of(f, i, name);
    }
    f->found->waves = f->waves;
    f->found->hidden = pal_panels_pooled(f->run->panels, 0) + count - f->found->count;
    return true;
}

static bool test_all(finder *f)
{
    size_t count = f->found->count;
    pal_bands *bands = pal_new(f->mem, pal_bands, count);
    double *series = pal_new(f->mem, double, count);
    if (!bands || !series)
        return false;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        series[i] = f->waves[i].nps;
        if (!isnan(series[i]))
            bands[known++] = f->waves[i].bands;
    }
    f->found->q = f->found->q_df = f->found->q_p = (double)NAN;
    if (known >= 2) {
        pal_chi2 q = pal_nps_waves(bands, known);
        f->found->q = q.x2;
        f->found->q_df = q.df;
        f->found->q_p = q.p;
    }
    if (known >= PAL_WAVE_KENDALL_MIN) {
        pal_mann_kendall t = pal_mann_kendall_test(series, count);
        f->found->has_kendall = true;
        f->found->kendall_tau = t.tau;
        f->found->kendall_p = t.p;
    }
    return true;
}

/* --- two waves --- */

static void compare_scores(pal_wave_change *c, const pal_wave *from, const pal_wave *to)
{
    c->difference = c->low = c->high = c->p = c->detectable = (double)NAN;
    if (isnan(from->nps) || isnan(to->nps))
        return;
    pal_nps_change change = pal_nps_compare(to->bands, from->bands, PAL_Z95);
    pal_bands both = {from->bands.detractors + to->bands.detractors,
                      from->bands.passives + to->bands.passives,
                      from->bands.promoters + to->bands.promoters};
    c->difference = POINTS * change.difference;
    c->low = POINTS * change.low;
    c->high = POINTS * change.high;
    c->p = change.p;
    c->exact = change.exact;
    c->detectable = POINTS * pal_nps_detectable(pal_nps_share(both).variance,
                                                pal_bands_count(from->bands),
                                                pal_bands_count(to->bands), LEVEL, POWER);
    if (!(c->p <= LEVEL) || (c->low <= 0.0 && c->high >= 0.0))
        c->verdict = PAL_WAVE_NO_CHANGE;
    else
        c->verdict = c->low > 0.0 ? PAL_WAVE_ROSE : PAL_WAVE_FELL;
}

static void compare_rates(pal_wave_change *c, const pal_wave *from, const pal_wave *to)
{
    pal_z_test z = pal_part_difference((pal_part){to->commented, to->rows},
                                       (pal_part){from->commented, from->rows}, PAL_Z95);
    c->rate_change = z.difference;
    c->rate_low = z.low;
    c->rate_high = z.high;
    c->rate_p = z.p; /* z^2 is the chi-square of the fourfold table */
    c->rate_changed = z.p < WARN_LEVEL;
}

static bool compare_mixes(const finder *f, pal_wave_change *c)
{
    const pal_wave_counts *counts = &f->counts;
    pal_wave_mix *list = pal_new(f->run->mem, pal_wave_mix, counts->column_count);
    if (!list)
        return false;
    for (size_t i = 0; i < counts->column_count; i++) {
        const pal_wave_column *column = &counts->columns[i];
        uint64_t *cells = pal_new(f->mem, uint64_t, 2 * column->values);
        pal_crosstab table;
        if (!cells)
            return false;
        for (size_t v = 0; v < column->values; v++) {
            cells[v] = column->rows[f->shown[c->from] * column->values + v];
            cells[column->values + v] =
                column->rows[f->shown[c->to] * column->values + v];
        }
        if (!pal_crosstab_test(&table, cells, 2, column->values, f->mem))
            return false;
        list[i] = (pal_wave_mix){.column = f->names[i],
                                 .x2 = table.pearson.x2,
                                 .df = table.pearson.df,
                                 .p = table.pearson.p,
                                 .changed = table.pearson.p < WARN_LEVEL};
    }
    c->mixes = list;
    c->mix_count = counts->column_count;
    return true;
}

static bool is_retagged(const finder *f, size_t wave)
{
    for (size_t i = 0; i < f->run->earlier_count; i++)
        if (pal_str_equal(f->run->earlier[i].wave, f->waves[wave].name))
            return true;
    return false;
}

static bool build_bridge(const finder *f, pal_wave_change *c)
{
    const pal_wave_counts *counts = &f->counts;
    size_t from = f->shown[c->from];
    size_t to = f->shown[c->to];
    pal_bridge_column *columns = pal_new(f->mem, pal_bridge_column, counts->column_count);
    if (!columns)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < counts->column_count; i++) {
        const pal_wave_column *column = &counts->columns[i];
        size_t groups = column->values + 1;
        if (column->groups)
            columns[count++] = (pal_bridge_column){.name = f->names[i],
                                                   .p = c->mixes[i].p,
                                                   .groups = groups,
                                                   .from = &column->groups[from * groups],
                                                   .to = &column->groups[to * groups]};
    }
    const pal_bridge_sides sides = {
        .from_all = f->waves[c->from].bands,
        .to_all = f->waves[c->to].bands,
        .from = &counts->whole[from],
        .to = &counts->whole[to],
        .columns = columns,
        .column_count = count,
        .theme_count = counts->themes,
        .least = f->run->k_threshold > PAL_WAVE_ROWS_MIN ? f->run->k_threshold
                                                         : PAL_WAVE_ROWS_MIN,
        .retagged = is_retagged(f, c->from) || is_retagged(f, c->to),
    };
    return pal_bridge_make(&c->bridge, f->run->mem, &sides, f->mem);
}

static bool compare_waves(const finder *f, pal_wave_change *c, size_t from, size_t to)
{
    *c = (pal_wave_change){
        .from = from, .to = to, .weighted = weighted_change(f, from, to)};
    compare_scores(c, &f->waves[from], &f->waves[to]);
    compare_rates(c, &f->waves[from], &f->waves[to]);
    return compare_mixes(f, c) && build_bridge(f, c);
}

static bool compare_all(finder *f)
{
    size_t waves = f->found->count;
    pal_wave_change *changes = pal_new(f->run->mem, pal_wave_change, waves);
    if (!changes)
        return false;
    size_t count = 0;
    for (size_t i = 1; i < waves; i++)
        if (!compare_waves(f, &changes[count++], i - 1, i))
            return false;
    if (waves > 2 && !compare_waves(f, &changes[count++], 0, waves - 1))
        return false;
    f->found->changes = changes;
    f->found->change_count = count;
    return true;
}

/* --- what other parts know --- */

/* The contrast of the latest wave with all others. */
static void find_emerging(const finder *f, const pal_keyness_findings *keyness)
{
    pal_str latest = f->waves[f->found->count - 1].name;
    for (size_t i = 0; keyness && i < keyness->count; i++) {
        const pal_key_contrast *c = &keyness->contrasts[i];
        if (!pal_str_equal(c->column, f->run->columns[0]))
            continue;
        for (size_t side = 0; side < 2; side++)
            if (pal_str_equal(c->sides[side].name, latest)) {
                f->found->emerging = c;
                f->found->emerging_side = side;
                return;
            }
    }
}

static double part_of(int64_t sum, uint64_t rows)
{
    return rows != 0 ? POINTS * (double)sum / PAL_SPLIT_UNIT / (double)rows : (double)NAN;
}

static int by_difference(const void *a, const void *b)
{
    const pal_wave_retag *x = a;
    const pal_wave_retag *y = b;
    double one = fabs(x->share_new - x->share_old);
    double two = fabs(y->share_new - y->share_old);
    if (one != two)
        return one > two ? -1 : 1;
    return x->theme < y->theme ? -1 : x->theme > y->theme;
}

static bool compare_tags(const finder *f, pal_wave_lexicon *out,
                         const pal_earlier_tags *e, size_t wave)
{
    const pal_wave_counts *counts = &f->counts;
    const pal_bridge_group *now = &counts->whole[f->shown[wave]];
    pal_wave_retag *list = pal_new(f->run->mem, pal_wave_retag, counts->themes);
    pal_str sha256 = pal_arena_copy(f->run->mem, e->sha256);
    if (!list || !sha256.ptr)
        return false;
    *out = (pal_wave_lexicon){.wave = wave,
                              .sha256 = sha256,
                              .commented = e->commented,
                              .unknown_tags = e->unknown_tags,
                              .themes = list};
    uint64_t k = f->run->k_threshold;
    for (uint32_t t = 0; t < counts->themes; t++) {
        uint64_t fresh = pal_wave_tones(counts, f->shown[wave], t)[PAL_WAVE_ALL];
        uint64_t old = e->mentions[t];
        double share_old = (double)old / (double)e->commented;
        double share_new = (double)fresh / (double)f->waves[wave].commented;
        out->share_sum += share_new - share_old;
        if (fresh == old)
            continue;
        list[out->count++] = (pal_wave_retag){
            .theme = t,
            .hidden = (old != 0 && old < k) || (fresh != 0 && fresh < k),
            .mentions_old = old,
            .mentions_new = fresh,
            .share_old = share_old,
            .share_new = share_new,
            .points_old = part_of(e->sums[t], e->scored),
            .points_new = part_of(now->themes[t].sum, now->rows),
        };
    }
    if (out->count > 1)
        qsort(list, out->count, sizeof *list, by_difference);
    return true;
}

static bool compare_lexicons(finder *f)
{
    pal_wave_lexicon *list =
        pal_new(f->run->mem, pal_wave_lexicon, f->run->earlier_count);
    if (!list)
        return false;
    for (size_t i = 0; i < f->run->earlier_count; i++)
        for (size_t w = 0; w < f->found->count; w++) {
            const pal_earlier_tags *e = &f->run->earlier[i];
            if (!pal_str_equal(e->wave, f->waves[w].name) || e->commented == 0 ||
                f->waves[w].commented == 0)
                continue;
            if (!compare_tags(f, &list[f->found->lexicon_count++], e, w))
                return false;
        }
    f->found->lexicons = list;
    return true;
}

/* --- all --- */

static bool name_columns(finder *f)
{
    f->names = pal_new(f->mem, pal_str, f->counts.column_count);
    for (size_t i = 0; f->names && i < f->counts.column_count; i++) {
        f->names[i] =
            pal_arena_copy(f->run->mem, f->run->columns[f->counts.columns[i].number]);
        if (!f->names[i].ptr)
            return false;
    }
    return f->names != NULL;
}

static pal_status search(finder *f, const pal_keyness_findings *keyness, pal_error *err)
{
    pal_status status = pal_wave_count(&f->counts, f->mem, f->run, err);
    if (status != PAL_OK)
        return status;
    if (!list_waves(f))
        return no_memory(err);
    if (f->found->count < 2)
        return PAL_OK;
    bool fine =
        name_columns(f) && test_all(f) && compare_all(f) &&
        pal_wave_themes_make(f->found, f->run->mem, &f->counts, f->shown, f->mem) &&
        compare_lexicons(f);
    if (fine)
        find_emerging(f, keyness);
    return fine ? PAL_OK : no_memory(err);
}

pal_status pal_waves_find(const pal_wave_findings **out, const pal_stats_run *run,
                          const pal_keyness_findings *keyness, pal_error *err)
{
    *out = NULL;
    size_t values = 0;
    if (run->has_wave)
        pal_panels_values(run->panels, 0, &values);
    if (values < 2 || values > PAL_WAVES_MAX)
        return PAL_OK;
    finder f = {.run = run, .mem = pal_arena_open(SCRATCH_LIMIT)};
    f.found = pal_new(run->mem, pal_wave_findings, 1);
    pal_status status = PAL_ENOMEM;
    if (f.mem && f.found) {
        f.found->k_threshold = run->k_threshold;
        f.found->weighted = run->weighted;
        status = search(&f, keyness, err);
    } else {
        status = no_memory(err);
    }
    pal_arena_close(f.mem);
    if (status == PAL_OK && f.found->count >= 2)
        *out = f.found;
    return status;
}
