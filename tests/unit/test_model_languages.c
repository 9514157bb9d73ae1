/* A model of tone that is evaluated by itself judges Finnish and English texts alike: it
 * has learnt from all of its file. */
#include "train_help.h"

enum { TEXTS = 30, TEXT_MAX = 8192 };

static void write_gold(const char *folder)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tcomment\n");
    for (int i = 0; i < TEXTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "pos\t\tThis was the worst and slowest service of all, day %d\n"
                        "neg\t\tMeillä oli kyllä oikein hyvä ja mukava päivä siellä %d\n",
                        i, i);
    folder_write(folder, "gold.tsv", text);
}

/* The tones are the wrong way round: none but this model has them so. */
Test(model_languages, a_model_by_itself_judges_all_texts)
{
    lexicon_texts texts = {.valence_fi = "mainio\t3\n"};
    folder_path folder = lexicon_new(&texts);
    write_gold(folder.text);
    folder_path gold = folder_join(folder.text, "gold.tsv");
    folder_path to = folder_join(folder.text, "tone.model");
    const char *files[] = {gold.text};
    pal_error err = {0};
    pal_engine *engine = NULL;
    pal_trainer *trainer = NULL;
    pal_evaluator *evaluator = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder.text;
    opt.models = "models"; /* with what tells the languages apart */
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.no_model = true;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_train(&trainer, engine, &opt, false, files, 1, to.text, &err),
                 PAL_OK, "%s", err.msg);
    pal_trainer_close(trainer);
    pal_engine_close(engine);
    opt.no_model = false;
    opt.model = to.text;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_evaluate(&evaluator, engine, &opt, gold.text, &err), PAL_OK, "%s",
                 err.msg);
    cr_expect_eq(pal_evaluator_view(evaluator)->overall_accuracy, 1.0);
    pal_evaluator_close(evaluator);
    pal_engine_close(engine);
    folder_remove(&folder);
}
