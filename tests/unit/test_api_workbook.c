/* Workbooks as they come in. */
#include "lexicon_help.h"

#include <xlsxwriter.h>

enum { COLUMNS = 4 };
typedef const char *row_of[COLUMNS];

/* Rows of a sheet from row `first` on, the one below the other; NULL is no cell. */
static void write_book(const char *path, const row_of *rows, size_t count,
                       lxw_row_t first)
{
    lxw_workbook *book = workbook_new(path);
    workbook_add_worksheet(book, "Ohje");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Vastaukset 2026");
    for (size_t r = 0; r < count; r++)
        for (lxw_col_t c = 0; c < COLUMNS; c++)
            if (rows[r][c])
                worksheet_write_string(sheet, first + (lxw_row_t)r, c, rows[r][c], NULL);
    cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
}

static void write_csv(const char *home, const char *name, const row_of *rows,
                      size_t count)
{
    FILE *file = fopen(folder_join(home, name).text, "wb");
    cr_assert_not_null(file);
    for (size_t r = 0; r < count; r++)
        for (size_t c = 0; c < COLUMNS; c++) {
            fputs(c == 0 ? "\"" : ",\"", file);
            for (const char *at = rows[r][c]; at && *at; at++)
                fputs(*at == '"' ? "\"\"" : (char[]){*at, '\0'}, file);
            fputs(c + 1 == COLUMNS ? "\"\n" : "\"", file);
        }
    fclose(file);
}

static pal_status run(const char *home, const char *name, const char *out, bool strict,
                      pal_error *err)
{
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_FI);
    folder_path in = folder_join(home, name);
    folder_path to = folder_join(home, out);
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = to.text;
    opt.scale = PAL_SCALE_0_10;
    opt.strict = strict;
    pal_result *result = NULL;
    pal_status status = pal_analyze(&result, r.engine, &opt, inputs, 1, err);
    if (status == PAL_OK)
        pal_result_close(result);
    lexicon_close(&r);
    return status;
}

static const row_of answers[] = {
    {"Tunnus", "Alue", "nps", "Miksi annoit tämän arvosanan?"},
    {"a", "Lappi", "2", "Jonotin tunnin\nja toisenkin\n\nenkä saanut apua"},
    {"b", "Häme", "9", "=1+1, \"hyvä\" palvelu, kiitos"},
    {"c", "Häme", "8", "Hinta on kova; +358 40 123 4567"},
    {"d", NULL, NULL, "  välilyöntejä  ja 😀  "},
};

Test(api_workbook, gives_the_comments_of_its_csv_byte_for_byte)
{
    folder_path home = folder_new();
    size_t count = sizeof answers / sizeof *answers;
    write_csv(home.text, "survey.csv", answers, count);
    write_book(folder_join(home.text, "survey.xlsx").text, answers, count, 0);
    cr_assert_eq(run(home.text, "survey.csv", "a", false, NULL), PAL_OK);
    cr_assert_eq(run(home.text, "survey.xlsx", "b", false, NULL), PAL_OK);
    static const char *const names[] = {"comments.csv", "mentions.csv", "themes.csv",
                                        "segments.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t one = 0;
        size_t two = 0;
        char *csv = folder_read(folder_join(home.text, "a").text, names[i], &one);
        char *book = folder_read(folder_join(home.text, "b").text, names[i], &two);
        cr_assert(csv && book);
        cr_expect(one == two && memcmp(csv, book, one) == 0, "%s:\n%s\n%s", names[i], csv,
                  book);
        free(csv);
        free(book);
    }
    folder_remove(&home);
}

/* Rows as Excel numbers them: two empty ones on top, cells of several lines, an empty row
 * between. */
Test(api_workbook, refusals_name_the_sheet_and_the_row)
{
    static const row_of rows[] = {
        {"Tunnus", "Alue", "nps", "Miksi annoit\ntämän arvosanan?"}, /* row 3 */
        {"a", "Lappi", "2", "Jonotin tunnin\nja toisenkin\nja kolmannen"},
        {NULL, NULL, NULL, NULL},
        {"b", "Lappi", "yksitoista", "Hyvä"}, /* row 6 */
        {"c", "Häme", "9", "Hyvä\npalvelu"},
        {NULL, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL},
        {"d", "Häme", "11", "Kallis"}, /* row 10 */
        {"e", "Häme", "1", "Kallis"},
    };
    folder_path home = folder_new();
    pal_error err = {0};
    write_book(folder_join(home.text, "survey.xlsx").text, rows,
               sizeof rows / sizeof *rows, 2);
    cr_assert_eq(run(home.text, "survey.xlsx", "out", false, &err), PAL_OK, "%s",
                 err.msg);
    char *refusals =
        folder_read(folder_join(home.text, "out").text, "refusals.csv", NULL);
    cr_expect_str_eq(
        refusals, "file,line,row,reason\n"
                  "survey.xlsx,6,3,sheet 'Vastaukset 2026': column 'nps': 'yksitoista' "
                  "is not a score\n"
                  "survey.xlsx,10,7,sheet 'Vastaukset 2026': column 'nps': '11' is not "
                  "on the scale 0-10\n");
    free(refusals);
    cr_expect_eq(run(home.text, "survey.xlsx", "out", true, &err), PAL_EFORMAT);
    cr_expect_eq(err.at.line, 6u);
    cr_expect_not_null(strstr(err.msg, "sheet 'Vastaukset 2026': "), "%s", err.msg);
    folder_remove(&home);
}

/* A sheet of one column: an empty row is a respondent who said nothing. */
Test(api_workbook, rows_of_a_single_column_are_counted)
{
    static const row_of rows[] = {
        {"Miksi?"}, {"Hyvä palvelu"}, {NULL}, {"Jono\noli pitkä"}, {"Hinta"}};
    folder_path home = folder_new();
    write_book(folder_join(home.text, "survey.xlsx").text, rows,
               sizeof rows / sizeof *rows, 0);
    cr_assert_eq(run(home.text, "survey.xlsx", "out", false, NULL), PAL_OK);
    char *comments =
        folder_read(folder_join(home.text, "out").text, "comments.csv", NULL);
    cr_expect_not_null(strstr(comments, "\n4,"), "%s", comments);
    cr_expect_null(strstr(comments, "\n5,"), "%s", comments);
    free(comments);
    folder_remove(&home);
}
