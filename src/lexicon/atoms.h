/* atoms.h -- which words satisfy an element of a rule
 *
 * Room:  lexicon/. An atom is one distinct element of the rules of a language:
 *        `jono`, `toimitus+`, `(a|b*)`, `@class`. Each atom is a set of tests; a word
 *        record gets the list of the atoms that it satisfies, once.
 */
#ifndef PAL_LEXICON_ATOMS_H
#define PAL_LEXICON_ATOMS_H

#include "base/arena.h"
#include "base/flow.h"

enum { PAL_ATOM_ANY = 0 }; /**< the atom of `_`: every word */
/** A word satisfies no more: what is above it is dropped, the same way each time. */
enum { PAL_ATOMS_OF_WORD_MAX = 8192 };

typedef struct pal_atoms pal_atoms;

/** As in lexicon.h. */
typedef const pal_word *pal_atoms_words(void *ctx, pal_str folded, pal_language language);

typedef enum pal_test {
    PAL_TEST_KEY,    /**< jono: the word in any inflection */
    PAL_TEST_EXACT,  /**< =jono */
    PAL_TEST_PREFIX, /**< jono* */
    PAL_TEST_SUFFIX, /**< *jono */
    PAL_TEST_INFIX,  /**< *jono* */
    PAL_TEST_FIRST,  /**< toimitus+ */
    PAL_TEST_LAST,   /**< +aika */
    PAL_TEST_PART,   /**< ~jono */
    PAL_TEST_NUMBER, /**< <num> */
} pal_test;

/** Empty table; NULL without memory. `words` is asked for the keys of rule words. */
pal_atoms *pal_atoms_new(pal_arena *mem, pal_atoms_words *words, void *ctx);
/** The atom of this element text, made when new (`*fresh` tells: then add its tests).
 *  Negative without memory. The view must outlive the table. */
int64_t pal_atoms_at(pal_atoms *atoms, pal_language language, pal_str element,
                     bool *fresh);
/** The class of this name, or -1. */
int64_t pal_atoms_find_class(const pal_atoms *atoms, pal_language language, pal_str name);
/** Add one test to an atom. False without memory. `word` must outlive the table. */
bool pal_atoms_test(pal_atoms *atoms, pal_language language, uint32_t atom, pal_test test,
                    pal_str word);
/** All tests are there: make the table that words are looked up in. False without memory.
 */
bool pal_atoms_settle(pal_atoms *atoms);
/** How many tests an atom has: a measure of how common it is. */
uint32_t pal_atoms_size(const pal_atoms *atoms, uint32_t atom);
/** Count a common word, once settled, for the atoms that it satisfies. */
void pal_atoms_weigh(pal_atoms *atoms, pal_language language, const pal_word *word,
                     uint32_t count);
/** A guess at how many words of a text satisfy it; only the speed depends on it. */
uint32_t pal_atoms_weight(const pal_atoms *atoms, uint32_t atom);
/** Is every test of the atom for one exact form? */
bool pal_atoms_exact(const pal_atoms *atoms, uint32_t atom);
/** Number of atoms, PAL_ATOM_ANY included. */
uint32_t pal_atoms_count(const pal_atoms *atoms);
/** Set word->atoms of one language from its other fields; they stand in `room` from then
 *  on. Safe from any thread. Only once settled. */
void pal_atoms_match(const pal_atoms *atoms, uint32_t room[PAL_ATOMS_OF_WORD_MAX],
                     pal_language language, pal_word *word);

#endif /* PAL_LEXICON_ATOMS_H */
