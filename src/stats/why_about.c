/* Sub-reasons: words and phrases of the clauses that mention the theme. */
#include "stats/why_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "stats/keyness.h"
#include "stats/multiple.h"

enum {
    CLOSE_MAX = 32, /* candidates that are compared with each other */
    FOLD_PART = 4, /* a word is told by a phrase that holds 4 of 5 of its mentions, ... */
    FOLD_OF = 5,
    SLOT_COUNT = 4096, /* for the phrases of all trees: a quarter is filled at most */
};
static const double Q_MAX = 0.05;

/* --- candidates --- */

static int by_count(const void *a, const void *b)
{
    const pal_why_candidate *x = a;
    const pal_why_candidate *y = b;
    if (x->own != y->own)
        return x->own > y->own ? -1 : 1;
    for (size_t i = 0; i < 2; i++)
        if (x->terms[i] != y->terms[i])
            return x->terms[i] < y->terms[i] ? -1 : 1;
    return 0;
}

/* Take the most frequent ones of a list. */
static void take_most(pal_why_growth *g, pal_why_candidate *list, size_t count)
{
    if (count > 1)
        qsort(list, count, sizeof *list, by_count);
    if (count > PAL_WHY_WORDS_EACH)
        count = PAL_WHY_WORDS_EACH;
    if (count != 0)
        memcpy(g->candidates + g->candidate_count, list, count * sizeof *list);
    g->candidate_count += count;
}

static bool list_words(pal_why_search *s, pal_why_growth *g)
{
    size_t count = 0;
    for (size_t t = 1; t < s->term_count; t++)
        count += s->kinds[t] == PAL_WHY_WORD && g->own[t] >= s->least;
    pal_why_candidate *list = pal_new(s->mem, pal_why_candidate, count);
    if (!list)
        return false;
    count = 0;
    for (uint32_t t = 1; t < s->term_count; t++) {
        if (s->kinds[t] != PAL_WHY_WORD || g->own[t] < s->least)
            continue;
        pal_why_candidate *c = &list[count++];
        c->terms[0] = t;
        c->own = g->own[t];
        c->judging = (s->terms[t].flags & PAL_FORM_VALUED) != 0;
        memcpy(c->clauses, &s->clauses[t * (size_t)PAL_BAND_COUNT], sizeof c->clauses);
    }
    take_most(g, list, count);
    return true;
}

static const uint32_t *clause_of(const pal_why_growth *g, const pal_why_mention *m)
{
    return g->terms + m->first + m->clause;
}

/* Two adjacent words, or a negator and a word. */
static bool is_pair(const pal_why_search *s, uint32_t first, uint32_t second)
{
    return s->kinds[second] == PAL_WHY_WORD && s->kinds[first] != PAL_WHY_OTHER &&
           first != second;
}

/* A phrase of a mention. */
typedef struct place {
    uint64_t pair;
    uint32_t mention;
} place;

static int by_pair(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->pair != y->pair)
        return x->pair < y->pair ? -1 : 1;
    return x->mention < y->mention ? -1 : x->mention > y->mention;
}

/* All phrases of which both words are frequent enough; without `out` they are counted. */
static size_t list_places(const pal_why_search *s, const pal_why_growth *g, place *out)
{
    size_t count = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        const uint32_t *clause = clause_of(g, &g->mentions[i]);
        for (size_t k = 0; k + 1 < g->mentions[i].clause_count; k++) {
            if (!is_pair(s, clause[k], clause[k + 1]) || g->own[clause[k]] < s->least ||
                g->own[clause[k + 1]] < s->least)
                continue;
            if (out)
                out[count] = (place){(uint64_t)clause[k] << 32 | clause[k + 1], i};
            count++;
        }
    }
    return count;
}

static bool is_judging(const pal_why_search *s, uint32_t term)
{
    return s->kinds[term] == PAL_WHY_NEGATOR ||
           (s->terms[term].flags & PAL_FORM_VALUED) != 0;
}

