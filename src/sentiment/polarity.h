/* polarity.h -- the tone of an answer and of each theme in it
 *
 * Room:  sentiment/. Knows base/ and lexicon/; the pipeline calls it with what the
 *        matcher found.
 */
#ifndef PAL_SENTIMENT_POLARITY_H
#define PAL_SENTIMENT_POLARITY_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/lexicon.h"

/** Decide the mentions, the tags and the tone of a passage.
 *
 *  out  arrays live in `mem`
 *  Errors: ENOMEM */
pal_status pal_polarity_read(pal_tone *out, pal_arena *mem, const pal_lexicon *lex,
                             const pal_passage *passage, const pal_hits *hits,
                             pal_error *err);

#endif /* PAL_SENTIMENT_POLARITY_H */
