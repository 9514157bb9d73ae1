#include "sentiment/scope.h"

#include "base/fail.h"
#include "base/str.h"

/* How many words behind it a negator governs ("ei ollut minusta lainkaan kovin hyvä"),
 * and how many before it when its clause has nothing to turn behind it ("jonoja ei
 * ollut"). English negators stand before what they deny. */
enum { REACH_AHEAD = 7, REACH_BACK = 4, BOOST_REACH = 2 };

/* A turned judgement is weaker than its opposite: "ei hyvä" is not yet "huono", "ei
 * huono" is fainter still. The factor for praise is VADER's (Hutto and Gilbert 2014). */
static const double TURN_PRAISE = -0.74;
static const double TURN_BLAME = -0.5;
static const double SHOUT = 1.25;
static const double WISH_PRAISE =
    -0.5; /* "voisi olla parempi": what is wished for lacks */
static const float AFTER_CONTRAST = 1.3F;
static const float BEFORE_CONTRAST = 0.8F;
static const float CONCEDED = 0.7F;

static bool is_word(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) !=
           0;
}

/* "ei kallis :)": the face comments on the whole, no word governs it. */
static bool is_face(const pal_token *token)
{
    return (token->word->flags & PAL_WORD_EMOJI) != 0;
}

/* Tokens that carry a judgement or belong to a finding: what a negator can turn. */
static void mark_targets(bool *target, const pal_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++)
        for (uint32_t k = 0; k < hits->items[i].token_count; k++)
            target[hits->items[i].tokens[k]] = true;
}

static void reach(pal_scope *scope, uint32_t token, uint32_t negator)
{
    if (scope->negators[token] < UINT8_MAX)
        scope->negators[token]++;
    scope->negator[token] = negator;
}

static void spread(pal_scope *scope, const pal_passage *passage, const bool *target,
                   uint32_t n)
{
    const pal_token *tokens = passage->tokens;
    uint32_t clause = tokens[n].clause;
    bool found = false;
    uint32_t words = 0;
    for (uint32_t i = n + 1; i < passage->count && tokens[i].clause == clause; i++) {
        if (!is_word(&tokens[i]))
            continue;
        if (++words > REACH_AHEAD)
            break;
        if (!is_face(&tokens[i]))
            reach(scope, i, n);
        found = found || (target[i] && tokens[i].role != PAL_ROLE_NEGATOR);
    }
    /* "korko nousi eikä siitä kerrottu": the clitic joins a new statement to the old one
     */
    bool joins = pal_str_ends(tokens[n].word->folded, PAL_STR("kä"));
    if (found || joins || passage->language == PAL_LANGUAGE_EN)
        return;
    words = 0;
    for (uint32_t i = n; i-- > 0 && tokens[i].clause == clause;) {
        if (!is_word(&tokens[i]))
            continue;
        if (++words > REACH_BACK)
            break;
        reach(scope, i, n);
    }
}

static void weigh_clauses(pal_scope *scope, const pal_passage *passage)
{
    for (uint32_t c = 0; c < passage->clause_count; c++)
        scope->weight[c] = 1.0F;
    for (uint32_t i = 0; i < passage->count; i++) {
        const pal_token *token = &passage->tokens[i];
        uint32_t c = token->clause;
        if (token->role == PAL_ROLE_WISH)
            scope->wished[c] = true;
        else if (token->role == PAL_ROLE_CONCEDE)
            scope->weight[c] = CONCEDED;
        else if (token->role == PAL_ROLE_CONTRAST) {
            scope->weight[c] = AFTER_CONTRAST;
            if (c > 0 && i > 0 && passage->tokens[i - 1].sentence == token->sentence &&
                scope->weight[c - 1] >= 1.0F)
                scope->weight[c - 1] = BEFORE_CONTRAST;
        }
    }
}

static double boost_of(const pal_passage *passage, uint32_t at)
{
    const pal_token *tokens = passage->tokens;
    double factor = 1.0;
    uint32_t words = 0;
    for (uint32_t i = at;
         i-- > 0 && tokens[i].clause == tokens[at].clause && words < BOOST_REACH;) {
        if (!is_word(&tokens[i]))
            break;
        words++;
        if (tokens[i].role == PAL_ROLE_BOOSTER || tokens[i].role == PAL_ROLE_DAMPER)
            factor *= (double)tokens[i].weight;
    }
    return factor;
}

