/* screen.h -- pieces of text for a terminal
 *
 * Room:  report/. Numbers have the decimal mark of the language. Widths are characters.
 */
#ifndef PAL_REPORT_SCREEN_H
#define PAL_REPORT_SCREEN_H

#include "base/buf.h"

/** Words of a file must not steer the terminal: controls and what turns the direction of
 *  the line become spaces. */
void pal_screen_plain(pal_buf *b, pal_str text);
/** The same, then spaces up to `width`; what is longer is cut, with "..." at its end. */
void pal_screen_cell(pal_buf *b, pal_str text, size_t width);
/** Spaces before what stands from byte `from` on, so that it is `width` wide. */
void pal_screen_align(pal_buf *b, size_t from, size_t width);

/** "+3,5", "-0.1", "+0,0". */
void pal_screen_signed(pal_buf *b, double value, pal_language language);
/** "12,3 %" of a share from 0 to 1. */
void pal_screen_percent(pal_buf *b, double share, pal_language language);
/** "p = 0,024", or "p < 0,001" below that. */
void pal_screen_p(pal_buf *b, const char *name, double p, pal_language language);

#endif /* PAL_REPORT_SCREEN_H */
