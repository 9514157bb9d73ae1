/* sqlite_file.h -- where the tables of a run go: results.sqlite, and the file that
 * opt->sqlite names
 *
 * Order: pal_sqlite_file_check() before the run; pal_sqlite_file_fill() when its CSV
 * files are complete; pal_sqlite_file_commit(); pal_sqlite_file_close(). A new file is
 * made beside its place and renamed. To a file that is there the run is added in one
 * transaction: a program that reads it sees all of it or nothing, and a full disk, or a
 * crash, leaves the file as it was.
 */
#ifndef PAL_SQLITE_FILE_H
#define PAL_SQLITE_FILE_H

#include "outcome.h"

typedef struct pal_sqlite_file pal_sqlite_file;

/** Can the file that opt->sqlite names be written?
 *
 *  Errors: EUSAGE   opt->append without a file
 *          EOUTPUT  it is there, and neither opt->append nor opt->force is said; it lies
 *                   in opt->out; it is no file
 *          EFORMAT  no database of this program, or damaged */
pal_status pal_sqlite_file_check(const pal_options *opt, pal_error *err);
/** Put the run into the file; it counts when it is committed. Errors: EOUTPUT (also: a
 *  wave of it is there already), EIO, EFORMAT, ENOMEM. */
pal_status pal_sqlite_file_fill(pal_sqlite_file **out, const pal_outcome *outcome,
                                pal_error *err);
/** Errors: EIO, EOUTPUT. */
pal_status pal_sqlite_file_commit(pal_sqlite_file *file, pal_error *err);
/** What was not committed has not happened. NULL is fine. */
void pal_sqlite_file_close(pal_sqlite_file *file);

/** The run as a database of its own in the empty file `path`. Errors: EIO, EFORMAT,
 *  ENOMEM. */
pal_status pal_sqlite_file_write(const pal_outcome *outcome, const char *path,
                                 pal_error *err);

#endif /* PAL_SQLITE_FILE_H */
