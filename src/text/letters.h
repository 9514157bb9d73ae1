/* letters.h -- what the letters of a word say, before any language is known
 *
 * Room:  text/. words.c alone.
 */
#ifndef PAL_TEXT_LETTERS_H
#define PAL_TEXT_LETTERS_H

#include "base/arena.h"
#include "base/flow.h"

struct pal_langid;

/** SHOUT, CAPITAL and FOREIGN of pal_word_flag, as the letters of a word have them. */
uint16_t pal_letters_flags(pal_str surface);
/** An emoji without skin tone and variation; of a flag both letters. A view. */
pal_str pal_letters_emoji(pal_str surface);
/** A record in `mem` with a copy of the surface, its folded form, its flags and its
 *  votes; without `langid` it has none. NULL without memory. */
pal_word *pal_letters_word(pal_arena *mem, pal_str surface, uint16_t flags,
                           const struct pal_langid *langid);
/** The same with flags and votes that are known. */
pal_word *pal_letters_again(pal_arena *mem, pal_str surface, uint16_t flags,
                            const int16_t votes[3]);
/** The record of the same word as the first one of a sentence, with what its letters say,
 *  as views, and with what holds in every language. `plain` must live as long; the rest
 *  is to be made. NULL without memory. */
pal_word *pal_letters_first(pal_arena *mem, const pal_word *plain);

#endif /* PAL_TEXT_LETTERS_H */
