/* The further files of a run, against its CSV files. */
#include "lexicon_help.h"

#include "base/io.h"
#include "base/num.h"
#include "base/records.h"
#include "ingest/xlsx.h"

static const char survey[] = "id,Alue,nps,Miksi\n"
                             "a,Lappi,2,Jonotin tunnin\n"
                             "b,Lappi,9,\"=1+1, \"\"hyvä\"\" palvelu\"\n"
                             "c,Häme,0,\"hinta on kova\nja jono _x0041_ pitkä\"\n"
                             "d,Häme,,-\n";

static void run(const char *home, const char *out, unsigned formats,
                pal_csv_profile profile)
{
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_FI);
    folder_path in = folder_join(home, "survey.csv");
    folder_path to = folder_join(home, out);
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = to.text;
    opt.scale = PAL_SCALE_0_10;
    opt.formats = formats;
    opt.csv_profile = profile;
    pal_result *result = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    pal_result_close(result);
    lexicon_close(&r);
}

/* The cells of a CSV file below its header, NUL behind each, LF behind each record;
 * numbers of ours as a workbook shows them: without trailing zeros. */
static pal_buf cells_of(const char *path)
{
    pal_buf b = {0};
    pal_records *records = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_records_open(&records, path, &err), PAL_OK, "%s", err.msg);
    const pal_str *cells = NULL;
    size_t count = 0;
    cr_assert_eq(pal_records_next(records, &cells, &count, &err), PAL_OK);
    while (pal_records_next(records, &cells, &count, &err) == PAL_OK) {
        for (size_t i = 0; i < count; i++) {
            double value = 0.0;
            if (i == 7 && pal_str_to_double(cells[i], &value))
                pal_num_json(&b, value);
            else
                pal_buf_add(&b, cells[i]);
            pal_buf_byte(&b, '\0');
        }
        pal_buf_byte(&b, '\n');
    }
    pal_records_close(records);
    return b;
}

Test(api_formats, workbook_read_back_holds_the_comments_of_the_csv)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    run(home.text, "a", PAL_FORMAT_XLSX, PAL_CSV_RFC4180);
    run(home.text, "b", PAL_FORMAT_XLSX, PAL_CSV_EXCEL_FI);
    folder_path a = folder_join(home.text, "a");
    folder_path b = folder_join(home.text, "b");
    folder_path book = folder_join(a.text, "results.xlsx");
    pal_xlsx *x = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_xlsx_open(&x, book.text, "Kommentit", &err), PAL_OK, "%s", err.msg);
    pal_buf csv = {0};
    for (pal_str chunk = {"", 1}; chunk.len != 0;) {
        cr_assert_eq(pal_xlsx_next(x, &chunk, &err), PAL_OK, "%s", err.msg);
        pal_buf_add(&csv, chunk);
    }
    pal_xlsx_close(x);
    pal_buf_byte(&csv, '\0');
    folder_write(home.text, "back.csv", csv.ptr);
    static const char head[] = "Rivi,Tunniste,Mittauskerta,Arvosana,Ryhmä,Kieli,Sävy,"
                               "Sävyn vahvuus (−1…1),Teemat,Kommentti,Alue\n";
    cr_expect_eq(strncmp(csv.ptr, head, sizeof head - 1), 0, "%s", csv.ptr);
    pal_buf_release(&csv);
    pal_buf expected = cells_of(folder_join(a.text, "comments.csv").text);
    pal_buf found = cells_of(folder_join(home.text, "back.csv").text);
    cr_expect(pal_str_equal(pal_buf_view(&expected), pal_buf_view(&found)));
    cr_expect_gt(expected.len, 200u);
    pal_buf_release(&expected);
    pal_buf_release(&found);
    size_t one = 0;
    size_t two = 0;
    char *first = folder_read(a.text, "results.xlsx", &one);
    char *second = folder_read(b.text, "results.xlsx", &two);
    cr_assert(first && second);
    cr_expect(one == two && memcmp(first, second, one) == 0, "not the same bytes");
    free(first);
    free(second);
    folder_remove(&home);
}

Test(api_formats, finnish_excel_profile_holds_for_every_csv_file)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    run(home.text, "out", PAL_FORMAT_JSONL | PAL_FORMAT_MD, PAL_CSV_EXCEL_FI);
    folder_path out = folder_join(home.text, "out");
    pal_arena *mem = pal_arena_open(1024 * 1024);
    pal_str *names = NULL;
    size_t count = 0;
    cr_assert_eq(pal_io_list(&names, &count, mem, out.text, ".csv", NULL), PAL_OK);
    cr_expect_gt(count, 10u);
    for (size_t i = 0; i < count; i++) {
        char *text = folder_read(out.text, names[i].ptr, NULL);
        cr_assert_not_null(text);
        cr_expect_eq(strncmp(text, "\xEF\xBB\xBF", 3), 0, "%s", names[i].ptr);
        cr_expect_not_null(strstr(text, "\r\n"), "%s", names[i].ptr);
        free(text);
    }
    char *text = folder_read(out.text, "comments.csv", NULL);
    cr_expect_not_null(strstr(text, ";\"'=1+1, \"\"hyvä\"\" palvelu\";"), "%s", text);
    free(text);
    cr_expect(folder_has(out.text, "comments.jsonl"));
    cr_expect(folder_has(out.text, "summary.md"));
    cr_expect_not(folder_has(out.text, "results.xlsx"));
    cr_expect_not(folder_has(out.text, "profile.part"));
    pal_arena_close(mem);
    folder_remove(&home);
}
