/* The measures beside the main score in report.html. */
#include "report/page.h"

#include <math.h>

#include "base/find_measures.h"

enum { PAIRS_MAX = 10 };

static const pal_say names[PAL_MEASURE_KIND_COUNT] = {
    PAL_SAY_NPS,         PAL_SAY_MEASURE_CSAT, PAL_SAY_MEASURE_CES,  PAL_SAY_MEASURE_ENPS,
    PAL_SAY_MEASURE_CSI, PAL_SAY_MEASURE_FCR,  PAL_SAY_MEASURE_TIME,
};

static bool is_score(const pal_measure_result *m)
{
    return m->kind == PAL_MEASURE_SCORE || m->kind == PAL_MEASURE_ENPS;
}

static void add_value(pal_page *p, const pal_measure_result *m)
{
    const pal_measure_figure *f = &m->all;
    pal_page_raw(p, f->weak ? "<td class=\"n thin\">" : "<td class=\"n\">");
    if (!isfinite(f->value))
        pal_page_say(p, PAL_SAY_NONE);
    else if (m->kind == PAL_MEASURE_FCR)
        pal_page_fill(p, pal_fill_percent(f->value));
    else if (is_score(m) || m->kind == PAL_MEASURE_CSI)
        pal_page_fill(p, pal_fill_points(f->value));
    else
        pal_page_fill(p, pal_fill_digits(p, f->value));
    pal_page_raw(p, "</td><td class=\"n\">");
    if (!isfinite(f->low) || !isfinite(f->high)) {
        pal_page_say(p, PAL_SAY_NONE);
    } else if (m->kind == PAL_MEASURE_FCR) {
        pal_page_fill(p, pal_fill_range(100.0 * f->low, 100.0 * f->high));
        pal_page_say(p, PAL_SAY_PERCENT);
    } else {
        pal_page_fill(p, pal_fill_range(f->low, f->high));
    }
    pal_page_raw(p, "</td>");
}

static void add_unit(pal_page *p, const pal_measure_result *m)
{
    pal_page_raw(p, "<td>");
    if (is_score(m))
        pal_page_raw(p, "−100…100");
    else if (m->kind == PAL_MEASURE_CSI)
        pal_page_raw(p, "0…100");
    else if (m->kind == PAL_MEASURE_FCR)
        pal_page_raw(p, "%");
    else if (m->kind == PAL_MEASURE_TIME)
        pal_page_text(p, pal_str_from(pal_time_unit_name(m->unit)));
    else
        pal_page_text(p, pal_str_from(pal_scale_name(m->scale)));
    if (m->kind == PAL_MEASURE_CES) {
        pal_page_raw(p, "; ");
        pal_page_say(p, m->low_is_good ? PAL_SAY_LOW_IS_GOOD : PAL_SAY_HIGH_IS_GOOD);
    }
    pal_page_raw(p, "</td>");
}

static void add_measure(pal_page *p, const pal_measure_result *m)
{
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_say(p, names[m->kind]);
    if (m->column.len) {
        pal_page_raw(p, "<br><small>");
        pal_page_foreign(p, m->column);
        pal_page_raw(p, "</small>");
    }
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_count(m->all.n));
    add_value(p, m);
    add_unit(p, m);
    pal_page_cell(p, isfinite(m->all.share)
                         ? pal_fill_percent(m->all.share)
                         : pal_fill_text(pal_page_word(p->language, PAL_SAY_NONE)));
    pal_page_cell(
        p, pal_fill_digits(p, m->kind == PAL_MEASURE_TIME ? m->all.median : (double)NAN));
    pal_page_raw(p, "</tr>\n");
}

static void add_pairs(pal_page *p, const pal_measure_findings *f)
{
    if (f->pair_count == 0)
        return;
    pal_page_raw(p, "<h3>");
    pal_page_say(p, PAL_SAY_MEASURE_PAIRS);
    pal_page_raw(p, "</h3>\n<ul>\n");
    for (size_t i = 0; i < f->pair_count && i < PAIRS_MAX; i++) {
        const pal_measure_pair *pair = &f->pairs[i];
        const pal_fill fills[] = {
            pal_fill_text(pal_page_word(p->language, names[f->results[pair->a].kind])),
            pal_fill_text(pal_page_word(p->language, names[f->results[pair->b].kind])),
            pal_fill_digits(p, pair->rho), pal_fill_count(pair->themes)};
        pal_page_raw(p, "<li>");
        pal_page_tell(p, PAL_SAY_MEASURE_PAIR, fills, 4);
        pal_page_raw(p, "</li>\n");
    }
    pal_page_raw(p, "</ul>\n");
}

void pal_page_measures(pal_page *p)
{
    static const struct {
        pal_say name;
        const char *kind;
    } columns[] = {
        {PAL_SAY_MEASURE, ""},         {PAL_SAY_SCORED, "n"},
        {PAL_SAY_MEASURE_VALUE, "n"},  {PAL_SAY_RANGE95, "n"},
        {PAL_SAY_SCALE, ""},           {PAL_SAY_MEASURE_GOOD, "n"},
        {PAL_SAY_MEASURE_MEDIAN, "n"},
    };
    const pal_measure_findings *f = p->findings->measures;
    size_t beside = 0;
    for (size_t i = 0; f && i < f->count; i++)
        beside += f->results[i].kind != PAL_MEASURE_SCORE;
    if (beside == 0)
        return;
    pal_page_section_open(p, PAL_SAY_MEASURES);
    pal_page_table_open(p, PAL_SAY_MEASURES_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        pal_page_column(p, columns[i].name, columns[i].kind);
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < f->count; i++)
        add_measure(p, &f->results[i]);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    add_pairs(p, f);
    pal_page_section_close(p);
}
