#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
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
