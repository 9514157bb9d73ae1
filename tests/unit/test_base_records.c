#include <criterion/criterion.h>

#include "base/records.h"
#include "base/str.h"
#include "folder_help.h"

Test(base_records, gives_cells_as_they_were_before_quoting)
{
    folder_path home = folder_new();
    folder_write(home.text, "a.csv",
                 "a,b,c\n\"x,\"\"y\"\"\",\"two\nlines\",\n,,\nääkköset,\"\",\"\r\"\n");
    static const char *const cells[4][3] = {{"a", "b", "c"},
                                            {"x,\"y\"", "two\nlines", ""},
                                            {"", "", ""},
                                            {"ääkköset", "", "\r"}};
    pal_records *r = NULL;
    pal_error err = {0};
    folder_path path = folder_join(home.text, "a.csv");
    cr_assert_eq(pal_records_open(&r, path.text, &err), PAL_OK, "%s", err.msg);
    const pal_str *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(pal_records_next(r, &found, &count, &err), PAL_OK, "record %zu", i);
        cr_assert_eq(count, 3u);
        for (size_t c = 0; c < 3; c++)
            cr_expect(pal_str_equal(found[c], pal_str_from(cells[i][c])),
                      "record %zu, cell %zu: '%.*s'", i, c, PAL_ARG(found[c]));
    }
    cr_expect_eq(pal_records_next(r, &found, &count, &err), PAL_DONE);
    cr_expect_eq(pal_records_next(r, &found, &count, &err), PAL_DONE);
    pal_records_close(r);
    folder_remove(&home);
}

Test(base_records, says_when_a_file_is_cut_or_not_there)
{
    folder_path home = folder_new();
    folder_write(home.text, "cut.csv", "a,\"b");
    folder_path path = folder_join(home.text, "cut.csv");
    pal_records *r = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_records_open(&r, path.text, &err), PAL_OK);
    const pal_str *found = NULL;
    size_t count = 0;
    cr_expect_eq(pal_records_next(r, &found, &count, &err), PAL_EFORMAT);
    pal_records_close(r);
    r = NULL;
    path = folder_join(home.text, "none.csv");
    cr_expect_eq(pal_records_open(&r, path.text, NULL), PAL_ENOINPUT);
    cr_expect_null(r);
    pal_records_close(r);
    folder_remove(&home);
}
