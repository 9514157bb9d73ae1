/* write_sqlite.h -- results.sqlite: the tables of a run, and views over them */
#ifndef PAL_REPORT_WRITE_SQLITE_H
#define PAL_REPORT_WRITE_SQLITE_H

#include "base/arena.h"
#include "report/database.h"
#include "report/report.h"

/** Make the tables in a new database. Errors: EIO, ENOMEM. */
pal_status pal_report_sqlite_begin(pal_database *database, pal_error *err);
/** A run on its way into a database. Nothing is owned. */
typedef struct pal_sqlite_run {
    pal_database *database;
    const char *path; /**< of the database, for messages */
    const pal_report *report;
    const char *folder; /**< that holds the CSV files, as RFC 4180 */
    pal_arena *mem;     /**< for a while */
    uint64_t survey;    /**< its survey_id and run_id: found by pal_report_sqlite() */
    uint64_t run;
} pal_sqlite_run;

/** Add a run, from its figures and its CSV files.
 *
 *  Errors: EOUTPUT  an input or a wave of the same survey is in it already
 *          EIO, EFORMAT, ENOMEM. */
pal_status pal_report_sqlite(pal_sqlite_run *run, pal_error *err);
/** The part of it that comments.csv and mentions.csv hold. */
pal_status pal_report_sqlite_lines(const pal_sqlite_run *run, pal_error *err);

#endif /* PAL_REPORT_WRITE_SQLITE_H */
