/* model_table.h -- a model as it stands in memory
 *
 * Room:  model/, for model.c, which reads it, and model_word.c and model_sum.c, which sum
 *        it up.
 */
#ifndef PAL_MODEL_MODEL_TABLE_H
#define PAL_MODEL_MODEL_TABLE_H

#include "base/digest.h"
#include "model/model.h"

/** A feature in the file: its hash in four bytes, value, count, then class and weight by
 *  turns. They stand there by hash, ascending, and are read from the file's own bytes. */
enum {
    PAL_RECORD_VALUE = 4,
    PAL_RECORD_COUNT,
    PAL_RECORD_ENTRIES,
    PAL_RECORD_MIN = PAL_RECORD_ENTRIES,
};

/** Little endian. */
static inline uint32_t pal_record_hash(const uint8_t *record)
{
    return (uint32_t)record[0] | (uint32_t)record[1] << 8 | (uint32_t)record[2] << 16 |
           (uint32_t)record[3] << 24;
}

enum {
    PAL_NORM_FIXED = 1024, /**< a norm of 1 as an integer */
    PAL_SCORE_FIXED = 64,
};

struct pal_model {
    pal_model_view view;
    double weights[1 << 8]; /**< what a byte says, as a number */
    double *scales;         /**< of the classes, side by side */
    double *least; /**< by class: a calibrated decision below it is below the threshold */
    double *bars;  /**< by class: so is a score below this times the root of the norm */
    double *expected; /**< by class: log-odds of the threshold */
    double veto_odds; /**< log-odds of the veto; infinite where they tell nothing */
    const uint8_t *rules[PAL_FEATURES_RULES]; /**< records of what rules find; NULL = none
                                               */
    const uint8_t *bytes;
    uint32_t *first; /**< by the upper bits of a hash: offset of the first feature with
                          these or higher ones; one more ends the last */
    unsigned bucket_shift;
    uint64_t *filter; /**< a bit for the upper bits of each hash: most pairs of words are
                           in no model, and these few bytes stay in the near cache */
    unsigned filter_shift;
    char sha256[PAL_DIGEST_HEX_LEN + 1];
};

/** More than all roundings on the way to log-odds. */
#define PAL_ODDS_EDGE 1e-6

/** The record of a feature, or NULL. */
const uint8_t *pal_model_find(const pal_model *m, uint32_t hash);
/** May the model have this feature? */
static inline bool pal_model_may_have(const pal_model *m, uint32_t hash)
{
    uint32_t bit = hash >> m->filter_shift;
    return m->filter[bit / 64] >> bit % 64 & 1;
}

/** The records of `count` features that the model may have, PAL_MODEL_WAITING_MAX at
 * most; NULL where it has none. */
void pal_model_find_all(const pal_model *m, const uint32_t *hashes, size_t count,
                        const uint8_t **records);

/** Words whose numbers are added at a time. */
enum { PAL_MODEL_TOGETHER = 4 };
/** Add the lower and the upper bytes of the numbers of PAL_MODEL_TOGETHER words, each
 *  sum by itself: they need no wider place, so that a vector takes as many sums as it has
 *  numbers. A number is 256 times its upper byte and the lower one. */
void pal_model_add_together(uint16_t *restrict low, int16_t *restrict high,
                            const int16_t *const *words, size_t numbers);

/** Value of a feature. */
static inline double pal_model_value_of(const pal_model *m, pal_feature_kind kind,
                                        const uint8_t *record)
{
    if (kind == PAL_FEATURE_BESIDE)
        return 1.0;
    double value = m->view.value_scale * (double)record[PAL_RECORD_VALUE];
    return kind == PAL_FEATURE_CHARS ? value * PAL_FEATURE_CHARS_SCALE : value;
}

/** To the nearest integer, ties to even, of numbers far under 2^51: what nearbyint()
 * does, without its call. */
static inline double pal_model_rounded(double number)
{
    static const double shifter = 6755399441055744.0; /* 2^52 + 2^51 */
    return number + shifter - shifter;
}

#endif /* PAL_MODEL_MODEL_TABLE_H */
