/* What the change of the score is made of, in report.html: from the wave before the last
 * to the last. */
#include "report/page.h"

#include <math.h>

#include "base/find_waves.h"
#include "report/page_charts.h"

enum { STEPS_MAX = 8 };

typedef struct steps {
    const pal_wave_change *change;
    double start;
    double end;
    double low; /* of the axis */
    double high;
    double at;
} steps;

static double points_of(const pal_bridge_term *t)
{
    return (double)t->points / (double)PAL_BRIDGE_UNIT;
}

/* The terms of themes stand by size; the small ones are one step together. */
static bool is_small(size_t at, const pal_bridge_term *t)
{
    return t->kind == PAL_BRIDGE_OTHER ||
           (t->kind == PAL_BRIDGE_THEME && at >= STEPS_MAX);
}

static double small_sum(const pal_bridge *b)
{
    double sum = 0.0;
    for (size_t i = 0; i < b->count; i++)
        if (is_small(i, &b->terms[i]))
            sum += points_of(&b->terms[i]);
    return sum;
}

static void reach(steps *s, double step)
{
    s->at += step;
    s->low = fmin(s->low, s->at);
    s->high = fmax(s->high, s->at);
}

static void lay_out(steps *s)
{
    const pal_bridge *b = &s->change->bridge;
    s->low = fmin(s->start, s->end);
    s->high = fmax(s->start, s->end);
    s->at = s->start;
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind == PAL_BRIDGE_THEME && !is_small(i, &b->terms[i]))
            reach(s, points_of(&b->terms[i]));
    reach(s, small_sum(b));
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind > PAL_BRIDGE_OTHER)
            reach(s, points_of(&b->terms[i]));
    double room = fmax((s->high - s->low) * 0.03, 0.5);
    s->low -= room;
    s->high += room;
    s->at = s->start;
}

static void add_end(pal_page *p, const steps *s, pal_str wave, double nps)
{
    const pal_fill name = pal_fill_text(wave);
    pal_page_raw(p, "<tr class=\"total\"");
    pal_page_of(p, "wave", wave, -1);
    pal_page_raw(p, "><th scope=\"row\">");
    pal_page_tell(p, PAL_SAY_BRIDGE_END, &name, 1);
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_points(nps));
    pal_page_raw(p, "<td class=\"wide\">");
    pal_chart_step(p, nps, nps, s->low, s->high);
    pal_page_raw(p, "</td></tr>\n");
}

static void close_step(pal_page *p, steps *s, double points)
{
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_signed(points));
    pal_page_raw(p, "<td class=\"wide\">");
    pal_chart_step(p, s->at, s->at + points, s->low, s->high);
    pal_page_raw(p, "</td></tr>\n");
    s->at += points;
}

/* What belongs to no theme is not of the one that is chosen. */
static void open_other(pal_page *p)
{
    pal_page_raw(p, "<tr");
    pal_page_of(p, "theme", PAL_STR(""), -1);
    pal_page_raw(p, "><th scope=\"row\">");
}

static void add_term(pal_page *p, steps *s, const pal_bridge_term *t)
{
    static const pal_say kinds[PAL_BRIDGE_KINDS] = {
        PAL_SAY_THEME,      PAL_SAY_BRIDGE_OTHER,      PAL_SAY_BRIDGE_UNTAGGED,
        PAL_SAY_BRIDGE_MIX, PAL_SAY_BRIDGE_NO_COMMENT, PAL_SAY_BRIDGE_LEXICON,
    };
    const pal_fill column = pal_fill_text(s->change->bridge.mix_column);
    if (t->kind == PAL_BRIDGE_THEME) {
        pal_page_raw(p, "<tr><th scope=\"row\">");
        pal_page_theme_again(p, t->theme);
    } else {
        open_other(p);
        pal_page_tell(p, kinds[t->kind], &column, 1);
    }
    close_step(p, s, points_of(t));
}

static void add_steps(pal_page *p, steps *s)
{
    const pal_bridge *b = &s->change->bridge;
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind == PAL_BRIDGE_THEME && !is_small(i, &b->terms[i]))
            add_term(p, s, &b->terms[i]);
    double small = small_sum(b);
    if (fabs(small) > 0.0) {
        open_other(p);
        pal_page_say(p, PAL_SAY_BRIDGE_OTHER);
        close_step(p, s, small);
    }
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind > PAL_BRIDGE_OTHER)
            add_term(p, s, &b->terms[i]);
}

void pal_page_bridge(pal_page *p)
{
    const pal_wave_findings *w = p->findings->waves;
    if (!w || w->count < 2 || w->change_count == 0)
        return;
    const pal_wave_change *c = &w->changes[w->count - 2];
    const pal_wave *from = &w->waves[c->from];
    const pal_wave *to = &w->waves[c->to];
    if (!c->bridge.made || !isfinite(from->nps) || !isfinite(to->nps))
        return;
    steps s = {.change = c, .start = from->nps, .end = to->nps};
    lay_out(&s);
    const pal_fill names[] = {pal_fill_text(from->name), pal_fill_text(to->name)};
    pal_page_section_open(p, PAL_SAY_BRIDGE);
    pal_page_paragraph(p, "soft", PAL_SAY_BRIDGE_HOW, NULL, 0);
    pal_page_table_open(p, PAL_SAY_BRIDGE_CAPTION, names, 2);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_BRIDGE_TERM, "");
    pal_page_column(p, PAL_SAY_POINTS, "n");
    pal_page_column(p, PAL_SAY_BRIDGE_CHART, "wide");
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    add_end(p, &s, from->name, from->nps);
    add_steps(p, &s);
    add_end(p, &s, to->name, to->nps);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    pal_page_section_close(p);
}
