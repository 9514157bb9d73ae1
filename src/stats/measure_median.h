/* measure_median.h -- median of a group and its interval, in little memory
 *
 * Order statistics by radix selection: each of four passes over the rows settles eight
 * bits of them, so that no number is kept. D. E. Knuth, The Art of Computer Programming 3
 * (1998), 5.2.5 (radix) and 5.3.3 (selection).
 *
 * Room:  stats/. measures.c alone.
 * Order: pal_median_new(); for each round from 0 to PAL_MEDIAN_ROUNDS - 1:
 *        pal_median_add() of all numbers, in any order, pal_median_settle(); then
 *        pal_measure_median().
 */
#ifndef PAL_STATS_MEASURE_MEDIAN_H
#define PAL_STATS_MEASURE_MEDIAN_H

#include "base/arena.h"
#include "stats/measure_count.h"

enum { PAL_MEDIAN_ROUNDS = 4, PAL_MEDIAN_RANKS = 4, PAL_MEDIAN_DIGITS = 256 };

/** Median and interval of one group. */
typedef struct pal_median {
    uint64_t count;
    uint64_t left[PAL_MEDIAN_RANKS]; /**< numbers before it that share its settled bits */
    uint32_t at[PAL_MEDIAN_RANKS];   /**< settled bits of the two in the middle, of the
                                          lower bound and of the upper one */
    uint64_t (*tallies)[PAL_MEDIAN_DIGITS]; /**< by rank and next eight bits */
} pal_median;

/** For a group of `count` numbers; 8 KiB in `mem`. NULL without memory. */
pal_median *pal_median_new(pal_arena *mem, uint64_t count);
void pal_median_add(pal_median *median, uint32_t number, unsigned round);
/** The round has ended. */
void pal_median_settle(pal_median *median, unsigned round);
/** Set the median of a figure, and its interval where there are enough numbers. */
void pal_measure_median(pal_measure_figure *out, const pal_median *median,
                        const pal_measure_source *source);

#endif /* PAL_STATS_MEASURE_MEDIAN_H */
