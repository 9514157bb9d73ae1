#include "stats/measures.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "stats/measure_count.h"
#include "stats/measure_median.h"
#include "stats/multiple.h"

static const size_t SCRATCH_LIMIT = (size_t)1 << 30;

/* A wave or segment column that is compared. */
typedef struct split {
    size_t column;
    size_t values;
    pal_measure_tally *tallies; /* by value, then figure */
    pal_measure_group **groups; /* by figure, then value: of the findings, or NULL */
    pal_median **medians;       /* of the time, by value; NULL where it is not told */
} split;

/* One figure. */
typedef struct figure {
    pal_measure_source source;
    pal_measure_tally all;
    pal_moments commented;
    pal_moments *themes;
    pal_weighted_moments commented_weighted;
    pal_weighted_moments *themes_weighted; /* NULL without weights */
    uint64_t missing;
    uint64_t unreadable;
} figure;

typedef struct finder {
    const pal_stats_run *run;
    pal_arena *mem;
    figure figures[PAL_MEASURE_KIND_COUNT];
    size_t count;
    pal_csi_source index;
    split *splits;
    size_t split_count;
    pal_median *median; /* of the time of all rows */
    size_t time_figure;
    unsigned round;
    pal_measure_findings *found;
    pal_measure_result *results;
    pal_measure_theme *themes[PAL_MEASURE_KIND_COUNT]; /* of the results */
} finder;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the measures");
}

/* --- what is counted --- */

static bool open_figures(finder *f)
{
    pal_measure_source sources[PAL_MEASURE_KIND_COUNT];
    f->count = pal_measure_sources(sources, &f->index, f->run);
    for (size_t i = 0; i < f->count; i++) {
        f->figures[i].source = sources[i];
        f->figures[i].themes = pal_new(f->mem, pal_moments, f->run->theme_count);
        if (f->run->weighted)
            f->figures[i].themes_weighted =
                pal_new(f->mem, pal_weighted_moments, f->run->theme_count);
        if (!f->figures[i].themes || (f->run->weighted && !f->figures[i].themes_weighted))
            return false;
    }
    return true;
}

static bool open_splits(finder *f)
{
    f->splits = pal_new(f->mem, split, f->run->column_count);
    if (!f->splits)
        return false;
    for (size_t i = 0; i < f->run->column_count; i++) {
        split *s = &f->splits[f->split_count];
        *s = (split){.column = i};
        pal_panels_values(f->run->panels, i, &s->values);
        if (s->values < 2 || s->values > PAL_MEASURE_VALUES_MAX)
            continue;
        s->tallies = pal_new(f->mem, pal_measure_tally, s->values * f->count);
        s->groups = pal_new(f->mem, pal_measure_group *, s->values * f->count);
        if (!s->tallies || !s->groups)
            return false;
        f->split_count++;
    }
    return true;
}

static void count_themes(figure *g, const pal_panel_row *row, uint64_t number)
{
    pal_moments_add(&g->commented, number);
    for (size_t t = 0; t < row->tag_count; t++)
        pal_moments_add(&g->themes[row->tags[t].theme], number);
    if (!g->themes_weighted)
        return;
    pal_weighted_moments_add(&g->commented_weighted, number, row->weight);
    for (size_t t = 0; t < row->tag_count; t++)
        pal_weighted_moments_add(&g->themes_weighted[row->tags[t].theme], number,
                                 row->weight);
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    finder *f = ctx;
    const int64_t *weight = f->run->weighted ? &row->weight : NULL;
    (void)err;
    for (size_t i = 0; i < f->count; i++) {
        figure *g = &f->figures[i];
        uint64_t number = 0;
        pal_band band = PAL_BAND_NONE;
        pal_measured said =
            pal_measure_number(&number, &band, &g->source, &f->index, row);
        g->missing += said == PAL_MEASURED_NOT;
        g->unreadable += said == PAL_MEASURED_UNREADABLE;
        if (said != PAL_MEASURED)
            continue;
        pal_measure_tally_add(&g->all, number, band, weight);
        for (size_t s = 0; s < f->split_count; s++) {
            uint32_t value = row->groups[f->splits[s].column];
            if (value != 0)
                pal_measure_tally_add(&f->splits[s].tallies[(value - 1) * f->count + i],
                                      number, band, weight);
        }
        if (row->commented)
            count_themes(g, row, number);
    }
    return PAL_OK;
}

