#include <criterion/criterion.h>

#include "ingest_help.h"

#include <dirent.h>

static const pal_options no_options = PAL_OPTIONS_INIT;

Test(ingest_files, reads_the_nps_sample)
{
    char *path = help_data("bt-nps/bt-nps-sample.csv");
    if (!path)
        return;
    help_run run = help_read_files((const char *const[]){path}, 1, no_options);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect_eq(run.count, 300);
    cr_expect_eq(run.refused, 0);
    pal_input_result facts;
    pal_survey_input(run.survey, 0, &facts);
    cr_expect(help_is(facts.score_column, "NPS_SCORE"));
    cr_expect(help_is(facts.text_columns, "text"));
    const pal_plan *plan = pal_survey_plan(run.survey);
    cr_assert_eq(plan->segment_count, 1);
    cr_expect(help_is(plan->segments[0], "SURVEY_SUB_TYPE"));
    cr_expect(help_is(run.rows[0].date, "2018-05-03"));
    cr_expect_eq(run.rows[0].score, 7);
    help_end(&run);
    free(path);
}

Test(ingest_files, reads_real_exports)
{
    static const struct {
        const char *file, *dialect, *question;
        size_t rows;
    } cases[] = {
        {"survey-exports/qualtrics-sample.csv", "qualtrics-3",
         "This is a free text question.", 1},
        {"survey-exports/qualtrics-sample_legacy.csv", "qualtrics-legacy",
         "This is a free text question.", 1},
        {"survey-exports/20160115235816-SurveyExport.csv", "surveygizmo",
         "What, if anything, hinders you from making Jupyter Notebook an even more "
         "regular part "
         "of your workflow?",
         1706},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = help_data(cases[i].file);
        if (!path)
            return;
        help_run run = help_read_files((const char *const[]){path}, 1, no_options);
        cr_expect_eq(run.status, PAL_DONE, "%s: %s", path, run.err.msg);
        cr_expect_eq(run.count, cases[i].rows, "%s: %zu", path, run.count);
        cr_expect_eq(run.refused, 0);
        if (run.status == PAL_DONE) {
            pal_input_result facts;
            pal_survey_input(run.survey, 0, &facts);
            cr_expect(help_is(facts.dialect, cases[i].dialect));
            cr_expect(help_is(pal_survey_plan(run.survey)->texts[0], cases[i].question));
        }
        help_end(&run);
        free(path);
    }
}

/* Pollock's source file has 83 rows; each polluted copy breaks one thing. All rows are
 * accounted for, as answers or refusals, but for these. */
static const struct {
    const char *file;
    pal_status status;
    size_t rows;
    const char *why;
} exceptions[] = {
    {"file_header_only.csv", PAL_EFORMAT, 0, "has no rows"},
    {"file_no_payload.csv", PAL_EFORMAT, 0, "is empty"},
    {"file_no_header.csv", PAL_EFORMAT, 0, "has no names; the message says so"},
    {"row_field_delimiter_0_0x20.csv", PAL_EFORMAT, 0, "has no names that can be cut"},
    {"row_extra_quote0_col0.csv", PAL_EFORMAT, 0, "a quote is open in the header"},
    {"file_quotation_char_0x27.csv", PAL_EFORMAT, 0,
     "is quoted with ', which we do not read"},
    {"file_field_delimiter_0x20.csv", PAL_EUSAGE, 0,
     "is cut at spaces, which we do not read"},
    {"file_one_data_row.csv", PAL_DONE, 1, "has one row"},
    {"file_header_multirow_2.csv", PAL_DONE, 84, "its second header is a refused row"},
    {"file_header_multirow_3.csv", PAL_DONE, 85, "likewise the third"},
    {"file_multitable_less.csv", PAL_DONE, 166, "two tables: the second is rows too"},
    {"file_multitable_more.csv", PAL_DONE, 166, "likewise"},
    {"file_multitable_same.csv", PAL_DONE, 166, "likewise"},
};

Test(ingest_files, accounts_for_all_rows_of_polluted_files)
{
    char *folder = help_data("csv/pollock/polluted_files/csv");
    if (!folder)
        return;
    DIR *dir = opendir(folder);
    cr_assert_not_null(dir, "%s", folder);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.text = (const char *const[]){"ProductDescription", NULL};
    size_t files = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        pal_status status = PAL_DONE;
        size_t rows = 83;
        for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
            if (strcmp(exceptions[i].file, e->d_name) == 0) {
                status = exceptions[i].status;
                rows = exceptions[i].rows;
            }
        help_run run = help_read_files((const char *const[]){path}, 1, opt);
        cr_expect_eq(run.status, status, "%s: %d %s", e->d_name, run.status, run.err.msg);
        cr_expect_eq(run.count, rows, "%s: %zu rows", e->d_name, run.count);
        bool one_row_is_broken = pal_str_starts(pal_str_from(e->d_name), PAL_STR("row_"));
        cr_expect(!one_row_is_broken || run.refused <= 1, "%s: %zu refused", e->d_name,
                  run.refused);
        help_end(&run);
        files++;
    }
    cr_expect_eq(files, 80);
    closedir(dir);
    free(folder);
}

Test(ingest_files, reads_papaparse_samples)
{
    static const struct {
        const char *file;
        size_t rows;
    } cases[] = {
        {"csv/papaparse/sample.csv", 1},
        {"csv/papaparse/utf-8-bom-sample.csv", 1},
        {"csv/papaparse/verylong-sample.csv", 2000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = help_data(cases[i].file);
        if (!path)
            return;
        pal_options opt = PAL_OPTIONS_INIT;
        opt.text = (const char *const[]){"1", NULL};
        help_run run = help_read_files((const char *const[]){path}, 1, opt);
        cr_expect_eq(run.status, PAL_DONE, "%s: %s", path, run.err.msg);
        cr_expect_eq(run.count, cases[i].rows, "%s: %zu", path, run.count);
        help_end(&run);
        free(path);
    }
}
