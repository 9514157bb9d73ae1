/* fit_columns.h -- the texts of a training as rows of numbers
 *
 * Room:  model/, for fit.c alone. A feature's value is its inverse document frequency
 *        times how well it tells the classes apart: the largest |log-count ratio| over
 * the classes (S. Wang, C. Manning, "Baselines and bigrams", ACL 2012, who have one for
 *        each class; one for all keeps a single value a feature in the file).
 */
#ifndef PAL_MODEL_FIT_COLUMNS_H
#define PAL_MODEL_FIT_COLUMNS_H

#include <linear.h>

#include "base/arena.h"
#include "model/fit.h"

enum {
    PAL_FIT_FOLDS = 5, /**< as a fold: none is held out */
    PAL_FIT_CLASSES_MAX = 64,
    PAL_FIT_CHARS_BIT = 1,
};
/** Bytes that a training may take. */
#define PAL_FIT_LIMIT ((size_t)8 << 30)

/** A feature of a text: hash << 1 | is it one of characters. */
typedef struct pal_fit_use {
    uint64_t key;
    uint32_t count;
} pal_fit_use;

typedef struct pal_fit_text {
    uint64_t classes;
    unsigned fold;
    bool again;   /**< the words of the text before it, coded once more */
    size_t first; /**< into uses; the same ones as of the text before, then */
    size_t count;
} pal_fit_text;

/** A feature that is learnt. */
typedef struct pal_fit_column {
    uint64_t key;
    uint32_t texts;
    uint8_t value;
} pal_fit_column;

struct pal_fit {
    pal_arena *mem;
    pal_fit_options opt;
    pal_fit_use *uses;
    size_t use_count, use_cap;
    pal_fit_text *texts;
    size_t text_count, text_cap;
    size_t distinct;         /* of the texts: a text coded twice is one */
    pal_fit_column *columns; /* by key; liblinear's feature i + 1 */
    size_t column_count;
    double value_scale;
    struct feature_node *nodes;
    struct feature_node **rows; /* by text: features ascending, the bias, -1 */
    bool failed;
};

/** The features that are learnt. False: no memory, or none. */
bool pal_fit_columns(pal_fit *fit);
/** Values of the features from the texts that are not in `fold`, and the rows of all
 *  texts by them. False without memory. */
bool pal_fit_rows(pal_fit *fit, unsigned fold);

#endif /* PAL_MODEL_FIT_COLUMNS_H */
