#include <criterion/criterion.h>

#include "ingest/csv.h"
#include "ingest_help.h"

#include <dirent.h>
#include <jansson.h>

/* Bytes handed out in pieces of `step`, so that every border falls everywhere. */
typedef struct pieces {
    pal_str left;
    size_t step;
} pieces;

static pal_status next_piece(void *ctx, pal_str *chunk, pal_error *err)
{
    (void)err;
    pieces *p = ctx;
    size_t len = p->left.len < p->step ? p->left.len : p->step;
    *chunk = (pal_str){p->left.ptr, len};
    p->left = (pal_str){p->left.ptr + len, p->left.len - len};
    return PAL_OK;
}

/* Records as text: cells between '|', records between '/', a broken one with '!' and the
 * line of its quote. */
static pal_status flatten(char *out, size_t cap, pal_str text, char delimiter,
                          size_t width, size_t step, pal_error *err)
{
    pieces p = {text, step};
    pal_csv *csv = NULL;
    pal_status status = pal_csv_open(&csv, delimiter, next_piece, &p, "f", err);
    pal_csv_expect(csv, width);
    pal_record r;
    size_t at = 0;
    out[0] = '\0';
    while (status == PAL_OK && (status = pal_csv_next(csv, &r, err)) == PAL_OK) {
        at +=
            (size_t)snprintf(out + at, cap - at, "%s%zu:", at ? "/" : "", (size_t)r.line);
        for (size_t i = 0; i < r.count; i++)
            at += (size_t)snprintf(out + at, cap - at, "%s%.*s", i ? "|" : "",
                                   PAL_ARG(r.cells[i]));
        if (r.unclosed != 0)
            at += (size_t)snprintf(out + at, cap - at, "!%zu", (size_t)r.unclosed);
    }
    pal_csv_close(csv);
    return status;
}

Test(ingest_csv, gives_cells_and_the_line_of_each_record)
{
    static const struct {
        const char *name;
        pal_str text;
        size_t width;
        const char *expected;
    } cases[] = {
        {"plain", PAL_INIT("a,b\n1,2\n"), 0, "1:a|b/2:1|2"},
        {"no last line end", PAL_INIT("a,b\n1,2"), 0, "1:a|b/2:1|2"},
        {"CRLF", PAL_INIT("a,b\r\n1,2\r\n"), 0, "1:a|b/2:1|2"},
        {"CR", PAL_INIT("a,b\r1,2\r"), 0, "1:a|b/2:1|2"},
        {"lines in a cell", PAL_INIT("a,b\n\"x\r\ny\rz\",2\n3,4\n"), 2,
         "1:a|b/2:x\ny\nz|2/5:3|4"},
        {"blank line", PAL_INIT("a,b\n\n1,2\n"), 0, "1:a|b/2:/3:1|2"},
        {"empty cells", PAL_INIT("a,b\n,\n\"\",\n"), 0, "1:a|b/2:|/3:|"},
        {"doubled quote", PAL_INIT("\"a \"\"b\"\"\",c\n"), 0, "1:a \"b\"|c"},
        {"quote in a bare cell", PAL_INIT("5\" putki,x\n"), 0, "1:5\" putki|x"},
        {"quote inside of quotes", PAL_INIT("\"a \"b\" c\",x\n"), 2, "1:a \"b\" c|x"},
        {"spaces around", PAL_INIT("a, \"b, c\" ,d\n"), 0, "1:a|b, c|d"},
        {"unclosed at the end", PAL_INIT("a,b\n1,\"two\n"), 2, "1:a|b/2:1!2"},
        {"unclosed, rows behind it", PAL_INIT("a,b,c\n1,2,\"x\n4,5,6\n7,8,9\n"), 3,
         "1:a|b|c/2:1|2!2/3:4|5|6/4:7|8|9"},
        {"unclosed, closed by another row",
         PAL_INIT("a,b,c\n1,2,\"x\n4,5,6\n7,8,\"9\"\n"), 3,
         "1:a|b|c/2:1|2|x\n4,5,6\n7,8,\"9!2/3:4|5|6/4:7|8|9"},
        {"unclosed in one column", PAL_INIT("a\n\"x\nb\n"), 1, "1:a/2:!2/3:b"},
    };
    char got[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 8; step++) {
            pal_error err = {0};
            pal_status status =
                flatten(got, sizeof got, cases[i].text, ',', cases[i].width, step, &err);
            cr_expect_eq(status, PAL_DONE, "%s: %s", cases[i].name, err.msg);
            cr_expect_str_eq(got, cases[i].expected, "%s, pieces of %zu", cases[i].name,
                             step);
        }
}

