/* typos.h -- words one slip of a finger away from a mistyped word
 *
 * Room:  text/. reread.c asks for words that neither the dictionary nor spoken.c knows,
 *        keeps the candidates that the dictionary knows, and weighs them.
 *
 *        All words of one edit (a letter too many, missing, another, two swapped) are
 *        made; those in the table come with their count, of the others those that look
 *        most like the language by their runs of letters.
 */
#ifndef PAL_TEXT_TYPOS_H
#define PAL_TEXT_TYPOS_H

#include "text/wordlist.h"

enum { PAL_TYPOS_MAX = 24 };

/** Cost of the likeliest slip. */
#define PAL_TYPOS_COST_MIN (-0.86)

/** One candidate. */
typedef struct pal_typo {
    pal_str text;
    uint32_t count; /**< in the table; 0 = not there */
    double cost;    /**< how unlikely the slip is */
    double score;   /**< how likely word and slip are, natural logarithm, before the
                         dictionary is asked */
} pal_typo;

/** Candidates for a folded word, those in the table first, each part with the likeliest
 *  first; of the others at most `unlisted`, and all of these whose score is `least` or
 *  more (-INFINITY: no bound), perhaps with some just below it. Strings live in `mem`.
 *  None for a word with other letters than those of wordlist.h, or without memory. */
size_t pal_typos_candidates(const pal_wordlist *list, pal_arena *mem, pal_str folded,
                            size_t unlisted, double least, pal_typo out[PAL_TYPOS_MAX]);

/** What count and letters of a spelling say for it, natural logarithm. `shape`: logarithm
 *  of the probability of its letters, less that of the letters as they were typed. */
double pal_typos_worth(uint32_t count, double shape);

#endif /* PAL_TEXT_TYPOS_H */
