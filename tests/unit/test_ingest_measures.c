#include <criterion/criterion.h>

#include "ingest/measure_cells.h"
#include "ingest_help.h"

static int32_t read_as(pal_measure measure, const char *cell)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    int32_t value = pal_measure_read(mem, &measure, pal_str_from(cell));
    pal_arena_close(mem);
    return value;
}

typedef struct cell {
    const char *text;
    int32_t value;
} cell;

static void expect_cells(pal_measure measure, const cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cr_expect_eq(read_as(measure, cells[i].text), cells[i].value, "'%s': %d",
                     cells[i].text, read_as(measure, cells[i].text));
}

Test(ingest_measures, grades_may_have_decimals_and_words)
{
    static const cell cells[] = {
        {"5", 5000},
        {" 4,5 ", 4500},
        {"3.25", 3250},
        {"5 - Erittäin tyytyväinen", 5000},
        {"4/5", 4000},
        {"", PAL_MEASURE_NONE},
        {"-", PAL_MEASURE_NONE},
        {"eos", PAL_MEASURE_NONE},
        {"99", PAL_MEASURE_NONE},
        {"0", PAL_MEASURE_UNREADABLE},
        {"6", PAL_MEASURE_UNREADABLE},
        {"5,5", PAL_MEASURE_UNREADABLE},
        {"-1", PAL_MEASURE_UNREADABLE},
        {"4/7", PAL_MEASURE_UNREADABLE},
        {"hyvä", PAL_MEASURE_UNREADABLE},
    };
    expect_cells((pal_measure){.kind = PAL_MEASURE_CSAT, .scale = PAL_SCALE_1_5}, cells,
                 sizeof cells / sizeof *cells);
    cr_expect_eq(
        read_as((pal_measure){.kind = PAL_MEASURE_ENPS, .scale = PAL_SCALE_0_10}, "8,5"),
        PAL_MEASURE_UNREADABLE, "a band needs a whole number");
}

Test(ingest_measures, yes_and_no_in_two_languages)
{
    static const cell cells[] = {
        {"kyllä", 1000},
        {"Kyllä", 1000},
        {"ei", 0},
        {"EI", 0},
        {"1", 1000},
        {"0", 0},
        {"true", 1000},
        {"FALSE", 0},
        {"Yes", 1000},
        {"no", 0},
        {"", PAL_MEASURE_NONE},
        {"en osaa sanoa", PAL_MEASURE_NONE},
        {"2", PAL_MEASURE_UNREADABLE},
        {"osittain", PAL_MEASURE_UNREADABLE},
    };
    expect_cells((pal_measure){.kind = PAL_MEASURE_FCR}, cells,
                 sizeof cells / sizeof *cells);
}

Test(ingest_measures, times_in_thousandths_of_a_minute)
{
    static const cell cells[] = {
        {"2 pv", 2 * 1440000},
        {"3 h", 180000},
        {"1,5 h", 90000},
        {"90min", 90000},
        {"1 h 30 min", 90000},
        {"2 päivää 3 tuntia", (2 * 1440 + 180) * 1000},
        {"0:45", 45000},
        {"12:05", 725000},
        {"1:02:30", 62500},
        {"45", 45 * 60000},
        {"0", 0},
        {"0,0", 0},
        {"99", 99 * 60000},
        {"30 s", 500},
        {"1 viikko", 10080000},
        {"", PAL_MEASURE_NONE},
        {"-", PAL_MEASURE_NONE},
        {"n/a", PAL_MEASURE_NONE},
        {"pian", PAL_MEASURE_UNREADABLE},
        {"n. 3 h", PAL_MEASURE_UNREADABLE},
        {"3 kk", PAL_MEASURE_UNREADABLE},
        {"1:75", PAL_MEASURE_UNREADABLE},
        {"1:2:3:4", PAL_MEASURE_UNREADABLE},
        {"3 h 5", PAL_MEASURE_UNREADABLE},
        {"-3", PAL_MEASURE_UNREADABLE},
        {"1,2,3 h", PAL_MEASURE_UNREADABLE},
        {"999999 pv", PAL_MEASURE_UNREADABLE},
        {"1 h 1 h 1 h 1 h 1 h", PAL_MEASURE_UNREADABLE},
    };
    expect_cells((pal_measure){.kind = PAL_MEASURE_TIME, .unit = PAL_TIME_HOURS}, cells,
                 sizeof cells / sizeof *cells);
    cr_expect_eq(read_as((pal_measure){.kind = PAL_MEASURE_TIME}, "45"),
                 PAL_MEASURE_UNREADABLE, "a number of what?");
}