/* Runs of equal phrases; without `out` those that enough mentions have are counted. */
static size_t list_runs(const pal_why_search *s, const place *places, size_t count,
                        pal_why_candidate *out)
{
    size_t found = 0;
    for (size_t i = 0, next; i < count; i = next) {
        uint32_t own = 0;
        for (next = i; next < count && places[next].pair == places[i].pair; next++)
            own += next == i || places[next].mention != places[next - 1].mention;
        if (own < s->least)
            continue;
        uint32_t first = (uint32_t)(places[i].pair >> 32);
        uint32_t second = (uint32_t)places[i].pair;
        if (out)
            out[found] = (pal_why_candidate){.terms = {first, second},
                                             .own = own,
                                             .judging = is_judging(s, first) &&
                                                        is_judging(s, second)};
        found++;
    }
    return found;
}

static bool list_pairs(pal_why_search *s, pal_why_growth *g)
{
    size_t count = list_places(s, g, NULL);
    place *places = pal_new(s->mem, place, count);
    if (!places)
        return false;
    list_places(s, g, places);
    if (count > 1)
        qsort(places, count, sizeof *places, by_pair);
    size_t found = list_runs(s, places, count, NULL);
    pal_why_candidate *list = pal_new(s->mem, pal_why_candidate, found);
    if (!list)
        return false;
    list_runs(s, places, count, list);
    take_most(g, list, found);
    return true;
}

bool pal_why_candidates(pal_why_search *s, pal_why_growth *g)
{
    g->candidates = pal_new(s->mem, pal_why_candidate, 2 * PAL_WHY_WORDS_EACH);
    return g->candidates && list_words(s, g) && list_pairs(s, g);
}

/* --- third pass: phrases in all clauses --- */

typedef struct slot {
    uint32_t terms[2]; /* [0] = 0: free */
    uint32_t seen;     /* the last clause that was counted */
    uint32_t clauses[PAL_BAND_COUNT];
} slot;

typedef struct counter {
    pal_why_search *s;
    slot *slots;
    bool *leads; /* by term: a phrase begins with it */
    uint32_t now;
} counter;

/* The phrase, or the free slot where it belongs. */
static slot *slot_of(const counter *c, uint32_t first, uint32_t second)
{
    uint64_t h = ((uint64_t)first << 32 | second) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(h >> 40) % SLOT_COUNT;
    while (c->slots[at].terms[0] != 0 &&
           (c->slots[at].terms[0] != first || c->slots[at].terms[1] != second))
        at = (at + 1) % SLOT_COUNT;
    return &c->slots[at];
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    counter *c = ctx;
    if (!row->commented || pal_why_is_left_out(c->s, row->row))
        return PAL_OK;
    c->now++;
    for (size_t i = 0; i + 1 < row->term_count; i++) {
        uint32_t first = row->terms[i];
        uint32_t second = row->terms[i + 1];
        c->now += first == PAL_TERM_BREAK;
        if (!c->leads[first] || second == PAL_TERM_BREAK)
            continue;
        slot *pair = slot_of(c, first, second);
        pair->clauses[row->band] += pair->terms[0] != 0 && pair->seen != c->now;
        pair->seen = c->now;
    }
    return PAL_OK;
}

pal_status pal_why_count_pairs(pal_why_search *s, pal_error *err)
{
    counter c = {.s = s};
    size_t phrases = 0;
    c.slots = pal_new(s->mem, slot, SLOT_COUNT);
    c.leads = pal_new(s->mem, bool, s->term_count);
    if (!c.slots || !c.leads)
        return pal_why_no_memory(err);
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->trees[i].candidate_count; k++) {
            const uint32_t *terms = s->trees[i].candidates[k].terms;
            if (terms[1] == PAL_TERM_BREAK)
                continue;
            memcpy(slot_of(&c, terms[0], terms[1])->terms, terms, 2 * sizeof *terms);
            c.leads[terms[0]] = true;
            phrases++;
        }
    if (phrases == 0)
        return PAL_OK;
    pal_status status = pal_panels_scan(s->run->panels, count_row, &c, err);
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->trees[i].candidate_count; k++) {
            pal_why_candidate *one = &s->trees[i].candidates[k];
            if (one->terms[1] != PAL_TERM_BREAK)
                memcpy(one->clauses, slot_of(&c, one->terms[0], one->terms[1])->clauses,
                       sizeof one->clauses);
        }
    return status;
}

