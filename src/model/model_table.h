/* model_table.h -- a model as it stands in memory
 *
 * Room:  model/, for model.c, which reads it, and model_sum.c, which sums it up.
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

struct pal_model {
    pal_model_view view;
    double *scales; /**< of the classes, side by side */
    double *least; /**< by class: a calibrated decision below it is below the threshold */
    const uint8_t *bytes;
    uint32_t *first; /**< by the upper bits of a hash: offset of the first feature with
                          these or higher ones; one more ends the last */
    unsigned bucket_shift;
    uint32_t end;     /**< offset behind the last feature; the checksum follows */
    uint64_t *filter; /**< a bit for the upper bits of each hash: most pairs of words are
                           in no model, and these few bytes stay in the near cache */
    unsigned filter_shift;
    char sha256[PAL_DIGEST_HEX_LEN + 1];
};

#endif /* PAL_MODEL_MODEL_TABLE_H */
