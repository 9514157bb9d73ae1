/* html_out.h -- any bytes as text of an HTML page
 *
 * What comes out is safe as text of an element and inside of a quoted attribute: & < > "
 * and ' are escaped; bytes that are not UTF-8 and control characters (but TAB, LF and
 * CR) become U+FFFD.
 */
#ifndef PAL_REPORT_HTML_OUT_H
#define PAL_REPORT_HTML_OUT_H

#include "base/buf.h"

void pal_html_text(pal_buf *b, pal_str text);

#endif /* PAL_REPORT_HTML_OUT_H */
