#include "lexicon/spots.h"

#include <string.h>

#include "base/ahead.h"

bool pal_spots_open(pal_spots *p, pal_arena *mem, uint32_t slots)
{
    *p = (pal_spots){.slots = slots, .begin = 1};
    p->last = pal_new(mem, uint32_t, slots);
    if (p->last)
        p->last[0] = UINT32_MAX;
    return p->last != NULL;
}

static bool is_word(const pal_word *word)
{
    return (word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) != 0;
}

/* Words as they are gathered. */
typedef struct gathering {
    const pal_word **words;
    bool any[3]; /* by pal_language of entries: does a word mean anything to them? */
} gathering;

static void list_words(pal_spots *p, gathering *g)
{
    const pal_token *tokens = p->passage->tokens;
    const uint32_t count = (uint32_t)p->passage->count;
    bool broken = false;
    uint32_t words = 0;
    for (uint32_t i = 0; i < count; i++)
        pal_ahead(&tokens[i].word->flags);
    for (uint32_t i = 0; i < count; i++) {
        const pal_word *word = tokens[i].word;
        if (is_word(word)) {
            p->at[words] = i;
            p->sentence[words] = tokens[i].sentence;
            p->after_break[words] = broken;
            g->words[words++] = word;
            broken = false;
            for (int l = 0; l < 3; l++)
                g->any[l] |= word->rules[l] != NULL;
        } else if (!(word->flags & PAL_WORD_HYPHEN)) {
            broken = true;
        }
    }
    p->count = words;
}

/* What the words mean to rules of one language, in `room`. */
static const pal_word_rules **gather(const gathering *g, uint32_t count,
                                     pal_language language, const pal_word_rules **room)
{
    static const pal_word_rules none = {.noted = 0};
    for (uint32_t i = 0; i < count; i++) {
        const pal_word_rules *rules = g->words[i]->rules[language];
        room[i] = rules ? rules : &none;
        pal_ahead(room[i]);
        pal_ahead(room[i]->slots + 32);
    }
    return room;
}

/* The next words are counted on from those of the passage before. */
static void count_on(pal_spots *p, uint32_t before)
{
    if (p->begin > UINT32_MAX - 1 - before ||
        p->begin + before > UINT32_MAX - 1 - p->count) { /* the count goes round */
        memset(p->last + 1, 0, (p->slots - 1) * sizeof *p->last);
        p->begin = 1;
    } else {
        p->begin += before;
    }
}

static void note(pal_spots *p, const pal_word_rules **rules)
{
    uint32_t *last = p->last;
    for (uint32_t i = 0; i < p->count; i++) {
        const uint32_t word = p->begin + i;
        const uint16_t *slot = rules[i]->slots;
        const uint16_t *end = slot + rules[i]->noted;
        for (; end - slot >= 8; slot += 8) { /* frequent words have hundreds */
            last[slot[0]] = word;
            last[slot[1]] = word;
            last[slot[2]] = word;
            last[slot[3]] = word;
            last[slot[4]] = word;
            last[slot[5]] = word;
            last[slot[6]] = word;
            last[slot[7]] = word;
        }
        for (; slot < end; slot++)
            last[*slot] = word;
    }
}

bool pal_spots_read(pal_spots *p, pal_arena *mem, const pal_passage *passage)
{
    const size_t count = passage->count;
    const uint32_t before = p->count;
    const pal_word_rules **room = pal_new(mem, const pal_word_rules *, 3 * count);
    gathering g = {.words = pal_new(mem, const pal_word *, count)};
    p->passage = passage;
    p->at = pal_new(mem, uint32_t, 2 * count);
    p->after_break = pal_new(mem, bool, count);
    if (!room || !g.words || !p->at || !p->after_break)
        return false;
    p->sentence = p->at + count;
    list_words(p, &g);
    count_on(p, before);
    for (int l = 0; l < 3; l++) {
        p->rules[l] =
            g.any[l] && pal_spots_speaks((pal_language)l, passage->language)
                ? gather(&g, p->count, (pal_language)l, room + (size_t)l * count)
                : NULL;
        if (p->rules[l])
            note(p, p->rules[l]);
    }
    return true;
}

/* Is the atom in an ascending list? */
static bool is_atom(const uint32_t *list, uint32_t count, uint32_t atom)
{
    if (count == 0)
        return false;
    /* halves without a branch: which half it is nobody can foretell */
    while (count > 1) {
        uint32_t half = count / 2;
        list += list[half - 1] < atom ? half : 0;
        count -= half;
    }
    return *list == atom;
}

/* The same of a slot. */
static bool is_slot(const uint16_t *list, uint32_t count, uint32_t slot)
{
    if (count == 0)
        return false;
    while (count > 1) {
        uint32_t half = count / 2;
        list += list[half - 1] < slot ? half : 0;
        count -= half;
    }
    return *list == slot;
}

bool pal_spots_has(const pal_spots *p, pal_language language, uint32_t atom, uint32_t i)
{
    const pal_word *word = pal_spots_token(p, i)->word;
    return atom == PAL_ATOM_ANY ||
           is_atom(word->atoms[language], word->atom_count[language], atom);
}

bool pal_spots_listed(const pal_word_rules *rules, uint32_t slot)
{
    return is_slot(rules->slots, rules->noted, slot);
}

/* The words i + low to i + high, as far as there are such. */
typedef struct window {
    int64_t first;
    int64_t end;
} window;

static window window_of(const pal_spots *p, uint32_t i, int low, int high)
{
    const int64_t first = (int64_t)i + low;
    const int64_t behind = (int64_t)i + high + 1;
    return (window){first > 0 ? first : 0, behind < p->count ? behind : p->count};
}

bool pal_spots_within(const pal_spots *p, pal_language language, uint32_t atom,
                      uint32_t i, int low, int high)
{
    const window w = window_of(p, i, low, high);
    for (int64_t k = w.first; k < w.end; k++)
        if (p->sentence[k] == p->sentence[i] &&
            pal_spots_has(p, language, atom, (uint32_t)k))
            return true;
    return false;
}

bool pal_spots_search(const pal_spots *p, pal_language language, uint32_t slot,
                      uint32_t i, int low, int high)
{
    const window w = window_of(p, i, low, high);
    const int64_t last = p->last[slot] - p->begin;
    if (last < w.end && p->sentence[last] == p->sentence[i])
        return true;
    const pal_word_rules *const *rules = p->rules[language];
    if (!rules)
        return false;
    const uint64_t sketch = pal_slot_sketch(slot);
    const int64_t end = last < w.end ? last : w.end;
    for (int64_t k = w.first; k < end; k++)
        if ((rules[k]->sketch & sketch) != 0 && p->sentence[k] == p->sentence[i] &&
            pal_spots_listed(rules[k], slot))
            return true;
    return false;
}
