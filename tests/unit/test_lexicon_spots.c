/* The short answers about where an atom is satisfied are those of a plain search. */
#include "lexicon_help.h"

#include "lexicon/spots.h"

enum { WORDS_MAX = 100, ATOMS = 40, LISTED_MAX = ATOMS, KINDS = 23 };

/* Words with lists of their own: kind k satisfies atom a when (k * a) % 7 == 3, and each
 * atom's slot has its number. */
typedef struct kind {
    pal_word word;
    uint32_t atoms[LISTED_MAX];
    uint64_t rules[sizeof(pal_word_rules) / sizeof(uint64_t) + LISTED_MAX];
} kind;

static bool fits(size_t k, uint32_t atom)
{
    return k * atom % 7 == 3;
}

static void make_kinds(kind kinds[KINDS])
{
    memset(kinds, 0, KINDS * sizeof *kinds);
    for (size_t k = 0; k < KINDS; k++) {
        pal_word_rules *rules = (pal_word_rules *)(void *)kinds[k].rules;
        pal_word *word = &kinds[k].word;
        word->flags = k % 11 == 10 ? PAL_WORD_COMMA : PAL_WORD_LETTERS;
        for (uint32_t a = 1; a < ATOMS; a++)
            if (fits(k, a)) {
                kinds[k].atoms[word->atom_count[PAL_LANGUAGE_FI]++] = a;
                rules->slots[rules->noted++] = (uint16_t)a;
                rules->sketch |= pal_slot_sketch(a);
            }
        word->atoms[PAL_LANGUAGE_FI] = kinds[k].atoms;
        word->rules[PAL_LANGUAGE_FI] = rules->noted ? rules : NULL;
    }
}

/* What a search through the words from i + low to i + high says. */
static bool searched(const pal_passage *passage, const pal_spots *p, const kind *kinds,
                     uint32_t atom, uint32_t i, int low, int high)
{
    for (uint32_t k = 0; k < p->count; k++) {
        const pal_token *token = &passage->tokens[p->at[k]];
        size_t which = 0;
        while (token->word != &kinds[which].word)
            which++;
        if ((int64_t)k - i >= low && (int64_t)k - i <= high &&
            token->sentence == passage->tokens[p->at[i]].sentence && fits(which, atom))
            return true;
    }
    return false;
}

static void check_word(const pal_passage *passage, const pal_spots *p, const kind *kinds,
                       uint32_t atom, uint32_t i)
{
    static const int windows[][2] = {{0, 0},   {1, 1},   {-1, -1},  {1, 4},    {-10, -2},
                                     {-3, 12}, {2, 110}, {-110, 0}, {-16, -1}, {0, 15}};
    bool here = searched(passage, p, kinds, atom, i, 0, 0);
    cr_assert_eq(pal_spots_has(p, PAL_LANGUAGE_FI, atom, i), here);
    cr_assert_eq(pal_spots_noted(p, PAL_LANGUAGE_FI, atom, i), here);
    for (size_t w = 0; w < sizeof windows / sizeof *windows; w++) {
        int low = windows[w][0];
        int high = windows[w][1];
        bool wanted = searched(passage, p, kinds, atom, i, low, high);
        cr_assert_eq(pal_spots_within(p, PAL_LANGUAGE_FI, atom, i, low, high), wanted,
                     "atom %u, word %u, %d to %d", atom, i, low, high);
        cr_assert_eq(pal_spots_noted_within(p, PAL_LANGUAGE_FI, atom, i, low, high),
                     wanted, "slot %u, word %u, %d to %d", atom, i, low, high);
        cr_assert(!wanted || pal_spots_any(p, atom));
    }
    cr_assert_eq(
        pal_spots_noted_within(p, PAL_LANGUAGE_FI, atom, i, PAL_ANYWHERE, INT8_MAX),
        pal_spots_any(p, atom));
}

Test(spots, are_those_that_a_search_finds)
{
    static const size_t counts[] = {0, 1, 2, 7, 15, 16, 17, 18, 33, 64, WORDS_MAX};
    static kind kinds[KINDS];
    make_kinds(kinds);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_spots spots;
    cr_assert(pal_spots_open(&spots, mem, ATOMS));
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        pal_token tokens[WORDS_MAX] = {{0}};
        for (size_t i = 0; i < counts[c]; i++)
            tokens[i] = (pal_token){.word = &kinds[(i * i + 5 * i + c) % KINDS].word,
                                    .sentence = (uint32_t)(i / 13)};
        pal_passage passage = {
            .tokens = tokens, .count = counts[c], .language = PAL_LANGUAGE_FI};
        cr_assert(pal_spots_read(&spots, mem, &passage));
        for (uint32_t i = 0; i < spots.count; i++)
            for (uint32_t atom = 1; atom < ATOMS; atom++)
                check_word(&passage, &spots, kinds, atom, i);
    }
    pal_arena_close(mem);
}

