/* atom_table.h -- the finished table of atoms.h
 *
 * Room:  lexicon/, for atoms.c, which looks words up in it, and kept.c, which keeps it
 *        from run to run: plain arrays of numbers that hold places, no addresses.
 */
#ifndef PAL_LEXICON_ATOM_TABLE_H
#define PAL_LEXICON_ATOM_TABLE_H

#include "lexicon/atoms.h"
#include "lexicon/trie.h"

/** One index a kind of test and language. */
typedef enum pal_atom_index {
    PAL_BY_EXACT,      /**< folded form */
    PAL_BY_LEMMA,      /**< dictionary form, where the rule word has one */
    PAL_BY_STEM,       /**< stem of each rule word */
    PAL_BY_LEMMA_STEM, /**< both, for rule words that are written inflected */
    PAL_BY_FIRST,      /**< compound parts by dictionary form */
    PAL_BY_LAST,
    PAL_BY_PART,
    PAL_ATOM_INDEX_COUNT,
} pal_atom_index;

/** Keys that are found inside of a word. */
typedef enum pal_atom_trie {
    PAL_IN_PREFIX,
    PAL_IN_SUFFIX,      /**< backwards */
    PAL_IN_ANY,         /**< at each character */
    PAL_IN_ANY_GUESS,   /**< the same, only for words without compound analysis, */
    PAL_IN_FIRST_GUESS, /**< as are these: heads ... */
    PAL_IN_LAST_GUESS,  /**< ... and stems at the end, backwards */
    PAL_ATOM_TRIE_COUNT,
} pal_atom_trie;

enum {
    /** Rule files are the user's own, and their tables are never filled from answers: a
     *  fixed seed does. */
    PAL_ATOM_SEED = 1,
    PAL_ATOM_KEY_MAX = 256,
    PAL_ATOM_PART_MIN = 4, /**< a part that is guessed (no compound analysis) */
};

/** A key of an index; open addressing. */
typedef struct pal_atom_slot {
    uint32_t hash;
    uint32_t key; /**< place in the key bytes */
    uint32_t len;
    uint32_t list; /**< place of its list; 0 = free */
} pal_atom_slot;

/** The bit that tells the length of a list from an atom. */
#define PAL_ATOM_LIST UINT32_C(0x80000000)

/** Lists stand one behind the other from place 1 on: PAL_ATOM_LIST plus the number of
 *  atoms, then the atoms. */
typedef struct pal_atom_table {
    uint32_t count;                                      /**< of atoms */
    const pal_atom_slot *slots[3][PAL_ATOM_INDEX_COUNT]; /**< by pal_language */
    uint32_t caps[3][PAL_ATOM_INDEX_COUNT];              /**< a power of two, or 0 */
    const char *keys;
    uint32_t key_len;
    const uint32_t *lists;
    uint32_t list_len;
    pal_trie *tries[3][PAL_ATOM_TRIE_COUNT]; /**< value: place of a list */
    const uint32_t *numbers[3];              /**< atoms with <num> */
    uint32_t number_count[3];
    /** Of the rest, once it is there: by first byte of the folded form, does an entry of
     *  both languages have such a form? Those are signs, and few words begin so. */
    bool begins[256];
    bool has_more[3]; /**< is there anything beside folded forms and numbers? */
} pal_atom_table;

/** Dictionary form, space, stem; .ptr NULL when that is too long. */
pal_str pal_atom_lemma_stem(char out[PAL_ATOM_KEY_MAX], const pal_word *word);
/** Are the keys of this trie compared from their last byte? */
bool pal_atom_trie_backwards(pal_atom_trie kind);
/** The finished table. */
const pal_atom_table *pal_atoms_table(const pal_atoms *atoms);
/** Atoms with a table that was kept; no tests can be added. NULL without memory. */
pal_atoms *pal_atoms_from(pal_arena *mem, const pal_atom_table *table);

#endif /* PAL_LEXICON_ATOM_TABLE_H */
