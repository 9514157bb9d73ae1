#include "report/database.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"

#include <limits.h>
#include <math.h>
#include <sqlite3.h>

enum { WAIT_MS = 3000 };

struct pal_database {
    sqlite3 *file;
    const char *path;
};

struct pal_statement {
    pal_database *database;
    sqlite3_stmt *code;
    int failed; /* the first result that is none of SQLITE_OK */
};

/* --- failures --- */

static pal_status status_of(int result)
{
    switch (result & 0xFF) {
    case SQLITE_NOMEM:
        return PAL_ENOMEM;
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return PAL_EIO;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return PAL_EOUTPUT;
    default:
        return PAL_EFORMAT;
    }
}

static pal_status fail(const pal_database *d, int result, pal_error *err)
{
    pal_loc at = pal_loc_file(d->path);
    switch (result & 0xFF) {
    case SQLITE_NOTADB:
        return pal_fail(err, PAL_EFORMAT, at,
                        "is no SQLite database, or a damaged one; name another file");
    case SQLITE_CORRUPT:
        return pal_fail(err, PAL_EFORMAT, at,
                        "the database is damaged; take a sound copy of it");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return pal_fail(err, PAL_EOUTPUT, at, "another program is using the database");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return pal_fail(err, PAL_EOUTPUT, at, "the database may not be written to");
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return pal_fail(err, PAL_EIO, at, "cannot write the database: %s",
                        sqlite3_errstr(result & 0xFF));
    case SQLITE_CANTOPEN:
        return pal_fail(err, PAL_EOUTPUT, at, "cannot open the database");
    default:
        return pal_fail(err, status_of(result), at, "the database refuses a line: %s",
                        sqlite3_errmsg(d->file));
    }
}

/* --- opening --- */

