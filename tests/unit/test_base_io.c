#include <criterion/criterion.h>

#include "base/io.h"
#include "base/str.h"
#include "folder_help.h"

static bool holds(const char *folder, const char *name, const char *expected)
{
    char *text = folder_read(folder, name, NULL);
    bool same = text && strcmp(text, expected) == 0;
    free(text);
    return same;
}

/* Write one file into a result folder; commit it or not. */
static pal_status put(const char *path, const char *name, const char *text, bool force,
                      bool commit, pal_error *err)
{
    pal_outdir *dir = NULL;
    pal_file *file = NULL;
    pal_status status = pal_outdir_open(&dir, path, "summary.json", force, err);
    if (status == PAL_OK)
        status = pal_outdir_create(&file, dir, name, err);
    if (status == PAL_OK) {
        pal_file_write(file, pal_str_from(text));
        status = pal_file_close(file, err);
    }
    if (status == PAL_OK && commit)
        status = pal_outdir_commit(dir, err);
    pal_outdir_close(dir);
    return status;
}

Test(base_io, a_folder_appears_when_it_is_complete)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    pal_error err = {0};
    pal_outdir *dir = NULL;
    pal_file *file = NULL;
    cr_assert_eq(pal_outdir_open(&dir, path.text, "summary.json", false, &err), PAL_OK);
    cr_assert_eq(pal_outdir_create(&file, dir, "summary.json", &err), PAL_OK);
    pal_file_write(file, PAL_STR("one"));
    pal_buf_cstr(pal_file_buf(file), " two");
    pal_file_spill(file);
    cr_expect_eq(pal_file_close(file, &err), PAL_OK);
    cr_expect_not(folder_has(home.text, "out"));
    cr_expect_eq(pal_outdir_commit(dir, &err), PAL_OK);
    pal_outdir_close(dir);
    cr_expect(holds(path.text, "summary.json", "one two"));
    cr_expect_eq(folder_count(home.text), 1u);
    folder_remove(&home);
}

Test(base_io, what_is_not_committed_leaves_nothing)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    cr_expect_eq(put(path.text, "summary.json", "x", false, false, NULL), PAL_OK);
    cr_expect_eq(folder_count(home.text), 0u);
    pal_outdir_close(NULL);
    folder_remove(&home);
}

Test(base_io, a_large_file_is_written_whole)
{
    enum { LINES = 200000 };
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    pal_outdir *dir = NULL;
    pal_file *file = NULL;
    cr_assert_eq(pal_outdir_open(&dir, path.text, "m", false, NULL), PAL_OK);
    cr_assert_eq(pal_outdir_create(&file, dir, "m", NULL), PAL_OK);
    for (int i = 0; i < LINES; i++)
        pal_file_write(file, PAL_STR("0123456789\n"));
    cr_expect_eq(pal_file_close(file, NULL), PAL_OK);
    cr_expect_eq(pal_outdir_commit(dir, NULL), PAL_OK);
    pal_outdir_close(dir);
    size_t len = 0;
    char *text = folder_read(path.text, "m", &len);
    cr_expect_eq(len, (size_t)LINES * 11);
    cr_expect(pal_str_ends((pal_str){text, len}, PAL_STR("\n0123456789\n")));
    free(text);
    folder_remove(&home);
}

Test(base_io, a_foreign_folder_is_refused_unless_forced)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    mkdir(path.text, 0777);
    folder_write(path.text, "thesis.txt", "years of work");
    pal_error err = {0};
    cr_expect_eq(put(path.text, "summary.json", "x", false, true, &err), PAL_EOUTPUT);
    cr_expect_eq(err.code, PAL_EOUTPUT);
    cr_expect_eq(folder_count(home.text), 1u);
    cr_expect_eq(folder_count(path.text), 1u);
    cr_expect_eq(put(path.text, "summary.json", "x", true, true, NULL), PAL_OK);
    cr_expect(holds(path.text, "thesis.txt", "years of work"));
    cr_expect(holds(path.text, "summary.json", "x"));
    cr_expect_eq(folder_count(home.text), 1u);
    folder_remove(&home);
}

