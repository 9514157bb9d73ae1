/* train_help.h -- models out of a coded file of a test */
#ifndef PAL_TESTS_TRAIN_HELP_H
#define PAL_TESTS_TRAIN_HELP_H

#include "lexicon_help.h"

/* What is learnt. */
typedef struct train_wish {
    const char *gold; /* in the folder; NULL = gold.tsv */
    bool themes, own_ids, score;
} train_wish;

/* Learns from a coded file of the folder, which holds a lexicon as well, and writes
 * `model` there. */
static inline pal_status train_try(const char *folder, const char *model, train_wish wish,
                                   pal_trainer **trainer, pal_error *err)
{
    folder_path gold = folder_join(folder, wish.gold ? wish.gold : "gold.tsv");
    folder_path to = folder_join(folder, model);
    const char *files[] = {gold.text};
    pal_engine *engine = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.no_model = true;
    opt.learn_own_ids = wish.own_ids;
    opt.learn_score = wish.score;
    cr_assert_eq(pal_engine_open(&engine, &opt, err), PAL_OK, "%s", err->msg);
    pal_status status =
        pal_train(trainer, engine, &opt, wish.themes, files, 1, to.text, err);
    pal_engine_close(engine);
    return status;
}

static inline void train_model(const char *folder, const char *model, train_wish wish)
{
    pal_error err = {0};
    pal_trainer *trainer = NULL;
    cr_assert_eq(train_try(folder, model, wish, &trainer, &err), PAL_OK, "%s", err.msg);
    pal_trainer_close(trainer);
}

static inline void train_tone(const char *folder, const char *model)
{
    train_model(folder, model, (train_wish){.themes = false});
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
