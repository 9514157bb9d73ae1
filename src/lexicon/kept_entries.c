/* The entries: their texts stand in the files of the lexicon, expressions are compiled
 * anew. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "lexicon/kept_inside.h"

enum { EXACT = 1, SINGLE = 2, PATTERN = 4 };

/* An element is one number: atom, gap, and whether it is optional. */
enum { ATOM_BITS = 24, ATOMS_MAX = 1 << ATOM_BITS, GAP_BITS = 7 };

/* --- writing --- */

/* How many pieces all rules have together. */
typedef struct totals {
    uint32_t sides;
    uint32_t elements;
    uint32_t unless;
} totals;

static void count_rule(totals *t, const pal_pattern_rule *rule)
{
    t->sides += rule->count;
    for (uint8_t s = 0; s < rule->count; s++)
        t->elements += rule->sides[s].count;
}

static totals count_all(const pal_lexicon *lex)
{
    totals t = {0};
    for (uint32_t i = 0; i < lex->entry_count; i++) {
        const pal_entry *entry = &lex->entries[i];
        t.unless += entry->unless_count;
        count_rule(&t, &entry->rule);
        for (uint32_t u = 0; u < entry->unless_count; u++)
            count_rule(&t, &entry->unless[u]);
    }
    return t;
}

/* Four small numbers in one. */
static uint32_t pack(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return a | b << 8 | c << 16 | d << 24;
}

static uint32_t unpack(uint32_t number, unsigned place)
{
    return number >> 8 * place & 0xFF;
}

static void write_rule(pal_buf *out, const pal_pattern_rule *rule)
{
    pal_kept_put(out, rule->count);
    for (uint8_t s = 0; s < rule->count; s++) {
        const pal_side *side = &rule->sides[s];
        pal_kept_put(out, pack(side->count, side->anchor, 0, 0));
        for (uint8_t e = 0; e < side->count; e++) {
            const pal_element *element = &side->elements[e];
            pal_kept_put(out, element->atom | (uint32_t)element->gap << ATOM_BITS |
                                  (uint32_t)element->optional << (ATOM_BITS + GAP_BITS));
        }
    }
}

/* The file of an entry; entries come in the order of the files of their parts. */
static uint32_t file_of(const pal_lexicon *lex, const pal_entry *entry)
{
    for (uint32_t i = 0; i < lex->file_count; i++) {
        pal_str text = lex->files[i].text;
        if ((uintptr_t)entry->ref.text.ptr >= (uintptr_t)text.ptr &&
            (uintptr_t)entry->ref.text.ptr <= (uintptr_t)(text.ptr + text.len) &&
            pal_str_equal(entry->ref.file, pal_io_name(pal_str_from(lex->files[i].path))))
            return i;
    }
    return lex->file_count;
}

static void write_entry(pal_buf *out, const pal_lexicon *lex, const pal_entry *entry)
{
    uint32_t weight;
    uint32_t file = file_of(lex, entry);
    if (file == lex->file_count) {
        out->failed = true;
        return;
    }
    memcpy(&weight, &entry->weight, sizeof weight);
    uint32_t flags = (entry->exact ? (unsigned)EXACT : 0u) |
                     (entry->single ? (unsigned)SINGLE : 0u) |
                     (entry->pattern ? (unsigned)PATTERN : 0u);
    pal_kept_put(out, pack(entry->kind, entry->language, entry->tone, entry->role));
    pal_kept_put(out, pack(entry->lead, entry->pivot, flags, entry->unless_count));
    pal_kept_put(out, entry->back_min | (uint32_t)entry->back_max << 16);
    pal_kept_put(out, entry->theme);
    pal_kept_put(out, (uint32_t)entry->valence);
    pal_kept_put(out, weight);
    pal_kept_put(out, file);
    pal_kept_put(out, entry->ref.line);
    pal_kept_put(out, (uint32_t)(entry->ref.text.ptr - lex->files[file].text.ptr));
    pal_kept_put(out, (uint32_t)entry->ref.text.len);
    write_rule(out, &entry->rule);
    for (uint32_t u = 0; u < entry->unless_count; u++) {
        const pal_pattern_rule *rule = &entry->unless[u];
        pal_kept_put(out, rule->slot);
        pal_kept_put(out, pack((uint8_t)rule->low, (uint8_t)rule->high, 0, 0));
        write_rule(out, rule);
    }
}

