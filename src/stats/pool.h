/* pool.h -- values of a column that are told together, so that none can be found out
 *
 * Room:  stats/. The panels ask for the group columns, the pipeline for pal_summary.
 *
 * A value with 1 to k - 1 rows, comments or scores is not told by itself. Its counts
 * would be the total less the other values, so it is never alone: those that are too
 * small go into one pool, and the smallest of the others join it (of one size all of
 * them: a choice by name could be undone) until the pool
 *
 *   has two values or more,
 *   has no rows (comments, scores), or k or more,
 *   and is not of values that all have the same number below k: else a reader who knows
 *   the rule could divide.
 *
 * Each count in the pool could then be that of another of its values, and every figure
 * depends on the pool as a whole. Source: primary and complementary suppression, and
 * collapsing of categories; A. Hundepool et al., Statistical Disclosure Control (2012),
 * ch. 4; L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control (2001).
 */
#ifndef PAL_STATS_POOL_H
#define PAL_STATS_POOL_H

#include "base/arena.h"

/** Name of the pool of a segment column, in every language. */
#define PAL_POOL_NAME "muut / other"

/** Counts of a value. */
typedef struct pal_pool_counts {
    uint64_t rows;
    uint64_t commented;
    uint64_t scored;
} pal_pool_counts;

/** Which values of a column are told together? Answers how many.
 *
 *  pooled   by value; is overwritten
 *  counts   by value
 *  scratch  takes `count` numbers; *fine = false when it is exhausted */
size_t pal_pool_choose(bool *pooled, bool *fine, const pal_pool_counts *counts,
                       size_t count, uint64_t k, pal_arena *scratch);

/** Pool the groups of `summary` by its k_threshold: segment values become one group more,
 *  the last of its column. Waves have no pool, for it would be no time: those are left in
 *  their places without counts. Errors: ENOMEM. */
pal_status pal_pool_groups(pal_summary *summary, pal_arena *mem, pal_error *err);

#endif /* PAL_STATS_POOL_H */
