/* Words that mark detractors against promoters, in report.html. */
#include "report/page.h"

#include "base/find_keyness.h"

enum { TERMS_MAX = 12 };

static const pal_key_contrast *contrast_of(const pal_page *p)
{
    const pal_keyness_findings *k = p->findings->keyness;
    for (size_t i = 0; k && i < k->count; i++)
        if (k->contrasts[i].column.len == 0)
            return &k->contrasts[i];
    return NULL;
}

static void add_term(pal_page *p, const pal_key_term *t, uint64_t side, uint64_t other)
{
    static const char *const open[] = {"<bdi dir=\"auto\">", "<bdi lang=\"fi\">",
                                       "<bdi lang=\"en\">", "<bdi dir=\"auto\">"};
    bool hidden = t->comments_other != 0 && t->comments_other < p->summary->k_threshold;
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_raw(p, open[t->language]);
    pal_page_text(p, t->term);
    pal_page_raw(p, "</bdi></th>");
    pal_page_cell(p, pal_fill_count(t->comments));
    pal_page_cell(p, pal_fill_part(p, t->comments, side));
    if (hidden)
        pal_page_none_cell(p);
    else
        pal_page_cell(p, pal_fill_part(p, t->comments_other, other));
    pal_page_cell(p, pal_fill_digits(p, t->z));
    pal_page_cell(p, pal_fill_chance(p, t->q));
    pal_page_raw(p, "</tr>\n");
}

static void add_side(pal_page *p, const pal_key_contrast *c, size_t at)
{
    const pal_key_side *side = &c->sides[at];
    bool blame = at == 0;
    const pal_fill counts[] = {pal_fill_count(side->comments)};
    pal_page_raw(p, "<div");
    pal_page_of(
        p, "band",
        pal_str_from(pal_band_name(blame ? PAL_BAND_DETRACTOR : PAL_BAND_PROMOTER)), -1);
    pal_page_raw(p, ">\n<h3>");
    pal_page_say(p, blame ? PAL_SAY_DETRACTORS : PAL_SAY_PROMOTERS);
    pal_page_raw(p, "</h3>\n");
    if (side->count == 0) {
        pal_page_paragraph(p, "soft", PAL_SAY_KEY_NONE, NULL, 0);
        pal_page_raw(p, "</div>\n");
        return;
    }
    pal_page_table_open(p, blame ? PAL_SAY_KEY_BLAME : PAL_SAY_KEY_PRAISE, counts, 1);
    pal_page_raw(p, "<thead><tr>");
    pal_page_column(p, PAL_SAY_WORD, "");
    pal_page_column(p, PAL_SAY_SCORED, "n");
    pal_page_column(p, PAL_SAY_SHARE, "n");
    pal_page_column(p, PAL_SAY_KEY_OTHER, "n");
    pal_page_column(p, PAL_SAY_Z, "n");
    pal_page_column(p, PAL_SAY_Q, "n");
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < side->count && i < TERMS_MAX; i++)
        add_term(p, &side->terms[i], side->comments, c->sides[1 - at].comments);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
    pal_page_raw(p, "</div>\n");
}

void pal_page_keyness(pal_page *p)
{
    const pal_key_contrast *c = contrast_of(p);
    if (!c)
        return;
    pal_page_section_open(p, PAL_SAY_KEYNESS);
    pal_page_paragraph(p, "soft", PAL_SAY_KEY_HOW, NULL, 0);
    if (c->weak)
        pal_page_paragraph(p, "caution", PAL_SAY_KEY_WEAK, NULL, 0);
    pal_page_raw(p, "<div class=\"pair\">\n");
    add_side(p, c, 0);
    add_side(p, c, 1);
    pal_page_raw(p, "</div>\n");
    pal_page_section_close(p);
}
