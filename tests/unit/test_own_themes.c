/* Themes by ids of the user's own: learnt from a coded file, proposed beside those of the
 * lexicon. */
#include "train_help.h"

#include "own_themes.h"

enum { TEXT_MAX = 16384, TEXTS = 20 };

static const lexicon_texts texts = {.rules_fi = "alpha\tneg\tjono\nbeta\tneg\tkallis\n",
                                    .valence_fi = "hyvä\t3\nhuono\t-3\n"};

Test(own_themes, an_id_is_letters_digits_hyphen_and_underscore)
{
    static const struct {
        const char *id;
        bool fits;
    } cases[] = {
        {"hidas-toimitus", true},
        {"Koodi_12", true},
        {"äänenlaatu", true},
        {"配送", true},
        {"", false},
        {"hidas toimitus", false},
        {"a:b", false},
        {"a;b", false},
        {"a,b", false},
        {"\"a\"", false},
        {"\xFF", false},
        {"a\tb", false},
        {"=a", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(pal_own_id_fits(pal_str_from(cases[i].id)), cases[i].fits, "%s",
                     cases[i].id);
    char longest[PAL_OWN_ID_MAX + 2];
    memset(longest, 'a', sizeof longest);
    cr_expect(pal_own_id_fits((pal_str){longest, PAL_OWN_ID_MAX}));
    cr_expect_not(pal_own_id_fits((pal_str){longest, PAL_OWN_ID_MAX + 1}));
}

/* Comments about a lift, about a smell, about both and about neither; one theme is there
 * once. No column `overall`, no polarity. */
static void write_codes(const char *folder)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "themes\tcomment\n");
    for (int i = 0; i < TEXTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "Hissi\thissi seisoi paikalla %d\n"
                        "haju_2\tkellarin tuoksu leijui %d;\n"
                        " Hissi ; haju_2;\thissi seisoi ja tuoksu leijui %d\n"
                        "\taurinko paistoi pihalla %d\n",
                        i, i, i, i);
    snprintf(text + len, sizeof text - (size_t)len, "kerran\tvaja\n");
    folder_write(folder, "codes.tsv", text);
}

static const train_wish own = {.gold = "codes.tsv", .themes = true, .own_ids = true};

static folder_path new_folder(void)
{
    folder_path folder = lexicon_new(&texts);
    write_codes(folder.text);
    return folder;
}

typedef struct own_engine {
    pal_engine *engine;
    pal_reader *reader;
    folder_path model;
    const char *models[3];
    pal_options opt;
    pal_error err;
} own_engine;

static pal_status try_own(own_engine *e, const char *folder, const char *model,
                          bool only_own)
{
    e->model = folder_join(folder, model);
    e->models[0] = e->model.text;
    e->opt = (pal_options)PAL_OPTIONS_INIT;
    e->opt.lexicons = folder;
    e->opt.morphology = "snowball";
    e->opt.language = PAL_LANGUAGE_FI;
    e->opt.own_themes = e->models;
    e->opt.only_own_themes = only_own;
    pal_status status = pal_engine_open(&e->engine, &e->opt, &e->err);
    return status == PAL_OK ? pal_reader_open(&e->reader, e->engine, &e->opt, &e->err)
                            : status;
}

static void close_own(own_engine *e)
{
    pal_reader_close(e->reader);
    pal_engine_close(e->engine);
}

/* "alpha:neg;Hissi:neu", as it is tagged. */
static const char *tags_of(const own_engine *e, const char *text, char *out, size_t size)
{
    pal_tag tags[16];
    pal_reading_view view;
    size_t used = 0;
    cr_assert_eq(pal_read(e->reader, pal_str_from(text), &view, NULL), PAL_OK);
    size_t count = pal_reader_tags(e->reader, tags, 16);
    out[0] = '\0';
    for (size_t i = 0; i < count && used < size; i++) {
        pal_str id = pal_engine_theme(e->engine, tags[i].theme)->id;
        used += (size_t)snprintf(out + used, size - used, "%s%.*s:%s", i ? ";" : "",
                                 PAL_ARG(id), pal_polarity_name(tags[i].polarity));
    }
    return out;
}

