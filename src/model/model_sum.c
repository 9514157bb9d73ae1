/* What words and features of a text add to a model. Sums of a text are whole numbers: the
 * order in which they are added never counts. */
#include <math.h>
#include <string.h>

#include "base/ahead.h"
#include "model/model_table.h"

enum {
    NORM_FIXED = 1024, /* a norm of 1 as an integer */
    SCORE_FIXED = 64,
};

/* May the model have this feature? */
static bool may_have(const pal_model *m, uint32_t hash)
{
    uint32_t bit = hash >> m->filter_shift;
    return m->filter[bit / 64] >> bit % 64 & 1;
}

static uint32_t hash_at(const pal_model *m, uint32_t at)
{
    return pal_record_hash(m->bytes + at);
}

/* The record of a feature, or NULL. */
static const uint8_t *find(const pal_model *m, uint32_t hash)
{
    if (!may_have(m, hash))
        return NULL;
    uint32_t end = m->first[(hash >> m->bucket_shift) + 1];
    for (uint32_t at = m->first[hash >> m->bucket_shift]; at < end;
         at += PAL_RECORD_ENTRIES + 2U * m->bytes[at + PAL_RECORD_COUNT]) {
        uint32_t here = hash_at(m, at);
        if (here >= hash)
            return here == hash ? m->bytes + at : NULL;
    }
    return NULL;
}

/* The records of `count` features, PAL_MODEL_WAITING_MAX at most. The memory that they
 * need is asked for at once, for all of them, before any is looked at: else each would
 * wait for its own. */
static void find_all(const pal_model *m, const uint32_t *hashes, size_t count,
                     const uint8_t *records[PAL_MODEL_WAITING_MAX])
{
    uint8_t places[PAL_MODEL_WAITING_MAX];
    uint32_t at[PAL_MODEL_WAITING_MAX];
    uint32_t heads[PAL_MODEL_WAITING_MAX];
    size_t likely = 0;
    for (size_t i = 0; i < count; i++) {
        records[i] = NULL;
        places[likely] = (uint8_t)i;
        likely += may_have(m, hashes[i]);
    }
    for (size_t i = 0; i < likely; i++)
        at[i] = m->first[hashes[places[i]] >> m->bucket_shift];
    for (size_t i = 0; i < likely; i++)
        heads[i] = hash_at(m, at[i]);
    for (size_t i = 0; i < likely; i++)
        records[places[i]] = heads[i] == hashes[places[i]] && at[i] != m->end
                                 ? m->bytes + at[i]
                                 : find(m, hashes[places[i]]);
}

static double value_of(const pal_model *m, pal_feature_kind kind, const uint8_t *record)
{
    double value = m->view.value_scale * (double)record[PAL_RECORD_VALUE];
    return kind == PAL_FEATURE_CHARS ? value * PAL_FEATURE_CHARS_SCALE : value;
}

/* What a word adds to a model, before it is rounded. */
typedef struct word_sum {
    const pal_model *model;
    double norm;
    double score[PAL_MODEL_CLASSES_MAX];
} word_sum;

typedef struct word_sums {
    word_sum of[PAL_MODELS_MAX];
    size_t count;
} word_sums;

static void add_record(word_sum *sum, pal_feature_kind kind, const uint8_t *record)
{
    double value = value_of(sum->model, kind, record);
    sum->norm += value * value;
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    for (size_t k = record[PAL_RECORD_COUNT]; k-- > 0; entry += 2)
        sum->score[entry[0]] +=
            value * sum->model->scales[entry[0]] * (double)(int8_t)entry[1];
}

/* Features of a word on their way into its sums, in their order. */
typedef struct word_features {
    word_sums *sums;
    size_t count;
    uint32_t hashes[PAL_MODEL_WAITING_MAX];
    pal_feature_kind kinds[PAL_MODEL_WAITING_MAX];
} word_features;

