/* letters.h -- what the letters of a word look like
 *
 * Room:  text/. words.c alone.
 */
#ifndef PAL_TEXT_LETTERS_H
#define PAL_TEXT_LETTERS_H

#include "palaute.h"

/** SHOUT, CAPITAL and FOREIGN of pal_word_flag, as the letters of a word have them. */
uint16_t pal_letters_flags(pal_str surface);
/** An emoji without skin tone and variation; of a flag both letters. A view. */
pal_str pal_letters_emoji(pal_str surface);

#endif /* PAL_TEXT_LETTERS_H */
