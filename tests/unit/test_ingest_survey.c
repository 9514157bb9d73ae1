#include <criterion/criterion.h>

#include "ingest_help.h"

static const pal_options no_options = PAL_OPTIONS_INIT;

Test(ingest_survey, hands_out_rows)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.date = "pvm";
    help_run run = help_read(
        PAL_STR("id;nps;Perustele;Kieli;Pvm;Kaupunki;Aalto\r\n"
                "a1; 9 ;\" Rivi yksi\r\nrivi kaksi \";fi;14.9.2026 10.15;Turku;2026/1\r\n"
                "a2;En osaa sanoa;\"hyv\xC3\xA4&auml;\";EN;ei "
                "p\xC3\xA4iv\xC3\xA4;Turku;2026/1\r\n"
                "a3;0;-;sv;1.1.2026;Oulu;2026/2\r\na4;7;;;;Oulu;\r\n"),
        opt);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_assert_eq(run.count, 4);
    cr_expect_eq(run.refused, 0);
    const pal_plan *plan = pal_survey_plan(run.survey);
    cr_expect(plan->has_score && plan->has_wave && plan->scale == PAL_SCALE_0_10);
    cr_assert_eq(plan->segment_count, 1);
    cr_expect(help_is(plan->segments[0], "Kaupunki"));
    cr_assert_eq(plan->text_count, 1);
    cr_expect(help_is(plan->texts[0], "Perustele"));
    cr_expect_eq(plan->sample_count, 2, "'-' says nothing");
    const pal_row *r = run.rows;
    cr_expect(help_is(r[0].id, "a1") && r[0].number == 1 && r[0].line == 2);
    cr_expect_eq(r[0].score, 9);
    cr_expect_eq(r[0].band, PAL_BAND_PROMOTER);
    cr_expect(help_is(r[0].texts[0], "Rivi yksi\nrivi kaksi"));
    cr_expect(help_is(r[0].date, "2026-09-14"));
    cr_expect(help_is(r[0].wave, "2026/1"));
    cr_expect_eq(r[0].language, PAL_LANGUAGE_FI);
    cr_expect(help_is(r[0].segments[0], "Turku"));
    cr_expect_eq(r[1].line, 4);
    cr_expect_eq(r[1].score, -1);
    cr_expect_eq(r[1].band, PAL_BAND_NONE);
    cr_expect(help_is(r[1].texts[0], "hyvää"));
    cr_expect(help_is(r[1].date, "ei päivä"));
    cr_expect_eq(r[1].language, PAL_LANGUAGE_EN);
    cr_expect_eq(r[2].band, PAL_BAND_DETRACTOR);
    cr_expect_eq(r[2].language, PAL_LANGUAGE_OTHER);
    cr_expect_eq(r[3].texts[0].len, 0);
    cr_expect_eq(r[3].wave.len, 0);
    pal_input_result facts;
    pal_survey_input(run.survey, 0, &facts);
    cr_expect_eq(facts.rows, 4);
    cr_expect_eq(facts.refusals, 0);
    cr_expect_eq(facts.delimiter, ';');
    cr_expect(help_is(facts.score_column, "nps") &&
              help_is(facts.text_columns, "Perustele"));
    uint64_t done = 0, total = 0;
    pal_survey_progress(run.survey, &done, &total);
    cr_expect_eq(done, facts.bytes);
    cr_expect_eq(total, facts.bytes);
    help_end(&run);
}

