/* respellings.h -- which words were read in another spelling, and how often
 *
 * Room:  stats/. Knows base/ only. Part of a tally.
 * Size:  every distinct pair of a run is kept, about 100 bytes each, in the arena of the
 *        tally and within its limit: the counts are exact, and the same for any split.
 */
#ifndef PAL_STATS_RESPELLINGS_H
#define PAL_STATS_RESPELLINGS_H

#include "base/arena.h"

typedef struct pal_respellings pal_respellings;

/** Pairs that a summary holds. */
enum { PAL_CORRECTIONS_MAX = 20 };

/** A word that was read in another spelling. Views. */
typedef struct pal_respelt_word {
    pal_str form;     /**< as it stands in the comment, folded */
    pal_str standard; /**< what it was read as */
    pal_respelling why;
} pal_respelt_word;

/** No pairs, in `mem`; NULL without memory. */
pal_respellings *pal_respellings_new(pal_arena *mem);
/** Count one word of a row; the rows of one set come in their order. False without
 *  memory. */
bool pal_respellings_add(pal_respellings *set, pal_respelt_word word, uint64_t row);
/** Add all of `from`, which has other rows. False without memory. */
bool pal_respellings_merge(pal_respellings *into, const pal_respellings *from);
/** The most frequent pairs of at least `least` rows: by count, then form, then standard.
 *  `mem` owns them, strings included. False without memory. */
bool pal_respellings_top(const pal_correction **out, size_t *count, pal_arena *mem,
                         const pal_respellings *set, uint64_t least);

#endif /* PAL_STATS_RESPELLINGS_H */