/* `count` rows whose CSAT goes round from `low` to `high`. */
static pal_str survey_of(char *out, size_t cap, size_t count, int low, int high)
{
    size_t len = (size_t)snprintf(out, cap, "NPS,CSAT,Kommentti\n");
    for (size_t i = 0; i < count; i++)
        len +=
            (size_t)snprintf(out + len, cap - len, "%zu,%d,Jono oli pitka numero %zu\n",
                             i % 11, low + (int)i % (high - low + 1), i);
    return (pal_str){out, len};
}

Test(ingest_measures, scales_are_told_by_enough_values)
{
    static const struct {
        size_t count;
        int low, high;
        pal_scale scale; /* NONE: asks */
    } cases[] = {
        {60, 1, 5, PAL_SCALE_1_5},   {60, 1, 7, PAL_SCALE_1_7},
        {60, 1, 10, PAL_SCALE_1_10}, {60, 0, 10, PAL_SCALE_0_10},
        {12, 0, 9, PAL_SCALE_0_10},  {12, 1, 5, PAL_SCALE_NONE},
        {60, 1, 4, PAL_SCALE_NONE},  {60, 1, 6, PAL_SCALE_NONE},
        {60, 2, 10, PAL_SCALE_NONE}, {60, 0, 5, PAL_SCALE_NONE},
    };
    static char bytes[16384];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_options opt = PAL_OPTIONS_INIT;
        opt.csat = "CSAT";
        opt.text = (const char *const[]){"Kommentti", NULL};
        help_run run = help_read(
            survey_of(bytes, sizeof bytes, cases[i].count, cases[i].low, cases[i].high),
            opt);
        if (cases[i].scale == PAL_SCALE_NONE) {
            cr_expect_eq(run.opened, PAL_EUSAGE, "case %zu", i);
            cr_expect(strstr(run.err.msg, "--csat 'CSAT:1-5'"), "%s", run.err.msg);
        } else {
            cr_assert_eq(run.opened, PAL_OK, "case %zu: %s", i, run.err.msg);
            const pal_plan *plan = pal_survey_plan(run.survey);
            cr_assert_eq(plan->measure_count, 1u);
            cr_expect_eq(plan->measures[0].scale, cases[i].scale, "case %zu", i);
            cr_expect_eq(run.rows[0].measures[0], cases[i].low * 1000);
        }
        help_end(&run);
    }
}

Test(ingest_measures, a_cell_that_cannot_be_read_does_not_cost_the_row)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.ces = "Vaiva:1-7";
    opt.fcr = "Ratkesi";
    opt.csi = "NPS:0-10=2,Vaiva:1-7=1";
    help_run run = help_read(PAL_STR("NPS,Vaiva,Ratkesi,Kommentti\n"
                                     "9,7,kyllä,Kaikki sujui hienosti tänään\n"
                                     "3,paljon,ehkä,Jonotin tunnin turhaan taas\n"
                                     "5,,,En saanut vastausta mistään ikinä\n"),
                             opt);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect_eq(run.refused, 0u);
    const pal_plan *plan = pal_survey_plan(run.survey);
    cr_assert_eq(plan->measure_count, 4u);
    cr_expect(plan->has_score, "the index may hold the score");
    cr_expect_eq(plan->measures[2].weight, 2000000);
    static const int32_t expected[3][4] = {
        {7000, 1000, 9000, 7000},
        {PAL_MEASURE_UNREADABLE, PAL_MEASURE_UNREADABLE, 3000, PAL_MEASURE_UNREADABLE},
        {PAL_MEASURE_NONE, PAL_MEASURE_NONE, 5000, PAL_MEASURE_NONE}};
    for (size_t r = 0; r < 3; r++)
        for (size_t m = 0; m < 4; m++)
            cr_expect_eq(run.rows[r].measures[m], expected[r][m], "row %zu, %zu", r, m);
    help_end(&run);
}

