/* Records of one line are cut without libcsv: into the cells that libcsv makes of them.
 */
#include <criterion/criterion.h>

#include <csv.h>

#include "base/buf.h"
#include "ingest/csv.h"
#include "ingest_help.h"

enum { CELLS_MAX = 64, LINE_MAX_LEN = 40 };

typedef struct line_cells {
    pal_str cells[CELLS_MAX];
    size_t count;
    size_t records;
    char bytes[LINE_MAX_LEN * 4];
    size_t used;
} line_cells;

static void on_cell(void *bytes, size_t len, void *ctx)
{
    line_cells *t = ctx;
    cr_assert_lt(t->count, CELLS_MAX);
    memcpy(t->bytes + t->used, bytes, len);
    t->cells[t->count++] = (pal_str){t->bytes + t->used, len};
    t->used += len;
}

static void on_row(int end, void *ctx)
{
    (void)end;
    ((line_cells *)ctx)->records++;
}

static pal_status give_once(void *ctx, pal_str *chunk, pal_error *err)
{
    (void)err;
    pal_str *left = ctx;
    *chunk = *left;
    *left = (pal_str){"", 0};
    return PAL_OK;
}

/* A line that libcsv takes for the head of a record is not looked at. */
static void expect_cells_of_libcsv(pal_str line, char delimiter, bool quotes)
{
    line_cells theirs = {.count = 0};
    struct csv_parser parser;
    cr_assert_eq(csv_init(&parser, CSV_REPALL_NL), 0);
    csv_set_delim(&parser, (unsigned char)delimiter);
    csv_parse(&parser, line.ptr, line.len, on_cell, on_row, &theirs);
    csv_parse(&parser, "\n", 1, on_cell, on_row, &theirs);
    csv_free(&parser);
    if (quotes && theirs.records == 0)
        return;
    cr_assert_eq(theirs.records, 1);

    pal_csv *csv = NULL;
    pal_record r = {0};
    pal_str left = line;
    cr_assert_eq(pal_csv_open(&csv, delimiter, give_once, &left, NULL, NULL), PAL_OK);
    cr_assert_eq(pal_csv_next(csv, &r, NULL), PAL_OK);
    bool same = r.count == theirs.count && r.unclosed == 0;
    for (size_t i = 0; same && i < r.count; i++)
        same = pal_str_equal(r.cells[i], theirs.cells[i]);
    cr_expect(same, "'%.*s' with '%c'", PAL_ARG(line), delimiter);
    pal_csv_close(csv);
}

static void compare_random_lines(const char *alphabet, size_t letters, bool quotes)
{
    static const char delimiters[] = {';', ',', '\t', '|', ' ', '\x1F'};
    enum { LINES = 60000 };
    uint64_t state = 20260914; /* xorshift64 */
    for (size_t n = 0; n < LINES; n++) {
        char bytes[LINE_MAX_LEN];
        size_t len = n % LINE_MAX_LEN + 1;
        for (size_t i = 0; i < len; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes[i] = alphabet[state % letters];
        }
        expect_cells_of_libcsv((pal_str){bytes, len}, delimiters[n % sizeof delimiters],
                               quotes);
    }
}

Test(ingest_lines, random_lines_have_the_cells_of_libcsv)
{
    static const char alphabet[] = "ab ;;,,\t\t|  \xC3\xA4'\0\x1F";
    compare_random_lines(alphabet, sizeof alphabet - 1, false);
}

Test(ingest_lines, random_lines_with_quotes_have_the_cells_of_libcsv)
{
    static const char many[] = "a ;,\t|\"\"\"\"\x1F";
    static const char few[] = "abc  ;,;,\t|\"\"\xC3\xA4\0\x1F";
    compare_random_lines(many, sizeof many - 1, true);
    compare_random_lines(few, sizeof few - 1, true);
}

Test(ingest_lines, quotes_in_their_places_have_the_cells_of_libcsv)
{
    static const pal_str lines[] = {
        PAL_INIT("\"a\";\"b\""),        PAL_INIT("\"a;b\";c"),
        PAL_INIT("1;\"\";\"\""),        PAL_INIT("\" a \"; b ;\"\"\"\""),
        PAL_INIT("\"say \"\"a\"\"\";"), PAL_INIT(";\"a\"\"\";\"\"\"b\""),
        PAL_INIT("\"a\" ;b"),           PAL_INIT(" \"a\";b"),
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        expect_cells_of_libcsv(lines[i], ';', false);
}

/* Ends at every distance from the beginning of a line: the search takes eight bytes at a
 * time. */
Test(ingest_lines, line_ends_are_found_wherever_they_stand)
{
    static const char *const ends[] = {"\n", "\r", "\r\n"};
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
        for (size_t len = 1; len < LINE_MAX_LEN; len++) {
            pal_buf text = {0};
            for (size_t i = 0; i < len; i++)
                pal_buf_byte(&text, (char)(i % 3 == 0 ? '\x0B' : '\x8A'));
            pal_buf_cstr(&text, ends[e]);
            pal_buf_cstr(&text, "x");
            pal_csv *csv = NULL;
            pal_record r = {0};
            pal_str left = pal_buf_view(&text);
            cr_assert_eq(pal_csv_open(&csv, ';', give_once, &left, NULL, NULL), PAL_OK);
            cr_assert_eq(pal_csv_next(csv, &r, NULL), PAL_OK);
            cr_expect(r.count == 1 && r.cells[0].len == len, "%zu bytes", len);
            cr_assert_eq(pal_csv_next(csv, &r, NULL), PAL_OK);
            cr_expect(r.line == 2 && r.count == 1 && r.cells[0].len == 1);
            pal_csv_close(csv);
            pal_buf_release(&text);
        }
}
