/* Features that are looked up together add what each of them adds by itself. */
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

static pal_model *open_model(pal_arena *mem, pal_model_feature *features,
                             pal_model_entry *entries, size_t count, double threshold)
{
    const pal_model_class classes[CLASSES] = {
        {.name = PAL_INIT("a"), .scale = 0.01, .a = 1, .threshold = threshold},
        {.name = PAL_INIT("b"), .scale = 0.02, .a = -2, .threshold = threshold},
        {.name = PAL_INIT("c"), .scale = 0.03, .b = 1, .threshold = threshold}};
    pal_model_view view = {.kind = PAL_MODEL_THEMES,
                           .language = PAL_LANGUAGE_FI,
                           .value_scale = 0.05,
                           .classes = classes,
                           .class_count = CLASSES,
                           .features = features,
                           .feature_count = count};
    make_features(features, entries);
    pal_buf bytes = {0};
    pal_model_write(&bytes, &view);
    char path[] = "/tmp/palaute-unit-XXXXXX";
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    cr_assert_eq(pal_io_write(path, pal_buf_view(&bytes), NULL), PAL_OK);
    pal_model *model = NULL;
    cr_assert_eq(pal_model_open(&model, mem, path, NULL), PAL_OK);
    unlink(path);
    pal_buf_release(&bytes);
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

Test(model_sum, many_features_at_once_add_what_each_adds_alone)
{
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    int64_t together[CLASSES] = {0};
    int64_t alone[CLASSES] = {0};
    pal_model_sum a = {.score = together};
    pal_model_sum b = {.score = alone};
    pal_model_waiting waiting = {.model = model};
    uint32_t state = 1;
    for (size_t i = 0; i < 5 * PAL_MODEL_WAITING_MAX + 3; i++) {
        uint32_t number = next_number(&state);
        uint32_t hash = i % 3 ? features[number % FEATURES].hash : number;
        pal_feature_kind kind = i % 2 ? PAL_FEATURE_PAIR : PAL_FEATURE_CHARS;
        pal_model_waiting one = {.model = model};
        pal_model_add(&one, &b, kind, hash);
        pal_model_add_waiting(&one);
        pal_model_add(&waiting, &a, kind, hash);
    }
    pal_model_add_waiting(&waiting);
    cr_expect_eq(a.norm, b.norm);
    cr_expect_gt(a.norm, 0);
    for (size_t k = 0; k < CLASSES; k++)
        cr_expect_eq(together[k], alone[k], "class %zu", k);
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
            double out[CLASSES];
            size_t wanted = 0;
            size_t reached = pal_model_reached(model, &sum, out);
            for (size_t k = 0; k < CLASSES; k++) {
                double p = pal_model_probability(model, &sum, k);
                bool below = p < pal_model_of(model)->classes[k].threshold;
                wanted += !below;
                cr_assert_eq(out[k], below ? -1.0 : p, "%g of %g", p, thresholds[t]);
            }
            cr_assert_eq(reached, wanted);
        }
    }
    pal_arena_close(mem);
}

/* Words of the largest numbers, more than are summed at a time: no sum overflows. */
Test(model_sum, words_add_up)
{
    enum { WORDS = 1000, OFFSET = 2 };
    static pal_model_feature features[FEATURES];
    static pal_model_entry entries[FEATURES * CLASSES];
    static const int16_t learnt[OFFSET + 2 + CLASSES] = {9,         9,         3, 5,
                                                         INT16_MAX, INT16_MIN, 1};
    pal_arena *mem = pal_arena_open(LIMIT);
    const pal_model *model = open_model(mem, features, entries, FEATURES, 0.5);
    pal_word word = {.flags = PAL_WORD_LETTERS, .learnt = {[PAL_LANGUAGE_FI] = learnt}};
    pal_word sign = {.flags = PAL_WORD_COMMA};
    pal_token *tokens = pal_new(mem, pal_token, 2 * WORDS);
    for (size_t i = 0; i < 2 * WORDS; i++)
        tokens[i].word = i % 2 ? &sign : &word;
    pal_passage passage = {
        .tokens = tokens, .count = 2 * WORDS, .language = PAL_LANGUAGE_FI};
    int64_t scores[CLASSES] = {0};
    pal_model_sum sum = {.score = scores};
    pal_model_add_words(&sum, model, &passage, OFFSET);
    cr_expect_eq(sum.norm, WORDS * ((INT64_C(3) << 15) + 5));
    cr_expect_eq(scores[0], WORDS * (int64_t)INT16_MAX);
    cr_expect_eq(scores[1], WORDS * (int64_t)INT16_MIN);
    cr_expect_eq(scores[2], WORDS);
    pal_arena_close(mem);
}
