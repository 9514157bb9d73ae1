/* pair_sets.h -- sets of pairs of letters, each kept once
 *
 * Room:  text/, for automaton_read.c: which two letters may be read from a state.
 *        Hundreds of thousands of states have some ten thousand sets.
 */
#ifndef PAL_TEXT_PAIR_SETS_H
#define PAL_TEXT_PAIR_SETS_H

#include <stdint.h>

#include "base/arena.h"

enum { PAL_PAIR_ROWS = 32 };

/** By first letter, the second ones as bits. */
typedef struct pal_pair_set {
    uint32_t row[PAL_PAIR_ROWS];
} pal_pair_set;

typedef struct pal_pair_sets pal_pair_sets;

/** None but number 0, which has all pairs. In `mem`; NULL without memory. */
pal_pair_sets *pal_pair_sets_new(pal_arena *mem);
/** The number of a set that has pairs in some rows, as bits, alone; 0 when there are too
 *  many others. */
uint32_t pal_pair_sets_number(pal_pair_sets *sets, const pal_pair_set *set,
                              uint32_t rows);
/** A set by its number, until the next one is added. */
const pal_pair_set *pal_pair_sets_at(const pal_pair_sets *sets, uint32_t number);
/** Copy of all, by their numbers; NULL without memory. */
const pal_pair_set *pal_pair_sets_copy(const pal_pair_sets *sets, pal_arena *mem);

#endif /* PAL_TEXT_PAIR_SETS_H */
