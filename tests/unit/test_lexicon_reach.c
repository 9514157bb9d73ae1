#include <criterion/criterion.h>

#include <stdio.h>

#include "base/str.h"
#include "lexicon/pattern.h"
#include "lexicon/reach.h"

/* Counted by hand: the most letters a to z and digits that a matching text can hold. */
Test(reach, is_the_longest_choice)
{
    static const struct {
        const char *expression;
        uint32_t reach;
    } cases[] = {
        {"^\\W*(the )?queues?\\W*$", 9},
        {"\\A\\W*(ab|cde[fg]|h{2,4})\\W*\\z", 4},
        {"^(?:no )?(?:kyllä|en)$",
         7}, /* ä counts as one: its letter may have another case */
        {"^a(?!bcd)e$", 2},
        {"^\\s*x\\d\\x2F[ ]?$", 4},
        {"^(a(b(c)?)?)?$", 3},
        {"^a|b$", PAL_REACH_ANY}, /* not one whole text */
        {"^ab", PAL_REACH_ANY},   /* more may follow */
        {"ab$", PAL_REACH_ANY},
        {"^ab\\$", PAL_REACH_ANY}, /* a dollar sign */
        {"^.*$", PAL_REACH_ANY},
        {"^(the |good )*service$", PAL_REACH_ANY},
        {"^\\w{2,}$", PAL_REACH_ANY},
        {"^(?i)ab$", PAL_REACH_ANY}, /* not understood */
        {"^\\p{L}$", PAL_REACH_ANY},
        {"^[[:alpha:]]$", PAL_REACH_ANY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(pal_reach_of(pal_str_from(cases[i].expression)), cases[i].reach,
                     "%s: %u", cases[i].expression,
                     pal_reach_of(pal_str_from(cases[i].expression)));
}

Test(reach, counts_letters_and_digits_alone)
{
    cr_expect_eq(pal_reach_count(PAL_STR("Hyvä 24/7, kiitos! 👍")), 12);
    cr_expect_eq(pal_reach_count(PAL_STR("")), 0);
}

/* Counted byte by byte, whatever the length. */
Test(reach, counts_in_stretches_as_one_by_one)
{
    char text[300];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7 % 256);
    for (size_t len = 0; len <= sizeof text; len++) {
        uint32_t wanted = 0;
        for (size_t i = 0; i < len; i++)
            wanted += (text[i] >= 'a' && text[i] <= 'z') ||
                      (text[i] >= 'A' && text[i] <= 'Z') ||
                      (text[i] >= '0' && text[i] <= '9');
        cr_expect_eq(pal_reach_count((pal_str){text, len}), wanted, "of %zu", len);
    }
}

/* Beginnings at signs are found where PCRE2 itself finds them without the short cut,
 * which a group around the whole expression takes away. */
Test(pattern, beginnings_at_signs_are_those_of_the_whole_search)
{
    static const char *const starts[] = {"(?:^|[.!?]\\s*)ei\\b", "(?:^|[.!?😂])ok",
                                         "(?:^|[.!?]\\s*)(?:ihan |se )*hyvä"};
    static const char *const plain[] = {"(?:(?:^|[.!?]\\s*)ei\\b)", "(?:(?:^|[.!?😂])ok)",
                                        "(?:(?:^|[.!?]\\s*)(?:ihan |se )*hyvä)"};
    static const char *const texts[] = {
        "",
        "ei",
        "Ei. ei! EI?ei",
        "no ei",
        "kiva.ei",
        "ok😂ok ok",
        "Ihan hyvä! Se ihan hyvä",
        ".....................................................................ei.ei",
        "😂😂ok?ok",
        "hyvä.se ihan hyvä.hyvä"};
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_pattern_scratch *scratch = NULL;
    cr_assert_eq(pal_pattern_scratch_open(&scratch, NULL), PAL_OK);
    for (size_t p = 0; p < sizeof starts / sizeof *starts; p++) {
        pal_pattern *quick = NULL;
        pal_pattern *slow = NULL;
        pal_loc at = {0};
        cr_assert_eq(pal_pattern_open(&quick, mem, pal_str_from(starts[p]), at, NULL),
                     PAL_OK);
        cr_assert_eq(pal_pattern_open(&slow, mem, pal_str_from(plain[p]), at, NULL),
                     PAL_OK);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            pal_str text = pal_str_from(texts[i]);
            pal_pattern_look(scratch);
            for (size_t from = 0; from <= text.len; from++) {
                size_t found[2] = {0, 0};
                size_t wanted[2] = {0, 0};
                if (from < text.len && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
                    continue;
                bool a =
                    pal_pattern_find(quick, scratch, text, from, &found[0], &found[1]);
                bool b =
                    pal_pattern_find(slow, scratch, text, from, &wanted[0], &wanted[1]);
                cr_expect_eq(a, b, "%s in %s from %zu", starts[p], texts[i], from);
                cr_expect(found[0] == wanted[0] && found[1] == wanted[1]);
            }
        }
        pal_pattern_close(quick);
        pal_pattern_close(slow);
    }
    pal_pattern_scratch_close(scratch);
    pal_arena_close(mem);
}

/* Texts that begin with any two letters, seen often enough for the answer to be known,
 * are found as without the short cut. */
Test(pattern, two_letters_that_it_cannot_begin_with_hide_no_match)
{
    static const char *const starts[] = {
        "^\\W*(?:(?:ei|no),? )*(?:hyvä|ok\\b|[bc]a|(?!xy)x[xyz]|o(?=p)|s?t|z{2,3}|\\bq)",
        "(?:^|[.!?]\\s*)(?:ei |ok|k(?:ä|a)|m[^n]|\\Bu|v.)",
        "(?:^|[.!?]\\s*)(?:a|(?<=\\s)be|(?<!\\.)ce)"};
    static const char *const rests[] = {"", "p", "ä", " ok", ". Ok! bE ce"};
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_pattern_scratch *scratch = NULL;
    cr_assert_eq(pal_pattern_scratch_open(&scratch, NULL), PAL_OK);
    for (size_t p = 0; p < sizeof starts / sizeof *starts; p++) {
        char around[200];
        (void)snprintf(around, sizeof around, "(?:%s)", starts[p]);
        pal_pattern *quick = pal_pattern_again(mem, pal_str_from(starts[p]));
        pal_pattern *slow = pal_pattern_again(mem, pal_str_from(around));
        cr_assert(quick && slow);
        for (unsigned n = 0; n < 3 * 26 * 26; n++)
            for (size_t r = 0; r < sizeof rests / sizeof *rests; r++) {
                char text[40];
                size_t found[2] = {0, 0};
                size_t wanted[2] = {0, 0};
                const char first = (char)((n / 676 == 1 ? 'A' : 'a') + n % 26);
                const char second = (char)((n / 676 == 2 ? 'A' : 'a') + n / 26 % 26);
                (void)snprintf(text, sizeof text, "%c%c%s", first, second, rests[r]);
                pal_pattern_look(scratch);
                bool a = pal_pattern_find(quick, scratch, pal_str_from(text), 0,
                                          &found[0], &found[1]);
                bool b = pal_pattern_find(slow, scratch, pal_str_from(text), 0,
                                          &wanted[0], &wanted[1]);
                cr_expect_eq(a, b, "%s in %s", starts[p], text);
                cr_expect(found[0] == wanted[0] && found[1] == wanted[1]);
            }
        pal_pattern_close(quick);
        pal_pattern_close(slow);
    }
    pal_pattern_scratch_close(scratch);
    pal_arena_close(mem);
}
