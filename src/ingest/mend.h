/* mend.h -- cells as their writers meant them
 *
 * Damage that export tools and spreadsheets do to text is undone here, cell by cell.
 */
#ifndef PAL_INGEST_MEND_H
#define PAL_INGEST_MEND_H

#include "base/arena.h"

/** The text of a cell: NFC, trimmed, in `mem`; .ptr NULL without memory.
 *
 *  latin  bytes that are not UTF-8 are windows-1252; else they become U+FFFD
 *
 *  Undone: UTF-8 that was encoded twice (when the whole cell says so), HTML entities
 *  (also twice) and tags, `_x000D_` (Office Open XML ST_Xstring), line ends written as a
 *  backslash and n, an apostrophe that guards a formula. Line ends stay, as LF. */
pal_str pal_text_mend(pal_arena *mem, pal_str cell, bool latin);

/** The same on one line: each run of white space is one space. */
pal_str pal_line_mend(pal_arena *mem, pal_str cell, bool latin);

#endif /* PAL_INGEST_MEND_H */
