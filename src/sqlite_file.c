#include "sqlite_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/str.h"
#include "report/sqlite_schema.h"
#include "report/write_sqlite.h"

struct pal_sqlite_file {
    pal_database *database;
    const char *path;
    char *fresh; /* the new file beside it; NULL: it is added to */
    bool committed;
};

/* --- before the run --- */

static bool is_there(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

/* The folder of results is replaced as a whole. */
static bool is_inside(const char *path, const char *folder)
{
    struct stat one;
    struct stat two;
    size_t len = strlen(path) - pal_io_name(pal_str_from(path)).len;
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_str home = mem ? pal_arena_copy(mem, len ? (pal_str){path, len} : PAL_STR("."))
                       : PAL_STR("");
    bool inside = home.len != 0 && stat(home.ptr, &one) == 0 && stat(folder, &two) == 0 &&
                  one.st_dev == two.st_dev && one.st_ino == two.st_ino;
    pal_arena_close(mem);
    return inside;
}

pal_status pal_sqlite_file_check(const pal_options *opt, pal_error *err)
{
    const char *path = opt->sqlite;
    struct stat st;
    if (!path)
        return opt->append ? pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                                      "--append adds to a file: name it with --sqlite")
                           : PAL_OK;
    pal_loc at = pal_loc_file(path);
    if (path[0] == '\0' || path[0] == ':')
        return pal_fail(err, PAL_EOUTPUT, at, "is no name of a file");
    if (opt->out && is_inside(path, opt->out))
        return pal_fail(err, PAL_EOUTPUT, at,
                        "lies in the folder of the results, which is replaced; choose "
                        "another place, or say --format sqlite");
    if (stat(path, &st) != 0)
        return errno == ENOENT ? PAL_OK
                               : pal_fail(err, PAL_EOUTPUT, at, "%s", strerror(errno));
    if (!S_ISREG(st.st_mode))
        return pal_fail(err, PAL_EOUTPUT, at, "is no file; choose another name");
    if (!opt->append && !opt->force)
        return pal_fail(err, PAL_EOUTPUT, at,
                        "is there already; --append adds this run to it, --force "
                        "replaces it");
    pal_database *database = NULL;
    pal_status status =
        pal_database_open(&database, path, PAL_SQLITE_ID, PAL_SQLITE_VERSION, err);
    pal_database_close(database);
    return status;
}

/* --- the run --- */

static pal_status fill(pal_database *database, const char *path, const pal_outcome *o,
                       bool fresh, pal_error *err)
{
    pal_sqlite_run run = {
        .database = database,
        .path = path,
        .report = &o->run->report,
        .folder = pal_outdir_path(o->dir, o->mem, ""),
        .mem = o->mem,
    };
    if (!run.folder)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    pal_status status = fresh ? pal_report_sqlite_begin(database, err) : PAL_OK;
    return status == PAL_OK ? pal_report_sqlite(&run, err) : status;
}

pal_status pal_sqlite_file_write(const pal_outcome *o, const char *path, pal_error *err)
{
    pal_database *database = NULL;
    pal_status status = pal_database_create(&database, path, err);
    if (status == PAL_OK)
        status = fill(database, path, o, true, err);
    if (status == PAL_OK)
        status = pal_database_commit(database, err);
    pal_database_close(database);
    return status;
}

/* An empty file beside the one that is wanted. */
static pal_status make_fresh(pal_sqlite_file *file, pal_arena *mem, pal_error *err)
{
    pal_loc at = pal_loc_file(file->path);
    size_t len = strlen(file->path);
    char *fresh = pal_new(mem, char, len + sizeof "-XXXXXX");
    if (!fresh)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the name of the database");
    memcpy(fresh, file->path, len);
    memcpy(fresh + len, "-XXXXXX", sizeof "-XXXXXX");
    int fd = mkstemp(fresh);
    if (fd < 0)
        return pal_fail(err, PAL_EOUTPUT, at, "cannot create: %s", strerror(errno));
    close(fd);
    file->fresh = fresh;
    return PAL_OK;
}

pal_status pal_sqlite_file_fill(pal_sqlite_file **out, const pal_outcome *o,
                                pal_error *err)
{
    const char *path = o->opt->sqlite;
    pal_status status = pal_sqlite_file_check(o->opt, err);
    if (status != PAL_OK || !path)
        return status;
    pal_sqlite_file *file = pal_new(o->mem, pal_sqlite_file, 1);
    if (!file)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    *file = (pal_sqlite_file){.path = path};
    bool adds = o->opt->append && is_there(path);
    if (!adds)
        status = make_fresh(file, o->mem, err);
    if (status == PAL_OK)
        status = adds ? pal_database_open(&file->database, path, PAL_SQLITE_ID,
                                          PAL_SQLITE_VERSION, err)
                      : pal_database_create(&file->database, file->fresh, err);
    if (status == PAL_OK)
        status = fill(file->database, path, o, !adds, err);
    if (status != PAL_OK) {
        pal_sqlite_file_close(file);
        return status;
    }
    *out = file;
    return PAL_OK;
}

pal_status pal_sqlite_file_commit(pal_sqlite_file *file, pal_error *err)
{
    pal_status status = pal_database_commit(file->database, err);
    if (status != PAL_OK)
        return status;
    pal_database_close(file->database);
    file->database = NULL;
    if (file->fresh &&
        (chmod(file->fresh, 0644) != 0 || rename(file->fresh, file->path) != 0))
        return pal_fail(err, PAL_EOUTPUT, pal_loc_file(file->path),
                        "cannot put the database in place: %s", strerror(errno));
    file->committed = true;
    return PAL_OK;
}

void pal_sqlite_file_close(pal_sqlite_file *file)
{
    if (!file)
        return;
    pal_database_close(file->database);
    if (file->fresh && !file->committed)
        unlink(file->fresh);
}
