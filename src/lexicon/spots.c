#include "lexicon/spots.h"

#include <string.h>

#include "base/ahead.h"

bool pal_spots_open(pal_spots *p, pal_arena *mem, uint32_t slots)
{
    *p = (pal_spots){.slots = slots};
    p->bits = pal_new(mem, uint32_t, slots);
    return p->bits != NULL;
}

static bool is_word(const pal_word *word)
{
    return (word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) != 0;
}

static void list_words(pal_spots *p)
{
    bool broken = false;
    p->count = 0;
    for (size_t i = 0; i < p->passage->count; i++)
        pal_ahead(&p->passage->tokens[i].word->flags);
    for (uint32_t i = 0; i < p->passage->count; i++) {
        const pal_token *token = &p->passage->tokens[i];
        if (is_word(token->word)) {
            p->at[p->count] = i;
            p->sentence[p->count] = token->sentence;
            p->after_break[p->count++] = broken;
            broken = false;
        } else if (!(token->word->flags & PAL_WORD_HYPHEN)) {
            broken = true;
        }
    }
}

/* What the words mean to rules of one language. */
static void gather(pal_spots *p, pal_language language)
{
    static const pal_word_rules none = {.noted = 0};
    for (uint32_t i = 0; i < p->count; i++) {
        const pal_word_rules *rules = pal_spots_token(p, i)->word->rules[language];
        p->rules[i] = rules ? rules : &none;
        pal_ahead(p->rules[i]);
        pal_ahead(p->rules[i]->slots + 16);
    }
}

/* No bits for the next passage: those of the ones before it have another turn. */
static void clear(pal_spots *p)
{
    if (p->turn == PAL_SPOTS_TURNS - 1) { /* the counter goes round */
        memset(p->bits, 0, p->slots * sizeof *p->bits);
        p->turn = 0;
    }
    p->turn++;
    p->bits[0] = p->turn << PAL_SPOTS_BITS | PAL_SPOTS_ALL;
}

static void note(pal_spots *p)
{
    clear(p);
    uint32_t *bits = p->bits;
    const uint32_t turn = p->turn << PAL_SPOTS_BITS;
    for (int language = 0; language < 3; language++) {
        if (!pal_spots_speaks((pal_language)language, p->passage->language))
            continue;
        gather(p, (pal_language)language);
        for (uint32_t i = 0; i < p->count; i++) {
            const pal_word_rules *rules = p->rules[i];
            const uint32_t bit = turn | 1U << i % PAL_SPOTS_BITS;
            const uint32_t noted = rules->noted;
            for (uint32_t s = 0; s < noted; s++) {
                const uint32_t before = bits[rules->slots[s]];
                bits[rules->slots[s]] = (before >= turn ? before : 0) | bit;
            }
        }
    }
}

bool pal_spots_read(pal_spots *p, pal_arena *mem, const pal_passage *passage)
{
    p->passage = passage;
    p->at = pal_new(mem, uint32_t, 2 * passage->count);
    p->after_break = pal_new(mem, bool, passage->count);
    p->rules = pal_new(mem, const pal_word_rules *, passage->count);
    p->count = 0;
    if (!p->rules || !p->at || !p->after_break)
        return false;
    p->sentence = p->at + passage->count;
    list_words(p);
    note(p);
    return true;
}

/* Is the number in an ascending list? */
static bool is_listed(const uint32_t *list, uint32_t count, uint32_t number)
{
    if (count == 0)
        return false;
    /* halves without a branch: which half it is nobody can foretell */
    while (count > 1) {
        uint32_t half = count / 2;
        list += list[half - 1] < number ? half : 0;
        count -= half;
    }
    return *list == number;
}

bool pal_spots_has(const pal_spots *p, pal_language language, uint32_t atom, uint32_t i)
{
    const pal_word *word = pal_spots_token(p, i)->word;
    return atom == PAL_ATOM_ANY ||
           is_listed(word->atoms[language], word->atom_count[language], atom);
}

bool pal_spots_noted(const pal_spots *p, pal_language language, uint32_t slot, uint32_t i)
{
    if ((pal_spots_bits(p, slot) >> i % PAL_SPOTS_BITS & 1) == 0)
        return false;
    /* a passage without a second word for the bit */
    if (slot == 0 || p->count <= PAL_SPOTS_BITS)
        return true;
    const pal_word_rules *rules = pal_spots_token(p, i)->word->rules[language];
    return rules && is_listed(rules->slots, rules->noted, slot);
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

bool pal_spots_noted_within(const pal_spots *p, pal_language language, uint32_t slot,
                            uint32_t i, int low, int high)
{
    const window w = window_of(p, i, low, high);
    for (int64_t k = w.first; k < w.end; k++)
        if (p->sentence[k] == p->sentence[i] &&
            pal_spots_noted(p, language, slot, (uint32_t)k))
            return true;
    return false;
}
