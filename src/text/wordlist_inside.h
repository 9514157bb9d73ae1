/* wordlist_inside.h -- the table of wordlist.h as typos.c makes words of it
 *
 * Room:  text/, for wordlist.c and typos.c alone.
 */
#ifndef PAL_TEXT_WORDLIST_INSIDE_H
#define PAL_TEXT_WORDLIST_INSIDE_H

#include <stdatomic.h>

#include "base/map.h"
#include "text/wordlist.h"

enum {
    PAL_SIGNS = 32, /* 0 = edge of the word, 1 to 26 a to z, then å ä ö */
    PAL_SIGN_A_RING = 27,
    PAL_SIGN_A_UMLAUT = 28,
    PAL_SIGN_O_UMLAUT = 29,
    PAL_SPELT_MAX = 2 * PAL_WORDLIST_LETTERS_MAX + 4,
};

/** The letters of a word as signs; room for one more than a word may have. */
typedef struct pal_letters {
    uint8_t at[PAL_WORDLIST_LETTERS_MAX + 2];
    size_t count;
} pal_letters;

/** What is learnt from the letters of all words, when it is asked for first: many a file
 *  of answers has no word that needs it. */
typedef struct pal_wordlist_letters pal_wordlist_letters;

struct pal_wordlist {
    pal_map *counts; /**< filled when it is asked for first */
    uint64_t *signs; /**< [LETTERS_MAX + 2][SIGNS]: numbers whose exclusive or is a
                          word's */
    pal_wordlist_letters *letters;
    pal_known *known;    /**< or NULL: nothing is kept */
    const char *kept;    /**< file of `letters` for the next run; NULL = none */
    bool ascends;        /**< every row of the file is greater than the one before */
    atomic_int searches; /**< in the file, while the map was not filled */
};

/** False for a word with other letters, or not PAL_WORDLIST_LETTERS_MIN to _MAX. */
bool pal_letters_from(pal_letters *out, pal_str word);
/** The text of the letters, in `to`. */
pal_str pal_letters_text(char to[PAL_SPELT_MAX], const pal_letters *word);

/** The number (Zobrist 1970) of a sign in a place: cheap where a letter changes, so that
 *  of the hundreds of words of one edit few are looked up. */
static inline uint64_t pal_sign_number(const pal_wordlist *list, size_t place,
                                       uint8_t sign)
{
    return list->signs[place * PAL_SIGNS + sign];
}

/** May a word of this number be in the file? */
bool pal_wordlist_may_have(const pal_wordlist *list, uint64_t number);
/** Probability of the letters from `from` to `to`, not included; the edge behind the last
 *  letter counts as one. Below `least` it is only said that it is below. *unseen: how
 * many of them end a run of four that no word in the file has. */
double pal_letters_chance(const pal_wordlist *list, const pal_letters *word, size_t from,
                          size_t to, double least, size_t *unseen);

/** How many of the letters from `from` to `to` end a run that no word in the file has:
 * for less than pal_letters_chance() does. */
size_t pal_letters_unseen(const pal_wordlist *list, const pal_letters *word, size_t from,
                          size_t to);

#endif /* PAL_TEXT_WORDLIST_INSIDE_H */
