/* respellings.h -- which words were read in another spelling, and how often
 *
 * Room:  stats/. Knows base/ only. Part of a tally.
 * Size:  about 130 bytes each of at most 65,536 distinct pairs in memory; more go to
 *        disk, sorted (base/runs.h). The counts are exact, and the same for any split.
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

/** No pairs. Errors: ENOMEM. */
pal_status pal_respellings_open(pal_respellings **out, pal_error *err);
/** NULL is fine. */
void pal_respellings_close(pal_respellings *set);
/** Before the first word: where pairs go that are too many.
 *
 *  pairs   in memory; 0 = 65,536
 *  folder  of the file; must outlive the set; NULL = $TMPDIR or /tmp */
void pal_respellings_spill(pal_respellings *set, uint32_t pairs, const char *folder);
/** Count one word of a row; the rows of one set come in their order. Errors: ENOMEM, EIO.
 */
pal_status pal_respellings_add(pal_respellings *set, pal_respelt_word word, uint64_t row,
                               pal_error *err);
/** Add all of `from`, which has other rows. Errors: ENOMEM, EIO. */
pal_status pal_respellings_merge(pal_respellings *into, const pal_respellings *from,
                                 pal_error *err);
/** The most frequent pairs of at least `least` rows: by count, then form, then standard.
 *  `mem` owns them, strings included. Nothing may be added any more. Errors: ENOMEM, EIO.
 */
pal_status pal_respellings_top(const pal_correction **out, size_t *count, pal_arena *mem,
                               pal_respellings *set, uint64_t least, pal_error *err);

#endif /* PAL_STATS_RESPELLINGS_H */