Test(ingest_csv, keeps_nul_bytes)
{
    pal_str text = {"a,b\nx\0y,2\n", 10};
    pieces p = {text, 100};
    pal_csv *csv = NULL;
    pal_record r;
    cr_assert_eq(pal_csv_open(&csv, ',', next_piece, &p, NULL, NULL), PAL_OK);
    cr_expect_eq(pal_csv_next(csv, &r, NULL), PAL_OK);
    cr_expect_eq(pal_csv_next(csv, &r, NULL), PAL_OK);
    cr_expect_eq(r.cells[0].len, 3);
    cr_expect_eq(memcmp(r.cells[0].ptr, "x\0y", 3), 0);
    pal_csv_close(csv);
}

/* `head`, then `count` times `line`. */
static pal_str repeated(pal_arena *mem, const char *head, const char *line, size_t count)
{
    size_t len = strlen(head) + count * strlen(line);
    char *out = pal_new(mem, char, len + 1);
    strcpy(out, head);
    for (size_t i = 0; i < count; i++)
        memcpy(out + strlen(head) + i * strlen(line), line, strlen(line));
    return (pal_str){out, len};
}

static pal_status read_all(pal_str text, size_t width, size_t *records, pal_error *err)
{
    pieces p = {text, 1 << 20};
    pal_csv *csv = NULL;
    pal_record r;
    pal_status status = pal_csv_open(&csv, ',', next_piece, &p, "f", err);
    pal_csv_expect(csv, width);
    for (*records = 0; status == PAL_OK; *records += status == PAL_OK)
        status = pal_csv_next(csv, &r, err);
    pal_csv_close(csv);
    return status;
}

Test(ingest_csv, says_where_a_quote_swallows_the_file)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    size_t records = 0;
    pal_error err = {0};
    /* no line behind the quote is a row: two cells where three are expected */
    pal_str text = repeated(mem, "a,b,c\n1,2,3\n4,5,\"x\n", "words, words\n", 3000);
    cr_expect_eq(read_all(text, 3, &records, &err), PAL_EFORMAT);
    cr_expect_eq(err.at.line, 3, "line %zu: %s", err.at.line, err.msg);
    err = (pal_error){0};
    text = repeated(mem, "a,b,c\n4,5,\"x\n",
                    "0123456789012345678901234567890123456789"
                    "01234567890123456789012345678901234567890123456789 end\n",
                    20000);
    cr_expect_eq(read_all(text, 3, &records, &err), PAL_EFORMAT);
    cr_expect_eq(err.at.line, 2, "line %zu: %s", err.at.line, err.msg);
    err = (pal_error){0};
    text = repeated(mem, "a,b\n", "x", 20 * 1024 * 1024);
    cr_expect_eq(read_all(text, 2, &records, &err), PAL_EFORMAT);
    cr_expect_eq(err.at.line, 2, "line %zu: %s", err.at.line, err.msg);
    err = (pal_error){0};
    text = repeated(mem, "a,b\n", "x", 2 * 1024 * 1024);
    cr_expect_eq(read_all(text, 2, &records, &err), PAL_EFORMAT, "a cell of 2 MiB");
    pal_arena_close(mem);
}

Test(ingest_csv, goes_on_behind_an_unclosed_quote_where_rows_follow)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    size_t records = 0;
    pal_error err = {0};
    pal_str text = repeated(mem, "a,b,c\n1,2,\"x\n", "7,8,9\n", 5000);
    cr_expect_eq(read_all(text, 3, &records, &err), PAL_DONE, "%s", err.msg);
    cr_expect_eq(records, 5002);
    pal_arena_close(mem);
}

Test(ingest_csv, does_not_read_hostile_quotes_again_and_again, .timeout = 60)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    size_t records = 0;
    pal_error err = {0};
    /* each second line opens a quote; the line behind it is a row by itself */
    pal_str text = repeated(mem, "a,b,c\n", "1,\"\",\" \"x\n7,8,9\n", 60000);
    pal_status status = read_all(text, 3, &records, &err);
    cr_expect(status == PAL_DONE || status == PAL_EFORMAT);
    pal_arena_close(mem);
}

Test(ingest_csv, takes_a_million_columns)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    size_t records = 0;
    pal_str text = repeated(mem, "", ",", 1000000);
    cr_expect_eq(read_all(text, 0, &records, NULL), PAL_DONE);
    cr_expect_eq(records, 1);
    pal_arena_close(mem);
}

