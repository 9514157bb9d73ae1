/* scope_inside.h -- shared by scope.c and scope_clauses.c
 *
 * Room:  sentiment/.
 */
#ifndef PAL_SENTIMENT_SCOPE_INSIDE_H
#define PAL_SENTIMENT_SCOPE_INSIDE_H

#include "sentiment/scope.h"

static inline bool pal_scope_is_word(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) !=
           0;
}

/** Fill in the clauses of a scope, and list the tokens that have a role; answers how many
 *  there are. Shape of `roles`: by token. */
size_t pal_scope_clauses(pal_scope *scope, const pal_passage *passage,
                         const pal_hits *hits, uint32_t *roles);

#endif /* PAL_SENTIMENT_SCOPE_INSIDE_H */
