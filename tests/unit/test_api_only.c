/* A run of one segment says what a run of a file of that segment alone says, and reads
 * each answer as the run of all does. */
#include "lexicon_help.h"

static const lexicon_texts texts = {
    .themes = "jonotusaika\tpalvelu\tpain\t\tJonotusaika\tWaiting time\n"
              "hintataso\thinta\tpain\t\tHintataso\tPrice level\n",
    .rules_fi = "jonotusaika\tneg\tjonottaa\t\t\nhintataso\tneg\tkallis\t\t\n",
};
enum { ROWS = 240 };

/* Only the south when `part`. */
static void write_survey(const char *folder, const char *name, bool part)
{
    FILE *file = fopen(folder_join(folder, name).text, "wb");
    if (!file)
        abort();
    fputs("id,round,region,group,nps,csat,comment\n", file);
    for (unsigned i = 0; i < ROWS; i++) {
        bool south = i % 3 != 0;
        if (south || !part)
            fprintf(file, "r%u,%s,%s,%c,%u,%u,%s %u\n", i, i < ROWS / 2 ? "Q1" : "Q2",
                    south ? "South" : "North", 'A' + (char)(i % 4), i * 7 % 11, i % 5 + 1,
                    i % 7 < 3 ? "Piti jonottaa puhelimessa kauan" : "Liittymä on kallis",
                    i % 9);
    }
    fclose(file);
}

static pal_result *run(const lexicon_reader *r, const char *home, const char *name,
                       const char *out, const char *const *only)
{
    static const char *const segments[] = {"region", "group", NULL};
    folder_path in = folder_join(home, name);
    folder_path to = folder_join(home, out);
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = to.text;
    opt.wave = "round";
    opt.segment = segments;
    opt.csat = "csat:1-5";
    opt.only = only;
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_analyze(&result, r->engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    return result;
}

static void same_file(const char *home, const char *a, const char *b, const char *name)
{
    char *one = folder_read(folder_join(home, a).text, name, NULL);
    char *two = folder_read(folder_join(home, b).text, name, NULL);
    cr_assert(one && two, "%s", name);
    cr_expect_str_eq(one, two, "%s", name);
    free(one);
    free(two);
}

Test(api_only, one_segment_is_analysed_as_a_survey_of_its_own)
{
    static const char *const tables[] = {
        "themes.csv",   "segments.csv", "segment_themes.csv", "waves.csv",
        "bridge.csv",   "keyness.csv",  "wave_themes.csv",    "unknown.csv",
        "measures.csv", "why.csv",      "measure_themes.csv",
    };
    const char *const south[] = {"region=south", "REGION=SOUTH", NULL};
    folder_path home = folder_new();
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    write_survey(home.text, "all.csv", false);
    write_survey(home.text, "south.csv", true);
    pal_result *part = run(&r, home.text, "all.csv", "part", south);
    pal_result *alone = run(&r, home.text, "south.csv", "alone", NULL);
    const pal_summary *s = pal_result_summary(part);
    cr_expect_eq(s->rows, 160u);
    cr_expect_eq(s->left_out, 80u);
    cr_assert_eq(s->only_count, 1u);
    cr_expect(pal_str_equal(s->only[0].value, PAL_STR("South")), "as the rows have it");
    cr_expect_eq(pal_result_summary(alone)->left_out, 0u);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        same_file(home.text, "part", "alone", tables[i]);
    pal_result_close(part);
    pal_result_close(alone);
    lexicon_close(&r);
    folder_remove(&home);
}

/* comments.csv and mentions.csv of the segment are lines of those of the whole, with the
 * same numbers of rows. */
Test(api_only, each_answer_is_read_as_in_the_run_of_all)
{
    const char *const north[] = {"region=North", NULL};
    folder_path home = folder_new();
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    write_survey(home.text, "all.csv", false);
    pal_result_close(run(&r, home.text, "all.csv", "all", NULL));
    pal_result_close(run(&r, home.text, "all.csv", "part", north));
    static const char *const files[] = {"comments.csv", "mentions.csv"};
    for (size_t i = 0; i < 2; i++) {
        char *all = folder_read(folder_join(home.text, "all").text, files[i], NULL);
        char *part = folder_read(folder_join(home.text, "part").text, files[i], NULL);
        size_t lines = 0;
        for (char *line = part; *line; lines++) {
            char *end = strchr(line, '\n');
            *end = '\0';
            cr_expect_not_null(strstr(all, line), "%s: %s", files[i], line);
            line = end + 1;
        }
        cr_expect_geq(lines, 80u);
        free(all);
        free(part);
    }
    lexicon_close(&r);
    folder_remove(&home);
}

/* An earlier result holds the segments it was made with, and no other column. */
Test(api_only, an_earlier_result_can_be_cut_by_its_segments)
{
    const char *const south[] = {"region=South", NULL};
    const char *const csat[] = {"csat=1", NULL};
    folder_path home = folder_new();
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    write_survey(home.text, "all.csv", false);
    pal_result_close(run(&r, home.text, "all.csv", "all", NULL));
    folder_path in = folder_join(home.text, "all");
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.only = south;
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    cr_expect_eq(pal_result_summary(result)->rows, 160u);
    cr_expect_eq(pal_result_summary(result)->left_out, 80u);
    pal_result_close(result);
    opt.only = csat;
    pal_error none = {.code = PAL_OK};
    cr_expect_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &none), PAL_EUSAGE);
    cr_expect(pal_str_starts(pal_str_from(none.msg), PAL_STR("no --only column 'csat'")),
              "%s", none.msg);
    lexicon_close(&r);
    folder_remove(&home);
}

/* k = 5: "few" has 4 rows. */
Test(api_only, a_group_under_the_threshold_cannot_be_asked_for)
{
    const char *const few[] = {"region=few", NULL};
    folder_path home = folder_new();
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    folder_path in = folder_join(home.text, "survey.csv");
    folder_path out = folder_join(home.text, "out");
    FILE *file = fopen(in.text, "wb");
    if (!file)
        abort();
    fputs("id,region,nps,comment\n", file);
    for (unsigned i = 0; i < 60; i++)
        fprintf(file, "r%u,%s,%u,Liittymä on kallis %u\n", i, i < 4 ? "few" : "many",
                i * 7 % 11, i);
    fclose(file);
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = out.text;
    opt.only = few;
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_expect_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &err), PAL_EUSAGE);
    cr_expect(pal_str_starts(pal_str_from(err.msg),
                             PAL_STR("--only: these values have fewer than 5 rows")),
              "%s", err.msg);
    cr_expect_not(folder_has(home.text, "out"));
    opt.k_threshold = 4;
    cr_assert_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &err), PAL_OK);
    cr_expect_eq(pal_result_summary(result)->rows, 4u);
    pal_result_close(result);
    lexicon_close(&r);
    folder_remove(&home);
}
