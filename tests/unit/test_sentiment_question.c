/* The question that was asked turns what an answer says without words of judgement. */
#include "lexicon_help.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* An answer to a question, and the tone of the whole. */
typedef struct answer_fact {
    const char *question, *text, *expected;
} answer_fact;

static void check_answers(const answer_fact *facts, size_t count, pal_language language)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = "lexicons";
    opt.language = language;
    opt.no_model = true; /* the facts are those of the rules */
    pal_error err = {.code = PAL_OK};
    pal_engine *engine = NULL;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    for (size_t i = 0; i < count; i++) {
        opt.question = facts[i].question;
        pal_reader *reader = NULL;
        pal_reading_view view;
        cr_assert_eq(pal_reader_open(&reader, engine, &opt, &err), PAL_OK, "%s", err.msg);
        cr_assert_eq(pal_read(reader, pal_str_from(facts[i].text), &view, &err), PAL_OK);
        cr_expect_str_eq(pal_polarity_name(view.sentiment), facts[i].expected,
                         "'%s' to '%s' is %s", facts[i].text, facts[i].question,
                         pal_polarity_name(view.sentiment));
        pal_reader_close(reader);
    }
    pal_engine_close(engine);
}

Test(sentiment_question, finnish_answers_mean_what_was_asked)
{
    static const answer_fact facts[] = {
        {"Missä voisimme parantaa?", "hinta", "neg"},
        {"Mitä parannettavaa?", "jonot", "neg"},
        {"MITÄ PARANNETTAVAA?", "Ei mitään", "pos"},
        {"Missä voisimme parantaa?", "en keksi mitään", "pos"},
        {"Missä voisimme parantaa?", "en osaa sanoa", "neu"},
        {"Missä voisimme parantaa?", "Kaikki hyvin", "pos"},
        {"Mikä toimi hyvin?", "hinta", "pos"},
        {"Mikä toimi hyvin?", "ei mikään", "neg"},
        {"Mikä toimi hyvin?", "Palvelu on hidasta", "neg"},
        {"Perustele arvosanasi", "hinta", "neu"},
        {"Perustele arvosanasi", "ei mitään", "neu"},
        {"none", "hinta", "neu"},
        {NULL, "hinta", "neu"},
    };
    check_answers(facts, COUNT(facts), PAL_LANGUAGE_FI);
}

Test(sentiment_question, english_answers_mean_what_was_asked)
{
    static const answer_fact facts[] = {
        {"What could we improve?", "price", "neg"},
        {"What could we improve?", "the staff", "neg"},
        {"What could we improve?", "nothing", "pos"},
        {"What could we improve?", "Nothing, all good", "pos"},
        {"What did you like?", "price", "pos"},
        {"What did you like?", "nothing", "neg"},
        {"What did you like least?", "price", "neg"},
        {"Why did you give this score?", "price", "neu"},
        {"Why did you give this score?", "nothing", "neu"},
        {"none", "price", "neu"},
    };
    check_answers(facts, COUNT(facts), PAL_LANGUAGE_EN);
}
