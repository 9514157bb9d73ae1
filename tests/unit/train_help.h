/* train_help.h -- a model of tone out of a coded file of a test */
#ifndef PAL_TESTS_TRAIN_HELP_H
#define PAL_TESTS_TRAIN_HELP_H

#include "lexicon_help.h"

/* Learns from gold.tsv of the folder, which holds a lexicon as well, and writes `model`
 * there. */
static inline void train_tone(const char *folder, const char *model)
{
    folder_path gold = folder_join(folder, "gold.tsv");
    folder_path to = folder_join(folder, model);
    const char *files[] = {gold.text};
    pal_error err = {0};
    pal_engine *engine = NULL;
    pal_trainer *trainer = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.no_model = true;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_train(&trainer, engine, &opt, false, files, 1, to.text, &err),
                 PAL_OK, "%s", err.msg);
    pal_trainer_close(trainer);
    pal_engine_close(engine);
}

/* Share of the texts of gold.tsv whose tone `model` tells by itself. */
static inline double tone_accuracy(const char *folder, const char *model)
{
    folder_path gold = folder_join(folder, "gold.tsv");
    folder_path from = folder_join(folder, model);
    pal_error err = {0};
    pal_engine *engine = NULL;
    pal_evaluator *evaluator = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.model = from.text;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_evaluate(&evaluator, engine, &opt, gold.text, &err), PAL_OK, "%s",
                 err.msg);
    double right = pal_evaluator_view(evaluator)->overall_accuracy;
    pal_evaluator_close(evaluator);
    pal_engine_close(engine);
    return right;
}

#endif /* PAL_TESTS_TRAIN_HELP_H */
