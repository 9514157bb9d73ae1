/* spots.h -- where in a passage the atoms are satisfied
 *
 * Room:  lexicon/, for match.c and its test.
 * Order: pal_spots_open() once a matcher; for each passage pal_spots_read(), then
 *        questions.
 *
 * Each slot (entry.h) has a number: of the last word that satisfies its atom. Words are
 * counted on from passage to passage, so that nothing is ever cleared: what stands there
 * from before is too low. Most questions are answered by it: no word there does. For the
 * rest the list of the word is searched.
 */
#ifndef PAL_LEXICON_SPOTS_H
#define PAL_LEXICON_SPOTS_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/entry.h"

/** The words of a passage (no punctuation). */
typedef struct pal_spots {
    const pal_passage *passage;
    uint32_t *at;       /**< by word: token */
    uint32_t *sentence; /**< by word: sentence of the token */
    bool *after_break;  /**< by word: does a comma stand before it? */
    /** By pal_language of entries, by word: what it means to them, without rules nothing.
     *  NULL where no word means anything to entries that speak in the passage. */
    const pal_word_rules **rules[3];
    uint32_t count;
    uint32_t *last; /**< by slot: `begin` plus the last word that satisfies its atom, or
                         less; of slot 0, which every word does, as high as can be */
    uint32_t begin;
    uint32_t slots;
} pal_spots;

/** No passage yet. `mem` owns the numbers. False without memory. */
bool pal_spots_open(pal_spots *spots, pal_arena *mem, uint32_t slots);
/** The words of `passage`; `mem` owns the lists, and the passage must outlive them. Of
 *  lexicon entries those of its language will be asked about: both of a MIXED passage.
 *  False without memory. */
bool pal_spots_read(pal_spots *spots, pal_arena *mem, const pal_passage *passage);

/** Does an entry of this language speak in a text of that one? */
static inline bool pal_spots_speaks(pal_language of_entry, pal_language of_text)
{
    return of_entry == PAL_LANGUAGE_OTHER || of_text == PAL_LANGUAGE_MIXED ||
           of_entry == of_text;
}

static inline const pal_token *pal_spots_token(const pal_spots *p, uint32_t word)
{
    return &p->passage->tokens[p->at[word]];
}

/** Does word `i` satisfy the atom of an entry of this language? */
bool pal_spots_has(const pal_spots *spots, pal_language language, uint32_t atom,
                   uint32_t i);
/** Is this slot among those of a word? */
bool pal_spots_listed(const pal_word_rules *rules, uint32_t slot);

/** Does word `i` satisfy the atom of a slot of an entry of this language? */
static inline bool pal_spots_noted(const pal_spots *p, pal_language language,
                                   uint32_t slot, uint32_t i)
{
    const uint32_t last = p->last[slot];
    const uint32_t word = p->begin + i;
    if (last <= word || slot == 0)
        return last == word || slot == 0;
    if (!p->rules[language]) /* kept rules or atoms may name another language's slot */
        return false;
    const pal_word_rules *rules = p->rules[language][i];
    return (rules->sketch & pal_slot_sketch(slot)) != 0 && pal_spots_listed(rules, slot);
}

/** Does any word of the passage satisfy the atom of this slot? */
static inline bool pal_spots_any(const pal_spots *p, uint32_t slot)
{
    return p->last[slot] >= p->begin;
}

/** Does one of the words i + low to i + high (low <= high), in the sentence of word `i`,
 *  satisfy the atom of an entry of this language? */
bool pal_spots_within(const pal_spots *spots, pal_language language, uint32_t atom,
                      uint32_t i, int low, int high);
/** The same of the atom of a slot that the passage has from word i + low on. */
bool pal_spots_search(const pal_spots *spots, pal_language language, uint32_t slot,
                      uint32_t i, int low, int high);

/** The same of the atom of a slot; from PAL_ANYWHERE on of any word of the passage. */
static inline bool pal_spots_noted_within(const pal_spots *p, pal_language language,
                                          uint32_t slot, uint32_t i, int low, int high)
{
    if (!pal_spots_any(p, slot))
        return false;
    if (low == PAL_ANYWHERE || slot == 0)
        return true;
    return (int64_t)(p->last[slot] - p->begin) >= (int64_t)i + low &&
           pal_spots_search(p, language, slot, i, low, high);
}

#endif /* PAL_LEXICON_SPOTS_H */
