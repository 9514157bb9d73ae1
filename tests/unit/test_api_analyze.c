/* Whole runs through palaute.h: files in, a folder out. */
#include "lexicon_help.h"

enum { ROWS = 1500 };

static const char *const files[] = {"comments.csv", "mentions.csv", "refusals.csv",
                                    "themes.csv",   "summary.json", "report.html"};

/* A survey of ROWS answers with waves, segments, quotes that stand twice, and rows that
 * cannot be read. */
static void write_survey(const char *folder, const char *name)
{
    static const char *const texts[] = {
        "Jono oli todella pitkä ja puhelimessa piti odottaa tunnin.",
        "\"Palvelu oli ystävällistä, mutta hinta on aivan liian kallis.\"",
        "\"Ei tarvinnut jonottaa, kiitos!\"",
        "\"Sovellus \"\"kaatuu\"\" jatkuvasti, ja sivut ovat sekavat\"",
        "",
        "-",
        "The staff were friendly and helpful.",
        "Suosittelen kaikille 👍",
        "Toimitus myöhästyi viikon eikä siitä kerrottu mitään etukäteen.",
        "Hyvä.",
        "Toivoisin edullisempia hintoja ja selkeämpiä laskuja.",
    };
    FILE *file = fopen(folder_join(folder, name).text, "wb");
    if (!file)
        abort();
    fputs("id,wave,region,nps,comment\n", file);
    uint32_t state = 3;
    for (unsigned i = 0; i < ROWS; i++) {
        state = state * 1664525 + 1013904223;
        const char *text = texts[(state >> 12) % (sizeof texts / sizeof *texts)];
        unsigned score = (state >> 20) % 11;
        fprintf(file, "r%u,2026-%u,%s,%u%s,%s\n", i, 1 + i % 2, i % 3 ? "North" : "South",
                score, i % 400 == 399 ? ".5" : "", text);
    }
    fclose(file);
}

/* One run; the summary's counts go to *out. */
static pal_status run(const lexicon_reader *r, const char *home, const char *input,
                      const char *out, pal_options opt, pal_summary *summary,
                      pal_error *err)
{
    folder_path in = folder_join(home, input);
    folder_path to = folder_join(home, out);
    const char *const inputs[] = {in.text};
    opt.out = to.text;
    pal_result *result = NULL;
    pal_status status = pal_analyze(&result, r->engine, &opt, inputs, 1, err);
    if (status == PAL_OK && summary)
        *summary = *pal_result_summary(result);
    if (status != PAL_OK)
        cr_expect_null(result, "out was touched");
    pal_result_close(result);
    return status;
}

static void expect_same_files(const char *home, const char *one, const char *two)
{
    folder_path a = folder_join(home, one);
    folder_path b = folder_join(home, two);
    cr_expect_eq(folder_count(a.text), folder_count(b.text));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t len_a = 0;
        size_t len_b = 0;
        char *x = folder_read(a.text, files[i], &len_a);
        char *y = folder_read(b.text, files[i], &len_b);
        cr_assert(x && y, "%s is missing", files[i]);
        cr_expect_gt(len_a, 0u);
        cr_expect(len_a == len_b && memcmp(x, y, len_a) == 0, "%s differs: %s, %s",
                  files[i], one, two);
        free(x);
        free(y);
    }
}

Test(api_analyze, threads_do_not_change_a_byte)
{
    static const struct {
        const char *out;
        unsigned threads;
    } runs[] = {{"one", 1}, {"two", 2}, {"five", 5}, {"again", 1}};
    folder_path home = folder_new();
    write_survey(home.text, "survey.csv");
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        pal_options opt = PAL_OPTIONS_INIT;
        opt.threads = runs[i].threads;
        pal_summary s;
        pal_error err = {0};
        cr_assert_eq(run(&r, home.text, "survey.csv", runs[i].out, opt, &s, &err), PAL_OK,
                     "%s", err.msg);
        cr_expect_eq(s.rows, (uint64_t)ROWS);
        cr_expect_eq(s.rows, s.answers + s.empty + s.refusals);
        cr_expect_eq(s.refusals, (uint64_t)ROWS / 400, "%d", (int)s.refusals);
        cr_expect_eq(s.language, PAL_LANGUAGE_FI);
        if (i != 0)
            expect_same_files(home.text, runs[0].out, runs[i].out);
    }
    lexicon_close(&r);
    folder_remove(&home);
}

Test(api_analyze, no_file_tells_where_it_was_made)
{
    folder_path home = folder_new();
    write_survey(home.text, "survey.csv");
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_OTHER);
    pal_options opt = PAL_OPTIONS_INIT;
    cr_assert_eq(run(&r, home.text, "survey.csv", "out", opt, NULL, NULL), PAL_OK);
    folder_path out = folder_join(home.text, "out");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = folder_read(out.text, files[i], NULL);
        cr_assert_not_null(text);
        cr_expect_null(strstr(text, home.text), "%s holds a path", files[i]);
        free(text);
    }
    cr_expect_eq(folder_count(home.text), 2u);
    lexicon_close(&r);
    folder_remove(&home);
}

