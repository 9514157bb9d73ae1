#include <criterion/criterion.h>

#include "ingest_help.h"

/* An inspection of bytes; close .mem. */
typedef struct seen {
    pal_arena *mem;
    pal_status status;
    pal_error err;
    pal_inspection in;
} seen;

static seen inspect(pal_str bytes, pal_options opt)
{
    seen s = {.mem = pal_arena_open((size_t)1 << 28)};
    char *path = help_file(bytes);
    s.status = pal_survey_inspect(&s.in, s.mem, &opt, path, &s.err);
    s.err.at.file = NULL;
    help_remove(path);
    return s;
}

/* Uses of the columns, one letter each: score Text id wave date language gsegment band
 * x dropped, '.' nothing. */
static const char *uses(const pal_inspection *in)
{
    static char out[128];
    size_t i = 0;
    for (; i < in->column_count && i < sizeof out - 1; i++) {
        pal_str use = in->columns[i].use;
        out[i] = use.len == 0              ? '.'
                 : help_is(use, "text")    ? 'T'
                 : help_is(use, "segment") ? 'g'
                 : help_is(use, "dropped") ? 'x'
                                           : use.ptr[0];
    }
    out[i] = '\0';
    return out;
}

static bool warns(const pal_inspection *in, const char *word)
{
    for (size_t i = 0; i < in->warning_count; i++)
        if (pal_str_has(in->warnings[i], pal_str_from(word)))
            return true;
    return false;
}

static const pal_options no_options = PAL_OPTIONS_INIT;

