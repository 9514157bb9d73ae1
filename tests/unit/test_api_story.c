/* The demo survey tells its story, and none when its answers are shuffled. Expected
 * values: corpora/demo/README.md. */
#include "lexicon_help.h"
#include "panel_help.h"

#include <jansson.h>

enum { COLUMNS = 13, ROWS_MAX = 1000, SEEDS = 5 };
/* columns of comments.csv */
enum { WAVE = 2, SCORE = 3, TEXT = 9, GROUPS = 10 };

static const char *const demo[] = {"corpora/demo/kuura-2026-kevat.csv",
                                   "corpora/demo/kuura-2026-syksy.csv"};

/* --- runs --- */

static json_t *load(const char *folder)
{
    json_error_t error;
    json_t *summary = json_load_file(folder_join(folder, "summary.json").text, 0, &error);
    cr_assert_not_null(summary, "%s", error.text);
    return summary;
}

static json_t *run(const pal_engine *engine, pal_options opt, const char *const *inputs,
                   size_t count, const char *out)
{
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    opt.out = out;
    cr_assert_eq(pal_analyze(&result, engine, &opt, inputs, count, &err), PAL_OK, "%s",
                 err.msg);
    pal_result_close(result);
    return load(out);
}

/* --- what a summary says --- */

static const json_t *entry(const json_t *list, const char *key, const char *value)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(item, key)), value) == 0)
            return item;
    }
    cr_assert_fail("no %s %s", key, value);
    return NULL;
}

static const char *verdict(const json_t *item)
{
    const char *text = json_string_value(json_object_get(item, "verdict"));
    return text ? text : "";
}

static double number(const json_t *item, const char *key)
{
    return json_number_value(json_object_get(item, key));
}

static const json_t *part(const json_t *summary, const char *name, const char *list)
{
    const json_t *found = json_object_get(json_object_get(summary, name), list);
    cr_assert(json_is_array(found), "%s.%s", name, list);
    return found;
}

static const json_t *value_of(const json_t *summary, const char *column,
                              const char *value)
{
    const json_t *c = entry(part(summary, "segments", "columns"), "column", column);
    return entry(json_object_get(c, "values"), "value", value);
}

static const json_t *theme_in(const json_t *value, const char *theme)
{
    return entry(json_object_get(value, "themes"), "theme", theme);
}

static const char *change(const json_t *summary, const char *theme, const char *tone)
{
    const json_t *t = entry(part(summary, "waves", "themes"), "theme", theme);
    return verdict(json_object_get(t, tone));
}

/* --- the story --- */

static void expect_waves(const json_t *s)
{
    static const char *const same[] = {"hintataso", "laskutus", "ystavallisyys",
                                       "sovellus", "sopimusehdot"};
    const json_t *changes = part(s, "waves", "changes");
    cr_assert_eq(json_array_size(changes), 1u);
    cr_expect_str_eq(verdict(json_array_get(changes, 0)), "fell");
    cr_expect_str_eq(change(s, "toimitusvarmuus", "negative"), "rose");
    cr_expect_str_eq(change(s, "jonotusaika", "negative"), "fell");
    cr_expect_str_eq(change(s, "jonotusaika", "positive"), "rose");
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        cr_expect_str_eq(change(s, same[i], "all"), "no_change", "%s", same[i]);
}

static void expect_segments(const json_t *s)
{
    static const char *const worst[][2] = {{"Liittymätyyppi", "Laajakaista"},
                                           {"Alue", "Pohjoinen"}};
    for (size_t i = 0; i < sizeof worst / sizeof *worst; i++) {
        const json_t *v = value_of(s, worst[i][0], worst[i][1]);
        const json_t *delivery = theme_in(v, "toimitusvarmuus");
        cr_expect_leq(number(v, "q"), 0.05, "%s", worst[i][1]);
        cr_expect_lt(number(v, "difference_high"), 0.0, "%s", worst[i][1]);
        cr_expect_gt(number(delivery, "low"), 0.0, "%s: more blame it", worst[i][1]);
        cr_expect_str_eq(verdict(delivery), "weighs_down", "%s", worst[i][1]);
        cr_expect_lt(number(delivery, "impact"),
                     number(json_object_get(entry(part(s, "impact", "themes"), "theme",
                                                  "toimitusvarmuus"),
                                            "impact"),
                            "points"),
                     "%s: worse than in all", worst[i][1]);
    }
}

