/* Which rows COLUMN=VALUE keeps. */
#include "ingest_help.h"

#include <criterion/criterion.h>

static const char survey[] = "id,NPS,Region,Month,Comment,a=b\n"
                             "1,9,North,2026-01-03,good one,x\n"
                             "2,8, North ,2026-01-09,fine thing,y\n"
                             "3,3,South,2026-02-01,bad one,x\n"
                             "4,4,NORTH,2026-02-02,bad thing,y\n"
                             "5,5,west,2026-02-03,so and so,x\n"
                             "6,6,,2026-03-01,nothing new,y\n"
                             "7,eleven,South,2026-03-02,broken score,x\n"
                             "8,eleven,west,2026-03-03,broken score,y\n"
                             "9,2,South\n";

static help_run read_only(const char *const *only)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.only = only;
    opt.scale = PAL_SCALE_0_10;
    opt.score = "NPS";
    return help_read((pal_str){survey, sizeof survey - 1}, opt);
}

static void ids_of(char *out, const help_run *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (run->refusals[i].reason[0] == '\0')
            out += sprintf(out, "%.*s ", PAL_ARG(run->rows[i].id));
    *out = '\0';
}

/* Row 9 has too few cells: nobody can say what its columns are, so that it is refused
 * whatever is asked for. */
Test(only, rows_with_one_of_the_values_of_each_column)
{
    static const struct {
        const char *only[4];
        const char *ids;
        size_t refused;
        uint64_t left;
    } cases[] = {
        {{"Region=North"}, "1 2 ", 1, 6},
        {{"region = NORTH"}, "4 ", 1, 7},
        {{"Region=South"}, "3 ", 2, 6},
        {{"Region=WEST"}, "5 ", 2, 6},
        {{"3=West"}, "5 ", 2, 6},
        {{"Reg=North", "Region=south"}, "1 2 3 ", 2, 4},
        {{"Region=North", "a=b=y"}, "2 ", 1, 7},
        {{"Region=North", "Region=South", "a=b=x"}, "1 3 ", 2, 5},
        {{"Region="}, "6 ", 1, 7},
        {{"NPS=3", "NPS=4"}, "3 4 ", 1, 6},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        char ids[64];
        help_run run = read_only(cases[c].only);
        ids_of(ids, &run);
        pal_input_result facts;
        cr_assert_eq(run.status, PAL_DONE, "%s: %s", cases[c].only[0], run.err.msg);
        pal_survey_input(run.survey, 0, &facts);
        cr_expect_str_eq(ids, cases[c].ids, "%s: %s", cases[c].only[0], ids);
        cr_expect_eq(run.refused, cases[c].refused, "%s: %zu refused", cases[c].only[0],
                     run.refused);
        cr_expect_eq(facts.left_out, cases[c].left, "%s: %llu left out", cases[c].only[0],
                     (unsigned long long)facts.left_out);
        cr_expect_eq(facts.rows + facts.left_out, 9u);
        help_end(&run);
    }
}

Test(only, mistakes_are_told_with_the_nearest)
{
    static const struct {
        const char *only[3];
        const char *message;
    } cases[] = {
        {{"North"}, "--only 'North': say COLUMN=VALUE"},
        {{"=North"}, "--only '=North': say COLUMN=VALUE"},
        {{"Regoin=North"}, "no --only column 'Regoin'; did you mean 'Region'?"},
        {{"Weather=rain"},
         "no --only column 'Weather' among the 6 columns; palaute inspect lists them"},
        {{"Region=Nort"},
         "--only: no row has 'Nort' in the column 'Region'; did you mean 'North'?"},
        {{"Region=Kajaani"}, "--only: no row has 'Kajaani' in the column 'Region'"},
        {{"Region=north"},
         "--only: the column 'Region' has 'north' in several spellings; "
         "write one of them as it stands there"},
        {{"Region=West", "a=b=z"},
         "--only: no row has 'z' in the column 'a=b'; did you "
         "mean 'x'?"},
        {{"Region=North", "NPS=3"}, "--only: no row has all of these values at once"},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        help_run run = read_only(cases[c].only);
        cr_expect_eq(run.status, PAL_EUSAGE, "%s", cases[c].only[0]);
        cr_expect_str_eq(run.err.msg, cases[c].message);
        help_end(&run);
    }
}

/* A wave column of dates has months; every input must have the column. */
Test(only, waves_of_dates_are_months_and_each_input_has_the_column)
{
    const char *const january[] = {"Month=2026-01", NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.wave = "Month";
    opt.scale = PAL_SCALE_0_10;
    opt.only = january;
    char *first = help_file((pal_str){survey, sizeof survey - 1});
    char *second = help_file(PAL_STR("id,NPS,Month,Comment\n1,9,2026-01-05,good\n"));
    const char *const both[] = {first, second};
    help_run run = help_read_files(both, 2, opt);
    cr_expect_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect_eq(run.count - run.refused, 3u);
    cr_expect_eq(run.rows[0].number, 1u);
    help_end(&run);
    const char *const north[] = {"Region=North", NULL};
    opt.only = north;
    run = help_read_files(both, 2, opt);
    cr_expect_eq(run.opened, PAL_EUSAGE);
    cr_expect_str_eq(run.err.msg,
                     "no --only column 'Region' among the 4 columns; palaute "
                     "inspect lists them");
    help_end(&run);
    help_remove(first);
    help_remove(second);
}

Test(only, columns_that_tell_who_somebody_is_are_not_named)
{
    static const char file[] = "NPS,Email,Comment\n9,a.b@example.com,good\n"
                               "3,c.d@example.com,bad\n5,e.f@example.com,so so\n";
    const char *const only[] = {"Email=a.b@example.com", NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.scale = PAL_SCALE_0_10;
    opt.only = only;
    help_run run = help_read((pal_str){file, sizeof file - 1}, opt);
    cr_expect_eq(run.opened, PAL_EUSAGE);
    cr_expect(pal_str_starts(pal_str_from(run.err.msg),
                             PAL_STR("the column 'Email' tells who the respondents are")),
              "%s", run.err.msg);
    help_end(&run);
    opt.keep_personal_data = true;
    run = help_read((pal_str){file, sizeof file - 1}, opt);
    cr_expect_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect_eq(run.count, 1u);
    help_end(&run);
}

/* All other rows are passed by without memory of their own. */
Test(only, a_needle_in_many_rows_takes_little_memory)
{
    enum { ROWS = 60000, LIMIT = 512 * 1024 };
    char path[] = "/tmp/palaute-ingest-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "wb");
    if (!file)
        abort();
    fputs("id,NPS,Region,Comment\n", file);
    for (unsigned i = 0; i < ROWS; i++)
        fprintf(file, "%u,%u,%s,comment number %u\n", i, i % 11,
                i == ROWS - 1 ? "There" : "Here", i);
    fclose(file);
    const char *const only[] = {"Region=There", NULL};
    const char *const paths[] = {path};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.only = only;
    pal_survey *s = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_survey_open(&s, &opt, paths, 1, &err), PAL_OK, "%s", err.msg);
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_row row;
    pal_refusal refusal;
    cr_assert_eq(pal_survey_next(s, mem, &row, &refusal, &err), PAL_OK, "%s", err.msg);
    cr_expect_eq(row.number, (uint64_t)ROWS);
    cr_expect_eq(pal_survey_next(s, mem, &row, &refusal, &err), PAL_DONE);
    pal_arena_close(mem);
    pal_survey_close(s);
    unlink(path);
}
