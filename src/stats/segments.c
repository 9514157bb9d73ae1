#include "stats/segments.h"

#include <math.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/impact_theme.h"
#include "stats/multiple.h"
#include "stats/segment_cross.h"
#include "stats/segment_value.h"

enum { CROSS_COLUMNS_MAX = 12 };
static const size_t SCRATCH_LIMIT = (size_t)768 << 20;

/* A group column that is compared. */
typedef struct column {
    size_t number;
    size_t values;
    const pal_str *names;       /* in the memory of the findings */
    pal_segment_counts *counts; /* by value; [values] = all of them */
    pal_segment_value *shown;
    pal_segment_theme **themes; /* of the shown values */
    size_t shown_count;
} column;

typedef struct finder {
    const pal_stats_run *run;
    pal_arena *mem;
    pal_arena *round; /* of one theme */
    column *columns;
    size_t count;
    size_t left;
    pal_cross_counts **crosses; /* of the crossed columns: (0,1), (0,2), (1,2), ... */
    size_t crossed[CROSS_COLUMNS_MAX]; /* index into columns */
    size_t crossed_count;
    pal_segment_findings *found;
} finder;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the segments");
}

/* --- what is counted --- */

static bool open_column(finder *f, size_t number, const pal_str *values, size_t count)
{
    pal_str *names = pal_new(f->run->mem, pal_str, count);
    column *c = &f->columns[f->count];
    *c = (column){.number = number, .values = count, .names = names};
    c->counts = pal_new(f->mem, pal_segment_counts, count + 1);
    c->themes = pal_new(f->mem, pal_segment_theme *, count);
    c->shown = pal_new(f->run->mem, pal_segment_value, count);
    if (!names || !c->counts || !c->themes || !c->shown)
        return false;
    for (size_t v = 0; v <= count; v++) {
        c->counts[v].themes = pal_new(f->mem, pal_segment_mentions, f->run->theme_count);
        if (!c->counts[v].themes)
            return false;
    }
    for (size_t v = 0; v < count; v++) {
        names[v] = pal_arena_copy(f->run->mem, values[v]);
        if (!names[v].ptr)
            return false;
    }
    if (count <= PAL_SEGMENT_CROSS_MAX && f->crossed_count < CROSS_COLUMNS_MAX)
        f->crossed[f->crossed_count++] = f->count;
    f->count++;
    return true;
}

static bool open_columns(finder *f)
{
    f->columns = pal_new(f->mem, column, f->run->column_count);
    if (!f->columns)
        return false;
    for (size_t i = 0; i < f->run->column_count; i++) {
        size_t count;
        const pal_str *values = pal_panels_values(f->run->panels, i, &count);
        /* of a column whose values are all in the pool that is told */
        size_t all = count + pal_panels_pooled(f->run->panels, i);
        if (all < PAL_SEGMENT_VALUES_MIN || count > PAL_SEGMENT_VALUES_MAX)
            f->left++;
        else if (!open_column(f, i, values, count))
            return false;
    }
    f->crosses =
        pal_new(f->mem, pal_cross_counts *, f->crossed_count * f->crossed_count / 2 + 1);
    if (!f->crosses)
        return false;
    size_t at = 0;
    for (size_t b = 1; b < f->crossed_count; b++)
        for (size_t a = 0; a < b; a++) {
            size_t cells =
                f->columns[f->crossed[a]].values * f->columns[f->crossed[b]].values;
            f->crosses[at] = pal_new(f->mem, pal_cross_counts, cells);
            if (!f->crosses[at++])
                return false;
        }
    return true;
}

static void count_in(pal_segment_counts *c, const pal_panel_row *row, bool weighted)
{
    c->rows++;
    c->bands[row->band]++;
    c->commented[row->band] += row->commented;
    if (weighted)
        pal_weights_add(&c->weights, row->band, row->weight);
    for (size_t i = 0; row->commented && i < row->tag_count; i++)
        c->themes[row->tags[i].theme].bands[row->band]++;
}

