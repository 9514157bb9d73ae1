/* Where an attempt at a rule begins: at the rarest word that the rule cannot do without,
 * and only in texts that hold the next rarest one, too. */
#include "lexicon/entry.h"

static uint32_t anchor_of(const pal_side *side)
{
    return side->elements[side->anchor].atom;
}

/* Begin with the side whose first word is the rarest. */
static uint8_t choose_lead(const pal_lexicon *lex, const pal_entry *entry)
{
    uint8_t best = 0;
    uint32_t size = UINT32_MAX;
    for (uint8_t i = 0; i < entry->rule.count; i++) {
        uint32_t atom = anchor_of(&entry->rule.sides[i]);
        if (pal_atoms_size(lex->atoms, atom) < size) {
            size = pal_atoms_size(lex->atoms, atom);
            best = i;
        }
    }
    return best;
}

/* Of the leading side the rarest word that must be there, and where the side can begin
 * before it. */
static void choose_pivot(const pal_lexicon *lex, pal_entry *entry)
{
    const pal_side *side = &entry->rule.sides[entry->lead];
    uint32_t size = UINT32_MAX;
    uint16_t least = 0;
    uint16_t most = 0;
    for (uint8_t e = side->anchor; e < side->count; e++) {
        const pal_element *element = &side->elements[e];
        if (e != side->anchor) {
            least = (uint16_t)(least + !element->optional);
            most = (uint16_t)(most + element->gap + 1);
        }
        if (element->optional || element->atom == PAL_ATOM_ANY ||
            pal_atoms_weight(lex->atoms, element->atom) >= size)
            continue;
        size = pal_atoms_weight(lex->atoms, element->atom);
        entry->pivot = e;
        entry->back_min = least;
        entry->back_max = most;
    }
}

/* Of all other words that the rule needs, the rarest two: a text without them need not be
 * tried. */
static void choose_guards(const pal_lexicon *lex, const pal_entry *entry, pal_trigger *to)
{
    uint32_t sizes[2] = {UINT32_MAX, UINT32_MAX};
    for (uint8_t s = 0; s < entry->rule.count; s++) {
        const pal_side *side = &entry->rule.sides[s];
        for (uint8_t e = 0; e < side->count; e++) {
            uint32_t atom = side->elements[e].atom;
            uint32_t size = pal_atoms_weight(lex->atoms, atom);
            if (side->elements[e].optional || atom == PAL_ATOM_ANY ||
                (s == entry->lead && e == entry->pivot))
                continue;
            if (size < sizes[0]) {
                to->second = to->guard;
                sizes[1] = sizes[0];
                to->guard = atom;
                sizes[0] = size;
            } else if (size < sizes[1]) {
                to->second = atom;
                sizes[1] = size;
            }
        }
    }
}

/* The word that must stand right beside the pivot. */
static void choose_beside(const pal_entry *entry, pal_trigger *to)
{
    const pal_side *side = &entry->rule.sides[entry->lead];
    const pal_element *pivot = &side->elements[entry->pivot];
    const pal_element *next = pivot + 1;
    const pal_element *before = pivot - 1;
    if (entry->pivot + 1 < side->count && !next->optional && next->gap == 0) {
        to->beside = next->atom;
        to->side = 1;
    } else if (entry->pivot > side->anchor && !before->optional && pivot->gap == 0) {
        to->beside = before->atom;
        to->side = -1;
    }
}

static pal_trigger trigger_of(const pal_lexicon *lex, uint32_t index)
{
    pal_trigger trigger = {.entry = index,
                           .guard = PAL_ATOM_ANY,
                           .second = PAL_ATOM_ANY,
                           .beside = PAL_ATOM_ANY};
    choose_guards(lex, &lex->entries[index], &trigger);
    choose_beside(&lex->entries[index], &trigger);
    return trigger;
}

static uint32_t count_needed(const pal_entry *entry)
{
    uint32_t count = 0;
    for (uint8_t s = 0; s < entry->rule.count; s++)
        for (uint8_t e = 0; e < entry->rule.sides[s].count; e++)
            count += !entry->rule.sides[s].elements[e].optional;
    return count;
}

static bool is_exact(const pal_lexicon *lex, const pal_entry *entry)
{
    for (uint8_t s = 0; s < entry->rule.count; s++)
        for (uint8_t e = 0; e < entry->rule.sides[s].count; e++)
            if (!pal_atoms_exact(lex->atoms, entry->rule.sides[s].elements[e].atom))
                return false;
    return entry->rule.count != 0;
}

