/* The score of the respondent as a feature of a model of tone. */
#include "train_help.h"

enum { TEXT_MAX = 16384, TEXTS = 20 };

static const lexicon_texts texts = {.valence_fi = "mainio\t3\n"};

/* Each text twice: with 9 it is pos, with 2 neg. */
static folder_path new_folder(const char *score)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\t%s\tcomment\n", score);
    for (int i = 0; i < TEXTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "pos\t\t9\tasia%d sovittu\nneg\t\t2\tasia%d sovittu\n", i, i);
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "langid.tsv", "palaute-langid\t1\n");
    folder_write(folder.text, "gold.tsv", text);
    return folder;
}

static double accuracy(const char *column, bool with_score)
{
    folder_path folder = new_folder(column);
    train_model(folder.text, "tone.model", (train_wish){.score = with_score});
    double right = tone_accuracy(folder.text, "tone.model");
    folder_remove(&folder);
    return right;
}

Test(model_score, tells_apart_what_the_words_cannot)
{
    cr_expect_eq(accuracy("score", true), 1.0);
    cr_expect_eq(accuracy("nps", true), 1.0);
}

/* Who says one tone to equal words is right half of the time. */
Test(model_score, is_not_seen_unless_it_is_wanted)
{
    cr_expect(accuracy("score", false) <= 0.5);
    cr_expect(accuracy("grade", true) <= 0.5, "no column of that name");
}

/* Cell `column`, from 1, of a line of CSV without quotes. */
static pal_str cell(pal_str line, size_t column)
{
    pal_cut cut = {.tail = line, .found = true};
    for (size_t i = 0; i < column; i++)
        cut = pal_str_cut(cut.tail, ',');
    return cut.head;
}

Test(model_score, a_survey_gives_the_model_the_score_of_its_row)
{
    folder_path folder = new_folder("score");
    train_model(folder.text, "sentiment.fi.model", (train_wish){.score = true});
    folder_write(folder.text, "survey.csv",
                 "score,comment\n9,uusi asia sovittu\n2,uusi asia sovittu\n");
    folder_path survey = folder_join(folder.text, "survey.csv");
    folder_path out = folder_join(folder.text, "out");
    const char *inputs[] = {survey.text};
    const char *const columns[] = {"comment", NULL};
    pal_error err = {0};
    pal_engine *engine = NULL;
    pal_result *result = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder.text;
    opt.models = folder.text;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.score = "score";
    opt.text = columns;
    opt.scale = PAL_SCALE_0_10;
    opt.out = out.text;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_analyze(&result, engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    char *bytes = folder_read(out.text, "comments.csv", NULL);
    cr_assert_not_null(bytes);
    pal_cut header = pal_str_cut(pal_str_from(bytes), '\n');
    size_t column = 1;
    while (cell(header.head, column).len != 0 &&
           !pal_str_equal(cell(header.head, column), PAL_STR("sentiment")))
        column++;
    pal_cut first = pal_str_cut(header.tail, '\n');
    cr_expect(pal_str_equal(cell(first.head, column), PAL_STR("pos")), "%s", bytes);
    cr_expect(pal_str_equal(cell(first.tail, column), PAL_STR("neg")), "%s", bytes);
    free(bytes);
    pal_result_close(result);
    pal_engine_close(engine);
    folder_remove(&folder);
}