static void count_crosses(const finder *f, const pal_panel_row *row)
{
    size_t at = 0;
    for (size_t b = 1; b < f->crossed_count; b++) {
        const column *across = &f->columns[f->crossed[b]];
        uint32_t y = row->groups[across->number];
        for (size_t a = 0; a < b; a++, at++) {
            uint32_t x = row->groups[f->columns[f->crossed[a]].number];
            if (x == 0 || y == 0)
                continue;
            pal_cross_counts *cell = &f->crosses[at][(x - 1) * across->values + y - 1];
            cell->rows++;
            cell->bands[row->band]++;
        }
    }
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    finder *f = ctx;
    (void)err;
    for (size_t i = 0; i < f->count; i++) {
        const column *c = &f->columns[i];
        uint32_t value = row->groups[c->number];
        if (value != 0)
            count_in(&c->counts[value - 1], row, f->run->weighted);
    }
    count_crosses(f, row);
    return PAL_OK;
}

static void add_up(const finder *f, column *c)
{
    pal_segment_counts *all = &c->counts[c->values];
    for (size_t v = 0; v < c->values; v++) {
        all->rows += c->counts[v].rows;
        for (size_t b = 0; b < PAL_BAND_COUNT; b++) {
            all->bands[b] += c->counts[v].bands[b];
            all->commented[b] += c->counts[v].commented[b];
            for (size_t t = 0; t < f->run->theme_count; t++)
                all->themes[t].bands[b] += c->counts[v].themes[t].bands[b];
        }
    }
}

/* --- figures --- */

static bool compare_values(finder *f, column *c)
{
    const pal_segment_rules rules = {f->run->theme_count, f->run->k_threshold,
                                     f->run->weighted};
    add_up(f, c);
    for (size_t v = 0; v < c->values; v++) {
        if (c->counts[v].rows < f->run->k_threshold)
            continue;
        size_t at = c->shown_count++;
        if (!pal_segment_value_make(&c->shown[at], &c->themes[at], f->run->mem,
                                    &c->counts[v], &c->counts[c->values], &rules,
                                    f->round))
            return false;
        c->shown[at].value = c->names[v];
    }
    return true;
}

/* Calls `each` for the p and q of every test of a kind, in their order. */
typedef void test_fn(double *list, size_t at, double *p, double *q);

static size_t each_score(const finder *f, double *list, test_fn *each)
{
    size_t count = 0;
    for (size_t i = 0; i < f->count; i++)
        for (size_t v = 0; v < f->columns[i].shown_count; v++) {
            pal_segment_value *value = &f->columns[i].shown[v];
            each(list, count++, &value->p, &value->q);
        }
    return count;
}

static size_t each_theme(const finder *f, double *list, test_fn *each)
{
    size_t count = 0;
    for (size_t i = 0; i < f->count; i++)
        for (size_t v = 0; v < f->columns[i].shown_count; v++)
            for (size_t t = 0; t < f->columns[i].shown[v].theme_count; t++) {
                pal_segment_theme *theme = &f->columns[i].themes[v][t];
                each(list, count++, &theme->p, &theme->q);
            }
    return count;
}

static size_t each_impact(const finder *f, double *list, test_fn *each)
{
    size_t count = 0;
    for (size_t i = 0; i < f->count; i++)
        for (size_t v = 0; v < f->columns[i].shown_count; v++)
            for (size_t t = 0; t < f->columns[i].shown[v].theme_count; t++) {
                pal_segment_theme *theme = &f->columns[i].themes[v][t];
                each(list, count++, &theme->bands.p, &theme->bands.q);
            }
    return count;
}

static void pass_by(double *list, size_t at, double *p, double *q)
{
    (void)list;
    (void)at;
    (void)p;
    (void)q;
}

static void take_p(double *list, size_t at, double *p, double *q)
{
    (void)q;
    list[at] = *p;
}

static void set_q(double *list, size_t at, double *p, double *q)
{
    (void)p;
    *q = list[at];
}

typedef size_t each_fn(const finder *f, double *list, test_fn *each);

