/* What the views of results.sqlite count, against summary.json and against the tables. */
#include "sqlite_help.h"

#include "base/records.h"
#include "report/sqlite_schema.h"

#include <jansson.h>

static const double NEAR = 1e-8;

/* A figure of summary.json, NaN for null. */
static double figure(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    cr_assert_not_null(value, "%s", key);
    return json_is_null(value) ? (double)NAN : json_number_value(value);
}

static void expect_near(double found, double expected, const char *what, const char *of)
{
    bool same = isnan(found) ? isnan(expected) : fabs(found - expected) < NEAR;
    cr_expect(same, "%s of %s: %.12g, summary.json says %.12g", what, of, found,
              expected);
}

static void expect_column(sqlite3 *file, const char *column, const char *from,
                          const char *one, const char *two, double expected)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT %s FROM %s", column, from);
    expect_near(sqlite_number(file, sql, one, two), expected, column, one ? one : from);
}

static void expect_nps(sqlite3 *file, const char *from, const char *one, const char *two,
                       const json_t *nps)
{
    static const char *const names[] = {"n", "detractors", "passives", "promoters",
                                        "nps"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        expect_column(file, names[i], from, one, two, figure(nps, names[i]));
}

static void expect_totals(sqlite3 *file, const json_t *summary)
{
    static const char *const counts[] = {"rows",     "answers",  "empty",   "refusals",
                                         "comments", "unscored", "untagged"};
    static const char *const bases[][2] = {
        {"all", "nps"}, {"commented", "nps_commented"}, {"untagged", "nps_untagged"}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        expect_column(file, counts[i], "counts", NULL, NULL, figure(summary, counts[i]));
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        const json_t *nps = json_object_get(summary, bases[i][1]);
        expect_nps(file, "nps WHERE base = ?1", bases[i][0], NULL, nps);
        expect_nps(file, "nps_figure WHERE base = ?1", bases[i][0], NULL, nps);
        expect_column(file, "low", "nps_figure WHERE base = ?1", bases[i][0], NULL,
                      figure(nps, "low"));
        expect_column(file, "high", "nps_figure WHERE base = ?1", bases[i][0], NULL,
                      figure(nps, "high"));
    }
}

static void expect_sentiments(sqlite3 *file, const json_t *summary)
{
    static const char *const bands[][2] = {{"detractor", "detractors"},
                                           {"passive", "passives"},
                                           {"promoter", "promoters"},
                                           {"unscored", "unscored"}};
    static const char *const tones[][2] = {
        {"neg", "negative"}, {"neu", "neutral"}, {"pos", "positive"}, {"mixed", "mixed"}};
    const json_t *counts = json_object_get(summary, "sentiment_in_band");
    for (size_t b = 0; b < 4; b++)
        for (size_t t = 0; t < 4; t++)
            expect_column(file, "coalesce(sum(comments), 0)",
                          "sentiment_by_band WHERE band = ?1 AND sentiment = ?2",
                          bands[b][0], tones[t][0],
                          figure(json_object_get(counts, bands[b][1]), tones[t][1]));
}

static void expect_theme(sqlite3 *file, const json_t *theme)
{
    static const char from[] = "theme_nps WHERE theme = ?1";
    static const char *const bands[][2] = {{"share_detractors", "detractors"},
                                           {"share_passives", "passives"},
                                           {"share_promoters", "promoters"},
                                           {"share_unscored", "unscored"}};
    const char *id = json_string_value(json_object_get(theme, "theme"));
    const json_t *tones = json_object_get(theme, "polarity");
    const json_t *shares = json_object_get(theme, "share_in_band");
    const json_t *with = json_object_get(theme, "with");
    const json_t *rest = json_object_get(theme, "rest");
    expect_column(file, "mentions", from, id, NULL, figure(theme, "mentions"));
    expect_column(file, "wishes", from, id, NULL, figure(theme, "wishes"));
    expect_column(file, "share", from, id, NULL, figure(theme, "share"));
    expect_column(file, "negative", from, id, NULL, figure(tones, "negative"));
    expect_column(file, "neutral", from, id, NULL, figure(tones, "neutral"));
    expect_column(file, "positive", from, id, NULL, figure(tones, "positive"));
    for (size_t b = 0; b < 4; b++)
        expect_column(file, bands[b][0], from, id, NULL, figure(shares, bands[b][1]));
    expect_column(file, "n_with", from, id, NULL, figure(with, "n"));
    expect_column(file, "nps_with", from, id, NULL, figure(with, "nps"));
    expect_column(file, "n_rest", from, id, NULL, figure(rest, "n"));
    expect_column(file, "nps_rest", from, id, NULL, figure(rest, "nps"));
    expect_column(file, "impact", from, id, NULL, figure(theme, "impact"));
}

/* By theme; null are fewer respondents than the k-threshold. */
static void expect_counts(sqlite3 *file, const char *column, const char *wave,
                          const json_t *counts)
{
    const char *theme = NULL;
    json_t *count = NULL;
    json_object_foreach((json_t *)(uintptr_t)counts, theme, count)
    {
        if (!json_is_null(count))
            expect_column(file, column, "wave_theme_nps WHERE wave = ?1 AND theme = ?2",
                          wave, theme, json_number_value(count));
    }
}

static void expect_group(sqlite3 *file, const json_t *group, size_t *waves)
{
    const char *column = json_string_value(json_object_get(group, "column"));
    const char *value = json_string_value(json_object_get(group, "value"));
    bool wave = strcmp(column, "wave") == 0;
    const char *from = wave ? "wave_nps WHERE ?2 = 'wave' AND wave = ?1"
                            : "segment_nps WHERE value = ?1 AND segment = ?2";
    expect_column(file, "rows", from, value, column, figure(group, "rows"));
    expect_column(file, "commented", from, value, column, figure(group, "commented"));
    expect_nps(file, from, value, column, json_object_get(group, "nps"));
    if (!wave)
        return;
    (*waves)++;
    const json_t *mentions = json_object_get(group, "theme_mentions");
    const json_t *negative = json_object_get(group, "theme_negative");
    expect_counts(file, "mentions", value, mentions);
    expect_counts(file, "negative", value, negative);
    expect_column(file, "count(*)", "wave_theme_nps WHERE wave = ?1", value, NULL,
                  (double)json_object_size(mentions));
}

/* The tables alone say the same, without a view. */
static void expect_tables(sqlite3 *file, const json_t *summary)
{
    expect_column(file, "count(DISTINCT run_id || ':' || row)",
                  "comment WHERE sentiment IS NOT NULL", NULL, NULL,
                  figure(summary, "answers"));
    expect_column(file,
                  "100.0 * (sum(band IS 'promoter') - sum(band IS 'detractor')) / "
                  "sum(band IS NOT NULL)",
                  "answer", NULL, NULL, figure(json_object_get(summary, "nps"), "nps"));
    /* offsets in bytes and in characters cut out the words */
    expect_column(file, "count(*)",
                  "mention JOIN comment USING (comment_id) WHERE surface <> "
                  "substr(text, start_char + 1, end_char - start_char) OR surface <> "
                  "CAST(substr(CAST(text AS BLOB), start_byte + 1, "
                  "end_byte - start_byte) AS TEXT)",
                  NULL, NULL, 0.0);
    expect_column(file, "count(*)",
                  "answer JOIN source USING (run_id, source) WHERE row NOT BETWEEN "
                  "first_row AND first_row + rows + left_out - 1",
                  NULL, NULL, 0.0);
}

static json_t *read_summary(const char *home)
{
    json_t *summary = json_load_file(folder_join(home, "out/summary.json").text, 0, NULL);
    cr_assert_not_null(summary);
    return summary;
}

/* All figures of home/out; answers how many waves there are. */
static size_t expect_figures(const char *home)
{
    json_t *summary = read_summary(home);
    sqlite3 *file = sqlite_open(folder_join(home, "out/results.sqlite").text);
    const json_t *themes = json_object_get(summary, "themes");
    const json_t *groups = json_object_get(summary, "groups");
    size_t waves = 0;
    sqlite_expect_sound(file);
    expect_totals(file, summary);
    expect_sentiments(file, summary);
    for (size_t i = 0; i < json_array_size(themes); i++)
        expect_theme(file, json_array_get(themes, i));
    expect_column(file, "count(*)", "theme_nps", NULL, NULL,
                  (double)json_array_size(themes));
    for (size_t i = 0; i < json_array_size(groups); i++)
        expect_group(file, json_array_get(groups, i), &waves);
    expect_column(file, "(SELECT count(*) FROM segment_nps) + count(*)",
                  waves ? "wave_nps" : "wave_nps WHERE false", NULL, NULL,
                  (double)json_array_size(groups));
    expect_tables(file, summary);
    sqlite3_close(file);
    json_decref(summary);
    return waves;
}

Test(sqlite_views, give_the_figures_of_the_summary)
{
    folder_path home = folder_new();
    const char *const inputs[] = {sqlite_spring, sqlite_autumn};
    pal_options opt = PAL_OPTIONS_INIT;
    pal_error err = {0};
    opt.formats = PAL_FORMAT_SQLITE;
    cr_assert_eq(sqlite_run(home.text, opt, inputs, 2, &err), PAL_OK, "%s", err.msg);
    cr_expect_eq(expect_figures(home.text), 2u);
    folder_remove(&home);
}

/* Two comments of a row may be the same words, and disagree. */
Test(sqlite_views, several_comments_of_an_answer_count_once)
{
    static const char survey[] =
        "nps,Alue,Hyvää,Huonoa\n"
        "2,Lappi,Puhelinjono oli pitkä,Puhelinjono oli pitkä\n"
        "9,Lappi,Ystävällinen palvelu,Ystävällinen palvelu mutta hinta on kova\n"
        "8,Lappi,Hinta on edullinen,Hinta on kallis\n"
        "7,Lappi,-,Voisi olla nopeampi toimitus\n"
        "3,Lappi,,\n"
        ",Lappi,\"Kiva 😀 asiakaspalvelu, \"\"hyvä\"\"\",eos\n"
        "x,Lappi,Jono,Jono\n";
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    folder_path in = folder_join(home.text, "survey.csv");
    const char *const inputs[] = {in.text};
    const char *const texts[] = {"Hyvää", "Huonoa", NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    pal_error err = {0};
    opt.formats = PAL_FORMAT_SQLITE;
    opt.text = texts;
    opt.score = "nps";
    cr_assert_eq(sqlite_run(home.text, opt, inputs, 1, &err), PAL_OK, "%s", err.msg);
    cr_expect_eq(expect_figures(home.text), 0u);
    sqlite3 *file = sqlite_open(folder_join(home.text, "out/results.sqlite").text);
    expect_column(file, "count(*)", "wave WHERE wave = ?1", "survey", NULL, 1.0);
    expect_column(file, "count(DISTINCT question)",
                  "comment JOIN mention USING "
                  "(comment_id) WHERE row = ?1",
                  "1", NULL, 2.0);
    expect_column(file, "line", "refusal WHERE row = ?1", "7", NULL, 8.0);
    sqlite3_close(file);
    folder_remove(&home);
}

/* A column that a CSV file gets must get its place in the table, too. */
Test(sqlite_views, every_column_of_the_csv_files_is_in_a_table)
{
    static const char *const elsewhere[] = {
        "label_fi",  "label_en", "group", "kind", /* theme */
        "id",        "wave",     "score", "band",
        "sentiment", "text", /* answer, comment */
    };
    folder_path home = folder_new();
    const char *const inputs[] = {sqlite_spring, sqlite_autumn};
    pal_options opt = PAL_OPTIONS_INIT;
    cr_assert_eq(sqlite_run(home.text, opt, inputs, 2, NULL), PAL_OK);
    for (const pal_sqlite_figures *t = pal_sqlite_figure_tables; t->file; t++) {
        folder_path path = folder_join(folder_join(home.text, "out").text, t->file);
        pal_records *records = NULL;
        const pal_str *cells = NULL;
        size_t count = 0;
        cr_assert_eq(pal_records_open(&records, path.text, NULL), PAL_OK);
        cr_assert_eq(pal_records_next(records, &cells, &count, NULL), PAL_OK);
        for (size_t i = 0; i < count; i++) {
            bool known = false;
            for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++)
                known = known || pal_str_equal(cells[i], pal_str_from(elsewhere[k]));
            for (pal_cut part = {.tail = pal_str_from(t->columns), .found = true};
                 part.found && !known;) {
                part = pal_str_cut(part.tail, ',');
                known = pal_str_equal(pal_str_cut(part.head, '=').head, cells[i]);
            }
            cr_expect(known, "%s: add column '%.*s' to sqlite_schema.c", t->file,
                      PAL_ARG(cells[i]));
        }
        pal_records_close(records);
    }
    folder_remove(&home);
}