Test(own_themes, stand_behind_those_of_the_lexicon_and_are_called_by_their_ids)
{
    folder_path folder = new_folder();
    train_model(folder.text, "own.model", own);
    own_engine e = {.engine = NULL};
    cr_assert_eq(try_own(&e, folder.text, "own.model", false), PAL_OK, "%s", e.err.msg);
    cr_assert_eq(pal_engine_theme_count(e.engine), 6u);
    const pal_theme *theme = pal_engine_theme(e.engine, 3);
    cr_expect(pal_str_equal(theme->id, PAL_STR("Hissi")));
    cr_expect(pal_str_equal(theme->label[PAL_LANGUAGE_FI], PAL_STR("Hissi")));
    cr_expect(pal_str_equal(theme->label[PAL_LANGUAGE_EN], PAL_STR("Hissi")));
    cr_expect(pal_str_equal(theme->group, PAL_STR("omat")));
    cr_expect(pal_str_equal(pal_engine_theme(e.engine, 5)->id, PAL_STR("kerran")));
    close_own(&e);
    folder_remove(&folder);
}

Test(own_themes, are_proposed_beside_what_rules_find)
{
    char found[256];
    folder_path folder = new_folder();
    train_model(folder.text, "own.model", own);
    own_engine e = {.engine = NULL};
    cr_assert_eq(try_own(&e, folder.text, "own.model", false), PAL_OK, "%s", e.err.msg);
    cr_expect_str_eq(tags_of(&e, "hissi seisoi, jono oli huono", found, sizeof found),
                     "alpha:neg;Hissi:neg");
    cr_expect_str_eq(tags_of(&e, "aurinko paistoi", found, sizeof found), "");
    cr_expect_str_eq(tags_of(&e, "kallis vaja", found, sizeof found), "beta:neg",
                     "a theme of one comment is not learnt");
    close_own(&e);
    e = (own_engine){.engine = NULL};
    cr_assert_eq(try_own(&e, folder.text, "own.model", true), PAL_OK, "%s", e.err.msg);
    cr_expect_str_eq(tags_of(&e, "hissi seisoi, jono oli huono", found, sizeof found),
                     "Hissi:neg", "own themes alone");
    cr_expect_str_eq(tags_of(&e, "jono", found, sizeof found), "");
    close_own(&e);
    folder_remove(&folder);
}

Test(own_themes, a_proposal_has_its_probability_and_its_reasons)
{
    pal_reading_view view;
    pal_reason reasons[4];
    folder_path folder = new_folder();
    train_model(folder.text, "own.model", own);
    own_engine e = {.engine = NULL};
    cr_assert_eq(try_own(&e, folder.text, "own.model", false), PAL_OK, "%s", e.err.msg);
    cr_assert_eq(pal_read(e.reader, PAL_STR("hissi seisoi"), &view, NULL), PAL_OK);
    cr_assert_eq(view.mention_count, 1u);
    cr_expect_eq(view.mentions[0].rule, PAL_RULE_MODEL);
    cr_expect_gt(view.mentions[0].probability, 500);
    size_t count = pal_reader_reasons(e.reader, &view.mentions[0], reasons, 4);
    cr_assert_eq(count, 4u);
    for (size_t i = 0; i < count; i++)
        cr_expect(pal_str_has(PAL_STR("hissi seisoi"), reasons[i].text) &&
                  reasons[i].weight > 0);
    close_own(&e);
    folder_remove(&folder);
}

static pal_evaluator *evaluate(const own_engine *e, const char *folder, const char *gold)
{
    pal_error err = {0};
    pal_evaluator *evaluator = NULL;
    folder_path path = folder_join(folder, gold);
    cr_assert_eq(pal_evaluate(&evaluator, e->engine, &e->opt, path.text, &err), PAL_OK,
                 "%s", err.msg);
    return evaluator;
}

/* 40 comments have each of the two themes; the one of a theme that is too rare to learn
 * is missed: R = 80 / 81. */
