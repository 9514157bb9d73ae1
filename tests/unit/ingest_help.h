/* ingest_help.h -- survey files written on the spot, and read to the end */
#ifndef PAL_TESTS_INGEST_HELP_H
#define PAL_TESTS_INGEST_HELP_H

#include "base/str.h"
#include "ingest/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HELP_ROWS = 8000 };

/* All rows of a run, good and refused, in the order they came. */
typedef struct help_run {
    pal_status opened;
    pal_status status; /* of the last call */
    pal_error err;
    pal_survey *survey;
    pal_arena *mem;
    pal_row *rows;
    pal_refusal *refusals; /* by row; reason "" = good */
    size_t count;
    size_t refused;
} help_run;

static inline help_run help_read_files(const char *const *paths, size_t count,
                                       pal_options opt)
{
    help_run run = {.mem = pal_arena_open((size_t)1 << 32)};
    run.rows = pal_new(run.mem, pal_row, HELP_ROWS);
    run.refusals = pal_new(run.mem, pal_refusal, HELP_ROWS);
    run.opened = run.status = pal_survey_open(&run.survey, &opt, paths, count, &run.err);
    while (run.status == PAL_OK && run.count < HELP_ROWS) {
        run.status = pal_survey_next(run.survey, run.mem, &run.rows[run.count],
                                     &run.refusals[run.count], &run.err);
        if (run.status == PAL_OK)
            run.refused += run.refusals[run.count++].reason[0] != '\0';
    }
    run.err.at.file = NULL; /* pointed into the error that is copied here */
    return run;
}

static inline void help_end(help_run *run)
{
    pal_survey_close(run->survey);
    pal_arena_close(run->mem);
}

/* A new file with these bytes; remove it with help_remove(). */
static inline char *help_file(pal_str bytes)
{
    char path[] = "/tmp/palaute-ingest-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len)
        abort();
    close(fd);
    return strdup(path);
}

static inline void help_remove(char *path)
{
    unlink(path);
    free(path);
}

static inline help_run help_read(pal_str bytes, pal_options opt)
{
    char *path = help_file(bytes);
    const char *const paths[] = {path};
    help_run run = help_read_files(paths, 1, opt);
    help_remove(path);
    return run;
}

static inline bool help_is(pal_str text, const char *expected)
{
    return pal_str_equal(text, pal_str_from(expected));
}

/* "<data folder>/<name>"; NULL when the folder is absent, and says so. */
static inline char *help_data(const char *name)
{
    const char *folder = getenv("PALAUTE_DATA");
    if (!folder)
        folder = "../shared/data";
    if (access(folder, R_OK) != 0) {
        fprintf(stderr, "skipped: no folder %s\n", folder);
        return NULL;
    }
    size_t len = strlen(folder) + strlen(name) + 2;
    char *path = malloc(len);
    if (path)
        snprintf(path, len, "%s/%s", folder, name);
    return path;
}

#endif /* PAL_TESTS_INGEST_HELP_H */
