#include "sentiment/scope.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/str.h"
#include "sentiment/scope_inside.h"

/* How many words behind it a negator governs ("ei ollut minusta lainkaan kovin hyvä"),
 * and how many before it when its clause has nothing to turn behind it ("jonoja ei
 * ollut"). English negators stand before what they deny. */
enum { REACH_AHEAD = 7, REACH_BACK = 4, BOOST_REACH = 2 };
/* An answer of at most so many words is a mere yes or no. */
enum { ANSWER_WORDS = 3 };

/* A turned judgement is weaker than its opposite: "ei hyvä" is not yet "huono", "ei
 * huono" is fainter still. The factor for praise is VADER's (Hutto and Gilbert 2014). */
static const double TURN_PRAISE = -0.74;
static const double TURN_BLAME = -0.5;
static const double SHOUT = 1.25;
static const double WISH_PRAISE = -0.5; /* what is wished for lacks */
static const double OTHERS = -0.5;      /* "muualla on paremmat hinnat" */

/* "ei kallis :)": the face comments on the whole, no word governs it. */
static bool is_face(const pal_token *token)
{
    return (token->word->flags & PAL_WORD_EMOJI) != 0;
}

/* Tokens that carry a judgement or belong to a finding are what a negator can turn: 1 of
 * unknown side, 2 bad, 3 good. */
enum { TARGET_NONE, TARGET_OPEN, TARGET_BAD, TARGET_GOOD };

static uint8_t side_of(const pal_hit *hit)
{
    if (hit->kind == PAL_HIT_VALENCE)
        return hit->valence < 0 ? TARGET_BAD : TARGET_GOOD;
    if (hit->tone == PAL_TONE_NEG || hit->tone == PAL_TONE_NEG_FIXED)
        return TARGET_BAD;
    return hit->tone == PAL_TONE_POS || hit->tone == PAL_TONE_POS_FIXED ? TARGET_GOOD
                                                                        : TARGET_OPEN;
}

static void mark_targets(uint8_t *target, const pal_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++)
        for (uint32_t k = 0; k < hits->items[i].token_count; k++) {
            uint8_t *at = &target[hits->items[i].tokens[k]];
            uint8_t side = side_of(&hits->items[i]);
            if (*at <= TARGET_OPEN || hits->items[i].kind == PAL_HIT_VALENCE)
                *at = side;
        }
}

static void reach(pal_scope *scope, uint32_t token, uint32_t negator)
{
    if (scope->negators[token] < UINT8_MAX)
        scope->negators[token]++;
    scope->negator[token] = negator;
}

/* Behind a comma a negator goes on through a list of like things ("ei ollut hidas, kallis
 * tai huono"), not over to something of the other side ("ei ongelmia, hyvä palvelu"). */
static bool goes_on(const pal_passage *passage, const uint8_t *target, uint8_t side,
                    uint32_t comma)
{
    for (uint32_t i = comma + 1; i < passage->count; i++) {
        if (passage->tokens[i].clause != passage->tokens[comma].clause ||
            i - comma > PAL_SCOPE_REACH)
            return false;
        if (target[i] != TARGET_NONE)
            return target[i] == side && side != TARGET_OPEN;
    }
    return false;
}

bool pal_scope_open(const pal_passage *passage, const pal_hit *hit)
{
    const pal_word *last = passage->tokens[hit->last].word;
    return pal_str_equal(last->lemma, PAL_STR("olla")) && hit->token_count > 1 &&
           passage->tokens[hit->tokens[hit->token_count - 2]].role == PAL_ROLE_NEGATOR;
}

/* A negator that a rule names ("@ei ..2 vastata") governs no more than that rule's words:
 * "ei vastattu valitukseen" is no praise for complaints. */
static uint32_t limit_of(const pal_passage *passage, const pal_hits *hits, uint32_t n)
{
    uint32_t limit = UINT32_MAX;
    const pal_hit *end = pal_scope_hit_from(hits, (uint64_t)n + 1);
    const uint32_t from = n > PAL_SCOPE_REACH ? n - PAL_SCOPE_REACH : 0;
    for (const pal_hit *hit = pal_scope_hit_from(hits, from); hit != end; hit++) {
        bool names = false;
        for (uint32_t k = 0; k < hit->token_count; k++)
            names = names || hit->tokens[k] == n;
        if (names && hit->kind == PAL_HIT_THEME && hit->token_count > 1 &&
            !pal_scope_open(passage, hit) && (limit == UINT32_MAX || hit->last > limit))
            limit = hit->last;
    }
    return limit;
}