Test(ingest_survey, refuses_rows_and_says_why)
{
    static const struct {
        const char *row;
        const char *reason; /* "" = good */
    } cases[] = {
        {"9;hyvin meni;Turku", ""},
        {"11;hyvin meni;Turku", "column 'NPS': '11' is not on the scale 0-10"},
        {"8.5;hyvin meni;Turku", "column 'NPS': '8.5' is not a whole number"},
        {"abc;hyvin meni;Turku", "column 'NPS': 'abc' is not a score"},
        {"pitkä teksti väärässä paikassa;x;Turku",
         "column 'NPS': a text of 35 bytes is not a score"},
        {"9;hyvin meni;Oulu;;;", ""},
        {"9;hyvin; meni;Turku", "4 cells where the header has 3"},
        {"9", "1 cell where the header has 3"},
        {"NPS;Palaute;Kaupunki", "the header row again, not an answer"},
        {";;", ""},
        {"9;\"auki;Turku", "the quote that opens on line 12 is not closed"},
        {"7;hyvin meni;Oulu", ""},
        {"7;hyvin meni;Oulu", ""},
        {"0;hyvin meni;Oulu", ""},
        {"EOS;hyvin meni;Oulu", ""},
        {"5;hyvin meni;Oulu", ""},
        {"6;hyvin meni;Oulu", ""},
    };
    enum { COUNT = sizeof cases / sizeof *cases };
    char text[2048];
    size_t at = (size_t)sprintf(text, "NPS;Palaute;Kaupunki\n");
    for (size_t i = 0; i < COUNT; i++)
        at += (size_t)sprintf(text + at, "%s\n", cases[i].row);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.segment = (const char *const[]){"Kaupunki", NULL};
    help_run run = help_read((pal_str){text, at}, opt);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_assert_eq(run.count, COUNT, "%zu rows", run.count);
    size_t refused = 0;
    for (size_t i = 0; i < COUNT; i++) {
        cr_expect_str_eq(run.refusals[i].reason, cases[i].reason, "row %zu: %s", i + 1,
                         run.refusals[i].reason);
        cr_expect_eq(run.refusals[i].number, i + 1);
        cr_expect_eq(run.refusals[i].line, i + 2);
        refused += cases[i].reason[0] != '\0';
    }
    pal_input_result facts;
    pal_survey_input(run.survey, 0, &facts);
    cr_expect_eq(facts.rows, COUNT);
    cr_expect_eq(facts.refusals, refused);
    help_end(&run);
}

Test(ingest_survey, a_short_row_is_good_when_nothing_is_missing)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.segment = (const char *const[]){"-", NULL};
    help_run run = help_read(
        PAL_STR("pvm,NPS,Palaute,muu,toinen\n"
                "1.1.2026,9,hyvin meni kaikki,,\n1.1.2026,3,huonosti meni asia,,\n"
                "1.1.2026,3,huonosti meni asia,,\n1.1.2026,8,meni ihan hyvin nyt\n"
                "1.1.20268,meni ihan hyvin nyt,,\n"),
        opt);
    cr_assert_eq(run.count, 5);
    cr_expect_str_eq(run.refusals[3].reason, "");
    cr_expect(help_is(run.rows[3].texts[0], "meni ihan hyvin nyt"));
    cr_expect_str_eq(run.refusals[4].reason, "4 cells where the header has 5",
                     "shifted cells");
    help_end(&run);
}

Test(ingest_survey, strict_ends_at_the_first_refusal)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.strict = true;
    help_run run = help_read(
        PAL_STR("NPS,Palaute\n9,hyvin meni\n8,ok joo\n11,hyvin meni\n9,x y\n"), opt);
    cr_expect_eq(run.status, PAL_EFORMAT);
    cr_expect_eq(run.err.at.line, 4);
    cr_expect_str_eq(run.err.msg, "column 'NPS': '11' is not on the scale 0-10");
    help_end(&run);
}

Test(ingest_survey, previews_are_not_answers)
{
    help_run run = help_read(
        PAL_STR("RecordedDate,ResponseId,Status,NPS,Why\nDate,ID,Status,NPS,Why?\n"
                "2026-01-01 10:00:00,R_1,Survey Preview,9,only a test\n"
                "2026-01-01 10:00:00,R_2,1,9,only a test\n"
                "2026-01-01 10:00:00,R_3,IP Address,9,it went very well\n"
                "2026-01-01 10:00:00,R_4,0,9,it went very well\n"),
        no_options);
    cr_assert_eq(run.count, 4, "%s", run.err.msg);
    cr_expect_eq(run.refused, 2);
    cr_expect_not_null(strstr(run.refusals[0].reason, "preview"));
    cr_expect_not_null(strstr(run.refusals[1].reason, "preview"));
    help_end(&run);
}

