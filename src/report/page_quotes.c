/* The quotes of report.html, by theme and band; on paper only where no why-tree quotes.
 */
#include "report/page.h"

#include "base/find_why.h"

/* Of a long answer the part around the matched words is enough; bytes. */
enum { BEFORE_MAX = 240, AFTER_MAX = 480, THEMES_FIRST = 8 };

static bool is_inside(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* `at` or the next place where a character begins. */
static size_t character_at(pal_str text, size_t at)
{
    while (at < text.len && is_inside(text.ptr[at]))
        at++;
    return at;
}

static pal_str part(pal_str text, size_t from, size_t to)
{
    return (pal_str){text.ptr + from, to - from};
}

static void add_marked(pal_page *p, pal_str text, size_t start, size_t end)
{
    start = start < text.len ? start : text.len;
    end = end < text.len ? end : text.len;
    if (end < start)
        end = start;
    if (end - start > AFTER_MAX)
        end = character_at(text, start + AFTER_MAX);
    size_t from = start > BEFORE_MAX ? character_at(text, start - BEFORE_MAX) : 0;
    size_t to =
        text.len - end > AFTER_MAX ? character_at(text, end + AFTER_MAX) : text.len;
    if (from != 0)
        pal_page_raw(p, "…");
    pal_page_text(p, part(text, from, start));
    if (start != end) {
        pal_page_raw(p, "<mark>");
        pal_page_text(p, part(text, start, end));
        pal_page_raw(p, "</mark>");
    }
    pal_page_text(p, part(text, end, to));
    if (to != text.len)
        pal_page_raw(p, "…");
}

void pal_page_comment(pal_page *p, const pal_shown_comment *c)
{
    static const char *const open[PAL_BAND_COUNT] = {
        "<blockquote data-row=\"", "<blockquote class=\"band-1\" data-row=\"",
        "<blockquote class=\"band-2\" data-row=\"",
        "<blockquote class=\"band-3\" data-row=\""};
    pal_page_raw(p, open[c->band]);
    pal_page_fill(p, pal_fill_name(c->row));
    pal_page_raw(p, "\">");
    static const char *const begin[] = {
        "<p lang=\"\" dir=\"auto\">", "<p lang=\"fi\" dir=\"auto\">",
        "<p lang=\"en\" dir=\"auto\">", "<p lang=\"\" dir=\"auto\">"};
    pal_page_raw(p, begin[c->language]);
    add_marked(p, c->text, c->start, c->end);
    pal_page_raw(p, "</p><small>");
    const pal_fill fills[] = {pal_fill_name(c->row), pal_fill_text(c->id)};
    pal_page_tell(p, c->id.len ? PAL_SAY_ROW_ID : PAL_SAY_ROW, fills, 2);
    pal_page_raw(p, "</small></blockquote>\n");
}

static void add_theme(pal_page *p, const pal_quote *quotes, size_t count)
{
    static const pal_say names[PAL_BAND_COUNT] = {PAL_SAY_UNSCORED, PAL_SAY_DETRACTORS,
                                                  PAL_SAY_PASSIVES, PAL_SAY_PROMOTERS};
    const pal_fill number = pal_fill_count(count);
    pal_page_raw(p, "<details class=\"quotes\"");
    pal_page_attribute(p, "data-theme", p->report->themes[quotes->theme].id);
    pal_page_raw(p, "><summary><h3>");
    pal_page_theme(p, quotes->theme);
    pal_page_raw(p, "</h3><small>");
    pal_page_tell(p, count == 1 ? PAL_SAY_QUOTES_ONE : PAL_SAY_QUOTES_COUNT, &number, 1);
    pal_page_raw(p, "</small></summary>\n<div>\n");
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || quotes[i].band != quotes[i - 1].band) {
            pal_page_raw(p, "<h4>");
            pal_page_say(p, names[quotes[i].band]);
            pal_page_raw(p, "</h4>\n");
        }
        const pal_quote *q = &quotes[i];
        const pal_shown_comment shown = {.row = q->row,
                                         .start = q->start,
                                         .end = q->end,
                                         .band = q->band,
                                         .language = q->language,
                                         .id = q->id,
                                         .text = q->text};
        pal_page_comment(p, &shown);
    }
    pal_page_raw(p, "</div>\n</details>\n");
}

void pal_page_quotes(pal_page *p)
{
    const pal_summary *s = p->summary;
    if (s->quote_count == 0)
        return;
    bool repeats = p->findings->why && p->findings->why->count != 0;
    pal_page_raw(p, repeats ? "<section class=\"screen all-quotes\">\n<h2>"
                            : "<section class=\"all-quotes\">\n<h2>");
    pal_page_say(p, PAL_SAY_QUOTES);
    pal_page_raw(p, "</h2>\n");
    pal_page_raw(p, "<p>");
    pal_page_say(p, PAL_SAY_QUOTES_HOW);
    pal_page_raw(p, "</p>\n");
    size_t themes = 0;
    for (size_t at = 0; at < s->quote_count; themes++) {
        size_t end = at + 1;
        if (themes == THEMES_FIRST) {
            pal_page_raw(p, "<details class=\"others\"><summary><h3>");
            pal_page_say(p, PAL_SAY_QUOTES_OTHERS);
            pal_page_raw(p, "</h3></summary>\n<div>\n");
        }
        while (end < s->quote_count && s->quotes[end].theme == s->quotes[at].theme)
            end++;
        add_theme(p, &s->quotes[at], end - at);
        at = end;
    }
    if (themes > THEMES_FIRST)
        pal_page_raw(p, "</div>\n</details>\n");
    pal_page_section_close(p);
}
