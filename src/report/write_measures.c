/* measures.csv, measure_themes.csv and "measures" of summary.json. */
#include <math.h>

#include "base/find_measures.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/write_findings.h"

static const pal_measure_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->measures : NULL;
}

static bool is_score(const pal_measure_result *m)
{
    return m->kind == PAL_MEASURE_SCORE || m->kind == PAL_MEASURE_ENPS;
}

/* What the figure counts. */
static const char *unit_of(const pal_measure_result *m)
{
    if (is_score(m) || m->kind == PAL_MEASURE_CSI)
        return "points";
    if (m->kind == PAL_MEASURE_FCR)
        return "share";
    return m->kind == PAL_MEASURE_TIME ? pal_time_unit_name(m->unit)
                                       : pal_scale_name(m->scale);
}

static bool has_share(const pal_measure_result *m)
{
    return m->kind == PAL_MEASURE_CSAT || m->kind == PAL_MEASURE_CES;
}

/* --- summary.json --- */

typedef struct named {
    const char *key;
    double value;
} named;

static void add_numbers(pal_json *w, const named *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pal_json_number(w, numbers[i].key, numbers[i].value);
}

static void add_weighted(pal_json *w, const pal_measure_result *m,
                         const pal_measure_figure *f)
{
    const named value[] = {{"value", f->weighted_value},
                           {"low", f->weighted_low},
                           {"high", f->weighted_high},
                           {"n_eff", f->effective}};
    const named share[] = {{"share", f->weighted_share},
                           {"share_low", f->weighted_share_low},
                           {"share_high", f->weighted_share_high}};
    pal_json_open_flat(w, "weighted", PAL_JSON_OBJECT);
    add_numbers(w, value, sizeof value / sizeof *value);
    if (has_share(m))
        add_numbers(w, share, sizeof share / sizeof *share);
    pal_json_close(w);
}

static void add_figure(pal_json *w, const pal_measure_findings *all,
                       const pal_measure_result *m, const pal_measure_figure *f)
{
    const named value[] = {{"value", f->value}, {"low", f->low}, {"high", f->high}};
    const named share[] = {
        {"share", f->share}, {"share_low", f->share_low}, {"share_high", f->share_high}};
    const named median[] = {{"median", f->median},
                            {"median_low", f->median_low},
                            {"median_high", f->median_high}};
    pal_json_uint(w, "n", f->n);
    pal_json_bool(w, "weak", f->weak);
    add_numbers(w, value, sizeof value / sizeof *value);
    if (has_share(m))
        add_numbers(w, share, sizeof share / sizeof *share);
    if (m->kind == PAL_MEASURE_TIME)
        add_numbers(w, median, sizeof median / sizeof *median);
    if (all->weighted)
        add_weighted(w, m, f);
}

static void add_split(pal_json *w, const pal_measure_findings *all,
                      const pal_measure_result *m, const pal_measure_split *s)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "column", s->column);
    pal_json_uint(w, "values_hidden", s->hidden);
    pal_json_open(w, "values", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->count; i++) {
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "value", s->groups[i].value);
        pal_json_open(w, "figure", PAL_JSON_OBJECT);
        add_figure(w, all, m, &s->groups[i].figure);
        pal_json_close(w);
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_close(w);
}

