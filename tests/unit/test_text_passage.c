#include <criterion/criterion.h>

#include "text_help.h"

/* As the lexicon does it. */
static void mark_roles(pal_passage *p)
{
    static const struct {
        pal_str word;
        pal_role role;
    } roles[] = {
        {PAL_INIT("mutta"), PAL_ROLE_CONTRAST},
        {PAL_INIT("but"), PAL_ROLE_CONTRAST},
        {PAL_INIT("vaikka"), PAL_ROLE_CONCEDE},
        {PAL_INIT("koska"), PAL_ROLE_CLAUSE},
    };
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
            if (pal_str_equal(p->tokens[i].word->folded, roles[k].word))
                p->tokens[i].role = roles[k].role;
}

Test(text_passage, counts_sentences_and_clauses)
{
    static const struct {
        const char *text;
        uint32_t sentences, clauses;
    } cases[] = {
        {"", 0, 0},
        {"   ", 0, 0},
        {"-", 1, 1},
        {"😀", 1, 1},
        {"...", 1, 1},
        {"Hidas, kallis ja huono palvelu.", 1, 1},
        {"Palvelu oli hyvä, mutta jono oli pitkä", 1, 2},
        {"Palvelu oli hyvä mutta jono pitkä", 1, 2},
        {"Mutta jono oli pitkä", 1, 1},
        {"Vaikka jono oli pitkä, palvelu oli hyvää", 1, 2},
        {"Palvelu oli todella hyvää, jono oli liian pitkä", 1, 2},
        {"Palvelu oli hyvää. Jono oli pitkä!", 2, 2},
        {"Palvelu oli hyvää.Jono oli pitkä", 2, 2},
        {"palvelu oli hyvää. jono oli pitkä", 2, 2},
        {"Soitin klo 12.30 ja odotin", 1, 1},
        {"Soitin klo. 12 ja odotin", 1, 1},
        {"Kallista, esim. hinta nousi", 1, 1},
        {"Muut, esim. Nokia, parempia", 1, 1},
        {"Jo 3. kerta kun soitan", 1, 1},
        {"Tilasin niitä 3. Yksi puuttui", 2, 2},
        {"Hinta, laatu jne. olivat hyvät", 1, 1},
        {"Hinta, laatu jne. Kaikki hyvin", 2, 2},
        {"Odotin n. 5 minuuttia", 1, 1},
        {"Ihan hyvä... en valita", 1, 1},
        {"Ihan hyvä... En valita", 2, 2},
        {"Ihan hyvä… en valita", 1, 1},
        {"Miksi?! En tiedä", 2, 2},
        {"Kiitos. 😀 Hyvä palvelu", 2, 2},
        {"eka rivi\ntoka rivi", 2, 2},
        {"eka rivi\r\n\r\ntoka rivi\n", 2, 2},
    };
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_passage p = text_read(&t, pal_str_from(cases[i].text), PAL_LANGUAGE_FI);
        mark_roles(&p);
        pal_passage_clauses(&p);
        cr_expect_eq(p.sentence_count, cases[i].sentences, "'%s': %u sentences",
                     cases[i].text, p.sentence_count);
        cr_expect_eq(p.clause_count, cases[i].clauses, "'%s': %u clauses", cases[i].text,
                     p.clause_count);
    }
    text_close(&t);
}

Test(text_passage, numbers_rise_over_the_whole_text)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    pal_passage p = text_read(
        &t,
        PAL_STR("Hyvä palvelu, mutta hidas. Hinta ok, mutta toimitus kesti! Kiitos 👍."),
        PAL_LANGUAGE_FI);
    mark_roles(&p);
    pal_passage_clauses(&p);
    cr_expect_eq(p.sentence_count, 3);
    cr_expect_eq(p.clause_count, 5);
    for (size_t i = 0; i < p.count; i++) {
        cr_expect_lt(p.tokens[i].clause, p.clause_count);
        cr_expect_lt(p.tokens[i].sentence, p.sentence_count);
        cr_expect_float_eq(p.tokens[i].weight, 1.0F, 0);
        if (i == 0)
            continue;
        cr_expect_geq(p.tokens[i].start, p.tokens[i - 1].end);
        cr_expect_geq(p.tokens[i].clause, p.tokens[i - 1].clause);
        cr_expect_geq(p.tokens[i].sentence, p.tokens[i - 1].sentence);
    }
    text_close(&t);
}

Test(text_passage, refuses_texts_that_are_too_long)
{
    enum { LEN = 16 * 1024 * 1024 };
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    char *text = malloc(LEN);
    cr_assert(text);
    memset(text, ' ', LEN);
    pal_passage p = {.count = 7};
    cr_expect_eq(pal_passage_read(&p, t.words, t.mem, (pal_str){text, LEN},
                                  PAL_LANGUAGE_FI, &t.err),
                 PAL_EFORMAT);
    cr_expect_eq(p.count, 7);
    free(text);
    text_close(&t);
}

Test(text_passage, survives_every_memory_limit)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    pal_status last = PAL_ENOMEM;
    size_t limit = 1;
    for (; last != PAL_OK && limit < 1 << 20; limit += 97) {
        pal_arena *mem = pal_arena_open(limit);
        pal_passage p;
        pal_error err = {0};
        if (mem)
            last = pal_passage_read(&p, t.words, mem, PAL_STR("Hyvä, mutta hidas."),
                                    PAL_LANGUAGE_FI, &err);
        cr_expect(last == PAL_OK || last == PAL_ENOMEM);
        pal_arena_close(mem);
    }
    cr_expect_eq(last, PAL_OK);
    text_close(&t);
}
