#include <criterion/criterion.h>

#include "ingest/cells.h"
#include "ingest/dates.h"
#include "ingest/names.h"
#include "ingest_help.h"

Test(ingest_cells, reads_scores)
{
    static const struct {
        const char *cell;
        pal_score_kind kind;
        int value;
    } cases[] = {
        {"9", PAL_SCORE_NUMBER, 9},
        {"0", PAL_SCORE_NUMBER, 0},
        {"9,0", PAL_SCORE_NUMBER, 9},
        {"9.0", PAL_SCORE_NUMBER, 9},
        {"9.000", PAL_SCORE_NUMBER, 9},
        {"\"7\"", PAL_SCORE_NUMBER, 7},
        {"'7", PAL_SCORE_NUMBER, 7},
        {" 8 ", PAL_SCORE_NUMBER, 8},
        {"10 - Erittäin todennäköisesti", PAL_SCORE_NUMBER, 10},
        {"10 – Erittäin todennäköisesti", PAL_SCORE_NUMBER, 10},
        {"10 Erittäin todennäköisesti", PAL_SCORE_NUMBER, 10},
        {"10=Very likely", PAL_SCORE_NUMBER, 10},
        {"0 (Ei lainkaan todennäköistä)", PAL_SCORE_NUMBER, 0},
        {"Extremely likely - 10", PAL_SCORE_NUMBER, 10},
        {"Not at all likely (0)", PAL_SCORE_NUMBER, 0},
        {"9/10", PAL_SCORE_NUMBER, 9},
        {"11", PAL_SCORE_NUMBER, 11},
        {"-1", PAL_SCORE_NUMBER, -1},
        {"100000000000000000000", PAL_SCORE_NUMBER, 1000},
        {"", PAL_SCORE_EMPTY, 0},
        {"  ", PAL_SCORE_EMPTY, 0},
        {"-99", PAL_SCORE_EMPTY, 0},
        {"99", PAL_SCORE_EMPTY, 0},
        {"En osaa sanoa", PAL_SCORE_EMPTY, 0},
        {"EOS", PAL_SCORE_EMPTY, 0},
        {"N/A", PAL_SCORE_EMPTY, 0},
        {"-", PAL_SCORE_EMPTY, 0},
        {"Don't know", PAL_SCORE_EMPTY, 0},
        {"8.5", PAL_SCORE_BROKEN, 0},
        {"8,5", PAL_SCORE_BROKEN, 0},
        {"abc", PAL_SCORE_WORDS, 0},
        {"8 9", PAL_SCORE_WORDS, 0},
        {"10.10.2026", PAL_SCORE_WORDS, 0},
        {"2026-09-14", PAL_SCORE_WORDS, 0},
        {"8-9", PAL_SCORE_WORDS, 0},
        {"odotin 2 tuntia", PAL_SCORE_WORDS, 0},
    };
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int value = 0;
        pal_score_kind kind = pal_score_read(&value, mem, pal_str_from(cases[i].cell));
        cr_expect_eq(kind, cases[i].kind, "'%s': kind %d", cases[i].cell, (int)kind);
        if (kind == PAL_SCORE_NUMBER)
            cr_expect_eq(value, cases[i].value, "'%s': %d", cases[i].cell, value);
    }
    pal_arena_close(mem);
}

