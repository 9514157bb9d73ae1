#include <criterion/criterion.h>

#include "text/words.h"
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

static bool make_learnt(void *ctx, pal_arena *mem, pal_word *word, pal_language language)
{
    ++*(size_t *)ctx;
    int16_t *learnt = pal_new(mem, int16_t, 1);
    word->learnt[language] = learnt;
    return learnt != NULL;
}

Test(text_words, a_capital_changes_nothing_of_what_is_made_of_a_word)
{
    enum { FI = PAL_LANGUAGE_FI, EN = PAL_LANGUAGE_EN };
    pal_words *words = NULL;
    size_t calls = 0;
    cr_assert_eq(
        pal_words_open(&words, NULL, PAL_MORPHOLOGY_SNOWBALL, make_learnt, &calls, NULL),
        PAL_OK);
    const pal_word *small = pal_words_find(words, PAL_STR("jonossa"), PAL_WORD_LETTERS);
    cr_assert(small);
    calls = 0;
    static const struct {
        const char *surface;
        unsigned flags;
    } others[] = {{"Jonossa", PAL_WORD_LETTERS},
                  {"JONOSSA", PAL_WORD_LETTERS},
                  {"jonossa", PAL_WORD_LETTERS | PAL_WORD_FIRST},
                  {"Jonossa", PAL_WORD_LETTERS | PAL_WORD_FIRST}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const pal_word *word = pal_words_find(words, pal_str_from(others[i].surface),
                                              (uint16_t)others[i].flags);
        cr_assert(word);
        cr_expect(pal_word_is_ready(word, PAL_LANGUAGE_MIXED));
        cr_expect_neq(word, small);
        cr_expect_eq(word->learnt[FI], small->learnt[FI]);
        cr_expect_eq(word->learnt[EN], small->learnt[EN]);
        cr_expect(pal_str_equal(word->stem[FI], small->stem[FI]));
        cr_expect(pal_str_equal(word->stem[EN], small->stem[EN]));
    }
    cr_expect_eq(calls, 4, "%zu: more than those that hold in every language", calls);
    const pal_word *number =
        pal_words_find(words, PAL_STR("Jonossa"), PAL_WORD_LETTERS | PAL_WORD_NUMBER);
    cr_assert(number);
    cr_expect_neq(number->learnt[FI], small->learnt[FI]);
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

static void expect_same_word(const pal_word *a, const pal_word *b, pal_language language)
{
    cr_expect(pal_str_equal(a->surface, b->surface));
    cr_expect_eq(a->flags, b->flags, "%.*s", PAL_ARG(a->surface));
    if (language == PAL_LANGUAGE_OTHER)
        return;
    if (language != PAL_LANGUAGE_FI) {
        cr_expect(pal_str_equal(a->stem[PAL_LANGUAGE_EN], b->stem[PAL_LANGUAGE_EN]),
                  "%.*s", PAL_ARG(a->surface));
        cr_expect(pal_str_equal(a->english, b->english), "%.*s", PAL_ARG(a->surface));
    }
    if (language == PAL_LANGUAGE_EN)
        return;
    cr_expect(pal_str_equal(a->stem[PAL_LANGUAGE_FI], b->stem[PAL_LANGUAGE_FI]), "%.*s",
              PAL_ARG(a->surface));
    cr_expect(pal_str_equal(a->lemma, b->lemma), "%.*s", PAL_ARG(a->surface));
    cr_expect(pal_str_equal(a->standard, b->standard), "%.*s", PAL_ARG(a->surface));
    cr_expect_eq(a->respelling, b->respelling);
    cr_assert_eq(a->part_count, b->part_count);
    for (size_t i = 0; i < a->part_count; i++)
        cr_expect(pal_str_equal(a->parts[i], b->parts[i]));
}

Test(text_words, words_of_many_texts_are_made_together_as_they_are_one_by_one)
{
    static const char *const texts[] = {
        "Asiakspalvelu oli hyvä. Puhelinpalvelusta ei saatu apua!",
        "The delivry was late and nobody answered. Asiakspalvelu.",
        "Odotin ja ootin, mutta asiakspalvelu ei vastannut.",
        "Palvelu oli hidasta ja jonotin kauan, but the staff was very friendly to me.",
        "Snabb och vänlig betjäning, tack så mycket för hjälpen.",
        "Recieve my thanks: the delivery was quick.",
        "kiitos",
        "Toimtus myöhästyi. Asiakspalvelu toimii.",
    };
    enum { COUNT = sizeof texts / sizeof *texts };
    text_tools alone = text_open("models", PAL_MORPHOLOGY_BEST);
    text_tools joint = text_open("models", PAL_MORPHOLOGY_BEST);
    pal_passage read[COUNT];
    pal_words_defer(joint.words);
    for (size_t i = 0; i < COUNT; i++)
        read[i] = text_read(&joint, pal_str_from(texts[i]), PAL_LANGUAGE_FI);
    cr_assert(pal_words_settle(joint.words));
    for (size_t i = 0; i < COUNT; i++) {
        pal_passage p = text_read(&alone, pal_str_from(texts[i]), PAL_LANGUAGE_FI);
        cr_assert_eq(p.count, read[i].count);
        cr_expect_eq(p.language, read[i].language, "%s", texts[i]);
        for (size_t k = 0; k < p.count; k++)
            expect_same_word(p.tokens[k].word, read[i].tokens[k].word, p.language);
    }
    text_close(&joint);
    text_close(&alone);
}

/* For what one language needs alone. */
static bool refuse_finnish(void *ctx, pal_arena *mem, pal_word *word,
                           pal_language language)
{
    (void)ctx;
    (void)mem;
    (void)word;
    return language != PAL_LANGUAGE_FI;
}

Test(text_words, words_that_are_made_together_fail_together)
{
    text_tools t = {.mem = pal_arena_open(1 << 20)};
    cr_assert_eq(pal_words_open(&t.words, NULL, PAL_MORPHOLOGY_SNOWBALL, refuse_finnish,
                                NULL, NULL),
                 PAL_OK);
    pal_words_defer(t.words);
    text_read(&t, PAL_STR("jono oli pitkä"), PAL_LANGUAGE_FI);
    cr_expect_not(pal_words_settle(t.words));
    pal_words_defer(t.words);
    cr_expect(pal_words_settle(t.words), "nothing to make");
    text_close(&t);
}

/* What is taken over from the record of the same word is what would be made. */
Test(text_words, the_first_word_of_a_sentence_has_what_its_letters_say)
{
    static const char *const forms[] = {"Hyvä", "Service", "Straße", "2g", "Плохо", "A"};
    text_tools taken = text_open("models", PAL_MORPHOLOGY_SNOWBALL);
    text_tools made = text_open("models", PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        pal_str form = pal_str_from(forms[i]);
        const pal_word *plain = pal_words_look(taken.words, form, PAL_WORD_LETTERS);
        cr_assert(plain);
        const pal_word *first = pal_words_first(taken.words, plain);
        const pal_word *twin =
            pal_words_look(made.words, form, PAL_WORD_LETTERS | PAL_WORD_FIRST);
        cr_assert(first && twin);
        cr_expect_neq(first, plain);
        cr_expect_eq(pal_words_first(taken.words, plain), first);
        cr_expect_eq(pal_words_look(taken.words, form, PAL_WORD_LETTERS | PAL_WORD_FIRST),
                     first);
        cr_expect(pal_str_equal(first->folded, twin->folded), "%s", forms[i]);
        cr_expect_arr_eq(first->votes, twin->votes, sizeof twin->votes, "%s", forms[i]);
        cr_assert(pal_words_prepare(taken.words, first, PAL_LANGUAGE_MIXED));
        cr_assert(pal_words_prepare(made.words, twin, PAL_LANGUAGE_MIXED));
        expect_same_word(first, twin, PAL_LANGUAGE_MIXED);
    }
    text_close(&made);
    text_close(&taken);
}
