/* wordlist.h -- how common the words of a language are, and how their letters run
 *
 * Room:  text/. reread.c asks it about spellings, typos.c makes spellings from it.
 * File:  `word TAB count`, folded, ascending by bytes, in models/: word-frequency.fi.tsv,
 *        word-frequency.en.tsv; models/word-frequency.md tells how they are made.
 */
#ifndef PAL_TEXT_WORDLIST_H
#define PAL_TEXT_WORDLIST_H

#include "base/arena.h"
#include "base/known.h"

typedef struct pal_wordlist pal_wordlist;

/** Letters of a word that has runs and slips: a to z, å, ä, ö. */
enum { PAL_WORDLIST_LETTERS_MIN = 4, PAL_WORDLIST_LETTERS_MAX = 30 };

/** Load `models`/`name` into `mem`; *out is NULL where it is missing. What `known` has
 *  seen to be in order is not checked again; NULL is fine. Errors: EFORMAT, ENOMEM. */
pal_status pal_wordlist_open(pal_wordlist **out, pal_arena *mem, const char *models,
                             const char *name, pal_known *known, pal_error *err);

/** The bytes it was read from; empty for NULL. */
pal_str pal_wordlist_text(const pal_wordlist *list);

/** How often a folded word stands in the file; 0 = it does not. */
uint32_t pal_wordlist_count(const pal_wordlist *list, pal_str folded);

/** Mean logarithm of the probability of a letter of the word: what looks like the
 *  language is above that of what does not. 0 for a word with other letters. */
double pal_wordlist_shape(const pal_wordlist *list, pal_str folded);

/** What the letters of a word say; zeros for one with other letters. */
typedef struct pal_wordlist_look {
    double shape;  /**< pal_wordlist_shape() */
    size_t unseen; /**< runs of four letters in it, its edges among them, that no word in
                        the file has. One is nothing strange where the parts of a compound
                        meet; with two a word hardly belongs to the language. */
} pal_wordlist_look;

/** A word as it was looked at up to each of its letters. */
typedef struct pal_wordlist_base {
    size_t count; /**< of its letters; 0 for a word with other letters */
    uint8_t signs[PAL_WORDLIST_LETTERS_MAX + 2];
    double chances[PAL_WORDLIST_LETTERS_MAX + 2];
    size_t unseen[PAL_WORDLIST_LETTERS_MAX + 2];
} pal_wordlist_base;

/** Look at a folded word; *base is for others that begin as it does. */
pal_wordlist_look pal_wordlist_look_at(const pal_wordlist *list, pal_str folded,
                                       pal_wordlist_base *base);
/** The same of another word, from the first letter on that is not that of the base. */
pal_wordlist_look pal_wordlist_look_like(const pal_wordlist *list, pal_str folded,
                                         const pal_wordlist_base *base);

enum { PAL_WORDLIST_LONG = 2 };
/** Long runs in a folded word, its edges among them, that no word in the file has: of
 *  five letters and of seven. A word that one of the file differs from by a letter has
 *  few of them, and one that is merely rare has them where a rare part of it is. Seldom
 *  a run is taken for one of the file by chance. Zeros for a word with other letters. */
void pal_wordlist_unseen_long(const pal_wordlist *list, pal_str folded,
                              size_t unseen[PAL_WORDLIST_LONG]);

/** Is a folded word two words of the file joined, each of four letters or more? */
bool pal_wordlist_joins(const pal_wordlist *list, pal_str folded);

#endif /* PAL_TEXT_WORDLIST_H */
