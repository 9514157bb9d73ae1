/* Matching goes word by word: a word record lists the atoms that the word satisfies, an
 * atom lists the entries that begin with it, and only those are tried at that place. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "lexicon/eat.h"
#include "lexicon/entry.h"
#include "lexicon/reach.h"

/* Steps that one attempt at a rule may take: gaps times elements of any sane rule stay
 * far below; a hostile rule on a hostile text ends here, the same way each time. Findings
 * of one answer are compared with each other: an answer of ten thousand words has fewer
 * than HITS_MAX, and what a cell of a megabyte holds beyond them tells nothing new. */
enum { STEPS_MAX = 4000, HITS_MAX = 8192, EXPRESSION_HITS_MAX = 64 };

/* Whether `unless` silences an entry, as last worked out: it is the same for a whole
 * sentence, and a long one would be searched anew at each of its words. */
typedef struct verdict {
    uint32_t passage; /* 0 = none yet */
    uint32_t sentence;
    bool silent;
} verdict;

struct pal_matcher {
    const pal_lexicon *lex;
    pal_pattern_scratch *scratch;
    pal_arena *mem;
    pal_arena *marks; /* reset for each passage */
    uint8_t *seen;    /* by atom: low byte of the last passage with such a word; bytes, so
                         that all of them stay in the nearest cache */
    uint8_t now;      /* low byte of the current one, never 0 */
    verdict *verdicts; /* by entry */
    uint32_t passage;  /* number of the current one */
};

/* The words of a passage (no punctuation), and whether a comma stands before each. */
typedef struct words {
    const pal_passage *passage;
    uint32_t *at; /* token index by word index */
    bool *after_break;
    uint32_t count;
} words;

/* Word indices that an attempt has matched so far. */
typedef struct trail {
    uint32_t at[PAL_HIT_TOKENS_MAX];
    uint32_t count;
    uint32_t steps;
} trail;

