#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/keep_file.h"
#include "base/known.h"
#include "base/mapped.h"
#include "base/pieces.h"
#include "base/str.h"
#include "folder_help.h"

static bool keep(const char *path, const char *text)
{
    pal_str part = pal_str_from(text);
    return pal_keep_file(path, PAL_STR("head "), &part, 1);
}

static bool holds(const char *path, const char *text)
{
    char head[5] = "";
    char bytes[64] = "";
    pal_str part = {bytes, strlen(text)};
    return pal_keep_file_read(path, (pal_str){head, sizeof head}, &part, 1) &&
           memcmp(head, "head ", sizeof head) == 0 && strcmp(bytes, text) == 0;
}

Test(base_keep_file, a_file_takes_the_place_of_the_one_before)
{
    folder_path folder = folder_new();
    folder_path path = folder_join(folder.text, "deep/er/file");
    cr_expect(!holds(path.text, "first"));
    cr_expect(keep(path.text, "first") && holds(path.text, "first"));
    cr_expect(keep(path.text, "second one") && holds(path.text, "second one"));
    cr_expect(!holds(path.text, "second"), "a file that is longer");
    cr_expect(!holds(path.text, "second one!"), "a file that is shorter");
    folder_remove(&folder);
}

/* A container gives every run the same number. */
Test(base_keep_file, what_an_ended_run_left_behind_is_not_in_the_way)
{
    folder_path folder = folder_new();
    folder_path path = folder_join(folder.text, "file");
    char left[sizeof path.text + 32];
    snprintf(left, sizeof left, "%s.%ld", path.text, (long)getpid());
    FILE *file = fopen(left, "wb");
    cr_assert(file && fputs("half a", file) >= 0 && fclose(file) == 0);
    cr_expect(keep(path.text, "whole") && holds(path.text, "whole"));
    folder_remove(&folder);
}

Test(base_keep_file, a_pipe_in_the_place_of_a_file_is_not_waited_for, .timeout = 20)
{
    folder_path folder = folder_new();
    folder_path path = folder_join(folder.text, "pipe");
    pal_arena *mem = pal_arena_open(1 << 20);
    cr_assert(mem && mkfifo(path.text, 0600) == 0);
    cr_expect(!holds(path.text, "first"));
    cr_expect_null(pal_pieces_open(path.text, 1000));
    cr_expect_null(pal_mapped_open(path.text, 1000).ptr);
    cr_expect_not_null(pal_known_open(mem, path.text), "one that holds nothing");
    pal_arena_close(mem);
    folder_remove(&folder);
}

static void write_old(const char *folder, const char *name, long seconds)
{
    folder_path path = folder_join(folder, name);
    struct timespec times[2] = {{.tv_sec = time(NULL) - seconds}};
    times[1] = times[0];
    folder_write(folder, name, "half a");
    cr_assert_eq(utimensat(AT_FDCWD, path.text, times, AT_SYMLINK_NOFOLLOW), 0);
}

Test(base_keep_file, what_killed_runs_left_of_it_a_day_ago_is_removed)
{
    enum { DAY = 24 * 60 * 60 };
    static const char *const stay[] = {"words-fresh1",   "words-known",  "words-seven77",
                                       "words-dash-6",   "words_aB3dE6", "other-aB3dE6",
                                       "words-aB3dE6.x", "aB3dE6"};
    folder_path folder = folder_new();
    folder_path path = folder_join(folder.text, "words");
    for (size_t i = 1; i < sizeof stay / sizeof *stay; i++)
        write_old(folder.text, stay[i], 2 * DAY);
    write_old(folder.text, stay[0], DAY - 60);
    write_old(folder.text, "words-aB3dE6", DAY + 60);
    write_old(folder.text, "target", 2 * DAY);
    folder_path link = folder_join(folder.text, "words-linked");
    folder_path inside = folder_join(folder.text, "words-folder");
    struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    cr_assert_eq(symlink("target", link.text), 0);
    cr_assert_eq(mkdir(inside.text, 0700), 0);
    cr_assert_eq(utimensat(AT_FDCWD, link.text, times, AT_SYMLINK_NOFOLLOW), 0);
    cr_assert_eq(utimensat(AT_FDCWD, inside.text, times, 0), 0);
    cr_expect(keep(path.text, "whole") && holds(path.text, "whole"));
    cr_expect_not(folder_has(folder.text, "words-aB3dE6"));
    for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
        cr_expect(folder_has(folder.text, stay[i]), "%s is not its own", stay[i]);
    cr_expect(folder_has(folder.text, "target"));
    cr_expect(folder_has(folder.text, "words-linked"), "a link is left alone");
    cr_expect(folder_has(folder.text, "words-folder"));
    folder_remove(&folder);
}

/* Who may write to it could cut it short while it is read. */
Test(base_keep_file, what_others_may_write_to_is_not_mapped)
{
    static const struct {
        mode_t mode;
        bool mapped;
    } cases[] = {{0600, true}, {0644, true}, {0664, false}, {0646, false}};
    folder_path folder = folder_new();
    folder_path path = folder_join(folder.text, "words");
    cr_assert(keep(path.text, "whole"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert_eq(chmod(path.text, cases[i].mode), 0);
        pal_str mapped = pal_mapped_open(path.text, 1000);
        cr_expect_eq(mapped.ptr != NULL, cases[i].mapped, "%o", (unsigned)cases[i].mode);
        pal_mapped_close(mapped);
    }
    cr_assert_eq(chmod(path.text, 0600), 0);
    if (geteuid() == 0 && chown(path.text, 12345, (gid_t)-1) == 0)
        cr_expect_null(pal_mapped_open(path.text, 1000).ptr, "somebody else's");
    folder_remove(&folder);
}
