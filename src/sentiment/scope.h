/* scope.h -- what negators, boosters and wishes reach
 *
 * Room:  sentiment/. polarity.c calls it on each passage.
 */
#ifndef PAL_SENTIMENT_SCOPE_H
#define PAL_SENTIMENT_SCOPE_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/lexicon.h"

/** Who governs a token. */
typedef struct pal_scope {
    int32_t *valences; /**< by token, 1/1000 points, as spoken: turned and boosted */
    uint8_t *negators; /**< by token: how many negators reach it */
    uint32_t *negator; /**< by token: the last of them, a token index */
    bool *negates;     /**< by token: a negator by itself, not only in a phrase */
    bool *wished;      /**< by clause: said as a wish */
    bool *contrasts;   /**< by clause: opened by a contrast */
    bool *past;        /**< by clause: how it used to be */
    bool *elsewhere;   /**< by clause: how it is with others */
    bool *denied;      /**< by clause: taken back by what follows ("mutta ei ollut") */
    float *idle;       /**< by clause: weight of negators that turn nothing there */
    float *weight;     /**< by clause: 1, more behind a contrast, less when conceded */
} pal_scope;

/** Work out the scopes of a passage from the roles of its tokens and the valence hits.
 *  Arrays live in `mem`. Errors: ENOMEM. */
pal_status pal_scope_read(pal_scope *out, pal_arena *mem, const pal_passage *passage,
                          const pal_hits *hits, pal_error *err);

/** Is this match turned: does an odd number of negators outside of its own words reach
 *  its words, or is its clause taken back? (Both: it is not.) */
bool pal_scope_turns(const pal_scope *scope, const pal_passage *passage,
                     const pal_hit *hit);

/** Does this match end in a bare "is not" ("ohjeet eivät ole"), so that what follows
 * tells what is denied? */
bool pal_scope_open(const pal_passage *passage, const pal_hit *hit);

#endif /* PAL_SENTIMENT_SCOPE_H */