void pal_kept_write_entries(pal_buf *out, const pal_lexicon *lex)
{
    totals t = count_all(lex);
    if (pal_atoms_count(lex->atoms) > ATOMS_MAX)
        out->failed = true;
    pal_kept_put(out, t.sides);
    pal_kept_put(out, t.elements);
    pal_kept_put(out, t.unless);
    for (uint32_t i = 0; i < lex->entry_count; i++)
        write_entry(out, lex, &lex->entries[i]);
}

/* --- reading --- */

/* Room for the pieces of all rules, and what of it is left. */
typedef struct room {
    totals left;
    pal_side *sides;
    pal_element *elements;
    pal_pattern_rule *unless;
    uint32_t atoms;
    uint32_t file; /* of the last entry, + 1, and its name */
    pal_str name;
} room;

static bool open_room(room *m, pal_kept_reader *r, const pal_lexicon *lex)
{
    *m = (room){.atoms = pal_atoms_count(lex->atoms)};
    m->left.sides = pal_kept_number(r);
    m->left.elements = pal_kept_number(r);
    m->left.unless = pal_kept_number(r);
    /* each piece takes a number or more */
    if (!pal_kept_expect(r, m->left.sides <= r->left && m->left.elements <= r->left &&
                                m->left.unless <= r->left))
        return false;
    m->sides = pal_new(lex->mem, pal_side, m->left.sides);
    m->elements = pal_new(lex->mem, pal_element, m->left.elements);
    m->unless = pal_new(lex->mem, pal_pattern_rule, m->left.unless);
    return pal_kept_expect(r, m->sides && m->elements && m->unless);
}

static void read_side(pal_kept_reader *r, const pal_lexicon *lex, room *m, pal_side *side)
{
    uint32_t head = pal_kept_number(r);
    uint32_t count = unpack(head, 0);
    uint32_t anchor = unpack(head, 1);
    if (!pal_kept_expect(r, count <= PAL_ELEMENTS_MAX && anchor < count &&
                                count <= m->left.elements))
        return;
    const uint32_t *words = pal_kept_numbers(r, count);
    bool fine = true;
    for (uint32_t e = 0; words && e < count; e++) {
        uint32_t atom = words[e] & (ATOMS_MAX - 1);
        uint32_t gap = words[e] >> ATOM_BITS & ((1 << GAP_BITS) - 1);
        fine = fine && atom < m->atoms && gap <= PAL_GAP_MAX;
        m->elements[e] =
            (pal_element){.atom = atom,
                          .slot = fine ? pal_lexicon_slot(lex, atom) : 0,
                          .gap = (uint8_t)gap,
                          .optional = words[e] >> (ATOM_BITS + GAP_BITS) != 0};
    }
    *side = (pal_side){
        .elements = m->elements, .count = (uint8_t)count, .anchor = (uint8_t)anchor};
    m->elements += count;
    m->left.elements -= count;
    pal_kept_expect(r, fine && !side->elements[anchor].optional);
}

static void read_rule(pal_kept_reader *r, const pal_lexicon *lex, room *m,
                      pal_pattern_rule *rule)
{
    uint32_t count = pal_kept_number(r);
    if (!pal_kept_expect(r, count <= PAL_SIDES_MAX && count <= m->left.sides) ||
        count == 0)
        return;
    *rule = (pal_pattern_rule){.sides = m->sides, .count = (uint8_t)count};
    m->sides += count;
    m->left.sides -= count;
    for (uint32_t s = 0; !r->broken && s < count; s++)
        read_side(r, lex, m, &rule->sides[s]);
}

static void read_unless(pal_kept_reader *r, const pal_lexicon *lex, room *m,
                        pal_entry *entry, uint32_t count)
{
    if (!pal_kept_expect(r, count <= PAL_UNLESS_MAX && count <= m->left.unless))
        return;
    entry->unless = m->unless;
    entry->unless_count = count;
    m->unless += count;
    m->left.unless -= count;
    for (uint32_t u = 0; !r->broken && u < count; u++) {
        pal_pattern_rule *rule = &entry->unless[u];
        uint32_t slot = pal_kept_number(r);
        uint32_t window = pal_kept_number(r);
        read_rule(r, lex, m, rule);
        rule->slot = slot;
        rule->low = (int8_t)unpack(window, 0);
        rule->high = (int8_t)unpack(window, 1);
        pal_kept_expect(r, rule->count != 0 && slot < lex->slot_count &&
                               rule->low <= rule->high);
    }
}