/* --- medians --- */

static pal_status add_time(void *ctx, const pal_panel_row *row, pal_error *err)
{
    finder *f = ctx;
    (void)err;
    uint64_t number = 0;
    pal_band band = PAL_BAND_NONE;
    if (pal_measure_number(&number, &band, &f->figures[f->time_figure].source, &f->index,
                           row) != PAL_MEASURED)
        return PAL_OK;
    pal_median_add(f->median, (uint32_t)number, f->round);
    for (size_t s = 0; s < f->split_count; s++) {
        uint32_t value = row->groups[f->splits[s].column];
        pal_median *median = value != 0 ? f->splits[s].medians[value - 1] : NULL;
        if (median)
            pal_median_add(median, (uint32_t)number, f->round);
    }
    return PAL_OK;
}

/* The group of a value that the time is told of, or NULL. */
static pal_measure_group *time_group(const finder *f, const split *s, size_t value)
{
    return s->groups[f->time_figure * s->values + value];
}

static bool open_medians(finder *f)
{
    f->median = pal_median_new(f->mem, f->figures[f->time_figure].all.moments.count);
    for (size_t i = 0; f->median && i < f->split_count; i++) {
        split *s = &f->splits[i];
        s->medians = pal_new(f->mem, pal_median *, s->values);
        for (size_t v = 0; s->medians && v < s->values; v++) {
            const pal_measure_tally *tally = &s->tallies[v * f->count + f->time_figure];
            if (!time_group(f, s, v))
                continue;
            s->medians[v] = pal_median_new(f->mem, tally->moments.count);
            if (!s->medians[v])
                return false;
        }
        if (!s->medians)
            return false;
    }
    return f->median != NULL;
}

static void settle_medians(finder *f)
{
    pal_median_settle(f->median, f->round);
    for (size_t i = 0; i < f->split_count; i++)
        for (size_t v = 0; v < f->splits[i].values; v++)
            if (f->splits[i].medians[v])
                pal_median_settle(f->splits[i].medians[v], f->round);
}

static pal_status find_medians(finder *f, pal_error *err)
{
    size_t i = 0;
    while (i < f->count && f->figures[i].source.is.kind != PAL_MEASURE_TIME)
        i++;
    if (i == f->count)
        return PAL_OK;
    f->time_figure = i;
    if (!open_medians(f))
        return no_memory(err);
    pal_status status = PAL_OK;
    for (f->round = 0; status == PAL_OK && f->round < PAL_MEDIAN_ROUNDS; f->round++) {
        status = pal_panels_scan_tags(f->run->panels, add_time, f, err);
        settle_medians(f);
    }
    const pal_measure_source *source = &f->figures[i].source;
    pal_measure_median(&f->results[i].all, f->median, source);
    for (size_t k = 0; k < f->split_count; k++)
        for (size_t v = 0; v < f->splits[k].values; v++) {
            pal_measure_group *group = time_group(f, &f->splits[k], v);
            if (group)
                pal_measure_median(&group->figure, f->splits[k].medians[v], source);
        }
    return status;
}

/* --- figures --- */

/* Which value is hidden though it is large enough: the smallest one, where those that are
 * too small, with the rows without a value, are so few together that the figure of all
 * would tell theirs. None: the number of values. */
static size_t hidden_with_few(const finder *f, const split *s, size_t figure_at)
{
    uint64_t left = f->figures[figure_at].all.moments.count;
    size_t smallest = s->values;
    uint64_t least = UINT64_MAX;
    for (size_t v = 0; v < s->values; v++) {
        uint64_t n = s->tallies[v * f->count + figure_at].moments.count;
        if (n < f->run->k_threshold)
            continue;
        left -= n;
        if (n < least) {
            least = n;
            smallest = v;
        }
    }
    return left != 0 && left < f->run->k_threshold ? smallest : s->values;
}

