/* How tone is made from rules and words, on lexicons small enough to see through. */
#include "lexicon_help.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const lexicon_texts finnish = {
    .rules_fi = "alpha\tneg\tjono\n"
                "alpha\tneg\tjonottaa\n"
                "alpha\tneg!\tkatastrofi\n"
                "alpha\tneg\t=ei ..2 vastata\n"
                "alpha\tpos\tystävällinen\n"
                "alpha\tneu\tlippu\n"
                "alpha\tpos\tasennus ..3 onnistua\n"
                "beta\tauto\tpalvelu\n"
                "beta\tjudged\thinta\n",
    .valence_fi = "hyvä\t3\nhuono\t-3\nei moitteen sijaa\t4\n",
    .modifiers_fi =
        "=ei\tnegator\n=ilman\tnegator\n=ei "
        "=onnistunut\tnegator\t1\nerittäin\tbooster\t1.5\n"
        "vähän\tdamper\t0.5\nmutta\tcontrast\nvaikka\tconcede\nkoska\tclause\n"
        "toivoisin\twish\n",
    .emoji = "😀\t3\n☹\t-3\n:)\t2\n",
};

static const lexicon_texts english = {
    .rules_en = "alpha\tneg\tqueue\nalpha\tpos\tfriendly\nbeta\tauto\tservice\n",
    .valence_en = "good\t3\nbad\t-3\n",
    .modifiers_en = "=not\tnegator\n=no\tnegator\n",
};

/* A text and how it has a theme. */
typedef struct theme_fact {
    const char *text, *theme, *polarity;
} theme_fact;

static void check_themes(const lexicon_texts *texts, pal_language language,
                         const theme_fact *facts, size_t count)
{
    lexicon_reader r = lexicon_open_texts(texts, "best", language);
    for (size_t i = 0; i < count; i++) {
        lexicon_read(&r, facts[i].text);
        const char *polarity = lexicon_polarity(&r, facts[i].theme);
        cr_expect_str_eq(polarity, facts[i].polarity, "'%s': %s is %s", facts[i].text,
                         facts[i].theme, polarity);
    }
    lexicon_close(&r);
}

static int32_t score_of(const lexicon_reader *r, const char *text)
{
    pal_reading_view view = lexicon_read(r, text);
    cr_expect(view.score >= -1000 && view.score <= 1000, "%s", text);
    return view.score;
}

