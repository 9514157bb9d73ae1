/* The theme table of report.html. */
#include "report/page.h"

#include <math.h>

#include "report/page_charts.h"

static void add_name(pal_page *p, uint32_t theme)
{
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_pick_open(p, "theme", p->report->themes[theme].id, -1);
    pal_page_theme(p, theme);
    pal_page_pick_close(p);
    if (pal_page_is_signal(p, theme)) {
        pal_page_raw(p, " <small>");
        pal_page_say(p, PAL_SAY_SIGNAL);
        pal_page_raw(p, "</small>");
    }
    pal_page_raw(p, "</th>");
}

/* Farthest bound of all intervals that are drawn. */
static double reach_of(const pal_summary *s)
{
    double reach = 0.0;
    for (size_t i = 0; i < s->theme_count; i++)
        if (pal_figures_shows_impact(&s->themes[i]))
            reach = fmax(reach, fmax(fabs(s->themes[i].impact_low),
                                     fabs(s->themes[i].impact_high)));
    return reach;
}

static void add_impact_cells(pal_page *p, const pal_theme_result *t, double reach)
{
    static const pal_say verdicts[] = {PAL_SAY_NOISE, PAL_SAY_LOWER, PAL_SAY_HIGHER};
    pal_verdict verdict = pal_figures_verdict(t);
    const pal_fill count = pal_fill_count(pal_figures_scored(&t->with));
    bool shown = pal_figures_shows_impact(t);
    if (shown) {
        pal_page_raw(p, "<td class=\"n impact\">");
        pal_page_fill(p, pal_fill_signed(t->impact));
        pal_page_raw(p, " <small>(");
        pal_page_fill(p, pal_fill_range(t->impact_low, t->impact_high));
        pal_page_raw(p, ")</small></td><td class=\"wide\">");
        pal_chart_whisker(p, t->impact_low, t->impact, t->impact_high, reach, verdict);
        pal_page_raw(p, "</td>");
    } else {
        pal_page_none_cell(p);
        pal_page_raw(p, "<td class=\"wide\"></td>");
    }
    pal_page_raw(p, "<td class=\"say\">");
    pal_page_tell(p, shown ? verdicts[verdict] : PAL_SAY_TOO_FEW, &count, 1);
    pal_page_raw(p, "</td>");
}

static void add_q(pal_page *p, const pal_theme_result *t)
{
    const pal_theme_impact *found = pal_page_impact_of(p, t->theme);
    bool shown = pal_figures_shows_impact(t) && found;
    pal_page_cell(
        p, pal_fill_chance(p, shown ? found->tests[PAL_CONTRAST_BANDS].q : (double)NAN));
}

/* The script fills it in when something is chosen. */
static void add_chosen_cell(pal_page *p, uint32_t theme)
{
    pal_page_raw(p, "<td class=\"n chosen\" hidden");
    pal_page_attribute(p, "data-theme", p->report->themes[theme].id);
    pal_page_raw(p, "></td>");
}

static void add_theme(pal_page *p, const pal_theme_result *t, double reach)
{
    const pal_summary *s = p->summary;
    const pal_bands *base = &s->nps_commented.bands;
    add_name(p, t->theme);
    add_chosen_cell(p, t->theme);
    if (p->scored)
        add_impact_cells(p, t, reach);
    pal_page_cell(p, pal_fill_count(t->mentions));
    pal_page_share_cell(p, t->share, s->answers);
    if (p->scored) {
        pal_page_share_cell(p, t->share_in_band[PAL_BAND_DETRACTOR], base->detractors);
        pal_page_share_cell(p, t->share_in_band[PAL_BAND_PROMOTER], base->promoters);
        pal_page_nps_cell(p, &t->with);
        pal_page_nps_cell(p, &t->rest);
        add_q(p, t);
    }
    pal_page_raw(p, "</tr>\n");
}

static void add_head(pal_page *p)
{
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_THEME, "");
    pal_page_raw(p, "<th scope=\"col\" class=\"n chosen\" hidden>");
    pal_page_say(p, PAL_SAY_CHOSEN);
    pal_page_raw(p, "</th>");
    if (p->scored) {
        pal_page_column(p, PAL_SAY_IMPACT, "n");
        pal_page_column(p, PAL_SAY_IMPACT_CHART, "wide mid");
        pal_page_column(p, PAL_SAY_VERDICT, "say");
    }
    pal_page_column(p, PAL_SAY_MENTIONS, "n");
    pal_page_column(p, PAL_SAY_SHARE, "n");
    if (p->scored) {
        pal_page_column(p, PAL_SAY_SHARE_DETRACTORS, "n");
        pal_page_column(p, PAL_SAY_SHARE_PROMOTERS, "n");
        pal_page_column(p, PAL_SAY_NPS_WITH, "n");
        pal_page_column(p, PAL_SAY_NPS_REST, "n");
        pal_page_column(p, PAL_SAY_Q, "n");
    }
    pal_page_raw(p, "</tr></thead>\n");
}

static bool is_rare(const pal_page *p, const pal_theme_result *t)
{
    return p->scored && pal_figures_scored(&t->with) < PAL_NPS_ROWS_MIN;
}

/* Themes with too few scores to judge stand apart, below the others. */
static void add_body(pal_page *p, bool rare)
{
    const pal_summary *s = p->summary;
    const double reach = reach_of(s);
    bool begun = false;
    for (size_t i = 0; i < s->theme_count; i++) {
        if (is_rare(p, &s->themes[i]) != rare)
            continue;
        if (!begun)
            pal_page_raw(p, "<tbody>\n");
        if (!begun && rare) {
            pal_page_raw(p, "<tr class=\"part\"><th colspan=\"12\" scope=\"rowgroup\">");
            pal_page_say(p, PAL_SAY_RARE);
            pal_page_raw(p, "</th></tr>\n");
        }
        begun = true;
        add_theme(p, &s->themes[i], reach);
    }
    if (begun)
        pal_page_raw(p, "</tbody>\n");
}

void pal_page_themes(pal_page *p)
{
    pal_page_raw(p, "<section class=\"themes\" data-follows=\"theme\">\n<h2>");
    pal_page_say(p, PAL_SAY_THEMES);
    pal_page_raw(p, "</h2>\n");
    if (p->summary->theme_count == 0) {
        pal_page_raw(p, "<p>");
        pal_page_say(p, PAL_SAY_THEMES_NONE);
        pal_page_raw(p, "</p>\n");
    } else {
        pal_page_table_open(
            p, p->scored ? PAL_SAY_THEMES_CAPTION : PAL_SAY_THEMES_CAPTION_PLAIN, NULL,
            0);
        add_head(p);
        add_body(p, false);
        add_body(p, true);
        pal_page_table_close(p);
    }
    pal_page_section_close(p);
}