/* Bands of palaute.h: 0-6, 7-8, 9-10; 1-6, 7-8, 9-10; 1-5, 6, 7; 1-3, 4, 5. */
Test(ingest_cells, bands_follow_the_scale)
{
    static const struct {
        pal_scale scale;
        const char *bands; /* from -1 on: n none, d detractor, p passive, P promoter */
    } cases[] = {
        {PAL_SCALE_0_10, "ndddddddppPPn"}, {PAL_SCALE_1_10, "nnddddddppPPn"},
        {PAL_SCALE_1_7, "nndddddpPnnnn"},  {PAL_SCALE_1_5, "nndddpPnnnnnn"},
        {PAL_SCALE_NONE, "nnnnnnnnnnnnn"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int score = -1; score <= 11; score++)
            cr_expect_eq("ndpP"[pal_score_band(cases[i].scale, score)],
                         cases[i].bands[score + 1], "scale %d, score %d",
                         (int)cases[i].scale, score);
}

Test(ingest_cells, knows_bands_and_languages)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    static const char *const bands[] = {"Promoter",     "PASSIVE",     "detractor",
                                        "Suosittelija", "passiiviset", "arvostelijat",
                                        "Promoottorit", "Kriitikko"};
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        cr_expect(pal_cell_is_band(mem, pal_str_from(bands[i])), "%s", bands[i]);
    cr_expect_not(pal_cell_is_band(mem, PAL_STR("9")));
    cr_expect_not(pal_cell_is_band(mem, PAL_STR("suosittelija on hyvä")));
    static const char *const finnish[] = {"fi",    "FI",      "fi-FI",
                                          "Suomi", "Finnish", "fi_FI"};
    static const char *const english[] = {"en", "EN-GB", "English", "Englanti"};
    for (size_t i = 0; i < sizeof finnish / sizeof *finnish; i++)
        cr_expect_eq(pal_cell_language(mem, pal_str_from(finnish[i])), PAL_LANGUAGE_FI,
                     "%s", finnish[i]);
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        cr_expect_eq(pal_cell_language(mem, pal_str_from(english[i])), PAL_LANGUAGE_EN,
                     "%s", english[i]);
    cr_expect_eq(pal_cell_language(mem, PAL_STR("SV")), PAL_LANGUAGE_OTHER);
    cr_expect_eq(pal_cell_language(mem, PAL_STR("")), PAL_LANGUAGE_OTHER);
    pal_arena_close(mem);
}

