/* Of overlapping matches the more certain one stays. */
#include "lexicon/eat.h"

#include <stdlib.h>
#include <string.h>

static int by_place(const void *a, const void *b)
{
    const pal_hit *x = a;
    const pal_hit *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

static bool is_contiguous(const pal_passage *p, const pal_hit *hit)
{
    uint32_t between = 0;
    for (uint32_t i = hit->first; i <= hit->last; i++)
        if (p->tokens[i].word->flags &
            (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI))
            between++;
    return between == hit->token_count;
}

static bool shares_word(const pal_hit *a, const pal_hit *b)
{
    for (uint32_t i = 0; i < a->token_count; i++)
        for (uint32_t k = 0; k < b->token_count; k++)
            if (a->tokens[i] == b->tokens[k])
                return true;
    return false;
}

/* Does `a` eat `b`? A contiguous match eats what lies strictly inside of it; of two
 * findings of one theme in shared words the one of more elements stays, then the one
 * whose polarity is certain, then the earlier rule. */
static bool eats(const pal_passage *p, const pal_hit *a, const pal_hit *b)
{
    if (a->kind != b->kind)
        return false;
    /* two pivots of one rule lead to the same match */
    if (a->rule == b->rule && a->first == b->first && a->last == b->last)
        return true;
    bool covers = a->first <= b->first && a->last >= b->last;
    bool larger = a->token_count > b->token_count;
    if (covers && larger && a->sequence && is_contiguous(p, a))
        return true;
    if (a->kind == PAL_HIT_THEME && a->theme != b->theme)
        return false;
    if (!shares_word(a, b))
        return false;
    if (a->elements != b->elements)
        return a->elements > b->elements;
    if (a->exact != b->exact)
        return a->exact;
    bool sure_a = a->tone != PAL_TONE_AUTO && a->tone != PAL_TONE_JUDGED;
    bool sure_b = b->tone != PAL_TONE_AUTO && b->tone != PAL_TONE_JUDGED;
    if (sure_a != sure_b)
        return sure_a;
    if (a->rule != b->rule)
        return a->rule < b->rule;
    return a->first < b->first;
}

/* A judgement inside of a longer modifier ("hyvin pitkä"), or one word that a modifier
 * names in this very form ("kauhean hidas"), is no judgement. */
static bool is_modifier(const pal_passage *p, const pal_hit *hit)
{
    if (hit->kind != PAL_HIT_VALENCE)
        return false;
    const pal_token *tokens = p->tokens;
    uint32_t first = hit->first;
    while (first > 0 && tokens[first].in_role && tokens[first].role_len == 0)
        first--;
    if (!tokens[first].in_role || first + tokens[first].role_len <= hit->last)
        return false;
    uint32_t len = hit->last - hit->first + 1;
    return tokens[first].role_len > len || (tokens[first].role_exact && !hit->exact);
}

/* A few hits, nearly in order as they come, or many. */
static void sort_hits(pal_hits *hits)
{
    enum { FEW = 40 };
    if (hits->count > FEW) {
        qsort(hits->items, hits->count, sizeof *hits->items, by_place);
        return;
    }
    for (size_t i = 1; i < hits->count; i++) {
        size_t to = i;
        while (to > 0 && by_place(&hits->items[to - 1], &hits->items[i]) > 0)
            to--;
        if (to == i)
            continue;
        pal_hit hit = hits->items[i];
        memmove(&hits->items[to + 1], &hits->items[to], (i - to) * sizeof hit);
        hits->items[to] = hit;
    }
}

/* How far behind a hit another one can begin and still share a word with it. */
enum { REACH = 64 };

void pal_hits_settle(pal_hits *hits, bool *dead, const pal_passage *p)
{
    sort_hits(hits);
    for (size_t i = 0; i < hits->count; i++)
        dead[i] = is_modifier(p, &hits->items[i]);
    for (size_t i = 0; i < hits->count; i++)
        for (size_t k = i + 1; k < hits->count; k++) {
            const pal_hit *a = &hits->items[i];
            const pal_hit *b = &hits->items[k];
            if (b->first > a->last || k - i > REACH)
                break;
            if (!dead[i] && !dead[k] && eats(p, a, b))
                dead[k] = true;
            else if (!dead[i] && !dead[k] && eats(p, b, a))
                dead[i] = true;
        }
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++)
        if (!dead[i])
            hits->items[kept++] = hits->items[i];
    hits->count = kept;
}
