/* What a word alone adds to the models: made once for each word that is new; and the sums
 * of such words. */
#include "model/features_walk.h"
#include "model/model_table.h"

/* What a word adds to a model, before it is rounded. */
typedef struct word_sum {
    const pal_model *model;
    double norm;
    /* features on their way into the sums, in their order */
    size_t count;
    uint32_t hashes[PAL_MODEL_WAITING_MAX];
    pal_feature_kind kinds[PAL_MODEL_WAITING_MAX];
    double score[PAL_MODEL_CLASSES_MAX];
} word_sum;

typedef struct word_sums {
    word_sum of[PAL_MODELS_MAX];
    size_t count;
} word_sums;

static void add_record(word_sum *sum, pal_feature_kind kind, const uint8_t *record)
{
    const double value = pal_model_value_of(sum->model, kind, record);
    const double *scales = sum->model->scales;
    const double *weights = sum->model->weights;
    sum->norm += value * value;
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    const uint8_t *end = entry + 2 * (size_t)record[PAL_RECORD_COUNT];
    for (; end - entry >= 4; entry += 4) { /* two at a time: most have several */
        sum->score[entry[0]] += value * scales[entry[0]] * weights[entry[1]];
        sum->score[entry[2]] += value * scales[entry[2]] * weights[entry[3]];
    }
    if (entry < end)
        sum->score[entry[0]] += value * scales[entry[0]] * weights[entry[1]];
}

static void add_features(word_sum *sum)
{
    const uint8_t *records[PAL_MODEL_WAITING_MAX];
    pal_model_find_all(sum->model, sum->hashes, sum->count, records);
    for (size_t k = 0; k < sum->count; k++)
        if (records[k])
            add_record(sum, sum->kinds[k], records[k]);
    sum->count = 0;
}

static inline void take_feature(void *ctx, pal_feature_kind kind, uint32_t hash,
                                pal_str text, pal_str second)
{
    (void)text;
    (void)second;
    word_sums *sums = ctx;
    for (size_t i = 0; i < sums->count; i++) {
        word_sum *sum = &sums->of[i];
        if (!pal_model_may_have(sum->model, hash))
            continue;
        sum->hashes[sum->count] = hash;
        sum->kinds[sum->count] = kind;
        if (++sum->count == PAL_MODEL_WAITING_MAX)
            add_features(sum);
    }
}

static int16_t fixed16(double value)
{
    double scaled = pal_model_rounded(value * PAL_SCORE_FIXED);
    scaled = scaled > INT16_MAX ? INT16_MAX : scaled;
    scaled = scaled < INT16_MIN ? INT16_MIN : scaled;
    return (int16_t)scaled;
}

size_t pal_model_word_size(const pal_model *m)
{
    return PAL_NUMBERS_NORM + m->view.class_count;
}

static void put_sum(const word_sum *sum, int16_t *out)
{
    enum { BITS = PAL_NUMBERS_NORM_BITS };
    double norm = pal_model_rounded(sum->norm * PAL_NORM_FIXED);
    uint32_t fixed = norm > (double)(1 << 30) ? 1u << 30 : (uint32_t)norm;
    out[0] = (int16_t)(fixed & ((1u << BITS) - 1));
    out[1] = (int16_t)(fixed >> BITS & ((1u << BITS) - 1));
    out[2] = (int16_t)(fixed >> 2 * BITS);
    for (size_t i = 0; i < sum->model->view.class_count; i++)
        out[PAL_NUMBERS_NORM + i] = fixed16(sum->score[i]);
}

static int16_t most_of(const int16_t *numbers, size_t count)
{
    int most = 0;
    for (size_t i = 0; i < count; i++) {
        const int size = numbers[i] < 0 ? -numbers[i] : numbers[i];
        most = size > most ? size : most;
    }
    return (int16_t)(most < INT16_MAX ? most : INT16_MAX);
}

void pal_models_sum_word(const pal_model *const *models, size_t count,
                         const pal_word *word, pal_language language, int16_t *out)
{
    word_sums sums;
    sums.count = count;
    for (size_t i = 0; i < count; i++) {
        word_sum *sum = &sums.of[i];
        sum->model = models[i];
        sum->norm = 0;
        sum->count = 0;
        for (size_t k = 0; k < models[i]->view.class_count; k++)
            sum->score[k] = 0;
    }
    pal_features_walk_word(word, language, take_feature, &sums);
    for (size_t i = 0; i < count; i++)
        add_features(&sums.of[i]);
    const uint32_t pair = pal_feature_pair_begin(pal_feature_key(word, language));
    memcpy(out + PAL_NUMBER_PAIR, &pair, sizeof pair);
    size_t end = PAL_NUMBERS_OWN;
    for (size_t i = 0; i < count; i++) {
        put_sum(&sums.of[i], out + end);
        end += pal_model_word_size(models[i]);
    }
    out[PAL_NUMBER_MOST] = most_of(out + PAL_NUMBERS_OWN, end - PAL_NUMBERS_OWN);
}

/* It stands here, not where it is called: within the loop over words compilers take that
 * one apart, not this, which they make vectors of. */
void pal_model_add_together(int32_t *restrict sums, const int16_t *const *words,
                            size_t numbers)
{
    const int16_t *a = words[0];
    const int16_t *b = words[1];
    const int16_t *c = words[2];
    const int16_t *d = words[3];
    for (size_t i = 0; i < numbers; i++)
        sums[i] += (int16_t)(a[i] + b[i] + c[i] + d[i]);
}
