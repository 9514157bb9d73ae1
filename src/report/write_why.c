/* why.csv and "why" of summary.json: trees of what goes with a theme in a band. */
#include "report/write_findings.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/figures.h"
#include "report/why_shown.h"

static const pal_why_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->why : NULL;
}

/* --- summary.json --- */

static void add_figures(pal_json *w, const pal_why_findings *why, const pal_why_node *n)
{
    double rest = pal_why_share_rest(why, n);
    pal_json_uint(w, "n", n->n);
    pal_json_uint(w, "of", n->of);
    pal_json_number(w, "share", pal_why_share(n->n, n->of));
    if (pal_why_shows(why, n->n_rest))
        pal_json_uint(w, "n_rest", n->n_rest);
    else
        pal_json_null(w, "n_rest");
    pal_json_uint(w, "of_rest", n->of_rest);
    pal_json_number(w, "share_rest", rest);
    /* the interval would tell the share that is not shown */
    pal_json_number(w, "difference_low", isnan(rest) ? rest : n->low);
    pal_json_number(w, "difference_high", isnan(rest) ? rest : n->high);
    pal_json_number(w, "z", n->z);
    pal_json_number(w, "q", n->q);
    pal_json_cstr(w, "test", n->exact ? "fisher" : "g2");
}

static void add_quotes(pal_json *w, const pal_why_node *n)
{
    pal_json_open(w, "quotes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < n->quote_count; i++) {
        const pal_shown_comment *c = &n->quotes[i];
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_uint(w, "row", c->row);
        pal_json_text(w, "id", c->id);
        pal_json_cstr(w, "polarity", pal_polarity_name(c->polarity));
        pal_json_text(w, "text", c->text);
        pal_json_uint(w, "start", c->start);
        pal_json_uint(w, "end", c->end);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_nps(pal_json *w, const char *key, const pal_nps *nps)
{
    uint64_t n = pal_figures_scored(nps);
    double none = (double)NAN;
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    if (n < PAL_NPS_ROWS_MIN)
        pal_json_null(w, "n");
    else
        pal_json_uint(w, "n", n);
    pal_json_number(w, "nps", n < PAL_NPS_ROWS_MIN ? none : nps->nps);
    pal_json_number(w, "low", n < PAL_NPS_ROWS_MIN ? none : nps->low);
    pal_json_number(w, "high", n < PAL_NPS_ROWS_MIN ? none : nps->high);
    pal_json_bool(w, "weak", n < PAL_NPS_ROWS_SURE);
    pal_json_close(w);
}

static void add_who(pal_json *w, const pal_why_findings *why, const pal_why_tree *t)
{
    static const pal_polarity tones[] = {PAL_NEGATIVE, PAL_NEUTRAL, PAL_POSITIVE};
    bool shown[PAL_POLARITY_COUNT];
    pal_why_shown_tones(shown, why, t);
    pal_json_open(w, "who", PAL_JSON_OBJECT);
    pal_json_uint(w, "tested", t->tested[PAL_WHY_WHO]);
    pal_json_bool(w, "claimed", t->claimed[PAL_WHY_WHO]);
    add_figures(w, why, &t->nodes[0]);
    pal_json_open_flat(w, "polarity", PAL_JSON_OBJECT);
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++) {
        if (shown[tones[i]])
            pal_json_uint(w, pal_polarity_name(tones[i]), t->polarity[tones[i]]);
        else
            pal_json_null(w, pal_polarity_name(tones[i]));
    }
    pal_json_close(w);
    add_nps(w, "nps_with", &t->with);
    add_nps(w, "nps_rest", &t->rest);
    add_quotes(w, &t->nodes[0]);
    pal_json_close(w);
}

static void add_values(pal_json *w, const pal_why_findings *why, const pal_why_tree *t,
                       uint32_t parent)
{
    for (size_t i = 1; i < t->node_count; i++) {
        const pal_why_node *n = &t->nodes[i];
        if (n->level != PAL_WHY_WHERE || n->parent != parent)
            continue;
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "column", n->column);
        pal_json_text(w, "value", n->name);
        add_figures(w, why, n);
        pal_json_close(w);
    }
}

static void add_node(pal_json *w, const pal_report *report, const pal_why_findings *why,
                     const pal_why_tree *t, uint32_t at)
{
    const pal_why_node *n = &t->nodes[at];
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    if (n->level == PAL_WHY_WITH)
        pal_json_text(w, "theme", report->themes[n->theme].id);
    else
        pal_json_text(w, "term", n->name);
    add_figures(w, why, n);
    if (n->level == PAL_WHY_ABOUT) {
        pal_json_open(w, "where", PAL_JSON_ARRAY);
        add_values(w, why, t, at);
        pal_json_close(w);
        add_quotes(w, n);
    }
    pal_json_close(w);
}