static pal_status open_file(pal_database **out, const char *path, pal_error *err)
{
    pal_database *d = pal_memory_resize(NULL, sizeof *d);
    if (!d)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    *d = (pal_database){.path = path};
    int result = sqlite3_open_v2(path, &d->file,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(d->file, WAIT_MS);
        /* the file may come from anybody: its views and triggers run nothing but SQL, and
         * none of it bends the file itself */
        sqlite3_db_config(d->file, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(d->file, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        *out = d;
        return PAL_OK;
    }
    pal_status status = fail(d, result, err);
    pal_database_close(d);
    return status;
}

pal_status pal_database_create(pal_database **out, const char *path, pal_error *err)
{
    pal_database *d = NULL;
    pal_status status = open_file(&d, path, err);
    if (!d)
        return status;
    /* the file counts when it is complete: no journal has to mend it */
    status = pal_database_script(d,
                                 "PRAGMA journal_mode = MEMORY;"
                                 "PRAGMA synchronous = OFF;"
                                 "PRAGMA foreign_keys = ON;"
                                 "BEGIN EXCLUSIVE;",
                                 err);
    if (status != PAL_OK) {
        pal_database_close(d);
        return status;
    }
    *out = d;
    return PAL_OK;
}

static pal_status ask(int64_t *out, pal_database *d, const char *sql, pal_error *err)
{
    pal_statement *s = NULL;
    pal_status status = pal_statement_open(&s, d, sql, err);
    if (s)
        status = pal_statement_run(s, out, err);
    pal_statement_close(s);
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status check(pal_database *d, int32_t id, int32_t version, pal_error *err)
{
    int64_t found_id = 0;
    int64_t found_version = 0;
    int64_t faults = 0;
    pal_loc at = pal_loc_file(d->path);
    pal_status status = ask(&found_id, d, "PRAGMA application_id", err);
    if (status == PAL_OK)
        status = ask(&found_version, d, "PRAGMA user_version", err);
    if (status != PAL_OK)
        return status;
    if (found_id != id)
        return pal_fail(err, PAL_EFORMAT, at,
                        "a database of another program; name another file");
    if (found_version != version)
        return pal_fail(err, PAL_EFORMAT, at,
                        "its tables are of version %lld, this program's of %d; name "
                        "another file",
                        (long long)found_version, (int)version);
    status = ask(&faults, d,
                 "SELECT count(*) FROM pragma_integrity_check(1) "
                 "WHERE integrity_check <> 'ok'",
                 err);
    if (status == PAL_OK && faults != 0)
        status = fail(d, SQLITE_CORRUPT, err);
    return status;
}

pal_status pal_database_open(pal_database **out, const char *path, int32_t id,
                             int32_t version, pal_error *err)
{
    pal_database *d = NULL;
    pal_status status = open_file(&d, path, err);
    if (!d)
        return status;
    status = pal_database_script(d,
                                 "PRAGMA cell_size_check = ON;"
                                 "PRAGMA foreign_keys = ON;"
                                 "BEGIN IMMEDIATE;",
                                 err);
    if (status == PAL_OK)
        status = check(d, id, version, err);
    if (status != PAL_OK) {
        pal_database_close(d);
        return status;
    }
    *out = d;
    return PAL_OK;
}

pal_status pal_database_commit(pal_database *d, pal_error *err)
{
    return pal_database_script(d, "COMMIT", err);
}

void pal_database_close(pal_database *d)
{
    if (!d)
        return;
    if (d->file && !sqlite3_get_autocommit(d->file))
        sqlite3_exec(d->file, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(d->file);
    pal_memory_resize(d, 0);
}

pal_status pal_database_script(pal_database *d, const char *sql, pal_error *err)
{
    int result = sqlite3_exec(d->file, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? PAL_OK : fail(d, result, err);
}

/* --- statements --- */

pal_status pal_statement_open(pal_statement **out, pal_database *d, const char *sql,
                              pal_error *err)
{
    pal_statement *s = pal_memory_resize(NULL, sizeof *s);
    if (!s)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(d->path), "no memory");
    *s = (pal_statement){.database = d};
    int result = sqlite3_prepare_v2(d->file, sql, -1, &s->code, NULL);
    if (result != SQLITE_OK) {
        pal_status status = fail(d, result, err);
        pal_statement_close(s);
        return status;
    }
    *out = s;
    return PAL_OK;
}

void pal_statement_close(pal_statement *s)
{
    if (!s)
        return;
    sqlite3_finalize(s->code);
    pal_memory_resize(s, 0);
}

static void note(pal_statement *s, int result)
{
    if (s->failed == SQLITE_OK)
        s->failed = result;
}

void pal_statement_text(pal_statement *s, int at, pal_str text)
{
    const char *bytes = text.len ? text.ptr : "";
    if (text.len > INT_MAX)
        note(s, SQLITE_TOOBIG);
    else
        note(s, sqlite3_bind_text(s->code, at, bytes, (int)text.len, SQLITE_STATIC));
}

void pal_statement_cell(pal_statement *s, int at, pal_str text)
{
    if (text.len != 0)
        pal_statement_text(s, at, text);
}

void pal_statement_uint(pal_statement *s, int at, uint64_t value)
{
    note(s, value > INT64_MAX ? SQLITE_TOOBIG
                              : sqlite3_bind_int64(s->code, at, (sqlite3_int64)value));
}

void pal_statement_number(pal_statement *s, int at, double value)
{
    if (!isnan(value))
        note(s, sqlite3_bind_double(s->code, at, value));
}

pal_status pal_statement_run(pal_statement *s, int64_t *first, pal_error *err)
{
    int result = s->failed != SQLITE_OK ? s->failed : sqlite3_step(s->code);
    pal_status status = PAL_DONE;
    if (result == SQLITE_ROW) {
        status = PAL_OK;
        if (first)
            *first = sqlite3_column_int64(s->code, 0);
    } else if (result != SQLITE_DONE) {
        status = fail(s->database, result, err);
    }
    s->failed = SQLITE_OK;
    sqlite3_reset(s->code);
    sqlite3_clear_bindings(s->code);
    return status;
}

const char *pal_database_version(void)
{
    return SQLITE_VERSION;
}
