/* The theme tables of report.html. */
#include "report/page.h"

#include "report/figures.h"
#include "report/page_charts.h"

enum { WAVES_MIN = 2, WAVES_MAX = 6 };

static void add_name(pal_page *p, uint32_t theme)
{
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_theme(p, theme);
    if (pal_str_equal(p->report->themes[theme].kind, PAL_STR("signal"))) {
        pal_page_raw(p, " <small>");
        pal_page_say(p, PAL_SAY_SIGNAL);
        pal_page_raw(p, "</small>");
    }
    pal_page_raw(p, "</th>");
}

static void add_tone_cell(pal_page *p, const pal_theme_result *t)
{
    const uint64_t parts[3] = {t->polarity[PAL_NEGATIVE], t->polarity[PAL_NEUTRAL],
                               t->polarity[PAL_POSITIVE]};
    pal_page_raw(p, "<td>");
    pal_chart_strip(p, parts);
    pal_page_raw(p, "<span class=\"figures\">");
    for (size_t i = 0; i < 3; i++) {
        if (i != 0)
            pal_page_raw(p, " / ");
        pal_page_fill(p, pal_fill_count(parts[i]));
    }
    pal_page_raw(p, "</span></td>");
}

static void add_impact_cells(pal_page *p, const pal_theme_result *t)
{
    if (pal_figures_shows_impact(t)) {
        pal_page_raw(p, "<td class=\"n impact\">");
        pal_page_fill(p, pal_fill_signed(t->impact));
        pal_page_raw(p, " <small>(");
        pal_page_fill(p, pal_fill_range(t->impact_low, t->impact_high));
        pal_page_raw(p, ")</small></td>");
    } else {
        pal_page_none_cell(p);
    }
    static const pal_say verdicts[] = {PAL_SAY_NOISE, PAL_SAY_LOWER, PAL_SAY_HIGHER};
    const pal_fill count = pal_fill_count(pal_figures_scored(&t->with));
    pal_page_raw(p, "<td class=\"say\">");
    pal_page_tell(p, verdicts[pal_figures_verdict(t)], &count, 1);
    pal_page_raw(p, "</td>");
}

static void add_theme(pal_page *p, const pal_theme_result *t)
{
    const pal_summary *s = p->summary;
    const pal_bands *base = &s->nps_commented.bands;
    add_name(p, t->theme);
    pal_page_cell(p, pal_fill_count(t->mentions));
    pal_page_share_cell(p, t->share, s->answers);
    if (p->scored) {
        pal_page_share_cell(p, t->share_in_band[PAL_BAND_DETRACTOR], base->detractors);
        pal_page_share_cell(p, t->share_in_band[PAL_BAND_PASSIVE], base->passives);
        pal_page_share_cell(p, t->share_in_band[PAL_BAND_PROMOTER], base->promoters);
    }
    add_tone_cell(p, t);
    if (p->scored) {
        pal_page_nps_cell(p, &t->with);
        pal_page_nps_cell(p, &t->rest);
        add_impact_cells(p, t);
    }
    pal_page_raw(p, "</tr>\n");
}

static void add_head(pal_page *p)
{
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_THEME, "");
    pal_page_column(p, PAL_SAY_MENTIONS, "n");
    pal_page_column(p, PAL_SAY_SHARE, "n");
    if (p->scored) {
        pal_page_column(p, PAL_SAY_SHARE_DETRACTORS, "n");
        pal_page_column(p, PAL_SAY_SHARE_PASSIVES, "n");
        pal_page_column(p, PAL_SAY_SHARE_PROMOTERS, "n");
    }
    pal_page_column(p, PAL_SAY_TONE_THREE, "");
    if (p->scored) {
        pal_page_column(p, PAL_SAY_NPS_WITH, "n");
        pal_page_column(p, PAL_SAY_NPS_REST, "n");
        pal_page_column(p, PAL_SAY_IMPACT, "n");
        pal_page_column(p, PAL_SAY_VERDICT, "say");
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
    bool begun = false;
    for (size_t i = 0; i < s->theme_count; i++) {
        if (is_rare(p, &s->themes[i]) != rare)
            continue;
        if (!begun)
            pal_page_raw(p, "<tbody>\n");
        if (!begun && rare) {
            pal_page_raw(p, "<tr class=\"part\"><th colspan=\"11\" scope=\"rowgroup\">");
            pal_page_say(p, PAL_SAY_RARE);
            pal_page_raw(p, "</th></tr>\n");
        }
        begun = true;
        add_theme(p, &s->themes[i]);
    }
    if (begun)
        pal_page_raw(p, "</tbody>\n");
}

void pal_page_themes(pal_page *p)
{
    pal_page_section_open(p, PAL_SAY_THEMES);
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

static double share_in(const pal_group_result *wave, uint32_t theme)
{
    return (double)wave->theme_mentions[theme] / (double)wave->commented;
}

static void add_wave_cell(pal_page *p, const pal_group_result *wave,
                          const pal_group_result *before, uint32_t theme)
{
    if (wave->commented < p->report->summary->k_threshold) {
        pal_page_none_cell(p);
        return;
    }
    double share = share_in(wave, theme);
    bool thin = wave->commented < PAL_NPS_ROWS_SURE;
    pal_page_raw(p, thin ? "<td class=\"n change thin\">" : "<td class=\"n change\">");
    pal_page_fill(p, pal_fill_percent(share));
    if (before && before->commented >= p->report->summary->k_threshold) {
        const pal_fill change =
            pal_fill_signed(100.0 * (share - share_in(before, theme)));
        pal_page_raw(p, " <small>");
        pal_page_tell(p, PAL_SAY_CHANGE, &change, 1);
        pal_page_raw(p, "</small>");
    }
    pal_page_raw(p, "</td>");
}

void pal_page_theme_waves(pal_page *p)
{
    const pal_summary *s = p->summary;
    size_t waves = pal_figures_waves(s);
    if (waves < WAVES_MIN || waves > WAVES_MAX || s->theme_count == 0)
        return;
    pal_page_section_open(p, PAL_SAY_THEME_WAVES);
    pal_page_table_open(p, PAL_SAY_THEME_WAVES_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_THEME, "");
    for (size_t w = 0; w < waves; w++) {
        const pal_fill count = pal_fill_count(s->groups[w].commented);
        pal_page_raw(p, "<th scope=\"col\" class=\"n\">");
        pal_page_foreign(p, s->groups[w].value);
        pal_page_raw(p, "<br><small>n = ");
        pal_page_fill(p, count);
        pal_page_raw(p, "</small></th>");
    }
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < s->theme_count; i++) {
        add_name(p, s->themes[i].theme);
        for (size_t w = 0; w < waves; w++)
            add_wave_cell(p, &s->groups[w], w ? &s->groups[w - 1] : NULL,
                          s->themes[i].theme);
        pal_page_raw(p, "</tr>\n");
    }
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    pal_page_section_close(p);
}
