/* excerpt.h -- a long text cut around what matters
 *
 * Room:  base/.
 */
#ifndef PAL_BASE_EXCERPT_H
#define PAL_BASE_EXCERPT_H

#include "base/arena.h"

/** A text of more than `most` bytes is cut to about so many (and the ellipses) around the
 *  span from *start to *end, at spaces where there are any, with "…" where something is
 *  left out. A shorter text is the answer itself.
 *
 *  mem    owns what is cut
 *  start  bytes into the text; moved to where the span is in the answer. Of a span longer
 *         than `most` the end is cut; bounds beyond the text are set to its end.
 *
 *  .ptr is NULL without memory. */
pal_str pal_excerpt(pal_arena *mem, pal_str text, uint32_t *start, uint32_t *end,
                    size_t most);

#endif /* PAL_BASE_EXCERPT_H */
