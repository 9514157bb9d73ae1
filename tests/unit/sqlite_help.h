/* sqlite_help.h -- runs into databases, and questions to them */
#ifndef PAL_TESTS_SQLITE_HELP_H
#define PAL_TESTS_SQLITE_HELP_H

#include "lexicon_help.h"

#include <math.h>
#include <sqlite3.h>

static const char sqlite_spring[] = "corpora/demo/kuura-2026-kevat.csv";
static const char sqlite_autumn[] = "corpora/demo/kuura-2026-syksy.csv";

/* One run of the rules; the results go to home/out. */
static inline pal_status sqlite_run(const char *home, pal_options opt,
                                    const char *const *inputs, size_t count,
                                    pal_error *err)
{
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_FI);
    folder_path to = folder_join(home, "out");
    pal_result *result = NULL;
    opt.out = to.text;
    opt.scale = PAL_SCALE_0_10;
    pal_status status = pal_analyze(&result, r.engine, &opt, inputs, count, err);
    if (status == PAL_OK)
        pal_result_close(result);
    lexicon_close(&r);
    return status;
}

static inline sqlite3 *sqlite_open(const char *path)
{
    sqlite3 *file = NULL;
    cr_assert_eq(sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK,
                 "%s", path);
    return file;
}

/* The first column of the first row, with ?1 and ?2, which may be NULL; NaN for a NULL,
 * or without a row. */
static inline double sqlite_number(sqlite3 *file, const char *sql, const char *one,
                                   const char *two)
{
    sqlite3_stmt *s = NULL;
    double value = (double)NAN;
    cr_assert_eq(sqlite3_prepare_v2(file, sql, -1, &s, NULL), SQLITE_OK, "%s: %s", sql,
                 sqlite3_errmsg(file));
    if (one)
        sqlite3_bind_text(s, 1, one, -1, SQLITE_STATIC);
    if (two)
        sqlite3_bind_text(s, 2, two, -1, SQLITE_STATIC);
    int result = sqlite3_step(s);
    cr_assert(result == SQLITE_ROW || result == SQLITE_DONE, "%s: %s", sql,
              sqlite3_errmsg(file));
    if (result == SQLITE_ROW && sqlite3_column_type(s, 0) != SQLITE_NULL)
        value = sqlite3_column_double(s, 0);
    sqlite3_finalize(s);
    return value;
}

static inline void sqlite_expect_sound(sqlite3 *file)
{
    cr_expect_eq(sqlite_number(file,
                               "SELECT count(*) FROM pragma_integrity_check "
                               "WHERE integrity_check <> 'ok'",
                               NULL, NULL),
                 0.0);
    cr_expect_eq(
        sqlite_number(file, "SELECT count(*) FROM pragma_foreign_key_check", NULL, NULL),
        0.0);
}

/* Two files of the same bytes. */
static inline bool sqlite_same(const char *home, const char *one, const char *two)
{
    size_t a = 0;
    size_t b = 0;
    char *first = folder_read(home, one, &a);
    char *second = folder_read(home, two, &b);
    bool same = first && second && a == b && memcmp(first, second, a) == 0;
    free(first);
    free(second);
    return same;
}

static inline void sqlite_copy(const char *home, const char *from, const char *to)
{
    size_t len = 0;
    char *bytes = folder_read(home, from, &len);
    FILE *file = fopen(folder_join(home, to).text, "wb");
    cr_assert(bytes && file);
    cr_assert_eq(fwrite(bytes, 1, len, file), len);
    fclose(file);
    free(bytes);
}

#endif /* PAL_TESTS_SQLITE_HELP_H */
