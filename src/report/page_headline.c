/* The first screen of report.html: the score in words, and the bands. */
#include "report/page.h"

#include <math.h>

#include "base/find_waves.h"

#include "report/page_charts.h"

enum { HEADLINE_DOWN = 3, HEADLINE_UP = 1 };

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

/* From the wave before the last to the last. */
static const pal_wave_change *last_change(const pal_page *p)
{
    const pal_wave_findings *w = p->findings->waves;
    if (!w || w->change_count == 0 || w->count < 2)
        return NULL;
    const pal_wave_change *c = &w->changes[w->count - 2];
    return isfinite(c->difference) ? c : NULL;
}

static void add_change(pal_page *p)
{
    static const pal_say verdicts[] = {PAL_SAY_CHANGE_FEW, PAL_SAY_CHANGE_NONE,
                                       PAL_SAY_CHANGE_ROSE, PAL_SAY_CHANGE_FELL};
    const pal_wave_change *c = last_change(p);
    if (!c)
        return;
    const pal_wave *from = &p->findings->waves->waves[c->from];
    const pal_wave *to = &p->findings->waves->waves[c->to];
    const pal_fill names[] = {pal_fill_text(from->name), pal_fill_text(to->name)};
    const pal_fill fills[] = {
        pal_fill_points(from->nps),     pal_fill_points(to->nps),
        pal_fill_signed(c->difference), pal_fill_range(c->low, c->high),
        pal_fill_equals(p, c->p),       pal_fill_points(c->detectable),
    };
    pal_page_raw(p, "<h3>");
    pal_page_tell(p, PAL_SAY_CHANGE_NAMES, names, 2);
    pal_page_raw(p, "</h3>\n<p><strong>");
    pal_page_say(p, verdicts[c->verdict]);
    pal_page_raw(p, "</strong> ");
    pal_page_tell(p, PAL_SAY_CHANGE_FIGURES, fills, 5);
    if (c->verdict == PAL_WAVE_NO_CHANGE && isfinite(c->detectable)) {
        pal_page_raw(p, " ");
        pal_page_tell(p, PAL_SAY_CHANGE_SEEN, &fills[5], 1);
    }
    pal_page_raw(p, "</p>\n");
}

/* The next theme of the verdict from themes[*at] on; NULL when there is none. The themes
 * stand in the order of |impact| already. */
static const pal_theme_result *next_weight(const pal_page *p, pal_verdict wanted,
                                           size_t *at)
{
    const pal_summary *s = p->summary;
    while (*at < s->theme_count) {
        const pal_theme_result *t = &s->themes[(*at)++];
        if (!pal_page_is_signal(p, t->theme) && pal_figures_verdict(t) == wanted)
            return t;
    }
    return NULL;
}

static void add_main_themes(pal_page *p)
{
    size_t at = 0;
    size_t count = 0;
    while (count < HEADLINE_DOWN && next_weight(p, PAL_VERDICT_LOWER, &at))
        count++;
    pal_page_raw(p, " ");
    pal_page_say(p, count == 0   ? PAL_SAY_LEDE_NO_THEME
                    : count == 1 ? PAL_SAY_LEDE_THEME
                                 : PAL_SAY_LEDE_THEMES);
    at = 0;
    for (size_t i = 0; i < count; i++) {
        if (i != 0 && i + 1 == count)
            pal_page_say(p, PAL_SAY_AND);
        else
            pal_page_raw(p, i ? ", " : " ");
        pal_page_theme(p, next_weight(p, PAL_VERDICT_LOWER, &at)->theme);
    }
    pal_page_raw(p, count ? "." : "");
}