/* Only the negative verb may stand behind what it denies: not "ilman", nor one that opens
 * a statement of its own ("lyhenteitä etten ymmärtänyt", "korko nousi eikä kerrottu"). */
static bool looks_back(const pal_token *negator)
{
    const pal_word *word = negator->word;
    return (word->lemma.len == 0 || pal_str_equal(word->lemma, PAL_STR("ei"))) &&
           !pal_str_ends(word->folded, PAL_STR("kä"));
}

/* "Jonoja ei ollut", "jonotin tunnin ja nyt en lainkaan"; not "palvelu toimii, hinta ei",
 * "astia jäi viemättä ja aikoja ei näy missään". Has it found something to turn? */
static bool spread_back(pal_scope *scope, const pal_passage *passage,
                        const uint8_t *target, uint32_t n)
{
    const pal_token *tokens = passage->tokens;
    bool found = false;
    uint32_t words = 0;
    uint32_t ahead = 0;
    for (uint32_t i = n + 1;
         i < passage->count && ahead <= 1 && tokens[i].clause == tokens[n].clause; i++)
        ahead += pal_scope_is_word(&tokens[i]);
    for (uint32_t i = n; i-- > 0 && tokens[i].clause == tokens[n].clause;) {
        if ((tokens[i].word->flags & PAL_WORD_COMMA) != 0 ||
            tokens[i].role == PAL_ROLE_NEGATOR ||
            (ahead > 1 && pal_str_equal(tokens[i].word->folded, PAL_STR("ja"))))
            break;
        if (!pal_scope_is_word(&tokens[i]))
            continue;
        if (++words > REACH_BACK)
            break;
        reach(scope, i, n);
        found = found || target[i] != TARGET_NONE;
    }
    return found;
}

/* A negator governs what stands behind it in its clause: "ei jonoja". */
static void spread(pal_scope *scope, const pal_passage *passage, const uint8_t *target,
                   const pal_hits *hits, uint32_t n)
{
    const pal_token *tokens = passage->tokens;
    uint32_t clause = tokens[n].clause;
    uint32_t limit = limit_of(passage, hits, n);
    bool found = false;
    uint8_t side = TARGET_NONE;
    uint32_t words = 0;
    scope->clauses[clause].past = false; /* "never before" */
    for (uint32_t i = n + 1; i < passage->count && tokens[i].clause == clause; i++) {
        if (tokens[i].word->flags & PAL_WORD_COMMA) {
            /* "nothing, all good", "no appointment, walked straight in" */
            if (!found || !goes_on(passage, target, side, i))
                break;
            limit = UINT32_MAX;
        }
        if (!pal_scope_is_word(&tokens[i]))
            continue;
        if (++words > REACH_AHEAD || i > limit)
            break;
        if (!is_face(&tokens[i]))
            reach(scope, i, n);
        if (target[i] && tokens[i].role != PAL_ROLE_NEGATOR) {
            found = true;
            side = target[i];
        }
    }
    if (!found && passage->language != PAL_LANGUAGE_EN && looks_back(&tokens[n]))
        found = spread_back(scope, passage, target, n);
    if (!found && scope->clauses[clause].idle < tokens[n].weight)
        scope->clauses[clause].idle = tokens[n].weight;
}

/* "I don't think, given the price, that it is good": a doubt governs its sentence from
 * clause to clause, until it has found something to turn, or a contrast. */
static void spread_doubt(pal_scope *scope, const pal_passage *passage,
                         const uint8_t *target, uint32_t n)
{
    const pal_token *tokens = passage->tokens;
    bool found = false;
    for (uint32_t i = n + tokens[n].role_len; i < passage->count; i++) {
        bool border = tokens[i].clause != tokens[i - 1].clause;
        if (tokens[i].sentence != tokens[n].sentence || (border && found) ||
            i - n > PAL_SCOPE_REACH || tokens[i].role == PAL_ROLE_CONTRAST ||
            tokens[i].role == PAL_ROLE_DENIAL)
            break;
        if (pal_scope_is_word(&tokens[i]) && !is_face(&tokens[i]))
            reach(scope, i, n);
        found = found || target[i] != TARGET_NONE;
    }
}

/* --- what is taken back --- */

static uint32_t words_between(const pal_passage *passage, uint32_t from, uint32_t to)
{
    uint32_t words = 0;
    for (uint32_t i = from; i < to; i++)
        words += pal_scope_is_word(&passage->tokens[i]);
    return words;
}

