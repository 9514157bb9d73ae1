/* needs.h -- letters without which an expression cannot match
 *
 * Room:  lexicon/. pattern.c, triggers.c and word_rules.c.
 *
 * Most expressions name words: a text that has none of them need not be tried. A piece is
 * a run of letters and digits that stands in the expression; no border between the words
 * of a text is inside of such a run, so some word of the text holds it whole.
 */
#ifndef PAL_LEXICON_NEEDS_H
#define PAL_LEXICON_NEEDS_H

#include <stdint.h>

#include "base/arena.h"

/** Pieces of which a text must hold one, case-folded: for each a byte that tells its
 *  length, then its bytes. Of length 0: it may be any text. */
typedef struct pal_needs {
    const char *pieces;
    size_t len;
} pal_needs;

/** What a text must hold in which the expression matches, whatever the case of its
 *  letters. `mem` owns the pieces; without memory it may be any text. `text` is a valid
 *  PCRE2 expression. */
pal_needs pal_needs_of(pal_arena *mem, pal_str text);

/** Needs of many expressions, to be asked about at once. */
typedef struct pal_needs_index pal_needs_index;

/** `needs` by number. NULL without memory. */
pal_needs_index *pal_needs_index_new(pal_arena *mem, const pal_needs *needs,
                                     uint32_t count);
/** How many times 64 bits hold one for each number. */
static inline size_t pal_needs_width(uint32_t count)
{
    return (size_t)count / 64 + 1;
}
/** The numbers that any text may meet. Shape: pal_needs_width(). */
const uint64_t *pal_needs_index_always(const pal_needs_index *index);
/** The numbers that a text with this word may meet beside those; NULL = no others.
 *  `folded` is the word, case-folded. `mem` or the index owns the bits; without memory
 *  they are all set. Shape: pal_needs_width(). */
const uint64_t *pal_needs_index_word(const pal_needs_index *index, pal_arena *mem,
                                     pal_str folded);

#endif /* PAL_LEXICON_NEEDS_H */
