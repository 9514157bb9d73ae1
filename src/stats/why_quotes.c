/* The comments that say it best: see pal_why_node.quotes for the rule. */
#include "stats/why_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    POOL_MAX = 64, /* comments of a node that are weighed against each other */
    BYTES_MIN = 30,
};
/* Weight of the relevance against the novelty. Source: J. Carbonell, J. Goldstein,
 * "The Use of MMR", SIGIR 1998. */
static const double LAMBDA = 0.7;
static const double OVERLAP_MAX = 0.5;

/* How well a comment may be shown: the lower the better. A long one can be cut, a short
 * one says little. */
enum { GOOD = 0, LONG, SHORT, LENGTHS, OPPOSITE = 2 * LENGTHS };

/* A comment that may be shown. */
typedef struct choice {
    const pal_why_mention *mention;
    int tier;       /* length, and LENGTHS more when its tone is neutral */
    double central; /* 0 to 1 */
    double overlap; /* with those chosen before: the largest */
    uint32_t words[PAL_WHY_LINE_TERMS];
    size_t word_count;
} choice;

/* The different words of a comment, in their order. */
static size_t words_of(pal_why_search *s, const pal_why_growth *g,
                       const pal_why_mention *m, uint32_t words[PAL_WHY_LINE_TERMS])
{
    uint32_t mark = pal_why_mark(s);
    size_t count = 0;
    for (size_t i = 0; i < m->count; i++) {
        uint32_t t = g->terms[m->first + i];
        if (s->kinds[t] < PAL_WHY_WORD || s->marks[t] == mark)
            continue;
        s->marks[t] = mark;
        words[count++] = t;
    }
    return count;
}

static double idf(const pal_why_search *s, uint32_t term)
{
    uint64_t with = 0;
    uint64_t all = 0;
    for (size_t b = 0; b < PAL_BAND_COUNT; b++) {
        with += s->kinds[term] == PAL_WHY_RARE
                    ? 0
                    : s->clauses[term * (size_t)PAL_BAND_COUNT + b];
        all += s->clause_total[b];
    }
    return log1p((double)all / (double)(with + 1));
}

/* Mean share of the other comments of the node that have each word, weighted by idf. */
static double central_of(const pal_why_search *s, const choice *c, size_t members)
{
    double sum = 0.0;
    double weights = 0.0;
    for (size_t i = 0; i < c->word_count && members > 1; i++) {
        double weight = idf(s, c->words[i]);
        double others = (double)(s->shares[c->words[i]] - 1);
        sum += weight * others / (double)(members - 1);
        weights += weight;
    }
    return weights > 0.0 ? sum / weights : 0.0;
}

static pal_polarity tone_of(const pal_why_tree *t)
{
    if (t->band == PAL_BAND_DETRACTOR)
        return PAL_NEGATIVE;
    if (t->band == PAL_BAND_PROMOTER)
        return PAL_POSITIVE;
    return t->polarity[PAL_POSITIVE] > t->polarity[PAL_NEGATIVE] ? PAL_POSITIVE
                                                                 : PAL_NEGATIVE;
}

static int tier_of(const pal_why_mention *m, pal_polarity tone)
{
    int length = m->bytes < BYTES_MIN             ? SHORT
                 : m->bytes > PAL_WHY_QUOTE_BYTES ? LONG
                                                  : GOOD;
    if (m->shown.polarity == tone)
        return length;
    return m->shown.polarity == PAL_NEUTRAL ? LENGTHS + length : OPPOSITE;
}

/* --- the pool --- */

static bool is_better(const choice *x, const choice *y)
{
    if (x->tier != y->tier)
        return x->tier < y->tier;
    if (x->central != y->central)
        return x->central > y->central;
    return x->mention->shown.row < y->mention->shown.row;
}

/* Keep the best ones, the best first. */
static void offer(choice *pool, size_t *count, const choice *fresh)
{
    size_t at = *count;
    if (at == POOL_MAX && !is_better(fresh, &pool[--at]))
        return;
    if (*count < POOL_MAX)
        (*count)++;
    for (; at > 0 && is_better(fresh, &pool[at - 1]); at--)
        pool[at] = pool[at - 1];
    pool[at] = *fresh;
}

