/* keyness_find.h -- the terms that mark detractors, promoters, waves and segments
 *
 * Room:  stats/. keyness.h has the formulas, grams.h the terms, base/find_keyness.h the
 *        answer.
 * Size:  beside grams.h 4 bytes for each term and value of a group, of at most 64 values.
 */
#ifndef PAL_STATS_KEYNESS_FIND_H
#define PAL_STATS_KEYNESS_FIND_H

#include "base/find_keyness.h"
#include "stats/stats_run.h"

/** *out is NULL when there is no contrast. Texts of the shown comments are not filled in.
 *  Errors: ENOMEM, EIO. */
pal_status pal_keyness_find(const pal_keyness_findings **out, const pal_stats_run *run,
                            pal_error *err);

#endif /* PAL_STATS_KEYNESS_FIND_H */