Test(ingest_measures, what_is_not_certain_is_asked)
{
    static const struct {
        const char *fact;
        const char *csat, *ces, *enps, *csi, *time;
        const char *said;
    } cases[] = {
        {"no such column", "CSTA:1-5", NULL, NULL, NULL, NULL, "did you mean 'CSAT'"},
        {"which end", NULL, "CSAT:1-5", NULL, NULL, NULL, ":low"},
        {"not on 0-10", NULL, NULL, "CSAT:1-5", NULL, NULL, "eNPS is on 0-10"},
        {"weight 0", NULL, NULL, NULL, "CSAT:1-5=0", NULL, "weights over 0"},
        {"no name", NULL, NULL, NULL, "CSAT:1-5,,", NULL, "weights over 0"},
        {"no unit", NULL, NULL, NULL, NULL, "CSAT", "without a unit"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_options opt = PAL_OPTIONS_INIT;
        opt.csat = cases[i].csat;
        opt.ces = cases[i].ces;
        opt.enps = cases[i].enps;
        opt.csi = cases[i].csi;
        opt.resolution_time = cases[i].time;
        help_run run = help_read(PAL_STR("NPS,CSAT,Kommentti\n"
                                         "9,5,Kaikki sujui hienosti tänään\n"
                                         "3,2,Jonotin tunnin turhaan taas\n"),
                                 opt);
        cr_expect_eq(run.opened, PAL_EUSAGE, "%s", cases[i].fact);
        cr_expect(strstr(run.err.msg, cases[i].said), "%s: %s", cases[i].fact,
                  run.err.msg);
        help_end(&run);
    }
}

Test(ingest_measures, an_input_may_lack_a_column_but_not_all_of_them)
{
    char *paths[] = {help_file(PAL_STR("NPS,Kommentti\n9,Kaikki sujui hienosti\n")),
                     help_file(PAL_STR("NPS,CSAT,Kommentti\n9,4,Kaikki sujui\n"))};
    const char *const both[] = {paths[0], paths[1]};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.csat = "CSAT:1-5";
    help_run run = help_read_files(both, 2, opt);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect_eq(run.rows[0].measures[0], PAL_MEASURE_NONE);
    cr_expect_eq(run.rows[1].measures[0], 4000);
    help_end(&run);
    opt.csat = "Tyytyväisyys:1-5";
    run = help_read_files(both, 2, opt);
    cr_expect_eq(run.opened, PAL_EUSAGE);
    help_end(&run);
    help_remove(paths[0]);
    help_remove(paths[1]);
}

Test(ingest_measures, headings_suggest_their_option)
{
    static char bytes[16384];
    pal_options opt = PAL_OPTIONS_INIT;
    pal_arena *mem = pal_arena_open(1 << 26);
    char *path = help_file(survey_of(bytes, sizeof bytes, 40, 1, 5));
    pal_inspection seen;
    cr_assert_eq(pal_survey_inspect(&seen, mem, &opt, path, NULL), PAL_OK);
    bool told = false;
    for (size_t i = 0; i < seen.warning_count; i++)
        told = told || pal_str_has(seen.warnings[i], PAL_STR("--csat takes it"));
    cr_expect(told);
    opt.csat = "CSAT";
    cr_assert_eq(pal_survey_inspect(&seen, mem, &opt, path, NULL), PAL_OK);
    cr_expect(pal_str_has(seen.options, PAL_STR(" --csat CSAT:1-5 ")));
    help_remove(path);
    pal_arena_close(mem);
}