Test(ingest_cells, knows_answers_that_say_nothing)
{
    static const char *const empty[] = {"",
                                        "  ",
                                        "-",
                                        "--",
                                        ".",
                                        "...",
                                        "???",
                                        "n/a",
                                        "N/A",
                                        "EOS",
                                        "eos.",
                                        "En osaa sanoa",
                                        "en osaa sanoa.",
                                        "ei ole",
                                        "Ei kommentoitavaa",
                                        "no comment",
                                        "No comments!",
                                        "none",
                                        "EMPTY",
                                        "null",
                                        "ei",
                                        "Ei.",
                                        "no",
                                        "NO",
                                        "ei mitään",
                                        "-\n"};
    static const char *const full[] = {
        "ok",  "ei toimi",    "no service",        "hyvä",           "5", "👍", ":)",
        ";-(", "ei ole hyvä", "none of it worked", "Ei koskaan enää"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        cr_expect(pal_text_is_empty(pal_str_from(empty[i])), "'%s'", empty[i]);
    for (size_t i = 0; i < sizeof full / sizeof *full; i++)
        cr_expect_not(pal_text_is_empty(pal_str_from(full[i])), "'%s'", full[i]);
}

Test(ingest_dates, reads_the_days_of_survey_tools)
{
    static const struct {
        const char *cell;
        pal_day_order order;
        const char *expected; /* NULL = no day */
    } cases[] = {
        {"2026-09-14", PAL_DAY_FIRST, "2026-09-14"},
        {"2017-07-18 08:28:48", PAL_MONTH_FIRST, "2017-07-18"},
        {"2020-11-10T11:54:34.253", PAL_DAY_FIRST, "2020-11-10"},
        {"2026/9/4", PAL_DAY_FIRST, "2026-09-04"},
        {"14.9.2026", PAL_DAY_FIRST, "2026-09-14"},
        {"4.9.2026 10.15", PAL_MONTH_FIRST, "2026-09-04"},
        {"14.9.2026 klo 10.15.30", PAL_DAY_FIRST, "2026-09-14"},
        {"03/05/2018 19:36", PAL_DAY_FIRST, "2018-05-03"},
        {"03/05/2018 19:36", PAL_MONTH_FIRST, "2018-03-05"},
        {"9/14/2026 10:15:00 AM", PAL_MONTH_FIRST, "2026-09-14"},
        {"14-09-2026", PAL_DAY_FIRST, "2026-09-14"},
        {"3/5/18", PAL_DAY_FIRST, "2018-05-03"},
        {"29.2.2024", PAL_DAY_FIRST, "2024-02-29"},
        {"29.2.2023", PAL_DAY_FIRST, NULL},
        {"31.4.2026", PAL_DAY_FIRST, NULL},
        {"14/9/2026", PAL_MONTH_FIRST, NULL},
        {"1.2.3", PAL_DAY_FIRST, NULL},
        {"192.0.2.1", PAL_DAY_FIRST, NULL},
        {"2026", PAL_DAY_FIRST, NULL},
        {"10.10", PAL_DAY_FIRST, NULL},
        {"", PAL_DAY_FIRST, NULL},
        {"14.9-2026", PAL_DAY_FIRST, NULL},
        {"2026-09-14abc", PAL_DAY_FIRST, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_day day;
        char iso[11] = "";
        bool is_day = pal_day_read(&day, pal_str_from(cases[i].cell), cases[i].order);
        cr_expect_eq(is_day, cases[i].expected != NULL, "'%s'", cases[i].cell);
        if (is_day && cases[i].expected) {
            pal_day_write(iso, day);
            cr_expect_str_eq(iso, cases[i].expected, "'%s'", cases[i].cell);
        }
    }
    cr_expect_eq(pal_day_vote(PAL_STR("13/04/2018")), -1);
    cr_expect_eq(pal_day_vote(PAL_STR("04/13/2018")), 1);
    cr_expect_eq(pal_day_vote(PAL_STR("04/03/2018")), 0);
    cr_expect_eq(pal_day_vote(PAL_STR("13.4.2018")), 0);
}

Test(ingest_names, says_what_a_heading_means)
{
    static const struct {
        const char *heading;
        pal_name what;
        bool expected;
    } cases[] = {
        {"NPS_SCORE", PAL_NAME_NPS, true},
        {"Net Promoter Score", PAL_NAME_NPS, true},
        {"Suositteluindeksi", PAL_NAME_NPS, true},
        {"snps", PAL_NAME_NPS, false},
        {"How likely is it that you would recommend us to a friend?", PAL_NAME_RECOMMEND,
         true},
        {"Kuinka todennäköisesti suosittelisit meitä ystävällesi?", PAL_NAME_RECOMMEND,
         true},
        {"MITEN TODENNÄKÖISESTI SUOSITTELET", PAL_NAME_RECOMMEND, true},
        {"Mikä on tärkein syy antamallesi arvosanalle?", PAL_NAME_TEXT, true},
        {"Perustele vastauksesi", PAL_NAME_TEXT, true},
        {"Avoin palaute", PAL_NAME_TEXT, true},
        {"Terveiset", PAL_NAME_TEXT, true},
        {"Kehitysehdotukset", PAL_NAME_TEXT, true},
        {"Other (please specify)", PAL_NAME_TEXT, true},
        {"ID", PAL_NAME_ID, true},
        {"ResponseId", PAL_NAME_ID, true},
        {"Video", PAL_NAME_ID, false},
        {"IP Address", PAL_NAME_PERSONAL, true},
        {"Sähköposti", PAL_NAME_PERSONAL, true},
        {"Etunimi", PAL_NAME_PERSONAL, true},
        {"QID2_NPS_GROUP", PAL_NAME_BAND, true},
    };
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_str folded = pal_name_fold(mem, pal_str_from(cases[i].heading));
        cr_expect_eq(pal_name_says(folded, cases[i].what), cases[i].expected, "'%s'",
                     cases[i].heading);
    }
    pal_arena_close(mem);
}

Test(ingest_names, finds_the_scale_that_a_heading_names)
{
    static const struct {
        const char *heading;
        pal_scale expected;
    } cases[] = {
        {"Asteikolla 0-10, kuinka", PAL_SCALE_0_10},
        {"(0–10)", PAL_SCALE_0_10},
        {"0 to 10", PAL_SCALE_0_10},
        {"0 … 10", PAL_SCALE_0_10},
        {"Asteikolla 1-10", PAL_SCALE_1_10},
        {"1–5", PAL_SCALE_1_5},
        {"on a scale from 1 to 7", PAL_SCALE_1_7},
        {"1-100", PAL_SCALE_NONE},
        {"2021-10", PAL_SCALE_NONE},
        {"10-15", PAL_SCALE_NONE},
        {"Q1-5", PAL_SCALE_NONE},
        {"NPS", PAL_SCALE_NONE},
        {"", PAL_SCALE_NONE},
        {"0-", PAL_SCALE_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(pal_name_scale(pal_str_from(cases[i].heading)), cases[i].expected,
                     "'%s'", cases[i].heading);
}
