/* The table of atoms and the triggers: arrays of numbers, used where they stand. */
#include <string.h>

#include "lexicon/atom_table.h"
#include "lexicon/kept_inside.h"

enum {
    SLOT_WORDS = sizeof(pal_atom_slot) / sizeof(uint32_t),
    NODE_WORDS = sizeof(pal_trie_node) / sizeof(uint32_t),
    TRIGGER_WORDS = sizeof(pal_trigger) / sizeof(uint32_t),
    BYTES = 256, /* of the first byte of a key */
};
_Static_assert(sizeof(pal_atom_slot) == 4 * sizeof(uint32_t), "numbers alone");
_Static_assert(sizeof(pal_trie_node) == 4 * sizeof(uint32_t), "numbers alone");
_Static_assert(sizeof(pal_trigger) == 4 * sizeof(uint32_t), "numbers alone");

/* --- numbers --- */

void pal_kept_put(pal_buf *out, uint32_t number)
{
    pal_buf_add(out, (pal_str){(const char *)&number, sizeof number});
}

static size_t words_of(size_t bytes)
{
    return bytes / sizeof(uint32_t) + (bytes % sizeof(uint32_t) != 0);
}

void pal_kept_put_bytes(pal_buf *out, const void *bytes, size_t len)
{
    static const char fill[sizeof(uint32_t)] = "";
    pal_buf_add(out, (pal_str){bytes, len});
    pal_buf_add(out, (pal_str){fill, words_of(len) * sizeof(uint32_t) - len});
}

static void put_numbers(pal_buf *out, const uint32_t *numbers, size_t count)
{
    pal_buf_add(out, (pal_str){(const char *)numbers, count * sizeof *numbers});
}

/* --- atoms --- */

void pal_kept_write_atoms(pal_buf *out, const pal_lexicon *lex)
{
    const pal_atom_table *t = pal_atoms_table(lex->atoms);
    pal_kept_put(out, t->count);
    pal_kept_put(out, t->list_len);
    put_numbers(out, t->lists, t->list_len);
    pal_kept_put(out, t->key_len);
    pal_kept_put_bytes(out, t->keys, t->key_len);
    for (int lang = 0; lang < 3; lang++) {
        pal_kept_put(out, t->number_count[lang]);
        put_numbers(out, t->numbers[lang], t->number_count[lang]);
        for (int kind = 0; kind < PAL_ATOM_INDEX_COUNT; kind++) {
            pal_kept_put(out, t->caps[lang][kind]);
            put_numbers(out, (const uint32_t *)(const void *)t->slots[lang][kind],
                        (size_t)t->caps[lang][kind] * SLOT_WORDS);
        }
        for (int kind = 0; kind < PAL_ATOM_TRIE_COUNT; kind++) {
            const pal_trie *trie = t->tries[lang][kind];
            uint32_t count = trie->nodes ? trie->count : 0;
            pal_kept_put(out, count);
            put_numbers(out, trie->first, BYTES);
            put_numbers(out, (const uint32_t *)(const void *)trie->nodes,
                        (size_t)count * NODE_WORDS);
        }
    }
    pal_kept_put(out, lex->slot_count);
    put_numbers(out, lex->facts, t->count);
}

/* Lists fill the array, and name atoms. */
static void read_lists(pal_kept_reader *r, pal_atom_table *t)
{
    t->list_len = pal_kept_number(r);
    t->lists = pal_kept_numbers(r, t->list_len);
    size_t at = 1;
    while (!r->broken && at < t->list_len) {
        uint32_t head = t->lists[at++];
        uint32_t count = head & ~PAL_ATOM_LIST;
        if (!pal_kept_expect(r, (head & PAL_ATOM_LIST) != 0 && count <= t->list_len - at))
            return;
        bool fine = true;
        for (; count != 0; count--)
            fine = (t->lists[at++] < t->count) && fine;
        pal_kept_expect(r, fine);
    }
    pal_kept_expect(r, at == t->list_len);
}

static bool is_list(const pal_atom_table *t, uint32_t place)
{
    return place < t->list_len && (t->lists[place] & PAL_ATOM_LIST) != 0;
}

/* A free slot there must be: a search ends at it. */
static void read_slots(pal_kept_reader *r, pal_atom_table *t, int lang, int kind)
{
    uint32_t cap = pal_kept_number(r);
    const uint32_t *words = pal_kept_numbers(r, (size_t)cap * SLOT_WORDS);
    if (!words || !pal_kept_expect(r, (cap & (cap - 1)) == 0))
        return;
    const pal_atom_slot *slots = (const pal_atom_slot *)(const void *)words;
    uint32_t unused = 0;
    bool fine = true;
    for (uint32_t i = 0; i < cap; i++) {
        unused += slots[i].list == 0;
        fine = fine && (slots[i].list == 0 ||
                        (is_list(t, slots[i].list) && slots[i].key <= t->key_len &&
                         slots[i].len <= t->key_len - slots[i].key));
    }
    pal_kept_expect(r, fine && (cap == 0 || unused != 0));
    t->slots[lang][kind] = slots;
    t->caps[lang][kind] = cap;
}

