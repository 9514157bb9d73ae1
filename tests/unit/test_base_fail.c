#include <criterion/criterion.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"

#include <string.h>

Test(base_fail, tells_code_place_and_words)
{
    pal_error err = {0};
    char name[] = "a.csv";
    pal_loc at = {.file = name, .line = 3, .column = 5};
    cr_expect_eq(pal_fail(&err, PAL_EFORMAT, at, "bad %s %d", "cell", 7), PAL_EFORMAT);
    name[0] = 'x'; /* the name is a copy */
    cr_expect_eq(err.code, PAL_EFORMAT);
    cr_expect_str_eq(err.msg, "bad cell 7");
    cr_expect_str_eq(err.at.file, "a.csv");
    cr_expect_eq(err.at.line, 3u);
    cr_expect_eq(err.at.column, 5u);
}

Test(base_fail, the_first_failure_stays)
{
    pal_error err = {0};
    pal_fail(&err, PAL_EIO, pal_loc_file("first"), "one");
    cr_expect_eq(pal_fail(&err, PAL_ENOMEM, pal_loc_file("second"), "two"), PAL_ENOMEM);
    cr_expect_eq(err.code, PAL_EIO);
    cr_expect_str_eq(err.msg, "one");
    cr_expect_str_eq(err.at.file, "first");
    pal_error other = {0};
    pal_fail(&other, PAL_EUSAGE, pal_loc_file(NULL), "three");
    pal_fail_again(&err, &other);
    cr_expect_str_eq(err.msg, "one");
}

Test(base_fail, a_failure_can_be_passed_on)
{
    pal_error to = {0};
    {
        pal_error from = {0};
        pal_fail(&from, PAL_EIO, pal_loc_file("file"), "gone");
        pal_fail_again(&to, &from);
        memset(&from, 'x', sizeof from);
    }
    cr_expect_eq(to.code, PAL_EIO);
    cr_expect_str_eq(to.msg, "gone");
    cr_expect_eq(to.at.file, to.file);
    cr_expect_str_eq(to.at.file, "file");
    pal_fail_again(NULL, &to);
}

Test(base_fail, needs_no_error_to_fill)
{
    cr_expect_eq(pal_fail(NULL, PAL_EUSAGE, pal_loc_file(NULL), "x"), PAL_EUSAGE);
}

Test(base_fail, a_message_is_one_line_that_ends_at_a_character)
{
    pal_error err = {0};
    char many[2002];
    for (size_t i = 0; i < 2000; i += 2)
        memcpy(many + i, "\xC3\xA4", 2);
    many[2000] = '\0';
    pal_fail(&err, PAL_EFORMAT, pal_loc_file(NULL), "%s", many);
    cr_expect_null(err.at.file);
    cr_expect_eq(strlen(err.msg), 238u);
    cr_expect(pal_unicode_valid(pal_str_from(err.msg)));
    err = (pal_error){0};
    pal_fail(&err, PAL_EFORMAT, pal_loc_file(NULL), "a\nb\tc\x1B[0m");
    cr_expect_str_eq(err.msg, "a b c [0m");
}

Test(base_fail, a_long_file_name_keeps_its_end)
{
    pal_error err = {0};
    char name[600];
    memset(name, 'd', sizeof name);
    memcpy(name + sizeof name - 8, "/be.csv", 8);
    pal_fail(&err, PAL_EIO, pal_loc_file(name), "x");
    cr_expect_eq(strlen(err.at.file), sizeof err.file - 1);
    cr_expect(pal_str_ends(pal_str_from(err.at.file), PAL_STR("/be.csv")));
}
