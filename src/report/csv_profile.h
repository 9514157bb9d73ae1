/* csv_profile.h -- our CSV files in the form that a program wants
 *
 * Order: pal_csv_profile_open(); pal_csv_profile_record() for each record, the header
 *        first; pal_csv_profile_close().
 * Files: rfc4180: as they are. excel-fi: a byte order mark, ';' between the cells, CRLF,
 *        a comma in decimals, text guarded. rfc4180-guarded: rfc4180 with text guarded.
 * Guard: a text that begins with = + - @ TAB or CR would be run as a formula by a
 *        spreadsheet; it gets a ' in front. Numbers that we computed are left alone.
 *        Source: OWASP, "CSV Injection".
 */
#ifndef PAL_REPORT_CSV_PROFILE_H
#define PAL_REPORT_CSV_PROFILE_H

#include "base/buf.h"

typedef struct pal_csv_recast pal_csv_recast;

/** own  how many leading columns are ours; those behind them hold words of the survey
 *  Errors: ENOMEM. */
pal_status pal_csv_profile_open(pal_csv_recast **out, pal_csv_profile profile, size_t own,
                                pal_error *err);
/** NULL is fine. */
void pal_csv_profile_close(pal_csv_recast *recast);
/** Append one record to `b`. Errors: ENOMEM. */
pal_status pal_csv_profile_record(pal_csv_recast *recast, pal_buf *b,
                                  const pal_str *cells, size_t count, pal_error *err);

/** An optional minus, digits, and at most one point between digits? */
bool pal_csv_is_number(pal_str cell);

#endif /* PAL_REPORT_CSV_PROFILE_H */
