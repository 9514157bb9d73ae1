/* Words and features of a text add up, as a whole and by clause. */
#include <criterion/criterion.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/str.h"
#include "model/model.h"

enum { LIMIT = 64 << 20, FEATURES = 3000, CLASSES = 3 };

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state;
}

/* Hashes ascend, as in a file; some lie side by side, one is the highest there is. */
static void make_features(pal_model_feature *features, pal_model_entry *entries)
{
    uint32_t state = 7;
    uint32_t hash = 0;
    for (size_t i = 0; i < FEATURES; i++) {
        hash += i % 10 == 0 ? 1 : 1 + next_number(&state) % (UINT32_MAX / FEATURES - 1);
        uint16_t count = (uint16_t)(i % (CLASSES + 1));
        features[i] = (pal_model_feature){.hash = i + 1 == FEATURES ? UINT32_MAX : hash,
                                          .value = (uint8_t)(1 + i % 200),
                                          .count = count,
                                          .entries = &entries[i * CLASSES]};
        for (uint16_t k = 0; k < count; k++)
            entries[i * CLASSES + k] = (pal_model_entry){
                k, (int8_t)((int)(next_number(&state) >> 8) % 255 - 127)};
    }
}

static double veto = 0;
static const float scales[CLASSES] = {0.01F, 0.02F, 0.03F};

/* The model as it is read from a file. */
static pal_status open_view(pal_model **out, pal_arena *mem, const pal_model_view *view)
{
    pal_buf bytes = {0};
    pal_model_write(&bytes, view);
    char path[] = "/tmp/palaute-unit-XXXXXX";
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    cr_assert_eq(pal_io_write(path, pal_buf_view(&bytes), NULL), PAL_OK);
    pal_status status = pal_model_open(out, mem, path, NULL);
    unlink(path);
    pal_buf_release(&bytes);
    return status;
}

static pal_model *open_model(pal_arena *mem, pal_model_feature *features,
                             pal_model_entry *entries, size_t count, double threshold)
{
    const pal_model_class classes[CLASSES] = {{.name = PAL_INIT("a"),
                                               .scale = (double)scales[0],
                                               .a = 1,
                                               .threshold = threshold},
                                              {.name = PAL_INIT("b"),
                                               .scale = (double)scales[1],
                                               .a = -2,
                                               .threshold = threshold},
                                              {.name = PAL_INIT("c"),
                                               .scale = (double)scales[2],
                                               .b = 1,
                                               .threshold = threshold}};
    pal_model_view view = {.kind = PAL_MODEL_THEMES,
                           .language = PAL_LANGUAGE_FI,
                           .value_scale = 0.05,
                           .veto = veto,
                           .classes = classes,
                           .class_count = CLASSES,
                           .features = features,
                           .feature_count = count};
    make_features(features, entries);
    pal_model *model = NULL;
    cr_assert_eq(open_view(&model, mem, &view), PAL_OK);
    return model;
}

Test(model_sum, every_feature_is_found_and_no_other)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    for (size_t i = 0; i < FEATURES; i++) {
        double value = pal_model_value(model, PAL_FEATURE_WORD, features[i].hash);
        cr_assert_float_eq(value, 0.05 * features[i].value, 1e-6, "feature %zu", i);
        if (i + 1 < FEATURES && features[i].hash + 1 != features[i + 1].hash)
            cr_assert_eq(pal_model_value(model, PAL_FEATURE_WORD, features[i].hash + 1),
                         0.0);
        if (i > 0 && features[i].hash - 1 != features[i - 1].hash)
            cr_assert_eq(pal_model_value(model, PAL_FEATURE_WORD, features[i].hash - 1),
                         0.0);
    }
    pal_arena_close(mem);
}

/* What a feature adds, from the numbers that it was written with. */
static void add_plainly(int64_t *norm, int64_t *scores, const pal_model_feature *f)
{
    double value = (double)0.05F * f->value;
    *norm += llrint(value * value * 1024);
    for (size_t k = 0; k < f->count; k++)
        scores[f->entries[k].class_index] +=
            llrint(value * (double)scales[f->entries[k].class_index] *
                   (double)f->entries[k].weight * 64);
}

