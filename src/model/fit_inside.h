/* fit_inside.h -- a training while it runs, shared by fit.c and the fit_*.c
 *
 * Room:  model/. Not for others.
 */
#ifndef PAL_MODEL_FIT_INSIDE_H
#define PAL_MODEL_FIT_INSIDE_H

#include "model/fit.h"

/** Bytes that a training may take. */
#define PAL_FIT_LIMIT ((size_t)8 << 30)

enum {
    PAL_FIT_FOLDS = 5, /**< as a fold: none is held out */
    PAL_FIT_CHARS_BIT = 1,
    PAL_FIT_SET_WORDS = (PAL_MODEL_CLASSES_MAX + 63) / 64
};

/** A feature of a text: hash << PAL_FIT_CHARS_BIT | is it one of characters. */
typedef struct pal_fit_use {
    uint64_t key;
    uint32_t count;
} pal_fit_use;

typedef struct pal_fit_text {
    uint64_t classes[PAL_FIT_SET_WORDS]; /**< a bit for each class that it has */
    unsigned fold;
    bool again;   /**< the words of the text before it, coded once more */
    size_t first; /**< into uses; those of the text before, then */
    size_t count;
    size_t beside_first; /**< into beside */
    size_t beside_count; /**< 0 = the text is part of another one */
} pal_fit_text;

/** Something that stands beside the words. */
typedef struct pal_fit_beside {
    uint32_t hash;
    double share; /**< of the texts that have it */
} pal_fit_beside;

/** A feature that is learnt. */
typedef struct pal_fit_column {
    uint64_t key;
    uint32_t texts;
    uint8_t value;
    bool dropped; /**< of little use to every class: as if it were not there */
} pal_fit_column;

struct feature_node;

struct pal_fit {
    pal_arena *mem;
    pal_fit_options opt;
    pal_fit_use *uses;
    size_t use_count, use_cap;
    uint32_t *beside; /**< hashes, in the order of the texts */
    size_t beside_count, beside_cap;
    pal_fit_beside *outside; /**< what is learnt of them, by hash */
    size_t outside_count;
    pal_fit_text *texts;
    size_t text_count, text_cap;
    size_t distinct;         /**< of the texts: one that is coded twice is one */
    pal_fit_column *columns; /**< by key; liblinear's feature i + 1 */
    size_t column_count;
    double value_scale;
    struct feature_node *nodes;
    struct feature_node **rows; /**< by text: features ascending, the bias, -1 */
    bool failed;
};

/** What was learnt of a class. */
typedef struct pal_fit_trained {
    double *weights;   /**< on all texts: column_count + 1 of them, the bias last */
    double *decisions; /**< by text, held out */
    double *sure;      /**< by text: probability by such a decision */
    double *outside;   /**< by what stands beside the words: weights; NULL = none */
    double a, b, middle, threshold;
} pal_fit_trained;

/** Has the text this class? */
static inline bool pal_fit_has(const pal_fit_text *text, size_t class_index)
{
    return (text->classes[class_index / 64] >> class_index % 64 & 1) != 0;
}

/** Order of pal_fit_use by key, for qsort(). */
int pal_fit_by_key(const void *a, const void *b);
/** Choose the features that are learnt. False when there is none, or without memory. */
bool pal_fit_choose(pal_fit *fit);
/** Values of the features from the texts that are not in `fold`, and the rows of all
 *  texts by them. A value is the inverse document frequency times how well the feature
 *  tells the classes apart: the largest |log-count ratio| over the classes that have
 *  texts (S. Wang, C. Manning, "Baselines and bigrams", ACL 2012, have one for each
 * class; one for all keeps a single value a feature in the file), pal_fit_options.evenly
 * added. False without memory. */
bool pal_fit_rows(pal_fit *fit, unsigned fold);
/** liblinear's L2-regularised logistic regression of `y` (1 and -1, the first one 1), the
 *  bias among the features: weights of `width` features. */
void pal_fit_regress(double *weights, struct feature_node **rows, double *y, size_t count,
                     size_t width, double cost, double eps);
/** Calibrate anew, with what stands beside the words: fills a, b, middle, outside and
 *  sure of the classes that are learnt. False without memory. */
bool pal_fit_weigh_beside(pal_fit *fit, pal_fit_trained *all,
                          const pal_fit_class *figures);
/** Append the model file; fills features and weights of the report. False without memory.
 */
bool pal_fit_write(pal_fit *fit, const pal_fit_trained *all, pal_buf *out,
                   pal_fit_report *report);

#endif /* PAL_MODEL_FIT_INSIDE_H */
