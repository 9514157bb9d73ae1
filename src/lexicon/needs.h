/* needs.h -- letters without which an expression cannot match
 *
 * Room:  lexicon/. pattern.c alone.
 *
 * Most expressions name words: a text that has none of them need not be tried. What is
 * compared are groups of three signs of ASCII in a row, letters in lower case.
 */
#ifndef PAL_LEXICON_NEEDS_H
#define PAL_LEXICON_NEEDS_H

#include <stdint.h>

#include "base/arena.h"

enum { PAL_NEEDS_BITS = 4096 };

/** Groups that a text must hold, all of one choice: for each choice their number, then
 *  their hashes. Of length 0: it may be any text. */
typedef struct pal_needs {
    const uint16_t *numbers;
    size_t len;
} pal_needs;

/** The groups that a text has, by hash. */
typedef struct pal_needs_text {
    uint64_t bits[PAL_NEEDS_BITS / 64];
} pal_needs_text;

/** What a text must hold in which the expression matches, whatever the case of its
 *  letters. `mem` owns the numbers; without memory it may be any text. `text` is a valid
 *  PCRE2 expression. */
pal_needs pal_needs_of(pal_arena *mem, pal_str text);
/** Needs of many expressions, to be asked about at once. */
typedef struct pal_needs_index pal_needs_index;

/** `text` is valid UTF-8. */
void pal_needs_look(pal_needs_text *out, pal_str text);
/** False: no expression with these needs matches in the text. */
bool pal_needs_met(pal_needs needs, const pal_needs_text *text);
/** `needs` by number; they must outlive the index. NULL without memory. */
pal_needs_index *pal_needs_index_new(pal_arena *mem, const pal_needs *needs,
                                     uint32_t count);
/** How many times 64 bits hold one for each number. */
static inline size_t pal_needs_width(uint32_t count)
{
    return (size_t)count / 64 + 1;
}
/** Set in `out` the bits of the numbers whose needs are met, as pal_needs_met() has it,
 *  and clear the others. Shape of `out`: pal_needs_width(). */
void pal_needs_index_look(const pal_needs_index *index, const pal_needs_text *text,
                          uint64_t *out);

#endif /* PAL_LEXICON_NEEDS_H */
