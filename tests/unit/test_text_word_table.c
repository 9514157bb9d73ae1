#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/word_table.h"

enum { LEN_MAX = 40, WORDS_MAX = 20000 };

/* Words of every length up to LEN_MAX, each place of each with another letter in turn. */
static size_t make_words(pal_arena *mem, pal_word words[WORDS_MAX])
{
    size_t count = 0;
    for (size_t len = 0; len <= LEN_MAX; len++)
        for (size_t place = 0; place < (len != 0 ? len : 1); place++)
            for (char letter = 'a'; letter < (len != 0 ? 'k' : 'b'); letter++) {
                char text[LEN_MAX];
                memset(text, 'a', sizeof text);
                if (len != 0)
                    text[place] = letter;
                if (letter == 'a' && place != 0)
                    continue; /* the same as with the letter in another place */
                words[count++] =
                    (pal_word){.surface = pal_arena_copy(mem, (pal_str){text, len}),
                               .flags = PAL_WORD_LETTERS};
            }
    return count;
}

static const pal_word *find(const pal_word_table *table, pal_str surface, unsigned kind)
{
    return pal_word_find(table, pal_word_hash(table, surface, kind), surface, kind);
}

Test(word_table, every_form_has_a_record_of_its_own)
{
    static pal_word words[WORDS_MAX];
    pal_arena *mem = pal_arena_open(1 << 22);
    pal_word_table table;
    size_t count = make_words(mem, words);
    cr_assert_gt(count, 5000u); /* more than the first slots have room for */
    cr_assert(pal_word_table_open(&table, 7));
    for (size_t i = 0; i < count; i++) {
        cr_assert_null(find(&table, words[i].surface, words[i].flags), "%.*s",
                       PAL_ARG(words[i].surface));
        cr_assert(pal_word_table_add(
            &table, pal_word_hash(&table, words[i].surface, words[i].flags), &words[i]));
    }
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(find(&table, words[i].surface, words[i].flags), &words[i], "%.*s",
                     PAL_ARG(words[i].surface));
        cr_expect_null(find(&table, words[i].surface, PAL_WORD_LINK));
    }
    pal_word_table_clear(&table);
    cr_expect_null(find(&table, words[0].surface, words[0].flags));
    pal_word_table_release(&table);
    pal_arena_close(mem);
}

Test(word_table, the_kind_is_what_letters_and_rules_do_not_tell)
{
    pal_word_table table;
    pal_word word = {.surface = PAL_STR("Jono"),
                     .flags = PAL_WORD_LETTERS | PAL_WORD_CAPITAL | PAL_WORD_NAMED};
    cr_assert(pal_word_table_open(&table, 1));
    cr_assert(pal_word_table_add(
        &table, pal_word_hash(&table, word.surface, PAL_WORD_LETTERS), &word));
    cr_expect_eq(find(&table, word.surface, PAL_WORD_LETTERS), &word);
    cr_expect_null(find(&table, word.surface, PAL_WORD_LETTERS | PAL_WORD_FIRST));
    pal_word_table_release(&table);
}

/* Looks begin at the low bits: forms that differ in any one letter must differ there. */
Test(word_table, forms_are_spread_over_the_slots)
{
    enum { SLOTS = 4096 };
    static pal_word words[WORDS_MAX];
    static unsigned at[SLOTS];
    pal_arena *mem = pal_arena_open(1 << 22);
    pal_word_table table;
    cr_assert(pal_word_table_open(&table, 7));
    size_t count = make_words(mem, words);
    unsigned most = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned *here =
            &at[pal_word_hash(&table, words[i].surface, PAL_WORD_LETTERS) % SLOTS];
        ++*here;
        most = *here > most ? *here : most;
    }
    /* two a slot on average: ten in one are less likely than one in a hundred */
    cr_expect_lt(most, 12u, "%u of %zu", most, count);
    pal_word_table_release(&table);
    pal_arena_close(mem);
}