Test(ingest_survey, a_file_of_one_column_is_all_text)
{
    help_run run = help_read(
        PAL_STR("Palaute\nHyvä, kaunis; halpa\n\n\"Kaksi\nriviä\"\nOK\n"), no_options);
    cr_assert_eq(run.count, 4, "%zu %s", run.count, run.err.msg);
    cr_expect_eq(run.refused, 0);
    cr_expect(help_is(run.rows[0].texts[0], "Hyvä, kaunis; halpa"));
    cr_expect_eq(run.rows[1].texts[0].len, 0,
                 "a blank line is a respondent without words");
    cr_expect(help_is(run.rows[2].texts[0], "Kaksi\nriviä"));
    cr_expect_not(pal_survey_plan(run.survey)->has_score);
    help_end(&run);
}

Test(ingest_survey, reads_every_encoding_to_the_same_rows)
{
    static const struct {
        const char *name;
        pal_str text;
    } cases[] = {
        {"utf-8",
         PAL_INIT("NPS;Palaute\n9;hyv\xC3\xA4\xC3\xA4 p\xC3\xA4iv\xC3\xA4\xC3\xA4\n")},
        {"windows-1252", PAL_INIT("NPS;Palaute\n9;hyv\xE4\xE4 p\xE4iv\xE4\xE4\n")},
        {"cp850", PAL_INIT("NPS;Palaute\n9;hyv\x84\x84 p\x84iv\x84\x84\n")},
        {"macroman", PAL_INIT("NPS;Palaute\n9;hyv\x8A\x8A p\x8Aiv\x8A\x8A\n")},
        {"utf-16le",
         PAL_INIT("\xFF\xFEN\0P\0S\0;\0P\0a\0l\0a\0u\0t\0e\0\n\0"
                  "9\0;\0h\0y\0v\0\xE4\0\xE4\0 \0p\0\xE4\0i\0v\0\xE4\0\xE4\0\n\0")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        help_run run = help_read(cases[i].text, no_options);
        cr_expect_eq(run.count, 1, "%s: %s", cases[i].name, run.err.msg);
        if (run.count == 1) {
            pal_input_result facts;
            pal_survey_input(run.survey, 0, &facts);
            cr_expect(help_is(facts.encoding, cases[i].name), "%.*s",
                      PAL_ARG(facts.encoding));
            cr_expect(help_is(run.rows[0].texts[0], "hyvää päivää"), "%s: '%.*s'",
                      cases[i].name, PAL_ARG(run.rows[0].texts[0]));
        }
        help_end(&run);
    }
}

/* Beyond the sample of 1 MiB: characters over the borders of chunks, and a line of
 * another encoding at the very end. */
Test(ingest_survey, reads_on_behind_the_sample)
{
    enum { ROWS = 60000, LINE = 64 };
    pal_arena *mem = pal_arena_open((size_t)1 << 26);
    char *text = pal_new(mem, char, ROWS *LINE);
    size_t at = (size_t)sprintf(text, "NPS;Palaute\n");
    for (int i = 0; i < ROWS; i++)
        at += (size_t)sprintf(text + at, "%d;%s nro %d\n", i % 11,
                              i < 20000 ? "palvelu oli hyva" : "ääöö€ÄÖ😀", i);
    at += (size_t)sprintf(text + at, "9;hyv\xE4\xE4 p\xE4iv\xE4\xE4\n");
    char *path = help_file((pal_str){text, at});
    const char *const paths[] = {path};
    pal_survey *survey = NULL;
    pal_arena *row_mem = pal_arena_open(1 << 20);
    pal_row row;
    pal_refusal refusal;
    pal_error err = {0};
    cr_assert_eq(pal_survey_open(&survey, &no_options, paths, 1, &err), PAL_OK, "%s",
                 err.msg);
    char expected[64];
    for (int i = 0; i <= ROWS; i++) {
        cr_assert_eq(pal_survey_next(survey, row_mem, &row, &refusal, &err), PAL_OK, "%s",
                     err.msg);
        sprintf(expected, "%s nro %d", i < 20000 ? "palvelu oli hyva" : "ääöö€ÄÖ😀", i);
        cr_assert(help_is(row.texts[0], i < ROWS ? expected : "hyvää päivää"),
                  "row %d: '%.*s'", i, PAL_ARG(row.texts[0]));
        pal_arena_reset(row_mem);
    }
    cr_expect_eq(pal_survey_next(survey, row_mem, &row, &refusal, &err), PAL_DONE);
    pal_survey_close(survey);
    pal_arena_close(row_mem);
    help_remove(path);
    pal_arena_close(mem);
}

Test(ingest_survey, waves_come_from_a_column_a_date_or_the_file)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.wave = "pvm";
    help_run run =
        help_read(PAL_STR("NPS;Palaute;pvm\n9;hyvin meni;14.9.2026\n8;ok joo;\n"), opt);
    cr_assert_eq(run.count, 2, "%s", run.err.msg);
    cr_expect(help_is(run.rows[0].wave, "2026-09"));
    cr_expect(help_is(run.rows[1].wave, ""));
    help_end(&run);

    static const char *const texts[] = {
        "Kaupunki,NPS,Palaute\nTurku,9,hyvin meni tämä\n"
        "Turku,9,hyvin meni tämä\nOulu,9,hyvin meni tuo\nOulu,9,hyvä\n",
        "NPS,Palaute,Maa\n3,huonosti meni tämä,FI\n3,huono homma joo,FI\n"
        "3,todella huono homma,SE\n3,tosi huono homma,SE\n"};
    char *paths[2];
    for (size_t i = 0; i < 2; i++)
        paths[i] = help_file(pal_str_from(texts[i]));
    run = help_read_files((const char *const *)paths, 2, no_options);
    cr_assert_eq(run.count, 8, "%s", run.err.msg);
    const pal_plan *plan = pal_survey_plan(run.survey);
    cr_expect(plan->has_wave);
    cr_assert_eq(plan->segment_count, 2);
    cr_expect(help_is(plan->segments[0], "Kaupunki") &&
              help_is(plan->segments[1], "Maa"));
    cr_assert_eq(plan->text_count, 1);
    cr_expect(help_is(run.rows[0].wave, strrchr(paths[0], '/') + 1));
    cr_expect(help_is(run.rows[7].wave, strrchr(paths[1], '/') + 1));
    cr_expect(help_is(run.rows[0].segments[0], "Turku") &&
              run.rows[0].segments[1].len == 0);
    cr_expect(help_is(run.rows[7].segments[1], "SE") && run.rows[7].segments[0].len == 0);
    cr_expect_eq(run.rows[7].number, 8);
    cr_expect_eq(run.rows[7].file, 1);
    cr_expect_eq(run.rows[7].line, 5);
    help_end(&run);

    /* a column that only one of them has may be named, one that none has may not */
    opt = no_options;
    opt.segment = (const char *const[]){"Maa", NULL};
    run = help_read_files((const char *const *)paths, 2, opt);
    cr_expect_eq(run.count, 8, "%s", run.err.msg);
    cr_expect_eq(pal_survey_plan(run.survey)->segment_count, 1);
    help_end(&run);
    opt.segment = (const char *const[]){"Maa", "Ikä", NULL};
    run = help_read_files((const char *const *)paths, 2, opt);
    cr_expect_eq(run.opened, PAL_EUSAGE);
    cr_expect_not_null(strstr(run.err.msg, "Ikä"), "%s", run.err.msg);
    help_end(&run);
    for (size_t i = 0; i < 2; i++)
        help_remove(paths[i]);
}

