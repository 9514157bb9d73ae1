/* How much of its words a memo holds in memory: those of its file, and new ones. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "text/memo.h"

enum { MOST = 400 << 10, VALUE = 90, WORDS = 6000 };

static const char basis[PAL_DIGEST_HEX_LEN + 1] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static pal_memo *open_memo(const char *path)
{
    pal_memo *memo = NULL;
    cr_assert_eq(pal_memo_open(&memo, path, basis, MOST, NULL), PAL_OK);
    return memo;
}

static pal_str word_of(char word[32], char kind, int i)
{
    return (pal_str){word, (size_t)snprintf(word, 32, "%c%08d", kind, i)};
}

static void add(pal_memo *memo, char kind, int count)
{
    char value[VALUE] = "";
    char word[32];
    for (int i = 0; i < count; i++)
        pal_memo_add(memo, 'r', word_of(word, kind, i), (pal_str){value, VALUE});
}

/* Bytes of the words that are known; a record has key, value and seven bytes more. */
static size_t known(pal_memo *memo, char kind)
{
    pal_buf out = {0};
    char word[32];
    size_t found = 0;
    for (int i = 0; i < WORDS; i++)
        found += pal_memo_find(memo, 'r', word_of(word, kind, i), &out);
    pal_buf_release(&out);
    return found * (9 + VALUE + 7);
}

static void expect_near(size_t have, size_t want, const char *what)
{
    cr_expect(have + want / 20 >= want && have <= want + want / 20, "%s: %zu, not %zu",
              what, have, want);
}

Test(memo_bounds, file_and_new_words_together_are_a_file_and_a_quarter_at_most)
{
    char folder[] = "/tmp/palaute-memo-XXXXXX";
    char path[64];
    cr_assert(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/words", folder);

    pal_memo *memo = open_memo(path);
    add(memo, 'a', 2000);
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);

    memo = open_memo(path); /* half a file: what is left of it has room */
    add(memo, 'b', WORDS);
    size_t half = known(memo, 'a');
    expect_near(half, 2000 * (9 + VALUE + 7), "all of half a file");
    expect_near(half + known(memo, 'b'), MOST, "a file");
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);

    memo = open_memo(path); /* a full one */
    add(memo, 'c', WORDS);
    expect_near(known(memo, 'a') + known(memo, 'b'), MOST, "a full file");
    expect_near(known(memo, 'c'), MOST / 4, "a quarter");
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);

    memo = open_memo(path); /* the new ones took the place of others */
    expect_near(known(memo, 'c'), MOST / 4, "the quarter");
    expect_near(known(memo, 'a') + known(memo, 'b') + known(memo, 'c'), MOST, "all");
    pal_memo_close(memo);
    unlink(path);
    rmdir(folder);
}
