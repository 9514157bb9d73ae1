/* engine.h -- lexicons loaded, and one text read with them
 *
 * The pipeline's own half: beside pipeline.h it is the only place that knows all rooms.
 */
#ifndef PAL_ENGINE_H
#define PAL_ENGINE_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/lexicon.h"
#include "text/passage.h"

struct pal_engine {
    pal_arena *mem;
    pal_words *words; /* of the rules; their keys are views into it */
    pal_lexicon *lexicon;
    const char *models; /* folder, or NULL */
    pal_morphology morphology;
};

/** What one thread needs to read texts. */
typedef struct pal_worker {
    const pal_engine *engine;
    pal_words *words;
    pal_matcher *matcher;
} pal_worker;

/** Errors: ENOMEM, and those of the language model. */
pal_status pal_worker_open(pal_worker *worker, const pal_engine *engine, pal_error *err);
/** A worker that is all zero may be closed. */
void pal_worker_close(pal_worker *worker);

/** The language that most of the texts speak: fi, en, or OTHER when there is none. */
pal_status pal_worker_survey_language(pal_language *out, pal_worker *worker,
                                      const pal_str *texts, size_t count, pal_error *err);

#endif /* PAL_ENGINE_H */
