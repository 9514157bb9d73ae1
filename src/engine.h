/* engine.h -- lexicons loaded, and one text read with them
 *
 * The pipeline's own half: beside pipeline.h it is the only place that knows all rooms.
 */
#ifndef PAL_ENGINE_H
#define PAL_ENGINE_H

#include "base/arena.h"
#include "base/flow.h"
#include "base/known.h"
#include "judge.h"
#include "lexicon/lexicon.h"
#include "privacy/mask.h"
#include "text/memo.h"
#include "text/passage.h"

struct pal_engine {
    pal_arena *mem;
    pal_known *known; /* digests of the files below; or NULL */
    pal_memo *memo;   /* or NULL; shared by all threads */
    pal_memo *made;   /* likewise, of words with what lexicon and models make of them */
    pal_words *words; /* of the rules; their keys are views into it */
    pal_lexicon *lexicon;
    const char *models; /* folder, or NULL */
    pal_models learnt;
    pal_morphology morphology;
    pal_known_names *names;
};

/** Bytes that one row, or a text by itself, may take. */
enum { PAL_ROW_LIMIT = 1 << 30 };

typedef struct pal_word_maker pal_word_maker;

/** What one thread needs to read texts. */
typedef struct pal_worker {
    const pal_engine *engine;
    pal_word_maker *maker; /* what words are completed with; stays where it is */
    pal_words *words;
    pal_matcher *matcher;
} pal_worker;

/** Errors: ENOMEM, and those of the language model. */
pal_status pal_worker_open(pal_worker *worker, const pal_engine *engine, pal_error *err);
/** A worker that is all zero may be closed. */
void pal_worker_close(pal_worker *worker);

/** A masker that knows the engine's names and the worker's dictionary, in the language of
 *  the survey; it lives no longer than the worker. *out is NULL when opt says that
 * personal data is kept. Errors: ENOMEM. */
pal_status pal_worker_masker(pal_masker **out, pal_worker *worker, const pal_options *opt,
                             pal_language survey, pal_error *err);

/** The language that most of the texts speak: fi, en, or OTHER when there is none. */
pal_status pal_worker_survey_language(pal_language *out, pal_worker *worker,
                                      const pal_str *texts, size_t count, pal_error *err);

/** What is asked from now on: of a question, or as it was when the reader was opened
 * where `question` is empty. */
void pal_reader_ask(pal_reader *reader, pal_str question);
/** The score of the respondent, as a cell has it, for the texts from now on; empty =
 * none.
 */
void pal_reader_score(pal_reader *reader, pal_str cell);
/** The words and the tone of the last text of a reader. */
const pal_passage *pal_reader_passage(const pal_reader *reader);
const pal_tone *pal_reader_tone(const pal_reader *reader);

/** What the question asks for: of the option when it names one, else of `heading`. */
pal_asked pal_engine_asked(const pal_engine *engine, pal_arena *mem, const char *option,
                           pal_str heading);

#endif /* PAL_ENGINE_H */