static void add_level(pal_json *w, const char *key, const pal_report *report,
                      const pal_why_findings *why, const pal_why_tree *t,
                      pal_why_level level)
{
    pal_json_open(w, key, PAL_JSON_OBJECT);
    pal_json_uint(w, "tested", t->tested[level]);
    pal_json_bool(w, "claimed", t->claimed[level]);
    pal_json_open(w, "nodes", PAL_JSON_ARRAY);
    if (level == PAL_WHY_WHERE)
        add_values(w, why, t, 0);
    for (uint32_t i = 1; level != PAL_WHY_WHERE && i < t->node_count; i++)
        if (t->nodes[i].level == level)
            add_node(w, report, why, t, i);
    pal_json_close(w);
    pal_json_close(w);
}

static void add_tree(pal_json *w, const pal_report *report, const pal_why_findings *why,
                     const pal_why_tree *t)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", report->themes[t->theme].id);
    pal_json_cstr(w, "band", pal_why_band_name(t));
    pal_json_bool(w, "few", t->few);
    if (!t->few) {
        add_who(w, why, t);
        add_level(w, "with", report, why, t, PAL_WHY_WITH);
        add_level(w, "about", report, why, t, PAL_WHY_ABOUT);
        add_level(w, "where", report, why, t, PAL_WHY_WHERE);
    }
    pal_json_close(w);
}

void pal_report_why_json(pal_json *w, const pal_report *report)
{
    const pal_why_findings *why = findings_of(report);
    if (!why) {
        pal_json_null(w, "why");
        return;
    }
    pal_json_open(w, "why", PAL_JSON_OBJECT);
    pal_json_bool(w, "asked", why->asked);
    pal_json_uint(w, "one_row_in", why->step);
    pal_json_open(w, "trees", PAL_JSON_ARRAY);
    for (size_t i = 0; i < why->count; i++)
        add_tree(w, report, why, &why->trees[i]);
    pal_json_close(w);
    pal_json_close(w);
}

/* --- why.csv --- */

/* A theme, words, or Column=value. */
static void add_name(pal_csv *line, pal_buf *name, const pal_report *report,
                     const pal_why_node *n)
{
    pal_buf_clear(name);
    if (n->level == PAL_WHY_WHO || n->level == PAL_WHY_WITH) {
        pal_buf_add(name, report->themes[n->theme].id);
    } else {
        pal_buf_add(name, n->column);
        if (n->level == PAL_WHY_WHERE)
            pal_buf_byte(name, '=');
        pal_buf_add(name, n->name);
    }
    pal_csv_text(line, pal_buf_view(name));
}

static void begin_line(pal_csv *line, const pal_report *report, const pal_why_tree *t,
                       pal_why_level level)
{
    pal_csv_text(line, report->themes[t->theme].id);
    pal_csv_cstr(line, pal_why_band_name(t));
    pal_csv_uint(line, (uint64_t)level);
}

static void add_node_line(pal_csv *line, pal_buf *name, const pal_report *report,
                          const pal_why_findings *why, const pal_why_tree *t,
                          const pal_why_node *n)
{
    begin_line(line, report, t, n->level);
    add_name(line, name, report, n);
    if (n->level == PAL_WHY_WHO)
        pal_csv_blank(line);
    else
        add_name(line, name, report, &t->nodes[n->parent]);
    pal_csv_uint(line, n->n);
    pal_csv_uint(line, n->of);
    pal_csv_known(line, pal_why_share(n->n, n->of), 4);
    pal_csv_known(line, pal_why_share_rest(why, n), 4);
    pal_csv_known(line, n->z, 3);
    pal_csv_known(line, n->q, 9);
    pal_csv_blank(line);
    pal_csv_blank(line);
    pal_csv_end(line);
}

static void add_quote_line(pal_csv *line, pal_buf *name, const pal_report *report,
                           const pal_why_tree *t, const pal_why_node *n, size_t at)
{
    const pal_shown_comment *c = &n->quotes[at];
    begin_line(line, report, t, PAL_WHY_WORDS);
    pal_csv_uint(line, at + 1);
    add_name(line, name, report, n);
    for (size_t i = 0; i < 6; i++)
        pal_csv_blank(line);
    if (c->id.len != 0)
        pal_csv_text(line, c->id);
    else
        pal_csv_uint(line, c->row);
    pal_csv_text(line, c->text);
    pal_csv_end(line);
}

void pal_report_why(pal_buf *b, const pal_report *report)
{
    const pal_why_findings *why = findings_of(report);
    pal_buf name = {0};
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "theme,band,level,node,parent,n,of,share,share_rest,z,q,row_id,"
                    "quote\n");
    for (size_t i = 0; why && i < why->count; i++)
        for (size_t n = 0; n < why->trees[i].node_count; n++) {
            const pal_why_tree *t = &why->trees[i];
            add_node_line(&line, &name, report, why, t, &t->nodes[n]);
            for (size_t q = 0; q < t->nodes[n].quote_count; q++)
                add_quote_line(&line, &name, report, t, &t->nodes[n], q);
        }
    b->failed = b->failed || name.failed;
    pal_buf_release(&name);
}
