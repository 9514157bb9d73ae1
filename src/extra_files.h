/* extra_files.h -- what a run writes beside its CSV files, summary.json and report.html
 *
 * Order: after those are complete: the files of opt->formats that are made from them,
 * then the CSV files are put into the profile that was asked for.
 */
#ifndef PAL_EXTRA_FILES_H
#define PAL_EXTRA_FILES_H

#include "outcome.h"

/** Names of the files that a run writes only when they are asked for; NULL ends them. */
extern const char *const pal_extra_file_names[];
/** Errors: EOUTPUT, EIO, ENOMEM. */
pal_status pal_extra_files_write(const pal_outcome *outcome, pal_error *err);

#endif /* PAL_EXTRA_FILES_H */
