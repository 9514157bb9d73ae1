/* learnt.h -- the trained models of a program, and which theme each of their classes is
 *
 * Order: pal_models_open(), then pal_models_use() and pal_models_add_own(), while no
 *        thread reads yet; pal_models_word() for each new word record.
 */
#ifndef PAL_LEARNT_H
#define PAL_LEARNT_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/lexicon.h"
#include "model/model.h"

/** A model of themes. */
typedef struct pal_topics {
    pal_model *model;         /**< NULL = none */
    const uint32_t *theme_of; /**< theme by class; UINT32_MAX = not in the lexicon */
    size_t general;           /**< class that yields to all others; SIZE_MAX = none */
    const uint16_t *class_of; /**< class by theme; the number of classes = none */
    size_t class_of_count;    /**< themes from here on have no class */
} pal_topics;

/** The models of a program, by pal_language. */
typedef struct pal_models {
    pal_model *sentiment[3]; /**< NULL = none */
    pal_topics themes[3];
    pal_topics own[3];     /**< themes that are the user's, behind those of the lexicon */
    size_t lexicon_themes; /**< how many of the themes are not */
    bool alone;            /**< the model of tone decides by itself */
    bool no_rules;         /**< themes that rules found do not count */
    pal_known *known;      /**< digests of models; may be NULL */
} pal_models;

/** Load sentiment.LANG.model and, unless own themes alone are wanted, themes.LANG.model
 *  of a folder where they are; NULL = no folder. `known` must live as long as models are
 *  opened, and may be NULL. Errors: EFORMAT, ENOMEM. */
pal_status pal_models_open(pal_models *out, pal_arena *mem, const char *folder,
                           const pal_lexicon *lexicon, bool only_own, pal_known *known,
                           pal_error *err);

/** Use the model of a file in the place of another, and let it decide by itself: of tone,
 *  of themes, or of own themes, which the lexicon then has, too.
 *  Errors: ENOINPUT, EFORMAT, ENOMEM. */
pal_status pal_models_use(pal_models *models, pal_arena *mem, const char *path,
                          pal_lexicon *lexicon, pal_error *err);

/** Add the themes of a model of own themes to those of the lexicon, and the model.
 *  Errors: ENOINPUT, EFORMAT (a model of something else, a second one of the language, a
 *  theme that the lexicon has), ENOMEM. */
pal_status pal_models_add_own(pal_models *models, pal_arena *mem, const char *path,
                              pal_lexicon *lexicon, pal_error *err);

/** Are there themes of the user's? */
bool pal_models_have_own(const pal_models *models);

/** Refuse own themes none of which is for the language of the answers; OTHER and MIXED
 * are fine. Errors: EUSAGE. */
pal_status pal_models_fit(const pal_models *models, pal_language language,
                          pal_error *err);

/** Models of a language in the order in which word->learnt holds them; answers how many
 *  there are. */
size_t pal_models_of(const pal_models *models, pal_language language,
                     const pal_model *out[PAL_MODELS_MAX]);

/** Does one of them see the score of the respondent? */
bool pal_models_read_score(const pal_models *models);

/** Set word->learnt of a language. False without memory. */
bool pal_models_word(const pal_models *models, pal_arena *mem, pal_word *word,
                     pal_language language);

/** How many numbers those are. */
size_t pal_models_numbers(const pal_models *models, pal_language language);

/** Class of a theme; the number of classes when it has none. */
size_t pal_topics_class(const pal_topics *topics, uint32_t theme);

#endif /* PAL_LEARNT_H */
