/* attempt.h -- one attempt to find a rule at one place
 *
 * Room:  lexicon/, for match.c.
 */
#ifndef PAL_LEXICON_ATTEMPT_H
#define PAL_LEXICON_ATTEMPT_H

#include "lexicon/rule.h"
#include "lexicon/spots.h"

/** Word indices that an attempt has matched so far. */
typedef struct pal_trail {
    uint32_t at[PAL_HIT_TOKENS_MAX];
    uint32_t count;
    uint32_t steps;
    uint32_t pivot;      /**< an atom that is known to fit, */
    uint32_t pivot_word; /**< at this word; PAL_ATOM_ANY: none is known */
} pal_trail;

/** Does the rule match with the first word of its side `lead` at word `i`? Fills `t`, in
 *  which only the pivot need be set, with its words, side by side. */
bool pal_attempt(const pal_spots *spots, const pal_pattern_rule *rule, uint8_t lead,
                 pal_language language, uint32_t i, pal_trail *t);
/** Does a rule that has a slot of its own, as those of `unless` do, match with the first
 *  word of its side 0 at one of the words `first` to before `end`, which are a sentence?
 */
bool pal_attempt_within(const pal_spots *spots, const pal_pattern_rule *rule,
                        pal_language language, uint32_t first, uint32_t end);

#endif /* PAL_LEXICON_ATTEMPT_H */
