/* compare_inside.h -- between text_compare.c and compare_lines.c
 *
 * Room:  report/. text_compare.c has the pieces, the headline and the bridge,
 *        compare_lines.c themes, words, alarms and warnings.
 */
#ifndef PAL_REPORT_COMPARE_INSIDE_H
#define PAL_REPORT_COMPARE_INSIDE_H

#include "base/buf.h"
#include "report/compare_words.h"

/** Widths of columns. */
enum { PAL_DRAW_LABEL = 34, PAL_DRAW_NUMBER = 8 };

/** What is drawn, and how. */
typedef struct pal_compare_drawer {
    pal_buf *b;
    const pal_wave_findings *f;
    const pal_theme *themes;
    const pal_compare_words *say;
    pal_language language;
    bool boxes;
    bool color;
} pal_compare_drawer;

void pal_draw(pal_compare_drawer *d, const char *text);
void pal_draw_count(pal_compare_drawer *d, uint64_t count);
/** An escape of the terminal, where colours are wanted. */
void pal_draw_paint(pal_compare_drawer *d, const char *code);
/** A blank line, and a line in bold. */
void pal_draw_title(pal_compare_drawer *d, const char *text);
void pal_draw_arrow(pal_compare_drawer *d);
pal_str pal_draw_label(const pal_compare_drawer *d, uint32_t theme);
/** A count that is too small to be told: "under 5". */
void pal_draw_few(pal_compare_drawer *d);
/** "spring -> autumn" */
void pal_draw_names(pal_compare_drawer *d, const pal_wave_change *change);

/** Everything below the bridge. */
void pal_draw_lines(pal_compare_drawer *d);

#endif /* PAL_REPORT_COMPARE_INSIDE_H */