/* First token behind the clause (or the sentence) of token `n`. */
static uint32_t end_of(const pal_passage *passage, uint32_t n, bool sentence)
{
    const pal_token *tokens = passage->tokens;
    uint32_t i = n;
    while (i < passage->count && (sentence ? tokens[i].sentence == tokens[n].sentence
                                           : tokens[i].clause == tokens[n].clause))
        i++;
    return i;
}

/* "..., but it was not": nothing follows, so that it takes back what went before in its
 * sentence. Where something follows it is a contrast with a negator at its end. */
static void read_denial(pal_scope *scope, const pal_passage *passage,
                        const uint8_t *target, const pal_hits *hits, uint32_t n)
{
    const pal_token *tokens = passage->tokens;
    uint32_t last = n + tokens[n].role_len - 1U;
    if (words_between(passage, last + 1, end_of(passage, n, false)) != 0) {
        spread(scope, passage, target, hits, last);
        return;
    }
    for (uint32_t i = n; i-- > 0 && tokens[i].sentence == tokens[n].sentence;)
        scope->clauses[tokens[i].clause].denied = true;
}

static bool asks(const pal_token *token)
{
    return pal_str_ends(token->word->surface, PAL_STR("?"));
}

/* "Was it good? No." A short answer that begins with a negator and judges nothing itself
 * takes back its question. */
static void read_answer(pal_scope *scope, const pal_passage *passage,
                        const uint8_t *target, uint32_t n)
{
    const pal_token *tokens = passage->tokens;
    if (n == 0 || tokens[n - 1].sentence == tokens[n].sentence || !asks(&tokens[n - 1]))
        return;
    uint32_t end = end_of(passage, n, true);
    if (words_between(passage, n, end) > ANSWER_WORDS)
        return;
    for (uint32_t i = n; i < end; i++)
        if (target[i])
            return;
    for (uint32_t i = n; i-- > 0 && tokens[i].sentence == tokens[n - 1].sentence;)
        scope->clauses[tokens[i].clause].denied = true;
}

static void read_role(pal_scope *scope, const pal_passage *passage, const uint8_t *target,
                      const pal_hits *hits, uint32_t n)
{
    pal_role role = passage->tokens[n].role;
    if (role == PAL_ROLE_NEGATOR) {
        spread(scope, passage, target, hits, n);
        read_answer(scope, passage, target, n);
    } else if (role == PAL_ROLE_DOUBT) {
        spread_doubt(scope, passage, target, n);
    } else if (role == PAL_ROLE_DENIAL) {
        read_denial(scope, passage, target, hits, n);
    }
}

