/* model_table.h -- a model as it stands in memory
 *
 * Room:  model/, for model.c, which reads it, and model_word.c and model_sum.c, which sum
 *        it up.
 */
#ifndef PAL_MODEL_MODEL_TABLE_H
#define PAL_MODEL_MODEL_TABLE_H

#include <string.h>

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

/** Four entries as lanes of two bytes, the class of each below its weight. Behind the
 * last record stands the checksum: so many bytes can be read at each entry. */
#define PAL_LANES UINT64_C(0x0001000100010001)
#define PAL_LANES_CLASS UINT64_C(0x00FF00FF00FF00FF)
static inline uint64_t pal_lanes_of(const uint8_t *entries)
{
    uint64_t lanes = 0;
    for (unsigned i = 0; i < sizeof lanes; i++)
        lanes |= (uint64_t)entries[i] << 8 * i;
    return lanes;
}

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

/** What a byte of a record says of a feature's value. */
typedef struct pal_model_byte {
    double scaled; /**< times PAL_SCORE_FIXED, a power of two: exact in every product */
    int64_t norm;  /**< what one occurrence adds to the norm */
} pal_model_byte;

struct pal_model {
    pal_model_view view;
    pal_model_byte values[1 << 8];
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
/** Add the numbers of PAL_MODEL_TOGETHER words, whose sums fit 16 bits. */
void pal_model_add_together(int32_t *restrict sums, const int16_t *const *words,
                            size_t numbers);

/** The norm of the numbers of a model, or of sums of them. */
static inline int64_t pal_numbers_norm(int64_t low, int64_t middle, int64_t high)
{
    return low + middle * (1 << PAL_NUMBERS_NORM_BITS) +
           high * (1 << 2 * PAL_NUMBERS_NORM_BITS);
}

/** Value of a feature. */
static inline double pal_model_value_of(const pal_model *m, pal_feature_kind kind,
                                        const uint8_t *record)
{
    if (kind == PAL_FEATURE_BESIDE)
        return 1.0;
    double value = m->view.value_scale * (double)record[PAL_RECORD_VALUE];
    return kind == PAL_FEATURE_CHARS ? value * PAL_FEATURE_CHARS_SCALE : value;
}

/** 2^52 + 2^51: beside it a number far under 2^51 has no room for a fraction. */
#define PAL_MODEL_SHIFTER 6755399441055744.0

/** To the nearest integer, ties to even: what nearbyint() does, without its call. */
static inline double pal_model_rounded(double number)
{
    return number + PAL_MODEL_SHIFTER - PAL_MODEL_SHIFTER;
}

/** The same as an integer: the shifted number is that, above the bits of the shifter. */
static inline int64_t pal_model_fixed(double number)
{
    const double shifter = PAL_MODEL_SHIFTER;
    const double shifted = number + shifter;
    uint64_t bits;
    uint64_t base;
    memcpy(&bits, &shifted, sizeof bits);
    memcpy(&base, &shifter, sizeof base);
    return (int64_t)(bits - base);
}

#endif /* PAL_MODEL_MODEL_TABLE_H */
