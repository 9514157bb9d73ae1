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

/* How far from element `pivot` element `e` of a side can stand: every element between
 * them that must be there takes a word or more, and none more than its gap and itself. */
static void choose_window(const pal_side *side, uint8_t pivot, uint8_t e, int8_t *low,
                          int8_t *high)
{
    uint8_t from = e < pivot ? e : pivot;
    uint8_t to = e < pivot ? pivot : e;
    int least = 0;
    int most = 0;
    for (uint8_t i = from + 1; i <= to; i++) {
        least += !side->elements[i].optional;
        most += side->elements[i].gap + 1;
    }
    *low = (int8_t)(e < pivot ? -most : least);
    *high = (int8_t)(e < pivot ? -least : most);
}
_Static_assert((PAL_ELEMENTS_MAX - 1) * (PAL_GAP_MAX + 1) < INT8_MAX, "a window fits");

/* Of all other words that the rule needs, the rarest two: where they are not in reach the
 * rule need not be tried. Other sides may stand anywhere. Answers the rarest; the second
 * is in the trigger. */
static uint32_t choose_guards(const pal_lexicon *lex, const pal_entry *entry,
                              pal_trigger *to)
{
    uint32_t sizes[2] = {UINT32_MAX, UINT32_MAX};
    uint32_t guards[2] = {PAL_ATOM_ANY, PAL_ATOM_ANY};
    for (uint8_t s = 0; s < entry->rule.count; s++) {
        const pal_side *side = &entry->rule.sides[s];
        for (uint8_t e = side->anchor; e < side->count; e++) {
            uint32_t atom = side->elements[e].atom;
            uint32_t size = pal_atoms_weight(lex->atoms, atom);
            if (side->elements[e].optional || atom == PAL_ATOM_ANY ||
                (s == entry->lead && e == entry->pivot) || size >= sizes[1])
                continue;
            int g = size < sizes[0] ? 0 : 1;
            if (g == 0) {
                sizes[1] = sizes[0];
                guards[1] = guards[0];
                to->low[1] = to->low[0];
                to->high[1] = to->high[0];
            }
            sizes[g] = size;
            guards[g] = atom;
            to->low[g] = PAL_ANYWHERE;
            to->high[g] = INT8_MAX;
            if (s == entry->lead)
                choose_window(side, entry->pivot, e, &to->low[g], &to->high[g]);
        }
    }
    to->second = guards[1];
    return guards[0];
}

static bool is_exact(const pal_lexicon *lex, const pal_entry *entry)
{
    for (uint8_t s = 0; s < entry->rule.count; s++)
        for (uint8_t e = 0; e < entry->rule.sides[s].count; e++)
            if (!pal_atoms_exact(lex->atoms, entry->rule.sides[s].elements[e].atom))
                return false;
    return entry->rule.count != 0;
}

/* `guards`, by entry: the first guard; its slot is not known yet. */
static bool fill_table(const pal_lexicon *lex, pal_trigger_table *table, bool roles,
                       uint32_t *guards)
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
            if (round == 0) {
                table->begin[atom + 2]++;
                continue;
            }
            pal_trigger *trigger = &table->items[table->begin[atom + 1]++];
            *trigger = (pal_trigger){.entry = i,
                                     .low = {PAL_ANYWHERE, PAL_ANYWHERE},
                                     .high = {INT8_MAX, INT8_MAX}};
            guards[i] = choose_guards(lex, entry, trigger);
        }
        for (uint32_t a = 2; round == 0 && a < atoms + 2u; a++)
            table->begin[a] += table->begin[a - 1];
    }
    return true;
}

/* Of the words that a rule of `unless` cannot do without the rarest. */
static void choose_slot(const pal_lexicon *lex, pal_pattern_rule *rule)
{
    uint32_t rarest = PAL_ATOM_ANY;
    uint32_t size = UINT32_MAX;
    rule->low = PAL_ANYWHERE;
    rule->high = INT8_MAX;
    for (uint8_t s = 0; s < rule->count; s++) {
        const pal_side *side = &rule->sides[s];
        for (uint8_t e = side->anchor; e < side->count; e++) {
            uint32_t atom = side->elements[e].atom;
            if (side->elements[e].optional || atom == PAL_ATOM_ANY ||
                pal_atoms_weight(lex->atoms, atom) >= size)
                continue;
            size = pal_atoms_weight(lex->atoms, atom);
            rarest = atom;
            rule->low = PAL_ANYWHERE;
            rule->high = INT8_MAX;
            if (s == 0)
                choose_window(side, side->anchor, e, &rule->low, &rule->high);
        }
    }
    rule->slot = rarest;
}