static bool stop_at_once(void *ctx, uint64_t done, uint64_t total, uint64_t rows)
{
    unsigned *calls = ctx;
    (*calls)++;
    return done > total || rows > ROWS;
}

Test(api_analyze, a_run_that_fails_leaves_nothing)
{
    folder_path home = folder_new();
    write_survey(home.text, "survey.csv");
    folder_write(home.text, "empty.csv", "");
    mkdir(folder_join(home.text, "mine").text, 0777);
    folder_write(home.text, "mine/thesis.txt", "x");
    unsigned calls = 0;
    pal_options plain = PAL_OPTIONS_INIT;
    pal_options strict = plain;
    strict.strict = true;
    pal_options stop = plain;
    stop.progress = stop_at_once;
    stop.progress_ctx = &calls;
    pal_options stop_threads = stop;
    stop_threads.threads = 3;
    stop.threads = 1;
    pal_options column = plain;
    column.score = "no such column";
    const struct {
        const char *name, *input, *out;
        pal_options opt;
        pal_status expected;
    } cases[] = {
        {"missing input", "lost.csv", "out", plain, PAL_ENOINPUT},
        {"empty input", "empty.csv", "out", plain, PAL_EFORMAT},
        {"a foreign folder", "survey.csv", "mine", plain, PAL_EOUTPUT},
        {"no place for it", "survey.csv", "no/where", plain, PAL_EOUTPUT},
        {"a refused row", "survey.csv", "out", strict, PAL_EFORMAT},
        {"stopped", "survey.csv", "out", stop, PAL_ESTOP},
        {"stopped with threads", "survey.csv", "out", stop_threads, PAL_ESTOP},
        {"unknown column", "survey.csv", "out", column, PAL_EUSAGE},
    };
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_OTHER);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_error err = {0};
        cr_expect_eq(
            run(&r, home.text, cases[i].input, cases[i].out, cases[i].opt, NULL, &err),
            cases[i].expected, "%s: %s: %s", cases[i].name, pal_status_name(err.code),
            err.msg);
        cr_expect_eq(err.code, cases[i].expected, "%s", cases[i].name);
        cr_expect_eq(
            run(&r, home.text, cases[i].input, cases[i].out, cases[i].opt, NULL, NULL),
            cases[i].expected, "%s", cases[i].name);
        cr_expect_eq(folder_count(home.text), 3u, "%s left something", cases[i].name);
    }
    cr_expect_gt(calls, 0u);
    pal_result *result = NULL;
    const char *const inputs[] = {"x"};
    cr_expect_eq(pal_analyze(&result, r.engine, &plain, inputs, 0, NULL), PAL_EUSAGE);
    cr_expect_eq(pal_analyze(&result, r.engine, &plain, inputs, 1, NULL), PAL_ENOINPUT);
    cr_expect_null(result);
    pal_result_close(NULL);
    lexicon_close(&r);
    folder_remove(&home);
}

Test(api_analyze, several_inputs_count_as_one_run)
{
    folder_path home = folder_new();
    write_survey(home.text, "a.csv");
    write_survey(home.text, "b.csv");
    folder_path a = folder_join(home.text, "a.csv");
    folder_path b = folder_join(home.text, "b.csv");
    folder_path out = folder_join(home.text, "out");
    const char *const inputs[] = {a.text, b.text};
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_OTHER);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = out.text;
    pal_result *result = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_analyze(&result, r.engine, &opt, inputs, 2, &err), PAL_OK, "%s",
                 err.msg);
    const pal_summary *s = pal_result_summary(result);
    cr_expect_eq(s->rows, (uint64_t)ROWS * 2);
    cr_expect_eq(s->input_count, 2u);
    cr_expect(pal_str_equal(s->inputs[0].name, PAL_STR("a.csv")));
    cr_expect(pal_str_equal(s->inputs[1].name, PAL_STR("b.csv")));
    cr_expect(pal_str_equal(s->inputs[0].sha256, s->inputs[1].sha256));
    cr_expect_eq(s->inputs[0].sha256.len, 64u);
    cr_expect_eq(s->inputs[0].rows, (uint64_t)ROWS);
    pal_result_close(result);
    lexicon_close(&r);
    folder_remove(&home);
}

Test(api_analyze, an_inspection_tells_what_would_be_read)
{
    folder_path home = folder_new();
    write_survey(home.text, "survey.csv");
    folder_path path = folder_join(home.text, "survey.csv");
    pal_options opt = PAL_OPTIONS_INIT;
    pal_inspector *inspector = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_inspect(&inspector, &opt, path.text, &err), PAL_OK, "%s", err.msg);
    const pal_inspection *v = pal_inspector_view(inspector);
    cr_expect_eq(v->delimiter, ',');
    cr_assert_eq(v->column_count, 5u);
    static const char *const uses[] = {"id", "wave", "segment", "score", "text"};
    for (size_t i = 0; i < 5; i++)
        cr_expect(pal_str_equal(v->columns[i].use, pal_str_from(uses[i])), "%s: %.*s",
                  uses[i], PAL_ARG(v->columns[i].use));
    pal_inspector_close(inspector);
    pal_inspector_close(NULL);
    folder_remove(&home);
}
