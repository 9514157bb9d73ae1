/* The tone of the comments, by band and by theme, in report.html. */
#include "report/page.h"

#include "report/page_charts.h"

enum { TONE_THEMES_MAX = 20 };

static void add_tone_row(pal_page *p, pal_say name, pal_band band,
                         const uint64_t counts[PAL_POLARITY_COUNT])
{
    uint64_t total = 0;
    for (size_t i = 0; i < PAL_POLARITY_COUNT; i++)
        total += counts[i];
    if (total == 0)
        return;
    pal_page_raw(p, "<tr><th scope=\"row\">");
    if (band != PAL_BAND_NONE)
        pal_page_band_again(p, band, name);
    else
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

/* The script fills it in when something is chosen. */
static void add_picked_row(pal_page *p)
{
    pal_page_raw(p, "<tr class=\"picked\" hidden><th scope=\"row\">");
    pal_page_say(p, PAL_SAY_CHOSEN);
    pal_page_raw(p, "</th><td class=\"n\"></td><td class=\"wide\">"
                    "<svg class=\"strip\" aria-hidden=\"true\"></svg></td>");
    for (size_t i = 0; i < PAL_POLARITY_COUNT; i++)
        pal_page_raw(p, "<td class=\"n\"></td>");
    pal_page_raw(p, "</tr>\n");
}

/* The theme with most mentions after those that were shown; themes of fewer than k are
 * never shown. */
static const pal_theme_result *next_theme(const pal_page *p, const pal_theme_result *last)
{
    const pal_summary *s = p->summary;
    const pal_theme_result *best = NULL;
    for (size_t i = 0; i < s->theme_count; i++) {
        const pal_theme_result *t = &s->themes[i];
        bool after = !last || t->mentions < last->mentions ||
                     (t->mentions == last->mentions && t->theme > last->theme);
        bool better = !best || t->mentions > best->mentions ||
                      (t->mentions == best->mentions && t->theme < best->theme);
        if (after && better && t->mentions >= s->k_threshold)
            best = t;
    }
    return best;
}

static void add_theme_tone(pal_page *p, const pal_theme_result *t)
{
    const uint64_t parts[3] = {t->polarity[PAL_NEGATIVE], t->polarity[PAL_NEUTRAL],
                               t->polarity[PAL_POSITIVE]};
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_theme_again(p, t->theme);
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_count(t->mentions));
    pal_page_raw(p, "<td class=\"wide\">");
    pal_chart_diverging(p, parts);
    pal_page_raw(p, "</td>");
    for (size_t i = 0; i < 3; i++)
        pal_page_cell(p, pal_fill_part(p, parts[i], t->mentions));
    pal_page_raw(p, "</tr>\n");
}

static void add_theme_tones(pal_page *p)
{
    const pal_theme_result *t = next_theme(p, NULL);
    if (!t)
        return;
    pal_page_table_open(p, PAL_SAY_THEME_TONES_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_THEME, "");
    pal_page_column(p, PAL_SAY_MENTIONS, "n");
    pal_page_column(p, PAL_SAY_TONE_SCALE, "wide mid");
    pal_page_column(p, PAL_SAY_NEGATIVE, "n");
    pal_page_column(p, PAL_SAY_NEUTRAL, "n");
    pal_page_column(p, PAL_SAY_POSITIVE, "n");
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; t && i < TONE_THEMES_MAX; i++) {
        add_theme_tone(p, t);
        t = next_theme(p, t);
    }
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
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
    add_tone_row(p, PAL_SAY_ALL, PAL_BAND_NONE, s->by_sentiment);
    add_picked_row(p);
    static const pal_say bands[PAL_BAND_COUNT] = {PAL_SAY_UNSCORED, PAL_SAY_DETRACTORS,
                                                  PAL_SAY_PASSIVES, PAL_SAY_PROMOTERS};
    static const pal_band order[] = {PAL_BAND_DETRACTOR, PAL_BAND_PASSIVE,
                                     PAL_BAND_PROMOTER, PAL_BAND_NONE};
    for (size_t i = 0; p->scored && i < sizeof order / sizeof *order; i++)
        add_tone_row(p, bands[order[i]], order[i], s->sentiment_in_band[order[i]]);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    add_theme_tones(p);
    pal_page_section_close(p);
}
