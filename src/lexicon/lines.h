/* lines.h -- lines of a tab-separated lexicon file
 *
 * Room:  lexicon/.
 * Order: pal_lines_open(); pal_lines_next() until PAL_DONE.
 */
#ifndef PAL_LEXICON_LINES_H
#define PAL_LEXICON_LINES_H

#include "palaute.h"

enum { PAL_LINE_FIELDS_MAX = 12 };

/** A cursor over the lines; the fields are views into the text. */
typedef struct pal_lines {
    pal_str rest;
    const char *file;
    size_t line; /**< of the current line, from 1 */
    size_t columns;
    const char *line_begin;
    pal_str
        fields[PAL_LINE_FIELDS_MAX]; /**< trimmed; missing ones at the end are empty */
} pal_lines;

/** Begin, and check that the first line names the columns of `header` (TABs between them;
 *  trailing ones may be missing). Errors: PAL_EFORMAT (also: no UTF-8, not NFC). */
pal_status pal_lines_open(pal_lines *table, pal_str text, const char *file,
                          const char *header, pal_error *err);
/** The next line that is neither empty nor a comment. PAL_OK, PAL_DONE, PAL_EFORMAT. */
pal_status pal_lines_next(pal_lines *table, pal_error *err);
/** Place of a field, for messages. */
pal_loc pal_lines_at(const pal_lines *table, size_t field);

#endif /* PAL_LEXICON_LINES_H */