Test(own_themes, are_measured_on_a_file_without_tone_and_polarity)
{
    folder_path folder = new_folder();
    train_model(folder.text, "own.model", own);
    own_engine e = {.engine = NULL};
    cr_assert_eq(try_own(&e, folder.text, "own.model", true), PAL_OK, "%s", e.err.msg);
    pal_evaluator *evaluator = evaluate(&e, folder.text, "codes.tsv");
    const pal_evaluation *v = pal_evaluator_view(evaluator);
    cr_expect_eq(v->comments, 81u);
    cr_expect_not(v->tone_coded);
    cr_expect_not(v->polarity_coded);
    cr_expect_float_eq(v->micro_precision, 1.0, 1e-12);
    cr_expect_float_eq(v->micro_recall, 80.0 / 81.0, 1e-12);
    cr_assert_eq(v->theme_count, 3u);
    cr_expect(v->themes[2].gold == 1 && v->themes[2].found == 0);
    for (size_t i = 0; i < v->slip_count; i++)
        cr_expect_eq(v->slips[i].kind, PAL_SLIP_MISSED);
    pal_evaluator_close(evaluator);
    close_own(&e);
    folder_remove(&folder);
}

Test(own_themes, a_polarity_that_was_coded_is_compared)
{
    folder_path folder = new_folder();
    train_model(folder.text, "own.model", own);
    folder_write(folder.text, "more.tsv",
                 "overall\tthemes\tcomment\n"
                 "neg\tHissi:neg\thissi seisoi, huono\n"
                 "pos\tHissi:neg\thissi seisoi, hyvä\n"
                 "pos\tHissi\thissi seisoi, hyvä\n");
    own_engine e = {.engine = NULL};
    cr_assert_eq(try_own(&e, folder.text, "own.model", false), PAL_OK, "%s", e.err.msg);
    pal_evaluator *evaluator = evaluate(&e, folder.text, "more.tsv");
    const pal_evaluation *v = pal_evaluator_view(evaluator);
    cr_expect(v->tone_coded && v->polarity_coded);
    cr_assert_eq(v->theme_count, 1u);
    cr_expect(v->themes[0].right == 3 && v->themes[0].right_polarity == 2);
    cr_expect_float_eq(v->overall_accuracy, 1.0, 1e-12);
    pal_evaluator_close(evaluator);
    close_own(&e);
    folder_remove(&folder);
}

/* A model that is named to be measured decides by itself: the rule of alpha finds the
 * queue, which no comment is coded for. */
Test(own_themes, a_model_is_measured_without_what_rules_find)
{
    folder_path folder = new_folder();
    train_model(folder.text, "own.model", own);
    folder_write(folder.text, "more.tsv", "themes\tcomment\nHissi\thissi seisoi, jono\n");
    own_engine e = {.model = folder_join(folder.text, "own.model")};
    e.opt = (pal_options)PAL_OPTIONS_INIT;
    e.opt.lexicons = folder.text;
    e.opt.morphology = "snowball";
    e.opt.language = PAL_LANGUAGE_FI;
    e.opt.model = e.model.text;
    cr_assert_eq(pal_engine_open(&e.engine, &e.opt, &e.err), PAL_OK, "%s", e.err.msg);
    pal_evaluator *evaluator = evaluate(&e, folder.text, "more.tsv");
    const pal_evaluation *v = pal_evaluator_view(evaluator);
    cr_expect_float_eq(v->micro_f1, 1.0, 1e-12);
    pal_evaluator_close(evaluator);
    close_own(&e);
    folder_remove(&folder);
}

Test(own_themes, so_is_a_model_of_the_lexicons_themes)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tcomment\n");
    for (int i = 0; i < TEXTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\talpha:neg\tseisoin ovella %d\nneu\t\tjono kahvilassa %d\n",
                        i, i);
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "gold.tsv", text);
    train_model(folder.text, "themes.model", (train_wish){.themes = true});
    own_engine e = {.model = folder_join(folder.text, "themes.model")};
    e.opt = (pal_options)PAL_OPTIONS_INIT;
    e.opt.lexicons = folder.text;
    e.opt.morphology = "snowball";
    e.opt.language = PAL_LANGUAGE_FI;
    e.opt.model = e.model.text;
    cr_assert_eq(pal_engine_open(&e.engine, &e.opt, &e.err), PAL_OK, "%s", e.err.msg);
    pal_evaluator *evaluator = evaluate(&e, folder.text, "gold.tsv");
    const pal_evaluation *v = pal_evaluator_view(evaluator);
    cr_assert_eq(v->theme_count, 1u);
    cr_expect(v->themes[0].gold == TEXTS && v->themes[0].found == TEXTS &&
                  v->themes[0].right == TEXTS,
              "found %zu", (size_t)v->themes[0].found);
    pal_evaluator_close(evaluator);
    close_own(&e);
    folder_remove(&folder);
}
