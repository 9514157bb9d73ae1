/* Matching goes word by word: a word record lists the atoms that the word satisfies, an
 * atom lists the entries that begin with it, and only those are tried at that place. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ahead.h"
#include "base/fail.h"
#include "base/str.h"
#include "lexicon/attempt.h"
#include "lexicon/eat.h"
#include "lexicon/entry.h"
#include "lexicon/reach.h"

/* Findings of one answer are compared with each other. A text of a megabyte in whole
 * sentences has fewer than HITS_MAX, one that has more is refused: none is left out. */
enum { HITS_MAX = 1 << 20, EXPRESSION_HITS_MAX = 64, ATTEMPTS_MAX = 32 };

/* Whether `unless` silences an entry, as last worked out: it is the same for a whole
 * sentence, and a long one would be searched anew at each of its words. */
typedef struct verdict {
    uint32_t passage; /* 0 = none yet */
    uint32_t sentence;
    bool silent;
} verdict;

/* Findings as they come, in room that stays from passage to passage. */
typedef struct collector {
    pal_arena *mem;
    pal_hits hits;
    size_t cap;
    bool failed;
    bool full;
} collector;

/* An entry that is worth an attempt, and the word that is its pivot. */
typedef struct attempt {
    uint32_t entry;
    uint32_t word;
} attempt;

struct pal_matcher {
    const pal_lexicon *lex;
    attempt attempts[ATTEMPTS_MAX]; /* that wait for being made together */
    uint32_t attempt_count;
    uint64_t *likely;    /* expressions that may match in this passage */
    uint64_t *speaks[4]; /* by pal_language of the text: those of its entries */
    size_t width;        /* of these */
    pal_pattern_scratch *scratch;
    pal_arena *mem;
    pal_arena *marks; /* reset for each passage */
    pal_spots spots;
    collector found;
    verdict *verdicts; /* by entry */
    uint32_t passage;  /* number of the current one */
};

static bool list_expressions(pal_matcher *m)
{
    const uint32_t count = m->lex->pattern_count;
    m->width = pal_needs_width(count);
    m->likely = pal_new(m->mem, uint64_t, m->width);
    for (int l = 0; l <= PAL_LANGUAGE_MIXED; l++) {
        m->speaks[l] = pal_new(m->mem, uint64_t, m->width);
        if (!m->speaks[l])
            return false;
        for (uint32_t i = 0; i < count; i++)
            if (pal_spots_speaks(m->lex->entries[m->lex->patterns[i]].language,
                                 (pal_language)l))
                m->speaks[l][i / 64] |= UINT64_C(1) << i % 64;
    }
    return m->likely != NULL;
}

pal_status pal_matcher_open(pal_matcher **out, const pal_lexicon *lex, pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    pal_matcher *m = mem ? pal_new(mem, pal_matcher, 1) : NULL;
    if (m) {
        m->lex = lex;
        m->mem = mem;
        m->found.mem = mem;
        m->marks = pal_arena_open((size_t)1 << 30);
        m->verdicts = pal_new(mem, verdict, lex->entry_count);
    }
    if (!m || !m->marks || !m->verdicts || !list_expressions(m) ||
        !pal_spots_open(&m->spots, mem, lex->slot_count) ||
        pal_pattern_scratch_open(&m->scratch, err) != PAL_OK) {
        pal_arena_close(m ? m->marks : NULL);
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the matcher");
    }
    *out = m;
    return PAL_OK;
}

void pal_matcher_close(pal_matcher *m)
{
    if (!m)
        return;
    pal_pattern_scratch_close(m->scratch);
    pal_arena_close(m->marks);
    pal_arena_close(m->mem);
}

/* The words of the next passage. False without memory. */
static bool take_passage(pal_matcher *m, const pal_passage *passage)
{
    if (++m->passage == 0) { /* the counter went round: all notes are stale */
        memset(m->verdicts, 0, m->lex->entry_count * sizeof *m->verdicts);
        m->passage = 1;
    }
    m->found.hits.count = 0;
    m->found.failed = false;
    pal_arena_reset(m->marks);
    return pal_spots_read(&m->spots, m->marks, passage);
}

