/* english.h -- the English word that a mistyped one was meant to be
 *
 * Room:  text/. reread.c asks for words of English texts.
 */
#ifndef PAL_TEXT_ENGLISH_H
#define PAL_TEXT_ENGLISH_H

#include "text/stem.h"
#include "text/wordlist.h"

/** The likeliest word of `list` one slip away from a folded word; a view into `mem`.
 *  Empty: the word or an inflected form of it is in the list, no word is near, or the
 *  logarithm of the odds is below `least`. There is no dictionary: what is not in the
 * list is a slip, or a rare word. */
pal_str pal_english_meant(const pal_wordlist *list, pal_stemmer *stemmer, pal_arena *mem,
                          pal_str folded, double least);

#endif /* PAL_TEXT_ENGLISH_H */
