#include "lexicon_help.h"

#include <math.h>

static const lexicon_texts texts = {
    .rules_fi = "alpha\tneg\tjono\nalpha\tpos\tnopea\nbeta\tneg\tkallis\n",
    .valence_fi = "hyvä\t3\n",
};

/* Evaluates a gold file with these bytes. `out` NULL: the view is not wanted. */
static pal_status evaluate(const char *gold, pal_evaluator **out, pal_error *err)
{
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "gold.tsv", gold);
    lexicon_reader r = lexicon_open(folder.text, "snowball", PAL_LANGUAGE_FI);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.language = PAL_LANGUAGE_FI;
    pal_evaluator *evaluator = NULL;
    pal_status status = pal_evaluate(&evaluator, r.engine, &opt,
                                     folder_join(folder.text, "gold.tsv").text, err);
    lexicon_close(&r);
    folder_remove(&folder);
    if (status != PAL_OK)
        cr_expect_null(evaluator, "out was touched");
    if (out)
        *out = evaluator;
    else
        pal_evaluator_close(evaluator);
    return status;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

/* alpha: gold 3, found 3, right 2, with polarity 1. beta: gold 1, found 1, right 1. */
Test(api_evaluate, agreement_counted_by_hand)
{
    pal_evaluator *evaluator = NULL;
    pal_error err = {0};
    pal_status status = evaluate("id\tnps\toverall\tthemes\tcomment\r\n"
                                 "1\t2\tneg\talpha:neg\tjono\r\n"
                                 "2\t3\tpos\talpha:pos\tjono\r\n"
                                 "3\t4\tneg\tbeta:neg\tkallis jono\r\n"
                                 "4\t9\tpos\t\thyvä\r\n"
                                 "\r\n"
                                 "5\t\tneu\t alpha:neu \tlippu",
                                 &evaluator, &err);
    cr_assert_eq(status, PAL_OK, "%s", err.msg);
    const pal_evaluation *v = pal_evaluator_view(evaluator);
    cr_expect_eq(v->comments, 5u);
    cr_assert_eq(v->theme_count, 2u);
    cr_expect(v->themes[0].theme == 0 && v->themes[0].gold == 3 &&
              v->themes[0].found == 3 && v->themes[0].right == 2 &&
              v->themes[0].right_polarity == 1);
    cr_expect(v->themes[1].theme == 1 && v->themes[1].gold == 1 &&
              v->themes[1].found == 1 && v->themes[1].right == 1 &&
              v->themes[1].right_polarity == 1);
    cr_expect(near(v->micro_precision, 3.0 / 4) && near(v->micro_recall, 3.0 / 4));
    cr_expect(near(v->micro_f1, 3.0 / 4));
    cr_expect(near(v->macro_f1, (2.0 / 3 + 1) / 2));
    cr_expect(near(v->polarity_micro_f1, 2.0 / 4));
    /* neg: jono, kallis right; "2" is found neg but pos in gold */
    cr_expect_eq(v->confusion[PAL_NEGATIVE][PAL_NEGATIVE], 2u);
    cr_expect_eq(v->confusion[PAL_POSITIVE][PAL_NEGATIVE], 1u);
    cr_expect_eq(v->confusion[PAL_POSITIVE][PAL_POSITIVE], 1u);
    cr_expect_eq(v->confusion[PAL_NEUTRAL][PAL_NEUTRAL], 1u);
    cr_expect(near(v->overall_accuracy, 4.0 / 5));
    cr_expect(near(v->overall_macro_f1, (4.0 / 5 + 2.0 / 3 + 1) / 3));
    pal_evaluator_close(evaluator);
}

Test(api_evaluate, columns_are_found_by_name_behind_a_mark)
{
    pal_evaluator *evaluator = NULL;
    cr_assert_eq(evaluate("\xEF\xBB\xBF"
                          "comment\tthemes\toverall\njono\talpha:neg\tneg\n",
                          &evaluator, NULL),
                 PAL_OK);
    cr_expect_eq(pal_evaluator_view(evaluator)->themes[0].right, 1u);
    pal_evaluator_close(evaluator);
}

Test(api_evaluate, a_file_of_no_comments_gives_zeros)
{
    pal_evaluator *evaluator = NULL;
    cr_assert_eq(evaluate("id\toverall\tthemes\tcomment\n", &evaluator, NULL), PAL_OK);
    const pal_evaluation *v = pal_evaluator_view(evaluator);
    cr_expect_eq(v->comments, 0u);
    cr_expect(near(v->micro_f1, 0) && near(v->macro_f1, 0) &&
              near(v->overall_macro_f1, 0));
    pal_evaluator_close(evaluator);
}

Test(api_evaluate, mistakes_are_told_with_their_line)
{
    static const struct {
        const char *name, *gold;
        size_t line;
    } cases[] = {
        {"empty", "", 0},
        {"no overall", "id\tthemes\tcomment\n", 1},
        {"no themes", "id\toverall\tcomment\n", 1},
        {"no comment", "id\toverall\tthemes\n", 1},
        {"unknown theme",
         "overall\tthemes\tcomment\nneg\talpha:neg\tx\nneg\tgamma:neg\tx\n", 3},
        {"unknown polarity", "overall\tthemes\tcomment\nneg\talpha:bad\tx\n", 2},
        {"no polarity", "overall\tthemes\tcomment\nneg\talpha\tx\n", 2},
        {"a mixed theme", "overall\tthemes\tcomment\nneg\talpha:mixed\tx\n", 2},
        {"unknown tone", "overall\tthemes\tcomment\ngood\talpha:neg\tx\n", 2},
        {"a short line", "id\toverall\tthemes\tcomment\n1\n", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_error err = {0};
        cr_expect_eq(evaluate(cases[i].gold, NULL, &err), PAL_EFORMAT, "%s",
                     cases[i].name);
        cr_expect_eq(err.at.line, cases[i].line, "%s: %zu: %s", cases[i].name,
                     err.at.line, err.msg);
        cr_expect(err.at.file &&
                  pal_str_ends(pal_str_from(err.at.file), PAL_STR("gold.tsv")));
    }
}

Test(api_evaluate, a_missing_file_is_no_input)
{
    lexicon_reader r = lexicon_open_texts(&texts, "snowball", PAL_LANGUAGE_FI);
    pal_options opt = PAL_OPTIONS_INIT;
    pal_evaluator *evaluator = NULL;
    cr_expect_eq(pal_evaluate(&evaluator, r.engine, &opt, "/nowhere/gold.tsv", NULL),
                 PAL_ENOINPUT);
    cr_expect_null(evaluator);
    pal_evaluator_close(NULL);
    lexicon_close(&r);
}
