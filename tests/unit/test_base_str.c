#include <criterion/criterion.h>

#include "base/str.h"

static bool is(pal_str text, const char *expected)
{
    return pal_str_equal(text, pal_str_from(expected));
}

Test(base_str, views_compare_by_bytes)
{
    static const pal_str none = {NULL, 0};
    cr_expect(pal_str_equal(none, PAL_STR("")));
    cr_expect_eq(pal_str_from(NULL).len, 0u);
    cr_expect_not(pal_str_equal(PAL_STR("a"), PAL_STR("b")));
    cr_expect_not(pal_str_equal(PAL_STR("a"), PAL_STR("aa")));
    cr_expect_lt(pal_str_compare(PAL_STR("a"), PAL_STR("b")), 0);
    cr_expect_lt(pal_str_compare(PAL_STR("a"), PAL_STR("aa")), 0);
    cr_expect_gt(pal_str_compare(PAL_STR("\xC3\xA4"), PAL_STR("z")), 0);
    cr_expect_eq(pal_str_compare(none, PAL_STR("")), 0);
    cr_expect_lt(pal_str_compare(none, PAL_STR("a")), 0);
    cr_expect(pal_str_starts(PAL_STR("jonot"), PAL_STR("jono")));
    cr_expect_not(pal_str_starts(PAL_STR("jo"), PAL_STR("jono")));
    cr_expect(pal_str_ends(PAL_STR("jonot"), PAL_STR("not")));
    cr_expect_not(pal_str_ends(PAL_STR("ot"), PAL_STR("not")));
    cr_expect(pal_str_starts(none, none));
    cr_expect(pal_str_ends(none, none));
}

