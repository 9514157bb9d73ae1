/* The trees of report.html: what goes with a theme in a band, level by level. */
#include "report/page.h"

#include <math.h>

#include "report/why_shown.h"

static void add_figures(pal_page *p, const pal_why_findings *why, const pal_why_node *n)
{
    double rest = pal_why_share_rest(why, n);
    const pal_fill fills[] = {pal_fill_count(n->n), pal_fill_count(n->of),
                              pal_fill_part(p, n->n, n->of), pal_fill_percent(rest),
                              pal_fill_equals(p, n->q)};
    pal_page_raw(p, " <small>");
    pal_page_tell(p, isfinite(rest) ? PAL_SAY_WHY_FIGURES : PAL_SAY_WHY_FIGURES_ALONE,
                  fills, 5);
    pal_page_raw(p, "</small>");
}

static void add_quotes(pal_page *p, const pal_why_node *n)
{
    for (size_t i = 0; i < n->quote_count; i++)
        pal_page_comment(p, &n->quotes[i]);
}

static void add_value(pal_page *p, const pal_why_findings *why, const pal_why_node *n)
{
    bool wave = pal_str_equal(n->column, PAL_STR("wave"));
    int column = pal_page_segment(p, n->column);
    pal_page_raw(p, "<li");
    if (wave || column >= 0)
        pal_page_of(p, wave ? "wave" : "seg", n->name, wave ? -1 : column);
    pal_page_raw(p, ">");
    if (wave)
        pal_page_say(p, PAL_SAY_WAVE);
    else
        pal_page_foreign(p, n->column);
    pal_page_raw(p, ": ");
    pal_page_foreign(p, n->name);
    add_figures(p, why, n);
    pal_page_raw(p, "</li>\n");
}

/* Values that go with the node `parent`; the list is left out when it would be empty. */
static void add_values(pal_page *p, const pal_why_findings *why, const pal_why_tree *t,
                       size_t parent)
{
    bool begun = false;
    for (size_t i = 1; i < t->node_count; i++) {
        const pal_why_node *n = &t->nodes[i];
        if (n->level != PAL_WHY_WHERE || n->parent != parent)
            continue;
        if (!begun)
            pal_page_raw(p, "<ul>\n");
        begun = true;
        add_value(p, why, n);
    }
    if (begun)
        pal_page_raw(p, "</ul>\n");
}

static void add_node(pal_page *p, const pal_why_findings *why, const pal_why_tree *t,
                     size_t at)
{
    const pal_why_node *n = &t->nodes[at];
    pal_page_raw(p, "<li>");
    if (n->level == PAL_WHY_WITH)
        pal_page_theme(p, n->theme);
    else
        pal_page_foreign(p, n->name);
    add_figures(p, why, n);
    add_values(p, why, t, at);
    add_quotes(p, n);
    pal_page_raw(p, "</li>\n");
}

static void add_level(pal_page *p, const pal_why_findings *why, const pal_why_tree *t,
                      pal_why_level level, pal_say name)
{
    pal_page_raw(p, "<h4>");
    pal_page_say(p, name);
    pal_page_raw(p, "</h4>\n");
    if (!t->claimed[level]) {
        pal_page_paragraph(p, "soft",
                           t->tested[level] ? PAL_SAY_WHY_CHANCE : PAL_SAY_WHY_FEW_TESTS,
                           NULL, 0);
        return;
    }
    if (level == PAL_WHY_WHERE) {
        add_values(p, why, t, 0);
        return;
    }
    bool begun = false;
    for (size_t i = 1; i < t->node_count; i++) {
        if (t->nodes[i].level != level || t->nodes[i].parent != 0)
            continue;
        if (!begun)
            pal_page_raw(p, "<ul>\n");
        begun = true;
        add_node(p, why, t, i);
    }
    if (begun)
        pal_page_raw(p, "</ul>\n");
}

static void add_inside(pal_page *p, const pal_why_findings *why, const pal_why_tree *t)
{
    const pal_fill least = pal_fill_count(why->k_threshold);
    if (t->few || t->node_count == 0) {
        pal_page_paragraph(p, "soft", PAL_SAY_WHY_FEW, &least, 1);
        return;
    }
    pal_page_raw(p, "<h4>");
    pal_page_say(p, PAL_SAY_WHY_WHO);
    pal_page_raw(p, "</h4>\n<p>");
    add_figures(p, why, &t->nodes[0]);
    pal_page_raw(p, "</p>\n");
    add_level(p, why, t, PAL_WHY_WITH, PAL_SAY_WHY_WITH);
    add_level(p, why, t, PAL_WHY_ABOUT, PAL_SAY_WHY_ABOUT);
    add_level(p, why, t, PAL_WHY_WHERE, PAL_SAY_WHY_WHERE);
    if (t->nodes[0].quote_count != 0) {
        pal_page_raw(p, "<h4>");
        pal_page_say(p, PAL_SAY_WHY_WORDS);
        pal_page_raw(p, "</h4>\n");
        add_quotes(p, &t->nodes[0]);
    }
}

static void add_tree(pal_page *p, const pal_why_findings *why, const pal_why_tree *t,
                     bool open)
{
    static const pal_say bands[PAL_BAND_COUNT] = {PAL_SAY_ALL, PAL_SAY_DETRACTORS,
                                                  PAL_SAY_PASSIVES, PAL_SAY_PROMOTERS};
    pal_page_raw(p, open ? "<details class=\"why\" open" : "<details class=\"why\"");
    pal_page_attribute(p, "data-theme", p->report->themes[t->theme].id);
    if (t->band != PAL_BAND_NONE)
        pal_page_attribute(p, "data-band", pal_str_from(pal_band_name(t->band)));
    pal_page_raw(p, "><summary><h3>");
    pal_page_theme(p, t->theme);
    pal_page_raw(p, "</h3><small>");
    pal_page_say(p, bands[t->band]);
    pal_page_raw(p, "</small></summary>\n<div>\n");
    add_inside(p, why, t);
    pal_page_raw(p, "</div>\n</details>\n");
}

void pal_page_why(pal_page *p)
{
    const pal_why_findings *why = p->findings->why;
    if (!why || why->count == 0)
        return;
    pal_page_section_open(p, PAL_SAY_WHY);
    pal_page_paragraph(p, "soft", PAL_SAY_WHY_HOW, NULL, 0);
    for (size_t i = 0; i < why->count; i++)
        add_tree(p, why, &why->trees[i], i == 0);
    pal_page_section_close(p);
}
