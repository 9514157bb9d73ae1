/* report.html: the sections in their order, once in Finnish and once in English. */
#include "report/page.h"

#include "base/str.h"

/* A survey may have hundreds of text columns. */
enum { QUESTIONS_MAX = 8 };

static void add_names(pal_page *p, bool marked)
{
    for (size_t i = 0; i < p->summary->input_count; i++) {
        if (i != 0)
            pal_page_raw(p, ", ");
        if (marked)
            pal_page_foreign(p, p->summary->inputs[i].name);
        else
            pal_page_text(p, p->summary->inputs[i].name);
    }
}

static void add_head(pal_page *p, pal_str style, pal_str script)
{
    pal_page_raw(p, p->language == PAL_LANGUAGE_EN
                        ? "<!DOCTYPE html>\n<html lang=\"en\">\n"
                        : "<!DOCTYPE html>\n<html lang=\"fi\">\n");
    pal_page_raw(p, "<head>\n<meta charset=\"utf-8\">\n");
    pal_page_policy(p, style, script);
    pal_page_raw(
        p, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<title>");
    pal_page_say(p, PAL_SAY_TITLE);
    if (p->summary->input_count != 0) {
        pal_page_raw(p, " – ");
        add_names(p, false);
    }
    pal_page_raw(p, "</title>\n<style>");
    pal_buf_add(p->out, style);
    pal_page_raw(p, "</style>\n</head>\n");
}

/* A heading of one word is the name of a column and asks nothing; nor does the "none" of
 * the option. */
static bool is_question(const pal_report *r, size_t at)
{
    pal_str one = r->questions[at];
    if (!pal_str_has(one, PAL_STR(" ")) && !pal_str_has(one, PAL_STR("?")))
        return false;
    for (size_t i = 0; i < at; i++)
        if (pal_str_equal(r->questions[i], one))
            return false;
    return true;
}

/* What was asked, as the option or the headings of the columns say. */
static void add_questions(pal_page *p)
{
    const pal_report *r = p->report;
    for (size_t i = 0; i < r->question_count && i < QUESTIONS_MAX; i++) {
        if (!is_question(r, i))
            continue;
        pal_page_raw(p, "<p class=\"inputs\">");
        pal_page_say(p, PAL_SAY_ASKED);
        pal_page_raw(p, " ");
        pal_page_foreign(p, r->questions[i]);
        pal_page_raw(p, "</p>\n");
    }
}

static void add_page(pal_page *p)
{
    pal_page_raw(p, p->language == PAL_LANGUAGE_EN
                        ? "<div class=\"page en\" lang=\"en\">\n<header>\n<h1>"
                        : "<div class=\"page fi\" lang=\"fi\">\n<header>\n<h1>");
    pal_page_say(p, PAL_SAY_TITLE);
    pal_page_raw(p, "</h1>\n<p class=\"inputs\">");
    add_names(p, true);
    pal_page_raw(p, "</p>\n");
    add_questions(p);
    pal_page_raw(p, "</header>\n<div class=\"bar\" hidden></div>\n");
    pal_page_headline(p);
    pal_page_bands(p);
    pal_page_themes(p);
    pal_page_quadrant(p);
    pal_page_tones(p);
    pal_page_waves(p);
    pal_page_bridge(p);
    pal_page_segments(p);
    pal_page_why(p);
    pal_page_quotes(p);
    pal_page_comments(p);
    pal_page_keyness(p);
    pal_page_unknown(p);
    pal_page_conflicts(p);
    pal_page_measures(p);
    pal_page_quality(p);
    pal_page_method(p);
    pal_page_raw(p, "</div>\n");
}

/* Two radio buttons and the style sheet choose the language: no script is needed. */
static void add_switch(pal_page *p)
{
    bool english = p->language == PAL_LANGUAGE_EN;
    pal_page_raw(p, "<input type=\"radio\" class=\"tongue\" name=\"tongue\" "
                    "id=\"tongue-fi\" value=\"fi\"");
    pal_page_raw(p, english ? "/>" : " checked/>");
    pal_page_raw(p, "\n<input type=\"radio\" class=\"tongue\" name=\"tongue\" "
                    "id=\"tongue-en\" value=\"en\"");
    pal_page_raw(p, english ? " checked/>" : "/>");
    pal_page_raw(p, "\n<div class=\"tongues\">"
                    "<label for=\"tongue-fi\" lang=\"fi\">Suomeksi</label>\n"
                    "<label for=\"tongue-en\" lang=\"en\">In English</label></div>\n");
}

void pal_report_html(pal_buf *b, const pal_report *report)
{
    static const pal_findings none = {NULL};
    const pal_summary *s = report->summary;
    const pal_bands *bands = &s->nps_commented.bands;
    pal_page p = {
        .out = b,
        .report = report,
        .summary = s,
        .language = s->screen == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI,
        .scored = bands->detractors + bands->passives + bands->promoters != 0,
        .findings = s->findings ? s->findings : &none,
    };
    pal_buf style = {0};
    pal_buf script = {0};
    pal_page_style(&style);
    pal_page_script(&script);
    b->failed = b->failed || style.failed || script.failed;
    add_head(&p, pal_buf_view(&style), pal_buf_view(&script));
    pal_page_raw(&p, "<body>\n<main>\n");
    add_switch(&p);
    p.language = PAL_LANGUAGE_FI;
    add_page(&p);
    p.language = PAL_LANGUAGE_EN;
    add_page(&p);
    pal_page_raw(&p, "</main>\n");
    pal_page_data(&p);
    pal_page_raw(&p, "<script>");
    pal_buf_add(b, pal_buf_view(&script));
    pal_page_raw(&p, "</script>\n</body>\n</html>\n");
    pal_buf_release(&style);
    pal_buf_release(&script);
}