Test(base_io, a_folder_with_hidden_files_is_not_empty)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    mkdir(path.text, 0777);
    folder_write(path.text, ".config", "mine");
    cr_expect_eq(put(path.text, "summary.json", "x", false, true, NULL), PAL_EOUTPUT);
    cr_expect_eq(put(path.text, "summary.json", "x", true, true, NULL), PAL_OK);
    cr_expect(holds(path.text, ".config", "mine"));
    cr_expect_eq(folder_count(home.text), 1u, "the old folder is still there");
    folder_remove(&home);
}

Test(base_io, an_empty_folder_is_replaced)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    mkdir(path.text, 0777);
    cr_expect_eq(put(path.text, "summary.json", "x", false, true, NULL), PAL_OK);
    cr_expect(holds(path.text, "summary.json", "x"));
    folder_remove(&home);
}

Test(base_io, an_earlier_result_is_replaced_and_other_files_stay)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    cr_expect_eq(put(path.text, "summary.json", "old", false, true, NULL), PAL_OK);
    folder_write(path.text, "notes.txt", "mine");
    folder_path inner = folder_join(path.text, "charts");
    mkdir(inner.text, 0777);
    folder_write(inner.text, "a.svg", "svg");
    cr_expect_eq(put(path.text, "summary.json", "new", false, true, NULL), PAL_OK);
    cr_expect(holds(path.text, "summary.json", "new"));
    cr_expect(holds(path.text, "notes.txt", "mine"));
    cr_expect(holds(path.text, "charts/a.svg", "svg"));
    cr_expect_eq(folder_count(home.text), 1u);
    cr_expect_eq(put(path.text, "summary.json", "half", false, false, NULL), PAL_OK);
    cr_expect(holds(path.text, "summary.json", "new"));
    folder_remove(&home);
}

Test(base_io, files_of_an_earlier_result_are_forgotten_and_others_stay)
{
    static const char *const names[] = {"results.xlsx", "comments.jsonl", "charts", NULL};
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    mkdir(path.text, 0777);
    folder_write(path.text, "summary.json", "old");
    folder_write(path.text, "results.xlsx", "old");
    folder_write(path.text, "comments.jsonl", "old");
    folder_write(path.text, "results.xlsx.bak", "mine");
    folder_path inner = folder_join(path.text, "charts");
    mkdir(inner.text, 0777);
    folder_write(inner.text, "results.xlsx", "mine");
    pal_outdir *dir = NULL;
    pal_file *file = NULL;
    for (int kept = 0; kept < 2; kept++) {
        cr_assert_eq(pal_outdir_open(&dir, path.text, "summary.json", false, NULL),
                     PAL_OK);
        pal_outdir_forget(dir, names);
        cr_assert_eq(pal_outdir_create(&file, dir, "comments.jsonl", NULL), PAL_OK);
        pal_file_write(file, PAL_STR("new"));
        cr_expect_eq(pal_file_close(file, NULL), PAL_OK);
        if (kept)
            cr_expect_eq(pal_outdir_commit(dir, NULL), PAL_OK);
        pal_outdir_close(dir);
        cr_expect_eq(folder_has(path.text, "results.xlsx"), !kept);
        cr_expect(holds(path.text, "comments.jsonl", kept ? "new" : "old"));
        cr_expect(holds(path.text, "results.xlsx.bak", "mine"));
        cr_expect(holds(path.text, "charts/results.xlsx", "mine"));
    }
    cr_expect_eq(folder_count(home.text), 1u);
    folder_remove(&home);
}

Test(base_io, a_place_that_cannot_be_is_refused)
{
    folder_path home = folder_new();
    folder_write(home.text, "file", "x");
    folder_path file = folder_join(home.text, "file");
    folder_path lost = folder_join(home.text, "no/where");
    pal_error err = {0};
    cr_expect_eq(put(file.text, "a", "x", true, true, &err), PAL_EOUTPUT);
    cr_expect_str_eq(err.at.file, file.text);
    cr_expect_eq(put(lost.text, "a", "x", true, true, NULL), PAL_EOUTPUT);
    cr_expect_eq(folder_count(home.text), 1u);
    cr_expect(holds(home.text, "file", "x"));
    folder_remove(&home);
}

