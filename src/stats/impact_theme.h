/* impact_theme.h -- figures of one theme out of its counts
 *
 * Room:  stats/. stats/impact.c counts and calls these.
 */
#ifndef PAL_STATS_IMPACT_THEME_H
#define PAL_STATS_IMPACT_THEME_H

#include "base/arena.h"
#include "base/find_impact.h"
#include "stats/weights.h"

/** Rows of the base with a theme, by band and polarity of the mention. */
typedef struct pal_theme_counts {
    uint64_t by[PAL_BAND_COUNT][PAL_POLARITY_COUNT];
    pal_weight_sums weights;
} pal_theme_counts;

/** No figure. */
pal_estimate pal_estimate_none(void);
/** value -+ z se at 95 %. */
pal_estimate pal_estimate_of(double value, double se);

/** Standard error, in NPS points, of share x gap when the share is random too.
 *
 *  A row is one draw from six cells (theme or not, three bands). With x its value, s_all,
 *  s_t and s_0 the means of all, with, and without the theme, V the variances and r =
 *  1 - share, s_all - s_0 has the influence function
 *
 *    with the theme:  x - s_all
 *    without it:      (x - s_all) - (x - s_0)/r
 *                     = -(share/r)(x - s_0) + (s_0 - s_all)
 *
 *  whose mean square, over n, is the variance (delta method):
 *
 *    [share V_t + share^2 V_0 / r]/n + share r (s_t - s_0)^2 / n
 *
 *  The first term is the error with the share held fixed; the second is
 *  Var(share) gap^2. Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap
 *  (1993), 21. 0 when either side is empty. */
double pal_impact_random_se(pal_bands with, pal_bands rest);

/** Everything of a theme that its own counts give: `all`, `negative`, `positive`, `fit`
 *  apart. Does not set additive, adjusted, q, importance, verdict.
 *
 *  least    rows that a group needs for a figure
 *  base     bands of all rows of the base, which hold those of the theme
 *  weights  of the base; NULL = no weights
 *  scratch  is reset
 *  False when `scratch` is exhausted. */
bool pal_impact_theme(pal_theme_impact *out, const pal_theme_counts *counts,
                      uint64_t least, pal_bands base, const pal_weight_sums *weights,
                      pal_arena *scratch);

/** Share x gap and the test of theme x band among some respondents alone; no figure, and
 *  p NaN, when a side has fewer than `least`. q is the caller's to set.
 *
 *  with, base  bands of those with the theme, and of all; scratch is reset
 *  False when `scratch` is exhausted. */
bool pal_impact_inside(pal_impact_gap *gap, pal_impact_test *test, pal_bands with,
                       pal_bands base, uint64_t least, pal_arena *scratch);

/** Too few, or what the interval (share random) and the q of all three bands say: both
 *  must rule noise out. */
pal_impact_verdict pal_impact_judge(const pal_impact_gap *gap, double q);

/** A weighted score or difference in points; none when fewer than `least` answers, or an
 *  effective number under it, stand behind it. */
pal_weighted_estimate pal_weighted_points(pal_weighted score, uint64_t least);
/** The same of a score: its interval is clamped, and never empty. */
pal_weighted_estimate pal_weighted_score(pal_weighted score, uint64_t least);

#endif /* PAL_STATS_IMPACT_THEME_H */
