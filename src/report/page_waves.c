/* The waves of report.html: their scores, and the themes of each. */
#include "report/page.h"

enum { WAVES_MIN = 2, WAVES_MAX = 6 };

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
    pal_page_raw(p, "<details><summary><h3>");
    pal_page_say(p, PAL_SAY_THEME_WAVES);
    pal_page_raw(p, "</h3></summary>\n");
    pal_page_table_open(p, PAL_SAY_THEME_WAVES_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_THEME, "");
    for (size_t w = 0; w < waves; w++) {
        const pal_fill count = pal_fill_count(s->groups[w].commented);
        pal_page_raw(p, "<th scope=\"col\" class=\"n\"");
        pal_page_of(p, "wave",
                    s->groups[w].pooled || s->groups[w].rows < s->k_threshold
                        ? PAL_STR("")
                        : s->groups[w].value,
                    -1);
        pal_page_raw(p, ">");
        pal_page_foreign(p, s->groups[w].value);
        pal_page_raw(p, "<br><small>n = ");
        pal_page_fill(p, count);
        pal_page_raw(p, "</small></th>");
    }
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < s->theme_count; i++) {
        pal_page_raw(p, "<tr><th scope=\"row\">");
        pal_page_theme_again(p, s->themes[i].theme);
        pal_page_raw(p, "</th>");
        for (size_t w = 0; w < waves; w++)
            add_wave_cell(p, &s->groups[w], w ? &s->groups[w - 1] : NULL,
                          s->themes[i].theme);
        pal_page_raw(p, "</tr>\n");
    }
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    pal_page_raw(p, "</details>\n");
}
