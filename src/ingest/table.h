/* table.h -- the head of a survey file, as a table to look at
 *
 * Order: pal_table_read() on the decoded head of the file.
 */
#ifndef PAL_INGEST_TABLE_H
#define PAL_INGEST_TABLE_H

#include "ingest/csv.h"

/** At most so many records are looked at. */
enum { PAL_TABLE_ROWS = 2000 };

/** Records of the head; blank lines are left out. Owned by the arena of the call. */
typedef struct pal_table {
    char delimiter; /**< as it is reported */
    char reading;   /**< as the records are read: PAL_CSV_ONE_CELL for one column */
    pal_str delimiter_why;
    pal_str newline;  /**< "CRLF", "LF", "CR" */
    size_t hints;     /**< 1 when a line "sep=;" stands before the table */
    pal_record *rows; /**< cells and their array live as long as the table */
    size_t count;
    size_t width;  /**< the most frequent number of cells */
    size_t broken; /**< records with a quote that was never closed */
} pal_table;

/** Read `head`, UTF-8.
 *
 *  mem        owns the table; `head` must outlive it no longer than the call
 *  whole      the head is all of the file; else its last record is left out
 *  delimiter  0 = the one of ; , TAB | that gives most records the same number of cells
 *
 *  Errors: PAL_EFORMAT (as in csv.h), PAL_ENOMEM */
pal_status pal_table_read(pal_table *out, pal_arena *mem, pal_str head, bool whole,
                          char delimiter, const char *file, pal_error *err);

#endif /* PAL_INGEST_TABLE_H */