Test(base_str, finds_the_first_place)
{
    static const struct {
        const char *text, *needle;
        size_t at;
    } cases[] = {
        {"aab", "ab", 1},  {"aab", "b", 2},   {"aab", "", 0},    {"aab", "c", 4},
        {"", "a", 1},      {"", "", 0},       {"a", "aa", 2},    {"aaab", "aab", 1},
        {"abab", "ab", 0}, {"xyz", "xyz", 0}, {"xxy", "xyy", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at =
            pal_str_find(pal_str_from(cases[i].text), pal_str_from(cases[i].needle));
        cr_expect_eq(at, cases[i].at, "'%s' in '%s': %zu", cases[i].needle, cases[i].text,
                     at);
        cr_expect_eq(
            pal_str_has(pal_str_from(cases[i].text), pal_str_from(cases[i].needle)),
            cases[i].at <= pal_str_from(cases[i].text).len);
    }
}

Test(base_str, cuts_at_the_first_separator)
{
    pal_cut cut = pal_str_cut(PAL_STR("a;b;c"), ';');
    cr_expect(cut.found && is(cut.head, "a") && is(cut.tail, "b;c"));
    cut = pal_str_cut(PAL_STR("abc"), ';');
    cr_expect(!cut.found && is(cut.head, "abc") && is(cut.tail, ""));
    cut = pal_str_cut(PAL_STR(";"), ';');
    cr_expect(cut.found && is(cut.head, "") && is(cut.tail, ""));
    cut = pal_str_cut((pal_str){NULL, 0}, ';');
    cr_expect(!cut.found && is(cut.head, "") && is(cut.tail, ""));
}

Test(base_str, trims_blanks_at_both_ends)
{
    cr_expect(is(pal_str_trim(PAL_STR(" \t\r\n a b \r\n")), "a b"));
    cr_expect(is(pal_str_trim(PAL_STR(" \t ")), ""));
    cr_expect(is(pal_str_trim((pal_str){NULL, 0}), ""));
}

Test(base_str, clips_at_a_character)
{
    pal_str text = PAL_STR("h\xC3\xA4\xF0\x9F\x98\x80!"); /* 1 + 2 + 4 + 1 bytes */
    static const size_t lens[] = {0, 1, 1, 3, 3, 3, 3, 7, 8, 8};
    for (size_t len = 0; len < sizeof lens / sizeof *lens; len++)
        cr_expect_eq(pal_str_clip(text, len).len, lens[len], "%zu bytes", len);
}

Test(base_str, reads_integers)
{
    static const struct {
        const char *text;
        bool fine;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-3", true, -3},
        {"+2", true, 2},
        {"007", true, 7},
        {"999999999999999999", true, 999999999999999999},
        {"-999999999999999999", true, -999999999999999999},
        {"9999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"--1", false, 0},
        {"1 ", false, 0},
        {"1.0", false, 0},
        {"0x1", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = -77;
        cr_expect_eq(pal_str_to_int(pal_str_from(cases[i].text), &value), cases[i].fine,
                     "'%s'", cases[i].text);
        cr_expect_eq(value, cases[i].fine ? cases[i].value : -77, "'%s'", cases[i].text);
    }
}

Test(base_str, reads_decimals_with_a_point)
{
    static const struct {
        const char *text;
        bool fine;
        double value;
    } cases[] = {
        {"0.5", true, 0.5},    {"-0.5", true, -0.5},     {".25", true, 0.25},
        {"-.25", true, -0.25}, {"-3", true, -3.0},       {"+2", true, 2.0},
        {"1.50", true, 1.5},   {"10.125", true, 10.125}, {"-0", true, 0.0},
        {"", false, 0},        {".", false, 0},          {"1.", false, 0},
        {"1,5", false, 0},     {"1e3", false, 0},        {"1.-5", false, 0},
        {"1.+5", false, 0},    {"1.2.3", false, 0},      {"nan", false, 0},
        {"inf", false, 0},     {"-", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = -77.0;
        cr_expect_eq(pal_str_to_double(pal_str_from(cases[i].text), &value),
                     cases[i].fine, "'%s'", cases[i].text);
        cr_expect_eq(value, cases[i].fine ? cases[i].value : -77.0, "'%s'",
                     cases[i].text);
    }
}

Test(base_str, hash_spreads_short_words_over_all_bits)
{
    uint64_t seen[64] = {0};
    char word[2];
    for (int a = 'a'; a <= 'z'; a++)
        for (int b = 'a'; b <= 'z'; b++) {
            word[0] = (char)a;
            word[1] = (char)b;
            uint64_t h = pal_str_hash((pal_str){word, 2});
            for (size_t bit = 0; bit < 64; bit++)
                seen[bit] += h >> bit & 1;
        }
    for (size_t bit = 0; bit < 64; bit++)
        cr_expect(seen[bit] > 676 / 4 && seen[bit] < 676 * 3 / 4, "bit %zu: %d of 676",
                  bit, (int)seen[bit]);
    cr_expect_neq(pal_str_hash_seeded(PAL_STR("a"), 1),
                  pal_str_hash_seeded(PAL_STR("a"), 2));
}

/* Each length has its own way through both. */
Test(base_str, of_any_length_are_equal_only_where_every_byte_is)
{
    char a[40];
    char b[40];
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = b[i] = (char)('a' + i % 26);
    for (size_t len = 0; len < sizeof a; len++) {
        pal_str one = {a, len};
        pal_str two = {b, len};
        cr_expect(pal_str_equal(one, two), "%zu", len);
        cr_expect_eq(pal_str_hash_seeded(one, 5), pal_str_hash_seeded(two, 5), "%zu",
                     len);
        cr_expect(!pal_str_equal(one, (pal_str){b, len + 1}), "%zu", len);
        cr_expect_neq(pal_str_hash_seeded(one, 5),
                      pal_str_hash_seeded((pal_str){b, len + 1}, 5), "%zu", len);
        for (size_t at = 0; at < len; at++) {
            b[at] ^= 1;
            cr_expect(!pal_str_equal(one, two), "%zu of %zu", at, len);
            cr_expect_neq(pal_str_hash_seeded(one, 5), pal_str_hash_seeded(two, 5),
                          "%zu of %zu", at, len);
            b[at] ^= 1;
        }
    }
    cr_expect(pal_str_equal((pal_str){NULL, 0}, PAL_STR("")));
    cr_expect_eq(pal_str_hash_seeded((pal_str){NULL, 0}, 5),
                 pal_str_hash_seeded(PAL_STR(""), 5));
}

/* Tables look at the low bits first. */
Test(base_str, words_that_differ_in_one_letter_differ_in_the_low_bits_of_the_hash)
{
    enum { LEN_MAX = 24, LETTERS = 26 };
    for (size_t len = 1; len <= LEN_MAX; len++)
        for (size_t place = 0; place < len; place++) {
            bool taken[4096] = {false};
            unsigned apart = 0;
            for (char letter = 'a'; letter <= 'z'; letter++) {
                char text[LEN_MAX];
                memset(text, 'e', sizeof text);
                text[place] = letter;
                size_t low = pal_str_hash_seeded((pal_str){text, len}, 1) % 4096;
                apart += !taken[low];
                taken[low] = true;
            }
            /* of 26 in 4,096 places more than three pairs hardly ever fall together */
            cr_expect_geq(apart, LETTERS - 3, "%zu of %zu: %u", place, len, apart);
        }
}