static bool all_shout(const pal_passage *passage)
{
    for (uint32_t i = 0; i < passage->count; i++)
        if ((passage->tokens[i].word->flags & (PAL_WORD_LETTERS | PAL_WORD_SHOUT)) ==
            PAL_WORD_LETTERS)
            return false;
    return true;
}

/* A negator inside of a phrase that is listed with its own valence ("ei moitteen sijaa",
 * "no complaints") turns nothing else. */
static void mark_spent(bool *spent, const pal_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        const pal_hit *hit = &hits->items[i];
        if (hit->kind != PAL_HIT_VALENCE || hit->token_count < 2)
            continue;
        for (uint32_t k = hit->first; k <= hit->last; k++)
            spent[k] = true;
    }
}

/* Negators of a phrase that reach the phrase itself ("ei moitteen sijaa") do not count.
 */
static bool turned(const pal_scope *scope, const pal_hit *hit)
{
    for (uint32_t k = 0; k < hit->token_count; k++) {
        uint32_t token = hit->tokens[k];
        uint32_t count = scope->negators[token];
        for (uint32_t j = 0; j < hit->token_count; j++)
            if (count != 0 && scope->negator[token] == hit->tokens[j])
                count--;
        if (count % 2 == 1)
            return true;
    }
    return false;
}

bool pal_scope_turns(const pal_scope *scope, const pal_hit *hit)
{
    return turned(scope, hit);
}

static int32_t spoken_valence(const pal_scope *scope, const pal_passage *passage,
                              const pal_hit *hit, bool shouting)
{
    const pal_token *token = &passage->tokens[hit->first];
    double boost = is_face(token) ? 1.0 : boost_of(passage, hit->first);
    double value = (double)hit->valence * boost;
    if (turned(scope, hit))
        value *= value > 0 ? TURN_PRAISE : TURN_BLAME;
    if (scope->wished[token->clause] && value > 0)
        value *= WISH_PRAISE;
    if (!shouting && (token->word->flags & PAL_WORD_SHOUT))
        value *= SHOUT;
    if (value > 9000.0)
        value = 9000.0;
    if (value < -9000.0)
        value = -9000.0;
    return (int32_t)(value + (value < 0 ? -0.5 : 0.5));
}

pal_status pal_scope_read(pal_scope *out, pal_arena *mem, const pal_passage *passage,
                          const pal_hits *hits, pal_error *err)
{
    size_t n = passage->count;
    pal_scope scope = {
        .valences = pal_new(mem, int32_t, n),
        .negators = pal_new(mem, uint8_t, n),
        .negator = pal_new(mem, uint32_t, n),
        .wished = pal_new(mem, bool, passage->clause_count),
        .weight = pal_new(mem, float, passage->clause_count),
    };
    bool *target = pal_new(mem, bool, n);
    bool *spent = pal_new(mem, bool, n);
    if (!scope.valences || !scope.negators || !scope.negator || !scope.wished ||
        !scope.weight || !target || !spent)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the scopes");
    weigh_clauses(&scope, passage);
    mark_targets(target, hits);
    mark_spent(spent, hits);
    for (uint32_t i = 0; i < n; i++)
        if (passage->tokens[i].role == PAL_ROLE_NEGATOR && !spent[i])
            spread(&scope, passage, target, i);
    bool shouting = all_shout(passage);
    for (size_t i = 0; i < hits->count; i++) {
        const pal_hit *hit = &hits->items[i];
        if (hit->kind != PAL_HIT_VALENCE)
            continue;
        int32_t value = spoken_valence(&scope, passage, hit, shouting);
        int32_t have = scope.valences[hit->first];
        /* in a mixed answer a word can stand in both lists: the stronger one counts */
        if ((value < 0 ? -value : value) > (have < 0 ? -have : have))
            scope.valences[hit->first] = value;
    }
    *out = scope;
    return PAL_OK;
}