/* The whole story in three sentences. */
static void add_lede(pal_page *p)
{
    static const pal_say verdicts[] = {PAL_SAY_CHANGE_FEW, PAL_SAY_LEDE_SAME,
                                       PAL_SAY_LEDE_ROSE, PAL_SAY_LEDE_FELL};
    const pal_nps *nps = &p->summary->nps;
    if (pal_figures_scored(nps) < PAL_NPS_ROWS_MIN)
        return;
    const pal_fill fills[] = {pal_fill_points(nps->nps),
                              pal_fill_range(nps->low, nps->high)};
    pal_page_raw(p, "<p class=\"lede\">");
    pal_page_tell(p, PAL_SAY_LEDE_NPS, fills, 2);
    const pal_wave_change *c = last_change(p);
    if (c) {
        const pal_fill moves[] = {pal_fill_points(fabs(c->difference)),
                                  pal_fill_signed(c->difference)};
        pal_page_raw(p, " ");
        pal_page_tell(p, verdicts[c->verdict], moves, 2);
    }
    if (p->scored)
        add_main_themes(p);
    pal_page_raw(p, "</p>\n");
}

static void add_weights(pal_page *p, pal_say heading, pal_verdict wanted, size_t most)
{
    pal_page_raw(p, "<div>\n<h3>");
    pal_page_say(p, heading);
    pal_page_raw(p, "</h3>\n");
    size_t shown = 0;
    for (size_t at = 0; shown < most;) {
        const pal_theme_result *t = next_weight(p, wanted, &at);
        if (!t)
            break;
        const pal_fill fills[] = {pal_fill_signed(t->impact),
                                  pal_fill_range(t->impact_low, t->impact_high),
                                  pal_fill_count(t->mentions)};
        pal_page_raw(p, shown++ == 0 ? "<ul>\n<li><strong>" : "<li><strong>");
        pal_page_theme_again(p, t->theme);
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
    pal_page_only(p);
    add_lede(p);
    pal_page_raw(p, "<div class=\"lead\">\n");
    add_score(p);
    add_facts(p);
    pal_page_raw(p, "</div>\n");
    add_change(p);
    if (p->scored) {
        pal_page_raw(p, "<div class=\"pair\">\n");
        add_weights(p, PAL_SAY_DOWN, PAL_VERDICT_LOWER, HEADLINE_DOWN);
        add_weights(p, PAL_SAY_UP, PAL_VERDICT_HIGHER, HEADLINE_UP);
        pal_page_raw(p, "</div>\n<p class=\"caution\">");
        pal_page_say(p, PAL_SAY_CAUTION);
        pal_page_raw(p, "</p>\n<p><small>");
        pal_page_say(p, PAL_SAY_SIGNALS_APART);
        pal_page_raw(p, "</small></p>\n");
    }
    pal_page_section_close(p);
}

static void add_key(pal_page *p, const char *kind, pal_say name, pal_band band,
                    uint64_t part, uint64_t total)
{
    const pal_fill fills[] = {pal_fill_part(p, part, total), pal_fill_count(part)};
    pal_page_raw(p, "<li><svg aria-hidden=\"true\"><rect class=\"");
    pal_page_raw(p, kind);
    pal_page_raw(p, "\" width=\"100%\" height=\"100%\"/></svg>");
    pal_page_pick_open(p, "band", pal_str_from(pal_band_name(band)), -1);
    pal_page_say(p, name);
    pal_page_pick_close(p);
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
    add_key(p, "d", PAL_SAY_DETRACTORS, PAL_BAND_DETRACTOR, bands->detractors, total);
    add_key(p, "p", PAL_SAY_PASSIVES, PAL_BAND_PASSIVE, bands->passives, total);
    add_key(p, "u", PAL_SAY_PROMOTERS, PAL_BAND_PROMOTER, bands->promoters, total);
    pal_page_raw(p, "</ul>\n<div class=\"follow\" hidden>\n<h3>");
    pal_page_say(p, PAL_SAY_CHOSEN);
    pal_page_raw(p, "</h3>\n<p class=\"figures\"></p>\n"
                    "<svg class=\"bands\" role=\"img\"></svg>\n</div>\n");
    pal_page_section_close(p);
}