/* ------------------------------------------------- tables that others expect */

static pal_str load(pal_arena *mem, const char *path)
{
    FILE *f = fopen(path, "rb");
    char *bytes = pal_new(mem, char, 1 << 20);
    size_t len = f ? fread(bytes, 1, 1 << 20, f) : 0;
    if (f)
        fclose(f);
    return (pal_str){bytes, len};
}

/* Cells as the program wants them: bare ones without spaces around, every line end LF. */
static bool same_cell(pal_str cell, const char *expected)
{
    pal_str e = pal_str_trim(pal_str_from(expected));
    pal_str c = pal_str_trim(cell);
    size_t j = 0;
    for (size_t i = 0; i < e.len; i++) {
        if (e.ptr[i] == '\r')
            continue;
        if (j >= c.len || c.ptr[j++] != e.ptr[i])
            return false;
    }
    return j == c.len;
}

static void expect_record(const pal_record *r, json_t *row, const pal_str *header,
                          size_t width, const char *name)
{
    size_t count = json_is_object(row) ? json_object_size(row) : json_array_size(row);
    cr_expect_eq(r->count == 0 ? 1 : r->count, count, "%s:%zu: %zu cells", name,
                 (size_t)r->line, r->count);
    for (size_t i = 0; i < r->count && i < count; i++) {
        char key[64] = "";
        if (json_is_object(row) && i < width)
            snprintf(key, sizeof key, "%.*s", PAL_ARG(header[i]));
        json_t *value =
            json_is_object(row) ? json_object_get(row, key) : json_array_get(row, i);
        cr_expect(json_is_string(value) &&
                      same_cell(r->cells[i], json_string_value(value)),
                  "%s:%zu: cell %zu is '%.*s'", name, (size_t)r->line, i + 1,
                  PAL_ARG(r->cells[i]));
    }
}

/* The rows of `csv` are those of `json`: arrays of cells, or objects by the header. */
static void expect_table(const char *csv_path, const char *json_path, const char *name)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 26);
    pal_str text = load(mem, csv_path);
    json_t *table = json_load_file(json_path, 0, NULL);
    cr_expect_not_null(table, "%s", json_path);
    if (json_is_object(table))
        table = json_pack("[o]", table);
    bool objects = json_is_object(json_array_get(table, 0));
    bool has_header = objects || pal_str_starts(pal_str_from(name), PAL_STR("header"));
    pieces p = {text, 7};
    pal_csv *csv = NULL;
    pal_record r;
    pal_str header[16];
    size_t width = 0;
    size_t row = 0;
    cr_assert_eq(pal_csv_open(&csv, ',', next_piece, &p, name, NULL), PAL_OK);
    if (has_header && pal_csv_next(csv, &r, NULL) == PAL_OK)
        for (width = 0; width < r.count && width < 16; width++)
            header[width] = pal_arena_copy(mem, r.cells[width]);
    while (pal_csv_next(csv, &r, NULL) == PAL_OK)
        expect_record(&r, json_array_get(table, row++), header, width, name);
    cr_expect_eq(row, json_array_size(table), "%s: %zu rows, not %zu", name, row,
                 json_array_size(table));
    pal_csv_close(csv);
    json_decref(table);
    pal_arena_close(mem);
}

static void expect_folder(const char *folder, const char *csvs, const char *jsons)
{
    char *path = help_data(folder);
    if (!path)
        return;
    char csv[512], json[512];
    snprintf(csv, sizeof csv, "%s/%s", path, jsons);
    DIR *dir = opendir(csv);
    cr_assert_not_null(dir, "%s", csv);
    size_t files = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        pal_str name = pal_str_from(e->d_name);
        /* the expected table of this one was saved with bytes that are no UTF-8 */
        if (!pal_str_ends(name, PAL_STR(".json")) ||
            help_is(name, "location_coordinates.json"))
            continue;
        int stem = (int)name.len - 5;
        snprintf(json, sizeof json, "%s/%s/%s", path, jsons, e->d_name);
        snprintf(csv, sizeof csv, "%s/%s/%.*s.csv", path, csvs, stem, e->d_name);
        expect_table(csv, json, e->d_name);
        files++;
    }
    cr_expect_gt(files, 10);
    closedir(dir);
    free(path);
}

Test(ingest_csv, reads_csv_spectrum)
{
    expect_folder("csv/csv-spectrum", "csvs", "json");
}

Test(ingest_csv, reads_csv_test_data)
{
    expect_folder("csv/csv-test-data", "csv", "json");
}
