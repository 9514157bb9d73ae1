/* automaton_inside.h -- the tables of automaton.h
 *
 * Room:  text/, for automaton.c and automaton_read.c alone.
 */
#ifndef PAL_TEXT_AUTOMATON_INSIDE_H
#define PAL_TEXT_AUTOMATON_INSIDE_H

#include "base/once.h"
#include "text/automaton.h"
#include "text/pair_sets.h"

enum {
    PAL_CODES = 0x250, /* letters that have a symbol */
    PAL_FLAGS_MAX = 256,
    PAL_STEP_ENDS = 0xFFFF, /* in place of a symbol: a word ends */
    PAL_STEP_LINK = 0xFFFE, /* likewise: a link */
    PAL_STEP_TO_MAX = (1 << 24) - 1,
    PAL_WRITTEN_BITS = 10,
    PAL_WRITTEN_MAX = (1 << PAL_WRITTEN_BITS) - 1,
    PAL_BEHIND_MAX = 63,
};

/** Letters by kind, a bit each: a to z, ä, ö, then the others; the end of the word. */
enum { PAL_ROW_OTHER = 29, PAL_ROW_END = 30 };
static const uint32_t PAL_KIND_END = UINT32_C(1) << PAL_ROW_END;
/** In pal_step.next: the last step of its state. */
static const uint32_t PAL_STEP_LAST = UINT32_C(1) << 31;

/** A transition. Where a state has but one, without a letter and a flag, it is a link:
 *  of a chain of them only the first is looked at. In a link .to is the state behind the
 *  chain, .next how many links there are up to it, .pairs the state behind this one. */
typedef struct pal_step {
    uint16_t symbol;
    uint16_t written; /**< 0 = nothing; and above PAL_WRITTEN_MAX how many steps with a
                           letter, or an end, stand behind it in its state, at least */
    uint32_t to;      /**< the state, and above TO_MAX a quarter of the steps that may be
                           made from it up to the letter after next, at least */
    uint32_t next;    /**< kinds of the letters that may be read next behind it */
    uint32_t pairs;   /**< of that letter and the one behind it: number of the set */
} pal_step;

typedef enum pal_flag_operation {
    PAL_FLAG_SET = 0,
    PAL_FLAG_UNIFY,
    PAL_FLAG_ASK,
    PAL_FLAG_FORBID,
} pal_flag_operation;

/** A feature has its own bits in a number; 0 there = nothing. The empty symbol sets
 *  nothing of nothing. */
typedef struct pal_flag {
    uint64_t mask;
    uint64_t value;
    pal_flag_operation operation;
} pal_flag;

struct pal_automaton {
    pal_once once;
    pal_arena *mem; /**< its own; NULL: it lives in another's */
    const pal_step
        *steps; /**< by the numbers of the cells; NULL: all is left to Voikko */
    const pal_pair_set *pairs; /**< by number */
    pal_symbol *table;
    uint16_t letter; /**< symbols below are empty or flags */
    pal_flag flags[PAL_FLAGS_MAX];
    uint16_t symbols[PAL_CODES];
};

/** The row of a letter in sets of pairs. */
static inline uint32_t pal_row_of(uint32_t code)
{
    if (code >= 'a' && code <= 'z')
        return code - 'a';
    switch (code) {
    case 0xE4: /* ä */
        return 26;
    case 0xF6: /* ö */
        return 27;
    default:
        return PAL_ROW_OTHER;
    }
}

/** The kind of a letter. */
static inline uint32_t pal_kind_of(uint32_t code)
{
    return UINT32_C(1) << pal_row_of(code);
}

/** Read the bytes of a file. Where they are none that is understood, or without memory,
 *  there are no steps. */
void pal_automaton_bytes(pal_automaton *out, pal_arena *mem, pal_arena *scratch,
                         pal_str bytes);

#endif /* PAL_TEXT_AUTOMATON_INSIDE_H */
