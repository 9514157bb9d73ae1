/* How often against how much: the themes of report.html as points. */
#include "report/page.h"

#include <math.h>

#include "report/page_charts.h"

enum { POINTS_MAX = 30, NUMBERED_MAX = 20, NUMBERED_NOISE = 12 };

/* How near two points may come, in percent. */
static const double NEAR_X = 3.2;
static const double NEAR_Y = 4.0;

/* The plane: the largest share to the right, impact from -reach to reach. */
typedef struct plane {
    const pal_theme_result *points[POINTS_MAX];
    double x[POINTS_MAX]; /* percent of the drawing */
    double y[POINTS_MAX];
    size_t count;
    double widest;
    double reach;
    double middle; /* median share */
} plane;

/* By insertion: there are few. */
static double median_of(const plane *f)
{
    double shares[POINTS_MAX];
    for (size_t i = 0; i < f->count; i++) {
        size_t at = i;
        for (; at > 0 && f->points[i]->share < shares[at - 1]; at--)
            shares[at] = shares[at - 1];
        shares[at] = f->points[i]->share;
    }
    size_t half = f->count / 2;
    return f->count % 2 ? shares[half] : (shares[half - 1] + shares[half]) / 2.0;
}

static void lay_out(plane *f, const pal_page *p)
{
    const pal_summary *s = p->summary;
    for (size_t i = 0; i < s->theme_count && f->count < POINTS_MAX; i++) {
        const pal_theme_result *t = &s->themes[i];
        if (pal_page_is_signal(p, t->theme) || !pal_figures_shows_impact(t))
            continue;
        f->points[f->count++] = t;
        f->widest = fmax(f->widest, t->share);
        f->reach = fmax(f->reach, fabs(t->impact));
    }
}

/* Room for the circles at the borders. */
static double x_of(const plane *f, double share)
{
    return 4.0 + 91.0 * (f->widest > 0.0 ? sqrt(share / f->widest) : 0.0);
}

static double y_of(const plane *f, double impact)
{
    return 50.0 - (f->reach > 0.0 ? 43.0 * impact / f->reach : 0.0);
}

static bool is_free(const plane *f, size_t count, double x, double y)
{
    for (size_t i = 0; i < count; i++)
        if (fabs(f->x[i] - x) < NEAR_X && fabs(f->y[i] - y) < NEAR_Y)
            return false;
    return true;
}

/* A point that would hide another one moves a little to the side. */
static void place(plane *f)
{
    for (size_t i = 0; i < f->count; i++) {
        double x = x_of(f, f->points[i]->share);
        double y = y_of(f, f->points[i]->impact);
        for (size_t k = 0; k < POINTS_MAX && x > 6.0 && !is_free(f, i, x, y); k++)
            x -= NEAR_X;
        f->x[i] = x;
        f->y[i] = y;
    }
}

static void add_title(pal_page *p, const pal_theme_result *t)
{
    const pal_fill fills[] = {pal_fill_percent(t->share), pal_fill_signed(t->impact)};
    pal_page_raw(p, "<title>");
    pal_page_theme(p, t->theme);
    pal_page_raw(p, ": ");
    pal_page_tell(p, PAL_SAY_QUADRANT_POINT, fills, 2);
    pal_page_raw(p, "</title>");
}

static void add_corner(pal_page *p, pal_say say, bool right, bool low)
{
    pal_page_raw(p, right ? "<text class=\"corner\" x=\"99%\" text-anchor=\"end\""
                          : "<text class=\"corner\" x=\"1%\"");
    pal_page_raw(p, low ? " y=\"98%\">" : " y=\"18\">");
    pal_page_say(p, say);
    pal_page_raw(p, "</text>");
}

