#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/str.h"
#include "text/memo.h"
#include "text/reading.h"

static const char basis[PAL_DIGEST_HEX_LEN + 1] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char other[PAL_DIGEST_HEX_LEN + 1] =
    "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* A folder of its own for a test. */
typedef struct place {
    char folder[64];
    char file[128];
} place;

static place make_place(void)
{
    place p;
    strcpy(p.folder, "/tmp/palaute-memo-XXXXXX");
    cr_assert(mkdtemp(p.folder));
    snprintf(p.file, sizeof p.file, "%s/deep/words", p.folder);
    return p;
}

static void drop(const place *p)
{
    char deep[128];
    unlink(p->file);
    snprintf(deep, sizeof deep, "%s/deep", p->folder);
    rmdir(deep);
    rmdir(p->folder);
}

static pal_memo *open_memo(const char *path, const char *on)
{
    pal_memo *memo = NULL;
    cr_assert_eq(pal_memo_open(&memo, path, on, NULL), PAL_OK);
    return memo;
}

static pal_str number_of(char *to, size_t size, int i)
{
    return (pal_str){to, (size_t)snprintf(to, size, "sana%d", i)};
}

/* As many words as make a file worth writing. */
static void fill(pal_memo *memo)
{
    char word[32];
    for (int i = 0; i < 2000; i++)
        pal_memo_add(memo, 'r', number_of(word, sizeof word, i), PAL_STR("arvo"));
}

static bool knows(pal_memo *memo, char kind, const char *word, const char *value)
{
    pal_arena *mem = pal_arena_open(4096);
    pal_str found;
    bool known = pal_memo_find(memo, kind, pal_str_from(word), mem, &found) &&
                 pal_str_equal(found, pal_str_from(value));
    pal_arena_close(mem);
    return known;
}

Test(memo, a_value_is_found_by_its_word_and_kind)
{
    pal_memo *memo = open_memo(NULL, basis);
    pal_memo_add(memo, 'r', PAL_STR("jono"), PAL_STR("yksi"));
    pal_memo_add(memo, 'a', PAL_STR("jono"), PAL_STR("kaksi"));
    pal_memo_add(memo, 'r', PAL_STR("jono"), PAL_STR("toinen kerta"));
    cr_expect(knows(memo, 'r', "jono", "yksi"));
    cr_expect(knows(memo, 'a', "jono", "kaksi"));
    cr_expect_not(knows(memo, 'b', "jono", "yksi"));
    cr_expect_not(knows(memo, 'r', "jon", "yksi"));
    pal_memo_close(memo);
}

Test(memo, the_file_is_for_its_owner_and_gives_back_every_word)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    fill(memo);
    cr_expect(pal_memo_save(memo));
    pal_memo_close(memo);
    struct stat st;
    cr_assert_eq(stat(p.file, &st), 0);
    cr_expect_eq(st.st_mode & 0777, 0600);
    memo = open_memo(p.file, basis);
    char word[32];
    size_t known = 0;
    for (int i = 0; i < 2000; i++) {
        number_of(word, sizeof word, i);
        known += knows(memo, 'r', word, "arvo");
    }
    cr_expect_eq(known, 2000, "%zu", known);
    pal_memo_close(memo);
    drop(&p);
}

Test(memo, what_another_basis_made_is_not_used)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    fill(memo);
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);
    memo = open_memo(p.file, other);
    cr_expect_not(knows(memo, 'r', "sana7", "arvo"));
    pal_memo_close(memo);
    drop(&p);
}

/* Each byte in turn, and each length: what is found is what was kept, or nothing. */
Test(memo, a_damaged_file_never_gives_another_value)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    fill(memo);
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_str whole;
    cr_assert_eq(pal_io_read(&whole, mem, p.file, 1 << 20, NULL), PAL_OK);
    char *copy = pal_new(mem, char, whole.len);
    for (size_t at = 0; at < whole.len; at += at < 200 ? 1 : 211) {
        memcpy(copy, whole.ptr, whole.len);
        copy[at] = (char)(copy[at] ^ 0x41);
        size_t len = at % 2 ? whole.len : at;
        cr_assert_eq(pal_io_write(p.file, (pal_str){copy, len}, NULL), PAL_OK);
        memo = open_memo(p.file, basis);
        pal_arena *row = pal_arena_open(4096);
        for (int i = 0; i < 2000; i += 97) {
            char word[32];
            pal_str found;
            if (pal_memo_find(memo, 'r', number_of(word, sizeof word, i), row, &found))
                cr_assert(pal_str_equal(found, PAL_STR("arvo")), "byte %zu", at);
        }
        pal_arena_close(row);
        pal_memo_close(memo);
    }
    pal_arena_close(mem);
    drop(&p);
}

Test(memo, a_file_that_cannot_be_written_is_only_missing)
{
    pal_memo *memo = open_memo("/dev/null/words", basis);
    fill(memo);
    cr_expect_not(pal_memo_save(memo));
    cr_expect(knows(memo, 'r', "sana3", "arvo"));
    pal_memo_close(memo);
}

Test(reading, what_was_packed_is_unpacked)
{
    pal_word word = {.lemma = PAL_STR("odottaa"),
                     .standard = PAL_STR("odotin"),
                     .respelling = PAL_RESPELT_SPOKEN,
                     .parts = {PAL_STR("jono"), PAL_STR("aika")},
                     .part_count = 2};
    pal_buf packed = {0};
    pal_reading_pack(&packed, &word);
    pal_word back = {.folded = PAL_STR("ootin")};
    cr_assert(pal_reading_unpack(pal_buf_view(&packed), &back));
    cr_expect(pal_str_equal(back.lemma, word.lemma));
    cr_expect(pal_str_equal(back.standard, word.standard));
    cr_expect_eq(back.respelling, PAL_RESPELT_SPOKEN);
    cr_expect_eq(back.part_count, 2);
    cr_expect(pal_str_equal(back.parts[1], word.parts[1]));
    /* cut anywhere it is no reading, and the word stays as it was */
    for (size_t len = 0; len < packed.len; len++) {
        pal_word same = {.folded = PAL_STR("ootin")};
        cr_expect_not(pal_reading_unpack((pal_str){packed.ptr, len}, &same));
        cr_expect_eq(same.lemma.len, 0);
    }
    pal_buf_release(&packed);
}

Test(reading, bytes_that_are_no_reading_are_refused)
{
    static const pal_str bad[] = {
        PAL_INIT(""),
        PAL_INIT("\x05\x00\x00\x00\x00\x00"),     /* no such respelling */
        PAL_INIT("\x00\x09\x00\x00\x00\x00"),     /* too many parts */
        PAL_INIT("\x00\x00\xFF\xFF\x00\x00"),     /* longer than the bytes */
        PAL_INIT("\x00\x00\x01\x00\xFF\x00\x00"), /* no UTF-8 */
        PAL_INIT("\x00\x00\x00\x00\x00\x00 "),    /* more than a reading */
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pal_word word = {0};
        cr_expect_not(pal_reading_unpack(bad[i], &word), "%zu", i);
    }
}