static void add_features(word_features *f)
{
    const uint8_t *records[PAL_MODEL_WAITING_MAX];
    for (size_t i = 0; i < f->sums->count; i++) {
        find_all(f->sums->of[i].model, f->hashes, f->count, records);
        for (size_t k = 0; k < f->count; k++)
            if (records[k])
                add_record(&f->sums->of[i], f->kinds[k], records[k]);
    }
    f->count = 0;
}

static void take_feature(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                         pal_str second)
{
    (void)text;
    (void)second;
    word_features *f = ctx;
    f->hashes[f->count] = hash;
    f->kinds[f->count] = kind;
    if (++f->count == PAL_MODEL_WAITING_MAX)
        add_features(f);
}

/* To the nearest integer, ties to even, of numbers far under 2^51: what nearbyint() does,
 * without its call. */
static double rounded(double number)
{
    static const double shifter = 6755399441055744.0; /* 2^52 + 2^51 */
    return number + shifter - shifter;
}

static int16_t fixed16(double value)
{
    double scaled = rounded(value * SCORE_FIXED);
    return (int16_t)(scaled > INT16_MAX   ? INT16_MAX
                     : scaled < INT16_MIN ? INT16_MIN
                                          : scaled);
}

size_t pal_model_word_size(const pal_model *m)
{
    return m->view.class_count + 2;
}

/* [0] and [1] the norm, high and low; then the classes. */
static void put_sum(const word_sum *sum, int16_t *out)
{
    double norm = rounded(sum->norm * NORM_FIXED);
    uint32_t fixed = norm > (double)(1 << 30) ? 1u << 30 : (uint32_t)norm;
    out[0] = (int16_t)(fixed >> 15);
    out[1] = (int16_t)(fixed & 0x7FFF);
    for (size_t i = 0; i < sum->model->view.class_count; i++)
        out[2 + i] = fixed16(sum->score[i]);
}

void pal_models_sum_word(const pal_model *const *models, size_t count,
                         const pal_word *word, pal_language language, int16_t *out)
{
    word_sums sums;
    sums.count = count;
    for (size_t i = 0; i < count; i++) {
        sums.of[i].model = models[i];
        sums.of[i].norm = 0;
        for (size_t k = 0; k < models[i]->view.class_count; k++)
            sums.of[i].score[k] = 0;
    }
    word_features features;
    features.sums = &sums;
    features.count = 0;
    pal_features_word(word, language, take_feature, &features);
    add_features(&features);
    for (size_t i = 0; i < count; i++) {
        put_sum(&sums.of[i], out);
        out += pal_model_word_size(models[i]);
    }
}

enum { WORDS_MAX = 64 }; /* so many numbers of 16 bits fit in 32 */

static void add_some(pal_model_sum *sum, const pal_model *m,
                     const int16_t *words[WORDS_MAX], size_t count)
{
    int32_t scores[PAL_MODEL_CLASSES_MAX];
    const size_t classes = m->view.class_count;
    memset(scores, 0, classes * sizeof *scores);
    /* first for all words, then word by word: each asks for memory of its own */
    for (size_t w = 0; w < count; w++)
        sum->norm += ((int64_t)words[w][0] << 15) + words[w][1];
    for (size_t w = 0; w < count; w++)
        for (size_t i = 0; i < classes; i++)
            scores[i] += words[w][2 + i];
    for (size_t i = 0; i < classes; i++)
        sum->score[i] += scores[i];
}

void pal_models_ahead(const pal_passage *passage, size_t numbers)
{
    enum { LINE = 32 }; /* numbers that come at a time */
    const pal_language language = pal_features_language(passage);
    for (size_t i = 0; i < passage->count; i++)
        for (size_t at = 0; pal_features_has(&passage->tokens[i]) && at < numbers;
             at += LINE)
            pal_ahead(passage->tokens[i].word->learnt[language] + at);
}

