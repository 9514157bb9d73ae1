/* word_counts.h -- lines of a word, a TAB and a count
 *
 * Room:  text/. For tables that are looked into as they stand in their files.
 */
#ifndef PAL_TEXT_WORD_COUNTS_H
#define PAL_TEXT_WORD_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "palaute.h"

/** Not empty, and no comment. */
static inline bool pal_count_is_row(pal_str line)
{
    return line.len != 0 && line.ptr[0] != '#';
}

/** False where a line is none: no word, no TAB, or no count from 1. */
bool pal_count_read(pal_str line, pal_str *word, uint32_t *count);
pal_status pal_count_bad(pal_loc at, pal_error *err);
/** Are all rows of a file (`at`: before its first line) sound? Those that ascend have no
 *  word twice; after the first one that does not, or a comment that reads as a row,
 *  *ascends is false and no other is looked at. Errors: EFORMAT. */
pal_status pal_counts_check(pal_str text, pal_loc at, bool *ascends, pal_error *err);
/** The count of a word in lines that ascend; 0 = it is in none of them. False where the
 *  search meets a line that is none. */
bool pal_counts_find(pal_str lines, pal_str word, uint32_t *count);

#endif /* PAL_TEXT_WORD_COUNTS_H */
