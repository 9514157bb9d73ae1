/* Spoken and mistyped Finnish is read as its written form. */
#include "text/passage.h"

#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/spoken.h"

static const pal_word *read_word(pal_words *words, const char *text, unsigned flags)
{
    return pal_words_find(words, pal_str_from(text),
                          (uint16_t)(PAL_WORD_LETTERS | flags));
}

Test(text_spoken, forms_of_speech_have_the_dictionary_form_of_the_written_word)
{
    static const struct {
        const char *spoken, *standard, *lemma;
    } cases[] = {
        {"ootin", "odotin", "odottaa"},
        {"hirvee", "hirveä", "hirveä"},
        {"surkee", "surkea", "surkea"},
        {"palveluu", "palvelua", "palvelu"},
        {"saanu", "saanut", "saada"},
        {"vastannu", "vastannut", "vastata"},
        {"pitäis", "pitäisi", "pitää"},
        {"kallist", "kallista", "kallis"},
        {"hyva", "hyvä", "hyvä"},
        {"tyytyvainen", "tyytyväinen", "tyytyväinen"},
        {"aspa", "asiakaspalvelu", "asiakaspalvelu"},
        {"tääl", "täällä", "täällä"},
        {"hyväää", "hyvää", "hyvä"},
        {"hoitu", "hoitui", "hoitua"},
        {"vaihtu", "vaihtui", "vaihtua"},
        {"löyty", "löytyi", "löytyä"},
        {"makso", "maksoi", "maksaa"},
    };
    pal_words *words = NULL;
    cr_assert_eq(pal_words_open(&words, "models", PAL_MORPHOLOGY_BEST, NULL, NULL, NULL),
                 PAL_OK);
    bool voikko = pal_str_has(pal_str_from(pal_words_engine(words)), PAL_STR("voikko"));
    if (!voikko)
        cr_log_warn("skipped: no Voikko here");
    for (size_t i = 0; voikko && i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word = read_word(words, cases[i].spoken, 0);
        cr_assert(word);
        cr_expect(pal_str_equal(word->standard, pal_str_from(cases[i].standard)),
                  "%s: %.*s", cases[i].spoken, PAL_ARG(word->standard));
        cr_expect(pal_str_equal(word->lemma, pal_str_from(cases[i].lemma)), "%s: %.*s",
                  cases[i].spoken, PAL_ARG(word->lemma));
    }
    pal_words_close(words);
}

Test(text_spoken, known_words_and_capitalised_names_stay_what_they_are)
{
    static const char *const words_as_they_are[] = {
        "jono", "palvelu", "Kuuras", "Elisas", "hinta", "kuusi", "apu", "tehty", "lakko"};
    pal_words *words = NULL;
    cr_assert_eq(pal_words_open(&words, "models", PAL_MORPHOLOGY_BEST, NULL, NULL, NULL),
                 PAL_OK);
    for (size_t i = 0; i < sizeof words_as_they_are / sizeof *words_as_they_are; i++) {
        const pal_word *word = read_word(words, words_as_they_are[i], 0);
        cr_assert(word);
        cr_expect_eq(word->standard.len, 0, "%s was read as %.*s", words_as_they_are[i],
                     PAL_ARG(word->standard));
    }
    pal_words_close(words);
}

/* The dictionary is not asked for words longer than 60 letters: no spelling of one is
 * made, or a hostile word of a megabyte would be copied for each of its vowels. */
Test(text_spoken, a_monstrous_word_has_no_other_spelling)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    char word[1200];
    pal_respelt out[PAL_SPOKEN_MAX];
    for (size_t i = 0; i < sizeof word; i++)
        word[i] = "aou"[i % 3];
    size_t used = pal_arena_used(mem);
    cr_expect_eq(pal_spoken_candidates(mem, (pal_str){word, sizeof word}, out), 0);
    cr_expect_eq(pal_arena_used(mem), used);
    pal_arena_close(mem);
}
