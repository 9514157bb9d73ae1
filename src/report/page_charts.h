/* page_charts.h -- small drawings as inline SVG
 *
 * Widths are percentages, so a drawing follows the page without scaling its letters.
 * Colours come from the style sheet: classes d (orange), p (grey) and u (blue) stand for
 * detractors or blame, passives or neutral, promoters or praise, in this order. No
 * drawing says what no word or figure beside it says.
 */
#ifndef PAL_REPORT_PAGE_CHARTS_H
#define PAL_REPORT_PAGE_CHARTS_H

#include "report/page.h"

/** ` name="12.34%"`, and the same without the percent sign. A number that is not finite
 *  becomes 0. */
void pal_chart_percent(pal_page *p, const char *name, double percent);
void pal_chart_number(pal_page *p, const char *name, double value);
/** The bands of an NPS as one labelled bar, with title and description; at least one row.
 */
void pal_chart_bands(pal_page *p, pal_bands bands);
/** Three parts of a whole as a thin bar without words; hidden from screen readers, for
 *  the figures stand beside it. */
void pal_chart_strip(pal_page *p, const uint64_t parts[3]);
/** An NPS from -100 to 100 with its interval; hidden from screen readers likewise. */
void pal_chart_nps(pal_page *p, const pal_nps *nps);
/** A value with its interval on an axis from -reach to reach, 0 in the middle. */
void pal_chart_whisker(pal_page *p, double low, double value, double high, double reach,
                       pal_verdict verdict);
/** Blame to the left, praise to the right of the middle, the neutral across it. */
void pal_chart_diverging(pal_page *p, const uint64_t parts[3]);
/** A step of a bridge from `from` to `to` on an axis from `low` to `high`. */
void pal_chart_step(pal_page *p, double from, double to, double low, double high);

#endif /* PAL_REPORT_PAGE_CHARTS_H */
