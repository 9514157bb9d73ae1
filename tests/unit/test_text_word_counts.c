#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "folder_help.h"
#include "text/word_counts.h"
#include "text/wordlist.h"

Test(text_word_counts, a_row_is_a_word_a_tab_and_a_count)
{
    static const struct {
        const char *line;
        uint32_t count; /* 0: it is none */
    } cases[] = {
        {"jono\t12", 12},
        {"a\t4294967295", UINT32_MAX},
        {"a b\t1", 1},
        {"jono", 0},
        {"\t12", 0},
        {"jono\t", 0},
        {"jono\t0", 0},
        {"jono\t-1", 0},
        {"jono\t4294967296", 0},
        {"a\t1\t2", 0},
        {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_str word = {NULL, 0};
        uint32_t count = 0;
        bool read = pal_count_read(pal_str_from(cases[i].line), &word, &count);
        cr_expect_eq(read, cases[i].count != 0, "'%s'", cases[i].line);
        cr_expect(!read || count == cases[i].count, "'%s'", cases[i].line);
    }
}

Test(text_word_counts, a_word_is_found_in_every_place_and_others_are_not)
{
    static const char *const words[] = {"a", "aa", "b", "jono", "jonot", "z", "ä"};
    enum { WORDS = sizeof words / sizeof *words };
    for (size_t first = 0; first < WORDS; first++)
        for (size_t end = first; end <= WORDS; end++) {
            char text[200] = "";
            for (size_t i = first; i < end; i++)
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s\t%zu\n",
                         words[i], i + 1);
            for (size_t i = 0; i < WORDS; i++) {
                uint32_t count = 77;
                cr_expect(
                    pal_counts_find(pal_str_from(text), pal_str_from(words[i]), &count));
                cr_expect_eq(count, i >= first && i < end ? i + 1 : 0, "'%s' of %zu-%zu",
                             words[i], first, end);
            }
            uint32_t count = 77;
            cr_expect(pal_counts_find(pal_str_from(text), PAL_STR("jon"), &count));
            cr_expect_eq(count, 0);
        }
}

Test(text_word_counts, a_line_that_is_none_is_told)
{
    uint32_t count;
    cr_expect_not(pal_counts_find(PAL_STR("# words\n"), PAL_STR("jono"), &count));
    cr_expect_not(pal_counts_find(PAL_STR("jono\n"), PAL_STR("jono"), &count));
}

/* Such a list is searched as it stands. */
Test(text_word_counts, rows_ascend_where_no_comment_reads_as_one)
{
    static const struct {
        const char *text;
        bool ascends;
    } cases[] = {
        {"a\t1\nb\t3\n", true},
        {"a\t1\n# words\n\nb\t3\n", true},
        {"a\t1\n# words of\t2\nb\t3\n", false},
        {"b\t1\na\t3\n", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool ascends = !cases[i].ascends;
        cr_expect_eq(pal_counts_check(pal_str_from(cases[i].text), (pal_loc){.line = 0},
                                      &ascends, NULL),
                     PAL_OK);
        cr_expect_eq(ascends, cases[i].ascends, "case %zu", i);
    }
}

/* --- what is learnt of a list, kept --- */

enum { ROWS = 3000 };

static const char *const asked[] = {"sana12", "jonottaa", "sanasana", "kxqz", "aaaa"};
enum { ASKED = sizeof asked / sizeof *asked };

typedef struct learnt {
    double shape[ASKED];
    size_t unseen[ASKED];
    uint32_t count[ASKED];
} learnt;

/* Ascending rows of letters. */
static void write_list(const char *folder)
{
    FILE *file = fopen(folder_join(folder, "list.tsv").text, "wb");
    cr_assert(file);
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "sana%c%c%c\t%d\n", 'a' + i / 225, 'a' + i / 15 % 15, 'a' + i % 15,
                i + 1);
    cr_assert_eq(fclose(file), 0);
}

static learnt learn(const char *folder, const char *known_at)
{
    pal_arena *mem = pal_arena_open(64 << 20);
    pal_known *known = known_at ? pal_known_open(mem, known_at) : NULL;
    pal_wordlist *list = NULL;
    learnt out;
    cr_assert_eq(pal_wordlist_open(&list, mem, folder, "list.tsv", known, NULL), PAL_OK);
    for (size_t i = 0; i < ASKED; i++) {
        out.shape[i] = pal_wordlist_shape(list, pal_str_from(asked[i]));
        pal_wordlist_base base;
        out.unseen[i] = pal_wordlist_look_at(list, pal_str_from(asked[i]), &base).unseen;
        out.count[i] = pal_wordlist_count(list, pal_str_from(asked[i]));
    }
    if (known)
        cr_expect(pal_known_save(known));
    pal_arena_close(mem);
    return out;
}

static void expect_same(const learnt *a, const learnt *b, size_t which)
{
    for (size_t i = 0; i < ASKED; i++)
        cr_expect(a->shape[i] == b->shape[i] && a->unseen[i] == b->unseen[i] &&
                      a->count[i] == b->count[i],
                  "%s, case %zu", asked[i], which);
}

Test(text_word_counts, what_is_kept_of_a_list_changes_nothing)
{
    folder_path home = folder_new();
    folder_path known = folder_join(home.text, "known");
    write_list(home.text);
    learnt plain = learn(home.text, NULL);
    for (size_t run = 0; run < 3; run++) {
        learnt kept = learn(home.text, known.text);
        expect_same(&plain, &kept, run);
    }
    cr_expect(folder_has(home.text, "known-list.tsv"));
    folder_remove(&home);
}

Test(text_word_counts, kept_letters_that_are_damaged_count_for_nothing)
{
    folder_path home = folder_new();
    folder_path known = folder_join(home.text, "known");
    write_list(home.text);
    learnt plain = learn(home.text, known.text);
    size_t len = 0;
    char *whole = folder_read(home.text, "known-list.tsv", &len);
    cr_assert(whole && len > 1000);
    for (size_t i = 0; i < 12; i++) {
        size_t at = i * 7919 * 37 % len;
        FILE *file = fopen(folder_join(home.text, "known-list.tsv").text, "wb");
        whole[at] = (char)(whole[at] ^ 0x10);
        size_t left = i % 4 == 3 ? len - i : len;
        cr_assert(file && fwrite(whole, 1, left, file) == left && fclose(file) == 0);
        whole[at] = (char)(whole[at] ^ 0x10);
        learnt again = learn(home.text, known.text);
        expect_same(&plain, &again, i);
    }
    free(whole);
    folder_remove(&home);
}

Test(text_word_counts, kept_letters_of_another_list_count_for_nothing)
{
    folder_path home = folder_new();
    folder_path known = folder_join(home.text, "known");
    write_list(home.text);
    (void)learn(home.text, known.text);
    folder_write(home.text, "list.tsv", "jonottaa\t3\nsanasana\t5\n");
    learnt plain = learn(home.text, NULL);
    learnt kept = learn(home.text, known.text);
    expect_same(&plain, &kept, 0);
    cr_expect_eq(kept.count[1], 3);
    cr_expect_eq(kept.count[2], 5);
    folder_remove(&home);
}
