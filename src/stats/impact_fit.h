/* impact_fit.h -- what each theme carries when all others are held equal
 *
 * Room:  stats/. Works on patterns, not on answers: time and memory are bounded by them.
 */
#ifndef PAL_STATS_IMPACT_FIT_H
#define PAL_STATS_IMPACT_FIT_H

#include "base/find_impact.h"
#include "stats/patterns.h"

/** Rows by their set of themes; those without a band take no part. */
typedef struct pal_impact_rows {
    const pal_pattern *patterns;
    size_t pattern_count;
    const uint64_t *mentions; /**< by theme, of the scored rows */
    size_t theme_count;
    pal_bands bands;
} pal_impact_rows;

/** Regress the value of a row (-100, 0, 100) on 0/1 themes: fills `fit`, `adjusted` and
 *  `adjusted_p` of the themes and *fit.
 *
 *  Themes with at least `least` mentions enter, the most frequent first; as many as leave
 *  PAL_IMPACT_ROWS_A_COLUMN rows for each column, the intercept included, and at most
 *  127. Contribution = beta x share; errors HC3, interval by t with the residual degrees
 *  of freedom, the share held fixed. Least squares goes through the means, so intercept
 *  and contributions sum to the NPS.
 *  False when an arena is exhausted. */
bool pal_impact_regress(pal_impact_fit *fit, pal_theme_impact *themes,
                        const pal_impact_rows *rows, uint64_t least, pal_arena *scratch);

/** Split R2 over the themes with at least PAL_IMPORTANCE_MENTIONS_MIN mentions: exactly
 *  (LMG = Shapley) up to 15 themes, by Johnson's relative weights up to 128. Fills
 *  `importance` of these themes, the method and its R2 of `found`.
 *  False when an arena is exhausted. */
bool pal_impact_importance(pal_impact_findings *found, pal_theme_impact *themes,
                           const pal_impact_rows *rows, pal_arena *scratch);

#endif /* PAL_STATS_IMPACT_FIT_H */
