/* Slips of one letter are mended where that is likely, and nothing else is. */
#include "text_help.h"

static const pal_word *read_word(text_tools *t, const char *text, unsigned flags)
{
    const pal_word *word = pal_words_find(t->words, pal_str_from(text),
                                          (uint16_t)(PAL_WORD_LETTERS | flags));
    cr_assert(word);
    return word;
}

/* The dictionary is needed to tell what a slip is. */
static bool has_voikko(const text_tools *t)
{
    bool voikko =
        pal_str_has(pal_str_from(pal_words_engine(t->words)), PAL_STR("voikko"));
    if (!voikko)
        cr_log_warn("skipped: no Voikko here");
    return voikko;
}

Test(text_typos, one_slip_is_read_as_the_word_that_was_meant)
{
    static const struct {
        const char *typed, *lemma;
        pal_respelling why;
    } cases[] = {
        {"asiakaspalveul", "asiakaspalvelu", PAL_RESPELT_TYPO},
        {"asiakapalvelu", "asiakaspalvelu", PAL_RESPELT_TYPO},
        {"toimtus", "toimitus", PAL_RESPELT_TYPO},
        {"laskutsu", "laskutus", PAL_RESPELT_TYPO},
        {"ystävälinen", "ystävällinen", PAL_RESPELT_TYPO},
        {"hiraasti", "hidas", PAL_RESPELT_TYPO},
        {"sovellusk", "sovellus", PAL_RESPELT_TYPO},
        {"verkkokaupppa", "verkkokauppa", PAL_RESPELT_DOUBLED},
        {"tyytyvainen", "tyytyväinen", PAL_RESPELT_UMLAUT},
        {"hirvee", "hirveä", PAL_RESPELT_SPOKEN},
        {"ootappas", "odottaa", PAL_RESPELT_SPOKEN},
        {"ilmottautuminen", "ilmoittautua", PAL_RESPELT_SPOKEN},
        {"virkialija", "virkailija", PAL_RESPELT_TYPO},
        {"tilaukesn", "tilaus", PAL_RESPELT_TYPO},
        {"toimitusmaskut", "toimitusmaksu", PAL_RESPELT_TYPO},
        {"nopammin", "nopea", PAL_RESPELT_TYPO},
        {"leikkas", "leikata", PAL_RESPELT_SPOKEN},
        {"jumppaillu", "jumppailla", PAL_RESPELT_SPOKEN},
        {"kattellaan", "katsella", PAL_RESPELT_SPOKEN},
        {"respasta", "vastaanotto", PAL_RESPELT_SPOKEN},
        {"koitin", "koettaa", PAL_RESPELT_SPOKEN},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    bool voikko = has_voikko(&t);
    for (size_t i = 0; voikko && i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word = read_word(&t, cases[i].typed, 0);
        cr_expect(pal_str_equal(word->lemma, pal_str_from(cases[i].lemma)), "%s: %.*s",
                  cases[i].typed, PAL_ARG(word->lemma));
        cr_expect_eq(word->respelling, cases[i].why, "%s: %s", cases[i].typed,
                     pal_respelling_name(word->respelling));
    }
    text_close(&t);
}

Test(text_typos, a_compound_typed_without_umlauts_has_them_where_vowel_harmony_wants_them)
{
    static const struct {
        const char *typed, *lemma;
    } cases[] = {
        {"sahkopostiin", "sähköposti"},
        {"lisapalvelu", "lisäpalvelu"},
        {"kayttajatunnus", "käyttäjätunnus"},
        {"laskutusjarjestelma", "laskutusjärjestelmä"},
        {"jarjestelmavirhe", "järjestelmävirhe"},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    bool voikko = has_voikko(&t);
    for (size_t i = 0; voikko && i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word = read_word(&t, cases[i].typed, 0);
        cr_expect(pal_str_equal(word->lemma, pal_str_from(cases[i].lemma)), "%s: %.*s",
                  cases[i].typed, PAL_ARG(word->lemma));
        cr_expect_eq(word->respelling, PAL_RESPELT_UMLAUT, "%s: %s", cases[i].typed,
                     pal_respelling_name(word->respelling));
    }
    text_close(&t);
}

Test(text_typos, what_is_no_slip_is_left_alone)
{
    static const struct {
        const char *why, *typed;
        unsigned flags;
    } cases[] = {
        {"a word of the dictionary", "jonotusaika", 0},
        {"a name inside of a sentence", "Hertsan", 0},
        {"a slip that a name may be", "Palveul", 0},
        {"a brand", "telia", 0},
        {"a brand with an ending", "tokmannilta", 0},
        {"a brand at the start of a sentence", "Zalandolta", PAL_WORD_FIRST},
        {"a loan", "chatbot", 0},
        {"an abbreviation", "HSLN", 0},
        {"three letters", "tlv", 0},
        {"digits", "palveul5", 0},
        {"another alphabet", "палвелу", 0},
        {"a link", "palveul", PAL_WORD_LINK},
        {"no language at all", "xqzwvk", 0},
        {"English", "wonderful", 0},
        {"English that Finnish has with an ending", "information", 0},
        {"slang with an ending", "lafkassa", 0},
        {"slang in the plural", "matseissa", 0},
        {"slang with a weak grade", "pläntin", 0},
        {"slang that texts have, too", "feikki", 0},
        {"a rare word that texts have, too", "fuskata", 0},
        {"a letter more than a word of three", "maoi", 0},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word = read_word(&t, cases[i].typed, cases[i].flags);
        cr_expect_eq(word->standard.len, 0, "%s: %s was read as %.*s", cases[i].why,
                     cases[i].typed, PAL_ARG(word->standard));
        cr_expect_eq(word->respelling, PAL_RESPELT_NONE, "%s", cases[i].why);
    }
    text_close(&t);
}

Test(text_typos, a_capital_counts_as_a_name_only_inside_of_a_sentence)
{
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    bool voikko = has_voikko(&t);
    pal_passage p =
        text_read(&t, PAL_STR("Hirvee jono. Soitin Hirvee."), PAL_LANGUAGE_FI);
    cr_assert_eq(p.count, 6);
    if (voikko) {
        cr_expect(pal_str_equal(p.tokens[0].word->lemma, PAL_STR("hirveä")));
        cr_expect_eq(p.tokens[0].word->respelling, PAL_RESPELT_SPOKEN);
    }
    cr_expect_eq(p.tokens[4].word->standard.len, 0, "%.*s",
                 PAL_ARG(p.tokens[4].word->standard));
    text_close(&t);
}

Test(text_typos, words_of_any_length_and_bytes_are_survived)
{
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    char bytes[400];
    for (size_t len = 1; len < sizeof bytes; len += 7) {
        for (size_t i = 0; i < len; i++)
            bytes[i] = "aseptkly"[(i * i + len) % 8];
        pal_str text = {bytes, len};
        const pal_word *word = pal_words_find(t.words, text, PAL_WORD_LETTERS);
        cr_assert(word);
        cr_expect(word->standard.len < 2 * len + 8);
    }
    text_close(&t);
}

Test(text_typos, bad_tables_are_refused_with_their_line)
{
    static const struct {
        const char *why, *file;
        pal_str text;
        size_t line;
    } cases[] = {
        {"no count", "word-frequency.fi.tsv", PAL_INIT("aalto\t4\naamu\n"), 2},
        {"a count of 0", "word-frequency.fi.tsv", PAL_INIT("aalto\t0\n"), 1},
        {"a word twice", "word-frequency.fi.tsv", PAL_INIT("aalto\t4\naalto\t4\n"), 2},
        {"no count of English", "word-frequency.en.tsv", PAL_INIT("able\n"), 1},
        {"no count of a rare word", "rare.fi.tsv", PAL_INIT("feikki\t3\nfutis\n"), 2},
        {"a rare word twice", "rare.fi.tsv", PAL_INIT("futis\t3\nfutis\t3\n"), 2},
        {"rare words out of order", "rare.en.tsv", PAL_INIT("clan\t3\nclam\t3\n"), 2},
        {"no kind", "standing.fi.tsv", PAL_INIT("# names\nelisa\n"), 2},
        {"a kind that is none", "standing.fi.tsv", PAL_INIT("elisa\tname\n"), 1},
        {"a name twice", "standing.fi.tsv", PAL_INIT("a\tbrand\na\tword\n"), 2},
        {"no version", "spoken.fi.tsv", PAL_INIT("ootin\todotin\n"), 1},
        {"no standard", "spoken.fi.tsv", PAL_INIT("version 1\nootin\n"), 2},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    bool voikko = has_voikko(&t);
    text_close(&t);
    for (size_t i = 0; voikko && i < sizeof cases / sizeof *cases; i++) {
        static const pal_str langid = PAL_INIT("palaute-langid\t1\n");
        char path[300];
        pal_words *words = NULL;
        pal_error err = {0};
        char *folder = text_folder(cases[i].file, cases[i].text);
        snprintf(path, sizeof path, "%s/langid.tsv", folder);
        FILE *file = fopen(path, "wb");
        cr_assert(file && fwrite(langid.ptr, 1, langid.len, file) == langid.len &&
                  fclose(file) == 0);
        pal_status status =
            pal_words_open(&words, folder, PAL_MORPHOLOGY_BEST, NULL, NULL, &err);
        cr_expect_eq(status, PAL_EFORMAT, "%s: %s", cases[i].why,
                     pal_status_name(status));
        cr_expect_eq(err.at.line, cases[i].line, "%s: line %zu", cases[i].why,
                     err.at.line);
        if (status == PAL_OK)
            pal_words_close(words);
        unlink(path);
        text_remove(folder, cases[i].file);
    }
}
