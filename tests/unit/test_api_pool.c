/* What is told depends on the values that are not told only as a whole: how their answers
 * are spread over them changes no byte of any output. */
#include "lexicon_help.h"

static const lexicon_texts texts = {
    .themes = "jonotusaika\tpalvelu\tpain\t\tJonotusaika\tWaiting time\n"
              "hintataso\thinta\tpain\t\tHintataso\tPrice level\n",
    .rules_fi = "jonotusaika\tneg\tjonottaa\t\t\nhintataso\tneg\tkallis\t\t\n",
};

/* Files that tell groups; comments.csv, mentions.csv, conflicts.csv and followup.csv tell
 * single answers. */
static const char *const files[] = {
    "themes.csv",      "segments.csv", "segment_themes.csv", "waves.csv",
    "wave_themes.csv", "bridge.csv",   "keyness.csv",        "unknown.csv",
    "why.csv",         "measures.csv", "measure_themes.csv", "summary.json",
    "report.html",     "summary.md",
};
enum { FILES = sizeof files / sizeof *files, SMALL = 5, ROWS = 64 };

/* Regions and waves A, B, C of 24, 19, 16 answers, and D and E of 5 together, the first
 * `of_d` of which are D's. */
static void write_survey(const char *folder, unsigned of_d)
{
    FILE *file = fopen(folder_join(folder, "survey.csv").text, "wb");
    if (!file)
        abort();
    fputs("id,round,region,group,nps,csat,comment\n", file);
    for (unsigned i = 0; i < ROWS; i++) {
        unsigned at = i * 29 % ROWS;
        const char *value = at < of_d    ? "D"
                            : at < SMALL ? "E"
                            : at < 29    ? "A"
                            : at < 48    ? "B"
                                         : "C";
        fprintf(file, "r%02u,%s,%s,%s,%u,%u,%s %u\n", i, value, value, i % 3 ? "x" : "y",
                i * 7 % 11, i % 5 + 1,
                i % 2 ? "Piti jonottaa puhelimessa kauan" : "Liittymä on kallis", i % 9);
    }
    fclose(file);
}

/* The hash of the input differs, as it must. */
static void blank_hash(char *text, const char *sha256)
{
    enum { SHOWN = 16 };
    char head[SHOWN + 1];
    memcpy(head, sha256, SHOWN);
    head[SHOWN] = '\0';
    for (char *at = text; (at = strstr(at, head)) != NULL; at++)
        for (size_t i = 0; i < 64 && strchr("0123456789abcdef", at[i]) && at[i]; i++)
            at[i] = '-';
}

typedef struct outputs {
    char *files[FILES];
    char *compared;
    char *why;
} outputs;

static char *copy_of(pal_str text)
{
    char *out = malloc(text.len + 1);
    if (!out)
        abort();
    memcpy(out, text.ptr, text.len);
    out[text.len] = '\0';
    return out;
}

static outputs run(const lexicon_reader *r, unsigned of_d)
{
    folder_path home = folder_new();
    folder_path in = folder_join(home.text, "survey.csv");
    folder_path out = folder_join(home.text, "out");
    write_survey(home.text, of_d);
    const char *const inputs[] = {in.text};
    const char *const segments[] = {"region", "group", NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = out.text;
    opt.wave = "round";
    opt.segment = segments;
    opt.csat = "csat:1-5";
    opt.formats = PAL_FORMAT_MD;
    opt.threads = 1;
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_analyze(&result, r->engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    const pal_summary *s = pal_result_summary(result);
    outputs all = {.compared = NULL};
    for (size_t i = 0; i < FILES; i++) {
        all.files[i] = folder_read(out.text, files[i], NULL);
        cr_assert_not_null(all.files[i], "%s", files[i]);
        blank_hash(all.files[i], s->inputs[0].sha256.ptr);
    }
    const pal_drawing drawing = {.language = PAL_LANGUAGE_EN};
    pal_str text = {NULL, 0};
    cr_assert_eq(pal_result_compare(&text, result, &drawing, &err), PAL_OK);
    all.compared = copy_of(text);
    cr_assert_eq(pal_result_why(&text, result, &drawing, 5, &err), PAL_OK);
    all.why = copy_of(text);
    pal_result_close(result);
    folder_remove(&home);
    return all;
}

static void release(outputs *all)
{
    for (size_t i = 0; i < FILES; i++)
        free(all->files[i]);
    free(all->compared);
    free(all->why);
}

Test(api_pool, no_output_tells_how_the_pool_is_made_up)
{
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    outputs first = run(&r, 1);
    cr_expect_not_null(strstr(first.files[1], "region,muut / other,5,"), "%s",
                       first.files[1]);
    cr_expect_not_null(strstr(first.files[1], "region,A,24,"), "%s", first.files[1]);
    for (size_t i = 0; i < FILES; i++)
        cr_expect(!strstr(first.files[i], ",D,") && !strstr(first.files[i], "\"E\""),
                  "%s names a value of the pool", files[i]);
    for (unsigned of_d = 2; of_d < SMALL; of_d++) {
        outputs again = run(&r, of_d);
        for (size_t i = 0; i < FILES; i++)
            cr_expect_str_eq(first.files[i], again.files[i], "%s tells of %u", files[i],
                             of_d);
        cr_expect_str_eq(first.compared, again.compared);
        cr_expect_str_eq(first.why, again.why);
        release(&again);
    }
    release(&first);
    lexicon_close(&r);
}

/* All rows of a wave that is not told could be the difference of the totals: another one
 * is left out with it. */
Test(api_pool, a_small_wave_takes_the_smallest_other_with_it)
{
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    outputs all = run(&r, SMALL); /* D has 5 answers, E none */
    cr_expect_not_null(strstr(all.files[3], "\nD,5,"), "%s", all.files[3]);
    release(&all);
    folder_path home = folder_new();
    folder_path in = folder_join(home.text, "survey.csv");
    folder_path out = folder_join(home.text, "out");
    FILE *file = fopen(in.text, "wb");
    if (!file)
        abort();
    fputs("id,round,nps,comment\n", file);
    for (unsigned i = 0; i < 40; i++)
        fprintf(file, "r%02u,%s,%u,Piti jonottaa %u\n", i,
                i < 3    ? "2026Q1"
                : i < 12 ? "2026Q2"
                : i < 25 ? "2026Q3"
                         : "2026Q4",
                i * 7 % 11, i);
    fclose(file);
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = out.text;
    opt.wave = "round";
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    char *waves = folder_read(out.text, "waves.csv", NULL);
    cr_expect_null(strstr(waves, "Q1"));
    cr_expect_null(strstr(waves, "Q2"));
    cr_expect_not_null(strstr(waves, "2026Q3,13,"));
    const pal_summary *s = pal_result_summary(result);
    cr_expect_eq(s->group_count, 4u, "waves keep their places");
    cr_expect(s->groups[0].pooled && s->groups[0].rows == 0);
    cr_expect(s->groups[1].pooled && s->groups[1].rows == 0);
    cr_expect(!s->groups[2].pooled);
    free(waves);
    pal_result_close(result);
    folder_remove(&home);
    lexicon_close(&r);
}
