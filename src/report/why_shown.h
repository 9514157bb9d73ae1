/* why_shown.h -- what may be shown of the trees of base/find_why.h
 *
 * Room:  report/. Counts of 1 to k - 1 respondents are not shown.
 */
#ifndef PAL_REPORT_WHY_SHOWN_H
#define PAL_REPORT_WHY_SHOWN_H

#include "base/find_why.h"

/** May the count be shown? */
bool pal_why_shows(const pal_why_findings *why, uint64_t count);
/** Which of the tones of a tree may be shown, by pal_polarity. When one alone would be
 *  missing, the smallest other one is not shown either: the sum is known. */
void pal_why_shown_tones(bool shown[PAL_POLARITY_COUNT], const pal_why_findings *why,
                         const pal_why_tree *tree);
/** n / of, NaN without any. */
double pal_why_share(uint64_t n, uint64_t of);
/** The share that the node is compared with; NaN when it may not be shown. */
double pal_why_share_rest(const pal_why_findings *why, const pal_why_node *node);
/** "detractor", "passive", "promoter", "all". */
const char *pal_why_band_name(const pal_why_tree *tree);

#endif /* PAL_REPORT_WHY_SHOWN_H */