static void add_theme(pal_json *w, const pal_report *report,
                      const pal_measure_findings *all, const pal_measure_theme *t)
{
    const named weighted[] = {{"difference", t->weighted_difference},
                              {"low", t->weighted_low},
                              {"high", t->weighted_high}};
    const named numbers[] = {
        {"with", t->with}, {"without", t->without}, {"difference", t->difference},
        {"low", t->low},   {"high", t->high},       {"p", t->p},
        {"q", t->q}};
    pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", report->themes[t->theme].id);
    pal_json_uint(w, "mentions", t->mentions);
    pal_json_uint(w, "rest", t->rest);
    add_numbers(w, numbers, sizeof numbers / sizeof *numbers);
    if (all->weighted) {
        pal_json_open_flat(w, "weighted", PAL_JSON_OBJECT);
        add_numbers(w, weighted, sizeof weighted / sizeof *weighted);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_result(pal_json *w, const pal_report *report,
                       const pal_measure_findings *all, const pal_measure_result *m)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_cstr(w, "measure", pal_measure_name(m->kind));
    if (m->column.len != 0)
        pal_json_text(w, "column", m->column);
    if (m->scale != PAL_SCALE_NONE)
        pal_json_cstr(w, "scale", pal_scale_name(m->scale));
    if (m->kind == PAL_MEASURE_CES)
        pal_json_cstr(w, "good", m->low_is_good ? "low" : "high");
    pal_json_cstr(w, "unit", unit_of(m));
    pal_json_uint(w, "missing", m->missing);
    pal_json_uint(w, "unreadable", m->unreadable);
    add_figure(w, all, m, &m->all);
    pal_json_open(w, "groups", PAL_JSON_ARRAY);
    for (size_t i = 0; i < m->split_count; i++)
        add_split(w, all, m, &m->splits[i]);
    pal_json_close(w);
    pal_json_open(w, "themes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < m->theme_count; i++)
        add_theme(w, report, all, &m->themes[i]);
    pal_json_close(w);
    pal_json_close(w);
}

static void add_parts(pal_json *w, const pal_measure_findings *f)
{
    if (f->part_count == 0)
        return;
    pal_json_open(w, "csi_columns", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->part_count; i++) {
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "column", f->parts[i].column);
        pal_json_cstr(w, "scale", pal_scale_name(f->parts[i].scale));
        pal_json_number(w, "weight", f->parts[i].weight);
        pal_json_close(w);
    }
    pal_json_close(w);
}

void pal_report_measures_json(pal_json *w, const pal_report *report)
{
    const pal_measure_findings *f = findings_of(report);
    if (!f) {
        pal_json_null(w, "measures");
        return;
    }
    pal_json_open(w, "measures", PAL_JSON_OBJECT);
    pal_json_uint(w, "tests", f->tests);
    add_parts(w, f);
    pal_json_open(w, "results", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->count; i++)
        add_result(w, report, f, &f->results[i]);
    pal_json_close(w);
    pal_json_open(w, "theme_correlations", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->pair_count; i++) {
        const pal_measure_pair *p = &f->pairs[i];
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_cstr(w, "a", pal_measure_name(f->results[p->a].kind));
        pal_json_cstr(w, "b", pal_measure_name(f->results[p->b].kind));
        pal_json_uint(w, "themes", p->themes);
        pal_json_number(w, "rho", p->rho);
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_close(w);
}

/* --- CSV --- */

static void add_line(pal_csv *line, const pal_measure_result *m,
                     const pal_measure_split *split, const pal_measure_group *group)
{
    const pal_measure_figure *f = group ? &group->figure : &m->all;
    unsigned digits = is_score(m) ? 1 : 4;
    const double values[] = {f->value,  f->low,        f->high,
                             f->share,  f->share_low,  f->share_high,
                             f->median, f->median_low, f->median_high};
    pal_csv_cstr(line, pal_measure_name(m->kind));
    pal_csv_text(line, m->column);
    pal_csv_text(line, split ? split->column : (pal_str){"", 0});
    pal_csv_text(line, group ? group->value : (pal_str){"", 0});
    pal_csv_uint(line, f->n);
    if (group) {
        pal_csv_blank(line);
        pal_csv_blank(line);
    } else {
        pal_csv_uint(line, m->missing);
        pal_csv_uint(line, m->unreadable);
    }
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        pal_csv_known(line, values[i], digits);
    pal_csv_cstr(line, unit_of(m));
    pal_csv_uint(line, f->weak);
    pal_csv_end(line);
}

void pal_report_measures(pal_buf *b, const pal_report *report)
{
    const pal_measure_findings *f = findings_of(report);
    pal_buf_cstr(b,
                 "measure,heading,column,value,n,missing,unreadable,figure,low,high,"
                 "share,share_low,share_high,median,median_low,median_high,unit,weak\n");
    pal_csv line = {.out = b};
    for (size_t i = 0; f && i < f->count; i++) {
        const pal_measure_result *m = &f->results[i];
        add_line(&line, m, NULL, NULL);
        for (size_t s = 0; s < m->split_count; s++)
            for (size_t g = 0; g < m->splits[s].count; g++)
                add_line(&line, m, &m->splits[s], &m->splits[s].groups[g]);
    }
}

void pal_report_measure_themes(pal_buf *b, const pal_report *report)
{
    const pal_measure_findings *f = findings_of(report);
    pal_buf_cstr(b, "measure,theme,mentions,rest,with,without,difference,low,high,p,q\n");
    pal_csv line = {.out = b};
    for (size_t i = 0; f && i < f->count; i++)
        for (size_t t = 0; t < f->results[i].theme_count; t++) {
            const pal_measure_theme *m = &f->results[i].themes[t];
            unsigned digits = is_score(&f->results[i]) ? 1 : 4;
            const double values[] = {m->with, m->without, m->difference, m->low, m->high};
            pal_csv_cstr(&line, pal_measure_name(f->results[i].kind));
            pal_csv_text(&line, report->themes[m->theme].id);
            pal_csv_uint(&line, m->mentions);
            pal_csv_uint(&line, m->rest);
            for (size_t k = 0; k < sizeof values / sizeof *values; k++)
                pal_csv_known(&line, values[k], digits);
            pal_csv_known(&line, m->p, 6);
            pal_csv_known(&line, m->q, 6);
            pal_csv_end(&line);
        }
}
