/* report.html: the sections in their order. */
#include "report/page.h"

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

static void add_head(pal_page *p)
{
    pal_page_raw(p, p->language == PAL_LANGUAGE_EN
                        ? "<!DOCTYPE html>\n<html lang=\"en\">\n"
                        : "<!DOCTYPE html>\n<html lang=\"fi\">\n");
    pal_page_raw(
        p, "<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
           "'none'; style-src 'unsafe-inline'; img-src data:\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<title>");
    pal_page_say(p, PAL_SAY_TITLE);
    if (p->summary->input_count != 0) {
        pal_page_raw(p, " – ");
        add_names(p, false);
    }
    pal_page_raw(p, "</title>\n<style>\n");
    pal_page_style(p);
    pal_page_raw(p, "</style>\n</head>\n");
}

void pal_report_html(pal_buf *b, const pal_report *report)
{
    const pal_summary *s = report->summary;
    const pal_bands *bands = &s->nps_commented.bands;
    pal_page p = {
        .out = b,
        .report = report,
        .summary = s,
        .language = s->screen == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI,
        .scored = bands->detractors + bands->passives + bands->promoters != 0,
    };
    add_head(&p);
    pal_page_raw(&p, "<body>\n<main>\n<header>\n<h1>");
    pal_page_say(&p, PAL_SAY_TITLE);
    pal_page_raw(&p, "</h1>\n<p class=\"inputs\">");
    add_names(&p, true);
    pal_page_raw(&p, "</p>\n</header>\n");
    pal_page_headline(&p);
    pal_page_bands(&p);
    pal_page_tones(&p);
    pal_page_waves(&p);
    pal_page_themes(&p);
    pal_page_theme_waves(&p);
    pal_page_segments(&p);
    pal_page_quotes(&p);
    pal_page_quality(&p);
    pal_page_method(&p);
    pal_page_raw(&p, "</main>\n</body>\n</html>\n");
}
