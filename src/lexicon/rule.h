/* rule.h -- one rule as the matcher runs it
 *
 * Room:  lexicon/. lexicon.c parses lines with it; match.c runs the result.
 */
#ifndef PAL_LEXICON_RULE_H
#define PAL_LEXICON_RULE_H

#include "base/arena.h"
#include "base/flow.h"
#include "lexicon/atoms.h"

enum {
    PAL_ELEMENTS_MAX = 12, /**< of one side */
    PAL_SIDES_MAX = 4,
    PAL_UNLESS_MAX = 64,
    PAL_GAP_DEFAULT = 3,
    PAL_GAP_MAX = 9,
};

/** One word of a sequence. */
typedef struct pal_element {
    uint32_t atom; /**< PAL_ATOM_ANY matches every word */
    uint16_t slot; /**< of the atom (entry.h), where it has one, or 0 */
    uint8_t gap;   /**< words that may stand before it, 0 to PAL_GAP_MAX */
    bool optional;
} pal_element;

/** A sequence of words in this order. */
typedef struct pal_side {
    pal_element *elements;
    uint8_t count;
    uint8_t anchor; /**< the first element that is not optional */
} pal_side;

/** All sides, in one clause, in any order. */
typedef struct pal_pattern_rule {
    pal_side *sides;
    uint8_t count;
    /** Of `unless`: the rarest word without which it cannot match, as entry.h numbers
     *  those, and how many words behind the first of side 0 that one can stand. */
    uint32_t slot;
    int8_t low;
    int8_t high;
} pal_pattern_rule;

/** Parse `text` (README, "A theme rule").
 *
 *  out    owned by `mem`
 *  at     place of text.ptr[0]; its column moves to a mistake
 *  plain  a phrase of the tone files: no gap, no `&`, no class
 *  Errors: PAL_EFORMAT, PAL_ENOMEM */
pal_status pal_rule_parse(pal_pattern_rule *out, pal_arena *mem, pal_atoms *atoms,
                          pal_language language, pal_str text, pal_loc at, bool plain,
                          pal_error *err);

/** Parse the members of a class, `a|b|c`, into an atom. Errors as above. */
pal_status pal_rule_parse_class(pal_atoms *atoms, pal_language language, pal_str name,
                                pal_str members, pal_loc at, pal_error *err);

#endif /* PAL_LEXICON_RULE_H */
