/* rows.h -- a record as a row of the survey */
#ifndef PAL_INGEST_ROWS_H
#define PAL_INGEST_ROWS_H

#include "ingest/plan.h"

/** Read `record` by the plan; file, number and line of *row are set already.
 *
 *  mem     owns all views of *row
 *  reason  "" when the row is good, else why it is refused: one line
 *
 *  Answers PAL_DONE when plan->only leaves the row out: it is not read further.
 *  Errors: PAL_ENOMEM */
pal_status pal_row_read(pal_row *row, char reason[160], pal_arena *mem,
                        const pal_input *in, const pal_plan *plan,
                        const pal_record *record, bool from_stem, pal_error *err);

/** A cell on one line, without spaces at its ends; the month for a wave column of dates.
 *  .ptr NULL without memory. */
pal_str pal_row_value(pal_arena *mem, const pal_input *in, const pal_record *record,
                      int column);

/** Add the text of a further line of the same row, on a line of its own.
 *
 *  text  which of the plan's texts
 *
 *  Errors: PAL_ENOMEM */
pal_status pal_row_append(pal_row *row, pal_arena *mem, const pal_input *in,
                          const pal_plan *plan, size_t text, const pal_record *record,
                          pal_error *err);

#endif /* PAL_INGEST_ROWS_H */
