/* bootstrap.h -- how sure the figures of an evaluation are
 *
 * Comments are drawn again, with replacement, as many as there are; a figure of theirs
 * that lies at the ends of the middle 95 % of PAL_RESAMPLES such draws ends the interval.
 * Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap" (1993), section
 * 13.3, the percentile interval.
 */
#ifndef PAL_BOOTSTRAP_H
#define PAL_BOOTSTRAP_H

#include "base/arena.h"

enum { PAL_RESAMPLES = 2000 };

/** How coding and program agree on one comment, as numbers of themes. */
typedef struct pal_agreed {
    uint16_t gold;
    uint16_t found;
    uint16_t right;          /**< in gold and found */
    uint16_t right_polarity; /**< ... with the same polarity */
    bool overall;            /**< the tone of the whole is the same */
} pal_agreed;

/** Intervals of the three figures. The same comments give the same intervals, on every
 *  machine. Without comments, and with UINT32_MAX or more, all ends are NaN. False
 *  without memory. */
bool pal_bootstrap(const pal_agreed *comments, size_t count, pal_arena *scratch,
                   pal_agreement_range *out);

#endif /* PAL_BOOTSTRAP_H */
