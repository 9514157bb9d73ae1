/* grams.h -- words and short phrases that enough respondents use
 *
 * Room:  stats/.
 * Words are terms that are no function words. A phrase is two adjacent terms of a clause,
 * or three; its last word, and a word beside a function word, is a word in this sense. A
 * negator may stand at its head or in its middle ("ei toimi"); any other function word
 * only between two words ("value for money").
 * Size:  a sketch of at most 2 MiB, a table of at most 6 MiB, 60 bytes for each of at
 * most 65,536 grams, and 13 bytes for each term. Fewer than 2^32 rows.
 */
#ifndef PAL_STATS_GRAMS_H
#define PAL_STATS_GRAMS_H

#include "base/arena.h"
#include "stats/panel.h"

enum {
    PAL_GRAM_WORDS_MAX = 3,
    PAL_GRAM_PARTS_MAX = 5, /**< three words and two pairs */
};

/** No gram. */
#define PAL_GRAM_NONE UINT32_MAX

/** A word or a phrase. */
typedef struct pal_gram {
    uint32_t terms[PAL_GRAM_WORDS_MAX]; /**< the rest is PAL_TERM_BREAK */
    uint32_t size;                      /**< words */
    uint64_t rows;                      /**< respondents who use it */
    /** The words and pairs that it holds, by number; PAL_GRAM_NONE fills up. */
    uint32_t parts[PAL_GRAM_PARTS_MAX];
} pal_gram;

typedef struct pal_grams pal_grams;

/** Find all grams of at least `least` rows; with more than 65,536 of them only the more
 *  frequent. Neither the order of the rows nor their split matters: phrases are counted
 *  in a sketch (hashed counters that never count too few), then exactly where the sketch
 *  allows; when those are too many for the table, the bound of the phrases doubles.
 *
 *  mem  owns the answer
 *  Errors: ENOMEM, EIO. */
pal_status pal_grams_find(pal_grams **out, pal_arena *mem, pal_panels *panels,
                          uint64_t least, pal_error *err);
/** Words by term, then phrases by their terms: gram n is [n]. */
const pal_gram *pal_grams_list(const pal_grams *grams, size_t *count);
/** Numbers of the grams of a row, each once. Lives until the next call. */
const uint32_t *pal_grams_in(pal_grams *grams, const pal_panel_row *row, size_t *count);

#endif /* PAL_STATS_GRAMS_H */
