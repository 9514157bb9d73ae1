#include "extra_files.h"

#include "base/fail.h"
#include "base/records.h"
#include "base/str.h"
#include "report/csv_profile.h"
#include "report/write_xlsx.h"
#include "sqlite_file.h"

const char *const pal_extra_file_names[] = {
    "comments.jsonl", "summary.md", "results.xlsx", "results.sqlite", NULL,
};

/* --- the CSV profile --- */

static const char fresh[] = "profile.part";

/* All records of `path` into `file`. */
static pal_status recast(pal_file *file, const pal_outcome *o, const char *path,
                         size_t own, pal_error *err)
{
    pal_records *records = NULL;
    pal_csv_recast *form = NULL;
    pal_status status = pal_records_open(&records, path, err);
    if (status == PAL_OK)
        status = pal_csv_profile_open(&form, o->opt->csv_profile, own, err);
    const pal_str *cells = NULL;
    size_t count = 0;
    while (status == PAL_OK) {
        status = pal_records_next(records, &cells, &count, err);
        if (status == PAL_OK)
            status = pal_csv_profile_record(form, pal_file_buf(file), cells, count, err);
        pal_file_spill(file);
    }
    pal_csv_profile_close(form);
    pal_records_close(records);
    return status == PAL_DONE ? PAL_OK : status;
}

static pal_status recast_file(const pal_outcome *o, const char *name, pal_error *err)
{
    const char *path = pal_outdir_path(o->dir, o->mem, name);
    if (!path)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(name), "no memory");
    bool comments = pal_str_equal(pal_str_from(name), PAL_STR("comments.csv"));
    pal_file *file = NULL;
    pal_status status = pal_outdir_create(&file, o->dir, fresh, err);
    if (status != PAL_OK)
        return status;
    status = recast(file, o, path, comments ? PAL_COMMENTS_FIXED : SIZE_MAX, err);
    pal_status closed = pal_file_close(file, status == PAL_OK ? err : NULL);
    if (status == PAL_OK)
        status = closed;
    return status == PAL_OK ? pal_outdir_rename(o->dir, fresh, name, err) : status;
}

static pal_status apply_profile(const pal_outcome *o, pal_error *err)
{
    const char *folder = pal_outdir_path(o->dir, o->mem, "");
    pal_str *names = NULL;
    size_t count = 0;
    if (!folder)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    pal_status status = pal_io_list(&names, &count, o->mem, folder, ".csv", err);
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = recast_file(o, names[i].ptr, err);
    return status;
}

/* --- further files --- */

static pal_status write_markdown(const pal_outcome *o, pal_error *err)
{
    pal_file *file = NULL;
    pal_status status = pal_outdir_create(&file, o->dir, "summary.md", err);
    if (status != PAL_OK)
        return status;
    pal_report_markdown(pal_file_buf(file), &o->run->report);
    return pal_file_close(file, err);
}

/* Foreign libraries write to a path: the folder learns the name first, so that it is
 * cleaned up with the rest. */
static pal_status claim(const char **path, const pal_outcome *o, const char *name,
                        pal_error *err)
{
    pal_file *file = NULL;
    *path = pal_outdir_path(o->dir, o->mem, name);
    if (!*path)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(name), "no memory");
    pal_status status = pal_outdir_create(&file, o->dir, name, err);
    return status == PAL_OK ? pal_file_close(file, err) : status;
}

static pal_status write_xlsx(const pal_outcome *o, pal_error *err)
{
    const char *path = NULL;
    pal_xlsx_tables tables = {
        .themes = pal_outdir_path(o->dir, o->mem, "themes.csv"),
        .comments = pal_outdir_path(o->dir, o->mem, "comments.csv"),
        .mentions = pal_outdir_path(o->dir, o->mem, "mentions.csv"),
        .waves = pal_outdir_path(o->dir, o->mem, "waves.csv"),
    };
    if (!tables.themes || !tables.comments || !tables.mentions || !tables.waves)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    pal_status status = claim(&path, o, "results.xlsx", err);
    return status == PAL_OK ? pal_report_xlsx(path, &o->run->report, &tables, err)
                            : status;
}

static pal_status write_sqlite(const pal_outcome *o, pal_error *err)
{
    const char *path = NULL;
    pal_status status = claim(&path, o, "results.sqlite", err);
    return status == PAL_OK ? pal_sqlite_file_write(o, path, err) : status;
}

static pal_status write_all(pal_sqlite_file **database, const pal_outcome *o,
                            pal_error *err)
{
    static const struct {
        pal_format format;
        pal_status (*write)(const pal_outcome *o, pal_error *err);
    } files[] = {
        {PAL_FORMAT_MD, write_markdown},
        {PAL_FORMAT_XLSX, write_xlsx},
        {PAL_FORMAT_SQLITE, write_sqlite},
    };
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < sizeof files / sizeof *files; i++)
        if (o->opt->formats & files[i].format)
            status = files[i].write(o, err);
    if (status == PAL_OK && o->opt->sqlite)
        status = pal_sqlite_file_fill(database, o, err);
    if (status == PAL_OK && o->opt->csv_profile != PAL_CSV_RFC4180)
        status = apply_profile(o, err);
    return status;
}

/* Outside of the folder nothing changes before all files in it are made. */
pal_status pal_extra_files_write(const pal_outcome *o, pal_error *err)
{
    pal_sqlite_file *database = NULL;
    pal_status status = write_all(&database, o, err);
    if (status == PAL_OK && database)
        status = pal_sqlite_file_commit(database, err);
    pal_sqlite_file_close(database);
    return status;
}
