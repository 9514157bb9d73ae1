/* readings.h -- an answer as each of the models reads it
 *
 * judge.c decides by it.
 */
#ifndef PAL_READINGS_H
#define PAL_READINGS_H

#include "learnt.h"

/** A text without a `model` has not been read: there is no such model, or the passage is
 *  empty or in another language. */
typedef struct pal_readings {
    pal_model_text tones, topics, own;
} pal_readings;

/** Ask for the memory that pal_readings_make() reads of the words, some time before:
 *  nothing depends on it but speed. */
void pal_readings_ahead(const pal_passage *passage);
/** Read a passage whose words have been filled in. `negated` by token. False without
 *  memory. */
bool pal_readings_make(pal_readings *out, pal_arena *mem, const pal_models *models,
                       const pal_passage *passage, const bool *negated);

#endif /* PAL_READINGS_H */
