/* What a word starts and answers in the rules, from the atoms that it satisfies. */
#include <string.h>

#include "base/steps.h"
#include "base/str.h"
#include "lexicon/entry.h"

unsigned pal_lexicon_known(const pal_word *word, pal_language language)
{
    return (unsigned)word->known[PAL_LANGUAGE_OTHER] | word->known[language];
}

static uint32_t trigger_count(const pal_trigger_table *table, uint32_t atom)
{
    return table->begin[atom + 1] - table->begin[atom];
}

static pal_trigger *put_triggers(pal_trigger *to, const pal_trigger_table *table,
                                 const uint32_t *atoms, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const pal_trigger *from = table->items + table->begin[atoms[i]];
        for (uint32_t left = trigger_count(table, atoms[i]); left > 0; left--)
            *to++ = *from++;
    }
    return to;
}

/* What the atoms of a word come to. */
typedef struct gathered {
    uint32_t facts; /* of any of them */
    uint64_t sketch;
    uint32_t noted;
    uint32_t marks;
    uint32_t starts;
    uint32_t triggering; /* how many have triggers */
    uint32_t trigger_atoms[PAL_ATOMS_OF_WORD_MAX];
    uint16_t slots[PAL_ATOMS_OF_WORD_MAX];
} gathered;

/* Each place is written, whether it counts or not: which atoms have a slot or a trigger
 * nobody can foretell. A word has the bit of slot 0, as every word satisfies it. */
static void gather_facts(gathered *g, const pal_lexicon *lex, const uint32_t *atoms,
                         uint32_t count)
{
    uint32_t facts = 0;
    uint32_t noted = 0;
    uint32_t triggering = 0;
    uint64_t sketch = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t fact = lex->facts[atoms[i]];
        const uint16_t slot = (uint16_t)fact;
        facts |= fact;
        sketch |= pal_slot_sketch(slot);
        g->slots[noted] = slot;
        noted += slot != 0;
        g->trigger_atoms[triggering] = atoms[i];
        triggering += fact >= PAL_FACT_MARKS;
    }
    g->facts = facts;
    g->sketch = sketch;
    g->noted = noted;
    g->triggering = triggering;
    g->marks = 0;
    g->starts = 0;
    for (uint32_t i = 0; i < triggering; i++) {
        g->marks += trigger_count(&lex->roles, g->trigger_atoms[i]);
        g->starts += trigger_count(&lex->findings, g->trigger_atoms[i]);
    }
}

/* NULL without memory. */
static const pal_word_rules *keep_rules(const pal_lexicon *lex, pal_arena *mem,
                                        const gathered *g)
{
    size_t size = pal_word_head_size(g->noted) +
                  ((size_t)g->marks + g->starts) * sizeof(pal_trigger);
    pal_word_rules *rules = (pal_word_rules *)(void *)pal_new(
        mem, uint64_t, (size + sizeof(uint64_t) - 1) / sizeof(uint64_t));
    if (!rules)
        return NULL;
    *rules = (pal_word_rules){
        .sketch = g->sketch, .noted = g->noted, .marks = g->marks, .starts = g->starts};
    memcpy(rules->slots, g->slots, g->noted * sizeof *rules->slots);
    pal_trigger *trigger = (pal_trigger *)(uintptr_t)pal_word_marks(rules);
    if (g->marks != 0)
        trigger = put_triggers(trigger, &lex->roles, g->trigger_atoms, g->triggering);
    if (g->starts != 0)
        (void)put_triggers(trigger, &lex->findings, g->trigger_atoms, g->triggering);
    return rules;
}

/* --- words with the same atoms --- */

