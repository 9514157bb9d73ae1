/* database.h -- an SQLite database in the making
 *
 * Room:  report/. The only file that knows SQLite; write_sqlite.c fills the tables.
 * Order: pal_database_create() or pal_database_open(), which begin a transaction;
 *        pal_database_script() and statements; pal_database_commit();
 *        pal_database_close(), which rolls back what was not committed.
 * Text:  UTF-8. Columns of STRICT tables turn text that is a number into one and refuse
 *        other text, so that the cells of a CSV file can be handed over as they are.
 */
#ifndef PAL_REPORT_DATABASE_H
#define PAL_REPORT_DATABASE_H

#include "palaute.h"

typedef struct pal_database pal_database;
/** One SQL statement, compiled once and run any number of times. */
typedef struct pal_statement pal_statement;

/** A new database in the empty file `path`, for a file that nobody else knows yet.
 *
 *  path  kept, for messages
 *  Errors: EOUTPUT, EIO, ENOMEM. */
pal_status pal_database_create(pal_database **out, const char *path, pal_error *err);
/** The database that is there, to be added to; nobody else writes until it is closed.
 *
 *  id, version  its application_id and user_version
 *  Errors: EFORMAT  no SQLite database, another program's, of another version, or damaged
 *          EOUTPUT  cannot be opened, or another program is writing to it
 *          EIO, ENOMEM */
pal_status pal_database_open(pal_database **out, const char *path, int32_t id,
                             int32_t version, pal_error *err);
/** Errors: EIO (a full disk: nothing has changed). */
pal_status pal_database_commit(pal_database *database, pal_error *err);
/** NULL is fine. */
void pal_database_close(pal_database *database);

/** Run statements that answer nothing. Errors: EIO, EFORMAT, ENOMEM. */
pal_status pal_database_script(pal_database *database, const char *sql, pal_error *err);

/** Errors: EFORMAT (the SQL is wrong), ENOMEM. */
pal_status pal_statement_open(pal_statement **out, pal_database *database,
                              const char *sql, pal_error *err);
/** NULL is fine. */
void pal_statement_close(pal_statement *statement);
/** Give parameter `at`, from 1, its value; it must live until pal_statement_run() comes
 *  back. Parameters that got none are NULL. */
void pal_statement_text(pal_statement *statement, int at, pal_str text);
/** The same, and NULL for an empty text. */
void pal_statement_cell(pal_statement *statement, int at, pal_str text);
void pal_statement_uint(pal_statement *statement, int at, uint64_t value);
/** NaN is NULL. */
void pal_statement_number(pal_statement *statement, int at, double value);
/** Run it, then forget the values.
 *
 *  first  the first column of the first row of the answer, left alone when there is none;
 *         may be NULL
 *  Answers PAL_DONE without a row, PAL_OK with one. Errors: as pal_database_script(). */
pal_status pal_statement_run(pal_statement *statement, int64_t *first, pal_error *err);
/** "3.40.1": of SQLite. */
const char *pal_database_version(void);

#endif /* PAL_REPORT_DATABASE_H */
