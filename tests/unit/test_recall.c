/* What is read back from comments.csv is what was written. */
#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/str.h"
#include "folder_help.h"
#include "recall.h"
#include "report/csv_out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINES = 3000, CELLS = 5 };

/* Cells of a line: from its number alone, with and without what needs quotes, and now and
 * then longer than a piece that is read at once. */
static pal_str cell_of(char room[60000], size_t line, size_t cell)
{
    static const char *const words[] = {"",   "jono",     "hyvä, halpa",
                                        "\"", "a\"b,\nc", "tosi pitkä jonotus"};
    size_t dice = line * 7 + cell * 3 + line / 11;
    const char *word = words[dice % 6];
    size_t times = line % 997 == 500 && cell == 3 ? 3000 : dice % 4;
    size_t len = 0;
    for (size_t i = 0; i < times; i++) {
        memcpy(room + len, word, strlen(word));
        len += strlen(word);
    }
    return (pal_str){room, len};
}

static void write_lines(pal_buf *b, uint64_t places[LINES])
{
    static char room[60000];
    for (size_t i = 0; i < LINES; i++) {
        pal_csv line = {.out = b};
        places[i] = b->len;
        for (size_t c = 0; c < CELLS; c++)
            pal_csv_text(&line, cell_of(room, i, c));
        pal_csv_end(&line);
    }
    pal_buf_byte(b, '\0');
}

static void expect_cells(const pal_str *cells, size_t line, size_t count)
{
    static char room[60000];
    for (size_t c = 0; c < count; c++)
        cr_assert(pal_str_equal(cells[c], cell_of(room, line, c)),
                  "line %zu, cell %zu: '%.*s'", line, c, PAL_ARG(cells[c]));
}

Test(recall, lines_come_back_one_after_the_other_and_by_their_place)
{
    static uint64_t places[LINES];
    pal_buf b = {0};
    write_lines(&b, places);
    folder_path home = folder_new();
    folder_write(home.text, "comments.csv", b.ptr);
    folder_path path = folder_join(home.text, "comments.csv");
    const pal_batch_place batch = {.comments = 0};
    for (size_t count = 0; count <= CELLS; count++) {
        pal_recall *r = NULL;
        cr_assert_eq(pal_recall_open(&r, path.text, &batch, 1, NULL), PAL_OK);
        pal_str cells[CELLS];
        uint64_t at = 0;
        for (size_t i = 0; i < LINES; i++) {
            cr_assert_eq(at, places[i], "%zu cells, line %zu", count, i);
            cr_assert_eq(pal_recall_line(cells, count, r, &at, NULL), PAL_OK);
            expect_cells(cells, i, count);
        }
        cr_expect_eq(pal_recall_line(cells, count, r, &at, NULL), PAL_DONE);
        for (size_t i = 0; i + 2 < LINES; i += 97) {
            size_t from = LINES - 3 - i;
            cr_assert_eq(pal_recall_comment(cells, count, r, places[from], 2, NULL),
                         PAL_OK);
            expect_cells(cells, from + 2, count);
        }
        cr_expect_eq(pal_recall_comment(cells, count, r, (uint64_t)1 << 32, 0, NULL),
                     PAL_EIO);
        pal_recall_close(r);
    }
    pal_buf_release(&b);
    folder_remove(&home);
}

Test(recall, a_line_of_fewer_cells_has_empty_ones)
{
    folder_path home = folder_new();
    folder_write(home.text, "comments.csv", "1,\"a\"\n2\n");
    folder_path path = folder_join(home.text, "comments.csv");
    pal_recall *r = NULL;
    pal_str cells[4];
    uint64_t at = 0;
    cr_assert_eq(pal_recall_open(&r, path.text, NULL, 0, NULL), PAL_OK);
    cr_assert_eq(pal_recall_line(cells, 4, r, &at, NULL), PAL_OK);
    cr_expect(pal_str_equal(cells[0], PAL_STR("1")) &&
              pal_str_equal(cells[1], PAL_STR("a")));
    cr_expect(cells[2].len == 0 && cells[3].len == 0);
    cr_assert_eq(pal_recall_line(cells, 4, r, &at, NULL), PAL_OK);
    cr_expect(pal_str_equal(cells[0], PAL_STR("2")) && cells[1].len == 0);
    cr_expect_eq(pal_recall_line(cells, 4, r, &at, NULL), PAL_DONE);
    pal_recall_close(r);
    folder_remove(&home);
}

/* Records that stand whole in a piece of the file, and those that do not. */
Test(recall, cells_are_those_that_were_written_wherever_they_stand)
{
    enum { ROWS = 600, KEPT = 4 };
    char path[] = "/tmp/palaute-recall-XXXXXX";
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    FILE *file = fdopen(fd, "w");
    cr_assert_not_null(file);
    for (int i = 0; i < ROWS; i++) {
        fprintf(file, "%d,,\"say \"\"%d\"\", then\nnothing\",", i, i);
        for (int k = 0; k < i * 37 % 301; k++)
            fputc('x', file);
        fputs(i % 5 == 0 ? ",\"last, \"\"\n\"\"\"\n" : ",last\n", file);
    }
    cr_assert_eq(fclose(file), 0);

    for (size_t count = 1; count <= KEPT; count++) {
        pal_recall *r = NULL;
        pal_str cells[KEPT];
        uint64_t at = 0;
        cr_assert_eq(pal_recall_open(&r, path, NULL, 0, NULL), PAL_OK);
        for (int i = 0; i < ROWS; i++) {
            char number[16];
            char said[64];
            snprintf(number, sizeof number, "%d", i);
            snprintf(said, sizeof said, "say \"%d\", then\nnothing", i);
            cr_assert_eq(pal_recall_line(cells, count, r, &at, NULL), PAL_OK, "row %d",
                         i);
            cr_assert(pal_str_equal(cells[0], pal_str_from(number)), "row %d", i);
            cr_assert(count < 2 || cells[1].len == 0, "row %d", i);
            cr_assert(count < 3 || pal_str_equal(cells[2], pal_str_from(said)), "row %d",
                      i);
            cr_assert(count < 4 || cells[3].len == (size_t)(i * 37 % 301), "row %d", i);
        }
        cr_expect_eq(pal_recall_line(cells, count, r, &at, NULL), PAL_DONE);
        pal_recall_close(r);
    }
    unlink(path);
}
