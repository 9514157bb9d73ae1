/* How each clause is said: as a wish, of the past, behind a contrast. */
#include "sentiment/scope_inside.h"

/* So many words may stand between a wish and the clause that tells it. */
enum { WISH_TAIL = 2 };

static const float AFTER_CONTRAST = 1.15F;
static const float BEFORE_CONTRAST = 0.9F;
static const float CONCEDED = 0.85F;

/* "In the past I thought it was bad, but now ...": a clause stays in the time of the one
 * before it where neither a sign nor a contrast parts them. */
static bool keeps_time(const pal_token *before, const pal_token *token)
{
    return before->clause != token->clause && before->sentence == token->sentence &&
           (before->word->flags & PAL_WORD_COMMA) == 0 &&
           (token->role == PAL_ROLE_NONE || token->role == PAL_ROLE_CLAUSE ||
            token->role == PAL_ROLE_THAT);
}

/* "Toivoisin todella, että ...", "it would be nice if ...": a wish that comes last in its
 * clause goes on behind a conjunction that tells what is wished for. */
static bool keeps_wish(const pal_passage *passage, uint32_t that)
{
    const pal_token *tokens = passage->tokens;
    uint32_t words = 0;
    for (uint32_t i = that; i-- > 0 && tokens[i].clause + 1 == tokens[that].clause &&
                            tokens[i].sentence == tokens[that].sentence;) {
        if (tokens[i].role == PAL_ROLE_WISH)
            return words < (uint32_t)tokens[i].role_len + WISH_TAIL;
        words += pal_scope_is_word(&tokens[i]);
    }
    return false;
}

/* "Used to be better": a phrase of judgement that names the past has judged it already.
 */
static bool is_named(const pal_hits *hits, uint32_t token)
{
    const pal_hit *end = pal_scope_hit_from(hits, (uint64_t)token + 1);
    const uint32_t from = token > PAL_SCOPE_REACH ? token - PAL_SCOPE_REACH : 0;
    for (const pal_hit *hit = pal_scope_hit_from(hits, from); hit != end; hit++)
        if (hit->kind == PAL_HIT_VALENCE && token <= hit->last)
            return true;
    return false;
}

/* What a role says of its clause. */
static void weigh_role(pal_scope *scope, const pal_passage *passage, const pal_hits *hits,
                       uint32_t i)
{
    const pal_token *token = &passage->tokens[i];
    pal_clause_scope *clause = &scope->clauses[token->clause];
    if (token->role == PAL_ROLE_WISH)
        clause->wished = true;
    else if (token->role == PAL_ROLE_THAT)
        clause->wished = clause->wished || keeps_wish(passage, i);
    else if (token->role == PAL_ROLE_PAST)
        clause->past = !is_named(hits, i);
    else if (token->role == PAL_ROLE_ELSEWHERE)
        clause->elsewhere = !is_named(hits, i);
    else if (token->role == PAL_ROLE_CONCEDE)
        clause->weight = CONCEDED;
    else if (token->role == PAL_ROLE_CONTRAST || token->role == PAL_ROLE_DENIAL) {
        clause->weight = AFTER_CONTRAST;
        clause->contrasts = token->role == PAL_ROLE_CONTRAST;
        if (token->clause > 0 && i > 0 &&
            passage->tokens[i - 1].sentence == token->sentence &&
            clause[-1].weight >= 1.0F)
            clause[-1].weight = BEFORE_CONTRAST;
    }
}

/* Most tokens have no role and open no clause. */
size_t pal_scope_clauses(pal_scope *scope, const pal_passage *passage,
                         const pal_hits *hits, uint32_t *roles)
{
    const pal_token *tokens = passage->tokens;
    size_t count = 0;
    uint32_t clause = 0;
    for (uint32_t c = 0; c < passage->clause_count; c++)
        scope->clauses[c].weight = 1.0F;
    for (uint32_t i = 0; i < passage->count; i++) {
        if (tokens[i].clause != clause) {
            clause = tokens[i].clause;
            if (i > 0 && keeps_time(&tokens[i - 1], &tokens[i]))
                scope->clauses[clause].past = scope->clauses[clause - 1].past;
        }
        if (tokens[i].role != PAL_ROLE_NONE) {
            roles[count++] = i;
            weigh_role(scope, passage, hits, i);
        }
    }
    return count;
}
