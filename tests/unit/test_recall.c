#include <criterion/criterion.h>

#include "base/str.h"
#include "recall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Records that stand whole in a piece of the file, and those that do not. */
Test(recall, cells_are_those_that_were_written_wherever_they_stand)
{
    enum { ROWS = 600, CELLS = 4 };
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

    for (size_t count = 1; count <= CELLS; count++) {
        pal_recall *r = NULL;
        pal_str cells[CELLS];
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