Test(sentiment_scope, a_negation_turns_a_finding)
{
    static const theme_fact facts[] = {
        {"jono", "alpha", "neg"},
        {"ei jonoa", "alpha", "pos"},
        {"ei tarvinnut jonottaa", "alpha", "pos"},
        {"ilman jonoa", "alpha", "pos"},
        {"ei ilman jonoa", "alpha", "neg"},
        {"jonoja ei ollut", "alpha", "pos"},
        {"ystävällinen", "alpha", "pos"},
        {"ei ollut ystävällinen", "alpha", "neg"},
        {"ei ollut katastrofi", "alpha", "neg"},
        {"ei lippua", "alpha", "neu"},
    };
    check_themes(&finnish, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(sentiment_scope, a_negation_reaches_no_further_than_its_clause)
{
    static const theme_fact facts[] = {
        {"ei toiminut. jono oli", "alpha", "neg"},
        {"ei toiminut mutta jono oli", "alpha", "neg"},
        {"ei toiminut koska oli jono", "alpha", "neg"},
        {"ei a b c d e f g h i j k l m n o p q r jono", "alpha", "neg"},
        {"ei mielestäni nyt mitään jonoa", "alpha", "pos"},
    };
    check_themes(&finnish, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(sentiment_scope, a_negator_inside_of_a_rule_does_not_turn_it)
{
    static const theme_fact facts[] = {
        {"ei vastattu", "alpha", "neg"},
        {"ei kukaan vastannut", "alpha", "neg"},
        {"palvelu ei moitteen sijaa", "beta", "pos"},
    };
    check_themes(&finnish, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

/* "ei onnistunut" stands in the list of negators as a whole: its verb is no negator. */
Test(sentiment_scope, the_verb_of_a_negating_phrase_does_not_negate)
{
    static const theme_fact facts[] = {
        {"asennus onnistui", "alpha", "pos"},
        {"asennus ei onnistunut", "alpha", "neg"},
    };
    check_themes(&finnish, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(sentiment_scope, a_last_no_without_a_verb_leaves_out_the_praise)
{
    static const theme_fact facts[] = {
        {"ystävällinen, hinta ei", "alpha", "pos"},
        {"ystävällinen, hinta ei", "beta", "neg"},
        {"ystävällinen, mutta palvelu ei", "beta", "neg"},
        {"hyvä hinta, jonoja ei", "alpha", "pos"},
        {"hyvä hinta, jonoja ei", "beta", "pos"},
    };
    check_themes(&finnish, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(sentiment_scope, english_negators_stand_before_what_they_deny)
{
    static const theme_fact facts[] = {
        {"queue", "alpha", "neg"},
        {"no queue", "alpha", "pos"},
        {"queue was not", "alpha", "neg"},
        {"not friendly", "alpha", "neg"},
        {"service was not good", "beta", "neg"},
        {"service was not bad", "beta", "pos"},
    };
    check_themes(&english, PAL_LANGUAGE_EN, facts, COUNT(facts));
}

Test(sentiment_scope, the_clause_of_a_theme_gives_its_tone)
{
    static const theme_fact facts[] = {
        {"palvelu", "beta", "neu"},
        {"hyvä palvelu", "beta", "pos"},
        {"huono palvelu", "beta", "neg"},
        {"palvelu ei ollut hyvä", "beta", "neg"},
        {"hinta", "beta", "-"},
        {"hinta on hyvä", "beta", "pos"},
        {"hyvä palvelu mutta huono lippu", "beta", "pos"},
        {"huono lippu mutta hyvä palvelu", "beta", "pos"},
        {"hyvä lippu. hinta nousi.", "beta", "-"},
    };
    check_themes(&finnish, PAL_LANGUAGE_FI, facts, COUNT(facts));
}

Test(sentiment_scope, boosters_and_dampers_weigh_the_word_behind_them)
{
    lexicon_reader r = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    cr_expect_gt(score_of(&r, "erittäin hyvä"), score_of(&r, "hyvä"));
    cr_expect_gt(score_of(&r, "hyvä"), score_of(&r, "vähän hyvä"));
    cr_expect_gt(score_of(&r, "vähän hyvä"), 0);
    cr_expect_lt(score_of(&r, "erittäin huono"), score_of(&r, "huono"));
    cr_expect_gt(score_of(&r, "ei huono"), 0);
    cr_expect_lt(score_of(&r, "ei huono"), score_of(&r, "hyvä"));
    cr_expect_lt(score_of(&r, "ei hyvä"), 0);
    cr_expect_gt(score_of(&r, "ei hyvä"), score_of(&r, "huono"));
    cr_expect_eq(score_of(&r, "erittäin"), 0);
    lexicon_close(&r);
}

Test(sentiment_scope, what_follows_a_contrast_weighs_more)
{
    lexicon_reader r = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    cr_expect_lt(score_of(&r, "palvelu oli hyvä mutta lippu oli huono"), 0);
    cr_expect_gt(score_of(&r, "lippu oli huono mutta palvelu oli hyvä"), 0);
    cr_expect_gt(score_of(&r, "palvelu oli hyvä vaikka lippu oli huono"), 0);
    cr_expect_lt(score_of(&r, "palvelu oli huono vaikka lippu oli hyvä"), 0);
    lexicon_close(&r);
}

Test(sentiment_scope, shouting_counts_where_the_rest_is_quiet)
{
    lexicon_reader r = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    cr_expect_lt(score_of(&r, "palvelu on HUONO"), score_of(&r, "palvelu on huono"));
    cr_expect_gt(score_of(&r, "palvelu on HYVÄ"), score_of(&r, "palvelu on hyvä"));
    cr_expect_eq(score_of(&r, "PALVELU ON HUONO"), score_of(&r, "palvelu on huono"));
    lexicon_close(&r);
}

Test(sentiment_scope, what_is_wished_for_is_missing)
{
    lexicon_reader r = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    pal_tag tag;
    cr_expect_lt(score_of(&r, "toivoisin että hinta olisi hyvä"), 0);
    cr_assert_not_null(lexicon_tag(&r, "beta", &tag));
    cr_expect(tag.wish);
    cr_expect_eq(tag.polarity, PAL_NEGATIVE);
    lexicon_read(&r, "hinta on hyvä");
    cr_assert_not_null(lexicon_tag(&r, "beta", &tag));
    cr_expect_not(tag.wish);
    lexicon_close(&r);
}

Test(sentiment_scope, the_tone_of_the_whole_is_one_of_four)
{
    static const struct {
        const char *text;
        pal_polarity expected;
    } cases[] = {
        {"hyvä", PAL_POSITIVE},
        {"huono", PAL_NEGATIVE},
        {"lippu", PAL_NEUTRAL},
        {"jono", PAL_NEGATIVE},
        {"hyvä ja huono", PAL_MIXED},
        {"hyvä palvelu mutta huono lippu", PAL_MIXED},
        {"hyvä hyvä hyvä hyvä huono", PAL_POSITIVE},
        {"😀", PAL_POSITIVE},
        {"☹", PAL_NEGATIVE},
        {":)", PAL_POSITIVE},
        {"lippu ☹ ☹", PAL_NEGATIVE},
        {"", PAL_NEUTRAL},
    };
    lexicon_reader r = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    for (size_t i = 0; i < COUNT(cases); i++) {
        pal_reading_view view = lexicon_read(&r, cases[i].text);
        cr_expect_eq(view.sentiment, cases[i].expected, "'%s': %s", cases[i].text,
                     pal_polarity_name(view.sentiment));
    }
    lexicon_close(&r);
}

Test(sentiment_scope, tokens_show_what_was_decided)
{
    lexicon_reader r = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    pal_reading_view view = lexicon_read(&r, "ei erittäin hyvä");
    cr_assert_eq(view.token_count, 3u);
    cr_expect(pal_str_equal(view.tokens[0].role, PAL_STR("negator")));
    cr_expect(pal_str_equal(view.tokens[1].role, PAL_STR("booster")));
    cr_expect_lt(view.tokens[2].valence, 0);
    cr_expect(view.tokens[2].negated && !view.tokens[0].negated);
    cr_expect(pal_str_equal(view.tokens[2].folded, PAL_STR("hyvä")));
    lexicon_close(&r);
}

/* --- general themes give way --- */

static const lexicon_texts general = {
    .themes = "exact\tone\tpain\t\tA\tA\n"
              "other\ttwo\tpain\t\tB\tB\n"
              "ingroup\tone\tpain\tgroup\tC\tC\n"
              "rest\tthree\tsignal\tall\tD\tD\n",
    .rules_fi = "exact\tneg\tjono\nexact\tpos\tnopea\nother\tneg\tkallis\n"
                "ingroup\tneg\tsurkea\nrest\tneg\thuono\nrest\tpos\thyvä\n",
    .modifiers_fi = "mutta\tcontrast\n",
};

Test(sentiment_scope, general_themes_give_way_to_exact_ones)
{
    static const theme_fact facts[] = {
        {"huono", "rest", "neg"},
        {"huono jono", "rest", "-"},
        {"huono jono", "exact", "neg"},
        {"huono. kallis.", "rest", "-"},      /* to all, wherever they are */
        {"hyvä mutta kallis", "rest", "pos"}, /* but not to another tone */
        {"surkea", "ingroup", "neg"},
        {"surkea jono", "ingroup", "-"}, /* to its group in the same clause */
        {"surkea. jono.", "ingroup", "neg"},
        {"surkea kallis", "ingroup", "neg"},
        {"surkea nopea", "ingroup", "neg"},
        {"surkea ja huono", "rest", "-"},
        {"surkea ja huono", "ingroup", "neg"},
    };
    check_themes(&general, PAL_LANGUAGE_FI, facts, COUNT(facts));
}
