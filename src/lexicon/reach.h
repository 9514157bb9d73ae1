/* reach.h -- how much text an expression can span
 *
 * Room:  lexicon/. pattern.c alone.
 */
#ifndef PAL_LEXICON_REACH_H
#define PAL_LEXICON_REACH_H

#include "base/arena.h"

enum { PAL_REACH_ANY = UINT32_MAX };

/** The most letters a to z and digits that a text may hold in which the expression can
 *  match: an upper bound for expressions that begin with the text and end with it,
 *  PAL_REACH_ANY for all others, and where it cannot tell. `text` is a valid PCRE2
 *  expression. */
uint32_t pal_reach_of(pal_str text);
/** Letters a to z, in either case, and digits of a text. */
uint32_t pal_reach_count(pal_str text);

#endif /* PAL_LEXICON_REACH_H */
