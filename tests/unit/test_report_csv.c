#include <criterion/criterion.h>

#include "report/csv_out.h"
#include "report/plain_run.h"
#include "report_help.h"

#include <csv.h>

Test(report_csv, quotes_only_what_must_be_quoted)
{
    static const struct {
        pal_str cell;
        const char *line;
    } cases[] = {
        {PAL_INIT("plain"), "plain\n"},
        {PAL_INIT(""), "\n"},
        {PAL_INIT(" space "), " space \n"},
        {PAL_INIT("semi;colon"), "semi;colon\n"},
        {PAL_INIT("a,b"), "\"a,b\"\n"},
        {PAL_INIT("say \"hi\""), "\"say \"\"hi\"\"\"\n"},
        {PAL_INIT("\""), "\"\"\"\"\n"},
        {PAL_INIT("two\nlines"), "\"two\nlines\"\n"},
        {PAL_INIT("cr\r"), "\"cr\r\"\n"},
        {PAL_INIT("ääkköset 😀"), "ääkköset 😀\n"},
        {PAL_INIT("bad \xff"), "bad \xEF\xBF\xBD\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_buf b = {0};
        pal_csv line = {.out = &b};
        pal_csv_text(&line, cases[i].cell);
        pal_csv_end(&line);
        cr_expect_str_eq(help_text(&b), cases[i].line, "case %zu", i);
        pal_buf_release(&b);
    }
}

/* Long cells are looked at by pieces: what asks for quotes is seen wherever it stands. */
Test(report_csv, sees_every_byte_of_a_long_cell)
{
    static const char marks[] = {'"', ',', '\r', '\n', ';'};
    char cell[50];
    for (size_t len = 1; len <= sizeof cell; len++)
        for (size_t at = 0; at < len; at++)
            for (size_t m = 0; m < sizeof marks; m++) {
                pal_buf b = {0};
                pal_csv line = {.out = &b};
                memset(cell, 'x', sizeof cell);
                cell[at] = marks[m];
                pal_csv_text(&line, (pal_str){cell, len});
                pal_csv_clean(&line, (pal_str){cell, len});
                size_t each = len + (marks[m] == ';' ? 0 : 2) + (marks[m] == '"');
                cr_assert_eq(b.len, 2 * each + 1, "mark %zu at %zu of %zu", m, at, len);
                cr_assert_eq(memcmp(b.ptr, b.ptr + each + 1, each), 0);
                pal_buf_release(&b);
            }
}

Test(report_csv, separates_cells_and_begins_lines_anew)
{
    pal_buf b = {0};
    pal_csv line = {.out = &b};
    pal_csv_blank(&line);
    pal_csv_uint(&line, UINT64_MAX);
    pal_csv_fixed(&line, -0.0004, 3);
    pal_csv_blank(&line);
    pal_csv_end(&line);
    pal_csv_place(&line, PAL_STR("a,b.tsv"), 17);
    pal_csv_suffixed(&line, PAL_STR("te\"xt"), PAL_STR("_2"));
    pal_csv_end(&line);
    cr_expect_str_eq(help_text(&b), ",18446744073709551615,0.000,\n"
                                    "\"a,b.tsv:17\",\"te\"\"xt_2\"\n");
    pal_buf_release(&b);
}

/* Another reader's view of what was written. */
typedef struct cells {
    char text[8][64];
    size_t count;
    size_t lines;
} cells;

static void on_cell(void *bytes, size_t len, void *ctx)
{
    cells *c = ctx;
    cr_assert(c->count < 8 && len < 64);
    if (len != 0)
        memcpy(c->text[c->count], bytes, len);
    c->text[c->count++][len] = '\0';
}

static void on_line(int end, void *ctx)
{
    (void)end;
    ((cells *)ctx)->lines++;
}

Test(report_csv, is_read_back_by_another_library)
{
    static const char *const values[] = {
        "a\"b",    "\"\"",         "x,y", "line\nline\r\nline",
        "\",\"\n", "=cmd|'/c'!A1", "",    "loppu"};
    pal_buf b = {0};
    pal_csv line = {.out = &b};
    for (size_t i = 0; i < 8; i++)
        pal_csv_cstr(&line, values[i]);
    pal_csv_end(&line);

    struct csv_parser parser;
    cells seen = {.count = 0};
    cr_assert_eq(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    cr_expect_eq(csv_parse(&parser, b.ptr, b.len, on_cell, on_line, &seen), b.len);
    csv_fini(&parser, on_cell, on_line, &seen);
    csv_free(&parser);
    cr_assert_eq(seen.count, 8);
    cr_expect_eq(seen.lines, 1);
    for (size_t i = 0; i < 8; i++)
        cr_expect_str_eq(seen.text[i], values[i]);
    pal_buf_release(&b);
}

Test(report_csv, comments_head_names_the_columns)
{
    static const pal_str segments[] = {PAL_INIT("Alue"), PAL_INIT("text"),
                                       PAL_INIT("question"), PAL_INIT("a,b")};
    pal_report report = {.segments = segments, .segment_count = 4};
    pal_buf b = {0};
    pal_report_comments_head(&b, &report);
    cr_expect_str_eq(
        help_text(&b),
        "row,id,wave,score,band,language,sentiment,sentiment_score,themes,text,"
        "Alue,text_2,question,\"a,b\"\n");
    pal_buf_clear(&b);
    report.several_texts = true;
    pal_report_comments_head(&b, &report);
    cr_expect_str_eq(
        help_text(&b),
        "row,id,wave,score,band,language,sentiment,sentiment_score,themes,text,"
        "Alue,text_2,question_2,\"a,b\",question\n");
    pal_buf_release(&b);
}

Test(report_csv, comments_hold_tags_tone_and_segments)
{
    static const pal_str segments[] = {PAL_INIT("Etelä")};
    static const pal_tag tags[] = {{0, PAL_NEGATIVE, false}, {1, PAL_POSITIVE, true}};
    const pal_row row = {.number = 12,
                         .id = PAL_STR("KU-1"),
                         .wave = PAL_STR("2026"),
                         .score = 0,
                         .band = PAL_BAND_DETRACTOR,
                         .segments = segments};
    const pal_report report = {.themes = help_themes,
                               .theme_count = HELP_THEMES,
                               .segments = segments,
                               .segment_count = 1};
    pal_comment_line line = {.row = &row,
                             .text = PAL_STR("Jono, \"pitkä\""),
                             .language = PAL_LANGUAGE_FI,
                             .sentiment = PAL_MIXED,
                             .score = -5,
                             .tags = tags,
                             .tag_count = 2};
    pal_buf b = {0};
    pal_report_comment(&b, &report, &line);
    cr_expect_str_eq(help_text(&b), "12,KU-1,2026,0,detractor,fi,mixed,-0.005,"
                                    "jonotusaika:neg;valikoima:pos,"
                                    "\"Jono, \"\"pitkä\"\"\",Etelä\n");
    pal_buf_release(&b);
}

Test(report_csv, empty_comment_without_score_leaves_cells_empty)
{
    const pal_row row = {.number = 3, .score = -1};
    const pal_report report = {.several_texts = true};
    const pal_comment_line line = {
        .row = &row, .text = PAL_STR("-"), .empty = true, .question = PAL_STR("Miksi?")};
    pal_buf b = {0};
    pal_report_comment(&b, &report, &line);
    cr_expect_str_eq(help_text(&b), "3,,,,,,,,,-,Miksi?\n");
    pal_buf_release(&b);
}

Test(report_csv, mentions_name_the_words_and_the_rule)
{
    const pal_row row = {.number = 7, .id = PAL_STR("x")};
    const pal_report report = {.themes = help_themes, .theme_count = HELP_THEMES};
    const pal_mention mention = {
        .theme = 1, .start = 0, .end = 5, .polarity = PAL_NEUTRAL, .wish = true};
    const pal_rule_ref rule = {.file = PAL_STR("tuote.fi.tsv"), .line = 17};
    pal_buf b = {0};
    const pal_comment_line line = {
        .row = &row, .text = PAL_STR("väriä lisää"), .question = PAL_STR("Miksi?")};
    pal_report_mentions_head(&b, &report);
    pal_report_mention(&b, &report, &line, &mention, rule);
    cr_expect_str_eq(help_text(&b), "row,id,theme,polarity,start,end,surface,rule,wish\n"
                                    "7,x,valikoima,neu,0,5,väri,tuote.fi.tsv:17,1\n");
    pal_buf_release(&b);
    pal_report several = report;
    several.several_texts = true;
    b = (pal_buf){0};
    pal_report_mentions_head(&b, &several);
    pal_report_mention(&b, &several, &line, &mention, rule);
    cr_expect_str_eq(help_text(&b),
                     "row,id,theme,polarity,start,end,surface,rule,wish,question\n"
                     "7,x,valikoima,neu,0,5,väri,tuote.fi.tsv:17,1,Miksi?\n");
    pal_buf_release(&b);
}

Test(report_csv, refusals_name_the_place_and_the_reason)
{
    const pal_refusal refusal = {.number = 4, .line = 9, .reason = "3 cells, 5 expected"};
    pal_buf b = {0};
    pal_report_refusals_head(&b);
    pal_report_refusal(&b, PAL_STR("kysely.csv"), &refusal);
    cr_expect_str_eq(help_text(&b), "file,line,row,reason\n"
                                    "kysely.csv,9,4,\"3 cells, 5 expected\"\n");
    pal_buf_release(&b);
}

Test(report_csv, themes_have_fixed_digits_and_no_nps_below_ten)
{
    help_report h;
    help_fill(&h);
    pal_buf b = {0};
    pal_report_themes(&b, &h.report);
    help_text(&b);
    cr_expect(pal_str_starts(
        pal_buf_view(&b),
        PAL_STR(
            "theme,label_fi,label_en,group,kind,mentions,share,share_detractors,"
            "share_passives,share_promoters,negative,neutral,positive,wishes,nps_with,"
            "nps_with_low,nps_with_high,nps_rest,impact,impact_low,impact_high,"
            "impact_se_random,additive,additive_low,additive_high,adjusted,adjusted_low,"
            "adjusted_high,p,q,negative_impact,positive_impact,penalty,reward,"
            "kano_class,mdc,verdict\n"
            "jonotusaika,Jonotusaika,\"Waiting, queue \"\"time\"\"\",nopeus,pain,20,"
            "0.0617,0.0926,0.0463,0.0617,15,3,2,1,25.0,-11.7,55.4,33.3,"
            "-4.13,-6.50,-1.75,,,,,,,,,,,,,,,,\n")));
    cr_expect(help_has(
        &b, "\nhintataso,Hintataso,Price level,hinta,pain,9,0.0617,0.0926,"
            "0.0463,0.0617,15,3,2,1,,,,33.3,-9.00,-9.50,-8.50,,,,,,,,,,,,,,,,\n"));
    pal_buf_release(&b);
}

Test(report_csv, themes_without_scores_leave_shares_by_band_and_impact_empty)
{
    help_report h;
    help_fill(&h);
    h.summary.nps = h.summary.nps_commented = help_nps_none;
    h.summary.theme_count = 1;
    h.themes[0].with = h.themes[0].rest = help_nps_none;
    pal_buf b = {0};
    pal_report_themes(&b, &h.report);
    cr_expect(help_has(&b, ",pain,20,0.0617,,,,15,3,2,1,,,,,,,,,,,,,,,,,,,,,,,\n"));
    pal_buf_release(&b);
}

Test(report_csv, plain_runs_end_at_what_some_format_escapes)
{
    for (int c = 0; c < 256; c++) {
        const char bytes[] = {'a', (char)(unsigned char)c, 'b'};
        bool plain = c >= ' ' && c <= '~' && c != '"' && c != '&' && c != '\'' &&
                     c != '<' && c != '>' && c != '\\';
        cr_expect_eq(pal_plain_run((pal_str){bytes, 3}, 0), plain ? 3u : 1u, "byte %d",
                     c);
        cr_expect_eq(pal_plain_run((pal_str){bytes, 3}, 1), plain ? 2u : 0u, "byte %d",
                     c);
    }
    cr_expect_eq(pal_plain_run(PAL_STR(""), 0), 0u);
}
