/* Small drawings of the waves in report.html: the score and the top themes, each with its
 * interval as a ribbon. */
#include "report/page.h"

#include <math.h>

#include "base/find_waves.h"
#include "base/num.h"
#include "report/page_charts.h"

enum { TREND_THEMES = 5 };

/* One drawing: a place of 100 x 48, stretched to the width of its frame. */
typedef struct series {
    const pal_wave *waves;
    double value[PAL_WAVES_MAX];
    double low[PAL_WAVES_MAX];
    double high[PAL_WAVES_MAX];
    size_t count;
    double bottom;
    double top;
} series;

static const double HEIGHT = 48.0;

static bool is_known(const series *s, size_t at)
{
    return isfinite(s->value[at]) && isfinite(s->low[at]) && isfinite(s->high[at]);
}

static double x_of(const series *s, size_t at)
{
    return s->count > 1 ? 4.0 + 92.0 * (double)at / (double)(s->count - 1) : 50.0;
}

static double y_of(const series *s, double value)
{
    double span = s->top > s->bottom ? s->top - s->bottom : 1.0;
    return HEIGHT - 4.0 - (HEIGHT - 8.0) * (value - s->bottom) / span;
}

static void add_place(pal_page *p, double x, double y)
{
    pal_page_raw(p, " ");
    pal_num_fixed(p->out, x, 2, '.');
    pal_page_raw(p, " ");
    pal_num_fixed(p->out, y, 2, '.');
}

/* A stretch of waves without a gap. */
static void add_stretch(pal_page *p, const series *s, size_t from, size_t to)
{
    pal_page_raw(p, "<polygon class=\"ribbon\" points=\"");
    for (size_t i = from; i < to; i++)
        add_place(p, x_of(s, i), y_of(s, s->high[i]));
    for (size_t i = to; i-- > from;)
        add_place(p, x_of(s, i), y_of(s, s->low[i]));
    pal_page_raw(p, "\"/><polyline class=\"line\" points=\"");
    for (size_t i = from; i < to; i++)
        add_place(p, x_of(s, i), y_of(s, s->value[i]));
    pal_page_raw(p, "\"/>");
    for (size_t i = from; i < to; i++) {
        pal_page_raw(p, "<line class=\"dot\"");
        pal_page_of(p, "wave", s->waves[i].name, -1);
        pal_chart_number(p, "x1", x_of(s, i));
        pal_chart_number(p, "x2", x_of(s, i));
        pal_chart_number(p, "y1", y_of(s, s->value[i]));
        pal_chart_number(p, "y2", y_of(s, s->value[i]));
        pal_page_raw(p, "/>");
    }
}

static void add_drawing(pal_page *p, const series *s)
{
    pal_page_raw(p, "<svg class=\"trend\" viewBox=\"0 0 100 48\" "
                    "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    if (s->bottom < 0.0 && s->top > 0.0) {
        pal_page_raw(p, "<line class=\"dashed\" x1=\"0\" x2=\"100\"");
        pal_chart_number(p, "y1", y_of(s, 0.0));
        pal_chart_number(p, "y2", y_of(s, 0.0));
        pal_page_raw(p, "/>");
    }
    for (size_t from = 0; from < s->count;) {
        size_t to = from;
        while (to < s->count && is_known(s, to))
            to++;
        if (to > from)
            add_stretch(p, s, from, to);
        from = to + 1;
    }
    pal_page_raw(p, "</svg>");
}

static void add_figures(pal_page *p, const series *s, bool share)
{
    pal_fill ends[2];
    for (size_t i = 0; i < 2; i++) {
        double value = s->value[i ? s->count - 1 : 0];
        if (!isfinite(value))
            ends[i] = pal_fill_text(pal_page_word(p->language, PAL_SAY_NONE));
        else
            ends[i] = share ? pal_fill_percent(value) : pal_fill_points(value);
    }
    pal_page_tell(p, PAL_SAY_TREND_ENDS, ends, 2);
}