/* Words are counted on; near the last number that there is the count begins anew. */
Test(spots, of_earlier_passages_are_forgotten)
{
    static kind kinds[KINDS];
    make_kinds(kinds);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_spots spots;
    cr_assert(pal_spots_open(&spots, mem, ATOMS));
    spots.begin = UINT32_MAX - 9;
    for (size_t c = 0; c < 12; c++) {
        pal_token tokens[3] = {{0}};
        for (size_t i = 0; i < 3; i++)
            tokens[i].word = &kinds[c % 3 + i].word;
        pal_passage passage = {.tokens = tokens, .count = 3, .language = PAL_LANGUAGE_FI};
        cr_assert(pal_spots_read(&spots, mem, &passage));
        for (uint32_t atom = 1; atom < ATOMS; atom++) {
            cr_expect_eq(pal_spots_any(&spots, atom),
                         fits(c % 3, atom) || fits(c % 3 + 1, atom) ||
                             fits(c % 3 + 2, atom),
                         "passage %zu, atom %u", c, atom);
            for (uint32_t i = 0; i < 3; i++)
                check_word(&passage, &spots, kinds, atom, i);
        }
    }
    cr_expect_lt(spots.begin, 100u, "the count did not go round");
    pal_arena_close(mem);
}

Test(spots, of_another_language_are_none)
{
    static kind kinds[KINDS];
    make_kinds(kinds);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_spots spots;
    cr_assert(pal_spots_open(&spots, mem, ATOMS));
    pal_token token = {.word = &kinds[1].word};
    pal_passage passage = {.tokens = &token, .count = 1, .language = PAL_LANGUAGE_MIXED};
    cr_assert(pal_spots_read(&spots, mem, &passage));
    cr_expect(pal_spots_any(&spots, 3), "a mixed text is Finnish, too");
    passage.language = PAL_LANGUAGE_EN;
    cr_assert(pal_spots_read(&spots, mem, &passage));
    for (uint32_t slot = 1; slot < ATOMS; slot++)
        cr_expect_not(pal_spots_any(&spots, slot), "slot %u", slot);
    pal_arena_close(mem);
}

/* "kissa", so many words, "koira"; before them `lead` other words. */
static void write_text(char out[2000], size_t lead, size_t between, const char *last)
{
    size_t len = 0;
    for (size_t i = 0; i < lead; i++)
        len += (size_t)snprintf(out + len, 2000 - len, "lintu ");
    len += (size_t)snprintf(out + len, 2000 - len, "kissa ");
    for (size_t i = 0; i < between; i++)
        len += (size_t)snprintf(out + len, 2000 - len, "kala ");
    snprintf(out + len, 2000 - len, "%s", last);
}

/* The rules' own words tell how far apart theirs may stand; where in the text they do and
 * how long it is makes no difference. */
Test(spots, leave_every_rule_its_reach)
{
    static const lexicon_texts texts = {.rules_fi =
                                            "alpha\tneu\tkissa ..9 koira\n"
                                            "beta\tneu\tkissa ..2 hevonen? ..3 sika\n"
                                            "rest\tneu\tkissa & lehmä & vuohi\n"};
    static const size_t leads[] = {0, 1, 6, 12, 15, 16, 17, 31, 47, 48, 63, 64, 100};
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    for (size_t l = 0; l < sizeof leads / sizeof *leads; l++)
        for (size_t between = 0; between < 20; between++) {
            char text[2000];
            write_text(text, leads[l], between, "koira");
            lexicon_read(&r, text);
            cr_expect_str_eq(lexicon_polarity(&r, "alpha"), between <= 9 ? "neu" : "-",
                             "%zu, %zu", leads[l], between);
            write_text(text, leads[l], between, "sika");
            lexicon_read(&r, text);
            cr_expect_str_eq(lexicon_polarity(&r, "beta"), between <= 3 ? "neu" : "-",
                             "%zu, %zu", leads[l], between);
            write_text(text, leads[l], between, "hevonen ja iso sika");
            lexicon_read(&r, text);
            cr_expect_str_eq(lexicon_polarity(&r, "beta"), between <= 2 ? "neu" : "-",
                             "%zu, %zu", leads[l], between);
            write_text(text, leads[l], between, "vuohi lehmä");
            lexicon_read(&r, text);
            cr_expect_str_eq(lexicon_polarity(&r, "rest"), "neu", "%zu, %zu", leads[l],
                             between);
        }
    lexicon_close(&r);
}

/* As a damaged file of words may have it: an atom of a language that no word has rules
 * of. */
Test(spots, noted_by_another_language_are_none)
{
    static kind kinds[KINDS];
    make_kinds(kinds);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_spots spots;
    cr_assert(pal_spots_open(&spots, mem, ATOMS));
    pal_token tokens[] = {{.word = &kinds[0].word}, {.word = &kinds[1].word}};
    pal_passage passage = {.tokens = tokens, .count = 2, .language = PAL_LANGUAGE_FI};
    cr_assert(pal_spots_read(&spots, mem, &passage));
    cr_expect(pal_spots_noted(&spots, PAL_LANGUAGE_FI, 3, 1));
    cr_expect_not(pal_spots_noted(&spots, PAL_LANGUAGE_EN, 3, 0));
    cr_expect_not(pal_spots_noted_within(&spots, PAL_LANGUAGE_EN, 3, 0, 0, 0));
    pal_arena_close(mem);
}
