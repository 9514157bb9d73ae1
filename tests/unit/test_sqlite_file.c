/* The file of a database: what it is marked with, how it grows, what is refused. */
#include "sqlite_help.h"

#include <signal.h>
#include <sys/resource.h>

static const char survey[] = "id,nps,Miksi\n"
                             "a,2,Jonotin tunnin\n"
                             "b,9,Soittakaa 040 123 4567\n"
                             "c,0,hinta on kova\n";

/* Add home/survey.csv, or another file, to home/all.sqlite. */
static pal_status add(const char *home, const char *input, bool append, pal_error *err)
{
    folder_path own = folder_join(home, "survey.csv");
    folder_path to = folder_join(home, "all.sqlite");
    const char *const inputs[] = {input ? input : own.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.sqlite = to.text;
    opt.append = append;
    return sqlite_run(home, opt, inputs, 1, err);
}

Test(sqlite_file, waves_are_added_and_none_of_them_twice)
{
    folder_path home = folder_new();
    pal_error err = {0};
    cr_assert_eq(add(home.text, sqlite_spring, true, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(add(home.text, sqlite_autumn, true, &err), PAL_OK, "%s", err.msg);
    sqlite_copy(home.text, "all.sqlite", "before");
    cr_expect_eq(add(home.text, sqlite_spring, true, &err), PAL_EOUTPUT);
    cr_expect_not_null(strstr(err.msg, "kuura-2026-kevat"), "%s", err.msg);
    cr_expect_not_null(strstr(err.msg, "already"), "%s", err.msg);
    cr_expect(sqlite_same(home.text, "all.sqlite", "before"));
    /* the same wave in a file of other bytes */
    size_t len = 0;
    char *text = folder_read("corpora/demo", "kuura-2026-syksy.csv", &len);
    cr_assert_not_null(text);
    folder_write(home.text, "kuura-2026-syksy.csv", text);
    FILE *file = fopen(folder_join(home.text, "kuura-2026-syksy.csv").text, "ab");
    fputs("KU-X,2026-10-01,,,,,,\n", file);
    fclose(file);
    free(text);
    err = (pal_error){0};
    cr_expect_eq(
        add(home.text, folder_join(home.text, "kuura-2026-syksy.csv").text, true, &err),
        PAL_EOUTPUT);
    cr_expect_not_null(strstr(err.msg, "the wave 'kuura-2026-syksy'"), "%s", err.msg);
    cr_expect(sqlite_same(home.text, "all.sqlite", "before"));
    cr_expect_eq(folder_count(home.text), 4u, "something was left behind");
    sqlite3 *all = sqlite_open(folder_join(home.text, "all.sqlite").text);
    sqlite_expect_sound(all);
    /* corpora/demo/README.md: 399 and 400 readable answers, +18.2 and +4.5 */
    static const char nps[] = "SELECT nps FROM wave_nps WHERE wave = ?1";
    cr_expect_float_eq(sqlite_number(all, nps, "kuura-2026-kevat", NULL), 18.1818, 1e-4);
    cr_expect_float_eq(sqlite_number(all, nps, "kuura-2026-syksy", NULL), 4.5226, 1e-4);
    cr_expect_eq(sqlite_number(all, "SELECT count(*) FROM answer", NULL, NULL), 799.0);
    cr_expect_eq(sqlite_number(all, "SELECT count(*) FROM survey", NULL, NULL), 1.0);
    sqlite3_close(all);
    folder_remove(&home);
}

Test(sqlite_file, is_marked_strict_and_free_of_personal_data)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    cr_assert_eq(add(home.text, NULL, false, NULL), PAL_OK);
    sqlite3 *all = sqlite_open(folder_join(home.text, "all.sqlite").text);
    cr_expect_eq(sqlite_number(all, "PRAGMA application_id", NULL, NULL), 0x50414C41);
    cr_expect_eq(sqlite_number(all, "PRAGMA user_version", NULL, NULL), 1.0);
    cr_expect_eq(sqlite_number(all,
                               "SELECT count(*) FROM pragma_table_list WHERE type = "
                               "'table' AND NOT strict AND name NOT LIKE 'sqlite%'",
                               NULL, NULL),
                 0.0);
    cr_expect_neq(sqlite3_exec(all, "UPDATE answer SET score = 'x'", NULL, NULL, NULL),
                  SQLITE_OK);
    cr_expect_eq(sqlite_number(all,
                               "SELECT count(*) FROM comment WHERE text LIKE "
                               "'%[PUHELIN]%' AND text NOT LIKE '%123%'",
                               NULL, NULL),
                 1.0);
    sqlite3_close(all);
    size_t len = 0;
    char *bytes = folder_read(home.text, "all.sqlite", &len);
    for (size_t i = 0; i + 8 <= len; i++)
        cr_assert_neq(memcmp(bytes + i, "123 4567", 8), 0);
    free(bytes);
    folder_remove(&home);
}

Test(sqlite_file, two_runs_with_other_threads_give_the_same_bytes)
{
    folder_path home = folder_new();
    const char *const inputs[] = {sqlite_spring, sqlite_autumn};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.formats = PAL_FORMAT_SQLITE;
    for (opt.threads = 1; opt.threads <= 3; opt.threads += 2) {
        cr_assert_eq(sqlite_run(home.text, opt, inputs, 2, NULL), PAL_OK);
        sqlite_copy(home.text, "out/results.sqlite", opt.threads == 1 ? "one" : "three");
    }
    cr_expect(sqlite_same(home.text, "one", "three"));
    folder_remove(&home);
}

/* Four bytes of the file, as a damage or another program leaves them. */
static void bend(const char *home, long at, const char bytes[4])
{
    FILE *file = fopen(folder_join(home, "all.sqlite").text, "r+b");
    cr_assert_not_null(file);
    fseek(file, at, SEEK_SET);
    fwrite(bytes, 1, 4, file);
    fclose(file);
}

Test(sqlite_file, foreign_and_damaged_files_are_left_alone)
{
    enum { PAGE = 4096 };
    static const struct {
        const char *what;
        long at;
        const char bytes[5];
        const char *message;
    } cases[] = {
        {"no database", 0, "hei\n", "no SQLite database"},
        {"another program's", 68, "\0\0\0\1", "another program"},
        {"of another version", 60, "\0\0\0\7", "version 7"},
        {"a broken page", PAGE, "\xFF\xFF\xFF\xFF", "damaged"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        folder_path home = folder_new();
        folder_write(home.text, "survey.csv", survey);
        cr_assert_eq(add(home.text, sqlite_spring, false, NULL), PAL_OK);
        bend(home.text, cases[i].at, cases[i].bytes);
        sqlite_copy(home.text, "all.sqlite", "before");
        pal_error err = {0};
        cr_expect_eq(add(home.text, NULL, true, &err), PAL_EFORMAT, "%s", cases[i].what);
        cr_expect_not_null(strstr(err.msg, cases[i].message), "%s: %s", cases[i].what,
                           err.msg);
        cr_expect(sqlite_same(home.text, "all.sqlite", "before"), "%s", cases[i].what);
        cr_expect_eq(folder_count(home.text), 4u, "%s", cases[i].what);
        folder_remove(&home);
    }
}

Test(sqlite_file, a_file_that_is_there_is_added_to_or_replaced_only_when_asked)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    cr_assert_eq(add(home.text, sqlite_spring, false, NULL), PAL_OK);
    sqlite_copy(home.text, "all.sqlite", "before");
    pal_error err = {0};
    cr_expect_eq(add(home.text, NULL, false, &err), PAL_EOUTPUT);
    cr_expect_not_null(strstr(err.msg, "--append"), "%s", err.msg);
    cr_expect(sqlite_same(home.text, "all.sqlite", "before"));
    folder_path in = folder_join(home.text, "survey.csv");
    folder_path to = folder_join(home.text, "all.sqlite");
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.sqlite = to.text;
    opt.force = true;
    cr_assert_eq(sqlite_run(home.text, opt, inputs, 1, NULL), PAL_OK);
    sqlite3 *all = sqlite_open(to.text);
    cr_expect_eq(sqlite_number(all, "SELECT count(*) FROM answer", NULL, NULL), 3.0);
    sqlite3_close(all);
    /* the folder of the results is no place for it */
    folder_path inside = folder_join(home.text, "out/all.sqlite");
    opt.sqlite = inside.text;
    err = (pal_error){0};
    cr_expect_eq(sqlite_run(home.text, opt, inputs, 1, &err), PAL_EOUTPUT);
    cr_expect_not_null(strstr(err.msg, "--format sqlite"), "%s", err.msg);
    opt.sqlite = NULL;
    opt.append = true;
    cr_expect_eq(sqlite_run(home.text, opt, inputs, 1, NULL), PAL_EUSAGE);
    folder_remove(&home);
}

Test(sqlite_file, another_program_that_writes_is_waited_for_and_told)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    cr_assert_eq(add(home.text, sqlite_spring, false, NULL), PAL_OK);
    sqlite3 *other = sqlite_open(folder_join(home.text, "all.sqlite").text);
    cr_assert_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    pal_error err = {0};
    cr_expect_eq(add(home.text, NULL, true, &err), PAL_EOUTPUT);
    cr_expect_not_null(strstr(err.msg, "another program"), "%s", err.msg);
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(other);
    cr_expect_eq(add(home.text, NULL, true, NULL), PAL_OK);
    folder_remove(&home);
}

/* The database may not grow by a byte; all other files are smaller. */
Test(sqlite_file, a_full_disk_leaves_the_file_as_it_was)
{
    folder_path home = folder_new();
    cr_assert_eq(add(home.text, sqlite_spring, false, NULL), PAL_OK);
    sqlite3 *all = sqlite_open(folder_join(home.text, "all.sqlite").text);
    cr_assert_eq(sqlite3_exec(all,
                              "CREATE TABLE mine (bytes BLOB);"
                              "INSERT INTO mine VALUES (zeroblob(4000000))",
                              NULL, NULL, NULL),
                 SQLITE_OK);
    sqlite3_close(all);
    sqlite_copy(home.text, "all.sqlite", "before");
    struct stat st;
    cr_assert_eq(stat(folder_join(home.text, "before").text, &st), 0);
    struct rlimit limit = {.rlim_cur = (rlim_t)st.st_size, .rlim_max = RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    pal_error err = {0};
    cr_expect_eq(add(home.text, sqlite_autumn, true, &err), PAL_EIO, "%s", err.msg);
    cr_expect_not_null(strstr(err.msg, "cannot write the database"), "%s", err.msg);
    limit.rlim_cur = RLIM_INFINITY;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_expect(sqlite_same(home.text, "all.sqlite", "before"));
    cr_expect_eq(folder_count(home.text), 3u, "something was left behind");
    all = sqlite_open(folder_join(home.text, "all.sqlite").text);
    sqlite_expect_sound(all);
    sqlite3_close(all);
    folder_remove(&home);
}
