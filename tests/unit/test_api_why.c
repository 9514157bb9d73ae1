/* The tree of a theme through palaute.h, without a result folder. */
#include "lexicon_help.h"

#include "theme_named.h"

static const lexicon_texts texts = {
    .themes = "jonotusaika\tpalvelu\tpain\t\tJonotusaika\tWaiting time\n"
              "jono-app\tsovellus\tpain\t\tSovelluksen jono\tQueue in the app\n"
              "hintataso\thinta\tpain\t\tHintataso\tPrice level\n",
    .rules_fi = "jonotusaika\tneg\tjonottaa\t\t\nhintataso\tneg\tkallis\t\t\n",
};

/* 12 detractors of 24 answers wait; the south waits, the north pays. */
static void write_survey(const char *folder, const char *name, bool scored)
{
    FILE *file = fopen(folder_join(folder, name).text, "wb");
    if (!file)
        abort();
    fprintf(file, "id,region,%s,comment\n", scored ? "nps" : "number");
    for (unsigned i = 0; i < 24; i++)
        fprintf(file, "r%u,%s,%s,%s %u\n", i, i < 12 ? "South" : "North",
                !scored  ? "x"
                : i < 12 ? "2"
                         : "9",
                i < 12 ? "Piti jonottaa puhelimessa kauan" : "Liittymä on kallis", i);
    fclose(file);
}

static pal_status run(const lexicon_reader *r, const char *home, const char *name,
                      pal_options opt, pal_result **out, pal_error *err)
{
    folder_path in = folder_join(home, name);
    const char *const inputs[] = {in.text};
    return pal_analyze(out, r->engine, &opt, inputs, 1, err);
}

Test(api_why, tells_a_tree_and_keeps_no_file)
{
    folder_path home = folder_new();
    folder_path place = folder_new();
    setenv("TMPDIR", place.text, 1);
    write_survey(home.text, "survey.csv", true);
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.why = "Waiting";
    pal_error err = {.code = PAL_OK};
    pal_result *result = NULL;
    cr_assert_eq(run(&r, home.text, "survey.csv", opt, &result, &err), PAL_OK, "%s",
                 err.msg);
    cr_expect_eq(folder_count(place.text), 0u);
    cr_expect_eq(folder_count(home.text), 1u);
    cr_expect_eq(pal_result_summary(result)->folder.len, 0u);
    const pal_drawing drawing = {.language = PAL_LANGUAGE_EN};
    pal_str text = {NULL, 0};
    cr_assert_eq(pal_result_why(&text, result, &drawing, 5, &err), PAL_OK);
    cr_expect(pal_str_starts(text, PAL_STR("Waiting time - detractors\n")));
    cr_expect(pal_str_has(text, PAL_STR("12 of 12 (100.0%), otherwise 0.0%; q < 0.001")));
    cr_expect(pal_str_has(text, PAL_STR("\"Piti jonottaa puhelimessa kauan ")), "%.*s",
              PAL_ARG(text));
    pal_result_close(result);
    lexicon_close(&r);
    folder_remove(&place);
    folder_remove(&home);
}

Test(api_why, a_stopped_or_failed_run_leaves_nothing_behind)
{
    folder_path home = folder_new();
    folder_path place = folder_new();
    setenv("TMPDIR", place.text, 1);
    write_survey(home.text, "survey.csv", true);
    write_survey(home.text, "unscored.csv", false);
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    pal_options opt = PAL_OPTIONS_INIT;
    pal_result *result = NULL;
    opt.why = "jono";
    pal_error several = {.code = PAL_OK};
    cr_expect_eq(run(&r, home.text, "survey.csv", opt, &result, &several), PAL_EUSAGE);
    cr_expect_str_eq(several.msg, "2 themes begin with 'jono': jonotusaika, jono-app");
    opt.why = "hintatso";
    pal_error near = {.code = PAL_OK};
    cr_expect_eq(run(&r, home.text, "survey.csv", opt, &result, &near), PAL_EUSAGE);
    cr_expect_str_eq(near.msg, "no theme 'hintatso'; did you mean 'hintataso'?");
    opt.why = "hintataso";
    opt.why_band = PAL_BAND_PASSIVE;
    pal_error unscored = {.code = PAL_OK};
    cr_expect_eq(run(&r, home.text, "unscored.csv", opt, &result, &unscored), PAL_EUSAGE);
    opt.why_band = PAL_BAND_NONE;
    pal_error none = {.code = PAL_OK};
    cr_expect_eq(run(&r, home.text, "unscored.csv", opt, &result, &none), PAL_OK, "%s",
                 none.msg);
    pal_result_close(result);
    setenv("TMPDIR", "/dev/null/nowhere", 1);
    pal_error no_place = {.code = PAL_OK};
    cr_expect_eq(run(&r, home.text, "survey.csv", opt, &result, &no_place), PAL_EOUTPUT);
    cr_expect_eq(folder_count(place.text), 0u);
    lexicon_close(&r);
    folder_remove(&place);
    folder_remove(&home);
}

Test(api_why, a_theme_is_named_by_id_label_or_beginning)
{
    static const pal_theme themes[] = {
        {.id = PAL_INIT("hinta"),
         .label = {{NULL, 0}, PAL_INIT("Hinta"), PAL_INIT("Price")}},
        {.id = PAL_INIT("hinta-laatu"),
         .label = {{NULL, 0}, PAL_INIT("Hinta-laatusuhde"), PAL_INIT("Value")}},
        {.id = PAL_INIT("hyvitys"),
         .label = {{NULL, 0}, PAL_INIT("Hyvitys"), PAL_INIT("Étage")}},
    };
    static const struct {
        const char *name;
        pal_status status;
        uint32_t theme;
    } cases[] = {
        {"hinta", PAL_OK, 0}, {"HINTA-L", PAL_OK, 1}, {"value", PAL_OK, 1},
        {" hyv ", PAL_OK, 2}, {"étage", PAL_OK, 2},   {"h", PAL_EUSAGE, 0},
        {"", PAL_EUSAGE, 0},  {"xyz", PAL_EUSAGE, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t theme = 9;
        cr_expect_eq(pal_theme_named(&theme, themes, 3, cases[i].name, NULL),
                     cases[i].status, "%s", cases[i].name);
        cr_expect_eq(theme, cases[i].status == PAL_OK ? cases[i].theme : 9u, "%s",
                     cases[i].name);
    }
}