static bool correct(const finder *f, each_fn *each, uint64_t *tests)
{
    size_t count = each(f, NULL, pass_by);
    double *list = pal_new(f->mem, double, count);
    if (!list)
        return false;
    each(f, list, take_p);
    for (size_t i = 0; i < count; i++)
        *tests += isnan(list[i]) ? 0 : 1;
    if (!pal_bh_q(list, list, count, f->mem))
        return false;
    each(f, list, set_q);
    return true;
}

static bool judge(finder *f)
{
    if (!correct(f, each_score, &f->found->tests) ||
        !correct(f, each_theme, &f->found->theme_tests) ||
        !correct(f, each_impact, &f->found->impact_tests))
        return false;
    for (size_t i = 0; i < f->count; i++)
        for (size_t v = 0; v < f->columns[i].shown_count; v++)
            for (size_t t = 0; t < f->columns[i].shown[v].theme_count; t++) {
                pal_segment_theme *theme = &f->columns[i].themes[v][t];
                theme->verdict = pal_impact_judge(&theme->impact, theme->bands.q);
            }
    return true;
}

static pal_str *name_columns(const finder *f)
{
    pal_str *names = pal_new(f->run->mem, pal_str, f->count);
    for (size_t i = 0; names && i < f->count; i++) {
        names[i] = pal_arena_copy(f->run->mem, f->run->columns[f->columns[i].number]);
        if (!names[i].ptr)
            return NULL;
    }
    return names;
}

static bool cross_columns(finder *f, const pal_str *names)
{
    size_t most = f->crossed_count * f->crossed_count / 2 + 1;
    pal_segment_cross *made = pal_new(f->run->mem, pal_segment_cross, most);
    if (!made)
        return false;
    size_t at = 0;
    for (size_t b = 1; b < f->crossed_count; b++)
        for (size_t a = 0; a < b; a++, at++) {
            const column *down = &f->columns[f->crossed[a]];
            const column *across = &f->columns[f->crossed[b]];
            const pal_cross_sides sides = {names[f->crossed[a]], names[f->crossed[b]],
                                           down->names,          down->values,
                                           across->names,        across->values};
            if (!pal_cross_make(&made[at], f->run->mem, &sides, f->crosses[at],
                                f->run->k_threshold, f->mem))
                return false;
        }
    f->found->crosses = made;
    f->found->cross_count = at;
    return true;
}

static bool conclude(finder *f)
{
    pal_segment_column *columns = pal_new(f->run->mem, pal_segment_column, f->count);
    const pal_str *names = name_columns(f);
    f->found = pal_new(f->run->mem, pal_segment_findings, 1);
    if (!columns || !names || !f->found)
        return false;
    *f->found = (pal_segment_findings){.k_threshold = f->run->k_threshold,
                                       .columns = columns,
                                       .count = f->count,
                                       .columns_left = f->left,
                                       .weighted = f->run->weighted};
    for (size_t i = 0; i < f->count; i++) {
        column *c = &f->columns[i];
        if (!compare_values(f, c))
            return false;
        columns[i] =
            (pal_segment_column){.column = names[i],
                                 .values = c->shown,
                                 .count = c->shown_count,
                                 .hidden = pal_panels_pooled(f->run->panels, c->number) +
                                           c->values - c->shown_count};
    }
    return judge(f) && cross_columns(f, names);
}

pal_status pal_segments_find(const pal_segment_findings **out, const pal_stats_run *run,
                             pal_error *err)
{
    finder f = {.run = run,
                .mem = pal_arena_open(SCRATCH_LIMIT),
                .round = pal_arena_open(SCRATCH_LIMIT)};
    *out = NULL;
    pal_status status = f.mem && f.round && open_columns(&f) ? PAL_OK : no_memory(err);
    if (status == PAL_OK && f.count != 0)
        status = pal_panels_scan_tags(run->panels, count_row, &f, err);
    if (status == PAL_OK && f.count != 0 && !conclude(&f))
        status = no_memory(err);
    pal_arena_close(f.mem);
    pal_arena_close(f.round);
    if (status == PAL_OK)
        *out = f.found;
    return status;
}
