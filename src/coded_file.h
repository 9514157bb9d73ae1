/* coded_file.h -- a coded file as text with TABs between its columns
 *
 * Most are that already. A workbook (.xlsx) and CSV (.csv) become it: one line a row, no
 * line end and no TAB within a cell.
 */
#ifndef PAL_CODED_FILE_H
#define PAL_CODED_FILE_H

#include "base/arena.h"

/** Read the file `path` whole; what it is its name tells. Lines have the numbers that
 *  they have in the file; rows of a workbook count from the one that names the columns.
 *
 *  out  in `mem`
 *
 *  Errors: ENOINPUT, EIO, ENOMEM, EFORMAT (no table, longer than 256 MB) */
pal_status pal_coded_file_read(pal_str *out, pal_arena *mem, const char *path,
                               pal_error *err);

#endif /* PAL_CODED_FILE_H */
