/* Workbooks, written by libxlsxwriter or by hand. */
#include <criterion/criterion.h>

#include "folder_help.h"
#include "ingest/xlsx.h"
#include "ingest/xlsx_values.h"
#include "ingest_help.h"

#include <minizip/zip.h>
#include <xlsxwriter.h>

/* All bytes of a sheet; release the buffer. */
static pal_status read_sheet(pal_buf *out, const char *path, const char *sheet,
                             pal_error *err)
{
    pal_xlsx *x = NULL;
    pal_str chunk = {"", 1};
    pal_status status = pal_xlsx_open(&x, path, sheet, err);
    while (status == PAL_OK && chunk.len != 0) {
        status = pal_xlsx_next(x, &chunk, err);
        if (status == PAL_OK)
            pal_buf_add(out, chunk);
    }
    pal_buf_byte(out, '\0');
    pal_xlsx_close(x);
    return status;
}

static void expect_sheet(const char *path, const char *sheet, const char *csv)
{
    pal_buf b = {0};
    pal_error err = {0};
    cr_expect_eq(read_sheet(&b, path, sheet, &err), PAL_OK, "%s", err.msg);
    cr_expect_str_eq(b.ptr, csv);
    pal_buf_release(&b);
}

/* A workbook of parts said outright; the rest of what a workbook needs stands beside. */
static folder_path write_parts(const char *home, const char *workbook, const char *sheet,
                               const char *strings, const char *styles)
{
    static const char relations[] =
        "<Relationships>"
        "<Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"/xl/s.xml\"/>"
        "<Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/>"
        "</Relationships>";
    const struct {
        const char *name, *text;
    } parts[] = {{"xl/workbook.xml", workbook},
                 {"xl/_rels/workbook.xml.rels", relations},
                 {"xl/worksheets/a.xml", sheet},
                 {"xl/s.xml", strings},
                 {"xl/styles.xml", styles}};
    folder_path path = folder_join(home, "hand.xlsx");
    zipFile zip = zipOpen(path.text, APPEND_STATUS_CREATE);
    cr_assert_not_null(zip);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].text)
            continue;
        zip_fileinfo info = {{0}, 0, 0, 0};
        zipOpenNewFileInZip(zip, parts[i].name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                            6);
        zipWriteInFileInZip(zip, parts[i].text, (unsigned)strlen(parts[i].text));
        zipCloseFileInZip(zip);
    }
    zipClose(zip, NULL);
    return path;
}

static const char one_sheet[] =
    "<workbook xmlns:r=\"x\"><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>";

Test(ingest_xlsx, cells_become_what_a_csv_export_holds)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "a.xlsx");
    lxw_workbook *book = workbook_new(path.text);
    workbook_add_worksheet(book, "Tyhjä");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Vastaukset");
    lxw_format *day = workbook_add_format(book);
    lxw_format *moment = workbook_add_format(book);
    lxw_format *hours = workbook_add_format(book);
    format_set_num_format(day, "d.m.yyyy");
    format_set_num_format(moment, "yyyy-mm-dd hh:mm");
    format_set_num_format(hours, "[h]:mm");
    worksheet_write_string(sheet, 1, 0, "a,\"b\"", NULL);
    worksheet_write_string(sheet, 1, 1, "two\nlines", NULL);
    worksheet_write_number(sheet, 1, 2, 9, NULL);
    worksheet_write_number(sheet, 1, 3, 7.3, NULL);
    worksheet_write_number(sheet, 3, 0, 46082.0, day);
    worksheet_write_number(sheet, 3, 1, 46082.586805555555, moment);
    worksheet_write_number(sheet, 3, 2, 1.1041666666666667, hours);
    worksheet_write_boolean(sheet, 3, 3, 1, NULL);
    worksheet_write_number(sheet, 3, 4, -1e15, NULL);
    worksheet_write_blank(sheet, 9, 9, day);
    cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
    const char csv[] = "\"a,\"\"b\"\"\",\"two\nlines\",9,7.3,\n"
                       ",,,,\n"
                       "2026-03-01,2026-03-01 14:05:00,26:30:00,TRUE,-1000000000000000\n";
    expect_sheet(path.text, NULL, csv);
    expect_sheet(path.text, "Vastaukset", csv);
    expect_sheet(path.text, "2", csv);
    pal_buf b = {0};
    pal_error err = {0};
    cr_expect_eq(read_sheet(&b, path.text, "1", &err), PAL_EFORMAT, "an empty sheet");
    err = (pal_error){0};
    cr_expect_eq(read_sheet(&b, path.text, "Muu", &err), PAL_EUSAGE);
    cr_expect_not_null(strstr(err.msg, "Tyhjä"), "%s", err.msg);
    pal_buf_release(&b);
    folder_remove(&home);
}