Test(api_story, demo_survey_tells_what_was_written_into_it)
{
    folder_path home = folder_new();
    folder_path out = folder_join(home.text, "out");
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    const pal_options opt = PAL_OPTIONS_INIT;
    json_t *s = run(r.engine, opt, demo, 2, out.text);
    expect_waves(s);
    expect_segments(s);
    cr_expect_str_eq(
        verdict(entry(part(s, "impact", "themes"), "theme", "toimitusvarmuus")),
        "weighs_down");
    /* each complaint weighs in its own wave */
    const json_t *spring = value_of(s, "wave", "kuura-2026-kevat");
    const json_t *autumn = value_of(s, "wave", "kuura-2026-syksy");
    cr_expect_str_eq(verdict(theme_in(spring, "jonotusaika")), "weighs_down");
    cr_expect_str_neq(verdict(theme_in(autumn, "jonotusaika")), "weighs_down");
    cr_expect_str_neq(verdict(theme_in(spring, "toimitusvarmuus")), "weighs_down");
    cr_expect_str_eq(verdict(theme_in(autumn, "toimitusvarmuus")), "weighs_down");
    json_decref(s);
    lexicon_close(&r);
    folder_remove(&home);
}

/* --- no story --- */

typedef struct table {
    char *text; /* owns the cells */
    const char *cells[ROWS_MAX][COLUMNS];
    size_t rows;
} table;

/* Ends the cell at `at` with a NUL; answers where the next one begins. *last: the record
 * ends with it. */
static char *take_cell(char *at, const char **cell, bool *last)
{
    bool quoted = *at == '"';
    char *to = quoted ? ++at : at;
    *cell = to;
    for (; *at; at++) {
        if (quoted && at[0] == '"' && at[1] == '"')
            at++;
        else if (quoted && *at == '"')
            quoted = false;
        else if (!quoted && (*at == ',' || *at == '\n'))
            break;
        if (quoted || *at != '"' || at[-1] == '"')
            *to++ = *at;
    }
    *last = *at != ',';
    if (*at)
        at++;
    *to = '\0';
    return at;
}

static void read_table(table *t, const char *folder)
{
    t->text = folder_read(folder, "comments.csv", NULL);
    cr_assert_not_null(t->text);
    char *at = strchr(t->text, '\n');
    cr_assert_not_null(at);
    for (at++; *at; t->rows++) {
        bool last = false;
        cr_assert_lt(t->rows, (size_t)ROWS_MAX);
        for (size_t c = 0; c < COLUMNS; c++) {
            cr_assert(!last, "row %zu is short", t->rows);
            at = take_cell(at, &t->cells[t->rows][c], &last);
        }
        cr_assert(last, "row %zu is long", t->rows);
    }
}

/* Each of the columns in an order of its own, the comments in theirs. */
static void write_shuffled(const table *t, const char *path, uint64_t number)
{
    static const size_t shuffled[] = {WAVE, SCORE, GROUPS, GROUPS + 1, GROUPS + 2};
    enum { SHUFFLED = sizeof shuffled / sizeof *shuffled };
    static size_t orders[SHUFFLED][ROWS_MAX];
    for (size_t i = 0; i < SHUFFLED; i++)
        help_shuffle(orders[i], t->rows, help_seed(number * SHUFFLED + i));
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    fputs("wave,score,Asiakasryhmä,Liittymätyyppi,Alue,text\n", file);
    for (size_t row = 0; row < t->rows; row++) {
        for (size_t i = 0; i < SHUFFLED; i++)
            fprintf(file, "%s,", t->cells[orders[i][row]][shuffled[i]]);
        fputc('"', file);
        for (const char *c = t->cells[row][TEXT]; *c; c++)
            fputs(*c == '"' ? "\"\"" : (char[]){*c, '\0'}, file);
        fputs("\"\n", file);
    }
    cr_assert_eq(fclose(file), 0);
}

