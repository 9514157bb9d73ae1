/* The folder of an earlier run as an input. */
#include <criterion/criterion.h>

#include "folder_help.h"
#include "ingest_help.h"

static const pal_options no_options = PAL_OPTIONS_INIT;

static const char summary[] =
    "{\n  \"schema\": \"palaute-summary/1\",\n  \"lexicon_sha256\": \"abc\",\n"
    "  \"inputs\": [\n    {\n      \"name\": \"say \\\"scale\\\": \\\"1-5\\\".csv\",\n"
    "      \"text_columns\": \"Mik\\u00e4 \\\"syy\\\"?\",\n      \"scale\": \"1-10\"\n"
    "    }\n  ]\n}\n";

#define HEAD "row,id,wave,score,band,language,sentiment,sentiment_score,themes,text"

static folder_path result_with(const char *json, const char *comments)
{
    folder_path folder = folder_new();
    folder_write(folder.text, "summary.json", json);
    folder_write(folder.text, "comments.csv", comments);
    return folder;
}

static help_run read_one(const folder_path *folder, pal_options opt)
{
    const char *const paths[] = {folder->text};
    return help_read_files(paths, 1, opt);
}

Test(ingest_result, columns_scale_and_question_are_known)
{
    folder_path folder =
        result_with(summary, HEAD ",Alue,id_2\n"
                                  "1,a,,3,detractor,fi,neg,-0.500,x:neg,Jonotin,Pori,9\n"
                                  "2,b,,10,promoter,en,pos,0.500,y:pos,Nice,Oulu,8\n"
                                  "4,c,,,,,,,,,Oulu,7\n");
    help_run run = read_one(&folder, no_options);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    const pal_plan *plan = pal_survey_plan(run.survey);
    cr_expect_eq(plan->scale, PAL_SCALE_1_10, "no value tells");
    cr_expect(plan->has_score && !plan->has_wave);
    cr_assert_eq(plan->text_count, 1u);
    cr_expect(help_is(plan->texts[0], "Mikä \"syy\"?"), "%.*s", PAL_ARG(plan->texts[0]));
    cr_assert_eq(plan->segment_count, 2u);
    cr_expect(help_is(plan->segments[0], "Alue") && help_is(plan->segments[1], "id_2"));
    cr_assert_eq(run.count, 3u);
    cr_expect_eq(run.refused, 0u);
    cr_expect(help_is(run.rows[0].id, "a") && run.rows[0].score == 3);
    cr_expect_eq(run.rows[0].band, PAL_BAND_DETRACTOR);
    cr_expect_eq(run.rows[1].language, PAL_LANGUAGE_EN);
    cr_expect(help_is(run.rows[1].texts[0], "Nice"));
    cr_expect_eq(run.rows[2].score, -1);
    cr_expect(help_is(run.rows[2].segments[1], "7"));
    help_end(&run);
    folder_remove(&folder);
}

Test(ingest_result, lines_of_a_row_are_one_respondent)
{
    folder_path folder = result_with(
        summary, HEAD ",question\n"
                      "1,a,w1,3,detractor,fi,neg,-0.500,,Ensin,Miksi?\n"
                      "1,a,w1,3,detractor,fi,neg,-0.500,,\"Sitten, myös\",Mitä muuta?\n"
                      "2,b,w1,10,promoter,fi,pos,0.500,,Hyvä,Miksi?\n"
                      "3,c,w2,10,promoter,fi,pos,0.500,,Kolmas,Miksi?\n"
                      "3,c,w2,10,promoter,fi,pos,0.500,,Neljäs,Mitä muuta?\n");
    help_run run = read_one(&folder, no_options);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_assert_eq(run.count, 3u);
    cr_expect(help_is(run.rows[0].texts[0], "Ensin\nSitten, myös"));
    cr_expect(help_is(run.rows[1].texts[0], "Hyvä"));
    cr_expect(help_is(run.rows[2].texts[0], "Kolmas\nNeljäs"));
    cr_expect(help_is(run.rows[2].wave, "w2"));
    cr_expect_eq(run.rows[2].number, 3u);
    cr_expect_eq(pal_survey_plan(run.survey)->segment_count, 0u);
    help_end(&run);
    folder_remove(&folder);
}

Test(ingest_result, folders_are_waves_of_their_names)
{
    static const char comments[] = HEAD "\n1,a,,3,detractor,fi,neg,-0.5,,Jono pitkä\n"
                                        "1,b,,4,detractor,fi,neg,-0.5,,Samoin\n";
    folder_path one = result_with(summary, comments);
    folder_path two = result_with(summary, comments);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s/", (int)sizeof path - 2, two.text);
    const char *const paths[] = {one.text, path};
    help_run run = help_read_files(paths, 2, no_options);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    cr_expect(pal_survey_plan(run.survey)->wave_is_file);
    cr_expect_eq(pal_survey_plan(run.survey)->text_count, 1u);
    /* the first line of the second folder has the number of the last line of the first:
     * they are two respondents */
    cr_assert_eq(run.count, 2u);
    cr_expect(help_is(run.rows[0].wave, strrchr(one.text, '/') + 1));
    cr_expect(help_is(run.rows[1].wave, strrchr(two.text, '/') + 1));
    pal_input_result facts;
    pal_survey_input(run.survey, 1, &facts);
    cr_expect(help_is(facts.name, strrchr(two.text, '/') + 1));
    help_end(&run);
    folder_remove(&one);
    folder_remove(&two);
}

Test(ingest_result, what_the_user_names_goes_before)
{
    folder_path folder =
        result_with(summary, HEAD ",Alue\n1,a,w,3,detractor,fi,neg,-0.5,x:neg,Jono,Pori\n"
                                  "2,b,w,4,detractor,fi,neg,-0.5,x:neg,Kallis,Oulu\n");
    static const char *const segments[] = {"sentiment", NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.segment = segments;
    opt.scale = PAL_SCALE_0_10;
    opt.wave = "-";
    help_run run = read_one(&folder, opt);
    cr_assert_eq(run.status, PAL_DONE, "%s", run.err.msg);
    const pal_plan *plan = pal_survey_plan(run.survey);
    cr_expect_eq(plan->scale, PAL_SCALE_0_10);
    cr_expect(!plan->has_wave);
    cr_assert_eq(plan->segment_count, 1u);
    cr_expect(help_is(plan->segments[0], "sentiment"));
    help_end(&run);
    folder_remove(&folder);
}

Test(ingest_result, other_folders_are_refused)
{
    folder_path folder = folder_new();
    help_run run = read_one(&folder, no_options);
    cr_expect_eq(run.status, PAL_ENOINPUT);
    help_end(&run);
    folder_write(folder.text, "summary.json", "{\"schema\": \"palaute-summary/9\"}");
    run = read_one(&folder, no_options);
    cr_expect_eq(run.status, PAL_EFORMAT, "a schema of the future");
    help_end(&run);
    folder_write(folder.text, "summary.json", summary);
    run = read_one(&folder, no_options);
    cr_expect_eq(run.status, PAL_ENOINPUT, "comments.csv is missing");
    help_end(&run);
    folder_remove(&folder);
}
