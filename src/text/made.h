/* made.h -- all that was made of a word in a language, as bytes, for memo.h
 *
 * Room:  text/. fill.c alone.
 */
#ifndef PAL_TEXT_MADE_H
#define PAL_TEXT_MADE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/flow.h"

/** What holds of a word in every language. */
typedef struct pal_made_letters {
    uint16_t flags; /**< CAPITAL, SHOUT, FOREIGN and NAMED of pal_word_flag */
    int16_t votes[3];
    bool asked; /**< the lexicon knows more of it: it is to be asked */
} pal_made_letters;

/** The bits of pal_made_letters.flags. */
enum {
    PAL_MADE_FLAGS = PAL_WORD_CAPITAL | PAL_WORD_SHOUT | PAL_WORD_FOREIGN | PAL_WORD_NAMED
};

/** Append what texts of `language` (fi or en) need of a word that has it: its reading,
 *  its atoms, and `numbers` numbers of word->learnt, 0 where it has none; in front of it
 *  what holds in every language. False when something is too long for that. */
bool pal_made_pack(pal_buf *out, const pal_word *word, pal_language language,
                   size_t numbers);
/** Give a word of the same folded form and flags what `bytes` say, but its atoms: *atoms
 *  is a view of the steps to them. `mem` owns the rest. False, and the word as it was,
 *  when they say nothing, or without memory.
 *
 *  stays  `bytes` live as long as `mem`: the word may have views of them */
bool pal_made_unpack(pal_str bytes, bool stays, pal_arena *mem, pal_str *atoms,
                     pal_word *word, pal_language language, size_t numbers);

/** The part of `bytes` that holds in every language. False when they say nothing. */
bool pal_made_unpack_letters(pal_made_letters *out, pal_str bytes);

#endif /* PAL_TEXT_MADE_H */
