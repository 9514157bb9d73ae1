/* text_why.h -- the trees of base/find_why.h on a screen
 *
 * Room:  report/. Bytes of respondents are shown without control characters.
 */
#ifndef PAL_REPORT_TEXT_WHY_H
#define PAL_REPORT_TEXT_WHY_H

#include "base/buf.h"

/** Append all trees of the summary; depth: levels that are shown, 1 to 5. */
void pal_report_why_text(pal_buf *b, const pal_summary *summary, const pal_theme *themes,
                         const pal_drawing *drawing, unsigned depth);

#endif /* PAL_REPORT_TEXT_WHY_H */
