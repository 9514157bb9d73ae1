/* keep_file.h -- files that are kept for the next run
 *
 * Room:  base/. For what may be deleted at any time and is the user's alone.
 */
#ifndef PAL_BASE_KEEP_FILE_H
#define PAL_BASE_KEEP_FILE_H

#include <stdbool.h>

#include "palaute.h"

/** Put the head and `parts`, one behind the other, in the place of the file: all of it or
 *  nothing. Missing folders above it are made. What a run that was killed a day ago or
 *  earlier left of the file is removed. False when it cannot be written: then the old
 * file stands. */
bool pal_keep_file(const char *path, pal_str head, const pal_str *parts, size_t count);

/** Fill head and `parts`, which are writable. False when the file is missing or has not
 *  as many bytes as they have together: what they hold is of no use then. */
bool pal_keep_file_read(const char *path, pal_str head, const pal_str *parts,
                        size_t count);

#endif /* PAL_BASE_KEEP_FILE_H */