static bool has_unless(const pal_spots *p, const pal_entry *entry, uint32_t near)
{
    const uint32_t sentence = p->sentence[near];
    uint32_t first = near;
    uint32_t end = near + 1;
    while (first > 0 && p->sentence[first - 1] == sentence)
        first--;
    while (end < p->count && p->sentence[end] == sentence)
        end++;
    for (uint32_t u = 0; u < entry->unless_count; u++) {
        const pal_pattern_rule *rule = &entry->unless[u];
        if (p->last[rule->slot] >= p->begin + first &&
            pal_attempt_within(p, rule, entry->language, first, end))
            return true;
    }
    return false;
}

/* Does a rule of `unless` match in the sentence of word `near`? */
static bool is_silenced(const pal_matcher *m, const pal_entry *entry, uint32_t near)
{
    if (entry->unless_count == 0)
        return false;
    verdict *known = &m->verdicts[entry - m->lex->entries];
    uint32_t sentence = m->spots.sentence[near];
    if (known->passage != m->passage || known->sentence != sentence)
        *known = (verdict){m->passage, sentence, has_unless(&m->spots, entry, near)};
    return known->silent;
}

/* --- hits --- */

static pal_hit *new_hit(collector *c)
{
    if (c->hits.count == HITS_MAX) {
        c->full = true;
        return NULL;
    }
    if (c->hits.count == c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 32;
        pal_hit *grown = pal_arena_grow(c->mem, c->hits.items, c->cap, cap, sizeof *grown,
                                        _Alignof(pal_hit));
        if (!grown) {
            c->failed = true;
            return NULL;
        }
        c->hits.items = grown;
        c->cap = cap;
    }
    return &c->hits.items[c->hits.count++];
}

/* A handful, nearly in order. */
static void sort_words(pal_trail *t)
{
    for (uint32_t i = 1; i < t->count; i++)
        for (uint32_t k = i; k > 0 && t->at[k - 1] > t->at[k]; k--) {
            uint32_t swap = t->at[k];
            t->at[k] = t->at[k - 1];
            t->at[k - 1] = swap;
        }
}

static pal_hit *add_hit(pal_matcher *m, uint32_t index, pal_trail *t)
{
    const pal_entry *entry = &m->lex->entries[index];
    const pal_spots *p = &m->spots;
    pal_hit *hit = new_hit(&m->found);
    if (!hit)
        return NULL;
    if (t->count > 1)
        sort_words(t);
    *hit = (pal_hit){.kind =
                         entry->kind == PAL_ENTRY_THEME ? PAL_HIT_THEME : PAL_HIT_VALENCE,
                     .rule = index,
                     .theme = entry->theme,
                     .tone = entry->tone,
                     .valence = entry->valence,
                     .token_count = t->count,
                     .elements = t->count,
                     .exact = entry->exact,
                     .sequence = entry->rule.count == 1};
    for (uint32_t i = 0; i < t->count; i++)
        hit->tokens[i] = p->at[t->at[i]];
    hit->first = hit->tokens[0];
    hit->last = hit->tokens[t->count - 1];
    hit->start = p->passage->tokens[hit->first].start;
    hit->end = p->passage->tokens[hit->last].end;
    return hit;
}

static void set_role(const pal_lexicon *lex, pal_passage *passage, const pal_hit *hit)
{
    const pal_entry *entry = &lex->entries[hit->rule];
    pal_token *token = &passage->tokens[hit->first];
    uint32_t len = hit->last - hit->first + 1;
    bool same = len == token->role_len;
    bool better =
        len > token->role_len || (same && hit->exact && !token->role_exact) ||
        (same && hit->exact == token->role_exact && hit->rule < token->role_rule);
    if (len > UINT8_MAX || (token->role != PAL_ROLE_NONE && !better))
        return;
    token->role = entry->role;
    token->role_len = (uint8_t)len;
    token->role_exact = hit->exact;
    token->role_rule = hit->rule;
    token->weight = entry->weight;
}

/* Tries one entry whose pivot is word `i`: at each place before it where the entry can
 * begin. */
static void try_entry(pal_matcher *m, uint32_t index, uint32_t i)
{
    const pal_entry *entry = &m->lex->entries[index];
    const uint32_t *sentence = m->spots.sentence;
    pal_trail t;
    if (entry->single) { /* the trigger has tested the only word */
        t.at[0] = i;
        t.count = 1;
        if (!is_silenced(m, entry, i))
            add_hit(m, index, &t);
        return;
    }
    t.pivot = entry->rule.sides[entry->lead].elements[entry->pivot].atom;
    t.pivot_word = i;
    for (uint32_t back = entry->back_min; back <= entry->back_max && back <= i; back++) {
        if (sentence[i - back] != sentence[i])
            break;
        if (pal_attempt(&m->spots, &entry->rule, entry->lead, entry->language, i - back,
                        &t) &&
            !is_silenced(m, entry, i - back))
            add_hit(m, index, &t);
    }
}

