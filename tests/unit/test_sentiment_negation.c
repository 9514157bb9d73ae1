/* How far a denial goes in the answers of people: what stands behind it, not the
 * statement before; and the tone of short statements that only a comma parts. */
#include "lexicon_help.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

typedef struct negation_fact {
    const char *text, *theme, *expected;
} negation_fact;

static void check(const negation_fact *facts, size_t count, pal_language language)
{
    lexicon_reader r = lexicon_open(NULL, "best", language);
    for (size_t i = 0; i < count; i++) {
        lexicon_read(&r, facts[i].text);
        const char *polarity = lexicon_polarity(&r, facts[i].theme);
        cr_expect_str_eq(polarity, facts[i].expected, "'%s': %s is %s", facts[i].text,
                         facts[i].theme, polarity);
    }
    lexicon_close(&r);
}

Test(sentiment_negation, without_something_denies_nothing_before_it)
{
    static const negation_fact facts[] = {
        {"Hyvitys tuli tilille kahdessa päivässä ilman pyytämistä", "hyvitys", "pos"},
        {"Hinta on kilpailukykyinen ja sopimuksen sai tehtyä ilman käyntiä konttorissa",
         "hintataso", "pos"},
        {"Korvaus hylättiin ilman perusteluja", "reklamaation-kasittely", "neg"},
        {"Ilman jonoja pääsi heti tiskille", "jonotusaika", "pos"},
    };
    check(facts, COUNT(facts), PAL_LANGUAGE_FI);
}

Test(sentiment_negation, a_statement_of_its_own_denies_nothing_before_it)
{
    static const negation_fact facts[] = {
        {"Ohjeissa oli niin paljon lyhenteitä etten ymmärtänyt", "viestinnan-selkeys",
         "neg"},
        {"Paketti jätettiin sateeseen ja ovikelloa ei soitettu", "toimitusvarmuus",
         "neg"},
        {"Jonoja ei ollut", "jonotusaika", "pos"},
    };
    check(facts, COUNT(facts), PAL_LANGUAGE_FI);
}

Test(sentiment_negation, ends_at_a_comma_before_anything_is_denied)
{
    static const negation_fact facts[] = {
        {"No appointment needed, friendly nurse", "ystavallisyys", "pos"},
        {"Not slow, expensive or rude", "hintataso", "pos"},
        {"Not slow, expensive or rude", "ystavallisyys", "pos"},
    };
    check(facts, COUNT(facts), PAL_LANGUAGE_EN);
}

Test(sentiment_negation, whatever_happens_is_no_denial)
{
    static const negation_fact finnish[] = {
        {"Kaikille sama kohtelu, oli rahaa tai ei", "reiluus", "pos"},
        {"En saanut kuin ystävällistä palvelua", "ystavallisyys", "pos"},
    };
    static const negation_fact english[] = {
        {"They fixed it quickly, no matter what", "ongelmanratkaisu", "pos"},
        {"The installation couldn't have gone better", "kayttoonotto", "pos"},
    };
    check(finnish, COUNT(finnish), PAL_LANGUAGE_FI);
    check(english, COUNT(english), PAL_LANGUAGE_EN);
}

Test(sentiment_negation, a_second_denial_does_not_take_back_the_first)
{
    static const negation_fact facts[] = {
        {"No text, no warning", "tiedonkulku", "neg"},
        {"No one told us about the delay", "tiedonkulku", "neg"},
    };
    check(facts, COUNT(facts), PAL_LANGUAGE_EN);
}
