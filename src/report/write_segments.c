/* segments.csv, segment_themes.csv and "segments" of summary.json. */
#include <math.h>

#include "base/find_segments.h"
#include "report/csv_out.h"
#include "report/write_findings.h"
#include "report/write_impact.h"

static const pal_segment_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->segments : NULL;
}

static uint64_t scored(const pal_segment_value *v)
{
    return v->bands.detractors + v->bands.passives + v->bands.promoters;
}

/* Of a group that is large enough few may have a score, or a comment. */
static bool is_shown(const pal_segment_findings *s, uint64_t count)
{
    return count == 0 || count >= s->k_threshold;
}

/* --- summary.json --- */

static void add_count(pal_json *w, const char *key, const pal_segment_findings *s,
                      uint64_t count)
{
    if (is_shown(s, count))
        pal_json_uint(w, key, count);
    else
        pal_json_null(w, key);
}

static void add_theme(pal_json *w, const pal_report *report, const pal_segment_theme *t)
{
    pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", report->themes[t->theme].id);
    pal_json_uint(w, "mentions", t->mentions);
    pal_json_number(w, "share", t->share);
    pal_json_number(w, "share_rest", t->share_rest);
    pal_json_number(w, "difference", t->difference);
    pal_json_number(w, "low", t->low);
    pal_json_number(w, "high", t->high);
    pal_json_number(w, "p", t->p);
    pal_json_number(w, "q", t->q);
    pal_json_number(w, "impact", t->impact.impact.value);
    pal_json_number(w, "impact_low", t->impact.impact.low);
    pal_json_number(w, "impact_high", t->impact.impact.high);
    pal_json_number(w, "impact_p", t->bands.p);
    pal_json_number(w, "impact_q", t->bands.q);
    pal_json_cstr(w, "verdict", pal_report_impact_verdict(t->verdict));
    pal_json_close(w);
}

static void add_value(pal_json *w, const pal_report *report,
                      const pal_segment_findings *s, const pal_segment_value *v)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "value", v->value);
    pal_json_uint(w, "rows", v->rows);
    add_count(w, "commented", s, v->commented);
    add_count(w, "n", s, scored(v));
    const struct {
        const char *key;
        double value;
    } numbers[] = {
        {"nps", v->nps},
        {"low", v->low},
        {"high", v->high},
        {"difference", v->difference},
        {"difference_low", v->difference_low},
        {"difference_high", v->difference_high},
        {"p", v->p},
        {"q", v->q},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        pal_json_number(w, numbers[i].key, numbers[i].value);
    pal_json_cstr(w, "test", v->exact ? "exact" : "z");
    pal_json_bool(w, "weak", v->weak);
    if (s->weighted) {
        pal_json_open_flat(w, "weighted", PAL_JSON_OBJECT);
        pal_json_number(w, "nps", v->weighted_nps);
        pal_json_number(w, "low", v->weighted_low);
        pal_json_number(w, "high", v->weighted_high);
        pal_json_number(w, "n_eff", v->effective);
        pal_json_close(w);
    }
    pal_json_open(w, "themes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < v->theme_count; i++)
        add_theme(w, report, &v->themes[i]);
    pal_json_close(w);
    pal_json_close(w);
}

static void add_column(pal_json *w, const pal_report *report,
                       const pal_segment_findings *s, const pal_segment_column *c)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "column", c->column);
    pal_json_uint(w, "values_hidden", c->hidden);
    pal_json_open(w, "values", PAL_JSON_ARRAY);
    for (size_t i = 0; i < c->count; i++)
        add_value(w, report, s, &c->values[i]);
    pal_json_close(w);
    pal_json_close(w);
}

static void add_names(pal_json *w, const char *key, const pal_str *names, size_t count)
{
    pal_json_open_flat(w, key, PAL_JSON_ARRAY);
    for (size_t i = 0; i < count; i++)
        pal_json_text(w, NULL, names[i]);
    pal_json_close(w);
}

