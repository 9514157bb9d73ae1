/* text_compare.h -- the waves of base/find_waves.h on a screen
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_TEXT_COMPARE_H
#define PAL_REPORT_TEXT_COMPARE_H

#include "base/buf.h"

/** Append headline, bridge, themes, emerging terms, alarms and warnings. */
void pal_report_compare_text(pal_buf *b, const pal_summary *summary,
                             const pal_theme *themes, const pal_drawing *drawing);

#endif /* PAL_REPORT_TEXT_COMPARE_H */