Test(ingest_survey, inputs_must_have_one_scale)
{
    static const char *const texts[] = {"NPS 0-10,Palaute\n9,hyvin meni tämä\n",
                                        "Arvosana,Palaute\n5,hyvin meni\n5,ok joo\n"};
    char *paths[2];
    for (size_t i = 0; i < 2; i++)
        paths[i] = help_file(pal_str_from(texts[i]));
    help_run run = help_read_files((const char *const *)paths, 2, no_options);
    cr_expect_eq(run.status, PAL_DONE, "%s", run.err.msg);
    help_end(&run);
    for (size_t i = 0; i < 2; i++)
        help_remove(paths[i]);
}

Test(ingest_survey, bytes_by_chance_are_no_text)
{
    char bytes[20000]; /* a picture, say: what is compressed looks like chance */
    uint32_t state = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = (char)(state >> 24);
    }
    help_run run = help_read((pal_str){bytes, sizeof bytes}, no_options);
    cr_expect_eq(run.opened, PAL_EFORMAT, "%d", run.opened);
    cr_expect_not_null(strstr(run.err.msg, "not a text file"), "%s", run.err.msg);
    help_end(&run);
}

Test(ingest_survey, says_what_to_do_about_other_files)
{
    static const struct {
        const char *name;
        pal_str bytes;
        pal_status status;
        const char *message;
    } cases[] = {
        {"empty", PAL_INIT(""), PAL_EFORMAT, "empty"},
        {"blank lines", PAL_INIT("\n\n"), PAL_EFORMAT, "header"},
        {"header only", PAL_INIT("NPS,Palaute\n"), PAL_EFORMAT, "no answers"},
        {"XLSX", PAL_INIT("PK\x03\x04xxxx"), PAL_EFORMAT, "save it as CSV UTF-8"},
        {"XLS", PAL_INIT("\xD0\xCF\x11\xE0\xA1"), PAL_EFORMAT, "save it as CSV"},
        {"gzip", PAL_INIT("\x1F\x8B\x08\x00"), PAL_EFORMAT, "gzip -dc"},
        {"PDF", PAL_INIT("%PDF-1.7"), PAL_EFORMAT, "PDF"},
        {"noise", PAL_INIT("\x01\x02\x03\x04\x05\x06,\x07\x08\n\x01,\x02\n"), PAL_EFORMAT,
         "not a text file"},
        {"no header", PAL_INIT("1,2026-01-02,9,hyvin meni\n2,2026-01-03,8,ok joo\n"),
         PAL_EFORMAT, "names of columns"},
        {"header broken", PAL_INIT("\"NPS,Palaute,Kaupunki\n9,hyvin meni,Turku\n"),
         PAL_EFORMAT, ""},
        {"no text", PAL_INIT("id,NPS\n1,9\n2,8\n"), PAL_EUSAGE, "--text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        help_run run = help_read(cases[i].bytes, no_options);
        cr_expect_eq(run.opened, cases[i].status, "%s: %d %s", cases[i].name, run.opened,
                     run.err.msg);
        cr_expect_not_null(strstr(run.err.msg, cases[i].message), "%s: %s", cases[i].name,
                           run.err.msg);
        cr_expect_null(run.survey, "%s: out was touched", cases[i].name);
        help_end(&run);
    }
    help_run run = help_read_files((const char *const[]){"/tmp"}, 1, no_options);
    cr_expect_eq(run.opened, PAL_ENOINPUT);
    cr_expect_str_eq(run.err.file, "/tmp");
    help_end(&run);
    run =
        help_read_files((const char *const[]){"/nowhere/to/be/found.csv"}, 1, no_options);
    cr_expect_eq(run.opened, PAL_ENOINPUT);
    help_end(&run);
    run = help_read_files(NULL, 0, no_options);
    cr_expect_eq(run.opened, PAL_EUSAGE);
    help_end(&run);
    run = help_read_files((const char *const[]){"-", "-"}, 2, no_options);
    cr_expect_eq(run.opened, PAL_EUSAGE);
    help_end(&run);
}

/* Source: FIPS 180-4 gives the digest of "abc"; the one below is sha256sum's. */
Test(ingest_survey, reads_standard_input_and_hashes_the_bytes)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    static const char text[] = "NPS,Palaute\n9,hyvin meni\n";
    cr_assert_eq(write(ends[1], text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    help_run run = help_read_files((const char *const[]){"-"}, 1, no_options);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect_eq(run.count, 1);
    pal_input_result facts;
    pal_survey_input(run.survey, 0, &facts);
    cr_expect(help_is(facts.name, "-"));
    cr_expect_eq(facts.bytes, sizeof text - 1);
    cr_expect(help_is(facts.sha256,
                      "7fa8a9b5cf591e014cf444de3f67ee6688acbea4cd73b2f09349407c3883653c"),
              "%.*s", PAL_ARG(facts.sha256));
    uint64_t done = 0, total = 1;
    pal_survey_progress(run.survey, &done, &total);
    cr_expect_eq(total, 0);
    help_end(&run);
}
