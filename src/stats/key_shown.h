/* key_shown.h -- comments that show the terms of keyness_find.c
 *
 * Room:  stats/. One pass over the rows for all terms.
 */
#ifndef PAL_STATS_KEY_SHOWN_H
#define PAL_STATS_KEY_SHOWN_H

#include "base/find_keyness.h"
#include "stats/grams.h"
#include "stats/stats_run.h"

/** In place of a column: detractors against promoters. */
#define PAL_KEY_BANDS SIZE_MAX

/** The two groups of a contrast: rows with the value, and rows with another one. */
typedef struct pal_key_groups {
    size_t column;
    uint32_t value; /**< from 1 */
    size_t values;  /**< of the column */
} pal_key_groups;

typedef struct pal_key_shown pal_key_shown;

/** Empty list in `mem`; NULL without memory. */
pal_key_shown *pal_key_shown_new(pal_arena *mem, const pal_stats_run *run);
/** Ask for comments with `gram` of one side, for `term`; both must stay where they are.
 *  False without memory. */
bool pal_key_shown_ask(pal_key_shown *shown, const pal_gram *gram,
                       const pal_key_groups *groups, size_t side, pal_key_term *term);
/** Fill in `shown` of all terms: comments of a length that reads well, then the earlier
 *  row; never two of the same words. Errors: ENOMEM, EIO. */
pal_status pal_key_shown_fill(pal_key_shown *shown, pal_error *err);

#endif /* PAL_STATS_KEY_SHOWN_H */
