/* words.h -- inside of the word cache, for the other files of text/
 *
 * Room:  text/. passage.h has the public part.
 */
#ifndef PAL_TEXT_WORDS_H
#define PAL_TEXT_WORDS_H

#include "text/passage.h"

struct pal_cutter;
struct pal_langid;

/** The boundary finder of this thread. */
struct pal_cutter *pal_words_cutter(pal_words *words);
/** The language model, or NULL. */
const struct pal_langid *pal_words_langid(const pal_words *words);

#endif /* PAL_TEXT_WORDS_H */
