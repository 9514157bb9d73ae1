#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/pieces.h"
#include "folder_help.h"

enum { LEN = 5 * PAL_PIECE + 123 };

static char byte_at(size_t at)
{
    return (char)(unsigned char)(at * 2654435761u >> 13);
}

/* A file of LEN bytes that differ from place to place. */
static folder_path make_file(const char *folder)
{
    char *bytes = malloc(LEN);
    folder_path path = folder_join(folder, "pieces");
    cr_assert(bytes);
    for (size_t at = 0; at < LEN; at++)
        bytes[at] = byte_at(at);
    FILE *file = fopen(path.text, "wb");
    cr_assert(file && fwrite(bytes, 1, LEN, file) == LEN && fclose(file) == 0);
    free(bytes);
    return path;
}

static size_t wrong_bytes(pal_pieces *p, size_t at, size_t len)
{
    const char *bytes = pal_pieces_at(p, at, len);
    size_t wrong = 0;
    for (size_t i = 0; i < len; i++)
        wrong += bytes[i] != byte_at(at + i);
    return wrong;
}

Test(base_pieces, every_part_of_a_file_is_what_the_file_holds)
{
    static const struct {
        size_t at, len;
    } parts[] = {
        {3 * PAL_PIECE - 1, 2},    {LEN - 1, 1},     {0, 1}, {PAL_PIECE, PAL_PIECE},
        {2 * PAL_PIECE + 5, 9000}, {LEN - 200, 200}, {7, 0}, {0, LEN},
    };
    folder_path home = folder_new();
    folder_path path = make_file(home.text);
    pal_pieces *p = pal_pieces_open(path.text, LEN);
    cr_assert(p);
    cr_expect_eq(pal_pieces_len(p), LEN);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect_eq(wrong_bytes(p, parts[i].at, parts[i].len), 0, "part %zu", i);
    pal_pieces_close(p);
    folder_remove(&home);
}

static void *read_backwards(void *what)
{
    pal_pieces *p = what;
    size_t wrong = 0;
    for (size_t at = LEN; at >= 100; at -= 100)
        wrong += wrong_bytes(p, at - 100, 100);
    return (void *)(uintptr_t)wrong;
}

Test(base_pieces, threads_see_the_same_bytes)
{
    folder_path home = folder_new();
    folder_path path = make_file(home.text);
    pal_pieces *p = pal_pieces_open(path.text, LEN);
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, read_backwards, p), 0);
    for (size_t i = 0; i < 4; i++) {
        void *wrong = p;
        cr_assert_eq(pthread_join(threads[i], &wrong), 0);
        cr_expect_null(wrong);
    }
    pal_pieces_close(p);
    folder_remove(&home);
}

Test(base_pieces, what_was_cut_off_meanwhile_is_zero)
{
    folder_path home = folder_new();
    folder_path path = make_file(home.text);
    pal_pieces *p = pal_pieces_open(path.text, LEN);
    cr_expect_eq(wrong_bytes(p, 10, 10), 0);
    cr_assert_eq(truncate(path.text, PAL_PIECE + 50), 0);
    cr_expect_eq(wrong_bytes(p, PAL_PIECE, 50), 0);
    const char *rest = pal_pieces_at(p, PAL_PIECE + 50, LEN - PAL_PIECE - 50);
    size_t not_zero = 0;
    for (size_t i = 0; i < LEN - PAL_PIECE - 50; i++)
        not_zero += rest[i] != 0;
    cr_expect_eq(not_zero, 0);
    pal_pieces_close(p);
    folder_remove(&home);
}

Test(base_pieces, a_file_that_is_missing_empty_too_large_or_none_is_not_opened)
{
    folder_path home = folder_new();
    folder_path path = make_file(home.text);
    folder_path none = folder_join(home.text, "none");
    cr_expect_null(pal_pieces_open(path.text, LEN - 1));
    cr_expect_null(pal_pieces_open(none.text, LEN));
    cr_expect_null(pal_pieces_open(home.text, LEN));
    cr_assert_eq(truncate(path.text, 0), 0);
    cr_expect_null(pal_pieces_open(path.text, LEN));
    folder_remove(&home);
}