static bool conclude_split(finder *f, pal_measure_split *out, split *s, size_t figure_at)
{
    size_t count;
    const pal_str *values = pal_panels_values(f->run->panels, s->column, &count);
    pal_measure_group *groups = pal_new(f->run->mem, pal_measure_group, s->values);
    if (!groups)
        return false;
    *out = (pal_measure_split){
        .column = pal_arena_copy(f->run->mem, f->run->columns[s->column]),
        .groups = groups};
    size_t beside = hidden_with_few(f, s, figure_at);
    for (size_t v = 0; v < s->values; v++) {
        const pal_measure_tally *tally = &s->tallies[v * f->count + figure_at];
        uint64_t n = tally->moments.count;
        bool shown = n != 0 && n >= f->run->k_threshold && v != beside;
        out->hidden += n != 0 && !shown;
        if (!shown)
            continue;
        pal_measure_group *group = &groups[out->count++];
        s->groups[figure_at * s->values + v] = group;
        group->value = pal_arena_copy(f->run->mem, values[v]);
        group->figure = pal_measure_figure_of(tally, &f->figures[figure_at].source);
        if (!group->value.ptr)
            return false;
    }
    return out->column.ptr != NULL;
}

static void weigh_theme(pal_measure_theme *out, const figure *g, size_t theme)
{
    out->weighted_difference = out->weighted_low = out->weighted_high = (double)NAN;
    if (!g->themes_weighted)
        return;
    pal_weighted_moments rest =
        pal_weighted_moments_rest(&g->commented_weighted, &g->themes_weighted[theme]);
    pal_weighted_mean with = pal_weighted_moments_mean(&g->themes_weighted[theme],
                                                       g->source.offset, g->source.unit);
    pal_weighted_mean without =
        pal_weighted_moments_mean(&rest, g->source.offset, g->source.unit);
    if (!(with.effective >= PAL_MEASURE_ROWS_MIN &&
          without.effective >= PAL_MEASURE_ROWS_MIN))
        return;
    pal_welch test = pal_weighted_means_compare(with, without);
    out->weighted_difference = test.difference;
    out->weighted_low = test.low;
    out->weighted_high = test.high;
}

static bool conclude_themes(finder *f, size_t i)
{
    const figure *g = &f->figures[i];
    pal_measure_result *out = &f->results[i];
    pal_measure_theme *themes =
        pal_new(f->run->mem, pal_measure_theme, f->run->theme_count);
    if (!themes)
        return false;
    uint64_t least = f->run->k_threshold > PAL_MEASURE_MENTIONS_MIN
                         ? f->run->k_threshold
                         : PAL_MEASURE_MENTIONS_MIN;
    for (size_t t = 0; t < f->run->theme_count; t++) {
        pal_moments rest = pal_moments_rest(&g->commented, &g->themes[t]);
        if (g->themes[t].count < least || rest.count < least)
            continue;
        pal_mean with = pal_moments_mean(&g->themes[t], g->source.offset, g->source.unit);
        pal_mean without = pal_moments_mean(&rest, g->source.offset, g->source.unit);
        pal_welch test = pal_means_compare(with, without);
        themes[out->theme_count++] = (pal_measure_theme){.theme = (uint32_t)t,
                                                         .mentions = with.count,
                                                         .rest = without.count,
                                                         .with = with.mean,
                                                         .without = without.mean,
                                                         .difference = test.difference,
                                                         .low = test.low,
                                                         .high = test.high,
                                                         .p = test.p};
        weigh_theme(&themes[out->theme_count - 1], g, t);
    }
    out->themes = f->themes[i] = themes;
    return true;
}

static bool conclude_figure(finder *f, size_t i)
{
    const figure *g = &f->figures[i];
    const pal_measure *is = &g->source.is;
    bool plain = is->kind != PAL_MEASURE_SCORE && is->kind != PAL_MEASURE_CSI;
    pal_measure_result *out = &f->results[i];
    *out = (pal_measure_result){
        .kind = is->kind,
        .column = {"", 0},
        .scale = plain || is->kind == PAL_MEASURE_SCORE ? is->scale : PAL_SCALE_NONE,
        .low_is_good = is->low_is_good,
        .unit = is->unit,
        .missing = g->missing,
        .unreadable = g->unreadable};
    if (plain)
        out->column = pal_arena_copy(f->run->mem, is->column);
    out->all = pal_measure_figure_of(&g->all, &g->source);
    pal_measure_split *splits = pal_new(f->run->mem, pal_measure_split, f->split_count);
    if (!splits || !out->column.ptr)
        return false;
    out->splits = splits;
    out->split_count = is->kind == PAL_MEASURE_SCORE ? 0 : f->split_count;
    for (size_t s = 0; s < out->split_count; s++)
        if (!conclude_split(f, &splits[s], &f->splits[s], i))
            return false;
    return conclude_themes(f, i);
}