Test(base_io, a_trailing_slash_is_no_part_of_the_name)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out//");
    cr_expect_eq(put(path.text, "summary.json", "x", false, true, NULL), PAL_OK);
    cr_expect(folder_has(home.text, "out/summary.json"));
    cr_expect_eq(folder_count(home.text), 1u);
    folder_remove(&home);
}

Test(base_io, a_name_is_created_once)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "out");
    pal_outdir *dir = NULL;
    pal_file *one = NULL;
    pal_file *two = NULL;
    cr_assert_eq(pal_outdir_open(&dir, path.text, "m", false, NULL), PAL_OK);
    cr_expect_eq(pal_outdir_create(&one, dir, "m", NULL), PAL_OK);
    cr_expect_eq(pal_outdir_create(&two, dir, "m", NULL), PAL_EOUTPUT);
    cr_expect_null(two);
    cr_expect_eq(pal_file_close(one, NULL), PAL_OK);
    pal_outdir_close(dir);
    cr_expect_eq(folder_count(home.text), 0u);
    folder_remove(&home);
}

Test(base_io, reads_a_file_whole_or_says_why_not)
{
    folder_path home = folder_new();
    folder_write(home.text, "ten", "0123456789");
    folder_write(home.text, "empty", "");
    folder_path ten = folder_join(home.text, "ten");
    folder_path empty = folder_join(home.text, "empty");
    folder_path lost = folder_join(home.text, "lost");
    pal_arena *mem = pal_arena_open(1000);
    pal_str text = {NULL, 7};
    cr_expect_eq(pal_io_read(&text, mem, lost.text, 100, NULL), PAL_ENOINPUT);
    cr_expect_eq(pal_io_read(&text, mem, home.text, 100, NULL), PAL_ENOINPUT);
    cr_expect_eq(pal_io_read(&text, mem, ten.text, 9, NULL), PAL_EFORMAT);
    cr_expect_eq(text.len, 7u, "out was touched");
    cr_expect_eq(pal_io_read(&text, mem, ten.text, 10, NULL), PAL_OK);
    cr_expect(pal_str_equal(text, PAL_STR("0123456789")));
    cr_expect_eq(pal_io_read(&text, mem, empty.text, 10, NULL), PAL_OK);
    cr_expect_eq(text.len, 0u);
    pal_arena_close(mem);
    mem = pal_arena_open(5);
    cr_expect_eq(pal_io_read(&text, mem, ten.text, 100, NULL), PAL_ENOMEM);
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(base_io, lists_names_sorted_without_hidden_ones)
{
    folder_path home = folder_new();
    static const char *const names[] = {"b.tsv",  "a.tsv", "\xC3\xA4.tsv",
                                        ".h.tsv", "c.txt", "B.tsv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        folder_write(home.text, names[i], "");
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_str *list = NULL;
    size_t count = 0;
    cr_assert_eq(pal_io_list(&list, &count, mem, home.text, ".tsv", NULL), PAL_OK);
    static const char *const expected[] = {"B.tsv", "a.tsv", "b.tsv", "\xC3\xA4.tsv"};
    cr_assert_eq(count, 4u);
    for (size_t i = 0; i < count; i++)
        cr_expect(pal_str_equal(list[i], pal_str_from(expected[i])));
    folder_path lost = folder_join(home.text, "lost");
    cr_expect_eq(pal_io_list(&list, &count, mem, lost.text, "", NULL), PAL_ENOINPUT);
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(base_io, the_name_is_the_last_part_of_a_path)
{
    static const char *const cases[][2] = {
        {"a/b/c.csv", "c.csv"},
        {"c.csv", "c.csv"},
        {"a/b/", "b"},
        {"/", "/"},
        {"", ""},
        {"/x", "x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(pal_str_equal(pal_io_name(pal_str_from(cases[i][0])),
                                pal_str_from(cases[i][1])),
                  "%s", cases[i][0]);
    pal_arena *mem = pal_arena_open(1000);
    cr_expect_str_eq(pal_io_path(mem, "a", "b"), "a/b");
    pal_arena_close(mem);
}
