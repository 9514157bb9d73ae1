/* multiple.h -- many tests at once
 *
 * Room:  stats/.
 */
#ifndef PAL_STATS_MULTIPLE_H
#define PAL_STATS_MULTIPLE_H

#include "base/arena.h"

/** q[i] = the false discovery rate at which test i is just rejected: with the p-values in
 *  ascending order, q_(i) = min over j >= i of p_(j) m / j, at most 1.
 *  Source: Y. Benjamini, Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289-300.
 *
 *  q        `count` values, in the order of `p`; may be `p` itself; untouched on failure
 *  p        NaN means that no test was made: its q is NaN and it is not counted in m
 *  scratch  takes `count` small items
 *
 *  False when `scratch` is exhausted. */
bool pal_bh_q(double *q, const double *p, size_t count, pal_arena *scratch);
/** The same where only a q up to `most` matters: any other may be 1 instead. Of many
 * tests few reject, and only they are sorted. */
bool pal_bh_q_most(double *q, const double *p, size_t count, double most,
                   pal_arena *scratch);

#endif /* PAL_STATS_MULTIPLE_H */
