/* What report.html cannot explain: words that no rule knows, and answers whose words and
 * score say the opposite. */
#include "report/page.h"

#include <math.h>

#include "base/find_conflicts.h"
#include "base/find_unknown.h"

enum { TERMS_MAX = 20, CONFLICTS_MAX = 10 };

static void add_term(pal_page *p, const pal_unknown_term *t)
{
    static const char *const open[] = {"<bdi dir=\"auto\">", "<bdi lang=\"fi\">",
                                       "<bdi lang=\"en\">", "<bdi dir=\"auto\">"};
    bool near = t->theme < p->report->theme_count;
    pal_page_raw(p, "<tr");
    pal_page_of(p, "theme", near ? p->report->themes[t->theme].id : PAL_STR(""), -1);
    pal_page_raw(p, "><th scope=\"row\">");
    pal_page_raw(p, open[t->language]);
    pal_page_text(p, t->term);
    pal_page_raw(p, "</bdi></th>");
    pal_page_cell(p, pal_fill_count(t->comments));
    pal_page_cell(p, pal_fill_guarded(p, t->untagged));
    if (t->has_impact) {
        pal_page_raw(p, "<td class=\"n\">");
        pal_page_fill(p, pal_fill_signed(t->impact));
        pal_page_raw(p, " <small>(");
        pal_page_fill(p, pal_fill_range(t->impact_low, t->impact_high));
        pal_page_raw(p, ")</small></td>");
    } else {
        pal_page_none_cell(p);
    }
    pal_page_raw(p, "<td>");
    if (near)
        pal_page_theme(p, t->theme);
    else
        pal_page_say(p, PAL_SAY_NONE);
    pal_page_raw(p, "</td></tr>\n");
}

void pal_page_unknown(pal_page *p)
{
    const pal_unknown_findings *u = p->findings->unknown;
    const pal_summary *s = p->summary;
    if (!u || s->answers == 0)
        return;
    const pal_fill fills[] = {
        pal_fill_part(p, u->unknown_tokens, u->content_tokens),
        pal_fill_part(p, s->untagged, s->answers),
        isfinite(u->new_theme) ? pal_fill_digits(p, u->new_theme * 100.0)
                               : pal_fill_digits(p, u->new_theme),
    };
    pal_page_section_open(p, PAL_SAY_UNKNOWN);
    pal_page_paragraph(p, "", PAL_SAY_UNKNOWN_HOW, fills, 3);
    if (u->count != 0) {
        pal_page_table_open(p, PAL_SAY_UNKNOWN_CAPTION, NULL, 0);
        pal_page_raw(p, "<thead><tr>");
        pal_page_column(p, PAL_SAY_WORD, "");
        pal_page_column(p, PAL_SAY_COMMENTS, "n");
        pal_page_column(p, PAL_SAY_WITHOUT_THEME, "n");
        pal_page_column(p, PAL_SAY_IMPACT, "n");
        pal_page_column(p, PAL_SAY_NEAREST_THEME, "");
        pal_page_raw(p, "</tr></thead>\n<tbody>\n");
        for (size_t i = 0; i < u->count && i < TERMS_MAX; i++)
            add_term(p, &u->terms[i]);
        pal_page_raw(p, "</tbody>\n");
        pal_page_table_close(p);
    }
    pal_page_section_close(p);
}

/* --- contradictions --- */

static void add_nps_row(pal_page *p, pal_say name, const pal_conflict_nps *nps)
{
    bool known = isfinite(nps->nps);
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_say(p, name);
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_count(nps->n));
    if (known) {
        pal_page_cell(p, pal_fill_points(nps->nps));
        pal_page_cell(p, pal_fill_range(nps->low, nps->high));
    } else {
        pal_page_none_cell(p);
        pal_page_none_cell(p);
    }
    pal_page_raw(p, "</tr>\n");
}

static void add_what_if(pal_page *p, const pal_conflict_findings *c)
{
    pal_page_table_open(p, PAL_SAY_CONFLICT_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_CONFLICT_CASE, "");
    pal_page_column(p, PAL_SAY_SCORED, "n");
    pal_page_column(p, PAL_SAY_NPS, "n");
    pal_page_column(p, PAL_SAY_RANGE95, "n");
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    add_nps_row(p, PAL_SAY_CONFLICT_AS_IS, &c->nps);
    add_nps_row(p, PAL_SAY_CONFLICT_TURNED, &c->turned);
    add_nps_row(p, PAL_SAY_CONFLICT_LEFT_OUT, &c->left_out);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
}

static void add_conflict(pal_page *p, const pal_conflict_row *row)
{
    const pal_fill score = pal_fill_name((uint64_t)row->shown.score);
    pal_page_raw(p, "<h4>");
    pal_page_tell(p,
                  row->verbal == PAL_VERBAL_PRAISE ? PAL_SAY_CONFLICT_PRAISE
                                                   : PAL_SAY_CONFLICT_BLAME,
                  &score, 1);
    pal_page_raw(p, "</h4>\n");
    pal_page_comment(p, &row->shown);
}

void pal_page_conflicts(pal_page *p)
{
    const pal_conflict_findings *c = p->findings->conflicts;
    if (!c)
        return;
    uint64_t praise = c->low[PAL_VERBAL_PRAISE];
    uint64_t blame = c->high[PAL_VERBAL_BLAME];
    const pal_fill fills[] = {pal_fill_count(praise), pal_fill_name((uint64_t)c->low_to),
                              pal_fill_count(blame),
                              pal_fill_name((uint64_t)c->high_from)};
    pal_page_section_open(p, PAL_SAY_CONFLICTS);
    pal_page_paragraph(p, "", PAL_SAY_CONFLICT_HOW, fills, 4);
    if (isfinite(c->reversed)) {
        const pal_fill turned[] = {
            pal_fill_percent(c->reversed),
            pal_fill_range(100.0 * c->reversed_low, 100.0 * c->reversed_high)};
        pal_page_paragraph(p, "", PAL_SAY_CONFLICT_REVERSED, turned, 2);
    }
    add_what_if(p, c);
    if (c->count != 0) {
        pal_page_raw(p, "<details><summary><h3>");
        pal_page_say(p, PAL_SAY_CONFLICT_ROWS);
        pal_page_raw(p, "</h3></summary>\n<div>\n");
        for (size_t i = 0; i < c->count && i < CONFLICTS_MAX; i++)
            add_conflict(p, &c->rows[i]);
        pal_page_raw(p, "</div>\n</details>\n");
    }
    pal_page_section_close(p);
}