/* More features than are looked up at a time, and than a text has room for at first. */
Test(model_sum, a_text_and_its_clauses_have_what_their_features_add)
{
    enum { TEXTS = 7, CLAUSES = 40, FEW = 5 };
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    uint32_t state = 1;
    for (size_t t = 0; t < TEXTS; t++) {
        int64_t norm[CLAUSES + 1] = {0};
        int64_t scores[CLAUSES + 1][CLASSES] = {{0}};
        pal_passage nothing = {.tokens = NULL};
        pal_model_text text;
        pal_model_text *const texts[] = {&text};
        pal_model_asked asked = {.count = 0};
        pal_model_text_begin(&text, mem, model, 0);
        for (uint32_t c = 0; c < CLAUSES; c++)
            for (size_t i = 0; i < t * FEW; i++) {
                uint32_t number = next_number(&state) >> 4;
                const pal_model_feature *f = &features[number % FEATURES];
                if (pal_model_value(model, PAL_FEATURE_PAIR, f->hash ^ 1) == 0)
                    pal_models_ask(&asked, texts, 1, 1, c, f->hash ^ 1); /* nobody's */
                pal_models_ask(&asked, texts, 1, 1, c, f->hash);
                add_plainly(&norm[c], scores[c], f);
                add_plainly(&norm[CLAUSES], scores[CLAUSES], f);
            }
        cr_assert(pal_models_answer(&asked, texts, 1));
        cr_expect_eq(text.whole.norm, norm[CLAUSES]);
        for (size_t k = 0; k < CLASSES; k++)
            cr_expect_eq(text.whole.score[k], scores[CLAUSES][k], "class %zu", k);
        for (uint32_t c = 0; c < CLAUSES; c++) {
            int64_t have[CLASSES];
            pal_model_sum sum = {.score = have};
            pal_model_clause(&sum, &text, &nothing, c);
            cr_expect_eq(sum.norm, norm[c], "clause %u", c);
            for (size_t k = 0; k < CLASSES; k++)
                cr_expect_eq(have[k], scores[c][k], "clause %u, class %zu", c, k);
        }
    }
    pal_arena_close(mem);
}

/* Each text has what is asked for it, in the order in which it is asked. */
Test(model_sum, what_one_text_reads_is_not_added_to_another)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    pal_model_text of[PAL_MODELS_MAX];
    pal_model_text *const texts[] = {&of[0], &of[1], &of[2]};
    int64_t norm[PAL_MODELS_MAX] = {0};
    int64_t scores[PAL_MODELS_MAX][CLASSES] = {{0}};
    size_t asked_of[PAL_MODELS_MAX] = {0};
    pal_model_asked asked = {.count = 0};
    for (size_t t = 0; t < PAL_MODELS_MAX; t++)
        pal_model_text_begin(&of[t], mem, model, 0);
    for (uint32_t i = 0; i < FEATURES; i++) {
        const unsigned readers = i % (1u << PAL_MODELS_MAX);
        pal_models_ask(&asked, texts, PAL_MODELS_MAX, readers, i, features[i].hash);
        for (size_t t = 0; t < PAL_MODELS_MAX; t++)
            if (readers >> t & 1) {
                add_plainly(&norm[t], scores[t], &features[i]);
                asked_of[t]++;
            }
    }
    cr_assert(pal_models_answer(&asked, texts, PAL_MODELS_MAX));
    for (size_t t = 0; t < PAL_MODELS_MAX; t++) {
        cr_expect_eq(of[t].whole.norm, norm[t], "text %zu", t);
        for (size_t k = 0; k < CLASSES; k++)
            cr_expect_eq(of[t].whole.score[k], scores[t][k], "text %zu, class %zu", t, k);
        cr_expect_eq(of[t].found_count, asked_of[t], "text %zu", t);
        for (size_t i = 1; i < of[t].found_count; i++)
            cr_expect_lt(of[t].found[i - 1].clause, of[t].found[i].clause);
    }
    pal_arena_close(mem);
}

Test(model_sum, a_long_text_needs_memory)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_arena *none = pal_arena_open(1);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    for (size_t count = 1; count <= FEATURES; count *= 10) {
        pal_model_text text;
        pal_model_text *const texts[] = {&text};
        pal_model_asked asked = {.count = 0};
        pal_model_text_begin(&text, none, model, 0);
        for (size_t i = 0; i < count; i++)
            pal_models_ask(&asked, texts, 1, 1, 0, features[i].hash);
        cr_expect_eq(pal_models_answer(&asked, texts, 1), count < 100);
    }
    pal_arena_close(none);
    pal_arena_close(mem);
}

