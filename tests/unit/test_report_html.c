#include <criterion/criterion.h>

#include "base/digest.h"
#include "page_help.h"
#include "report/html_out.h"
#include "report/page_words.h"

Test(report_html, escapes_what_means_something)
{
    static const struct {
        pal_str text;
        const char *html;
    } cases[] = {
        {PAL_INIT("<script>alert('x')</script>"),
         "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
        {PAL_INIT("a & b &amp; \"c\""), "a &amp; b &amp;amp; &quot;c&quot;"},
        {PAL_INIT("ä\t😀\n"), "ä\t😀\n"},
        {PAL_INIT("\x01\x1b\x7f\xC2\x85"), "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {PAL_INIT("\xff\xC3"), "\uFFFD\uFFFD"},
        {{NULL, 0}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_buf b = {0};
        pal_html_text(&b, cases[i].text);
        cr_expect_str_eq(help_text(&b), cases[i].html, "case %zu", i);
        pal_buf_release(&b);
    }
}

static void fill_with(help_report *h, pal_str evil)
{
    for (size_t i = 0; i < 4; i++) {
        h->groups[i].value = evil;
        if (i > 1)
            h->groups[i].column = evil;
    }
    for (size_t i = 0; i < 2; i++) {
        h->quotes[i].text = evil;
        h->quotes[i].id = evil;
        h->quotes[i].start = 2;
        h->quotes[i].end = 5;
    }
    h->inputs[0].name = h->inputs[0].encoding = h->inputs[0].dialect = evil;
    h->inputs[0].score_column = h->inputs[0].text_columns = h->inputs[0].sha256 = evil;
    h->summary.morphology = h->summary.lexicon_sha256 = evil;
}

Test(report_html, is_well_formed_whatever_the_input_says)
{
    static const pal_str evil[] = {
        PAL_INIT("plain"),
        PAL_INIT("<script>alert(1)</script>"),
        PAL_INIT("\"><img src=x onerror=alert(1)>"),
        PAL_INIT("' onmouseover='alert(1)"),
        PAL_INIT("</title></style></table><b>"),
        PAL_INIT("<!-- {0} {1} {9} }{ -->"),
        PAL_INIT("\xE2\x80\xAE"
                 "abc \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x98\x80"),
        PAL_INIT("\xff\xfe <\xC3"),
    };
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        help_report h;
        help_fill(&h);
        fill_with(&h, evil[i]);
        pal_buf b = page_of(&h);
        size_t where = 0;
        cr_expect(is_balanced(pal_buf_view(&b), &where), "case %zu at %zu: %.60s", i,
                  where, help_text(&b) + where);
        cr_expect_not(help_has(&b, "<script>alert"));
        cr_expect_not(help_has(&b, "<img"));
        cr_expect_not(help_has(&b, "' onmouseover"));
        pal_buf_release(&b);
    }
}

static pal_str between(pal_str text, const char *open, const char *close)
{
    size_t at = pal_str_find(text, pal_str_from(open));
    cr_assert_lt(at, text.len, "no %s", open);
    size_t from = at + strlen(open);
    pal_str rest = {text.ptr + from, text.len - from};
    size_t end = pal_str_find(rest, pal_str_from(close));
    cr_assert_lt(end, rest.len, "no %s", close);
    return (pal_str){rest.ptr, end};
}

/* The bits of base64 one after the other, against the hex digits of the digest. */
static void expect_hash(pal_str base64, pal_str text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789+/";
    pal_arena *mem = pal_arena_open(4096);
    pal_digest *digest = pal_digest_new(mem);
    char hex[PAL_DIGEST_HEX_LEN + 1];
    pal_digest_add(digest, text);
    pal_digest_hex(digest, hex);
    cr_assert_eq(base64.len, 44);
    unsigned bits = 0;
    unsigned held = 0;
    size_t at = 0;
    for (size_t i = 0; i < 43; i++) {
        const char *letter = strchr(letters, base64.ptr[i]);
        cr_assert_not_null(letter);
        bits = bits << 6 | (unsigned)(letter - letters);
        for (held += 6; held >= 4 && at < PAL_DIGEST_HEX_LEN; at++) {
            held -= 4;
            cr_assert_eq("0123456789abcdef"[bits >> held & 15], hex[at], "digit %zu", at);
        }
        bits &= 63;
    }
    cr_expect_eq(base64.ptr[43], '=');
    pal_arena_close(mem);
}

Test(report_html, asks_for_nothing_from_anywhere)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    static const char *const requests[] = {
        "http:", "https:",  "url(",          "@import", " src=",   "href=",
        "<link", "<iframe", "unsafe-inline", " style=", "onclick", "innerHTML"};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        cr_expect_not(help_has(&b, requests[i]), "%s", requests[i]);
    pal_buf_release(&b);
}

Test(report_html, policy_lets_its_own_style_and_script_run_alone)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    pal_str page = pal_buf_view(&b);
    pal_str policy = between(page, "Content-Security-Policy\" content=\"", "\">");
    cr_expect(pal_str_starts(policy, PAL_STR("default-src 'none'; style-src 'sha256-")));
    cr_expect(pal_str_ends(policy, PAL_STR("'; base-uri 'none'; form-action 'none'")));
    expect_hash(between(policy, "style-src 'sha256-", "'"),
                between(page, "<style>", "</style>"));
    expect_hash(between(policy, "script-src 'sha256-", "'"),
                between(page, "<script>", "</script>"));
    pal_buf_release(&b);
}

