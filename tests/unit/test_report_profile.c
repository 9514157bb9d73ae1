#include <criterion/criterion.h>

#include "base/str.h"
#include "report/csv_profile.h"

#include <stdio.h>

enum { COLUMNS = 4 };

/* A header and one record of four columns; the last stands behind our own. */
static pal_buf recast(pal_csv_profile profile, const pal_str *record)
{
    static const pal_str header[COLUMNS] = {PAL_INIT("text"), PAL_INIT("share"),
                                            PAL_INIT("impact"), PAL_INIT("share")};
    pal_csv_recast *r = NULL;
    pal_buf b = {0};
    cr_assert_eq(pal_csv_profile_open(&r, profile, 3, NULL), PAL_OK);
    cr_assert_eq(pal_csv_profile_record(r, &b, header, COLUMNS, NULL), PAL_OK);
    cr_assert_eq(pal_csv_profile_record(r, &b, record, COLUMNS, NULL), PAL_OK);
    pal_buf_byte(&b, '\0');
    pal_csv_profile_close(r);
    return b;
}

Test(report_profile, finnish_excel_gets_its_mark_semicolons_and_decimal_commas)
{
    static const pal_str record[COLUMNS] = {PAL_INIT("3.5; \"ok\""), PAL_INIT("0.1234"),
                                            PAL_INIT("-6.04"), PAL_INIT("3.5")};
    pal_buf b = recast(PAL_CSV_EXCEL_FI, record);
    cr_expect_str_eq(b.ptr, "\xEF\xBB\xBFtext;share;impact;share\r\n"
                            "\"3.5; \"\"ok\"\"\";0,1234;-6,04;3.5\r\n");
    pal_buf_release(&b);
}

Test(report_profile, text_that_a_spreadsheet_would_run_is_guarded)
{
    static const struct {
        pal_str cell;
        const char *excel;
        const char *plain;
    } cases[] = {
        {PAL_INIT("=1+1"), "'=1+1", "'=1+1"},
        {PAL_INIT("+358 40"), "'+358 40", "'+358 40"},
        {PAL_INIT("-5"), "'-5", "'-5"},
        {PAL_INIT("- hyvä"), "'- hyvä", "'- hyvä"},
        {PAL_INIT("@SUM(A1)"), "'@SUM(A1)", "'@SUM(A1)"},
        {PAL_INIT("\t=1"), "'\t=1", "'\t=1"},
        {PAL_INIT("\r=1"), "\"'\r=1\"", "\"'\r=1\""},
        {PAL_INIT("=a,b"), "'=a,b", "\"'=a,b\""},
        {PAL_INIT("a=b"), "a=b", "a=b"},
        {PAL_INIT("'=1"), "'=1", "'=1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_str record[COLUMNS] = {cases[i].cell, PAL_STR("-0.5"), PAL_STR("1"),
                                         PAL_STR("")};
        char expected[128];
        pal_buf b = recast(PAL_CSV_EXCEL_FI, record);
        snprintf(expected, sizeof expected,
                 "\xEF\xBB\xBFtext;share;impact;share\r\n%s;-0,5;1;\r\n", cases[i].excel);
        cr_expect_str_eq(b.ptr, expected, "case %zu", i);
        pal_buf_release(&b);
        b = recast(PAL_CSV_RFC4180_GUARDED, record);
        snprintf(expected, sizeof expected, "text,share,impact,share\n%s,-0.5,1,\n",
                 cases[i].plain);
        cr_expect_str_eq(b.ptr, expected, "case %zu", i);
        pal_buf_release(&b);
    }
}

/* A number of ours may begin with a minus; anything else in its column may not. */
Test(report_profile, only_true_numbers_escape_the_guard)
{
    static const struct {
        pal_str cell;
        const char *excel;
    } cases[] = {
        {PAL_INIT("-1"), "-1"},       {PAL_INIT("-1.50"), "-1,50"},
        {PAL_INIT("-"), "'-"},        {PAL_INIT("-1+cmd"), "'-1+cmd"},
        {PAL_INIT("--1"), "'--1"},    {PAL_INIT("-.5"), "'-.5"},
        {PAL_INIT("1.2.3"), "1.2.3"}, {PAL_INIT("1."), "1."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_str record[COLUMNS] = {PAL_STR(""), PAL_STR(""), cases[i].cell,
                                         PAL_STR("")};
        pal_buf b = recast(PAL_CSV_EXCEL_FI, record);
        char expected[128];
        snprintf(expected, sizeof expected,
                 "\xEF\xBB\xBFtext;share;impact;share\r\n;;%s;\r\n", cases[i].excel);
        cr_expect_str_eq(b.ptr, expected, "case %zu", i);
        pal_buf_release(&b);
    }
}