/* One feature more than fits in the checksum's place is not looked for there. */
Test(model_sum, a_model_of_one_feature_and_of_none)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *one = open_model(mem, features, entries, 1, 0.5);
    cr_expect_gt(pal_model_value(one, PAL_FEATURE_WORD, features[0].hash), 0.0);
    cr_expect_eq(pal_model_value(one, PAL_FEATURE_WORD, UINT32_MAX), 0.0);
    const pal_model *none = open_model(mem, features, entries, 0, 0.5);
    cr_expect_eq(pal_model_value(none, PAL_FEATURE_WORD, features[0].hash), 0.0);
    cr_expect_eq(pal_model_value(none, PAL_FEATURE_WORD, UINT32_MAX), 0.0);
    pal_arena_close(mem);
}

/* Records of every length that is checked in its own way, the class in every place. */
Test(model_sum, a_class_that_the_model_has_not_is_refused)
{
    enum { MOST = 9 };
    const pal_model_class class = {.name = PAL_INIT("a"), .scale = 1, .a = 1};
    pal_model_class classes[PAL_MODEL_CLASSES_MAX];
    for (size_t i = 0; i < PAL_MODEL_CLASSES_MAX; i++)
        classes[i] = class;
    static const size_t counts[] = {1, 4, 127, 128, PAL_MODEL_CLASSES_MAX};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (uint16_t count = 1; count <= MOST; count++)
            for (uint16_t bad = 0; bad <= count; bad++) {
                pal_model_entry entries[MOST];
                for (uint16_t k = 0; k < count; k++)
                    entries[k] =
                        (pal_model_entry){(uint16_t)(counts[c] - (k != bad)), -1};
                const pal_model_feature feature = {
                    .hash = 7, .value = 1, .count = count, .entries = entries};
                const pal_model_view view = {.kind = PAL_MODEL_THEMES,
                                             .language = PAL_LANGUAGE_FI,
                                             .classes = classes,
                                             .class_count = counts[c],
                                             .features = &feature,
                                             .feature_count = 1};
                pal_arena *mem = pal_arena_open(LIMIT);
                pal_model *model = NULL;
                cr_expect_eq(open_view(&model, mem, &view),
                             bad == count ? PAL_OK : PAL_EFORMAT,
                             "%zu classes, entry %d of %d", counts[c], bad, count);
                pal_arena_close(mem);
            }
}

typedef struct hash_list {
    uint32_t hashes[PAL_FEATURES_RULES];
    size_t count;
} hash_list;

static void list_hash(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                      pal_str second)
{
    (void)text;
    (void)second;
    hash_list *list = ctx;
    cr_assert_eq(kind, PAL_FEATURE_RULES);
    cr_assert_lt(list->count, (size_t)PAL_FEATURES_RULES);
    list->hashes[list->count++] = hash;
}

/* What rules find has the same features by number as by name. */
Test(model_sum, rules_are_known_by_their_numbers)
{
    static const int32_t scores[] = {-1000, -600, -599, -300, -50, -49, 0,
                                     50,    51,   300,  301,  600, 601, 1000};
    pal_tag tags[] = {{.polarity = PAL_POSITIVE},
                      {.polarity = PAL_NEUTRAL},
                      {.polarity = PAL_POSITIVE},
                      {.polarity = PAL_NEGATIVE}};
    for (int sentiment = PAL_NEUTRAL; sentiment <= PAL_MIXED; sentiment++)
        for (size_t s = 0; s < sizeof scores / sizeof *scores; s++)
            for (size_t count = 0; count <= sizeof tags / sizeof *tags; count++) {
                pal_tone tone = {.sentiment = (pal_polarity)sentiment,
                                 .score = scores[s],
                                 .tags = tags,
                                 .tag_count = count};
                hash_list list = {.count = 0};
                pal_features_rules(&tone, list_hash, &list);
                uint32_t found = pal_features_rules_of(&tone);
                size_t bits = 0;
                for (size_t i = 0; i < PAL_FEATURES_RULES; i++) {
                    if (!(found >> i & 1))
                        continue;
                    bits++;
                    size_t at = 0;
                    while (at < list.count &&
                           list.hashes[at] != pal_features_rules_hash(i))
                        at++;
                    cr_expect_lt(at, list.count, "rule %zu", i);
                }
                cr_expect_eq(bits, list.count);
            }
}