static double boost_of(const pal_passage *passage, uint32_t at)
{
    const pal_token *tokens = passage->tokens;
    double factor = 1.0;
    uint32_t words = 0;
    for (uint32_t i = at; i-- > 0 && tokens[i].clause == tokens[at].clause &&
                          words < BOOST_REACH && pal_scope_is_word(&tokens[i]);
         words++) {
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
static void mark_spent(uint8_t *spent, const pal_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        const pal_hit *hit = &hits->items[i];
        if (hit->kind != PAL_HIT_VALENCE || hit->token_count < 2)
            continue;
        for (uint32_t k = hit->first; k <= hit->last; k++)
            spent[k] = 1;
    }
}

/* Is this a negator by itself, not only in a phrase? */
static bool negates(const pal_passage *passage, uint32_t token)
{
    pal_language language =
        passage->language == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    return (pal_lexicon_known(passage->tokens[token].word, language) &
            PAL_KNOWN_NEGATOR) != 0;
}

/* Has this negator, which may be of several words, one that negates alone? */
static bool negates_alone(const pal_passage *passage, uint32_t negator)
{
    bool alone = negates(passage, negator);
    for (uint32_t i = 1; i < passage->tokens[negator].role_len; i++)
        alone = alone || negates(passage, negator + i);
    return alone;
}

/* Is this token the negating part of it? Of "ei onnistunut" that is "ei"; of "fail to",
 * no word of which is a negator alone, all are. */
static bool belongs(const pal_passage *passage, uint32_t negator, uint32_t token)
{
    uint32_t words = passage->tokens[negator].role_len;
    return token >= negator && token < negator + (words ? words : 1) &&
           (negates(passage, token) || !negates_alone(passage, negator));
}

/* Negators of a phrase that reach the phrase itself ("ei moitteen sijaa") do not count,
 * nor do those that the phrase has a part of ("mikään ei toiminut").
 */
static bool turned(const pal_scope *scope, const pal_passage *passage, const pal_hit *hit)
{
    bool denied = scope->clauses[passage->tokens[hit->first].clause].denied;
    /* what begins with a negator is no denial of a denial: "no text, no call" */
    if (hit->kind == PAL_HIT_THEME && hit->token_count > 1 &&
        passage->tokens[hit->first].role == PAL_ROLE_NEGATOR &&
        negates_alone(passage, hit->first) && !pal_scope_open(passage, hit))
        return denied;
    for (uint32_t k = 0; k < hit->token_count; k++) {
        uint32_t token = hit->tokens[k];
        uint32_t count = scope->negators[token];
        for (uint32_t j = 0; j < hit->token_count; j++)
            if (count != 0 && belongs(passage, scope->negator[token], hit->tokens[j])) {
                count--;
                break;
            }
        if (count % 2 == 1)
            return !denied;
    }
    return denied;
}

bool pal_scope_turns(const pal_scope *scope, const pal_passage *passage,
                     const pal_hit *hit)
{
    return turned(scope, passage, hit);
}

static int32_t spoken_valence(const pal_scope *scope, const pal_passage *passage,
                              const pal_hit *hit, bool shouting)
{
    const pal_token *token = &passage->tokens[hit->first];
    double boost = is_face(token) ? 1.0 : boost_of(passage, hit->first);
    double value = (double)hit->valence * boost;
    if (turned(scope, passage, hit))
        value *= value > 0 ? TURN_PRAISE : TURN_BLAME;
    if (scope->clauses[token->clause].wished && value > 0)
        value *= WISH_PRAISE;
    else if (scope->clauses[token->clause].elsewhere)
        value *= OTHERS;
    if (!shouting && (token->word->flags & PAL_WORD_SHOUT))
        value *= SHOUT;
    if (value > 9000.0)
        value = 9000.0;
    if (value < -9000.0)
        value = -9000.0;
    return (int32_t)(value + (value < 0 ? -0.5 : 0.5));
}

/* What each word of judgement is worth as it is spoken. In a mixed answer a word can
 * stand in both lists: the stronger one counts. */
static void speak_valences(pal_scope *scope, const pal_passage *passage,
                           const pal_hits *hits)
{
    bool shouting = all_shout(passage);
    bool any = false;
    for (size_t i = 0; i < hits->count; i++) {
        const pal_hit *hit = &hits->items[i];
        if (hit->kind != PAL_HIT_VALENCE)
            continue;
        int32_t value = spoken_valence(scope, passage, hit, shouting);
        any = true;
        if (abs(value) > abs(scope->valences[hit->first]))
            scope->valences[hit->first] = value;
    }
    const int32_t *valences = scope->valences;
    const uint32_t count = any ? (uint32_t)passage->count : 0;
    for (uint32_t i = 0; i < count; i++)
        if (valences[i] != 0)
            scope->judgements[scope->judgement_count++] = i;
}

pal_status pal_scope_read(pal_scope *out, pal_arena *mem, const pal_passage *passage,
                          const pal_hits *hits, pal_error *err)
{
    const size_t n = passage->count;
    /* lists of one kind side by side: most answers are short, and each piece costs */
    int32_t *valences = pal_new(mem, int32_t, n);
    uint32_t *numbers = pal_new(mem, uint32_t, 2 * n);
    uint8_t *bytes = pal_new(mem, uint8_t, 3 * n);
    pal_clause_scope *clauses = pal_new(mem, pal_clause_scope, passage->clause_count);
    if (!valences || !numbers || !bytes || !clauses)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the scopes");
    pal_scope scope = {
        .valences = valences,
        .judgements = numbers + n,
        .negators = bytes,
        .negator = numbers,
        .clauses = clauses,
    };
    uint8_t *target = bytes + n;
    uint8_t *spent = bytes + 2 * n;
    uint32_t *roles = scope.judgements; /* until these are known */
    size_t role_count = pal_scope_clauses(&scope, passage, hits, roles);
    mark_targets(target, hits);
    mark_spent(spent, hits);
    for (size_t i = 0; i < role_count; i++)
        if (!spent[roles[i]])
            read_role(&scope, passage, target, hits, roles[i]);
    speak_valences(&scope, passage, hits);
    *out = scope;
    return PAL_OK;
}
