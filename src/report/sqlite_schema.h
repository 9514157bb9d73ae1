/* sqlite_schema.h -- the tables and views of results.sqlite
 *
 * A run has sources and waves of one survey; an answer is a row of a source; a comment
 * belongs to an answer, a theme and its mentions to a comment. The figures that need more
 * than counting stand as the CSV files have them; views count the others anew.
 */
#ifndef PAL_REPORT_SQLITE_SCHEMA_H
#define PAL_REPORT_SQLITE_SCHEMA_H

#include <stdint.h>

/** application_id ("PALA") and user_version of the file. The version goes up with every
 *  change of a table. */
enum { PAL_SQLITE_ID = 0x50414C41, PAL_SQLITE_VERSION = 1 };

/** Statements that make the tables and views; NULL ends them. */
extern const char *const pal_sqlite_schema[];

/** A table that holds the lines of a CSV file, with the run in front. */
typedef struct pal_sqlite_figures {
    const char *file;
    const char *table;
    const char *columns; /**< of the file, commas between; "from=from_wave": the column of
                              the table has another name */
} pal_sqlite_figures;
/** No file ends them. */
extern const pal_sqlite_figures pal_sqlite_figure_tables[];

#endif /* PAL_REPORT_SQLITE_SCHEMA_H */
