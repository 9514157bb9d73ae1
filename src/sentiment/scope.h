/* scope.h -- what negators, boosters and wishes reach
 *
 * Room:  sentiment/. polarity.c calls it on each passage.
 */
#ifndef PAL_SENTIMENT_SCOPE_H
#define PAL_SENTIMENT_SCOPE_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/lexicon.h"

/** How a clause is said. */
typedef struct pal_clause_scope {
    bool wished;    /**< as a wish */
    bool contrasts; /**< opened by a contrast */
    bool past;      /**< how it used to be */
    bool elsewhere; /**< how it is with others */
    bool denied;    /**< taken back by what follows ("mutta ei ollut") */
    float idle;     /**< weight of negators that turn nothing there */
    float weight;   /**< 1, more behind a contrast, less when conceded */
} pal_clause_scope;

/** Who governs a token. */
typedef struct pal_scope {
    int32_t *valences;    /**< by token, 1/1000 points, as spoken: turned and boosted */
    uint32_t *judgements; /**< tokens that have one, ascending */
    size_t judgement_count;
    uint8_t *negators; /**< by token: how many negators reach it */
    uint32_t *negator; /**< by token: the last of them, a token index */
    pal_clause_scope *clauses;
} pal_scope;

/** Beyond so many tokens a judgement or a finding is of something else, whatever clause
 * it stands in: a long answer without a full stop takes time in proportion to its length.
 */
enum { PAL_SCOPE_REACH = 1000 };

/** The first of the hits, which are in the order of their first tokens, that begins at
 *  `token` or behind it; the end of them when none does. */
static inline const pal_hit *pal_scope_hit_from(const pal_hits *hits, uint64_t token)
{
    size_t low = 0;
    size_t high = hits->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (hits->items[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return hits->items + low;
}

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
