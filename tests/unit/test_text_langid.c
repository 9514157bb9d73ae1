#include <criterion/criterion.h>

#include "base/map.h"
#include "text/langid.h"
#include "text_help.h"

Test(text_langid, tells_the_language_of_answers)
{
    static const struct {
        const char *text;
        pal_language survey, expected;
    } cases[] = {
        {"Palvelu oli hidasta ja hinta liian kallis", PAL_LANGUAGE_EN, PAL_LANGUAGE_FI},
        {"Service was slow and the price too high", PAL_LANGUAGE_FI, PAL_LANGUAGE_EN},
        {"Mycket bra service, tack så mycket", PAL_LANGUAGE_FI, PAL_LANGUAGE_OTHER},
        {"Приложение не работает", PAL_LANGUAGE_FI, PAL_LANGUAGE_OTHER},
        {"服务不错", PAL_LANGUAGE_EN, PAL_LANGUAGE_OTHER},
        {"Ihan hyvä palvelu mutta the app is really bad and slow", PAL_LANGUAGE_FI,
         PAL_LANGUAGE_MIXED},
        {"Palvelu oli hyvä, Apple Music Family toimii", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"ok", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"ok", PAL_LANGUAGE_EN, PAL_LANGUAGE_EN},
        {"app", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"hinta", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"Spotify", PAL_LANGUAGE_EN, PAL_LANGUAGE_EN},
        {"S-market", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"-", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"10", PAL_LANGUAGE_EN, PAL_LANGUAGE_EN},
        {"😀", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
        {"", PAL_LANGUAGE_EN, PAL_LANGUAGE_EN},
        {"😀 10 -", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_OTHER},
        {"kallis", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_FI},
        {"expensive", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_EN},
        {"http://www.example.com/the-best-service", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_passage p = text_read(&t, pal_str_from(cases[i].text), cases[i].survey);
        cr_expect_eq(p.language, cases[i].expected, "'%s': %d", cases[i].text,
                     (int)p.language);
    }
    text_close(&t);
}

Test(text_langid, without_a_model_the_survey_decides)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    pal_passage p = text_read(&t, PAL_STR("Service was slow"), PAL_LANGUAGE_FI);
    cr_expect_eq(p.language, PAL_LANGUAGE_FI);
    text_close(&t);
}

/* Percent of the lines that are found to be of `language`. `odd`: every second line, from
 * the second; the model has learnt from the others. */
static double share_right(text_tools *t, const char *name, pal_language language,
                          pal_language survey, bool odd)
{
    pal_arena *file = pal_arena_open((size_t)1 << 24);
    pal_str text = text_data(file, name);
    bool absent = !text.ptr;
    pal_str line;
    size_t right = 0;
    size_t count = 0;
    for (size_t number = 0; text_line(&text, &line); number++) {
        if (odd && number % 2 == 0)
            continue;
        count++;
        right += text_read(t, line, survey).language == language;
        pal_arena_reset(t->mem);
    }
    pal_arena_close(file);
    double share = count ? 100.0 * (double)right / (double)count : 100.0;
    if (!absent)
        fprintf(stderr, "%s, survey %s: %.1f %%\n", name,
                survey == PAL_LANGUAGE_FI   ? "fi"
                : survey == PAL_LANGUAGE_EN ? "en"
                                            : "unknown",
                share);
    return share;
}

/* Word and sentence lists of the Lingua project, which the model has not seen. */
Test(text_langid, holds_its_floors)
{
    static const struct {
        const char *name;
        pal_language language, survey;
        double floor;
        bool odd;
    } cases[] = {
        {"langid/sentences.fi.txt", PAL_LANGUAGE_FI, PAL_LANGUAGE_OTHER, 99, false},
        {"langid/sentences.en.txt", PAL_LANGUAGE_EN, PAL_LANGUAGE_OTHER, 99, false},
        {"langid/sentences.sv.txt", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_OTHER, 98, true},
        {"langid/sentences.fi.txt", PAL_LANGUAGE_FI, PAL_LANGUAGE_EN, 99, false},
        {"langid/sentences.en.txt", PAL_LANGUAGE_EN, PAL_LANGUAGE_FI, 99, false},
        {"langid/sentences.sv.txt", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_FI, 98, true},
        {"langid/word-pairs.fi.txt", PAL_LANGUAGE_FI, PAL_LANGUAGE_OTHER, 98, false},
        {"langid/word-pairs.en.txt", PAL_LANGUAGE_EN, PAL_LANGUAGE_OTHER, 98, false},
        {"langid/word-pairs.sv.txt", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_OTHER, 95, false},
        {"langid/word-pairs.fi.txt", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI, 99, false},
        {"langid/word-pairs.en.txt", PAL_LANGUAGE_EN, PAL_LANGUAGE_FI, 94, false},
        {"langid/single-words.fi.txt", PAL_LANGUAGE_FI, PAL_LANGUAGE_FI, 98, false},
        {"langid/single-words.en.txt", PAL_LANGUAGE_EN, PAL_LANGUAGE_EN, 98, false},
        {"langid/single-words.fi.txt", PAL_LANGUAGE_FI, PAL_LANGUAGE_OTHER, 95, false},
        {"langid/single-words.en.txt", PAL_LANGUAGE_EN, PAL_LANGUAGE_OTHER, 90, false},
        {"langid/single-words.sv.txt", PAL_LANGUAGE_OTHER, PAL_LANGUAGE_OTHER, 88, false},
    };
    text_tools t = text_open("models", PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_geq(share_right(&t, cases[i].name, cases[i].language, cases[i].survey,
                                  cases[i].odd),
                      cases[i].floor);
    text_close(&t);
}

Test(text_langid, votes_are_bounded_and_balance)
{
    static const char *const words[] = {"asiakaspalvelu", "expensive", "och", "x", "2g",
                                        "плохо"};
    text_tools t = text_open("models", PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const pal_word *word =
            pal_words_find(t.words, pal_str_from(words[i]), PAL_WORD_LETTERS);
        cr_assert(word);
        for (int k = 0; k < 3; k++)
            cr_expect(abs(word->votes[k]) <= PAL_VOTE_MAX, "%s: %d", words[i],
                      word->votes[k]);
        if (i == 3 || i == 4)
            cr_expect(word->votes[1] == 0 && word->votes[2] == 0, "%s", words[i]);
    }
    text_close(&t);
}

Test(text_langid, refuses_a_broken_model_and_says_where)
{
    static const struct {
        const char *name;
        pal_str text;
        size_t line, column;
    } cases[] = {
        {"empty", PAL_INIT(""), 1, 1},
        {"other version", PAL_INIT("palaute-langid\t2\n"), 1, 1},
        {"no numbers", PAL_INIT("palaute-langid\t1\na\n"), 2, 1},
        {"one number", PAL_INIT("palaute-langid\t1\na\t1\n"), 2, 1},
        {"not a number", PAL_INIT("palaute-langid\t1\na\t1\tx\n"), 2, 3},
        {"out of bounds", PAL_INIT("palaute-langid\t1\na\t1\t1\nbb\t1\t99999\n"), 3, 4},
        {"given twice", PAL_INIT("palaute-langid\t1\na\t1\t1\na\t1\t1\n"), 3, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = text_folder("langid.tsv", cases[i].text);
        pal_arena *mem = pal_arena_open((size_t)1 << 20);
        pal_langid *langid = NULL;
        pal_error err = {0};
        cr_expect_eq(pal_langid_open(&langid, mem, folder, &err), PAL_EFORMAT,
                     "%s: accepted", cases[i].name);
        cr_expect_eq(err.at.line, cases[i].line, "%s: line %zu", cases[i].name,
                     err.at.line);
        cr_expect_eq(err.at.column, cases[i].column, "%s: column %zu", cases[i].name,
                     err.at.column);
        cr_expect_null(langid);
        pal_arena_close(mem);
        text_remove(folder, "langid.tsv");
    }
}

Test(text_langid, a_missing_model_is_told)
{
    pal_words *words = NULL;
    pal_error err = {0};
    cr_expect_eq(
        pal_words_open(&words, "/nonexistent", PAL_MORPHOLOGY_SNOWBALL, NULL, NULL, &err),
        PAL_ENOINPUT);
    cr_expect_null(words);
}

/* The lines of the model by key: the place of the number behind the key, from 1. */
static pal_map *read_keys(pal_arena *mem, pal_str model)
{
    pal_map *keys = pal_map_new(mem, 1);
    for (pal_cut line = pal_str_cut(model, '\n'); line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_str key = pal_str_cut(line.head, '\t').head;
        *pal_map_at(keys, key, NULL) = (uint32_t)(key.ptr + key.len + 1 - model.ptr);
    }
    return keys;
}

static int within_bounds(int64_t vote)
{
    return (int)(vote > PAL_VOTE_MAX    ? PAL_VOTE_MAX
                 : vote < -PAL_VOTE_MAX ? -PAL_VOTE_MAX
                                        : vote);
}

/* The contract of the model's file: a word's votes are the sums over its keys. */
static void check_votes(const text_tools *t, pal_str model, const pal_map *keys,
                        pal_str word)
{
    const pal_word *read = pal_words_find(t->words, word, PAL_WORD_LETTERS);
    pal_langid_keys cut;
    int64_t sums[2] = {0, 0};
    pal_langid_cut(&cut, read->folded);
    for (size_t i = 0; i < cut.count; i++) {
        const uint32_t *at = pal_map_find(keys, cut.keys[i]);
        pal_cut two = pal_str_cut(
            (pal_str){model.ptr + (at ? *at : 0), at ? model.len - *at : 0}, '\t');
        int64_t fi = 0;
        int64_t en = 0;
        if (at && pal_str_to_int(two.head, &fi) &&
            pal_str_to_int(pal_str_cut(two.tail, '\n').head, &en)) {
            sums[0] += fi;
            sums[1] += en;
        }
    }
    cr_expect_eq(read->votes[PAL_LANGUAGE_FI], within_bounds(sums[0]), "%.*s",
                 PAL_ARG(word));
    cr_expect_eq(read->votes[PAL_LANGUAGE_EN], within_bounds(sums[1]), "%.*s",
                 PAL_ARG(word));
    cr_expect_eq(read->votes[PAL_LANGUAGE_OTHER], within_bounds(-sums[0] - sums[1]),
                 "%.*s", PAL_ARG(word));
}

Test(text_langid, votes_are_the_sums_over_the_keys_of_a_word)
{
    static const char *const words[] = {
        "on",
        "ei",
        "hyvä",
        "service",
        "yö",
        "äiti",
        "ääkköset",
        "naïve",
        "kännykkä",
        "Asiakaspalvelu",
        "it's",
        "S-market",
        "ﬁlmi",
        "coöperate",
        "õ€€ķ",
        "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
        "epäjärjestelmällistyttämättömyydelläänsäkäänköhänepäjärjestelmällistyttämättömyy"
        "s"};
    text_tools t = text_open("models", PAL_MORPHOLOGY_SNOWBALL);
    pal_str model = {NULL, 0};
    cr_assert_eq(pal_io_read(&model, t.mem, "models/langid.tsv", 4 << 20, NULL), PAL_OK);
    const pal_map *keys = read_keys(t.mem, model);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        check_votes(&t, model, keys, pal_str_from(words[i]));
    pal_str survey = {NULL, 0};
    cr_assert_eq(
        pal_io_read(&survey, t.mem, "corpora/demo/kuura-2026-kevat.csv", 4 << 20, NULL),
        PAL_OK);
    pal_passage p = text_read(&t, survey, PAL_LANGUAGE_FI);
    for (size_t i = 0; i < p.count; i += 7) {
        const pal_word *word = p.tokens[i].word;
        bool letters =
            (word->flags & (PAL_WORD_LETTERS | PAL_WORD_LINK | PAL_WORD_FOREIGN)) ==
            PAL_WORD_LETTERS;
        bool digits = false;
        for (size_t k = 0; k < word->folded.len; k++)
            digits = digits || (word->folded.ptr[k] >= '0' && word->folded.ptr[k] <= '9');
        if (letters && !digits && word->folded.len > 2)
            check_votes(&t, model, keys, word->surface);
    }
    text_close(&t);
}