Test(report_html, both_languages_stand_in_one_page)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "<div class=\"page fi\" lang=\"fi\">"));
    cr_expect(help_has(&b, "<div class=\"page en\" lang=\"en\">"));
    cr_expect(help_has(&b, "value=\"fi\" checked/>"));
    cr_expect(help_has(&b, "Tone of the comments") && help_has(&b, "Kommenttien sävy"));
    pal_buf_release(&b);
}

/* The comments of a run, three cells wide in the segments: one alone in its group. */
static void fill_sample(help_report *h, pal_sample *sample, pal_str *cells, pal_str text)
{
    static const pal_str segments[] = {PAL_INIT("Alue")};
    for (size_t i = 0; i < PAL_COMMENTS_FIXED; i++)
        cells[i] = text;
    cells[PAL_COMMENTS_FIXED] = PAL_STR("Uusimaa");
    *sample = (pal_sample){
        .cells = cells, .columns = PAL_COMMENTS_FIXED + 1, .count = 1, .of = 5000};
    h->report.segments = segments;
    h->report.segment_count = 1;
    h->report.sample = sample;
}

Test(report_html, comments_cannot_leave_their_data_block)
{
    help_report h;
    help_fill(&h);
    pal_str cells[PAL_COMMENTS_FIXED + 1];
    pal_sample sample;
    fill_sample(&h, &sample, cells,
                PAL_STR("</script><!--<script>&\"\\\n\xff\xE2\x80\xA8 ä😀"));
    pal_buf b = page_of(&h);
    size_t where = 0;
    cr_expect(is_balanced(pal_buf_view(&b), &where));
    cr_expect(help_has(&b, "\"\\u003c/script\\u003e\\u003c!--\\u003cscript\\u003e"
                           "\\u0026\\u0022\\u005c\\u000a\uFFFD\\u2028 ä😀\""));
    cr_expect(help_has(&b, "Sivulla on mukana 1 kommenttia, jotka on poimittu tasavälein "
                           "kaikista 5\u202f000 kommentista"));
    pal_buf_release(&b);
}

/* Places as UTF-16 counts them: an emoji is two, "ä" is one, a byte that is no letter is
 * one. */
