/* judge.h -- rules and trained models decide together
 *
 * One function combines them, and models/README.md has the table of what each half finds.
 *
 * Themes: what a rule found stays, unless the model rules it out (under 3 in 200, and
 * only if it has learnt from talk that is no feedback, too). A theme that no rule found
 * is proposed when the model of the answer's language gives it at least its threshold;
 * the clause that speaks most for it is its place, and its polarity is that which the
 * model of tone gives that clause.
 *
 * Tone: the class of the model that is furthest above what its share of the coded texts
 * makes one expect (pal_share_threshold()). What the rules make of the text is among its
 * features.
 *
 * Without models, or with pal_options.no_model, nothing changes.
 */
#ifndef PAL_JUDGE_H
#define PAL_JUDGE_H

#include "base/arena.h"
#include "base/flow.h"
#include "model/model.h"

/** The models of a program. NULL where there is none. */
typedef struct pal_models {
    pal_model *sentiment[3]; /**< by pal_language */
    pal_model *themes[3];
    bool alone;                  /**< the model of tone decides by itself */
    const uint32_t *theme_of[3]; /**< theme by class of themes[]; UINT32_MAX = not in the
                                      lexicon */
} pal_models;

/** Load sentiment.LANG.model and themes.LANG.model of a folder where they are; `find`
 *  answers the index of a theme or -1. Errors: EFORMAT, ENOMEM. */
pal_status pal_models_open(pal_models *out, pal_arena *mem, const char *folder,
                           int32_t (*find)(const void *ctx, pal_str id), const void *ctx,
                           pal_error *err);

/** Use the model of a file in the place of another. Errors: ENOINPUT, EFORMAT, ENOMEM. */
pal_status pal_models_use(pal_models *models, pal_arena *mem, const char *path,
                          int32_t (*find)(const void *ctx, pal_str id), const void *ctx,
                          pal_error *err);

/** Set word->learnt of a language. False without memory. */
bool pal_models_word(const pal_models *models, pal_arena *mem, pal_word *word,
                     pal_language language);

/** Features of a text that speak most for a theme, strongest first; answers how many were
 *  written. */
size_t pal_judge_reasons(const pal_models *models, const pal_passage *passage,
                         const bool *negated, uint32_t theme, pal_reason *out,
                         size_t cap);

/** Let the models have their say on a text that the rules have read. Errors: ENOMEM. */
pal_status pal_judge(pal_tone *tone, pal_arena *mem, const pal_models *models,
                     const pal_passage *passage, pal_error *err);

#endif /* PAL_JUDGE_H */
