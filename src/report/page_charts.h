/* page_charts.h -- small drawings as inline SVG
 *
 * Widths are percentages, so a drawing follows the page without scaling its letters.
 * Colours come from the style sheet: classes d (orange), p (grey) and u (blue) stand for
 * detractors or blame, passives or neutral, promoters or praise, in this order.
 */
#ifndef PAL_REPORT_PAGE_CHARTS_H
#define PAL_REPORT_PAGE_CHARTS_H

#include "report/page.h"

/** The bands of an NPS as one labelled bar, with title and description; at least one row.
 */
void pal_chart_bands(pal_page *p, pal_bands bands);
/** Three parts of a whole as a thin bar without words; hidden from screen readers, for
 *  the figures stand beside it. */
void pal_chart_strip(pal_page *p, const uint64_t parts[3]);
/** An NPS from -100 to 100 with its interval; hidden from screen readers likewise. */
void pal_chart_nps(pal_page *p, const pal_nps *nps);

#endif /* PAL_REPORT_PAGE_CHARTS_H */