Test(ingest_columns, knows_the_tools_and_their_columns)
{
    static const struct {
        const char *name;
        pal_str text;
        size_t header_rows;
        const char *uses;
    } cases[] = {
        {"qualtrics-3",
         PAL_INIT("RecordedDate,ResponseId,Status,IPAddress,RecipientEmail,UserLanguage,"
                  "Q1_NPS_GROUP,Q1,Q2\n"
                  "Erfasst,Antwort-ID,Typ,IP,E-Mail des Empfängers,Sprache,Gruppe,"
                  "Wie wahrscheinlich,Warum?\n"
                  "\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_"
                  "recordId\"\"}\","
                  "\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":"
                  "\"\"ipAddress\"\"}\","
                  "\"{\"\"ImportId\"\":\"\"recipientEmail\"\"}\",\"{\"\"ImportId\"\":"
                  "\"\"userLanguage\"\"}\","
                  "\"{\"\"ImportId\"\":\"\"QID1_NPS_GROUP\"\"}\",\"{\"\"ImportId\"\":"
                  "\"\"QID1\"\"}\","
                  "\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n"
                  "2026-01-02 10:00:00,R_1,0,1.2.3.4,a@b.fi,FI,3,10,Sehr gut alles\n"
                  "2026-01-03 10:00:00,R_2,0,1.2.3.4,a@b.fi,FI,1,0,Gar nicht gut\n"),
         3, "di.xxlb.T"},
        {"surveymonkey",
         PAL_INIT(
             "Respondent ID,Collector ID,End Date,IP Address,Email Address,First Name,"
             "Last Name,How likely is it that you would recommend us?,Why?,Which?,\n"
             ",,,,,,,,Open-Ended Response,Phone,Other (please specify)\n"
             "118234234234234234,1,09/14/2026 10:00:00,1.2.3.4,a@b.fi,Matti,M,9,"
             "Nothing to add here,Phone,a fax machine\n"),
         2, "i.dxxxxsT.T"},
        {"limesurvey",
         PAL_INIT("\xEF\xBB\xBF\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";"
                  "\"NPS\";\"Perustele\"\r\n"
                  "\"1\";\"2026-02-03 10:11:12\";\"2\";\"fi\";\"9\";\"Kaksi\nriviä "
                  "tekstiä\"\r\n\r\n"),
         1, "id.lsT"},
        {"google-forms",
         PAL_INIT("Aikaleima,\"Asteikolla 0-10, kuinka todennäköisesti "
                  "suosittelisit?\",Kerro lisää\n"
                  "14.9.2026 klo 10.15.30,9,Kaikki toimi hyvin\n"),
         1, "dsT"},
        {"typeform",
         PAL_INIT(
             "#,<strong>How likely</strong> would you recommend us?,Why is that?,"
             "Submit Date (UTC),Network ID\nab1,9,It is great,2026-01-02 10:00:00,x\n"),
         1, "isTd."},
        {"trustpilot",
         PAL_INIT(
             "Review Id,Review Created (UTC),Review Username,Review Stars,Review Title,"
             "Review Content\n1,2026-01-02,Matti,5,Loistava,Todella hyvä kauppa\n"),
         1, "idx.TT"},
        {"ms-forms",
         PAL_INIT("ID;Start time;Completion time;Email;Name;How likely are you to "
                  "recommend us?;"
                  "What could be better\x97tell us\n1;9/14/2026 10:15;9/14/2026 "
                  "10:16;anonymous;"
                  "Matti;9;The food was good \x96 thanks\n"),
         1, "i.dxxsT"},
        {"plain", PAL_INIT("nps,kommentti\n9,Kaikki toimi hyvin\n"), 1, "sT"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        seen s = inspect(cases[i].text, no_options);
        cr_expect_eq(s.status, PAL_OK, "%s: %s", cases[i].name, s.err.msg);
        if (s.status == PAL_OK) {
            cr_expect(help_is(s.in.dialect, cases[i].name), "%s: %.*s", cases[i].name,
                      PAL_ARG(s.in.dialect));
            cr_expect_eq(s.in.header_rows, cases[i].header_rows, "%s", cases[i].name);
            cr_expect_str_eq(uses(&s.in), cases[i].uses, "%s: %s", cases[i].name,
                             uses(&s.in));
        }
        pal_arena_close(s.mem);
    }
}

Test(ingest_columns, labels_are_the_questions_on_one_line)
{
    seen s =
        inspect(PAL_STR("Respondent ID,Collector ID,\"Which of\nthese?\",,NPS\n"
                        ",,Phone,Other (please specify),Response\n1,2,Phone,fax,9\n"),
                no_options);
    cr_assert_eq(s.status, PAL_OK, "%s", s.err.msg);
    cr_expect(help_is(s.in.columns[2].name, "Which of these?: Phone"));
    cr_expect(help_is(s.in.columns[3].name, "Which of these?: Other (please specify)"));
    cr_expect(help_is(s.in.columns[4].name, "NPS"));
    pal_arena_close(s.mem);
    s = inspect(
        PAL_STR("<b>NPS</b>,Miksi &amp; miten?,Miksi &amp; miten?,\n9,hyvin meni,joo,\n"),
        no_options);
    cr_assert_eq(s.status, PAL_OK, "%s", s.err.msg);
    cr_expect(help_is(s.in.columns[0].name, "NPS"));
    cr_expect(help_is(s.in.columns[1].name, "Miksi & miten?"));
    cr_expect(help_is(s.in.columns[2].name, "Miksi & miten? (2)"));
    cr_expect(help_is(s.in.columns[3].name, "column 4"));
    pal_arena_close(s.mem);
}

Test(ingest_columns, finds_the_delimiter)
{
    static const struct {
        const char *name;
        pal_str text;
        char expected;
    } cases[] = {
        {"semicolons, commas in the text",
         PAL_INIT("nps;teksti\n9;a, b, c\n3;d, e\n4;f, g\n"), ';'},
        {"semicolons, decimal commas", PAL_INIT("nps;pv;teksti\n9,0;1,5;a\n3,0;1,7;d\n"),
         ';'},
        {"commas, semicolons in quotes", PAL_INIT("nps,teksti\n9,\"a; b\"\n3,\"c; d\"\n"),
         ','},
        {"tabs", PAL_INIT("nps\tteksti\n9\ta, b; c\n3\tc\n"), '\t'},
        {"bars", PAL_INIT("nps|teksti\n9|a, b; c\n3|c\n"), '|'},
        {"sep line", PAL_INIT("sep=|\nnps|teksti\n9|a;b\n"), '|'},
        {"line ends in quotes", PAL_INIT("nps;teksti\n9;\"a,b\nc,d\ne,f\"\n3;c\n"), ';'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        seen s = inspect(cases[i].text, no_options);
        cr_expect_eq(s.status, PAL_OK, "%s: %s", cases[i].name, s.err.msg);
        cr_expect_eq(s.in.delimiter, cases[i].expected, "%s: '%c'", cases[i].name,
                     s.in.delimiter);
        pal_arena_close(s.mem);
    }
}

/* `head`, then 40 rows "i<delimiter>value i<rest>", the value cycling over `values`. */
static pal_str rows_of(pal_arena *mem, const char *head, const int *values, size_t count,
                       size_t rows)
{
    char *out = pal_new(mem, char, 64 * rows + 1024);
    size_t at = (size_t)sprintf(out, "%s\n", head);
    for (size_t i = 0; i < rows; i++)
        at += (size_t)sprintf(out + at, "%zu;%d;vastaus numero %zu oli tämä;%s\n", i,
                              values[i % count], i, i % 3 ? "Turku" : "Oulu");
    return (pal_str){out, at};
}

Test(ingest_scales, is_never_guessed_to_be_less_than_0_to_10)
{
    static const int five[] = {1, 2, 3, 4, 5}, seven[] = {1, 3, 5, 7},
                     ten[] = {1, 2, 5, 8, 10}, nps[] = {0, 3, 7, 9, 10},
                     high[] = {7, 8, 9, 10}, two[] = {2, 5, 10};
    static const struct {
        const char *name, *head;
        const int *values;
        size_t count, rows;
        pal_scale wanted;
        pal_status status;
        const char *message; /* of the error */
        pal_scale expected;
    } cases[] = {
        {"0 seen", "id;NPS;kommentti;kaupunki", nps, 5, 40, 0, PAL_OK, "",
         PAL_SCALE_0_10},
        {"1-5, many", "id;NPS;kommentti;kaupunki", five, 5, 40, 0, PAL_EUSAGE,
         "--scale 1-5", 0},
        {"1-7, many", "id;NPS;kommentti;kaupunki", seven, 4, 40, 0, PAL_EUSAGE,
         "--scale 1-7", 0},
        {"1-10, many", "id;NPS;kommentti;kaupunki", ten, 5, 40, 0, PAL_EUSAGE,
         "--scale 1-10", 0},
        {"1-5, few", "id;NPS;kommentti;kaupunki", five, 5, 10, 0, PAL_OK, "",
         PAL_SCALE_0_10},
        {"1-5, few, weak heading", "id;Arvosana;kommentti;kaupunki", five, 5, 10, 0,
         PAL_EUSAGE, "--scale 1-5", 0},
        {"7-10", "id;NPS;kommentti;kaupunki", high, 4, 40, 0, PAL_OK, "", PAL_SCALE_0_10},
        {"2-10", "id;NPS;kommentti;kaupunki", two, 3, 40, 0, PAL_OK, "", PAL_SCALE_0_10},
        {"asked for", "id;NPS;kommentti;kaupunki", five, 5, 40, PAL_SCALE_1_5, PAL_OK, "",
         PAL_SCALE_1_5},
        {"asked for 0-10", "id;NPS;kommentti;kaupunki", five, 5, 40, PAL_SCALE_0_10,
         PAL_OK, "", PAL_SCALE_0_10},
        {"heading says 0-10", "id;Asteikolla 0-10, suosittelisitko?;kommentti;kaupunki",
         five, 5, 40, 0, PAL_OK, "", PAL_SCALE_0_10},
        {"heading says 1-10", "id;Asteikolla 1–10 suosittelisitko;kommentti;kaupunki",
         high, 4, 4, 0, PAL_EUSAGE, "--scale 1-10", 0},
        {"heading says 1-5", "id;Suosittelisitko (1-5);kommentti;kaupunki", five, 5, 5, 0,
         PAL_EUSAGE, "--scale 1-5", 0},
        {"stars", "id;Tähdet NPS tähteä;kommentti;kaupunki", five, 5, 40, 0, PAL_OK, "",
         PAL_SCALE_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_arena *mem = pal_arena_open(1 << 22);
        pal_options opt = PAL_OPTIONS_INIT;
        opt.scale = cases[i].wanted;
        pal_str text =
            rows_of(mem, cases[i].head, cases[i].values, cases[i].count, cases[i].rows);
        help_run run = help_read(text, opt);
        cr_expect_eq(run.opened, cases[i].status, "%s: %d %s", cases[i].name, run.opened,
                     run.err.msg);
        cr_expect_not_null(strstr(run.err.msg, cases[i].message), "%s: %s", cases[i].name,
                           run.err.msg);
        if (run.opened == PAL_OK)
            cr_expect_eq(pal_survey_plan(run.survey)->scale, cases[i].expected, "%s",
                         cases[i].name);
        /* for an inspection the doubt is a warning */
        seen s = inspect(text, opt);
        cr_expect_eq(s.status, PAL_OK, "%s", cases[i].name);
        cr_expect_eq(warns(&s.in, "--scale"), cases[i].status == PAL_EUSAGE, "%s",
                     cases[i].name);
        pal_arena_close(s.mem);
        help_end(&run);
        pal_arena_close(mem);
    }
}

static const char table[] = "Vastaajan ID;NPS;Luokka;Suosittelisitko muille?;Avoin "
                            "palaute;Muuta sanottavaa;Kaupunki;Aalto;Pvm;"
                            "Maa;Sähköposti;Kesto\n"
                            "1;9;promoter;8;Kaikki meni todella hyvin;eipä muuta nyt "
                            "tällä kertaa;Turku;2026-1;1.2.2026;FI;a@b.fi;11\n"
                            "2;0;detractor;1;Jonotin aivan liian kauan;olisi voinut "
                            "soittaa takaisin;Oulu;2026-1;2.2.2026;FI;b@b.fi;12\n"
                            "3;7;passive;7;Ihan hyvin se siitä meni;ei ole muuta "
                            "kerrottavaa minulla;Turku;2026-2;3.2.2026;FI;c@b.fi;13\n"
                            "4;10;promoter;9;Ystävällinen ja nopea palvelu;kiitos teille "
                            "kaikesta avusta;Oulu;2026-2;4.2.2026;FI;d@b.fi;14\n";

Test(ingest_columns, one_of_each_kind)
{
    seen s = inspect(PAL_STR(table), no_options);
    cr_assert_eq(s.status, PAL_OK, "%s", s.err.msg);
    cr_expect_str_eq(uses(&s.in), "isb.TTgwd.x.", "%s", uses(&s.in));
    cr_expect(help_is(s.in.columns[3].why, "another score"), "%.*s",
              PAL_ARG(s.in.columns[3].why));
    cr_expect(pal_str_has(s.in.columns[2].why, PAL_STR("NPS bands")));
    cr_expect_eq(s.in.columns[10].sample.len, 0, "an address is shown");
    cr_expect_eq(s.in.columns[6].distinct, 2);
    cr_expect_eq(s.in.columns[6].filled, 4);
    cr_expect(
        help_is(s.in.options,
                "--encoding utf-8 --delimiter ';' --score NPS --scale 0-10 --text 'Avoin "
                "palaute' --text 'Muuta sanottavaa' --id 'Vastaajan ID' --wave Aalto "
                "--date Pvm --segment Kaupunki"),
        "%.*s", PAL_ARG(s.in.options));
    pal_arena_close(s.mem);
}

Test(ingest_columns, options_go_before_guesses)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.score = "suosittelisitko"; /* the beginning of a heading */
    opt.id = "-";
    opt.wave = "-";
    opt.text = (const char *const[]){"MUUTA SANOTTAVAA", NULL};
    opt.segment = (const char *const[]){"7", "maa", NULL};
    seen s = inspect(PAL_STR(table), opt);
    cr_assert_eq(s.status, PAL_OK, "%s", s.err.msg);
    cr_expect_str_eq(uses(&s.in), "..bs.Tg.dgx.", "%s", uses(&s.in));
    pal_arena_close(s.mem);
    opt.segment = (const char *const[]){"-", NULL};
    s = inspect(PAL_STR(table), opt);
    cr_expect_str_eq(uses(&s.in), "..bs.T..d.x.", "%s", uses(&s.in));
    pal_arena_close(s.mem);
    opt.score = "-";
    s = inspect(PAL_STR(table), opt);
    cr_expect_str_eq(uses(&s.in), "..b..T..d.x.", "%s", uses(&s.in));
    pal_arena_close(s.mem);
}

Test(ingest_columns, a_column_that_is_not_there_is_answered_with_the_nearest)
{
    static const struct {
        const char *name, *score, *text, *message;
    } cases[] = {
        {"near", NULL, "Avoin palute", "did you mean 'Avoin palaute'?"},
        {"far", NULL, "xyzzyxyzzy", "among the 12 columns"},
        {"number too big", "13", NULL, "no score column '13'"},
        {"zero", "0", NULL, "no score column '0'"},
        {"not scores", "Kaupunki", NULL, "holds no scores"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_options opt = PAL_OPTIONS_INIT;
        const char *const texts[] = {cases[i].text, NULL};
        opt.score = cases[i].score;
        opt.text = cases[i].text ? texts : NULL;
        seen s = inspect(PAL_STR(table), opt);
        cr_expect_eq(s.status, PAL_EUSAGE, "%s", cases[i].name);
        cr_expect_not_null(strstr(s.err.msg, cases[i].message), "%s: %s", cases[i].name,
                           s.err.msg);
        pal_arena_close(s.mem);
    }
}

Test(ingest_columns, a_beginning_must_be_of_one_heading)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.id = "Ka";
    seen s = inspect(
        PAL_STR("Kaupunki;Kanava;NPS;Palaute\nTurku;web;9;kaikki meni hyvin\n"), opt);
    cr_expect_eq(s.status, PAL_EUSAGE);
    cr_expect_not_null(strstr(s.err.msg, "2 columns begin with 'Ka'"), "%s", s.err.msg);
    pal_arena_close(s.mem);
}

Test(ingest_columns, warns_of_what_it_cannot_know)
{
    seen s =
        inspect(PAL_STR("id;pvm;palaute\n1;1/2/2026;Kaikki toimi hyvin\n"), no_options);
    cr_assert_eq(s.status, PAL_OK);
    cr_expect(warns(&s.in, "--score"));
    cr_expect(warns(&s.in, "the day or the month"));
    pal_arena_close(s.mem);
    s = inspect(PAL_STR("id;nps\n1;9\n2;3\n"), no_options);
    cr_assert_eq(s.status, PAL_OK);
    cr_expect(warns(&s.in, "--text"));
    cr_expect_not(warns(&s.in, "--score"));
    pal_arena_close(s.mem);
    s = inspect(PAL_STR("id;nps;teksti\n1;9;\"auki\n"), no_options);
    cr_assert_eq(s.status, PAL_OK);
    cr_expect(warns(&s.in, "quote"));
    pal_arena_close(s.mem);
}

Test(ingest_columns, names_in_the_option_line_are_safe_for_sh)
{
    seen s =
        inspect(PAL_STR("nps,\"Customer's $(rm -rf) comments\"\n9,all of it went well\n"),
                no_options);
    cr_assert_eq(s.status, PAL_OK);
    cr_expect(
        pal_str_has(s.in.options, PAL_STR("--text 'Customer'\\''s $(rm -rf) comments'")),
        "%.*s", PAL_ARG(s.in.options));
    pal_arena_close(s.mem);
}

Test(ingest_columns, inspect_survives_every_memory_limit)
{
    char *path = help_file(PAL_STR(table));
    pal_options opt = PAL_OPTIONS_INIT;
    pal_status last = PAL_ENOMEM;
    size_t limit = 0;
    for (; last != PAL_OK && limit < ((size_t)1 << 20); limit += 512) {
        pal_arena *mem = pal_arena_open(limit);
        pal_inspection in = {0};
        pal_error err = {0};
        last = pal_survey_inspect(&in, mem, &opt, path, &err);
        cr_expect(last == PAL_OK || last == PAL_ENOMEM, "limit %zu: %d %s", limit, last,
                  err.msg);
        cr_expect(last == PAL_OK || in.columns == NULL, "limit %zu: out was touched",
                  limit);
        pal_arena_close(mem);
    }
    cr_expect_eq(last, PAL_OK);
    help_remove(path);
}
