/* The first screen of report.html: the score in words, the bands, the tone. */
#include "report/page.h"

#include "report/figures.h"
#include "report/page_charts.h"

enum { HEADLINE_THEMES = 3 };

static void add_score(pal_page *p)
{
    const pal_nps *nps = &p->summary->nps;
    uint64_t rows = pal_figures_scored(nps);
    const pal_fill count = pal_fill_count(rows);
    if (rows < PAL_NPS_ROWS_MIN) {
        pal_page_raw(p, "<p><strong>");
        pal_page_tell(p, rows ? PAL_SAY_FEW_SCORES : PAL_SAY_NO_SCORES, &count, 1);
        pal_page_raw(p, "</strong></p>\n");
        return;
    }
    pal_page_raw(p, rows < PAL_NPS_ROWS_SURE ? "<p class=\"big thin\"><small>"
                                             : "<p class=\"big\"><small>");
    pal_page_say(p, PAL_SAY_NPS);
    pal_page_raw(p, "</small>");
    pal_page_fill(p, pal_fill_points(nps->nps));
    pal_page_raw(p, "</p>\n");
}

static void add_facts(pal_page *p)
{
    const pal_summary *s = p->summary;
    uint64_t scored = pal_figures_scored(&s->nps);
    pal_page_raw(p, "<div>\n");
    if (scored >= PAL_NPS_ROWS_MIN) {
        const pal_fill fills[] = {pal_fill_range(s->nps.low, s->nps.high),
                                  pal_fill_count(scored)};
        pal_page_raw(p, "<p>");
        pal_page_tell(p, PAL_SAY_INTERVAL, fills, 2);
        if (scored < PAL_NPS_ROWS_SURE) {
            pal_page_raw(p, " <strong>");
            pal_page_tell(p, PAL_SAY_SMALL_SAMPLE, &fills[1], 1);
            pal_page_raw(p, "</strong>");
        }
        pal_page_raw(p, "</p>\n");
    }
    const pal_fill commented[] = {pal_fill_count(s->answers), pal_fill_count(s->rows),
                                  pal_fill_part(p, s->answers, s->rows)};
    pal_page_raw(p, "<p>");
    pal_page_tell(p, PAL_SAY_COMMENTED, commented, 3);
    if (scored != 0) {
        const uint64_t rows[] = {s->nps.bands.detractors, s->nps.bands.passives,
                                 s->nps.bands.promoters};
        pal_fill rates[3];
        for (size_t i = 0; i < 3; i++)
            rates[i] =
                pal_fill_share(p, s->comment_rate[PAL_BAND_DETRACTOR + i], rows[i]);
        pal_page_raw(p, " ");
        pal_page_tell(p, PAL_SAY_COMMENT_RATE, rates, 3);
    }
    pal_page_raw(p, "</p>\n</div>\n");
}

/* The themes stand in the order of |impact| already. */
static void add_weights(pal_page *p, pal_say heading, pal_verdict wanted)
{
    const pal_summary *s = p->summary;
    pal_page_raw(p, "<div>\n<h3>");
    pal_page_say(p, heading);
    pal_page_raw(p, "</h3>\n");
    size_t shown = 0;
    for (size_t i = 0; i < s->theme_count && shown < HEADLINE_THEMES; i++) {
        const pal_theme_result *t = &s->themes[i];
        bool signal = pal_str_equal(p->report->themes[t->theme].kind, PAL_STR("signal"));
        if (signal || pal_figures_verdict(t) != wanted)
            continue;
        const pal_fill fills[] = {pal_fill_signed(t->impact),
                                  pal_fill_range(t->impact_low, t->impact_high),
                                  pal_fill_count(t->mentions)};
        pal_page_raw(p, shown++ == 0 ? "<ul>\n<li><strong>" : "<li><strong>");
        pal_page_theme(p, t->theme);
        pal_page_raw(p, "</strong>: <span class=\"soft\">");
        pal_page_tell(p, PAL_SAY_THEME_IMPACT, fills, 3);
        pal_page_raw(p, "</span></li>\n");
    }
    if (shown != 0) {
        pal_page_raw(p, "</ul>\n");
    } else {
        pal_page_raw(p, "<p>");
        pal_page_say(p, PAL_SAY_NO_THEME);
        pal_page_raw(p, "</p>\n");
    }
    pal_page_raw(p, "</div>\n");
}

