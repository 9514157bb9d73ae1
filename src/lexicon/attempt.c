/* Sequences of words with gaps between them, by trying; how long is bounded by the steps.
 */
#include "lexicon/attempt.h"

#include <string.h>

/* Steps that one attempt at a rule may take: gaps times elements of any sane rule stay
 * far below; a hostile rule on a hostile text ends here, the same way each time. */
enum { STEPS_MAX = 4000 };

/* Is word `i` what the element wants? */
static bool fits(const pal_spots *p, const pal_trail *t, const pal_element *element,
                 pal_language language, uint32_t i)
{
    if (element->atom == t->pivot && i == t->pivot_word)
        return true;
    return element->slot != 0 ? pal_spots_noted(p, language, element->slot, i)
                              : pal_spots_has(p, language, element->atom, i);
}

/* Match the elements from `e` on with the first of them at word `i` or up to its gap
 * later. Depth is at most PAL_ELEMENTS_MAX. */
static bool follow(const pal_spots *p, const pal_side *side, pal_language language,
                   uint32_t e, uint32_t i, pal_trail *t)
{
    if (e == side->count)
        return true;
    const pal_element *element = &side->elements[e];
    uint32_t sentence =
        t->count ? p->sentence[t->at[t->count - 1]] : (i < p->count ? p->sentence[i] : 0);
    for (uint32_t skip = 0; skip <= element->gap && i + skip < p->count; skip++) {
        uint32_t here = i + skip;
        if (p->sentence[here] != sentence)
            break;
        if (++t->steps > STEPS_MAX)
            return false;
        /* words without a gap between them have no comma between them either */
        if (element->gap == 0 && t->count != 0 && p->after_break[here])
            break;
        if (t->count == PAL_HIT_TOKENS_MAX || !fits(p, t, element, language, here))
            continue;
        t->at[t->count++] = here;
        if (follow(p, side, language, e + 1, here + 1, t))
            return true;
        t->count--;
    }
    return element->optional && follow(p, side, language, e + 1, i, t);
}

/* Optional words that stand right before the first one that is not. */
static void take_leading(const pal_spots *p, const pal_side *side, pal_language language,
                         uint32_t first, pal_trail *t)
{
    for (uint32_t e = side->anchor; e-- > 0 && first > 0 && !p->after_break[first];) {
        if (p->sentence[first - 1] != p->sentence[first])
            return;
        if (fits(p, t, &side->elements[e], language, first - 1))
            t->at[t->count++] = --first;
    }
}

/* The first word of a side that must be there. */
static bool anchors(const pal_spots *p, const pal_side *side, pal_language language,
                    uint32_t i, const pal_trail *t)
{
    return fits(p, t, &side->elements[side->anchor], language, i);
}

/* One side that begins at word `i` with its anchor, which fits there. */
static bool match_side(const pal_spots *p, const pal_side *side, pal_language language,
                       uint32_t i, pal_trail *t)
{
    const uint32_t before = t->count;
    if (before == PAL_HIT_TOKENS_MAX)
        return false;
    if (side->count == 1) { /* nothing follows and nothing leads */
        t->at[t->count++] = i;
        return true;
    }
    pal_trail own;
    own.at[0] = i;
    own.count = 1;
    own.steps = t->steps;
    own.pivot = t->pivot;
    own.pivot_word = t->pivot_word;
    bool hit = follow(p, side, language, side->anchor + 1u, i + 1, &own);
    t->steps = own.steps;
    if (!hit || before + own.count + side->anchor > PAL_HIT_TOKENS_MAX)
        return false;
    memcpy(t->at + before, own.at, own.count * sizeof *own.at);
    t->count = before + own.count;
    take_leading(p, side, language, i, t);
    return true;
}

static bool taken(const pal_trail *t, uint32_t i)
{
    for (uint32_t k = 0; k < t->count; k++)
        if (t->at[k] == i)
            return true;
    return false;
}

/* The nearest place in the clause of word `lead` where `side` matches with words that
 * no other side has. */
static bool match_near(const pal_spots *p, const pal_side *side, pal_language language,
                       uint32_t lead, pal_trail *t)
{
    uint32_t clause = pal_spots_token(p, lead)->clause;
    bool left = true;
    bool right = true;
    for (uint32_t step = 1; left || right; step++) {
        left = left && step <= lead && pal_spots_token(p, lead - step)->clause == clause;
        right = right && lead + step < p->count &&
                pal_spots_token(p, lead + step)->clause == clause;
        uint32_t places[2];
        uint32_t count = 0;
        if (right)
            places[count++] = lead + step;
        if (left)
            places[count++] = lead - step;
        for (uint32_t k = 0; k < count; k++) {
            if (++t->steps > STEPS_MAX)
                return false;
            if (anchors(p, side, language, places[k], t) && !taken(t, places[k]) &&
                match_side(p, side, language, places[k], t))
                return true;
        }
    }
    return false;
}

bool pal_attempt(const pal_spots *p, const pal_pattern_rule *rule, uint8_t lead,
                 pal_language language, uint32_t i, pal_trail *t)
{
    t->count = 0;
    t->steps = 0;
    if (!anchors(p, &rule->sides[lead], language, i, t) ||
        !match_side(p, &rule->sides[lead], language, i, t))
        return false;
    for (uint8_t s = 0; s < rule->count; s++)
        if (s != lead && !match_near(p, &rule->sides[s], language, i, t))
            return false;
    return true;
}

/* Is the word of its slot all that the rule asks for? */
static bool is_one_word(const pal_pattern_rule *rule)
{
    return rule->slot != 0 && rule->count == 1 && rule->sides[0].count == 1;
}

static bool starts_within(const pal_spots *p, const pal_pattern_rule *rule,
                          pal_language language, int64_t first, int64_t end)
{
    for (int64_t i = first; i < end; i++) {
        pal_trail t;
        t.pivot = PAL_ATOM_ANY;
        t.pivot_word = (uint32_t)i;
        if (pal_attempt(p, rule, 0, language, (uint32_t)i, &t))
            return true;
    }
    return false;
}

/* It is tried around the words of its slot, at each word once at most. */
bool pal_attempt_within(const pal_spots *p, const pal_pattern_rule *rule,
                        pal_language language, uint32_t first, uint32_t end)
{
    const bool anywhere = rule->low == PAL_ANYWHERE || rule->slot == 0;
    const uint32_t last = p->last[rule->slot];
    if (last < p->begin + first)
        return false;
    const uint32_t behind_last = last - p->begin < end ? last - p->begin + 1 : end;
    int64_t next = first;
    for (uint32_t k = first; k < behind_last; k++) {
        if (!pal_spots_noted(p, language, rule->slot, k))
            continue;
        if (is_one_word(rule))
            return true;
        if (anywhere)
            return starts_within(p, rule, language, first, end);
        const int64_t from = (int64_t)k - rule->high;
        const int64_t to = (int64_t)k - rule->low + 1;
        const int64_t behind = to < end ? to : end;
        next = from > next ? from : next;
        if (starts_within(p, rule, language, next, behind))
            return true;
        next = behind > next ? behind : next;
    }
    return false;
}