Test(report_html, marks_are_places_of_the_script)
{
    static const pal_sample_mark marks[] = {{1, 0, 4}, {0, 7, 11}, {1, 7, 14}};
    static const pal_sample_marks all = {marks, 3};
    help_report h;
    help_fill(&h);
    pal_str cells[PAL_COMMENTS_FIXED + 1];
    pal_sample sample;
    fill_sample(&h, &sample, cells, PAL_STR("😀ä\xff😀 b jono"));
    sample.marks = &all;
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "\"😀ä\uFFFD😀 b jono\",[1,0,2,0,4,6,1,4,9],"));
    pal_buf_release(&b);
}

Test(report_html, names_what_was_asked_and_what_decided)
{
    static const pal_str questions[] = {PAL_INIT("Miksi <5?"), PAL_INIT("none"),
                                        PAL_INIT("Miksi <5?")};
    help_report h;
    help_fill(&h);
    h.report.questions = questions;
    h.report.question_count = 3;
    pal_buf none = page_of(&h);
    cr_expect(help_has(&none, "ei käytetty: säännöt päättivät yksin"));
    pal_str page = pal_buf_view(&none);
    pal_str first = between(page, "Kysymys: ", "</header>");
    cr_expect(pal_str_has(first, PAL_STR("Miksi &lt;5?")));
    cr_expect_not(pal_str_has(first, PAL_STR("Kysymys")), "each once, and no \"none\"");
    pal_buf_release(&none);
    h.report.models[0] =
        (pal_model_used){PAL_STR("themes.fi"), PAL_STR("0123456789abcdef0")};
    h.report.model_count = 1;
    pal_buf one = page_of(&h);
    cr_expect(help_has(&one, "themes.fi <code>0123456789abcdef…</code>"));
    pal_buf_release(&one);
}

Test(report_html, tells_the_story_in_a_sentence)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    pal_str fi = between(pal_buf_view(&b), "<p class=\"lede\">", "</p>");
    cr_expect(pal_str_starts(fi, PAL_STR("NPS on 33,3 (95\u00a0%:n luottamusväli ")),
              "%.*s", PAL_ARG(fi));
    cr_expect(pal_str_ends(
                  fi, PAL_STR(" Mataliin pisteisiin liittyy eniten teema Jonotusaika.")),
              "%.*s", PAL_ARG(fi));
    pal_buf_release(&b);
}

Test(report_html, values_of_few_respondents_stay_out_of_the_data)
{
    help_report h;
    help_fill(&h);
    pal_str cells[PAL_COMMENTS_FIXED + 1];
    pal_sample sample;
    fill_sample(&h, &sample, cells, PAL_STR("x"));
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "\"\",\"Uusimaa\"]]}"), "324 rows; wave x is not known");
    pal_buf_clear(&b);
    h.groups[3].rows = 4;
    pal_report_html(&b, &h.report);
    cr_expect(help_has(&b, "\"\",\"\"]]}"));
    pal_buf_release(&b);
}

Test(report_html, quoted_rows_outside_of_the_comments_are_known_by_what_can_be_chosen)
{
    help_report h;
    help_fill(&h);
    pal_str cells[PAL_COMMENTS_FIXED + 1];
    pal_sample sample;
    fill_sample(&h, &sample, cells, PAL_STR("x"));
    pal_str quoted[PAL_COMMENTS_FIXED + 1];
    for (size_t i = 0; i < PAL_COMMENTS_FIXED; i++)
        quoted[i] = PAL_STR("y");
    quoted[PAL_COMMENTS_ROW] = PAL_STR("1234");
    quoted[PAL_COMMENTS_WAVE] = PAL_STR("2026-syksy");
    quoted[PAL_COMMENTS_TEXT] = PAL_STR("");
    quoted[PAL_COMMENTS_FIXED] = PAL_STR("Uusimaa");
    sample.quoted = quoted;
    sample.quoted_count = 1;
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "\"segments\":[\"Alue\"],\"files\":[\"kysely.csv\"],"));
    cr_expect(help_has(&b, "\"quoted\":[\n[\"1234\",\"y\",\"y\",\"y\",\"y\",\"y\","
                           "\"\",[],\"2026-syksy\",\"Uusimaa\"]],"));
    cr_expect(help_has(&b, "<blockquote class=\"band-1\" data-row=\"1234\">"));
    pal_buf_clear(&b);
    h.groups[3].rows = 4;
    pal_report_html(&b, &h.report);
    cr_expect(help_has(&b, "\"2026-syksy\",\"\"]],"), "fewer than k are not named");
    pal_buf_release(&b);
}

