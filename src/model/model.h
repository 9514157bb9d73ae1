/* model.h -- trained linear weights: load, verify, score
 *
 * Room:  model/. Knows base/ only.
 * Model: for each class a logistic regression on the features of features.h, weights in 8
 *        bits. With s the sum over the occurrences of a text and n the sum of the squares
 *        of their values, the decision is s / sqrt(n) + bias, and the probability is
 *        1 / (1 + exp(-(a decision + b))), a and b fitted on held-out decisions (Platt
 *        1999). A model of tone may add the weights of what stands beside the words to
 *        a decision + b.
 * File:  docs in models/README.md; little endian, SHA-256 of all before it at the end.
 *
 * Beside it: model_table.h (a model in memory), model_word.c (what a word adds),
 *        model_sum.c (sums of a text).
 */
#ifndef PAL_MODEL_MODEL_H
#define PAL_MODEL_MODEL_H

#include "base/ahead.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/known.h"
#include "model/features.h"

typedef struct pal_model pal_model;

enum { PAL_MODEL_VERSION = 3, PAL_MODEL_CLASSES_MAX = 250, PAL_MODELS_MAX = 3 };

/** What a model decides. */
typedef enum pal_model_kind {
    PAL_MODEL_SENTIMENT = 1, /**< classes neu, neg, pos, mixed in the order of
                                  pal_polarity; the likeliest one is meant */
    PAL_MODEL_THEMES = 2,    /**< classes are theme ids; each is decided by itself */
    PAL_MODEL_OWN = 3,       /**< the same of themes that no lexicon has: the user's */
} pal_model_kind;

/** What a model sees beside the text; bits. */
typedef enum pal_model_reads {
    PAL_MODEL_READS_SCORE = 1u << 0,    /**< the score of the respondent */
    PAL_MODEL_READS_QUESTION = 1u << 1, /**< each word with what was asked */
    PAL_MODEL_READS_BESIDE = 1u << 2,   /**< pal_features_beside(), of tone only */
    PAL_MODEL_READS_TOGETHER = 1u << 3, /**< pal_features_together(), likewise */
} pal_model_reads;

/** One class. */
typedef struct pal_model_class {
    pal_str name;
    double bias;
    double scale;     /**< of its weights: weight = scale x (-127 to 127) */
    double a, b;      /**< calibration */
    double middle;    /**< what stands beside the words adds this on the average: taken
                           where it is not known, as of a clause */
    double threshold; /**< themes: probability from which the class is proposed;
                           sentiment: that which its probability is measured against,
                           see pal_share_threshold() */
} pal_model_class;

/** One feature with its weights, for writing. */
typedef struct pal_model_entry {
    uint16_t class_index;
    int8_t weight;
} pal_model_entry;

typedef struct pal_model_feature {
    uint32_t hash;
    uint8_t value; /**< value = value_scale x this; 1 of what stands beside the words */
    uint16_t count;
    const pal_model_entry *entries;
} pal_model_feature;

/** All of a model. */
typedef struct pal_model_view {
    pal_model_kind kind;
    pal_language language;
    unsigned reads; /**< of pal_model_reads */
    double value_scale;
    double veto; /**< a class of lower probability is ruled out; 0 = none ever is */
    const pal_model_class *classes;
    size_t class_count;
    const pal_model_feature
        *features; /**< by hash, ascending; of a model that was read NULL */
    size_t feature_count;
} pal_model_view;

/** The file's bytes. */
void pal_model_write(pal_buf *out, const pal_model_view *view);
/** Read a file. `mem` owns the model.
 *  Errors: ENOINPUT, EFORMAT (no model, another version, damaged, sizes that do not fit),
 *  ENOMEM. */
pal_status pal_model_open(pal_model **out, pal_arena *mem, const char *path,
                          pal_error *err);
/** The same; the checksum of a file that `known` knows is not worked out. */
pal_status pal_model_open_known(pal_model **out, pal_arena *mem, const char *path,
                                pal_known *known, pal_error *err);
const pal_model_view *pal_model_of(const pal_model *model);
/** The checksum, 64 hex digits. */
pal_str pal_model_sha256(const pal_model *model);

/** Sums over the words of a text. */
typedef struct pal_model_sum {
    int64_t norm;    /**< fixed point, as model_table.h has it */
    int64_t *score;  /**< by class, likewise */
    int64_t *beside; /**< by class, likewise: of what stands beside the words; NULL where
                          it is not known */
} pal_model_sum;

/** Numbers of a word in its record: those of the word itself, then those that it adds to
 *  each of the models that read it, one model behind the other. */
enum {
    PAL_NUMBER_PAIR = 0, /**< pal_feature_pair_begin(), in the bytes of two */
    PAL_NUMBER_MOST = 2, /**< none behind is further from 0, INT16_MIN as if INT16_MAX */
    PAL_NUMBERS_OWN,
    PAL_NUMBERS_NORM =
        3, /**< of a model: the norm, NORM_BITS in each; then the classes */
    PAL_NUMBERS_NORM_BITS = 10,
};
/** How many a model has. */
size_t pal_model_word_size(const pal_model *model);
/** Fill `out` with the numbers of a word and `count` models, PAL_MODELS_MAX at most. Its
 *  features are made once. */
void pal_models_sum_word(const pal_model *const *models, size_t count,
                         const pal_word *word, pal_language language, int16_t *out);

enum { PAL_MODEL_WAITING_MAX = 64, PAL_MODEL_WORDS_MAX = 64 };
/** In the place of a clause: said of the text as a whole. */
#define PAL_MODEL_WHOLE UINT32_MAX