static bool claims(const json_t *item)
{
    static const char *const words[] = {"weighs_down", "lifts", "rose", "fell"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(verdict(item), words[i]) == 0)
            return true;
    return false;
}

static size_t count_claims(const json_t *list)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        count += claims(json_array_get(list, i));
    return count;
}

/* Values whose score differs, or themes within them that have a verdict. The column of
 * the waves is left out: their change is counted. */
static size_t count_segments(const json_t *summary, bool themes)
{
    size_t count = 0;
    const json_t *columns = part(summary, "segments", "columns");
    for (size_t i = 0; i < json_array_size(columns); i++) {
        const json_t *c = json_array_get(columns, i);
        const json_t *values = json_object_get(c, "values");
        bool waves = strcmp(json_string_value(json_object_get(c, "column")), "wave") == 0;
        for (size_t v = 0; !waves && v < json_array_size(values); v++) {
            const json_t *value = json_array_get(values, v);
            const json_t *q = json_object_get(value, "q");
            count += themes ? count_claims(json_object_get(value, "themes"))
                            : json_is_number(q) && json_number_value(q) <= 0.05;
        }
    }
    return count;
}

static size_t count_trends(const json_t *summary)
{
    static const char *const tones[] = {"all", "negative", "positive"};
    size_t count = 0;
    const json_t *list = part(summary, "waves", "themes");
    for (size_t i = 0; i < json_array_size(list); i++)
        for (size_t t = 0; t < sizeof tones / sizeof *tones; t++)
            count += claims(json_object_get(json_array_get(list, i), tones[t]));
    return count;
}

/* Scores, waves and segments shuffled among the answers, five times. Every family of
 * tests of a run (themes, the change between the waves, values of segments; changes of
 * shares, themes within values) is judged at 0.05, so that chance makes a claim in it
 * with 5 % at most: three of 15, and three of 10, are the most in 99 of 100 cases
 * (0.9945, 0.9990). */
Test(api_story, shuffled_demo_survey_tells_none)
{
    static const char *const segments[] = {"Asiakasryhmä", "Liittymätyyppi", "Alue",
                                           NULL};
    static const char *const text[] = {"text", NULL};
    static table t;
    folder_path home = folder_new();
    folder_path out = folder_join(home.text, "out");
    folder_path copy = folder_join(home.text, "copy.csv");
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    pal_options opt = PAL_OPTIONS_INIT;
    json_decref(run(r.engine, opt, demo, 2, out.text));
    read_table(&t, out.text);
    cr_assert_eq(t.rows, 799u, "800 rows, one of them refused");
    opt.wave = "wave";
    opt.score = "score";
    opt.text = text;
    opt.segment = segments;
    size_t claimed = 0;
    size_t within = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        write_shuffled(&t, copy.text, seed);
        json_t *s = run(r.engine, opt, (const char *const[]){copy.text}, 1, out.text);
        const json_t *themes = part(s, "impact", "themes");
        const json_t *changes = part(s, "waves", "changes");
        cr_expect_gt(json_array_size(themes), 40u);
        cr_expect_eq(json_array_size(changes), 1u);
        size_t found[] = {count_claims(themes), count_claims(changes),
                          count_segments(s, false), count_trends(s),
                          count_segments(s, true)};
        cr_log_info("seed %zu: %zu themes, %zu changes, %zu values, %zu shares, "
                    "%zu themes of values",
                    (size_t)seed, found[0], found[1], found[2], found[3], found[4]);
        for (size_t i = 0; i < 3; i++)
            claimed += found[i] ? 1 : 0;
        for (size_t i = 3; i < 5; i++)
            within += found[i] ? 1 : 0;
        json_decref(s);
    }
    cr_expect_leq(claimed, 3u, "claims in %zu of 15", claimed);
    cr_expect_leq(within, 3u, "claims in %zu of 10", within);
    free(t.text);
    lexicon_close(&r);
    folder_remove(&home);
}