static void add_nps(pal_page *p, const pal_wave_findings *w)
{
    series s = {.waves = w->waves, .count = w->count, .bottom = 100.0, .top = -100.0};
    size_t known = 0;
    for (size_t i = 0; i < w->count; i++) {
        s.value[i] = w->waves[i].nps;
        s.low[i] = w->waves[i].low;
        s.high[i] = w->waves[i].high;
        if (!is_known(&s, i))
            continue;
        known++;
        s.bottom = fmin(s.bottom, s.low[i]);
        s.top = fmax(s.top, s.high[i]);
    }
    if (known == 0)
        return;
    pal_page_raw(p, "<figure");
    pal_page_of(p, "theme", PAL_STR(""), -1);
    pal_page_raw(p, ">");
    add_drawing(p, &s);
    pal_page_raw(p, "<figcaption><strong>");
    pal_page_say(p, PAL_SAY_NPS);
    pal_page_raw(p, "</strong> ");
    add_figures(p, &s, false);
    pal_page_raw(p, "</figcaption></figure>\n");
}

/* All mentions of a theme over the waves; NULL when they are too few. */
static const pal_wave_trend *trend_of(const pal_wave_findings *w, uint32_t theme)
{
    for (size_t i = 0; i < w->theme_count; i++)
        if (w->themes[i].theme == theme)
            return w->themes[i].tones[PAL_WAVE_ALL].made
                       ? &w->themes[i].tones[PAL_WAVE_ALL]
                       : NULL;
    return NULL;
}

static void add_verdict(pal_page *p, const pal_wave_findings *w, const pal_wave_trend *t)
{
    static const pal_say verdicts[] = {PAL_SAY_TREND_FEW, PAL_SAY_TREND_SAME,
                                       PAL_SAY_TREND_ROSE, PAL_SAY_TREND_FELL};
    const pal_fill q = pal_fill_equals(p, w->count == 2 ? t->shares[1].q : t->q);
    pal_page_raw(p, "<br><small>");
    pal_page_tell(p, verdicts[t->verdict], &q, 1);
    pal_page_raw(p, "</small>");
}

static void add_theme(pal_page *p, const pal_wave_findings *w, uint32_t theme,
                      const pal_wave_trend *t)
{
    series s = {.waves = w->waves, .count = w->count};
    for (size_t i = 0; i < w->count; i++) {
        bool hidden = t->shares[i].hidden;
        s.value[i] = hidden ? (double)NAN : t->shares[i].share;
        s.low[i] = t->shares[i].low;
        s.high[i] = t->shares[i].high;
        if (is_known(&s, i))
            s.top = fmax(s.top, s.high[i]);
    }
    pal_page_raw(p, "<figure>");
    add_drawing(p, &s);
    pal_page_raw(p, "<figcaption><strong>");
    pal_page_theme_again(p, theme);
    pal_page_raw(p, "</strong> ");
    add_figures(p, &s, true);
    add_verdict(p, w, t);
    pal_page_raw(p, "</figcaption></figure>\n");
}

void pal_page_trends(pal_page *p)
{
    const pal_wave_findings *w = p->findings->waves;
    if (!w || w->count < 2 || w->count > PAL_WAVES_MAX)
        return;
    pal_page_paragraph(p, "soft", PAL_SAY_TREND_HOW, NULL, 0);
    pal_page_raw(p, "<div class=\"trends\">\n");
    add_nps(p, w);
    size_t shown = 0;
    for (size_t i = 0; i < p->summary->theme_count && shown < TREND_THEMES; i++) {
        uint32_t theme = p->summary->themes[i].theme;
        const pal_wave_trend *t = trend_of(w, theme);
        if (!t || pal_page_is_signal(p, theme))
            continue;
        add_theme(p, w, theme, t);
        shown++;
    }
    pal_page_raw(p, "</div>\n");
}