/** A feature of a text that a model has learnt. */
typedef struct pal_model_found {
    const uint8_t *record;
    uint32_t clause;
} pal_model_found;

/** A text as one model reads it. Its words and features are added to the whole; what a
 *  clause has of them is summed up when it is asked for, as few are.
 *  Order: pal_model_text_begin(); pal_models_add_word() and, clause by clause,
 *  pal_models_ask(); pal_models_add_words() and pal_models_answer() before any sum is
 *  read. */
typedef struct pal_model_text {
    const pal_model *model;
    pal_model_sum whole; /**< stands in `scores` and `beside`: a text is not copied */
    size_t offset;       /**< of the numbers of the model in word->learnt */
    const uint64_t *filter;
    unsigned filter_shift;
    bool failed;
    /* features that were found, by clause */
    pal_arena *mem;
    pal_model_found *found;
    size_t found_count, found_cap;
    pal_model_found few[PAL_MODEL_WAITING_MAX];
    int64_t scores[PAL_MODEL_CLASSES_MAX];
    int64_t beside[PAL_MODEL_CLASSES_MAX];
} pal_model_text;

/** `mem` keeps what is found in a long text. */
void pal_model_text_begin(pal_model_text *out, pal_arena *mem, const pal_model *model,
                          size_t offset);
/** Words of a text whose numbers wait for being added: together they take less time. */
typedef struct pal_model_words {
    size_t numbers; /**< of a word, its own among them */
    size_t count;
    const int16_t *of[PAL_MODEL_WORDS_MAX];
} pal_model_words;

/** Add the words that wait to all of the `count` models. */
void pal_models_add_words(pal_model_words *words, pal_model_text *const *texts,
                          size_t count);
/** Add the numbers of a word, now or with others; they live until then. */
static inline void pal_models_add_word(pal_model_words *words,
                                       pal_model_text *const *texts, size_t count,
                                       const int16_t *numbers)
{
    words->of[words->count++] = numbers;
    if (words->count == PAL_MODEL_WORDS_MAX)
        pal_models_add_words(words, texts, count);
}
/** Features of a text, of those beyond its words, in their order: they wait for being
 *  looked up, for together they take less time. */
typedef struct pal_model_asked {
    size_t count;
    uint32_t hashes[PAL_MODEL_WAITING_MAX];
    uint32_t clauses[PAL_MODEL_WAITING_MAX];
    uint8_t readers[PAL_MODEL_WAITING_MAX]; /**< bit n: the n-th of the texts reads it */
} pal_model_asked;

/** Look up what waits and add it to all of the `count` texts. False without memory, then
 *  and ever after. */
bool pal_models_answer(pal_model_asked *asked, pal_model_text *const *texts,
                       size_t count);
/** Ask for a feature, now or with others. */
static inline void pal_models_ask(pal_model_asked *asked, pal_model_text *const *texts,
                                  size_t count, unsigned readers, uint32_t clause,
                                  uint32_t hash)
{
    for (size_t i = 0; i < count; i++)
        pal_ahead(&texts[i]->filter[hash >> texts[i]->filter_shift >> 6]);
    asked->hashes[asked->count] = hash;
    asked->clauses[asked->count] = clause;
    asked->readers[asked->count] = (uint8_t)readers;
    if (++asked->count == PAL_MODEL_WAITING_MAX)
        pal_models_answer(asked, texts, count);
}
/** Add what the rules found to the whole. */
void pal_model_text_rules(pal_model_text *text, const pal_tone *tone);
/** Add what stands beside the words, where the model reads it. */
void pal_model_text_beside(pal_model_text *text, const pal_passage *passage,
                           const pal_tone *tone);
/** The same of one feature of it. */
void pal_model_add_beside(pal_model_text *text, uint32_t hash);

/** Sum up a clause of that passage. Shape of `out->score`: by class. */
void pal_model_clause(pal_model_sum *out, const pal_model_text *text,
                      const pal_passage *passage, uint32_t clause);
/** The clause that speaks most for a class, the first of equals. */
uint32_t pal_model_strongest(const pal_model_text *text, const pal_passage *passage,
                             size_t class_index);
/** The calibrated decisions: the probability of a class is the logistic curve at its own.
 *  Shape of `out`: by class. */
void pal_model_decisions(const pal_model *model, const pal_model_sum *sum, double *out);
/** Log-odds of the thresholds, by class. */
const double *pal_model_expected(const pal_model *model);
/** Is the class ruled out: is its probability under the veto of the model? */
bool pal_model_vetoes(const pal_model *model, const pal_model_sum *sum,
                      size_t class_index);
/** Probability of a class. */
double pal_model_probability(const pal_model *model, const pal_model_sum *sum,
                             size_t class_index);
/** A class that reaches its threshold. */
typedef struct pal_model_reach {
    size_t class_index;
    double probability;
} pal_model_reach;
/** The classes that do, ascending; answers how many. Shape of `out`: one a class. */
size_t pal_model_reached(const pal_model *model, const pal_model_sum *sum,
                         pal_model_reach *out);
/** Value of a feature; 0 when the model does not know it. */
double pal_model_value(const pal_model *model, pal_feature_kind kind, uint32_t hash);
/** What one occurrence of a feature adds to the decision of a class, before the division.
 */
double pal_model_weight(const pal_model *model, pal_feature_kind kind, uint32_t hash,
                        size_t class_index);

#endif /* PAL_MODEL_MODEL_H */