/* File, line and text. */
static void read_ref(pal_kept_reader *r, const pal_lexicon *lex, room *m,
                     pal_entry *entry)
{
    uint32_t file = pal_kept_number(r);
    uint32_t line = pal_kept_number(r);
    uint32_t place = pal_kept_number(r);
    uint32_t len = pal_kept_number(r);
    if (!pal_kept_expect(r, file < lex->file_count &&
                                place <= lex->files[file].text.len &&
                                len <= lex->files[file].text.len - place))
        return;
    if (m->file != file + 1) {
        m->file = file + 1;
        m->name = pal_io_name(pal_str_from(lex->files[file].path));
    }
    entry->ref = (pal_rule_ref){
        .file = m->name, .line = line, .text = {lex->files[file].text.ptr + place, len}};
}

/* Does an attempt at the rule begin where the rule has a word? */
static bool has_pivot(const pal_entry *entry)
{
    if (!entry->rule.sides || entry->lead >= entry->rule.count)
        return false;
    const pal_side *side = &entry->rule.sides[entry->lead];
    return entry->pivot >= side->anchor && entry->pivot < side->count;
}

/* The text between two '/'. */
static bool read_pattern(pal_lexicon *lex, pal_entry *entry)
{
    pal_str rule = entry->ref.text;
    pal_pattern *pattern =
        pal_lexicon_is_pattern(rule)
            ? pal_pattern_again(lex->mem, (pal_str){rule.ptr + 1, rule.len - 2})
            : NULL;
    return pattern && pal_lexicon_list_pattern(lex, entry, pattern);
}

static void read_entry(pal_kept_reader *r, pal_lexicon *lex, room *m, pal_entry *entry)
{
    enum { SORT, WAY, BACK, THEME, VALENCE, WEIGHT, FIELDS };
    const uint32_t *f = pal_kept_numbers(r, FIELDS);
    if (!f)
        return;
    uint32_t flags = unpack(f[WAY], 2);
    float weight;
    memcpy(&weight, &f[WEIGHT], sizeof weight);
    *entry = (pal_entry){.kind = (pal_entry_kind)unpack(f[SORT], 0),
                         .language = (pal_language)unpack(f[SORT], 1),
                         .tone = (pal_rule_tone)unpack(f[SORT], 2),
                         .role = (pal_role)unpack(f[SORT], 3),
                         .theme = f[THEME],
                         .valence = (int32_t)f[VALENCE],
                         .weight = weight,
                         .lead = (uint8_t)unpack(f[WAY], 0),
                         .pivot = (uint8_t)unpack(f[WAY], 1),
                         .back_min = (uint16_t)(f[BACK] & UINT16_MAX),
                         .back_max = (uint16_t)(f[BACK] >> 16),
                         .exact = (flags & EXACT) != 0,
                         .single = (flags & SINGLE) != 0};
    if (!pal_kept_expect(
            r, entry->kind <= PAL_ENTRY_ROLE && entry->language <= PAL_LANGUAGE_EN &&
                   (entry->kind != PAL_ENTRY_THEME || entry->theme < lex->theme_count) &&
                   entry->tone <= PAL_TONE_POS_FIXED &&
                   (int)entry->role < PAL_ROLE_COUNT && isfinite(weight)))
        return;
    read_ref(r, lex, m, entry);
    if (!r->broken)
        read_rule(r, lex, m, &entry->rule);
    if (!r->broken)
        read_unless(r, lex, m, entry, unpack(f[WAY], 3));
    bool pattern = (flags & PATTERN) != 0;
    if (!pal_kept_expect(r, pattern ? entry->rule.count == 0 : has_pivot(entry)))
        return;
    if (pattern)
        pal_kept_expect(r, read_pattern(lex, entry));
}

/* An expression has no trigger. */
static bool begin_at_rules(const pal_lexicon *lex, const pal_trigger_table *table)
{
    uint32_t count = table->begin[pal_atoms_count(lex->atoms)];
    for (uint32_t i = 0; i < count; i++)
        if (lex->entries[table->items[i].entry].rule.count == 0)
            return false;
    return true;
}

void pal_kept_read_entries(pal_kept_reader *r, pal_lexicon *lex)
{
    room m;
    uint32_t count = r->broken ? 0 : lex->entry_count;
    lex->entry_count = 0;
    if (!pal_kept_expect(r, count <= r->left) || !open_room(&m, r, lex))
        return;
    lex->entries = pal_new(lex->mem, pal_entry, count);
    if (!pal_kept_expect(r, lex->entries != NULL))
        return;
    lex->entry_count = count; /* zeroed ones have nothing to close */
    for (uint32_t i = 0; !r->broken && i < count; i++)
        read_entry(r, lex, &m, &lex->entries[i]);
    if (!r->broken)
        pal_kept_expect(r, begin_at_rules(lex, &lex->roles) &&
                               begin_at_rules(lex, &lex->findings) &&
                               pal_lexicon_index_patterns(lex));
}