/* Thresholds at a probability itself, right beside it, and at the ends. */
Test(model_sum, a_threshold_is_reached_where_the_probability_reaches_it)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    enum { SCORES = 221, SCORE_MAX = 110 * 37 };
    double thresholds[12 + 3 * SCORES] = {-1,  0,    1e-9,  1e-6,      0.001,    0.25,
                                          0.5, 0.75, 0.999, 0.9999999, 1 - 1e-9, 2};
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    const pal_model *first = open_model(mem, features, entries, 1, 0.5);
    size_t count = 12;
    for (int64_t score = -SCORE_MAX; score <= SCORE_MAX; score += 37) {
        int64_t scores[CLASSES] = {score, score, score};
        pal_model_sum sum = {.norm = 1024, .score = scores};
        float p = (float)pal_model_probability(first, &sum, 0);
        thresholds[count++] = (double)p;
        thresholds[count++] = (double)nextafterf(p, 0.0F);
        thresholds[count++] = (double)nextafterf(p, 1.0F);
    }
    for (size_t t = 0; t < count; t++) {
        const pal_model *model = open_model(mem, features, entries, 1, thresholds[t]);
        for (int64_t score = -SCORE_MAX; score <= SCORE_MAX; score += 37) {
            int64_t scores[CLASSES] = {score, score, score};
            pal_model_sum sum = {.norm = 1024, .score = scores};
            pal_model_reach out[CLASSES];
            size_t wanted = 0;
            size_t reached = pal_model_reached(model, &sum, out);
            for (size_t k = 0; k < CLASSES; k++) {
                double p = pal_model_probability(model, &sum, k);
                if (p < pal_model_of(model)->classes[k].threshold)
                    continue;
                cr_assert(wanted < reached && out[wanted].class_index == k &&
                              out[wanted].probability == p,
                          "%g of %g", p, thresholds[t]);
                wanted++;
            }
            cr_assert_eq(reached, wanted);
        }
    }
    pal_arena_close(mem);
}

/* Words with numbers of every size, more than are summed at a time: no sum overflows. */
Test(model_sum, words_add_up)
{
    enum {
        WORDS = 1003,
        KINDS = 5,
        SIZE = PAL_NUMBERS_NORM + CLASSES,
        ALL = PAL_NUMBERS_OWN + 2 * SIZE,
        LOW = 1 << PAL_NUMBERS_NORM_BITS
    };
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    static const int16_t kinds[KINDS][ALL] = {
        {1, 2, INT16_MAX, LOW - 1, LOW - 1, 1024, 255, -256, -1, 3, 5, 7, INT16_MAX,
         INT16_MIN, 1},
        {3, 4, 9000, 1, 2, 3, 9000, -9000, 8999, 0, 0, 0, -1, 1, 0},
        {5, 6, 0},
        {7, 8, 8191, 0, 0, 0, 8191, -8191, 8191, 6, 5, 4, 8191, -8191, 8191},
        {9, 0, 7, 0, 0, 0, 1, 2, 3, 4, 5, 6, -7, 6, 5}};
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    uint32_t state = 3;
    for (size_t count = 0; count <= WORDS; count += count < 70 ? 1 : 311) {
        pal_model_text one, two;
        pal_model_text *both[] = {&one, &two};
        int64_t sums[ALL] = {0};
        pal_model_words words;
        words.numbers = ALL;
        words.count = 0;
        pal_model_text_begin(&one, mem, model, PAL_NUMBERS_OWN);
        pal_model_text_begin(&two, mem, model, PAL_NUMBERS_OWN + SIZE);
        for (size_t i = 0; i < count; i++) {
            const int16_t *numbers =
                kinds[count % 2 ? (next_number(&state) >> 9) % KINDS : 0];
            pal_models_add_word(&words, both, 2, numbers);
            for (size_t k = 0; k < ALL; k++)
                sums[k] += numbers[k];
        }
        pal_models_add_words(&words, both, 2);
        for (size_t t = 0; t < 2; t++) {
            const int64_t *sum = sums + PAL_NUMBERS_OWN + t * SIZE;
            cr_expect_eq(both[t]->whole.norm,
                         sum[0] + LOW * sum[1] + (int64_t)LOW * LOW * sum[2]);
            for (size_t k = 0; k < CLASSES; k++)
                cr_expect_eq(both[t]->whole.score[k], sum[PAL_NUMBERS_NORM + k],
                             "%zu words, class %zu", count, k);
        }
    }
    pal_arena_close(mem);
}