typedef struct shared_list {
    uint64_t hash;
    const uint32_t *atoms; /* and behind them the steps to them */
    const pal_word_rules *rules;
    uint32_t count; /* of atoms */
    uint16_t len;   /* of the steps, in bytes; 0 = free */
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
    STEPS_MAX = PAL_ATOMS_OF_WORD_MAX + 1024, /* between atoms of a lexicon of 2^26 */
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

static pal_str steps_of(const shared_list *list)
{
    return (pal_str){(const char *)(list->atoms + list->count), list->len};
}

/* The list with these steps, or the free place where it belongs. */
static shared_list *place_of(const pal_lexicon_shared *s, uint64_t hash, pal_str steps,
                             pal_language language)
{
    for (size_t at = (size_t)hash & (s->cap - 1);; at = (at + 1) & (s->cap - 1)) {
        shared_list *list = &s->lists[at];
        if (list->len == 0 ||
            (list->hash == hash && list->language == language && list->len == steps.len &&
             memcmp(steps_of(list).ptr, steps.ptr, steps.len) == 0))
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
        if (s->lists[i].len == 0)
            continue;
        size_t at = (size_t)s->lists[i].hash & (cap - 1);
        while (lists[at].len != 0)
            at = (at + 1) & (cap - 1);
        lists[at] = s->lists[i];
    }
    pal_memory_resize(s->lists, 0);
    s->lists = lists;
    s->cap = cap;
    return true;
}

/* Atoms of its own for the word, in `mem`, the steps behind them, and what follows from
 * them. False also when they are none of the lexicon's. */
static bool use_atoms(const pal_lexicon *lex, pal_arena *mem, pal_word *word,
                      pal_language language, pal_str steps)
{
    const size_t most = steps.len / sizeof(uint16_t);
    uint32_t *atoms = pal_new(mem, uint32_t, most + (most + 1) / 2);
    if (!atoms)
        return false;
    const uint32_t count = (uint32_t)pal_steps_unpack(atoms, steps);
    if (count == 0 || count > PAL_ATOMS_OF_WORD_MAX ||
        atoms[count - 1] >= pal_atoms_count(lex->atoms))
        return false;
    memcpy(atoms + count, steps.ptr, steps.len);
    gathered g;
    gather_facts(&g, lex, atoms, count);
    const pal_word_rules *rules = NULL;
    if (g.noted + g.marks + g.starts != 0 && !(rules = keep_rules(lex, mem, &g)))
        return false;
    word->atoms[language] = atoms;
    word->atom_count[language] = count;
    word->known[language] = (uint8_t)(g.facts >> PAL_FACT_USE_SHIFT);
    word->rules[language] = rules;
    return true;
}

static bool share_atoms(const pal_lexicon *lex, pal_lexicon_shared *s, pal_word *word,
                        pal_language language, pal_str steps)
{
    /* an address that differs from run to run: no words are known to pile up */
    uint64_t hash = pal_str_hash_seeded(steps, (uintptr_t)s + (unsigned)language);
    shared_list *list = place_of(s, hash, steps, language);
    if (list->len != 0) {
        word->atoms[language] = list->atoms;
        word->atom_count[language] = list->count;
        word->rules[language] = list->rules;
        word->known[language] = list->known;
        return true;
    }
    if (!use_atoms(lex, s->mem, word, language, steps))
        return false;
    *list = (shared_list){.hash = hash,
                          .atoms = word->atoms[language],
                          .rules = word->rules[language],
                          .count = word->atom_count[language],
                          .len = (uint16_t)steps.len,
                          .known = word->known[language],
                          .language = (uint8_t)language};
    s->count++;
    return true;
}

bool pal_lexicon_word_again(const pal_lexicon *lex, pal_lexicon_shared *shared,
                            pal_arena *mem, pal_word *word, pal_language language,
                            pal_str steps)
{
    word->atoms[language] = NULL;
    word->atom_count[language] = 0;
    word->rules[language] = NULL;
    word->known[language] = 0;
    if (steps.len == 0)
        return true;
    if (steps.len > UINT16_MAX || steps.len % sizeof(uint16_t) != 0)
        return false;
    return (shared && pal_arena_used(shared->mem) < SHARED_MAX && make_room(shared) &&
            share_atoms(lex, shared, word, language, steps)) ||
           use_atoms(lex, mem, word, language, steps);
}

bool pal_lexicon_word(const pal_lexicon *lex, pal_lexicon_shared *shared, pal_arena *mem,
                      pal_word *word, pal_language language)
{
    if (language == PAL_LANGUAGE_OTHER)
        word->likely = pal_needs_index_word(lex->needs, mem, word->folded);
    uint32_t room[PAL_ATOMS_OF_WORD_MAX];
    uint16_t steps[STEPS_MAX];
    pal_atoms_match(lex->atoms, room, language, word);
    const size_t count = pal_steps_pack(steps, STEPS_MAX, word->atoms[language],
                                        word->atom_count[language]);
    const pal_str bytes = {(const char *)steps, count * sizeof *steps};
    return pal_lexicon_word_again(lex, shared, mem, word, language, bytes);
}
