#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/io.h"
#include "base/str.h"
#include "folder_help.h"

/* Source: NIST, SHA-256 of "abc". */
static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char invented[] =
    "0000000000000000000000000000000000000000000000000000000000000abc";

static void hash(char hex[PAL_DIGEST_HEX_LEN + 1], pal_arena *mem, pal_known *known,
                 const char *text)
{
    pal_digest *digest = pal_digest_new_known(mem, known);
    cr_assert(digest);
    for (; *text; text++) /* part by part */
        pal_digest_add(digest, (pal_str){text, 1});
    pal_digest_hex(digest, hex);
}

static bool is_known(pal_arena *mem, pal_known *known, const char *text)
{
    pal_digest *digest = pal_digest_new_known(mem, known);
    pal_digest_add(digest, pal_str_from(text));
    return pal_digest_is_known(digest);
}

/* A file in which "abc" is known, with a digest that nobody would work out. */
static folder_path make_file(const char *folder)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    folder_path path = folder_join(folder, "known");
    pal_known *known = pal_known_open(mem, path.text);
    cr_assert(known);
    pal_imprinter *im = pal_imprint_new(mem, pal_known_key(known));
    pal_imprint_add(im, PAL_STR("abc"));
    pal_known_add(known, pal_imprint_take(im), invented);
    cr_assert(pal_known_save(known));
    pal_arena_close(mem);
    return path;
}

static void write_bytes(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    cr_assert(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
}

Test(base_known, what_is_known_is_not_worked_out)
{
    folder_path home = folder_new();
    folder_path path = make_file(home.text);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_known *known = pal_known_open(mem, path.text);
    char hex[PAL_DIGEST_HEX_LEN + 1];
    hash(hex, mem, known, "abc");
    cr_expect_str_eq(hex, invented);
    hash(hex, mem, NULL, "abc");
    cr_expect_str_eq(hex, abc);
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(base_known, what_was_worked_out_is_known_to_the_next_run)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "deep/known");
    char hex[PAL_DIGEST_HEX_LEN + 1];
    for (int run = 0; run < 3; run++) {
        pal_arena *mem = pal_arena_open(1 << 20);
        pal_known *known = pal_known_open(mem, path.text);
        cr_expect_eq(is_known(mem, known, "abc"), run != 0, "run %d", run);
        hash(hex, mem, known, "abc");
        cr_expect_str_eq(hex, abc);
        cr_expect(is_known(mem, known, "abc"));
        cr_expect_not(is_known(mem, known, "abd"));
        cr_expect(pal_known_save(known));
        pal_arena_close(mem);
    }
    struct stat st;
    cr_expect(stat(path.text, &st) == 0 && (st.st_mode & 0777) == 0600);
    unlink(path.text);
    cr_expect_eq(rmdir(folder_join(home.text, "deep").text), 0);
    folder_remove(&home);
}

Test(base_known, a_digest_begins_anew)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "known");
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_digest *digest = pal_digest_new_known(mem, pal_known_open(mem, path.text));
    char hex[PAL_DIGEST_HEX_LEN + 1];
    for (int round = 0; round < 3; round++) {
        pal_digest_add(digest, PAL_STR("ab"));
        pal_digest_add(digest, PAL_STR(""));
        pal_digest_add(digest, PAL_STR("c"));
        pal_digest_hex(digest, hex);
        cr_expect_str_eq(hex, abc, "round %d", round);
    }
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(base_known, a_damaged_file_counts_for_nothing)
{
    folder_path home = folder_new();
    folder_path path = make_file(home.text);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_str whole;
    char hex[PAL_DIGEST_HEX_LEN + 1];
    cr_assert_eq(pal_io_read(&whole, mem, path.text, 1 << 20, NULL), PAL_OK);
    char *bytes = malloc(whole.len + 1);
    cr_assert(bytes);
    for (size_t at = 0; at < 3 * whole.len; at++) {
        size_t len = at < whole.len ? at : whole.len + (at == 3 * whole.len - 1);
        memcpy(bytes, whole.ptr, whole.len);
        bytes[whole.len] = '\0';
        if (len >= whole.len) /* two bits of each byte */
            bytes[at / 2 % whole.len] =
                (char)(bytes[at / 2 % whole.len] ^ (at % 2 ? 0x80 : 1));
        write_bytes(path.text, bytes, len);
        pal_arena *run = pal_arena_open(1 << 20);
        pal_known *known = pal_known_open(run, path.text);
        cr_assert(known);
        hash(hex, run, known, "abc");
        cr_expect_str_eq(hex, abc, "case %zu", at);
        pal_arena_close(run);
    }
    free(bytes);
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(base_known, of_too_many_the_oldest_is_forgotten)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "known");
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_known *known = pal_known_open(mem, path.text);
    for (uint64_t i = 0; i <= PAL_KNOWN_MOST; i++)
        pal_known_add(known, (pal_imprint){{i, ~i}}, invented);
    cr_expect(pal_known_save(known));
    known = pal_known_open(mem, path.text);
    cr_expect_null(pal_known_find(known, (pal_imprint){{0, ~UINT64_C(0)}}));
    cr_expect_null(pal_known_find(known, (pal_imprint){{5, ~UINT64_C(6)}}));
    for (uint64_t i = 1; i <= PAL_KNOWN_MOST; i++)
        cr_expect(pal_known_find(known, (pal_imprint){{i, ~i}}), "%d", (int)i);
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(base_known, digests_are_right_in_whatever_memory)
{
    folder_path home = folder_new();
    folder_path path = folder_join(home.text, "known");
    char hex[PAL_DIGEST_HEX_LEN + 1];
    size_t opened = 0;
    for (size_t limit = 1; limit < 60000; limit += 61) {
        pal_arena *mem = pal_arena_open(limit);
        pal_known *known = pal_known_open(mem, path.text);
        pal_digest *digest = pal_digest_new_known(mem, known);
        opened += known != NULL;
        if (digest) {
            for (size_t i = 0; i < 3; i++)
                pal_digest_add(digest, (pal_str){&"abc"[i], 1});
            pal_digest_hex(digest, hex);
            cr_expect_str_eq(hex, abc, "%zu bytes", limit);
        }
        pal_arena_close(mem);
    }
    cr_expect_gt(opened, 0);
    folder_remove(&home);
}

Test(base_known, a_place_that_cannot_be_written_to_costs_nothing_else)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_known *known = pal_known_open(mem, "/proc/none/known");
    char hex[PAL_DIGEST_HEX_LEN + 1];
    hash(hex, mem, known, "abc");
    cr_expect_str_eq(hex, abc);
    cr_expect_not(pal_known_save(known));
    pal_arena_close(mem);
}