/* Four clauses of five words each speak for a class by what their words and features add;
 * of equals the first is meant. */
Test(model_sum, the_strongest_clause_is_found)
{
    enum { WORDS = 20, CLAUSE = 5 };
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    int16_t learnt[WORDS][PAL_NUMBERS_NORM + CLASSES] = {{0}};
    pal_word words[WORDS];
    pal_token tokens[WORDS];
    for (size_t i = 0; i < WORDS; i++) {
        words[i] = (pal_word){.flags = PAL_WORD_LETTERS,
                              .learnt = {[PAL_LANGUAGE_FI] = learnt[i]}};
        tokens[i] = (pal_token){.word = &words[i], .clause = (uint32_t)(i / CLAUSE)};
    }
    pal_passage passage = {.tokens = tokens, .count = WORDS, .language = PAL_LANGUAGE_FI};
    const pal_model_feature *f = features;
    while (f->count < 1 || f->entries[0].weight < 100 || f->value < 100)
        f++;
    pal_model_text text;
    pal_model_text *const texts[] = {&text};
    pal_model_asked asked = {.count = 0};
    pal_model_text_begin(&text, mem, model, 0);
    cr_expect_eq(pal_model_strongest(&text, &passage, 0), 0u);
    learnt[12][PAL_NUMBERS_NORM] = 1;
    learnt[17][PAL_NUMBERS_NORM] = 1;
    learnt[6][PAL_NUMBERS_NORM + 1] = -1;
    cr_expect_eq(pal_model_strongest(&text, &passage, 0), 2u);
    cr_expect_eq(pal_model_strongest(&text, &passage, 1), 0u);
    pal_models_ask(&asked, texts, 1, 1, 3, f->hash);
    cr_assert(pal_models_answer(&asked, texts, 1));
    cr_expect_eq(pal_model_strongest(&text, &passage, 0), 3u);
    pal_arena_close(mem);
}

/* A class is ruled out just where its probability is under the veto. */
Test(model_sum, a_veto_rules_out_what_is_less_likely)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    static const double vetoes[] = {0, 1e-7, 0.016, 0.16, 0.5, 0.9999999, 2};
    pal_arena *mem = pal_arena_open((size_t)1 << 30);
    for (size_t v = 0; v < sizeof vetoes / sizeof *vetoes; v++) {
        veto = vetoes[v];
        const pal_model *model = open_model(mem, features, entries, 1, 0.5);
        for (int64_t score = -3000; score <= 3000; score += 7) {
            int64_t scores[CLASSES] = {score, score, score};
            pal_model_sum sum = {.norm = 1024, .score = scores};
            for (size_t k = 0; k < CLASSES; k++)
                cr_assert_eq(pal_model_vetoes(model, &sum, k),
                             pal_model_probability(model, &sum, k) <
                                 pal_model_of(model)->veto);
        }
    }
    pal_arena_close(mem);
}

/* The curve at a decision is the probability. */
Test(model_sum, decisions_are_those_of_the_probabilities)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, 1, 0.25);
    cr_expect_float_eq(pal_model_expected(model)[0], log(0.25 / 0.75), 1e-12);
    for (int64_t norm = 0; norm <= 5000; norm += 250)
        for (int64_t score = -500; score <= 500; score += 50) {
            int64_t scores[CLASSES] = {score, -score, 2 * score};
            pal_model_sum sum = {.norm = norm, .score = scores};
            double decisions[CLASSES];
            pal_model_decisions(model, &sum, decisions);
            for (size_t k = 0; k < CLASSES; k++)
                cr_assert_eq(1.0 / (1.0 + exp(-decisions[k])),
                             pal_model_probability(model, &sum, k));
        }
    pal_arena_close(mem);
}
