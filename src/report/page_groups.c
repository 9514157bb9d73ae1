/* Waves and segments of report.html. */
#include "report/page.h"

#include "report/figures.h"
#include "report/page_charts.h"

/* A page that lists thousands of values serves nobody; summary.json has them all. */
enum { VALUES_MAX = 50 };

static void add_head(pal_page *p, pal_say first)
{
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, first, "");
    pal_page_column(p, PAL_SAY_SCORED, "n");
    pal_page_column(p, PAL_SAY_NPS, "n");
    pal_page_column(p, PAL_SAY_RANGE95, "n");
    pal_page_column(p, PAL_SAY_CHART, "wide mid");
    pal_page_column(p, PAL_SAY_DETRACTORS, "n");
    pal_page_column(p, PAL_SAY_PASSIVES, "n");
    pal_page_column(p, PAL_SAY_PROMOTERS, "n");
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
}

/* With fewer rows than this one could tell who answered what. */
static void add_hidden(pal_page *p)
{
    for (size_t i = 0; i < 3; i++)
        pal_page_none_cell(p);
    pal_page_raw(p, "<td></td>");
    for (size_t i = 0; i < 3; i++)
        pal_page_none_cell(p);
}

static void add_figures(pal_page *p, const pal_group_result *g)
{
    const pal_bands *bands = &g->nps.bands;
    uint64_t rows = pal_figures_scored(&g->nps);
    pal_page_cell(p, pal_fill_count(rows));
    pal_page_nps_cell(p, &g->nps);
    pal_page_interval_cell(p, &g->nps);
    pal_page_raw(p, "<td class=\"wide\">");
    if (rows >= PAL_NPS_ROWS_MIN)
        pal_chart_nps(p, &g->nps);
    pal_page_raw(p, "</td>");
    const uint64_t parts[] = {bands->detractors, bands->passives, bands->promoters};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (rows >= PAL_NPS_ROWS_MIN)
            pal_page_share_cell(p, (double)parts[i] / (double)rows, rows);
        else
            pal_page_none_cell(p);
}

static void add_row(pal_page *p, const pal_group_result *g)
{
    bool hidden = pal_figures_scored(&g->nps) < p->summary->k_threshold;
    int column = pal_page_segment(p, g->column);
    bool wave = pal_str_equal(g->column, PAL_STR("wave"));
    bool pick = !g->pooled && g->rows >= p->summary->k_threshold && (wave || column >= 0);
    pal_page_raw(p, "<tr");
    if (wave || column >= 0)
        pal_page_of(p, wave ? "wave" : "seg", pick ? g->value : PAL_STR(""),
                    wave ? -1 : column);
    pal_page_raw(p, "><th scope=\"row\">");
    if (pick)
        pal_page_pick_open(p, wave ? "wave" : "seg", g->value, wave ? -1 : column);
    pal_page_foreign(p, g->value);
    if (pick)
        pal_page_pick_close(p);
    pal_page_raw(p, "</th>");
    if (hidden)
        add_hidden(p);
    else
        add_figures(p, g);
    pal_page_raw(p, "</tr>\n");
}

static void add_wave_table(pal_page *p, size_t count)
{
    pal_page_table_open(p, PAL_SAY_WAVES_CAPTION, NULL, 0);
    add_head(p, PAL_SAY_WAVE);
    for (size_t i = 0; i < count; i++)
        add_row(p, &p->summary->groups[i]);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
}

void pal_page_waves(pal_page *p)
{
    size_t count = pal_figures_waves(p->summary);
    if (count == 0)
        return;
    pal_page_section_open(p, PAL_SAY_WAVES);
    if (p->scored)
        add_wave_table(p, count);
    pal_page_trends(p);
    pal_page_theme_waves(p);
    pal_page_section_close(p);
}

static void add_segment(pal_page *p, const pal_group_result *groups, size_t count)
{
    const pal_fill name = pal_fill_text(groups->column);
    pal_page_raw(p, "<details><summary><h3>");
    pal_page_foreign(p, groups->column);
    pal_page_raw(p, "</h3></summary>\n");
    pal_page_table_open(p, PAL_SAY_SEGMENT_CAPTION, &name, 1);
    add_head(p, PAL_SAY_VALUE);
    for (size_t i = 0; i < count && i < VALUES_MAX; i++)
        add_row(p, &groups[i]);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    if (count > VALUES_MAX) {
        const pal_fill more = pal_fill_count(count - VALUES_MAX);
        pal_page_raw(p, "<p><small>");
        pal_page_tell(p, PAL_SAY_MORE_VALUES, &more, 1);
        pal_page_raw(p, "</small></p>\n");
    }
    pal_page_raw(p, "</details>\n");
}

void pal_page_segments(pal_page *p)
{
    const pal_summary *s = p->summary;
    size_t at = pal_figures_waves(s);
    if (at == s->group_count || !p->scored)
        return;
    pal_page_section_open(p, PAL_SAY_SEGMENTS);
    pal_page_heat(p);
    while (at < s->group_count) {
        size_t end = at + 1;
        while (end < s->group_count &&
               pal_str_equal(s->groups[end].column, s->groups[at].column))
            end++;
        add_segment(p, &s->groups[at], end - at);
        at = end;
    }
    pal_page_section_close(p);
}
