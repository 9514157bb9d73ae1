/* eat.h -- which of overlapping matches stay
 *
 * Room:  lexicon/. match.c calls it; lexicons/README.md states the rules.
 */
#ifndef PAL_LEXICON_EAT_H
#define PAL_LEXICON_EAT_H

#include "base/flow.h"

/** Sort the hits by first token, rule and last token, and drop those that others eat.
 *  dead  room for hits->count flags */
void pal_hits_settle(pal_hits *hits, bool *dead, const pal_passage *passage);

#endif /* PAL_LEXICON_EAT_H */
