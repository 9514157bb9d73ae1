/* All models read a text in one pass: what they find is what pal_features_text() and
 * pal_features_signs() name, and what its words add. */
#include <criterion/criterion.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "model/features_walk.h"
#include "readings.h"
#include "text/words.h"

typedef struct tools {
    pal_engine *engine;
    pal_worker worker;
    pal_arena *mem;
} tools;

static tools open_tools(void)
{
    tools t = {.engine = NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = "lexicons";
    opt.models = "models";
    cr_assert_eq(pal_engine_open(&t.engine, &opt, NULL), PAL_OK);
    cr_assert_eq(pal_worker_open(&t.worker, t.engine, NULL), PAL_OK);
    t.mem = pal_arena_open((size_t)1 << 26);
    return t;
}

static void close_tools(tools *t)
{
    pal_worker_close(&t->worker);
    pal_engine_close(t->engine);
    pal_arena_close(t->mem);
}

/* Sums as the files define them, one feature after the other. */
typedef struct plain_sum {
    const pal_model *model;
    int64_t norm;
    int64_t scores[PAL_MODEL_CLASSES_MAX];
} plain_sum;

static void add_plainly(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                        pal_str second)
{
    (void)text;
    (void)second;
    plain_sum *sum = ctx;
    const double value = pal_model_value(sum->model, kind, hash);
    sum->norm += llrint(value * value * 1024);
    for (size_t k = 0; k < pal_model_of(sum->model)->class_count; k++)
        sum->scores[k] += llrint(pal_model_weight(sum->model, kind, hash, k) * 64);
}

static void add_numbers(plain_sum *sum, const pal_passage *p, size_t offset)
{
    const pal_language language = pal_features_language(p);
    for (size_t i = 0; i < p->count; i++) {
        if (!pal_features_has(&p->tokens[i]))
            continue;
        const int16_t *own = p->tokens[i].word->learnt[language] + offset;
        sum->norm += own[0] + 1024 * (int64_t)own[1] + 1024 * 1024 * (int64_t)own[2];
        for (size_t k = 0; k < pal_model_of(sum->model)->class_count; k++)
            sum->scores[k] += own[PAL_NUMBERS_NORM + k];
    }
}

static void expect_same(const pal_model_text *read, const pal_passage *p,
                        const bool *negated, size_t offset, bool signs)
{
    plain_sum sum = {.model = read->model};
    add_numbers(&sum, p, offset);
    pal_features_text(p, negated, add_plainly, &sum);
    if (signs)
        pal_features_signs(p, add_plainly, &sum);
    cr_expect_eq(read->whole.norm, sum.norm, "%.*s", PAL_ARG(p->text));
    for (size_t k = 0; k < pal_model_of(read->model)->class_count; k++)
        cr_expect_eq(read->whole.score[k], sum.scores[k], "%.*s: class %zu",
                     PAL_ARG(p->text), k);
}

/* Tokens of one clause, as a passage of its own, add up to what the whole has. */
static void expect_clauses(const pal_model_text *read, const pal_passage *p)
{
    int64_t norm = 0;
    for (uint32_t c = 0; c < p->clause_count; c++) {
        int64_t scores[PAL_MODEL_CLASSES_MAX];
        pal_model_sum sum = {.score = scores};
        pal_model_clause(&sum, read, p, c);
        norm += sum.norm;
    }
    cr_expect_eq(norm, read->whole.norm, "%.*s", PAL_ARG(p->text));
}

static void check(tools *t, pal_str text, pal_language survey)
{
    const pal_models *models = &t->engine->learnt;
    pal_passage p;
    pal_readings read;
    cr_assert_eq(pal_passage_read(&p, t->worker.words, t->mem, text, survey, NULL),
                 PAL_OK);
    pal_passage_clauses(&p);
    bool *negated = pal_new(t->mem, bool, p.count + 1);
    for (size_t i = 0; i < p.count; i++)
        negated[i] = i % 3 == 1;
    cr_assert(pal_readings_make(&read, t->mem, models, &p, negated));
    const bool read_at_all = p.count != 0 && p.language != PAL_LANGUAGE_OTHER;
    cr_assert_eq(read.tones.model != NULL, read_at_all, "%.*s", PAL_ARG(text));
    if (!read_at_all)
        return;
    expect_same(&read.tones, &p, negated, PAL_NUMBERS_OWN, true);
    expect_same(&read.topics, &p, negated,
                PAL_NUMBERS_OWN + pal_model_word_size(read.tones.model), false);
    expect_clauses(&read.tones, &p);
    expect_clauses(&read.topics, &p);
}

static const struct {
    const char *text;
    pal_language survey;
} texts[] = {
    {"Palvelu oli hidasta, mutta henkilökunta oli ystävällistä!", PAL_LANGUAGE_FI},
    {"The app is slow ,and it crashes ... every day. Why?!", PAL_LANGUAGE_EN},
    {"!", PAL_LANGUAGE_FI},
    {"- ", PAL_LANGUAGE_FI},
    {"", PAL_LANGUAGE_FI},
    {"...Hyvä", PAL_LANGUAGE_FI},
    {"\"Hyvä\" (ja nopea); ei muuta.", PAL_LANGUAGE_FI},
    {"Hyvä", PAL_LANGUAGE_FI},
    {"Hyvä ", PAL_LANGUAGE_FI},
    {"Hyvä.", PAL_LANGUAGE_FI},
    {"Hyvä. ", PAL_LANGUAGE_FI},
    {"Hyvä .", PAL_LANGUAGE_FI},
    {"Hyvä, , nopea,,halpa", PAL_LANGUAGE_FI},
    {"Hyvä,  nopea", PAL_LANGUAGE_FI},
    {"Hyvä!! 10/10 :)", PAL_LANGUAGE_FI},
    {"Hyvä 😀 palvelu 😀!", PAL_LANGUAGE_FI},
    {"Arvosana 9, ei 12345.", PAL_LANGUAGE_FI},
    {"https://www.example.com/a on hidas", PAL_LANGUAGE_FI},
    {"S-market ja K-market – molemmat ok…", PAL_LANGUAGE_FI},
    {"Very expensive, slow and the support did not answer", PAL_LANGUAGE_EN},
    {"Ihan hyvä palvelu mutta the app is really bad and slow", PAL_LANGUAGE_FI},
};

Test(readings, are_sums_over_the_features_of_a_text)
{
    tools t = open_tools();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(&t, pal_str_from(texts[i].text), texts[i].survey);
    close_tools(&t);
}

/* More words than are added together, more features than wait. */
Test(readings, of_a_long_text_are_the_same)
{
    tools t = open_tools();
    pal_buf all = {0};
    for (size_t round = 0; round < 40; round++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            pal_buf_cstr(&all, texts[i].text);
            pal_buf_cstr(&all, i % 4 == 0 ? ". " : " ");
        }
    pal_str text = pal_buf_view(&all);
    for (size_t len = 1; len < text.len; len = len * 3 / 2 + 1) {
        while (((unsigned char)text.ptr[len] & 0xC0) == 0x80)
            len++;
        check(&t, (pal_str){text.ptr, len}, PAL_LANGUAGE_FI);
    }
    pal_buf_release(&all);
    close_tools(&t);
}

/* The pair that a word begins is kept with it. */
Test(readings, a_word_keeps_how_its_pairs_begin)
{
    tools t = open_tools();
    const pal_word *word =
        pal_words_find(t.worker.words, PAL_STR("palvelussa"), PAL_WORD_LETTERS);
    cr_assert(word);
    for (int l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++) {
        const pal_str key = pal_feature_key(word, (pal_language)l);
        uint32_t pair;
        cr_assert(word->learnt[l]);
        memcpy(&pair, word->learnt[l] + PAL_NUMBER_PAIR, sizeof pair);
        cr_expect_eq(pair, pal_feature_pair_begin(key));
        int most = 0;
        size_t end = pal_models_numbers(&t.engine->learnt, (pal_language)l);
        for (size_t i = PAL_NUMBERS_OWN; i < end; i++)
            most = abs(word->learnt[l][i]) > most ? abs(word->learnt[l][i]) : most;
        cr_expect_eq(word->learnt[l][PAL_NUMBER_MOST], most);
    }
    close_tools(&t);
}