static bool correct(finder *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->count; i++)
        count += f->results[i].theme_count;
    double *list = pal_new(f->mem, double, count);
    if (!list)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < f->count; i++)
        for (size_t t = 0; t < f->results[i].theme_count; t++) {
            list[at] = f->results[i].themes[t].p;
            f->found->tests += isnan(list[at++]) ? 0 : 1;
        }
    if (!pal_bh_q(list, list, count, f->mem))
        return false;
    at = 0;
    for (size_t i = 0; i < f->count; i++)
        for (size_t t = 0; t < f->results[i].theme_count; t++)
            f->themes[i][t].q = list[at++];
    return true;
}

/* Differences of the themes that both measures have, more = better. */
static size_t join_themes(double *x, double *y, const pal_measure_result *a,
                          const pal_measure_result *b)
{
    double turn_a = a->low_is_good || a->kind == PAL_MEASURE_TIME ? -1.0 : 1.0;
    double turn_b = b->low_is_good || b->kind == PAL_MEASURE_TIME ? -1.0 : 1.0;
    size_t count = 0;
    for (size_t i = 0, k = 0; i < a->theme_count && k < b->theme_count;) {
        const pal_measure_theme *s = &a->themes[i];
        const pal_measure_theme *t = &b->themes[k];
        if (s->theme == t->theme) {
            x[count] = turn_a * s->difference;
            y[count++] = turn_b * t->difference;
        }
        i += s->theme <= t->theme;
        k += t->theme <= s->theme;
    }
    return count;
}

static bool correlate(finder *f)
{
    pal_measure_pair *pairs =
        pal_new(f->run->mem, pal_measure_pair, f->count * f->count / 2 + 1);
    double *x = pal_new(f->mem, double, f->run->theme_count);
    double *y = pal_new(f->mem, double, f->run->theme_count);
    if (!pairs || !x || !y)
        return false;
    for (size_t b = 1; b < f->count; b++)
        for (size_t a = 0; a < b; a++) {
            size_t themes = join_themes(x, y, &f->results[a], &f->results[b]);
            if (themes >= PAL_MEASURE_PAIR_MIN)
                pairs[f->found->pair_count++] =
                    (pal_measure_pair){a, b, themes, pal_spearman(x, y, themes)};
        }
    f->found->pairs = pairs;
    return true;
}

static bool tell_parts(finder *f)
{
    pal_csi_part *parts = pal_new(f->run->mem, pal_csi_part, f->index.count);
    double sum = 0.0;
    for (size_t i = 0; i < f->index.count; i++)
        sum += (double)f->run->measures[f->index.columns[i]].weight;
    for (size_t i = 0; parts && i < f->index.count; i++) {
        const pal_measure *m = &f->run->measures[f->index.columns[i]];
        parts[i] = (pal_csi_part){.column = pal_arena_copy(f->run->mem, m->column),
                                  .scale = m->scale,
                                  .weight = (double)m->weight / sum};
        if (!parts[i].column.ptr)
            return false;
    }
    f->found->parts = parts;
    f->found->part_count = f->index.count;
    return parts != NULL;
}

static bool conclude(finder *f)
{
    f->found = pal_new(f->run->mem, pal_measure_findings, 1);
    f->results = pal_new(f->run->mem, pal_measure_result, f->count);
    if (!f->found || !f->results)
        return false;
    *f->found = (pal_measure_findings){.results = f->results,
                                       .count = f->count,
                                       .k_threshold = f->run->k_threshold,
                                       .weighted = f->run->weighted};
    for (size_t i = 0; i < f->count; i++)
        if (!conclude_figure(f, i))
            return false;
    return correct(f) && correlate(f) && tell_parts(f);
}

pal_status pal_measures_find(const pal_measure_findings **out, const pal_stats_run *run,
                             pal_error *err)
{
    *out = NULL;
    if (run->measure_count == 0)
        return PAL_OK;
    finder f = {.run = run, .mem = pal_arena_open(SCRATCH_LIMIT)};
    bool fine = f.mem && open_figures(&f) && open_splits(&f);
    pal_status status =
        fine ? pal_panels_scan_tags(run->panels, count_row, &f, err) : no_memory(err);
    if (status == PAL_OK && !conclude(&f))
        status = no_memory(err);
    if (status == PAL_OK)
        status = find_medians(&f, err);
    pal_arena_close(f.mem);
    if (status == PAL_OK)
        *out = f.found;
    return status;
}