/* --- tests --- */

/* Clauses of the band, or of all rows, that are no mention: those with the words, and
 * all. */
static pal_part others_of(const pal_why_search *s, const pal_why_growth *g,
                          const pal_why_candidate *c, bool everywhere)
{
    pal_part rest = {0, 0};
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        if (everywhere || pal_why_in_band(&g->tree, (pal_band)b)) {
            rest.x += c->clauses[b];
            rest.n += s->clause_total[b];
        }
    rest.x -= c->own;
    rest.n -= g->spoken;
    return rest;
}

/* As log_odds_z() of keyness_find.c: the two events are "has the words" and "has not". */
static double log_odds_z(pal_part own, pal_part rest, double share)
{
    const double y1[] = {(double)own.x, (double)(own.n - own.x)};
    const double y2[] = {(double)rest.x, (double)(rest.n - rest.x)};
    const double prior[] = {PAL_WHY_PRIOR * share, PAL_WHY_PRIOR * (1.0 - share)};
    double z[2];
    pal_monroe_z(z, y1, y2, prior, 2);
    return z[0];
}

/* Against the band and against all rows; what both find is found. */
static void test_candidate(const pal_why_search *s, const pal_why_growth *g,
                           pal_why_candidate *c)
{
    const pal_part own = {c->own, g->spoken};
    pal_part all = others_of(s, g, c, true);
    double share = (double)(own.x + all.x) / (double)(own.n + all.n);
    c->z = HUGE_VAL;
    c->p = 0.0;
    for (size_t i = 0; i < 2; i++) {
        pal_part rest = i == 0 ? others_of(s, g, c, false) : all;
        bool exact = false;
        double p = rest.n == 0 ? 1.0 : pal_why_p(own, rest, &exact);
        double z = rest.n == 0 ? 0.0 : log_odds_z(own, rest, share);
        c->z = fmin(c->z, z);
        c->exact = p > c->p ? exact : c->exact;
        c->p = fmax(c->p, p);
    }
}

static bool test_all(pal_why_search *s, pal_why_growth *g)
{
    size_t count = g->candidate_count;
    double *q = pal_new(s->mem, double, count);
    if (!q)
        return false;
    for (size_t i = 0; i < count; i++) {
        test_candidate(s, g, &g->candidates[i]);
        q[i] = g->candidates[i].p;
    }
    if (!pal_bh_q(q, q, count, s->mem))
        return false;
    for (size_t i = 0; i < count; i++) {
        g->candidates[i].q = q[i];
        g->candidates[i].claimed = q[i] <= Q_MAX && g->candidates[i].z > 0.0;
    }
    g->tree.tested[PAL_WHY_ABOUT] = count;
    return true;
}

/* --- choice --- */

/* What is judged comes before the judgement, then what marks the theme most. */
static int by_claim(const void *a, const void *b)
{
    const pal_why_candidate *x = a;
    const pal_why_candidate *y = b;
    if (x->claimed != y->claimed)
        return x->claimed ? -1 : 1;
    if (x->judging != y->judging)
        return x->judging ? 1 : -1;
    if (x->z != y->z)
        return x->z > y->z ? -1 : 1;
    return by_count(a, b);
}

static bool says(const pal_why_growth *g, const pal_why_mention *m,
                 const pal_why_candidate *c)
{
    const uint32_t *clause = clause_of(g, m);
    for (size_t i = 0; i < m->clause_count; i++)
        if (clause[i] == c->terms[0] &&
            (c->terms[1] == PAL_TERM_BREAK ||
             (i + 1u < m->clause_count && clause[i + 1] == c->terms[1])))
            return true;
    return false;
}

static bool list_members(const pal_why_search *s, const pal_why_growth *g,
                         pal_why_candidate *c)
{
    c->members = pal_new(s->mem, uint64_t, g->count / 64 + 1);
    for (size_t i = 0; c->members && i < g->count; i++)
        if (says(g, &g->mentions[i], c))
            c->members[i / 64] |= UINT64_C(1) << (i % 64);
    return c->members != NULL;
}

