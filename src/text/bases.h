/* bases.h -- Voikko's notation for the inside of a word
 *
 * Room:  text/. morphology.c hands the three strings of one reading to it; nothing here
 *        calls Voikko.
 *
 *            BASEFORM   asiakaspalvelu
 *            STRUCTURE  =ppppppp=ppppppp           one letter a character of the word as
 * it was asked for, = before each part WORDBASES +asiakas(asiakas)+palvel(palvella)+u(+u)
 *
 *        WORDBASES spells BASEFORM piece by piece, with the dictionary form of a piece in
 *        brackets; (+x) is an ending, (a=b) a compound known as a whole, no bracket a
 *        prefix or a linking letter.
 */
#ifndef PAL_TEXT_BASES_H
#define PAL_TEXT_BASES_H

#include "base/arena.h"
#include "base/flow.h"

/** One reading. Views of the caller's; UTF-8, as Voikko gives them. */
typedef struct pal_reading {
    pal_str baseform;
    pal_str structure;
    pal_str wordbases;
} pal_reading;

/** Compound parts of the word, at least 1: borders in STRUCTURE. */
size_t pal_bases_part_count(const pal_reading *reading);
/** Where the last part begins in BASEFORM, in bytes; 0 when there is but one. */
size_t pal_bases_head(const pal_reading *reading);

/** Dictionary forms of the parts, head last, as Voikko writes them (not folded). The
 *  prefix "epä" belongs to the part behind it. Answers how many were written: 0 when the
 *  word is no compound, has more than PAL_PARTS_MAX parts, or `mem` is exhausted. */
size_t pal_bases_parts(pal_str parts[PAL_PARTS_MAX], pal_arena *mem,
                       const pal_reading *reading);

/** Dictionary form of the verb that a participle belongs to ("odotellut" -> "odotella"),
 *  with the parts before it. Empty when it cannot be told; .ptr NULL when `mem` is
 *  exhausted. */
pal_str pal_bases_verb(pal_arena *mem, const pal_reading *participle);

#endif /* PAL_TEXT_BASES_H */
