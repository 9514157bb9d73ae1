/* why.h -- trees of what goes with a theme in a band
 *
 * Room:  stats/.
 * Time:  three passes over the panel.
 * Size:  36 bytes a term; of each tree at most 65,536 mentions of at most 350 bytes (64
 *        terms of the comment), with more of them one row in two, three, ... is read; at
 *        most 512 words and phrases, and 512 values of group columns.
 */
#ifndef PAL_STATS_WHY_H
#define PAL_STATS_WHY_H

#include "base/find_why.h"
#include "stats/stats_run.h"

/** The trees that run->why asks for, else those that weigh most: see find_why.h. *out is
 *  untouched when there is none. The texts of the quotes are not filled in.
 *  Errors: ENOMEM, EIO. */
pal_status pal_why_find(const pal_why_findings **out, const pal_stats_run *run,
                        pal_error *err);

#endif /* PAL_STATS_WHY_H */