Test(ingest_xlsx, rich_text_phonetics_escapes_and_sparse_cells)
{
    folder_path home = folder_new();
    folder_path path = write_parts(
        home.text, one_sheet,
        "<x:worksheet xmlns:x=\"y\"><x:sheetData>"
        "<x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>0</x:v></x:c>"
        "<x:c r=\"C2\" t=\"inlineStr\"><x:is><x:r><x:t>ra</x:t></x:r><x:r><x:t>ka_x0041_"
        "</x:t></x:r></x:is></x:c></x:row>"
        "<x:row><x:c t=\"e\"><x:v>#N/A</x:v></x:c><x:c t=\"str\"><x:f>1+1</x:f>"
        "<x:v>&lt;2&gt;</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        "<sst><si><r><t>Hy</t></r><r><t>vä</t></r><rPh><t>no</t></rPh></si></sst>", NULL);
    expect_sheet(path.text, NULL, "Hyvä,,rakaA\n#N/A,<2>,\n");
    folder_remove(&home);
}

Test(ingest_xlsx, days_count_from_1904_when_the_workbook_says_so)
{
    folder_path home = folder_new();
    folder_path path = write_parts(
        home.text,
        "<workbook xmlns:r=\"x\"><workbookPr date1904=\"1\"/><sheets>"
        "<sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>",
        "<worksheet><sheetData><row><c "
        "s=\"1\"><v>0</v></c></row></sheetData></worksheet>",
        "<sst/>",
        "<styleSheet><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs>"
        "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    expect_sheet(path.text, NULL, "1904-01-01\n");
    folder_remove(&home);
}

/* Serial numbers: ECMA-376-1, 18.17.4.1. */
Test(ingest_xlsx, numbers_are_shown_by_their_format)
{
    static const struct {
        pal_str raw;
        const char *format, *shown;
    } cases[] = {
        {PAL_INIT("8"), "General", "8"},
        {PAL_INIT("7.2999999999999998"), "0.0", "7.3"},
        {PAL_INIT("1E-3"), "0.000", "0.001"},
        {PAL_INIT("1.5e2"), "General", "150"},
        {PAL_INIT("1"), "yyyy-mm-dd", "1900-01-01"},
        {PAL_INIT("59"), "yyyy-mm-dd", "1900-02-28"},
        {PAL_INIT("61"), "yyyy-mm-dd", "1900-03-01"},
        {PAL_INIT("36526"), "d.m.yyyy", "2000-01-01"},
        {PAL_INIT("43890"), "mmm", "2020-02-29"},
        {PAL_INIT("0.5"), "hh:mm", "12:00:00"},
        {PAL_INIT("0.99999999"), "yyyy-mm-dd hh:mm", "1900-01-01 00:00:00"},
        {PAL_INIT("3"), "0 \"days\"", "3"},
        {PAL_INIT("3"), "0\\d", "3"},
        {PAL_INIT("3"), "[Red]0", "3"},
        {PAL_INIT("-1"), "yyyy", "-1"},
        {PAL_INIT("99999999"), "yyyy", "99999999"},
        {PAL_INIT("junk"), "yyyy", "junk"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_buf b = {0};
        pal_xlsx_number(&b, cases[i].raw, pal_xlsx_format(cases[i].format), false);
        pal_buf_byte(&b, '\0');
        cr_expect_str_eq(b.ptr, cases[i].shown, "%s as %s: %s", cases[i].raw.ptr,
                         cases[i].format, b.ptr);
        pal_buf_release(&b);
    }
}

Test(ingest_xlsx, refuses_what_is_broken_or_hostile_in_one_line)
{
    static const struct {
        const char *what, *workbook, *sheet, *strings, *message;
    } cases[] = {
        {"no workbook", NULL, "<worksheet/>", NULL, "without an XLSX workbook"},
        {"broken XML", "<workbook><sheets>", "<worksheet/>", NULL, "broken XML"},
        {"entities", "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook><sheets/></workbook>",
         "<worksheet/>", NULL, "XML that no spreadsheet writes"},
        {"empty", one_sheet, "<worksheet><sheetData/></worksheet>", NULL,
         "no sheet of the workbook holds"},
        {"text that is not there", one_sheet,
         "<worksheet><row><c t=\"s\"><v>7</v></c></row></worksheet>", "<sst/>",
         "a text that is not there"},
        {"too many rows", one_sheet,
         "<worksheet><row r=\"1048577\"><c><v>7</v></c></row></worksheet>", "<sst/>",
         "more rows"},
        {"too many columns", one_sheet,
         "<worksheet><row r=\"1\"><c r=\"XFE1\"><v>7</v></c></row></worksheet>", "<sst/>",
         "more columns"},
        {"far apart", one_sheet,
         "<worksheet><row r=\"1\"><c r=\"XFD1\"><v>7</v></c></row>"
         "<row r=\"1048576\"><c><v>7</v></c></row></worksheet>",
         "<sst/>", "too far apart"},
    };
    folder_path home = folder_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        folder_path path = write_parts(home.text, cases[i].workbook, cases[i].sheet,
                                       cases[i].strings, NULL);
        pal_buf b = {0};
        pal_error err = {0};
        cr_expect_eq(read_sheet(&b, path.text, NULL, &err), PAL_EFORMAT, "%s",
                     cases[i].what);
        cr_expect_not_null(strstr(err.msg, cases[i].message), "%s: %s", cases[i].what,
                           err.msg);
        pal_buf_release(&b);
    }
    folder_remove(&home);
}

Test(ingest_xlsx, refuses_a_bomb)
{
    enum { BYTES = 64 * 1024 * 1024 };
    folder_path home = folder_new();
    char *sheet = malloc(BYTES);
    cr_assert_not_null(sheet);
    memset(sheet, ' ', BYTES - 1);
    memcpy(sheet, "<worksheet>", 11);
    sheet[BYTES - 1] = '\0';
    folder_path path = write_parts(home.text, one_sheet, sheet, "<sst/>", NULL);
    free(sheet);
    pal_buf b = {0};
    pal_error err = {0};
    cr_expect_eq(read_sheet(&b, path.text, NULL, &err), PAL_EFORMAT);
    cr_expect_not_null(strstr(err.msg, "unpacks to far more"), "%s", err.msg);
    pal_buf_release(&b);
    folder_remove(&home);
}

/* Every cut of a sound workbook is refused or read, and nothing else happens. */
Test(ingest_xlsx, cut_and_bent_files_do_no_harm)
{
    folder_path home = folder_new();
    folder_path path = write_parts(
        home.text, one_sheet,
        "<worksheet><row><c><v>7</v></c><c t=\"s\"><v>0</v></c></row></worksheet>",
        "<sst><si><t>x</t></si></sst>", NULL);
    size_t len = 0;
    char *bytes = folder_read(home.text, "hand.xlsx", &len);
    cr_assert_not_null(bytes);
    for (size_t at = 0; at < len; at += 3) {
        char kept = bytes[at];
        bytes[at] = (char)(kept ^ 0x55);
        FILE *file = fopen(path.text, "wb");
        cr_assert_not_null(file);
        fwrite(bytes, 1, at % 2 ? len : at + 1, file);
        fclose(file);
        bytes[at] = kept;
        pal_buf b = {0};
        pal_error err = {0};
        pal_status status = read_sheet(&b, path.text, NULL, &err);
        cr_expect(status == PAL_OK || status == PAL_EFORMAT, "byte %zu: %d", at, status);
        pal_buf_release(&b);
    }
    free(bytes);
    folder_remove(&home);
}

/* Headings as three survey tools write them, as a workbook and as CSV. */
Test(ingest_xlsx, a_workbook_gives_the_rows_of_its_csv)
{
    static const char *const tables[][3][4] = {
        {{"ID", "Start time", "How likely are you to recommend us?", "Why?"},
         {"1", "2026-03-01", "9", "Nice, \"quick\"\nstaff"},
         {"2", "2026-03-02", "3", "Slow; very slow"}},
        {{"Vastausaika", "Alue", "Kuinka todennäköisesti suosittelisit meitä? (0-10)",
          "Miksi annoit tämän arvosanan?"},
         {"2026-03-01", "Lappi", "10", "Hyvä palvelu"},
         {"2026-03-02", "Häme", "0", "Jonotin tunnin"}},
        {{"Respondent ID", "Collector ID", "NPS", "Open-Ended Response"},
         {"11", "7", "8", "ok, fine"},
         {"12", "7", "", "=1+1"}},
    };
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        folder_path home = folder_new();
        folder_path xlsx = folder_join(home.text, "survey.xlsx");
        lxw_workbook *book = workbook_new(xlsx.text);
        lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
        pal_buf csv = {0};
        for (size_t r = 0; r < 3; r++)
            for (size_t c = 0; c < 4; c++) {
                const char *cell = tables[t][r][c];
                worksheet_write_string(sheet, (lxw_row_t)r, (lxw_col_t)c, cell, NULL);
                pal_buf_cstr(&csv, c == 0 ? "\"" : ",\"");
                for (; *cell; cell++)
                    pal_buf_cstr(&csv, *cell == '"' ? "\"\"" : (char[]){*cell, '\0'});
                pal_buf_cstr(&csv, c == 3 ? "\"\n" : "\"");
            }
        cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
        pal_options opt = PAL_OPTIONS_INIT;
        opt.scale = PAL_SCALE_0_10;
        const char *const paths[] = {xlsx.text};
        help_run a = help_read_files(paths, 1, opt);
        help_run b = help_read(pal_buf_view(&csv), opt);
        cr_assert_eq(a.status, PAL_DONE, "table %zu: %s", t, a.err.msg);
        cr_assert_eq(b.status, PAL_DONE, "table %zu: %s", t, b.err.msg);
        cr_assert_eq(a.count, 2u, "table %zu", t);
        cr_assert_eq(b.count, 2u);
        for (size_t i = 0; i < 2; i++) {
            cr_expect_eq(a.rows[i].score, b.rows[i].score);
            cr_expect(pal_str_equal(a.rows[i].texts[0], b.rows[i].texts[0]));
            cr_expect(pal_str_equal(a.rows[i].id, b.rows[i].id));
        }
        help_end(&a);
        help_end(&b);
        pal_buf_release(&csv);
        folder_remove(&home);
    }
}
