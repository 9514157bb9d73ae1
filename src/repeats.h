/* repeats.h -- answers that were read before
 *
 * Short answers come again and again ("ei mitään", "hyvä palvelu"), and what the rooms
 * make of a text depends on nothing but its bytes, its question, what that asks for and
 * the language that it is expected in: one that comes often is read twice and then no
 * more. Where a model reads the score of the respondent this does not hold; nobody opens
 * this then.
 *
 * Order: pal_repeats_open() once a thread; for each text pal_repeats_find(), and where it
 *        knows nothing but wants the reading, pal_repeats_keep(); pal_repeats_forget()
 *        whenever the word records are gone.
 */
#ifndef PAL_REPEATS_H
#define PAL_REPEATS_H

#include "base/arena.h"
#include "base/flow.h"

typedef struct pal_repeats pal_repeats;

/** All that a reading depends on. */
typedef struct pal_repeats_key {
    pal_str text;
    pal_asked asked;
    pal_language expected;
    uint32_t question; /**< pal_passage.question */
} pal_repeats_key;

/** What was read of a text. Its tone has no valences and does not tell what is negated.
 */
typedef struct pal_repeat {
    pal_language expected;
    pal_passage passage; /**< its text is a copy */
    pal_tone tone;
} pal_repeat;

/** NULL without memory. */
pal_repeats *pal_repeats_open(void);
/** NULL is fine. */
void pal_repeats_close(pal_repeats *repeats);
/** Forget all readings. */
void pal_repeats_forget(pal_repeats *repeats);

/** What was read of this text, until pal_repeats_forget(); NULL when it is not known.
 *  `*wanted`: it was seen before and its reading would be kept. */
const pal_repeat *pal_repeats_find(pal_repeats *repeats, const pal_repeats_key *key,
                                   bool *wanted);
/** Copy a reading. What is too much is not kept. */
void pal_repeats_keep(pal_repeats *repeats, const pal_repeats_key *key,
                      const pal_passage *passage, const pal_tone *tone);

#endif /* PAL_REPEATS_H */