/* Siblings stand before a node and children behind it: no walk goes in a ring. */
static void read_trie(pal_kept_reader *r, pal_atom_table *t, pal_trie *trie)
{
    uint32_t count = pal_kept_number(r);
    const uint32_t *first = pal_kept_numbers(r, BYTES);
    const uint32_t *words = pal_kept_numbers(r, (size_t)count * NODE_WORDS);
    if (!first || !words)
        return;
    /* const to everyone from here on */
    pal_trie_node *nodes = (pal_trie_node *)(uintptr_t)words;
    bool fine = true;
    for (uint32_t i = 1; i < count; i++)
        fine = fine && nodes[i].next < i && nodes[i].child < count &&
               (nodes[i].child == 0 || nodes[i].child > i) &&
               (nodes[i].value == 0 || is_list(t, nodes[i].value));
    for (size_t i = 0; i < BYTES; i++)
        fine = fine && (first[i] == 0 || first[i] < count);
    pal_kept_expect(r, fine);
    memcpy(trie->first, first, sizeof trie->first);
    trie->nodes = nodes;
    trie->count = count;
}

static void read_numbers(pal_kept_reader *r, pal_atom_table *t, int lang)
{
    uint32_t count = pal_kept_number(r);
    t->numbers[lang] = pal_kept_numbers(r, count);
    t->number_count[lang] = r->broken ? 0 : count;
    for (uint32_t i = 0; i < t->number_count[lang]; i++)
        if (!pal_kept_expect(r, t->numbers[lang][i] < t->count))
            return;
}

void pal_kept_read_atoms(pal_kept_reader *r, pal_lexicon *lex)
{
    pal_atom_table t = {.count = pal_kept_number(r)};
    read_lists(r, &t);
    t.key_len = pal_kept_number(r);
    t.keys = (const char *)pal_kept_numbers(r, words_of(t.key_len));
    for (int lang = 0; !r->broken && lang < 3; lang++) {
        read_numbers(r, &t, lang);
        for (int kind = 0; !r->broken && kind < PAL_ATOM_INDEX_COUNT; kind++)
            read_slots(r, &t, lang, kind);
        for (int kind = 0; !r->broken && kind < PAL_ATOM_TRIE_COUNT; kind++) {
            t.tries[lang][kind] =
                pal_trie_new(lex->mem, pal_atom_trie_backwards((pal_atom_trie)kind));
            if (pal_kept_expect(r, t.tries[lang][kind] != NULL))
                read_trie(r, &t, t.tries[lang][kind]);
        }
    }
    lex->slot_count = pal_kept_number(r);
    lex->facts = (uint32_t *)(uintptr_t)pal_kept_numbers(r, t.count);
    for (uint32_t a = 0; !r->broken && a < t.count; a++)
        pal_kept_expect(r, pal_lexicon_slot(lex, a) < lex->slot_count);
    pal_kept_expect(r, lex->slot_count <= t.count && lex->slot_count <= PAL_SLOTS_MAX);
    lex->atoms = r->broken ? NULL : pal_atoms_from(lex->mem, &t);
    pal_kept_expect(r, lex->atoms && t.count != 0);
}

/* --- triggers --- */

static void write_table(pal_buf *out, const pal_trigger_table *table, uint32_t atoms)
{
    put_numbers(out, table->begin, atoms + 1u);
    put_numbers(out, (const uint32_t *)(const void *)table->items,
                (size_t)table->begin[atoms] * TRIGGER_WORDS);
}

void pal_kept_write_triggers(pal_buf *out, const pal_lexicon *lex)
{
    uint32_t atoms = pal_atoms_count(lex->atoms);
    pal_kept_put(out, lex->entry_count);
    write_table(out, &lex->roles, atoms);
    write_table(out, &lex->findings, atoms);
}

static void read_table(pal_kept_reader *r, const pal_lexicon *lex,
                       pal_trigger_table *table)
{
    uint32_t atoms = pal_atoms_count(lex->atoms);
    const uint32_t *begin = pal_kept_numbers(r, (size_t)atoms + 1);
    bool fine = begin && begin[0] == 0;
    for (uint32_t a = 0; fine && a < atoms; a++)
        fine = begin[a] <= begin[a + 1];
    if (!pal_kept_expect(r, fine))
        return;
    const uint32_t *words = pal_kept_numbers(r, (size_t)begin[atoms] * TRIGGER_WORDS);
    if (!words)
        return;
    const pal_trigger *items = (const pal_trigger *)(const void *)words;
    for (uint32_t i = 0; i < begin[atoms]; i++)
        fine = fine && items[i].entry < lex->entry_count && items[i].second < atoms &&
               items[i].slot[0] < lex->slot_count && items[i].slot[1] < lex->slot_count &&
               items[i].low[0] <= items[i].high[0] && items[i].low[1] <= items[i].high[1];
    pal_kept_expect(r, fine);
    table->begin = (uint32_t *)(uintptr_t)begin;
    table->items = (pal_trigger *)(uintptr_t)items;
}

void pal_kept_read_triggers(pal_kept_reader *r, pal_lexicon *lex)
{
    lex->entry_count = pal_kept_number(r);
    if (!r->broken)
        read_table(r, lex, &lex->roles);
    if (!r->broken)
        read_table(r, lex, &lex->findings);
    if (r->broken)
        lex->entry_count = 0;
}