static uint64_t bits_in(uint64_t bits)
{
    uint64_t count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

static uint64_t common(const pal_why_growth *g, const pal_why_candidate *a,
                       const pal_why_candidate *b)
{
    uint64_t count = 0;
    for (size_t i = 0; i <= g->count / 64; i++)
        count += bits_in(a->members[i] & b->members[i]);
    return count;
}

static bool covers(const pal_why_growth *g, const pal_why_candidate *by,
                   const pal_why_candidate *c)
{
    return common(g, by, c) * FOLD_OF >= (uint64_t)c->own * FOLD_PART;
}

/* Do both stand in nearly the same mentions? */
static bool is_twin(const pal_why_growth *g, const pal_why_candidate *a,
                    const pal_why_candidate *b)
{
    return covers(g, a, b) && covers(g, b, a);
}

/* Is the word told by a phrase that holds it? */
static bool has_phrase(const pal_why_growth *g, const pal_why_candidate *c, size_t count)
{
    for (size_t i = 0; c->terms[1] == PAL_TERM_BREAK && i < count; i++) {
        const pal_why_candidate *by = &g->candidates[i];
        if (by->terms[1] != PAL_TERM_BREAK &&
            (by->terms[0] == c->terms[0] || by->terms[1] == c->terms[0]) &&
            covers(g, by, c))
            return true;
    }
    return false;
}

static pal_str name_of(const pal_why_search *s, const pal_why_candidate *c)
{
    pal_str first = s->terms[c->terms[0]].form;
    if (c->terms[1] == PAL_TERM_BREAK)
        return pal_arena_copy(s->run->mem, first);
    pal_str second = s->terms[c->terms[1]].form;
    char *name = pal_new(s->run->mem, char, first.len + second.len + 2);
    if (!name)
        return (pal_str){NULL, 0};
    memcpy(name, first.ptr, first.len);
    name[first.len] = ' ';
    memcpy(name + first.len + 1, second.ptr, second.len);
    return (pal_str){name, first.len + 1 + second.len};
}

static bool add_node(const pal_why_search *s, pal_why_growth *g,
                     const pal_why_candidate *c)
{
    const pal_part own = {c->own, g->spoken};
    pal_part rest = others_of(s, g, c, true);
    pal_range range = pal_newcombe(own, rest, PAL_Z95);
    pal_why_node *node = pal_why_add(g, PAL_WHY_ABOUT, 0);
    node->name = name_of(s, c);
    node->n = own.x;
    node->of = own.n;
    node->n_rest = rest.x;
    node->of_rest = rest.n;
    node->low = range.low;
    node->high = range.high;
    node->z = c->z;
    node->q = c->q;
    node->exact = c->exact;
    g->members[g->node_count - 1] = c->members;
    g->tree.claimed[PAL_WHY_ABOUT] = true;
    return node->name.ptr != NULL;
}

bool pal_why_about(pal_why_search *s, pal_why_growth *g)
{
    const pal_why_candidate *chosen[PAL_WHY_ABOUT_MAX];
    size_t chosen_count = 0;
    if (!test_all(s, g))
        return false;
    if (g->candidate_count > 1)
        qsort(g->candidates, g->candidate_count, sizeof *g->candidates, by_claim);
    size_t count = 0;
    while (count < CLOSE_MAX && count < g->candidate_count &&
           g->candidates[count].claimed)
        if (!list_members(s, g, &g->candidates[count++]))
            return false;
    for (size_t i = 0; i < count && chosen_count < PAL_WHY_ABOUT_MAX; i++) {
        const pal_why_candidate *c = &g->candidates[i];
        bool told = has_phrase(g, c, count);
        for (size_t k = 0; k < chosen_count && !told; k++)
            told = is_twin(g, chosen[k], c);
        if (told)
            continue;
        chosen[chosen_count++] = c;
        if (!add_node(s, g, c))
            return false;
    }
    return true;
}