Test(report_html, numbers_are_written_as_the_language_writes_them)
{
    help_report h;
    help_fill(&h);
    pal_buf fi = page_of(&h);
    cr_expect(help_has(&fi, "<html lang=\"fi\">"));
    cr_expect(help_has(&fi, "12\u202f345"));
    cr_expect(help_has(&fi, "33,3"));
    cr_expect(help_has(&fi, "95\u00a0%:n luottamusväli 24,9…41,1)"));
    cr_expect(help_has(&fi, "Pisteet antoi 324 vastaajaa"));
    cr_expect(help_has(&fi, "\u22124,1"));
    cr_expect(help_has(&fi, "Jonotusaika"));
    pal_buf_release(&fi);
    h.summary.screen = PAL_LANGUAGE_EN;
    pal_buf en = page_of(&h);
    cr_expect(help_has(&en, "<html lang=\"en\">"));
    cr_expect(help_has(&en, "12,345"));
    cr_expect(help_has(&en, "95% confidence interval 24.9 to 41.1"));
    cr_expect(help_has(&en, "\u22124.1"));
    cr_expect(help_has(&en, "Price level"));
    pal_buf_release(&en);
}

Test(report_html, says_what_is_noise_and_what_is_not)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "on yhteydessä mataliin pisteisiin"));
    cr_expect(help_has(&b, "ei erotu sattumasta, kun n\u00a0=\u00a020"));
    cr_expect(help_has(&b, "liian vähän pisteitä, n\u00a0=\u00a09"),
              "nine mentions are too few, however narrow the interval");
    cr_expect_not(help_has(&b, "\u22129,0"), "no impact below ten mentions");
    cr_expect(
        help_has(&b, "Maininnat ovat yhteydessä pisteisiin; ne eivät todista syytä."));
    pal_buf_release(&b);
}

Test(report_html, signal_themes_stay_out_of_the_main_points)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, ">Jonotusaika</span></strong>"));
    cr_expect_not(help_has(&b, ">Suosittelu</span></strong>"));
    cr_expect_not(help_has(&b, ">Valikoima</span></strong>"));
    pal_buf_release(&b);
}

Test(report_html, small_samples_show_no_score)
{
    help_report h;
    help_fill(&h);
    h.summary.nps = help_nps_9;
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "Pisteitä on alle kymmeneltä vastaajalta (n = 9)"));
    cr_expect_not(help_has(&b, "class=\"big"));
    cr_expect_not(help_has(&b, "\u2212100,0"), "neither here nor in the groups");
    pal_buf_clear(&b);
    h.summary.nps = help_nps_20;
    pal_report_html(&b, &h.report);
    cr_expect(help_has(&b, "class=\"big thin\""));
    cr_expect(help_has(&b, "Pieni otos (n = 20)"));
    pal_buf_release(&b);
}

Test(report_html, waves_show_shares_and_the_change)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    /* 12 of 48, then 12 of 40 */
    cr_expect(help_has(&b, "25,0\u00a0%"));
    cr_expect(help_has(&b, "30,0\u00a0% <small>(+5,0 %-yks.)</small>"));
    pal_buf_release(&b);
}

