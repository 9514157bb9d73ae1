/* Themes by segment in report.html, the darker the commoner. */
#include "report/page.h"

#include <math.h>

#include "base/find_segments.h"

enum { HEAT_THEMES = 12, HEAT_VALUES = 10, HEAT_COLUMNS = 6, SHADES = 6 };

/* Largest difference of shares that still gets a darker shade. */
static const double SHADE_STEP = 0.05;

static const pal_segment_theme *theme_in(const pal_segment_value *v, uint32_t theme)
{
    for (size_t i = 0; i < v->theme_count; i++)
        if (v->themes[i].theme == theme)
            return &v->themes[i];
    return NULL;
}

static void add_share(pal_page *p, const pal_segment_theme *t)
{
    if (!t || !isfinite(t->share)) {
        pal_page_none_cell(p);
        return;
    }
    size_t shade = (size_t)(fmin(t->share, 1.0) / SHADE_STEP);
    pal_page_raw(p, "<td class=\"n heat-");
    pal_page_fill(p, pal_fill_name(shade < SHADES ? shade : SHADES - 1));
    pal_page_raw(p, "\">");
    pal_page_fill(p, pal_fill_percent(t->share));
    if (t->q <= 0.05) {
        bool more = t->difference > 0.0;
        pal_page_raw(p, more ? " <span class=\"sign\">▲</span>"
                             : " <span class=\"sign\">▼</span>");
        pal_page_raw(p, "<span class=\"only\"> ");
        pal_page_say(p, more ? PAL_SAY_HEAT_MORE : PAL_SAY_HEAT_LESS);
        pal_page_raw(p, "</span>");
    }
    pal_page_raw(p, "</td>");
}

static void add_score(pal_page *p, const pal_segment_value *v)
{
    if (!isfinite(v->nps)) {
        pal_page_none_cell(p);
        return;
    }
    pal_page_raw(p, v->weak ? "<td class=\"n thin\">" : "<td class=\"n\">");
    pal_page_fill(p, pal_fill_points(v->nps));
    if (v->q <= 0.05)
        pal_page_raw(p, v->difference > 0.0 ? " <span class=\"sign\">▲</span>"
                                            : " <span class=\"sign\">▼</span>");
    pal_page_raw(p, "</td>");
}

static void add_head(pal_page *p, const pal_segment_column *c, size_t count)
{
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_THEME, "");
    int column = pal_page_segment(p, c->column);
    for (size_t i = 0; i < count; i++) {
        pal_page_raw(p, "<th scope=\"col\" class=\"n\"");
        if (column >= 0)
            pal_page_of(p, "seg", c->values[i].value, column);
        pal_page_raw(p, ">");
        if (column >= 0)
            pal_page_pick_open(p, "seg", c->values[i].value, column);
        pal_page_foreign(p, c->values[i].value);
        if (column >= 0)
            pal_page_pick_close(p);
        pal_page_raw(p, "<br><small>n = ");
        pal_page_fill(p, pal_fill_count(c->values[i].commented));
        pal_page_raw(p, "</small></th>");
    }
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
}

static void add_column(pal_page *p, const pal_segment_column *c)
{
    size_t count = c->count < HEAT_VALUES ? c->count : HEAT_VALUES;
    const pal_fill name = pal_fill_text(c->column);
    pal_page_table_open(p, PAL_SAY_HEAT_CAPTION, &name, 1);
    add_head(p, c, count);
    if (p->scored) {
        pal_page_raw(p, "<tr class=\"total\"");
        pal_page_of(p, "theme", PAL_STR(""), -1);
        pal_page_raw(p, "><th scope=\"row\">");
        pal_page_say(p, PAL_SAY_NPS);
        pal_page_raw(p, "</th>");
        for (size_t i = 0; i < count; i++)
            add_score(p, &c->values[i]);
        pal_page_raw(p, "</tr>\n");
    }
    size_t shown = 0;
    for (size_t i = 0; i < p->summary->theme_count && shown < HEAT_THEMES; i++) {
        uint32_t theme = p->summary->themes[i].theme;
        if (pal_page_is_signal(p, theme))
            continue;
        shown++;
        pal_page_raw(p, "<tr><th scope=\"row\">");
        pal_page_theme_again(p, theme);
        pal_page_raw(p, "</th>");
        for (size_t v = 0; v < count; v++)
            add_share(p, theme_in(&c->values[v], theme));
        pal_page_raw(p, "</tr>\n");
    }
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
}

void pal_page_heat(pal_page *p)
{
    const pal_segment_findings *s = p->findings->segments;
    size_t shown = 0;
    for (size_t i = 0; s && i < s->count && shown < HEAT_COLUMNS; i++) {
        const pal_segment_column *c = &s->columns[i];
        if (c->count == 0 || pal_str_equal(c->column, PAL_STR("wave")))
            continue;
        if (shown++ == 0)
            pal_page_paragraph(p, "soft", PAL_SAY_HEAT_HOW, NULL, 0);
        add_column(p, c);
    }
}