static bool fill_table(const pal_lexicon *lex, pal_trigger_table *table, bool roles)
{
    uint32_t atoms = pal_atoms_count(lex->atoms);
    table->begin = pal_new(lex->mem, uint32_t, atoms + 2u);
    table->items = pal_new(lex->mem, pal_trigger, lex->entry_count);
    if (!table->begin || !table->items)
        return false;
    /* count, then sum, then place: begin[a + 1] runs ahead by one while placing */
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < lex->entry_count; i++) {
            const pal_entry *entry = &lex->entries[i];
            if (entry->pattern || (entry->kind == PAL_ENTRY_ROLE) != roles)
                continue;
            uint32_t atom = entry->rule.sides[entry->lead].elements[entry->pivot].atom;
            if (round == 0)
                table->begin[atom + 2]++;
            else
                table->items[table->begin[atom + 1]++] = trigger_of(lex, i);
        }
        for (uint32_t a = 2; round == 0 && a < atoms + 2u; a++)
            table->begin[a] += table->begin[a - 1];
    }
    return true;
}

static bool fill_uses(pal_lexicon *lex)
{
    lex->uses = pal_new(lex->mem, uint8_t, pal_atoms_count(lex->atoms));
    if (!lex->uses)
        return false;
    for (uint32_t i = 0; i < lex->entry_count; i++) {
        const pal_entry *entry = &lex->entries[i];
        const pal_pattern_rule *rule = &entry->rule;
        unsigned use = entry->kind != PAL_ENTRY_ROLE ? (unsigned)PAL_KNOWN_NAMED : 0u;
        if (rule->count == 1 && rule->sides[0].count == 1) {
            if (entry->kind == PAL_ENTRY_VALENCE)
                use |= PAL_KNOWN_VALUED;
            else if (entry->kind == PAL_ENTRY_ROLE && entry->role == PAL_ROLE_NEGATOR)
                use |= PAL_KNOWN_NEGATOR;
        }
        for (uint8_t s = 0; s < rule->count; s++)
            for (uint8_t e = 0; e < rule->sides[s].count; e++)
                lex->uses[rule->sides[s].elements[e].atom] |= (uint8_t)use;
    }
    return true;
}

unsigned pal_lexicon_known(const pal_lexicon *lex, const pal_word *word,
                           pal_language language)
{
    const pal_language sides[] = {PAL_LANGUAGE_OTHER, language};
    unsigned known = 0;
    for (size_t s = 0; s < 2; s++)
        for (uint32_t a = 0; a < word->atom_count[sides[s]]; a++)
            known |= lex->uses[word->atoms[sides[s]][a]];
    return known;
}

bool pal_lexicon_link(pal_lexicon *lex)
{
    for (uint32_t i = 0; i < lex->entry_count; i++) {
        lex->entries[i].lead = choose_lead(lex, &lex->entries[i]);
        if (!lex->entries[i].pattern)
            choose_pivot(lex, &lex->entries[i]);
        lex->entries[i].exact = is_exact(lex, &lex->entries[i]);
        lex->entries[i].single = lex->entries[i].rule.count == 1 &&
                                 lex->entries[i].rule.sides[0].count == 1 &&
                                 !lex->entries[i].rule.sides[0].elements[0].optional;
        lex->entries[i].many = count_needed(&lex->entries[i]) > 3;
    }
    return fill_uses(lex) && fill_table(lex, &lex->roles, true) &&
           fill_table(lex, &lex->findings, false);
}

/* The atoms of a word that have triggers in `table`. */
static bool keep_starts(const pal_trigger_table *table, pal_arena *mem,
                        const uint32_t *atoms, uint32_t count, const uint32_t **out,
                        uint32_t *out_count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        kept += table->begin[atoms[i]] != table->begin[atoms[i] + 1];
    *out_count = kept;
    if (kept == 0)
        return true;
    uint32_t *list = pal_new(mem, uint32_t, kept);
    if (!list)
        return false;
    for (uint32_t i = 0, k = 0; i < count; i++)
        if (table->begin[atoms[i]] != table->begin[atoms[i] + 1])
            list[k++] = atoms[i];
    *out = list;
    return true;
}

bool pal_lexicon_word(const pal_lexicon *lex, pal_arena *mem, pal_word *word,
                      pal_language language)
{
    if (!pal_atoms_match(lex->atoms, mem, language, word))
        return false;
    const uint32_t *atoms = word->atoms[language];
    uint32_t count = word->atom_count[language];
    return keep_starts(&lex->findings, mem, atoms, count, &word->starts[language],
                       &word->start_count[language]) &&
           keep_starts(&lex->roles, mem, atoms, count, &word->marks[language],
                       &word->mark_count[language]);
}
