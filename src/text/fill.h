/* fill.h -- the fields of a word record that one language needs
 *
 * Room:  text/. words.c calls it, step by step.
 */
#ifndef PAL_TEXT_FILL_H
#define PAL_TEXT_FILL_H

#include "text/made.h"
#include "text/memo.h"
#include "text/morphology.h"
#include "text/reread.h"
#include "text/stem.h"

enum { PAL_AHEAD_BITS = 1 << 14 };

/** The tools of one thread. */
typedef struct pal_filler {
    pal_arena *mem; /**< owns what is filled in */
    pal_stemmer *stemmer;
    pal_morphology_engine *morphology; /**< or NULL */
    pal_reread *reread;                /**< with morphology only */
    pal_memo *memo;                    /**< or NULL: nothing is remembered */
    pal_memo *ahead; /**< NULL without memo; of words that may still be masked: such a
                        word must not get into the other, which is kept in a file */
    size_t ahead_count;
    uint64_t ahead_seen[PAL_AHEAD_BITS / 64]; /**< a bit for each of its words: most words
                                                   are not in it */
    pal_buf packed; /**< what is copied from one of the three; released by the owner */
    pal_memo *made; /**< or NULL; of words with what lexicon and models make of them */
    size_t made_numbers[3]; /**< of word->learnt, by language */
} pal_filler;

/** What holds in every language of a word with this surface and these flags, as it was
 *  remembered; *kept for word->kept. False where nothing is. */
bool pal_fill_letters(pal_filler *filler, pal_str surface, uint16_t flags,
                      pal_made_letters *out, uint32_t *kept);
/** All that texts of a language need of a word, as it was remembered, but its atoms: the
 *  steps to them, which stand until the next call, are left to the lexicon. False where
 *  nothing is. */
bool pal_fill_recall(pal_filler *filler, pal_word *word, pal_language language,
                     pal_str *atoms);
/** Take back what it gave to a word whose atoms turned out to be none of the lexicon's.
 */
void pal_fill_undo(pal_word *word, pal_language language);
/** Remember a word that is ready for a language. */
void pal_fill_remember(pal_filler *filler, const pal_word *word, pal_language language);

/** The stem of a word, and what it was meant to be in an English text: a mistyped word
 * has the stem of that. False without memory, as the others. */
bool pal_fill_stem(pal_filler *filler, pal_word *word, pal_language language);
/** The Finnish dictionary form, with morphology. */
bool pal_fill_lemma(pal_filler *filler, pal_word *word);
/** Behind pal_fill_lemma(): what a word without one may stand for. */
bool pal_fill_standard(pal_filler *filler, pal_word *word);

/** pal_morphology_kinds() of a folded word, which may be a name that will be masked. What
 *  is learnt of it is kept until pal_fill_forget(), and remembered if it is read before:
 *  then it was not masked. */
size_t pal_fill_kinds(pal_filler *filler, pal_arena *mem, pal_str folded,
                      pal_str lemmas[PAL_KINDS_MAX],
                      pal_reading_kind kinds[PAL_KINDS_MAX]);
void pal_fill_forget(pal_filler *filler);

#endif /* PAL_TEXT_FILL_H */