static void add_point(pal_page *p, const plane *f, size_t at, size_t number)
{
    const pal_theme_result *t = f->points[at];
    pal_verdict verdict = pal_figures_verdict(t);
    pal_page_raw(p, "<g");
    pal_page_attribute(p, "data-theme", p->report->themes[t->theme].id);
    pal_page_raw(p, "><circle class=\"");
    pal_page_raw(p, verdict == PAL_VERDICT_LOWER    ? "d"
                    : verdict == PAL_VERDICT_HIGHER ? "u"
                                                    : "p");
    pal_page_raw(p, number ? " named\" r=\"11\"" : "\" r=\"4\"");
    pal_chart_percent(p, "cx", f->x[at]);
    pal_chart_percent(p, "cy", f->y[at]);
    pal_page_raw(p, ">");
    add_title(p, t);
    pal_page_raw(p, "</circle>");
    if (number) {
        pal_page_raw(p, verdict == PAL_VERDICT_HIGHER ? "<text class=\"on-u\""
                                                      : "<text class=\"on-d\"");
        pal_page_raw(p, " dy=\"0.36em\" text-anchor=\"middle\"");
        pal_chart_percent(p, "x", f->x[at]);
        pal_chart_percent(p, "y", f->y[at]);
        pal_page_raw(p, ">");
        pal_page_fill(p, pal_fill_count(number));
        pal_page_raw(p, "</text>");
    }
    pal_page_raw(p, "</g>");
}

/* The first dozen, and what is distinguishable from noise. */
static bool is_numbered(const pal_theme_result *t, size_t numbers)
{
    return numbers < NUMBERED_NOISE ||
           (numbers < NUMBERED_MAX && pal_figures_verdict(t) != PAL_VERDICT_NOISE);
}

static void add_drawing(pal_page *p, const plane *f)
{
    pal_page_raw(p, "<svg class=\"quadrant\" role=\"img\" aria-label=\"");
    pal_page_say(p, PAL_SAY_QUADRANT_DESC);
    pal_page_raw(p, "\"><line class=\"dashed\" x1=\"0\" x2=\"100%\" y1=\"50%\" "
                    "y2=\"50%\"/><line class=\"dashed\" y1=\"0\" y2=\"100%\"");
    pal_chart_percent(p, "x1", x_of(f, f->middle));
    pal_chart_percent(p, "x2", x_of(f, f->middle));
    pal_page_raw(p, "/>");
    add_corner(p, PAL_SAY_QUADRANT_MINOR, false, false);
    add_corner(p, PAL_SAY_QUADRANT_KEEP, true, false);
    add_corner(p, PAL_SAY_QUADRANT_WATCH, false, true);
    add_corner(p, PAL_SAY_QUADRANT_FIX, true, true);
    size_t numbers = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool numbered = is_numbered(f->points[i], numbers);
        numbers += numbered;
        add_point(p, f, i, numbered ? numbers : 0);
    }
    pal_page_raw(p, "</svg>\n");
}

static void add_list(pal_page *p, const plane *f)
{
    size_t numbers = 0;
    pal_page_raw(p, "<ol class=\"points\">\n");
    for (size_t i = 0; i < f->count; i++) {
        const pal_theme_result *t = f->points[i];
        if (!is_numbered(t, numbers))
            continue;
        const pal_fill fills[] = {pal_fill_percent(t->share), pal_fill_signed(t->impact)};
        numbers++;
        pal_page_raw(p, "<li>");
        pal_page_theme_again(p, t->theme);
        pal_page_raw(p, " <small>");
        pal_page_tell(p, PAL_SAY_QUADRANT_POINT, fills, 2);
        pal_page_raw(p, "</small></li>\n");
    }
    pal_page_raw(p, "</ol>\n");
}

void pal_page_quadrant(pal_page *p)
{
    plane f = {.count = 0};
    if (!p->scored)
        return;
    lay_out(&f, p);
    if (f.count < 2)
        return;
    f.middle = median_of(&f);
    place(&f);
    pal_page_section_open(p, PAL_SAY_QUADRANT);
    pal_page_paragraph(p, "soft", PAL_SAY_QUADRANT_HOW, NULL, 0);
    add_drawing(p, &f);
    add_list(p, &f);
    pal_page_section_close(p);
}