void pal_model_add_words(pal_model_sum *sum, const pal_model *m,
                         const pal_passage *passage, size_t offset)
{
    const pal_language language = pal_features_language(passage);
    const int16_t *words[WORDS_MAX];
    for (size_t i = 0; i < passage->count;) {
        size_t count = 0;
        for (; i < passage->count && count < WORDS_MAX; i++)
            if (pal_features_has(&passage->tokens[i]))
                words[count++] = passage->tokens[i].word->learnt[language] + offset;
        add_some(sum, m, words, count);
    }
}

/* Add one occurrence. */
static void add_fixed(pal_model_sum *sum, const pal_model *m, pal_feature_kind kind,
                      const uint8_t *record)
{
    double value = value_of(m, kind, record);
    sum->norm += (int64_t)rounded(value * value * NORM_FIXED);
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    for (size_t k = record[PAL_RECORD_COUNT]; k-- > 0; entry += 2)
        sum->score[entry[0]] += (int64_t)rounded(value * m->scales[entry[0]] *
                                                 (double)(int8_t)entry[1] * SCORE_FIXED);
}

void pal_model_add(pal_model_waiting *w, pal_model_sum *sum, pal_feature_kind kind,
                   uint32_t hash)
{
    if (!may_have(w->model, hash)) /* as nearly all pairs */
        return;
    w->hashes[w->count] = hash;
    w->kinds[w->count] = kind;
    w->sums[w->count] = sum;
    if (++w->count == PAL_MODEL_WAITING_MAX)
        pal_model_add_waiting(w);
}

void pal_model_add_waiting(pal_model_waiting *w)
{
    const uint8_t *records[PAL_MODEL_WAITING_MAX];
    find_all(w->model, w->hashes, w->count, records);
    for (size_t i = 0; i < w->count; i++)
        if (records[i])
            add_fixed(w->sums[i], w->model, w->kinds[i], records[i]);
    w->count = 0;
}

/* What the words of a text are divided by; 0 where it has none. */
static double root_of(const pal_model_sum *sum)
{
    return sum->norm > 0 ? sqrt((double)sum->norm / NORM_FIXED) : 0.0;
}

/* The calibrated decision for a class. */
static double decide(const pal_model_class *c, int64_t score, double root)
{
    double decision = c->bias;
    if (root > 0)
        decision += (double)score / SCORE_FIXED / root;
    return c->a * decision + c->b;
}

double pal_model_probability(const pal_model *m, const pal_model_sum *sum,
                             size_t class_index)
{
    return 1.0 / (1.0 + exp(-decide(&m->view.classes[class_index],
                                    sum->score[class_index], root_of(sum))));
}

size_t pal_model_reached(const pal_model *m, const pal_model_sum *sum, double *out)
{
    const double root = root_of(sum);
    size_t count = 0;
    for (size_t i = 0; i < m->view.class_count; i++) {
        double sure = decide(&m->view.classes[i], sum->score[i], root);
        out[i] = sure < m->least[i] ? -1.0 : 1.0 / (1.0 + exp(-sure));
        if (out[i] < m->view.classes[i].threshold)
            out[i] = -1.0;
        count += out[i] >= 0;
    }
    return count;
}

double pal_model_value(const pal_model *m, pal_feature_kind kind, uint32_t hash)
{
    const uint8_t *record = find(m, hash);
    return record ? value_of(m, kind, record) : 0.0;
}

double pal_model_weight(const pal_model *m, pal_feature_kind kind, uint32_t hash,
                        size_t class_index)
{
    const uint8_t *record = find(m, hash);
    for (size_t k = 0; record && k < record[PAL_RECORD_COUNT]; k++) {
        const uint8_t *entry = record + PAL_RECORD_ENTRIES + 2 * k;
        if (entry[0] == class_index)
            return value_of(m, kind, record) * m->scales[class_index] *
                   (double)(int8_t)entry[1];
    }
    return 0.0;
}
