/* wordlist_inside.h -- the table of wordlist.h as typos.c makes words of it
 *
 * Room:  text/, for wordlist.c and typos.c alone.
 */
#ifndef PAL_TEXT_WORDLIST_INSIDE_H
#define PAL_TEXT_WORDLIST_INSIDE_H

#include <stdatomic.h>

#include "base/map.h"
#include "base/once.h"
#include "text/wordlist.h"

enum {
    PAL_SIGN_BITS = 5,
    PAL_SIGNS = 1 << PAL_SIGN_BITS, /* 0 = edge of the word, 1 to 26 a to z, then å ä ö */
    PAL_SIGN_A_RING = 27,
    PAL_SIGN_A_UMLAUT = 28,
    PAL_SIGN_O_UMLAUT = 29,
    PAL_SPELT_MAX = 2 * PAL_WORDLIST_LETTERS_MAX + 4,
    PAL_FILTER_BITS = 19,
    PAL_THREES = PAL_SIGNS * PAL_SIGNS * PAL_SIGNS,
};

/** The letters of a word as signs, and the edge behind them; room for one more than a
 * word may have. */
typedef struct pal_letters {
    uint8_t at[PAL_WORDLIST_LETTERS_MAX + 2];
    size_t count;
} pal_letters;

/** The letter behind three others: how often, and how many different ones. */
typedef struct pal_follow {
    uint32_t count;
    uint32_t kinds;
} pal_follow;

/** What is learnt from the letters of all words, when it is asked for first: many a file
 *  of answers has no word that needs it. */
typedef struct pal_wordlist_letters {
    pal_once once;
    pal_once counted;   /**< the map of the list */
    pal_str text;       /**< the file */
    uint8_t *filter;    /**< a bit for each number that a word in the file has */
    uint8_t *seen;      /**< [SIGNS]^4 bits: a word has the run; `runs` is too large for
                             the caches, and of most runs there are none */
    uint16_t *runs;     /**< [SIGNS]^4: words that have the run */
    pal_follow *threes; /**< [SIGNS]^3: of the letter behind */
    float *backoff;     /**< [SIGNS]^3: p(third | first two) */
    double *three; /**< [SIGNS]^3: words that have a run of three; no longer of use then
                    */
    double *pair;  /**< [SIGNS]^2: likewise */
    uint8_t *longs[PAL_WORDLIST_LONG]; /**< bits by hash: a word has the long run */
} pal_wordlist_letters;

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

/** Learnt now, if it was not. */
const pal_wordlist_letters *pal_wordlist_letters_of(const pal_wordlist *list);

static inline bool pal_has_bit(const uint8_t *bits, size_t bit)
{
    return (bits[bit / 8] >> bit % 8) & 1;
}

/** May a word of this number be in the file? */
static inline bool pal_letters_may_be(const pal_wordlist_letters *letters,
                                      uint64_t number)
{
    return pal_has_bit(letters->filter, number >> (64 - PAL_FILTER_BITS));
}

/** The three signs before letter i, as a number; edges stand before the word. */
static inline size_t pal_letters_before(const pal_letters *word, size_t i)
{
    size_t run = i > 2 ? word->at[i - 3] : 0;
    run = run << PAL_SIGN_BITS | (i > 1 ? word->at[i - 2] : 0);
    return run << PAL_SIGN_BITS | (i > 0 ? word->at[i - 1] : 0);
}

/** The signs, as bits, that words in the file have behind the three signs `before`. */
static inline uint32_t pal_signs_seen(const pal_wordlist_letters *l, size_t before)
{
    const uint8_t *bytes = l->seen + before * (PAL_SIGNS / 8);
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/** Probability of the last sign of a run of four behind the others. *unseen is one more
 *  when no word in the file has the run. */
static inline double pal_sign_chance(const pal_wordlist_letters *l, size_t run,
                                     size_t *unseen)
{
    const pal_follow *three = &l->threes[run >> PAL_SIGN_BITS];
    double shorter = (double)l->backoff[run % PAL_THREES];
    bool seen = pal_has_bit(l->seen, run);
    *unseen += !seen;
    return ((seen ? l->runs[run] : 0) + (three->kinds + 1) * shorter) /
           (three->count + three->kinds + 1.0);
}

/** Probability of `count` signs behind the three signs `before` them. Below `least` it is
 *  only said that it is below. *unseen: how many of them end a run of four that no word
 * in the file has; of those that were looked at. */
static inline double pal_signs_chance(const pal_wordlist_letters *l, size_t before,
                                      const uint8_t *signs, size_t count, double least,
                                      size_t *unseen)
{
    double product = 1;
    size_t run = before;
    *unseen = 0;
    for (size_t i = 0; i < count && product >= least; i++) {
        run = (run % PAL_THREES) << PAL_SIGN_BITS | signs[i];
        product *= pal_sign_chance(l, run, unseen);
    }
    return product;
}

/** How many of the signs end a run that no word in the file has: for less than
 *  pal_signs_chance() does. */
static inline size_t pal_signs_unseen(const pal_wordlist_letters *l, size_t before,
                                      const uint8_t *signs, size_t count)
{
    size_t run = before;
    size_t unseen = 0;
    for (size_t i = 0; i < count; i++) {
        run = (run % PAL_THREES) << PAL_SIGN_BITS | signs[i];
        unseen += !pal_has_bit(l->seen, run);
    }
    return unseen;
}

#endif /* PAL_TEXT_WORDLIST_INSIDE_H */