/* One line a value of the first column, with a cell for each value of the second. */
static void add_cross(pal_json *w, const pal_segment_findings *s,
                      const pal_segment_cross *c)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "down", c->down_column);
    pal_json_text(w, "across", c->across_column);
    pal_json_number(w, "chi_square", c->x2);
    pal_json_number(w, "df", c->df);
    pal_json_number(w, "p", c->p);
    add_names(w, "down_values", c->down, c->down_count);
    add_names(w, "across_values", c->across, c->across_count);
    pal_json_open(w, "cells", PAL_JSON_ARRAY);
    for (size_t i = 0; i < c->down_count; i++) {
        pal_json_open_flat(w, NULL, PAL_JSON_ARRAY);
        for (size_t j = 0; j < c->across_count; j++) {
            const pal_segment_cell *cell = &c->cells[i * c->across_count + j];
            if (cell->hidden) {
                pal_json_null(w, NULL);
                continue;
            }
            pal_json_open(w, NULL, PAL_JSON_OBJECT);
            pal_json_uint(w, "rows", cell->rows);
            add_count(w, "n", s, cell->scored);
            pal_json_number(w, "nps", cell->nps);
            pal_json_close(w);
        }
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_close(w);
}

void pal_report_segments_json(pal_json *w, const pal_report *report)
{
    const pal_segment_findings *s = findings_of(report);
    if (!s) {
        pal_json_null(w, "segments");
        return;
    }
    pal_json_open(w, "segments", PAL_JSON_OBJECT);
    pal_json_uint(w, "k_threshold", s->k_threshold);
    pal_json_uint(w, "tests", s->tests);
    pal_json_uint(w, "theme_tests", s->theme_tests);
    pal_json_uint(w, "impact_tests", s->impact_tests);
    pal_json_uint(w, "columns_left_out", s->columns_left);
    pal_json_open(w, "columns", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->count; i++)
        add_column(w, report, s, &s->columns[i]);
    pal_json_close(w);
    pal_json_open(w, "crosstabs", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->cross_count; i++)
        add_cross(w, s, &s->crosses[i]);
    pal_json_close(w);
    pal_json_close(w);
}

/* --- the tables --- */

void pal_report_segments(pal_buf *b, const pal_report *report)
{
    const pal_segment_findings *s = findings_of(report);
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "column,value,n,nps,low,high,difference,p,q\n");
    for (size_t i = 0; s && i < s->count; i++)
        for (size_t k = 0; k < s->columns[i].count; k++) {
            const pal_segment_value *v = &s->columns[i].values[k];
            pal_csv_text(&line, s->columns[i].column);
            pal_csv_text(&line, v->value);
            if (is_shown(s, scored(v)))
                pal_csv_uint(&line, scored(v));
            else
                pal_csv_blank(&line);
            const double points[] = {v->nps, v->low, v->high, v->difference};
            for (size_t d = 0; d < sizeof points / sizeof *points; d++)
                pal_csv_known(&line, points[d], 1);
            pal_csv_known(&line, v->p, 6);
            pal_csv_known(&line, v->q, 6);
            pal_csv_end(&line);
        }
}

void pal_report_segment_themes(pal_buf *b, const pal_report *report)
{
    const pal_segment_findings *s = findings_of(report);
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "column,value,theme,mentions,share,share_rest,difference,low,high,q,"
                    "impact,impact_low,impact_high,impact_q,verdict\n");
    for (size_t i = 0; s && i < s->count; i++)
        for (size_t k = 0; k < s->columns[i].count; k++) {
            const pal_segment_value *v = &s->columns[i].values[k];
            for (size_t t = 0; t < v->theme_count; t++) {
                const pal_segment_theme *theme = &v->themes[t];
                pal_csv_text(&line, s->columns[i].column);
                pal_csv_text(&line, v->value);
                pal_csv_text(&line, report->themes[theme->theme].id);
                pal_csv_uint(&line, theme->mentions);
                const double shares[] = {theme->share, theme->share_rest,
                                         theme->difference, theme->low, theme->high};
                for (size_t d = 0; d < sizeof shares / sizeof *shares; d++)
                    pal_csv_fixed(&line, shares[d], 4);
                pal_csv_fixed(&line, theme->q, 6);
                const pal_estimate *impact = &theme->impact.impact;
                const double points[] = {impact->value, impact->low, impact->high};
                for (size_t d = 0; d < sizeof points / sizeof *points; d++)
                    pal_csv_known(&line, points[d], 2);
                pal_csv_known(&line, theme->bands.q, 6);
                pal_csv_cstr(&line, pal_report_impact_verdict(theme->verdict));
                pal_csv_end(&line);
            }
        }
}