/* Of which language's entries an atom is asked for in whole texts, + 1; 0 = of none. */
static void note_asked(pal_lexicon *lex, const uint32_t *guards, uint8_t *asked)
{
    for (uint32_t i = 0; i < lex->entry_count; i++) {
        const uint8_t language = (uint8_t)(lex->entries[i].language + 1);
        asked[guards[i]] = language;
        for (uint32_t u = 0; u < lex->entries[i].unless_count; u++) {
            choose_slot(lex, &lex->entries[i].unless[u]);
            asked[lex->entries[i].unless[u].slot] = language;
        }
    }
    asked[PAL_ATOM_ANY] = 0;
}

/* Number those atoms in their order, of one language after the other: a text of one has
 * its slots near each other. */
static void number_slots(pal_lexicon *lex, const uint8_t *asked)
{
    lex->slot_count = 1;
    for (int language = 1; language <= PAL_LANGUAGE_EN + 1; language++)
        for (uint32_t a = 0; a < pal_atoms_count(lex->atoms); a++)
            if (asked[a] == language && lex->slot_count < PAL_SLOTS_MAX)
                lex->facts[a] |= lex->slot_count++;
}

static void slot_elements(const pal_lexicon *lex, const pal_pattern_rule *rule)
{
    for (uint8_t s = 0; s < rule->count; s++)
        for (uint8_t e = 0; e < rule->sides[s].count; e++)
            rule->sides[s].elements[e].slot =
                pal_lexicon_slot(lex, rule->sides[s].elements[e].atom);
}

static void slot_triggers(const pal_lexicon *lex, const pal_trigger_table *table,
                          const uint32_t *guards)
{
    for (uint32_t i = 0; i < table->begin[pal_atoms_count(lex->atoms)]; i++) {
        pal_trigger *trigger = &table->items[i];
        trigger->slot[0] = pal_lexicon_slot(lex, guards[trigger->entry]);
        trigger->slot[1] = pal_lexicon_slot(lex, trigger->second);
    }
}

static bool fill_slots(pal_lexicon *lex, const uint32_t *guards)
{
    uint8_t *asked = pal_new(lex->mem, uint8_t, pal_atoms_count(lex->atoms));
    if (!asked)
        return false;
    note_asked(lex, guards, asked);
    number_slots(lex, asked);
    slot_triggers(lex, &lex->roles, guards);
    slot_triggers(lex, &lex->findings, guards);
    for (uint32_t i = 0; i < lex->entry_count; i++) {
        slot_elements(lex, &lex->entries[i].rule);
        for (uint32_t u = 0; u < lex->entries[i].unless_count; u++) {
            pal_pattern_rule *rule = &lex->entries[i].unless[u];
            rule->slot = pal_lexicon_slot(lex, rule->slot);
            slot_elements(lex, rule);
        }
    }
    return true;
}

static void fill_uses(pal_lexicon *lex)
{
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
                lex->facts[rule->sides[s].elements[e].atom] |= use << PAL_FACT_USE_SHIFT;
    }
}

static void note_triggers(pal_lexicon *lex, const pal_trigger_table *table,
                          pal_atom_fact fact)
{
    for (uint32_t a = 0; a < pal_atoms_count(lex->atoms); a++)
        if (table->begin[a] != table->begin[a + 1])
            lex->facts[a] |= (uint32_t)fact;
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
    }
    uint32_t *guards = pal_new(lex->mem, uint32_t, lex->entry_count);
    lex->facts = pal_new(lex->mem, uint32_t, pal_atoms_count(lex->atoms));
    if (!guards || !lex->facts || !fill_table(lex, &lex->roles, true, guards) ||
        !fill_table(lex, &lex->findings, false, guards))
        return false;
    fill_uses(lex);
    note_triggers(lex, &lex->roles, PAL_FACT_MARKS);
    note_triggers(lex, &lex->findings, PAL_FACT_STARTS);
    return fill_slots(lex, guards) && pal_lexicon_index_patterns(lex);
}

bool pal_lexicon_index_patterns(pal_lexicon *lex)
{
    pal_needs *needs = pal_new(lex->mem, pal_needs, lex->pattern_count);
    for (uint32_t i = 0; needs && i < lex->pattern_count; i++)
        needs[i] = pal_pattern_needs(lex->entries[lex->patterns[i]].pattern);
    lex->needs = needs ? pal_needs_index_new(lex->mem, needs, lex->pattern_count) : NULL;
    return lex->needs != NULL;
}
