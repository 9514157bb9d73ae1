/* reading.h -- the Finnish reading of a word as bytes, for memo.h
 *
 * Room:  text/. words.c alone.
 */
#ifndef PAL_TEXT_READING_H
#define PAL_TEXT_READING_H

#include "base/buf.h"
#include "base/flow.h"

/** Append lemma, standard form, respelling and parts of a word to an empty buffer. */
void pal_reading_pack(pal_buf *out, const pal_word *word);
/** Give a word what `bytes` say; it then holds views into them. False, and the word as it
 *  was, when they are no reading. */
bool pal_reading_unpack(pal_str bytes, pal_word *word);

#endif /* PAL_TEXT_READING_H */
