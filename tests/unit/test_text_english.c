/* Slips in English words are mended in English texts, from a table of common words. */
#include "text/words.h"

#include "text_help.h"

static const pal_word *read_english(text_tools *t, const char *text, unsigned flags)
{
    const pal_word *word = pal_words_look(t->words, pal_str_from(text),
                                          (uint16_t)(PAL_WORD_LETTERS | flags));
    cr_assert(word);
    cr_assert(pal_words_prepare(t->words, word, PAL_LANGUAGE_EN));
    return word;
}

/* The table is read beside the Finnish dictionary. */
static bool has_voikko(const text_tools *t)
{
    bool voikko =
        pal_str_has(pal_str_from(pal_words_engine(t->words)), PAL_STR("voikko"));
    if (!voikko)
        cr_log_warn("skipped: no Voikko here");
    return voikko;
}

Test(text_english, one_slip_is_read_as_the_word_that_was_meant)
{
    static const struct {
        const char *typed, *meant, *stem;
    } cases[] = {
        {"servcie", "service", "servic"},
        {"custommer", "customer", "custom"},
        {"anwsered", "answered", "answer"},
        {"delivrey", "delivery", "deliveri"},
        {"recieved", "received", "receiv"},
        {"realy", "really", "realli"},
        {"problme", "problem", "problem"},
        {"expnsive", "expensive", "expens"},
        {"disapointed", "disappointed", "disappoint"},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    bool voikko = has_voikko(&t);
    for (size_t i = 0; voikko && i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word = read_english(&t, cases[i].typed, 0);
        cr_expect(pal_str_equal(word->english, pal_str_from(cases[i].meant)), "%s: %.*s",
                  cases[i].typed, PAL_ARG(word->english));
        cr_expect(pal_str_equal(word->stem[PAL_LANGUAGE_EN], pal_str_from(cases[i].stem)),
                  "%s: %.*s", cases[i].typed, PAL_ARG(word->stem[PAL_LANGUAGE_EN]));
        cr_expect_eq(word->standard.len, 0, "%s: no Finnish text has it", cases[i].typed);
    }
    text_close(&t);
}

Test(text_english, what_is_no_slip_is_left_alone)
{
    static const struct {
        const char *why, *typed;
        unsigned flags;
    } cases[] = {
        {"a common word", "service", 0},
        {"another form of a common word", "reconnects", 0},
        {"a rare word", "excerpt", 0},
        {"another form of a rare word", "evacuations", 0},
        {"a name inside of a sentence", "Servcie", 0},
        {"a brand", "zalando", 0},
        {"a brand at the start of a sentence", "Zalando", PAL_WORD_FIRST},
        {"a short word in capitals", "SUPORT", 0},
        {"a link", "servcie", PAL_WORD_LINK},
        {"a Finnish word", "palvelu", 0},
        {"a Finnish compound", "toimitusmaksu", 0},
        {"three letters", "teh", 0},
        {"no language at all", "xqzwvk", 0},
        {"another alphabet", "сервис", 0},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word = read_english(&t, cases[i].typed, cases[i].flags);
        cr_expect_eq(word->english.len, 0, "%s: %s was read as %.*s", cases[i].why,
                     cases[i].typed, PAL_ARG(word->english));
    }
    text_close(&t);
}

Test(text_english, what_a_finnish_text_made_of_a_word_before_changes_nothing)
{
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    if (has_voikko(&t)) {
        static const char *const typed[] = {"servcie", "problme", "asiakapalvelu"};
        for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
            text_tools fresh = text_open("models", PAL_MORPHOLOGY_BEST);
            const pal_word *word =
                pal_words_find(t.words, pal_str_from(typed[i]), PAL_WORD_LETTERS);
            cr_assert(word);
            const pal_word *alone = read_english(&fresh, typed[i], 0);
            cr_expect(pal_str_equal(word->english, alone->english), "%s: %.*s, %.*s",
                      typed[i], PAL_ARG(word->english), PAL_ARG(alone->english));
            text_close(&fresh);
        }
    }
    text_close(&t);
}