/* The attempts that wait, in their order. Where an entry stands, its sides and their
 * elements is asked for first. */
static void make_attempts(pal_matcher *m)
{
    const pal_entry *entries = m->lex->entries;
    for (uint32_t k = 0; k < m->attempt_count; k++) {
        const pal_entry *entry = &entries[m->attempts[k].entry];
        pal_ahead(entry);
        pal_ahead(&entry->pivot);
        pal_ahead(&m->verdicts[m->attempts[k].entry]);
    }
    for (uint32_t k = 0; k < m->attempt_count; k++)
        pal_ahead(entries[m->attempts[k].entry].rule.sides);
    for (uint32_t k = 0; k < m->attempt_count; k++)
        pal_ahead(entries[m->attempts[k].entry].rule.sides[0].elements);
    for (uint32_t k = 0; k < m->attempt_count; k++)
        try_entry(m, m->attempts[k].entry, m->attempts[k].word);
    m->attempt_count = 0;
}

static void attempt_later(pal_matcher *m, uint32_t entry, uint32_t word)
{
    m->attempts[m->attempt_count++] = (attempt){entry, word};
    if (m->attempt_count == ATTEMPTS_MAX)
        make_attempts(m);
}

/* Can the entry of the trigger match around word `i` at all? Nearly all attempts end
 * here, without a look at the entry. */
static bool is_promising(const pal_spots *p, const pal_trigger *t, pal_language language,
                         uint32_t i)
{
    if (!pal_spots_noted_within(p, language, t->slot[0], i, t->low[0], t->high[0]))
        return false;
    return t->slot[1] != 0 || t->low[1] == PAL_ANYWHERE
               ? pal_spots_noted_within(p, language, t->slot[1], i, t->low[1], t->high[1])
               : pal_spots_within(p, language, t->second, i, t->low[1], t->high[1]);
}

/* Try entries whose pivot word `i` is. */
static void try_triggers(pal_matcher *m, const pal_trigger *t, uint32_t count,
                         pal_language language, uint32_t i)
{
    const uint32_t *last = m->spots.last;
    const uint32_t begin = m->spots.begin;
    for (const pal_trigger *end = t + count; t < end; t++)
        if (last[t->slot[0]] >= begin && is_promising(&m->spots, t, language, i))
            attempt_later(m, t->entry, i);
}

/* The languages whose entries some word of the passage means anything to. */
typedef struct languages {
    int of[3];
    int count;
} languages;

static languages languages_of(const pal_spots *p)
{
    languages spoken = {.count = 0};
    for (int l = 0; l < 3; l++)
        if (p->rules[l])
            spoken.of[spoken.count++] = l;
    return spoken;
}

/* Roles from every modifier whose pivot word `i` is. */
static void mark_word(pal_matcher *m, pal_passage *passage, uint32_t i,
                      const languages *spoken)
{
    bool any = false;
    m->found.hits.count = 0;
    for (int k = 0; k < spoken->count; k++) {
        const int l = spoken->of[k];
        const pal_word_rules *rules = m->spots.rules[l][i];
        if (rules->marks == 0)
            continue;
        try_triggers(m, pal_word_marks(rules), rules->marks, (pal_language)l, i);
        any = true;
    }
    if (!any)
        return;
    make_attempts(m);
    for (size_t k = 0; k < m->found.hits.count; k++)
        set_role(m->lex, passage, &m->found.hits.items[k]);
}