pal_status pal_matcher_open(pal_matcher **out, const pal_lexicon *lex, pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)64 << 20);
    pal_matcher *m = mem ? pal_new(mem, pal_matcher, 1) : NULL;
    if (m) {
        m->lex = lex;
        m->mem = mem;
        m->marks = pal_arena_open((size_t)256 << 20);
        m->seen = pal_new(mem, uint8_t, pal_atoms_count(lex->atoms));
        m->verdicts = pal_new(mem, verdict, lex->entry_count);
    }
    if (!m || !m->marks || !m->seen || !m->verdicts ||
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

/* Note which atoms the words of a passage satisfy. */
static void see(pal_matcher *m, const pal_passage *passage)
{
    if (++m->passage == 0) { /* the counter went round: all notes are stale */
        memset(m->verdicts, 0, m->lex->entry_count * sizeof *m->verdicts);
        m->passage = 1;
    }
    if (++m->now == 0) { /* the bytes went round: all notes are stale */
        memset(m->seen, 0, pal_atoms_count(m->lex->atoms) * sizeof *m->seen);
        m->now = 1;
    }
    for (size_t i = 0; i < passage->count; i++) {
        const pal_word *word = passage->tokens[i].word;
        for (int language = 0; language < 3; language++)
            for (uint32_t a = 0; a < word->atom_count[language]; a++)
                m->seen[word->atoms[language][a]] = m->now;
    }
}

static bool collect_words(words *w, pal_arena *mem, const pal_passage *passage)
{
    *w = (words){.passage = passage};
    w->at = pal_new(mem, uint32_t, passage->count);
    w->after_break = pal_new(mem, bool, passage->count);
    if (!w->at || !w->after_break)
        return false;
    bool broken = false;
    for (uint32_t i = 0; i < passage->count; i++) {
        uint16_t flags = passage->tokens[i].word->flags;
        if (flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) {
            w->at[w->count] = i;
            w->after_break[w->count++] = broken;
            broken = false;
        } else if (!(flags & PAL_WORD_HYPHEN)) {
            broken = true;
        }
    }
    return true;
}

static const pal_token *token_of(const words *w, uint32_t i)
{
    return &w->passage->tokens[w->at[i]];
}

static bool satisfies(const pal_word *word, pal_language language, uint32_t atom)
{
    if (atom == PAL_ATOM_ANY)
        return true;
    const uint32_t *atoms = word->atoms[language];
    uint32_t rest = word->atom_count[language];
    if (rest == 0)
        return false;
    /* halves without a branch: which half it is nobody can foretell */
    while (rest > 1) {
        uint32_t half = rest / 2;
        atoms += atoms[half - 1] < atom ? half : 0;
        rest -= half;
    }
    return *atoms == atom;
}

/* Match the elements from `e` on with the first of them at word `i` or up to its gap
 * later. Depth is at most PAL_ELEMENTS_MAX. */
static bool follow(const words *w, const pal_side *side, pal_language language,
                   uint32_t e, uint32_t i, trail *t)
{
    if (e == side->count)
        return true;
    const pal_element *element = &side->elements[e];
    uint32_t sentence = t->count ? token_of(w, t->at[t->count - 1])->sentence
                                 : (i < w->count ? token_of(w, i)->sentence : 0);
    for (uint32_t skip = 0; skip <= element->gap && i + skip < w->count; skip++) {
        uint32_t here = i + skip;
        if (token_of(w, here)->sentence != sentence)
            break;
        if (++t->steps > STEPS_MAX)
            return false;
        /* words without a gap between them have no comma between them either */
        if (element->gap == 0 && t->count != 0 && w->after_break[here])
            break;
        if (t->count == PAL_HIT_TOKENS_MAX ||
            !satisfies(token_of(w, here)->word, language, element->atom))
            continue;
        t->at[t->count++] = here;
        if (follow(w, side, language, e + 1, here + 1, t))
            return true;
        t->count--;
    }
    return element->optional && follow(w, side, language, e + 1, i, t);
}

/* Optional words that stand right before the first one that is not. */
static void take_leading(const words *w, const pal_side *side, pal_language language,
                         uint32_t first, trail *t)
{
    for (uint32_t e = side->anchor; e-- > 0 && first > 0 && !w->after_break[first];) {
        const pal_token *before = token_of(w, first - 1);
        if (before->sentence != token_of(w, first)->sentence)
            return;
        if (satisfies(before->word, language, side->elements[e].atom))
            t->at[t->count++] = --first;
    }
}

/* One side that begins at word `i` with its anchor. */
static bool match_side(const words *w, const pal_side *side, pal_language language,
                       uint32_t i, trail *t)
{
    uint32_t before = t->count;
    if (!satisfies(token_of(w, i)->word, language, side->elements[side->anchor].atom) ||
        t->count == PAL_HIT_TOKENS_MAX)
        return false;
    trail own;
    own.at[0] = i;
    own.count = 1;
    own.steps = t->steps;
    bool hit = follow(w, side, language, side->anchor + 1u, i + 1, &own);
    t->steps = own.steps;
    if (!hit || before + own.count + side->anchor > PAL_HIT_TOKENS_MAX)
        return false;
    memcpy(t->at + before, own.at, own.count * sizeof *own.at);
    t->count = before + own.count;
    take_leading(w, side, language, i, t);
    return true;
}

static bool taken(const trail *t, uint32_t i)
{
    for (uint32_t k = 0; k < t->count; k++)
        if (t->at[k] == i)
            return true;
    return false;
}

/* The nearest place in the clause of word `lead` where `side` matches with words that
 * no other side has. */
static bool match_near(const words *w, const pal_side *side, pal_language language,
                       uint32_t lead, trail *t)
{
    uint32_t clause = token_of(w, lead)->clause;
    bool left = true;
    bool right = true;
    for (uint32_t step = 1; left || right; step++) {
        left = left && step <= lead && token_of(w, lead - step)->clause == clause;
        right =
            right && lead + step < w->count && token_of(w, lead + step)->clause == clause;
        uint32_t places[2];
        uint32_t count = 0;
        if (right)
            places[count++] = lead + step;
        if (left)
            places[count++] = lead - step;
        for (uint32_t k = 0; k < count; k++) {
            if (++t->steps > STEPS_MAX)
                return false;
            if (!taken(t, places[k]) && match_side(w, side, language, places[k], t))
                return true;
        }
    }
    return false;
}

/* Does the text hold a word for each element that the rule cannot do without? */
static bool is_possible(const pal_matcher *m, const pal_pattern_rule *rule)
{
    for (uint8_t s = 0; s < rule->count; s++)
        for (uint8_t e = 0; e < rule->sides[s].count; e++) {
            const pal_element *element = &rule->sides[s].elements[e];
            if (!element->optional && element->atom != PAL_ATOM_ANY &&
                m->seen[element->atom] != m->now)
                return false;
        }
    return true;
}

/* All sides of a rule, the side `lead` beginning at word `i`. */
static bool match_rule(const words *w, const pal_pattern_rule *rule, uint8_t lead,
                       pal_language language, uint32_t i, trail *t)
{
    if (!match_side(w, &rule->sides[lead], language, i, t))
        return false;
    for (uint8_t s = 0; s < rule->count; s++)
        if (s != lead && !match_near(w, &rule->sides[s], language, i, t))
            return false;
    return true;
}

static bool has_unless(const words *w, const pal_matcher *m, const pal_entry *entry,
                       uint32_t near)
{
    uint32_t sentence = token_of(w, near)->sentence;
    uint32_t first = near;
    while (first > 0 && token_of(w, first - 1)->sentence == sentence)
        first--;
    for (uint32_t u = 0; u < entry->unless_count; u++) {
        if (!is_possible(m, &entry->unless[u]))
            continue;
        for (uint32_t i = first; i < w->count && token_of(w, i)->sentence == sentence;
             i++) {
            trail t;
            t.count = 0;
            t.steps = 0;
            if (match_rule(w, &entry->unless[u], 0, entry->language, i, &t))
                return true;
        }
    }
    return false;
}

/* Does a rule of `unless` match in the sentence of word `near`? */
static bool is_silenced(const words *w, const pal_matcher *m, const pal_entry *entry,
                        uint32_t near)
{
    if (entry->unless_count == 0)
        return false;
    verdict *known = &m->verdicts[entry - m->lex->entries];
    uint32_t sentence = token_of(w, near)->sentence;
    if (known->passage != m->passage || known->sentence != sentence)
        *known = (verdict){m->passage, sentence, has_unless(w, m, entry, near)};
    return known->silent;
}

/* --- hits --- */

typedef struct collector {
    pal_arena *mem;
    pal_hits hits;
    size_t cap;
    bool failed;
} collector;

static pal_hit *new_hit(collector *c)
{
    if (c->hits.count == HITS_MAX)
        return NULL;
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

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static pal_hit *add_hit(collector *c, const words *w, const pal_lexicon *lex,
                        uint32_t index, trail *t)
{
    const pal_entry *entry = &lex->entries[index];
    pal_hit *hit = new_hit(c);
    if (!hit)
        return NULL;
    if (t->count > 1)
        qsort(t->at, t->count, sizeof *t->at, by_number);
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
        hit->tokens[i] = w->at[t->at[i]];
    hit->first = hit->tokens[0];
    hit->last = hit->tokens[t->count - 1];
    hit->start = w->passage->tokens[hit->first].start;
    hit->end = w->passage->tokens[hit->last].end;
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

static bool speaks(pal_language of_entry, pal_language of_text)
{
    return of_entry == PAL_LANGUAGE_OTHER || of_text == PAL_LANGUAGE_MIXED ||
           of_entry == of_text;
}

/* Tries one entry whose pivot is word `i`: at each place before it where the entry can
 * begin. */
static void try_entry(collector *c, const words *w, const pal_matcher *m, uint32_t index,
                      uint32_t i)
{
    const pal_entry *entry = &m->lex->entries[index];
    if (entry->many && !is_possible(m, &entry->rule))
        return;
    uint32_t sentence = token_of(w, i)->sentence;
    if (entry->single) { /* the trigger has tested the only word */
        trail t;
        t.at[0] = i;
        t.count = 1;
        if (!is_silenced(w, m, entry, i))
            add_hit(c, w, m->lex, index, &t);
        return;
    }
    for (uint32_t back = entry->back_min; back <= entry->back_max && back <= i; back++) {
        if (token_of(w, i - back)->sentence != sentence)
            break;
        trail t;
        t.count = 0;
        t.steps = 0;
        if (match_rule(w, &entry->rule, entry->lead, entry->language, i - back, &t) &&
            !is_silenced(w, m, entry, i - back))
            add_hit(c, w, m->lex, index, &t);
    }
}

/* Can the entry of the trigger match around word `i` at all? Answers without touching the
 * entry: nearly all attempts end here. */
static bool is_promising(const words *w, const pal_matcher *m, const pal_trigger *trigger,
                         pal_language language, uint32_t i)
{
    if ((trigger->guard != PAL_ATOM_ANY && m->seen[trigger->guard] != m->now) ||
        (trigger->second != PAL_ATOM_ANY && m->seen[trigger->second] != m->now))
        return false;
    if (trigger->beside == PAL_ATOM_ANY)
        return true;
    if (trigger->side < 0 ? i == 0 : i + 1 == w->count)
        return false;
    return satisfies(token_of(w, trigger->side < 0 ? i - 1 : i + 1)->word, language,
                     trigger->beside);
}

/* Tries every finding, or every modifier, whose pivot word `i` is. */
static void try_word(collector *c, const words *w, const pal_matcher *m, bool marks,
                     uint32_t i)
{
    const pal_trigger_table *table = marks ? &m->lex->roles : &m->lex->findings;
    const pal_word *word = token_of(w, i)->word;
    for (int language = 0; language < 3; language++) {
        if (!speaks((pal_language)language, w->passage->language))
            continue;
        const uint32_t *atoms = marks ? word->marks[language] : word->starts[language];
        uint32_t count = marks ? word->mark_count[language] : word->start_count[language];
        for (uint32_t a = 0; a < count; a++)
            for (uint32_t k = table->begin[atoms[a]]; k < table->begin[atoms[a] + 1]; k++)
                if (is_promising(w, m, &table->items[k], (pal_language)language, i))
                    try_entry(c, w, m, table->items[k].entry, i);
    }
}

pal_status pal_matcher_marks(pal_matcher *m, pal_passage *passage, pal_error *err)
{
    pal_arena_reset(m->marks);
    words w;
    collector c = {.mem = m->marks};
    see(m, passage);
    bool failed = !collect_words(&w, m->marks, passage);
    for (uint32_t i = 0; !failed && i < w.count; i++) {
        c.hits.count = 0;
        try_word(&c, &w, m, true, i);
        for (size_t k = 0; k < c.hits.count; k++)
            set_role(m->lex, passage, &c.hits.items[k]);
    }
    if (failed || c.failed)
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
static void add_expression(collector *c, const words *w, const pal_matcher *m,
                           uint32_t index, size_t start, size_t end)
{
    trail t = {.count = 0};
    for (uint32_t i = 0; i < w->count && t.count < PAL_HIT_TOKENS_MAX; i++)
        if (token_of(w, i)->start < end && token_of(w, i)->end > start)
            t.at[t.count++] = i;
    if (t.count == 0 || is_silenced(w, m, &m->lex->entries[index], t.at[0]))
        return;
    pal_hit *hit = add_hit(c, w, m->lex, index, &t);
    if (hit) {
        hit->start = (uint32_t)start;
        hit->end = (uint32_t)end;
    }
}

static void run_expressions(collector *c, const words *w, pal_matcher *m)
{
    pal_str text = w->passage->text;
    uint32_t letters = pal_reach_count(text);
    pal_pattern_look(m->scratch, text);
    for (uint32_t p = 0; p < m->lex->pattern_count; p++) {
        const pal_entry *entry = &m->lex->entries[m->lex->patterns[p]];
        if (letters > pal_pattern_reach(entry->pattern))
            continue;
        size_t from = 0;
        size_t start;
        size_t end;
        for (int n = 0;
             n < EXPRESSION_HITS_MAX && speaks(entry->language, w->passage->language) &&
             from <= text.len &&
             pal_pattern_find(entry->pattern, m->scratch, text, from, &start, &end);
             n++) {
            from = end > start ? end : text.len + 1;
            add_expression(c, w, m, m->lex->patterns[p], start, end);
        }
    }
}

pal_status pal_matcher_run(pal_hits *out, pal_matcher *m, pal_arena *mem,
                           const pal_passage *passage, pal_error *err)
{
    words w;
    collector c = {.mem = mem};
    if (!collect_words(&w, mem, passage))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    for (uint32_t i = 0; i < w.count; i++)
        try_word(&c, &w, m, false, i);
    run_expressions(&c, &w, m);
    bool *dead = pal_new(mem, bool, c.hits.count);
    if (c.failed || !dead)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the findings");
    pal_hits_settle(&c.hits, dead, passage);
    *out = c.hits;
    return PAL_OK;
}
