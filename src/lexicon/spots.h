/* spots.h -- where in a passage the atoms are satisfied
 *
 * Room:  lexicon/, for match.c and its test.
 * Order: pal_spots_open() once a matcher; for each passage pal_spots_read(), then
 *        questions.
 *
 * Each slot (entry.h) has 16 bits: bit n % 16 is set when word n satisfies its atom. The
 * bits of all slots stay in the near caches, and most questions are answered by them:
 * no word there does. For the rest the list of the word is searched.
 */
#ifndef PAL_LEXICON_SPOTS_H
#define PAL_LEXICON_SPOTS_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/entry.h"

enum { PAL_SPOTS_BITS = 16, PAL_SPOTS_ALL = (1 << PAL_SPOTS_BITS) - 1 };
/** So many passages are told apart by their turns; then all bits are cleared. */
enum { PAL_SPOTS_TURNS = 1 << 16 };

/** The words of a passage (no punctuation). */
typedef struct pal_spots {
    const pal_passage *passage;
    uint32_t *at;                 /**< by word: token */
    uint32_t *sentence;           /**< by word: sentence of the token */
    bool *after_break;            /**< by word: does a comma stand before it? */
    const pal_word_rules **rules; /**< by word: of the language that was noted last */
    uint32_t count;
    uint32_t *bits; /**< by slot: the turn of the passage that set them, then the bits;
                         slot 0 stands for every word */
    uint32_t turn;
    uint32_t slots;
} pal_spots;

/** No passage yet. `mem` owns the bits. False without memory. */
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
/** The same of the atom of a slot. */
bool pal_spots_noted(const pal_spots *spots, pal_language language, uint32_t slot,
                     uint32_t i);

/** The bits of a slot. */
static inline uint32_t pal_spots_bits(const pal_spots *p, uint32_t slot)
{
    const uint32_t bits = p->bits[slot] ^ p->turn << PAL_SPOTS_BITS;
    return bits <= PAL_SPOTS_ALL ? bits : 0;
}

/** Does any word of the passage satisfy the atom of this slot? */
static inline bool pal_spots_any(const pal_spots *p, uint32_t slot)
{
    return pal_spots_bits(p, slot) != 0;
}

/** May one of the words i + low to i + high (low <= high) satisfy the atom of this slot?
 *  True whenever one does. */
static inline bool pal_spots_near(const pal_spots *p, uint32_t slot, uint32_t i, int low,
                                  int high)
{
    uint32_t bits = pal_spots_bits(p, slot);
    if (bits == 0 || high - low + 1 >= PAL_SPOTS_BITS)
        return bits != 0;
    uint32_t twice = bits | bits << PAL_SPOTS_BITS;
    unsigned turn = (i + (unsigned)low) % PAL_SPOTS_BITS;
    return (twice >> turn & ((1U << (high - low + 1)) - 1)) != 0;
}

/** Does one of those words, in the sentence of word `i`, satisfy the atom of an entry of
 *  this language? */
bool pal_spots_within(const pal_spots *spots, pal_language language, uint32_t atom,
                      uint32_t i, int low, int high);
/** The same of the atom of a slot. */
bool pal_spots_noted_within(const pal_spots *spots, pal_language language, uint32_t slot,
                            uint32_t i, int low, int high);

#endif /* PAL_LEXICON_SPOTS_H */
