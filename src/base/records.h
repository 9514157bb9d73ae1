/* records.h -- a CSV file that this program wrote, read back record by record
 *
 * Order: pal_records_open(); pal_records_next() until PAL_DONE; pal_records_close().
 * File:  RFC 4180 with LF and commas, as report/csv_out.h writes it.
 */
#ifndef PAL_BASE_RECORDS_H
#define PAL_BASE_RECORDS_H

#include "palaute.h"

typedef struct pal_records pal_records;

/** path  kept, for messages. Errors: ENOINPUT, ENOMEM. */
pal_status pal_records_open(pal_records **out, const char *path, pal_error *err);
/** NULL is fine. */
void pal_records_close(pal_records *records);
/** The cells of the next record; they live until the next call. Answers PAL_DONE behind
 * the last one. Errors: EIO, ENOMEM, EFORMAT (the file ends inside of quotes). */
pal_status pal_records_next(pal_records *records, const pal_str **cells, size_t *count,
                            pal_error *err);

#endif /* PAL_BASE_RECORDS_H */