static bool is_used(const pal_why_growth *g, const pal_why_mention *m)
{
    for (size_t i = 0; i < g->used; i++)
        if (g->used_rows[i] == m->shown.row || g->used_texts[i] == m->text)
            return true;
    return false;
}

static bool is_member(const uint64_t *members, size_t i)
{
    return !members || (members[i / 64] >> (i % 64) & 1) != 0;
}

/* Count each word of the members, `by` = 1 to add and -1 to take back. */
static size_t count_words(pal_why_search *s, const pal_why_growth *g,
                          const uint64_t *members, int by)
{
    uint32_t words[PAL_WHY_LINE_TERMS];
    size_t count = 0;
    for (size_t i = 0; i < g->count; i++) {
        if (!is_member(members, i))
            continue;
        count++;
        for (size_t k = words_of(s, g, &g->mentions[i], words); k-- > 0;)
            s->shares[words[k]] += (uint32_t)by;
    }
    return count;
}

static size_t fill_pool(pal_why_search *s, const pal_why_growth *g,
                        const uint64_t *members, choice *pool)
{
    size_t count = 0;
    pal_polarity tone = tone_of(&g->tree);
    size_t all = count_words(s, g, members, 1);
    for (size_t i = 0; i < g->count; i++) {
        const pal_why_mention *m = &g->mentions[i];
        choice fresh = {.mention = m, .tier = tier_of(m, tone)};
        if (!is_member(members, i) || fresh.tier == OPPOSITE || is_used(g, m))
            continue;
        fresh.word_count = words_of(s, g, m, fresh.words);
        fresh.central = central_of(s, &fresh, all);
        offer(pool, &count, &fresh);
    }
    count_words(s, g, members, -1);
    return count;
}

/* --- the choice --- */

/* Words in common, as a part of the shorter comment's. */
static double overlap_of(pal_why_search *s, const choice *a, const choice *b)
{
    size_t least = a->word_count < b->word_count ? a->word_count : b->word_count;
    uint32_t mark = pal_why_mark(s);
    size_t common = 0;
    for (size_t i = 0; i < a->word_count; i++)
        s->marks[a->words[i]] = mark;
    for (size_t i = 0; i < b->word_count; i++)
        common += s->marks[b->words[i]] == mark;
    return least == 0 ? 1.0 : (double)common / (double)least;
}

/* The next one: of the best tier, then by relevance and novelty. NULL = none. */
static const choice *next_choice(const pal_why_growth *g, const choice *pool,
                                 size_t count)
{
    const choice *best = NULL;
    double most = 0.0;
    for (size_t i = 0; i < count; i++) {
        const choice *c = &pool[i];
        if (c->overlap > OVERLAP_MAX || is_used(g, c->mention))
            continue;
        double value = LAMBDA * c->central - (1.0 - LAMBDA) * c->overlap;
        if (best && (c->tier > best->tier || value <= most))
            continue;
        best = c;
        most = value;
    }
    return best;
}

static bool choose(pal_why_search *s, pal_why_growth *g, pal_why_node *node,
                   const uint64_t *members, size_t most)
{
    choice *pool = pal_new(s->mem, choice, POOL_MAX);
    node->quotes = pal_new(s->run->mem, pal_shown_comment, most);
    if (!pool || !node->quotes)
        return false;
    size_t count = fill_pool(s, g, members, pool);
    while (node->quote_count < most) {
        const choice *c = next_choice(g, pool, count);
        if (!c)
            break;
        node->quotes[node->quote_count++] = c->mention->shown;
        g->used_rows[g->used] = c->mention->shown.row;
        g->used_texts[g->used++] = c->mention->text;
        for (size_t i = 0; i < count; i++)
            pool[i].overlap = fmax(pool[i].overlap, overlap_of(s, c, &pool[i]));
    }
    return true;
}

bool pal_why_quotes(pal_why_search *s, pal_why_growth *g)
{
    bool fine = choose(s, g, &g->nodes[0], NULL, PAL_WHY_QUOTES_MAX);
    for (size_t n = 1; fine && n < g->node_count; n++)
        if (g->members[n])
            fine = choose(s, g, &g->nodes[n], g->members[n], PAL_WHY_ABOUT_QUOTES_MAX);
    return fine;
}
