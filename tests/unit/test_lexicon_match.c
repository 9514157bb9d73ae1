#include "lexicon_help.h"

/* The texts of all findings in their order, "|" between them. */
static const char *found(const lexicon_reader *r, const char *text, char out[400])
{
    pal_reading_view view = lexicon_read(r, text);
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < view.mention_count; i++) {
        const pal_mention *m = &view.mentions[i];
        int more = snprintf(out + len, 400 - len, "%s%.*s:%.*s", i ? "|" : "",
                            PAL_ARG(pal_engine_theme(r->engine, m->theme)->id),
                            (int)(m->end - m->start), view.text.ptr + m->start);
        len += more > 0 ? (size_t)more : 0;
    }
    return out;
}

typedef struct match_fact {
    const char *text, *expected;
} match_fact;

static void check(const lexicon_texts *texts, pal_language language,
                  const match_fact *facts, size_t count)
{
    lexicon_reader r = lexicon_open_texts(texts, "snowball", language);
    char out[400];
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(found(&r, facts[i].text, out), facts[i].expected, "'%s': %s",
                         facts[i].text, out);
    lexicon_close(&r);
}

#define COUNT(a) (sizeof(a) / sizeof *(a))

Test(lexicon_match, unless_silences_a_rule_in_its_sentence)
{
    static const lexicon_texts texts = {
        .rules_fi = "alpha\tneu\tjono\tlippu ; jono .. koira\n",
    };
    static const match_fact facts[] = {
        {"jono oli pitkä", "alpha:jono"},
        {"jono lippuun oli pitkä", "alpha:jono"},
        {"lippu oli kallis ja jono pitkä", ""},
        {"lippu oli kallis. jono pitkä", "alpha:jono"},
        {"jono ja koira", ""},
        {"koira ja jono", "alpha:jono"},
    };
    check(&texts, PAL_LANGUAGE_FI, &facts[0], 1);
    check(&texts, PAL_LANGUAGE_FI, &facts[2], COUNT(facts) - 2);
}

Test(lexicon_match, unless_silences_an_expression_too)
{
    static const lexicon_texts texts = {.rules_fi = "alpha\tneu\t/jono[a-z]*/\tlippu\n"};
    static const match_fact facts[] = {
        {"jonossa oltiin", "alpha:jonossa"},
        {"lippu jonossa", ""},
        {"jonossa. lippu.", "alpha:jonossa"},
    };
    check(&texts, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(lexicon_match, a_longer_match_eats_what_it_covers)
{
    static const lexicon_texts texts = {
        .rules_fi = "alpha\tneu\tpuhelin jono\n"
                    "beta\tneu\tjono\n"
                    "beta\tneu\tjono .. pitkä\n",
    };
    static const match_fact facts[] = {
        {"puhelin jono", "alpha:puhelin jono"},
        {"jono", "beta:jono"},
        {"puhelin jono ja jono", "alpha:puhelin jono|beta:jono"},
        /* of one theme in the same words the rule with more elements counts */
        {"jono oli pitkä", "beta:jono oli pitkä"},
        /* with a gap it eats no other theme, and what sticks out is not eaten */
        {"puhelin jono oli pitkä", "alpha:puhelin jono|beta:jono oli pitkä"},
    };
    check(&texts, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(lexicon_match, two_themes_may_share_a_word)
{
    static const lexicon_texts texts = {
        .rules_fi = "alpha\tneu\tjono\n"
                    "beta\tneu\tjono*\n",
    };
    static const match_fact facts[] = {{"jono", "alpha:jono|beta:jono"}};
    check(&texts, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(lexicon_match, rules_speak_the_language_of_the_text)
{
    static const lexicon_texts texts = {
        .rules_fi = "alpha\tneu\tjono\n",
        .rules_en = "beta\tneu\tqueue\n",
    };
    static const match_fact finnish[] = {{"jono queue", "alpha:jono"}};
    static const match_fact english[] = {{"jono queue", "beta:queue"}};
    static const match_fact mixed[] = {{"jono queue", "alpha:jono|beta:queue"}};
    check(&texts, PAL_LANGUAGE_FI, finnish, 1);
    check(&texts, PAL_LANGUAGE_EN, english, 1);
    check(&texts, PAL_LANGUAGE_MIXED, mixed, 1);
}

Test(lexicon_match, a_theme_counts_once_with_the_polarity_that_weighs_more)
{
    static const lexicon_texts texts = {
        .rules_fi = "alpha\tneg\thuono\nalpha\tpos\thyvä\nbeta\tneu\tjono\n",
    };
    static const struct {
        const char *text, *polarity;
    } cases[] = {
        {"huono", "neg"},
        {"hyvä. huono. huono.", "neg"},
        {"huono. hyvä. hyvä.", "pos"},
        {"huono. hyvä.", "neu"},
        {"jono", "-"},
    };
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    for (size_t i = 0; i < COUNT(cases); i++) {
        lexicon_read(&r, cases[i].text);
        cr_expect_str_eq(lexicon_polarity(&r, "alpha"), cases[i].polarity, "%s",
                         cases[i].text);
        cr_expect_leq(pal_reader_tags(r.reader, NULL, 0), 1u);
    }
    lexicon_close(&r);
}

Test(lexicon_match, a_mention_names_the_line_that_made_it)
{
    static const lexicon_texts texts = {
        .rules_fi = "# a comment\n\nalpha\tneu\tjono\t\ta note\n",
    };
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    pal_reading_view view = lexicon_read(&r, "Tämä jono.");
    cr_assert_eq(view.mention_count, 1u);
    pal_rule_ref ref = pal_engine_rule(r.engine, view.mentions[0].rule);
    cr_expect(pal_str_equal(ref.file, PAL_STR("one.fi.tsv")));
    cr_expect_eq(ref.line, 4u);
    cr_expect(pal_str_equal(ref.text, PAL_STR("jono")));
    lexicon_close(&r);
}

/* Many gaps over a long run of the same word: the answer may be no, but it comes soon. */
Test(lexicon_match, a_hostile_rule_on_a_hostile_text_ends)
{
    static const lexicon_texts texts = {
        .rules_fi = "alpha\tneu\ta ..9 a ..9 a ..9 a ..9 a ..9 a ..9 a ..9 a ..9 b\n"
                    "beta\tneu\ta ..9 c & a ..9 d & a ..9 e & a ..9 f\n"
                    "rest\tneu\t/(a+ ?)+$x/\n",
    };
    enum { WORDS = 20000 };
    char *text = malloc(WORDS * 2 + 1);
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + 2 * i, "a ", 2);
    text[WORDS * 2] = '\0';
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    cr_expect_eq(lexicon_read(&r, text).mention_count, 0u);
    lexicon_close(&r);
    free(text);
}
