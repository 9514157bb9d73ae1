/* unknown.h -- words that the lexicon misses, ranked by the score that goes with them
 *
 * Room:  stats/. base/find_unknown.h is the answer.
 * Size:  4 bytes for each term, 32 for each of those that are counted, and 4 for each
 *        theme and term of the answer.
 */
#ifndef PAL_STATS_UNKNOWN_H
#define PAL_STATS_UNKNOWN_H

#include "base/find_unknown.h"
#include "stats/stats_run.h"

/** *out is NULL when no row has a comment. Errors: ENOMEM, EIO. */
pal_status pal_unknown_find(const pal_unknown_findings **out, const pal_stats_run *run,
                            pal_error *err);

#endif /* PAL_STATS_UNKNOWN_H */
