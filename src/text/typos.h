/* typos.h -- words one slip of a finger away from a mistyped Finnish word
 *
 * Room:  text/. morphology.c asks for words that neither the dictionary nor spoken.c
 *        knows, keeps the candidates that the dictionary knows, and weighs them.
 * File:  models/word-frequency.fi.tsv, `word TAB count`, folded, ascending by bytes;
 *        models/word-frequency.md tells how it is made.
 *
 *        All words of one edit (a letter too many, missing, another, two swapped) are
 *        made; those in the file come with their count, of the others those that look
 *        most like Finnish by their runs of three letters.
 */
#ifndef PAL_TEXT_TYPOS_H
#define PAL_TEXT_TYPOS_H

#include "base/arena.h"

typedef struct pal_typos pal_typos;

enum { PAL_TYPOS_MAX = 24, PAL_TYPOS_WORD_MIN = 4, PAL_TYPOS_WORD_MAX = 30 };

/** One candidate. */
typedef struct pal_typo {
    pal_str text;
    uint32_t count; /**< in the file; 0 = not there */
    double cost;    /**< of the edit: how unlikely the slip is, natural logarithm */
    double shape;   /**< logarithm of the probability of its letters, less that of the
                         letters of the word as it was typed */
} pal_typo;

/** Load `models`/word-frequency.fi.tsv into `mem`; *out is NULL where it is missing.
 *  Errors: EFORMAT, ENOMEM. */
pal_status pal_typos_open(pal_typos **out, pal_arena *mem, const char *models,
                          pal_error *err);

/** Candidates for a folded word, the likeliest first; strings live in `mem`. None for a
 *  word with other letters than Finnish ones, one outside of PAL_TYPOS_WORD_MIN to _MAX
 *  letters, or without memory. */
size_t pal_typos_candidates(const pal_typos *typos, pal_arena *mem, pal_str folded,
                            pal_typo out[PAL_TYPOS_MAX]);

/** How often a folded word stands in the file; 0 = it does not. */
uint32_t pal_typos_count(const pal_typos *typos, pal_str folded);

/** Does a folded word have two runs of four letters that no word in the file has? Then it
 *  is hardly Finnish, and the dictionary need not be asked. */
bool pal_typos_is_strange(const pal_typos *typos, pal_str folded);

/** Mean logarithm of the probability of a letter of the word: what looks like Finnish is
 *  above that of what does not. 0 for a word that has no candidates. */
double pal_typos_shape(const pal_typos *typos, pal_str folded);

#endif /* PAL_TEXT_TYPOS_H */
