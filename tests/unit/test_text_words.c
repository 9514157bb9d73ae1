#include <criterion/criterion.h>

#include "text_help.h"

static bool count_calls(void *ctx, pal_arena *mem, pal_word *word, pal_language language)
{
    (void)mem;
    (void)word;
    if (language == PAL_LANGUAGE_FI)
        ++*(size_t *)ctx;
    return true;
}

static bool refuse(void *ctx, pal_arena *mem, pal_word *word, pal_language language)
{
    (void)ctx;
    (void)language;
    (void)mem;
    (void)word;
    return false;
}

Test(text_words, a_form_is_read_once)
{
    pal_words *words = NULL;
    size_t calls = 0;
    cr_assert_eq(
        pal_words_open(&words, NULL, PAL_MORPHOLOGY_SNOWBALL, count_calls, &calls, NULL),
        PAL_OK);
    const pal_word *first = pal_words_find(words, PAL_STR("Jono"), PAL_WORD_LETTERS);
    cr_assert(first);
    cr_expect_eq(pal_words_find(words, PAL_STR("Jono"), PAL_WORD_LETTERS), first);
    cr_expect_eq(calls, 1);
    cr_expect_neq(pal_words_find(words, PAL_STR("jono"), PAL_WORD_LETTERS), first);
    cr_expect_neq(pal_words_find(words, PAL_STR("Jono"), PAL_WORD_LINK), first);
    cr_expect_eq(calls, 3);
    pal_words_close(words);
}

Test(text_words, flags_tell_what_the_letters_look_like)
{
    static const struct {
        const char *surface, *folded;
        unsigned flags;
    } cases[] = {
        {"hyvä", "hyvä", 0},
        {"Hyvä", "hyvä", PAL_WORD_CAPITAL},
        {"HYVÄ", "hyvä", PAL_WORD_SHOUT},
        {"Ä", "ä", PAL_WORD_CAPITAL},
        {"iPhone", "iphone", 0},
        {"OmaElisa", "omaelisa", 0},
        {"Don’t", "don't", PAL_WORD_CAPITAL},
        {"Straße", "strasse", PAL_WORD_CAPITAL},
        {"Плохо", "плохо", PAL_WORD_CAPITAL | PAL_WORD_FOREIGN},
        {"不错", "不错", PAL_WORD_FOREIGN},
        {"Žižek", "žižek", PAL_WORD_CAPITAL},
    };
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word =
            pal_words_find(t.words, pal_str_from(cases[i].surface), PAL_WORD_LETTERS);
        cr_assert(word);
        cr_expect_eq(word->flags, cases[i].flags | PAL_WORD_LETTERS, "%s: %x",
                     cases[i].surface, (unsigned)word->flags);
        cr_expect(pal_str_equal(word->folded, pal_str_from(cases[i].folded)), "%s",
                  cases[i].surface);
    }
    text_close(&t);
}

Test(text_words, emoji_lose_tone_and_variation)
{
    static const struct {
        const char *surface, *folded;
    } cases[] = {{"👍🏽", "👍"}, {"❤️", "❤"}, {"🇫🇮", "🇫🇮"}, {":-)", ":-)"}};
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word =
            pal_words_find(t.words, pal_str_from(cases[i].surface), PAL_WORD_EMOJI);
        cr_assert(word);
        cr_expect(pal_str_equal(word->folded, pal_str_from(cases[i].folded)), "%s: %.*s",
                  cases[i].surface, PAL_ARG(word->folded));
        cr_expect_eq(word->stem[PAL_LANGUAGE_FI].len, 0);
    }
    text_close(&t);
}

Test(text_words, many_forms_stay_apart)
{
    enum { FORMS = 30000 };
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    const pal_word **first = calloc(FORMS, sizeof *first);
    char form[32];
    cr_assert(first);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < FORMS; i++) {
            int len = snprintf(form, sizeof form, "sana%dx", i);
            pal_str surface = {form, (size_t)len};
            const pal_word *word = pal_words_find(t.words, surface, PAL_WORD_LETTERS);
            cr_assert(word && pal_str_equal(word->surface, surface));
            if (round == 0)
                first[i] = word;
            cr_assert_eq(first[i], word);
        }
    pal_words_trim(t.words); /* far from full: nothing is lost */
    cr_expect_eq(pal_words_find(t.words, PAL_STR("sana0x"), PAL_WORD_LETTERS), first[0]);
    free(first);
    text_close(&t);
}

Test(text_words, a_full_cache_is_emptied_and_says_the_same_again)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    pal_str surface = PAL_STR("Jonossa");
    pal_words_budget(t.words, 64 << 10);
    const pal_word *word = pal_words_find(t.words, surface, PAL_WORD_LETTERS);
    cr_assert(word);
    pal_words_trim(t.words);
    cr_expect_eq(pal_words_find(t.words, surface, PAL_WORD_LETTERS), word, "not full");
    char form[32];
    for (int i = 0; i < 2000; i++) {
        int len = snprintf(form, sizeof form, "sana%dx", i);
        cr_assert(
            pal_words_find(t.words, (pal_str){form, (size_t)len}, PAL_WORD_LETTERS));
    }
    word->form[0] = 7; /* of the record that goes */
    pal_words_trim(t.words);
    word = pal_words_find(t.words, surface, PAL_WORD_LETTERS);
    cr_assert(word);
    cr_expect_eq(word->form[0], 0u);
    cr_expect(pal_str_equal(word->folded, PAL_STR("jonossa")));
    cr_expect(pal_str_equal(word->stem[PAL_LANGUAGE_FI], PAL_STR("jono")));
    cr_expect(word->flags & PAL_WORD_CAPITAL);
    text_close(&t);
}

Test(text_words, a_hook_without_memory_fails_the_word)
{
    pal_words *words = NULL;
    cr_assert_eq(
        pal_words_open(&words, NULL, PAL_MORPHOLOGY_SNOWBALL, refuse, NULL, NULL),
        PAL_OK);
    cr_expect_null(pal_words_find(words, PAL_STR("jono"), PAL_WORD_LETTERS));
    pal_words_close(words);
}

Test(text_words, says_which_engine_it_uses)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    cr_expect_str_eq(pal_words_engine(t.words), "snowball 2.2.0");
    text_close(&t);
}