pal_status pal_matcher_marks(pal_matcher *m, pal_passage *passage, pal_error *err)
{
    if (!take_passage(m, passage))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    const languages spoken = languages_of(&m->spots);
    for (uint32_t i = 0; i < m->spots.count; i++)
        mark_word(m, passage, i, &spoken);
    if (m->found.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the marks");
    /* a word inside of a longer phrase has no role of its own */
    for (size_t i = 0; i < passage->count; i++)
        for (size_t k = 0; k < passage->tokens[i].role_len && i + k < passage->count;
             k++) {
            passage->tokens[i + k].in_role = true;
            if (k != 0) {
                passage->tokens[i + k].role = PAL_ROLE_NONE;
                passage->tokens[i + k].role_len = 0;
            }
        }
    return PAL_OK;
}

/* One match of an expression, as the words that its bytes touch. */
static void add_expression(pal_matcher *m, uint32_t index, size_t start, size_t end)
{
    const pal_spots *p = &m->spots;
    pal_trail t = {.count = 0};
    for (uint32_t i = 0; i < p->count && t.count < PAL_HIT_TOKENS_MAX; i++)
        if (pal_spots_token(p, i)->start < end && pal_spots_token(p, i)->end > start)
            t.at[t.count++] = i;
    if (t.count == 0 || is_silenced(m, &m->lex->entries[index], t.at[0]))
        return;
    pal_hit *hit = add_hit(m, index, &t);
    if (hit) {
        hit->start = (uint32_t)start;
        hit->end = (uint32_t)end;
    }
}

static void run_expression(pal_matcher *m, uint32_t index)
{
    const pal_pattern *pattern = m->lex->entries[index].pattern;
    const pal_str text = m->spots.passage->text;
    size_t from = 0;
    size_t start;
    size_t end;
    for (int n = 0; n < EXPRESSION_HITS_MAX && from <= text.len &&
                    pal_pattern_find(pattern, m->scratch, text, from, &start, &end);
         n++) {
        from = end > start ? end : text.len + 1;
        add_expression(m, index, start, end);
    }
}

/* Those that the words of the passage make likely; false where there is none. */
static bool find_likely(pal_matcher *m)
{
    const pal_passage *passage = m->spots.passage;
    const uint64_t *always = pal_needs_index_always(m->lex->needs);
    uint64_t any = 0;
    memcpy(m->likely, always, m->width * sizeof *m->likely);
    for (size_t i = 0; i < passage->count; i++) {
        const uint64_t *likely = passage->tokens[i].word->likely;
        for (size_t w = 0; likely && w < m->width; w++)
            m->likely[w] |= likely[w];
    }
    for (size_t w = 0; w < m->width; w++)
        any |= m->likely[w] &= m->speaks[passage->language][w];
    return any != 0;
}

static void run_expressions(pal_matcher *m)
{
    if (!find_likely(m))
        return;
    bool counted = false;
    uint32_t letters = 0;
    pal_pattern_look(m->scratch);
    for (size_t w = 0; w < m->width; w++) {
        const uint32_t *index = m->lex->patterns + w * 64;
        for (uint64_t bits = m->likely[w]; bits != 0; bits >>= 1, index++) {
            if ((bits & 1) == 0)
                continue;
            const uint32_t reach = pal_pattern_reach(m->lex->entries[*index].pattern);
            if (reach != PAL_REACH_ANY && !counted) {
                letters = pal_reach_count(m->spots.passage->text);
                counted = true;
            }
            if (letters <= reach)
                run_expression(m, *index);
        }
    }
}

/* Of what was found that which stays, in `mem`. */
static bool settle(pal_hits *out, pal_matcher *m, pal_arena *mem)
{
    pal_hits *hits = &m->found.hits;
    bool *dead = pal_new(m->marks, bool, hits->count);
    if (m->found.failed || !dead)
        return false;
    pal_hits_settle(hits, dead, m->spots.passage);
    pal_hit *kept = pal_new(mem, pal_hit, hits->count);
    if (!kept)
        return false;
    if (hits->count != 0)
        memcpy(kept, hits->items, hits->count * sizeof *kept);
    *out = (pal_hits){.items = kept, .count = hits->count};
    return true;
}

pal_status pal_matcher_run(pal_hits *out, pal_matcher *m, pal_arena *mem,
                           const pal_passage *passage, pal_error *err)
{
    assert(m->spots.passage == passage);
    (void)passage;
    m->found.hits.count = 0;
    const languages spoken = languages_of(&m->spots);
    for (uint32_t i = 0; i < m->spots.count; i++)
        for (int k = 0; k < spoken.count; k++) {
            const int l = spoken.of[k];
            const pal_word_rules *rules = m->spots.rules[l][i];
            if (rules->starts != 0)
                try_triggers(m, pal_word_starts(rules), rules->starts, (pal_language)l,
                             i);
        }
    make_attempts(m);
    run_expressions(m);
    if (m->found.full) {
        m->found.full = false;
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(NULL),
                        "an answer with more than %d findings; split it", HITS_MAX);
    }
    return settle(out, m, mem) ? PAL_OK
                               : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                          "no memory for the findings");
}