void pal_page_headline(pal_page *p)
{
    pal_page_section_open(p, PAL_SAY_MAIN);
    pal_page_raw(p, "<div class=\"lead\">\n");
    add_score(p);
    add_facts(p);
    pal_page_raw(p, "</div>\n");
    if (p->scored) {
        pal_page_raw(p, "<div class=\"pair\">\n");
        add_weights(p, PAL_SAY_DOWN, PAL_VERDICT_LOWER);
        add_weights(p, PAL_SAY_UP, PAL_VERDICT_HIGHER);
        pal_page_raw(p, "</div>\n<p class=\"caution\">");
        pal_page_say(p, PAL_SAY_CAUTION);
        pal_page_raw(p, "</p>\n<p><small>");
        pal_page_say(p, PAL_SAY_SIGNALS_APART);
        pal_page_raw(p, "</small></p>\n");
    }
    pal_page_section_close(p);
}

static void add_key(pal_page *p, const char *kind, pal_say name, uint64_t part,
                    uint64_t total)
{
    const pal_fill fills[] = {pal_fill_part(p, part, total), pal_fill_count(part)};
    pal_page_raw(p, "<li><svg aria-hidden=\"true\"><rect class=\"");
    pal_page_raw(p, kind);
    pal_page_raw(p, "\" width=\"100%\" height=\"100%\"/></svg>");
    pal_page_say(p, name);
    pal_page_raw(p, " ");
    pal_page_tell(p, PAL_SAY_SHARE_AND_COUNT, fills, 2);
    pal_page_raw(p, "</li>\n");
}

void pal_page_bands(pal_page *p)
{
    const pal_bands *bands = &p->summary->nps.bands;
    uint64_t total = pal_figures_scored(&p->summary->nps);
    if (total == 0)
        return;
    pal_page_section_open(p, PAL_SAY_BANDS);
    pal_chart_bands(p, *bands);
    pal_page_raw(p, "<ul class=\"key\">\n");
    add_key(p, "d", PAL_SAY_DETRACTORS, bands->detractors, total);
    add_key(p, "p", PAL_SAY_PASSIVES, bands->passives, total);
    add_key(p, "u", PAL_SAY_PROMOTERS, bands->promoters, total);
    pal_page_raw(p, "</ul>\n");
    pal_page_section_close(p);
}

static void add_tone_row(pal_page *p, pal_say name,
                         const uint64_t counts[PAL_POLARITY_COUNT])
{
    uint64_t total = 0;
    for (size_t i = 0; i < PAL_POLARITY_COUNT; i++)
        total += counts[i];
    if (total == 0)
        return;
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_say(p, name);
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_count(total));
    /* mixed comments stand in the middle of the bar, with the neutral ones */
    const uint64_t parts[3] = {counts[PAL_NEGATIVE],
                               counts[PAL_NEUTRAL] + counts[PAL_MIXED],
                               counts[PAL_POSITIVE]};
    pal_page_raw(p, "<td class=\"wide\">");
    pal_chart_strip(p, parts);
    pal_page_raw(p, "</td>");
    static const pal_polarity order[] = {PAL_NEGATIVE, PAL_NEUTRAL, PAL_MIXED,
                                         PAL_POSITIVE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        pal_page_cell(p, pal_fill_part(p, counts[order[i]], total));
    pal_page_raw(p, "</tr>\n");
}

void pal_page_tones(pal_page *p)
{
    const pal_summary *s = p->summary;
    if (s->comments == 0)
        return;
    pal_page_section_open(p, PAL_SAY_TONES);
    pal_page_table_open(p, PAL_SAY_TONES_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_BAND, "");
    pal_page_column(p, PAL_SAY_COMMENTS, "n");
    pal_page_column(p, PAL_SAY_TONE, "");
    pal_page_column(p, PAL_SAY_NEGATIVE, "n");
    pal_page_column(p, PAL_SAY_NEUTRAL, "n");
    pal_page_column(p, PAL_SAY_MIXED, "n");
    pal_page_column(p, PAL_SAY_POSITIVE, "n");
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    add_tone_row(p, PAL_SAY_ALL, s->by_sentiment);
    if (p->scored) {
        add_tone_row(p, PAL_SAY_DETRACTORS, s->sentiment_in_band[PAL_BAND_DETRACTOR]);
        add_tone_row(p, PAL_SAY_PASSIVES, s->sentiment_in_band[PAL_BAND_PASSIVE]);
        add_tone_row(p, PAL_SAY_PROMOTERS, s->sentiment_in_band[PAL_BAND_PROMOTER]);
        add_tone_row(p, PAL_SAY_UNSCORED, s->sentiment_in_band[PAL_BAND_NONE]);
    }
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    pal_page_section_close(p);
}
