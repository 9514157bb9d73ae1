/* What a word starts and answers in the rules, from the atoms that it satisfies. */
#include <string.h>

#include "lexicon/entry.h"

unsigned pal_lexicon_known(const pal_word *word, pal_language language)
{
    return (unsigned)word->known[PAL_LANGUAGE_OTHER] | word->known[language];
}

static uint32_t count_triggers(const pal_trigger_table *table, const uint32_t *atoms,
                               uint32_t count)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += table->begin[atoms[i] + 1] - table->begin[atoms[i]];
    return sum;
}

static pal_trigger *put_triggers(pal_trigger *to, const pal_trigger_table *table,
                                 const uint32_t *atoms, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = table->begin[atoms[i]]; k < table->begin[atoms[i] + 1]; k++)
            *to++ = table->items[k];
    return to;
}

static bool keep_rules(const pal_lexicon *lex, pal_arena *mem, pal_word *word,
                       pal_language language)
{
    enum { HEAD = sizeof(pal_word_rules) / 4, TRIGGER = sizeof(pal_trigger) / 4 };
    const uint32_t *atoms = word->atoms[language];
    const uint32_t count = word->atom_count[language];
    pal_word_rules head = {.marks = count_triggers(&lex->roles, atoms, count),
                           .starts = count_triggers(&lex->findings, atoms, count)};
    for (uint32_t i = 0; i < count; i++)
        head.noted += lex->slots[atoms[i]] != 0;
    word->rules[language] = NULL;
    if (head.noted + head.marks + head.starts == 0)
        return true;
    size_t size = HEAD + head.noted + TRIGGER * ((size_t)head.marks + head.starts);
    pal_word_rules *rules = (pal_word_rules *)(void *)pal_new(mem, uint32_t, size);
    if (!rules)
        return false;
    *rules = head;
    uint32_t *slot = rules->slots;
    for (uint32_t i = 0; i < count; i++)
        if (lex->slots[atoms[i]] != 0)
            *slot++ = lex->slots[atoms[i]];
    pal_trigger *trigger = (pal_trigger *)(void *)slot;
    trigger = put_triggers(trigger, &lex->roles, atoms, count);
    (void)put_triggers(trigger, &lex->findings, atoms, count);
    word->rules[language] = rules;
    return true;
}

/* --- words with the same atoms --- */

typedef struct shared_list {
    uint64_t hash;
    const uint32_t *atoms;
    const pal_word_rules *rules;
    uint32_t count; /* of atoms; 0 = free */
    uint8_t known;
    uint8_t language;
} shared_list;

struct pal_lexicon_shared {
    pal_arena *mem;
    shared_list *lists; /* by hash, open addressing, at most half of it in use */
    size_t cap;         /* a power of two, or 0 */
    size_t count;
};

enum {
    SHARED_MAX = 16 << 20, /* bytes of lists and rules */
    FIRST_LISTS = 4096,
};

pal_lexicon_shared *pal_lexicon_shared_open(void)
{
    pal_arena *mem = pal_arena_open((size_t)SHARED_MAX * 2);
    pal_lexicon_shared *s = mem ? pal_new(mem, pal_lexicon_shared, 1) : NULL;
    if (!s) {
        pal_arena_close(mem);
        return NULL;
    }
    s->mem = mem;
    return s;
}

void pal_lexicon_shared_close(pal_lexicon_shared *s)
{
    if (!s)
        return;
    pal_memory_resize(s->lists, 0);
    pal_arena_close(s->mem);
}

static uint64_t hash_list(const pal_lexicon_shared *s, const pal_word *word,
                          pal_language language)
{
    /* an address that differs from run to run: no words are known to pile up */
    uint64_t h = (uint64_t)(uintptr_t)s + (uint64_t)language;
    for (uint32_t i = 0; i < word->atom_count[language]; i++) {
        h = (h ^ word->atoms[language][i]) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    return h;
}

/* The list of a word, or the free place where it belongs. */
static shared_list *place_of(const pal_lexicon_shared *s, uint64_t hash,
                             const pal_word *word, pal_language language)
{
    for (size_t at = (size_t)hash & (s->cap - 1);; at = (at + 1) & (s->cap - 1)) {
        shared_list *list = &s->lists[at];
        if (list->count == 0 || (list->hash == hash && list->language == language &&
                                 list->count == word->atom_count[language] &&
                                 memcmp(list->atoms, word->atoms[language],
                                        list->count * sizeof *list->atoms) == 0))
            return list;
    }
}

/* False without memory: then no more are shared. */
static bool make_room(pal_lexicon_shared *s)
{
    if (s->count * 2 < s->cap)
        return true;
    size_t cap = s->cap != 0 ? s->cap * 2 : FIRST_LISTS;
    shared_list *lists = pal_memory_resize(NULL, cap * sizeof *lists);
    if (!lists)
        return false;
    memset(lists, 0, cap * sizeof *lists);
    for (size_t i = 0; i < s->cap; i++) {
        if (s->lists[i].count == 0)
            continue;
        size_t at = (size_t)s->lists[i].hash & (cap - 1);
        while (lists[at].count != 0)
            at = (at + 1) & (cap - 1);
        lists[at] = s->lists[i];
    }
    pal_memory_resize(s->lists, 0);
    s->lists = lists;
    s->cap = cap;
    return true;
}

/* Atoms of its own for the word, in `mem`, and what follows from them. */
static bool use_atoms(const pal_lexicon *lex, pal_arena *mem, pal_word *word,
                      pal_language language)
{
    uint32_t count = word->atom_count[language];
    unsigned known = 0;
    uint32_t *atoms = pal_new(mem, uint32_t, count);
    if (!atoms)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        atoms[i] = word->atoms[language][i];
        known |= lex->uses[atoms[i]];
    }
    word->atoms[language] = atoms;
    word->known[language] = (uint8_t)known;
    return keep_rules(lex, mem, word, language);
}

static bool share_atoms(const pal_lexicon *lex, pal_lexicon_shared *s, pal_word *word,
                        pal_language language)
{
    uint64_t hash = hash_list(s, word, language);
    shared_list *list = place_of(s, hash, word, language);
    if (list->count != 0) {
        word->atoms[language] = list->atoms;
        word->rules[language] = list->rules;
        word->known[language] = list->known;
        return true;
    }
    if (!use_atoms(lex, s->mem, word, language))
        return false;
    *list = (shared_list){.hash = hash,
                          .atoms = word->atoms[language],
                          .rules = word->rules[language],
                          .count = word->atom_count[language],
                          .known = word->known[language],
                          .language = (uint8_t)language};
    s->count++;
    return true;
}

bool pal_lexicon_word_again(const pal_lexicon *lex, pal_lexicon_shared *shared,
                            pal_arena *mem, pal_word *word, pal_language language)
{
    uint32_t count = word->atom_count[language];
    word->rules[language] = NULL;
    word->known[language] = 0;
    if (count == 0)
        return true;
    if (word->atoms[language][count - 1] >= pal_atoms_count(lex->atoms))
        return false;
    return (shared && pal_arena_used(shared->mem) < SHARED_MAX && make_room(shared) &&
            share_atoms(lex, shared, word, language)) ||
           use_atoms(lex, mem, word, language);
}

bool pal_lexicon_word(const pal_lexicon *lex, pal_lexicon_shared *shared, pal_arena *mem,
                      pal_word *word, pal_language language)
{
    return pal_atoms_match(lex->atoms, mem, language, word) &&
           pal_lexicon_word_again(lex, shared, mem, word, language);
}