Test(report_html, marks_the_words_of_a_quote)
{
    help_report h;
    help_fill(&h);
    pal_buf b = page_of(&h);
    cr_expect(help_has(&b, "Pitkä <mark>jono</mark> kassalla"));
    cr_expect(help_has(&b, "rivi 1234, tunniste A-17"));
    cr_expect(help_has(&b, "<small>rivi 1234</small>"));
    pal_buf_release(&b);
}

Test(report_html, long_quotes_are_cut_between_characters)
{
    static char text[8001];
    for (size_t i = 0; i < 8000; i += 2)
        memcpy(text + i, "ä", 2);
    help_report h;
    help_fill(&h);
    pal_buf plain = page_of(&h);
    size_t usual = plain.len;
    pal_buf_release(&plain);
    for (uint32_t start = 4000; start < 4004; start++) {
        h.quotes[0].text = (pal_str){text, 8000};
        h.quotes[0].start = start;
        h.quotes[0].end = 20000;
        pal_buf b = page_of(&h);
        cr_expect_lt(b.len, usual + 2 * 1300);
        pal_buf_clear(&b);
        h.quotes[0].end = 4004;
        pal_report_html(&b, &h.report);
        cr_expect_lt(b.len, usual + 2 * 1300, "240 bytes before, 480 marked, 480 behind");
        pal_buf_release(&b);
    }
    h.quotes[0].start = 4000;
    pal_buf b = page_of(&h);
    cr_expect_not(help_has(&b, "\uFFFD"));
    cr_expect(help_has(&b, "…ä"));
    pal_buf_release(&b);
}

Test(report_html, data_without_scores_or_rows_makes_a_page_too)
{
    const pal_summary nothing = {.screen = PAL_LANGUAGE_FI};
    const pal_report report = {.summary = &nothing};
    pal_buf b = {0};
    pal_report_html(&b, &report);
    size_t where = 0;
    cr_expect(is_balanced(pal_buf_view(&b), &where));
    cr_expect(help_has(&b, "Aineistossa ei ole suosittelupisteitä"));
    cr_expect_not(help_has(&b, "<svg class=\"bands\""));
    pal_buf_clear(&b);
    help_report h;
    help_fill(&h);
    h.summary.nps = h.summary.nps_commented = help_nps_none;
    pal_report_html(&b, &h.report);
    cr_expect(is_balanced(pal_buf_view(&b), &where));
    cr_expect_not(help_has(&b, "NPS-vaikutus ("));
    cr_expect_not(help_has(&b, ">nan"));
    pal_buf_release(&b);
}

Test(report_html, same_run_same_bytes)
{
    help_report h;
    help_fill(&h);
    pal_buf a = page_of(&h);
    h.summary.seconds[PAL_ROOM_INGEST] = 77.0;
    h.summary.folder = PAL_STR("elsewhere");
    pal_buf b = page_of(&h);
    cr_expect(pal_str_equal(pal_buf_view(&a), pal_buf_view(&b)));
    pal_buf_release(&a);
    pal_buf_release(&b);
}

static unsigned places_of(pal_str text)
{
    unsigned set = 0;
    for (pal_cut part = pal_str_cut(text, '{'); part.found;
         part = pal_str_cut(part.tail, '{')) {
        cr_assert(part.tail.len > 1 && part.tail.ptr[0] >= '0' &&
                  part.tail.ptr[0] <= '9' && part.tail.ptr[1] == '}');
        set |= 1u << (part.tail.ptr[0] - '0');
    }
    return set;
}

Test(report_html, both_languages_say_the_same_things)
{
    for (int i = 0; i < PAL_SAY_COUNT; i++) {
        pal_str fi = pal_page_word(PAL_LANGUAGE_FI, (pal_say)i);
        pal_str en = pal_page_word(PAL_LANGUAGE_EN, (pal_say)i);
        cr_expect(fi.len != 0 && en.len != 0, "text %d is missing", i);
        cr_expect_eq(places_of(fi), places_of(en), "text %d: %.*s", i, PAL_ARG(fi));
    }
}
