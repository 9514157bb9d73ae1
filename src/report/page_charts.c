#include "report/page_charts.h"

#include <math.h>

#include "base/num.h"

/* A label is left out of a part that has no room for it; it stands below in any case. */
#define LABEL_SHARE_MIN 0.15

static const char *const parts_class[3] = {"d", "p", "u"};

static void open_number(pal_page *p, const char *name, double value)
{
    pal_page_raw(p, " ");
    pal_page_raw(p, name);
    pal_page_raw(p, "=\"");
    pal_num_fixed(p->out, fabs(value) < 1e6 ? value : 0.0, 2, '.');
}

void pal_chart_percent(pal_page *p, const char *name, double percent)
{
    open_number(p, name, percent);
    pal_page_raw(p, "%\"");
}

void pal_chart_number(pal_page *p, const char *name, double value)
{
    open_number(p, name, value);
    pal_page_raw(p, "\"");
}

static double share_of(uint64_t part, uint64_t total)
{
    return (double)part / (double)total;
}

static void add_parts(pal_page *p, const uint64_t parts[3], uint64_t total)
{
    uint64_t before = 0;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i] == 0)
            continue;
        pal_page_raw(p, "<rect class=\"");
        pal_page_raw(p, parts_class[i]);
        pal_page_raw(p, "\" height=\"100%\"");
        pal_chart_percent(p, "x", 100.0 * share_of(before, total));
        pal_chart_percent(p, "width", 100.0 * share_of(parts[i], total));
        pal_page_raw(p, "/>");
        before += parts[i];
    }
}

static void add_labels(pal_page *p, const uint64_t parts[3], uint64_t total)
{
    uint64_t before = 0;
    for (size_t i = 0; i < 3; i++) {
        double share = share_of(parts[i], total);
        if (share >= LABEL_SHARE_MIN) {
            pal_page_raw(
                p, "<text y=\"50%\" dy=\"0.36em\" text-anchor=\"middle\" class=\"on-");
            pal_page_raw(p, parts_class[i]);
            pal_page_raw(p, "\"");
            pal_chart_percent(p, "x", 100.0 * (share_of(before, total) + share / 2.0));
            pal_page_raw(p, ">");
            pal_page_fill(p, pal_fill_percent(share));
            pal_page_raw(p, "</text>");
        }
        before += parts[i];
    }
}

void pal_chart_bands(pal_page *p, pal_bands bands)
{
    const uint64_t parts[3] = {bands.detractors, bands.passives, bands.promoters};
    uint64_t total = parts[0] + parts[1] + parts[2];
    const pal_fill fills[] = {
        pal_fill_part(p, parts[0], total), pal_fill_count(parts[0]),
        pal_fill_part(p, parts[1], total), pal_fill_count(parts[1]),
        pal_fill_part(p, parts[2], total), pal_fill_count(parts[2]),
    };
    pal_page_raw(p, "<svg class=\"bands\" role=\"img\" aria-label=\"");
    pal_page_tell(p, PAL_SAY_BANDS_DESC, fills, sizeof fills / sizeof *fills);
    pal_page_raw(p, "\">");
    add_parts(p, parts, total);
    add_labels(p, parts, total);
    pal_page_raw(p, "</svg>\n");
}

void pal_chart_strip(pal_page *p, const uint64_t parts[3])
{
    uint64_t total = parts[0] + parts[1] + parts[2];
    if (total == 0)
        return;
    pal_page_raw(p, "<svg class=\"strip\" aria-hidden=\"true\">");
    add_parts(p, parts, total);
    pal_page_raw(p, "</svg>");
}

static double place_of(double points)
{
    return 50.0 + points / 2.0;
}

void pal_chart_nps(pal_page *p, const pal_nps *nps)
{
    double at = place_of(nps->nps);
    bool below = at < 50.0;
    pal_page_raw(p, "<svg class=\"score\" aria-hidden=\"true\">"
                    "<rect class=\"axis\" width=\"100%\" y=\"7\" height=\"2\"/>");
    pal_page_raw(p, below ? "<rect class=\"d\" y=\"3\" height=\"10\""
                          : "<rect class=\"u\" y=\"3\" height=\"10\"");
    pal_chart_percent(p, "x", below ? at : 50.0);
    pal_chart_percent(p, "width", below ? 50.0 - at : at - 50.0);
    pal_page_raw(p, "/><line class=\"zero\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"16\"/>"
                    "<line class=\"range\" y1=\"8\" y2=\"8\"");
    pal_chart_percent(p, "x1", place_of(nps->low));
    pal_chart_percent(p, "x2", place_of(nps->high));
    pal_page_raw(p, "/></svg>");
}

static double clamped(double percent)
{
    return fmax(0.0, fmin(100.0, percent));
}

void pal_chart_whisker(pal_page *p, double low, double value, double high, double reach,
                       pal_verdict verdict)
{
    double scale = reach > 0.0 ? 50.0 / reach : 0.0;
    pal_page_raw(p, "<svg class=\"score\" aria-hidden=\"true\">"
                    "<line class=\"zero\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"16\"/>"
                    "<line class=\"range\" y1=\"8\" y2=\"8\"");
    pal_chart_percent(p, "x1", clamped(50.0 + low * scale));
    pal_chart_percent(p, "x2", clamped(50.0 + high * scale));
    pal_page_raw(p, "/><circle r=\"5\" cy=\"8\" class=\"");
    pal_page_raw(p, parts_class[verdict == PAL_VERDICT_LOWER    ? 0
                                : verdict == PAL_VERDICT_HIGHER ? 2
                                                                : 1]);
    pal_page_raw(p, "\"");
    pal_chart_percent(p, "cx", clamped(50.0 + value * scale));
    pal_page_raw(p, "/></svg>");
}

void pal_chart_diverging(pal_page *p, const uint64_t parts[3])
{
    uint64_t total = parts[0] + parts[1] + parts[2];
    if (total == 0)
        return;
    double before = -50.0 * (share_of(parts[0], total) + share_of(parts[1], total) / 2.0);
    pal_page_raw(p, "<svg class=\"diverging\" aria-hidden=\"true\">");
    for (size_t i = 0; i < 3; i++) {
        double width = 50.0 * share_of(parts[i], total);
        if (parts[i] != 0) {
            pal_page_raw(p, "<rect y=\"3\" height=\"12\" class=\"");
            pal_page_raw(p, parts_class[i]);
            pal_page_raw(p, "\"");
            pal_chart_percent(p, "x", 50.0 + before);
            pal_chart_percent(p, "width", width);
            pal_page_raw(p, "/>");
        }
        before += width;
    }
    pal_page_raw(p, "<line class=\"zero\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"18\"/>"
                    "</svg>");
}

void pal_chart_step(pal_page *p, double from, double to, double low, double high)
{
    double scale = high > low ? 100.0 / (high - low) : 0.0;
    double left = clamped((fmin(from, to) - low) * scale);
    double right = clamped((fmax(from, to) - low) * scale);
    pal_page_raw(p, "<svg class=\"score\" aria-hidden=\"true\"><rect y=\"2\" "
                    "height=\"12\" class=\"");
    pal_page_raw(p, parts_class[to < from ? 0 : 2]);
    pal_page_raw(p, "\"");
    pal_chart_percent(p, "x", left);
    pal_chart_percent(p, "width", fmax(right - left, 0.4));
    pal_page_raw(p, "/></svg>");
}
