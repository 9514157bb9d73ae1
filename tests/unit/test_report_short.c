/* comments.jsonl and summary.md */
#include <criterion/criterion.h>

#include "report_help.h"

#include <jansson.h>

static pal_report segment_report(void)
{
    static const pal_str segments[] = {PAL_INIT("Al\"ue")};
    return (pal_report){.themes = help_themes,
                        .theme_count = HELP_THEMES,
                        .segments = segments,
                        .segment_count = 1};
}

Test(report_short, json_line_holds_an_answer_with_bytes_and_characters)
{
    static const pal_str values[] = {PAL_INIT("Etelä\n")};
    const pal_report report = segment_report();
    const pal_row row = {
        .number = 7, .id = PAL_STR("k\\1"), .score = -1, .segments = values};
    const pal_tag tag = {1, PAL_NEGATIVE, true};
    const pal_mention mentions[] = {
        {.theme = 1, .start = 6, .end = 11, .polarity = PAL_NEGATIVE, .wish = true},
        {.theme = 0, .start = 0, .end = 5, .probability = 700}};
    const pal_rule_ref rules[] = {{PAL_STR("tuote.fi.tsv"), 3, PAL_STR("ääh")},
                                  {PAL_STR("themes.fi.model"), 0, PAL_STR("")}};
    const pal_comment_findings found[] = {{.line = {.row = &row,
                                                    .text = PAL_STR("Hyvä ääh"),
                                                    .language = PAL_LANGUAGE_FI,
                                                    .sentiment = PAL_MIXED,
                                                    .score = -250,
                                                    .tags = &tag,
                                                    .tag_count = 1,
                                                    .question = PAL_STR("Miksi?")},
                                           .mentions = mentions,
                                           .rules = rules,
                                           .mention_count = 1},
                                          {.line = {.row = &row, .empty = true}}};
    pal_buf b = {0};
    pal_report_answer(&b, &report, found, 2);
    cr_expect_str_eq(
        help_text(&b),
        "{\"row\": 7, \"id\": \"k\\\\1\", \"wave\": \"\", \"score\": null, "
        "\"band\": null, \"segments\": {\"Al\\\"ue\": \"Etelä\\n\"}, \"comments\": "
        "[{\"question\": \"Miksi?\", \"text\": \"Hyvä ääh\", \"language\": \"fi\", "
        "\"sentiment\": \"mixed\", \"sentiment_score\": -0.25, \"themes\": "
        "[{\"theme\": \"valikoima\", \"polarity\": \"neg\", \"wish\": true}], "
        "\"mentions\": [{\"theme\": \"valikoima\", \"polarity\": \"neg\", \"start\": 6, "
        "\"end\": 11, \"start_char\": 5, \"end_char\": 8, \"surface\": "
        "\"ääh\", \"file\": \"tuote.fi.tsv\", \"line\": 3, "
        "\"wish\": true}]}]}\n");
    json_error_t error;
    json_t *parsed = json_loadb(b.ptr, b.len, 0, &error);
    cr_expect_not_null(parsed, "%s", error.text);
    json_decref(parsed);
    pal_buf_release(&b);
}

Test(report_short, json_counts_back_and_a_model_has_no_line)
{
    static const pal_str values[] = {PAL_INIT("")};
    const pal_report report = segment_report();
    const pal_row row = {.number = 1, .score = 3, .segments = values};
    const pal_mention mentions[] = {{.theme = 1, .start = 6, .end = 10},
                                    {.theme = 0, .start = 0, .end = 5, .probability = 7}};
    const pal_rule_ref rules[2] = {{.line = 9}, {.line = 0}};
    const pal_comment_findings found = {.line = {.row = &row, .text = PAL_STR("Hyvä ää")},
                                        .mentions = mentions,
                                        .rules = rules,
                                        .mention_count = 2};
    pal_buf b = {0};
    pal_report_answer(&b, &report, &found, 1);
    json_t *parsed = json_loadb(b.ptr, b.len, 0, NULL);
    cr_assert_not_null(parsed);
    json_t *list = json_object_get(json_array_get(json_object_get(parsed, "comments"), 0),
                                   "mentions");
    json_t *second = json_array_get(list, 1);
    cr_expect_eq(json_integer_value(json_object_get(second, "start_char")), 0);
    cr_expect_eq(json_integer_value(json_object_get(second, "end_char")), 4);
    cr_expect(json_is_null(json_object_get(second, "line")));
    json_decref(parsed);
    pal_buf_release(&b);
}

Test(report_short, markdown_tells_the_score_and_what_stands_out)
{
    help_report h;
    help_fill(&h);
    pal_buf b = {0};
    pal_report_markdown(&b, &h.report);
    cr_expect(help_has(&b, "**NPS +33,3** (95 %:n väli +24,9 … +41,1, n = 324)"));
    cr_expect(help_has(&b, "arvostelijoita 54 (16,7 %), passiivisia 108 (33,3 %), "
                           "suosittelijoita 162 (50,0 %)"));
    cr_expect(help_has(&b, "324 / 12345"));
    cr_expect(help_has(&b, "- **Jonotusaika** -4,1 (-6,5 … -1,8), 20 mainintaa, 6,2 %\n"
                           "  > Pitkä jono kassalla\n"));
    cr_expect_not(help_has(&b, "Valikoima"), "its interval holds 0");
    cr_expect_not(help_has(&b, "Suosittelu"), "a signal is no cause to act");
    cr_expect_not(help_has(&b, "Hintataso"), "nine mentions tell nothing");
    pal_buf_clear(&b);
    h.summary.screen = PAL_LANGUAGE_EN;
    pal_report_markdown(&b, &h.report);
    cr_expect(help_has(&b, "**NPS +33.3** (95 % interval +24.9 … +41.1, n = 324)"));
    pal_buf_release(&b);
}

Test(report_short, markdown_of_few_scores_gives_no_figure)
{
    help_report h;
    help_fill(&h);
    h.summary.nps = help_nps_9;
    h.summary.nps_commented = help_nps_9;
    h.summary.theme_count = 0;
    pal_buf b = {0};
    pal_report_markdown(&b, &h.report);
    cr_expect_not(help_has(&b, "NPS"));
    cr_expect(help_has(&b, "liian vähän arvosanoja"));
    pal_buf_release(&b);
}

Test(report_short, words_of_a_respondent_are_no_markdown)
{
    help_report h;
    help_fill(&h);
    h.quotes[0].text = PAL_STR("- [x](http://a) <b> `c` *d* | e\n# f!");
    h.quotes[0].start = h.quotes[0].end = 0;
    pal_buf b = {0};
    pal_report_markdown(&b, &h.report);
    cr_expect(help_has(&b, "  > \\- \\[x\\](http://a) \\<b\\> \\`c\\` \\*d\\* \\| e "
                           "\\# f!\n"));
    pal_buf_release(&b);
}
