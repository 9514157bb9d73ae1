/* Why a model proposed a theme. */
#include <math.h>

#include "base/str.h"
#include "judge.h"

typedef struct reasons {
    const pal_model *model;
    size_t class_index;
    pal_reason *out;
    size_t count, cap;
    double norm;
} reasons;

/* Keep it where it belongs, if it is among the strongest; the same feature once, summed.
 */
static void note_reason(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                        pal_str second)
{
    reasons *r = ctx;
    double value = pal_model_value(r->model, kind, hash);
    double weight = pal_model_weight(r->model, kind, hash, r->class_index);
    r->norm += value * value;
    if (weight <= 0 || r->cap == 0)
        return;
    size_t at = 0;
    while (at < r->count && r->out[at].weight >= weight)
        at++;
    for (size_t i = 0; i < at; i++)
        if (r->out[i].kind == (char)kind && pal_str_equal(r->out[i].text, text) &&
            pal_str_equal(r->out[i].second, second))
            return;
    if (at == r->cap)
        return;
    size_t last = r->count < r->cap ? r->count++ : r->cap - 1;
    for (size_t i = last; i > at; i--)
        r->out[i] = r->out[i - 1];
    r->out[at] = (pal_reason){(char)kind, text, second, weight};
}

/* The model that proposes the theme, and its class there; NULL when none does. */
static const pal_model *proposer(const pal_models *models, pal_language language,
                                 uint32_t theme, size_t *class_index)
{
    const pal_topics *both[] = {&models->themes[language], &models->own[language]};
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        if (!both[i]->model)
            continue;
        *class_index = pal_topics_class(both[i], theme);
        if (*class_index != pal_model_of(both[i]->model)->class_count)
            return both[i]->model;
    }
    return NULL;
}

size_t pal_judge_reasons(const pal_models *models, const pal_passage *passage,
                         const bool *negated, uint32_t theme, pal_reason *out, size_t cap)
{
    pal_language language = pal_features_language(passage);
    reasons r = {.out = out, .cap = cap};
    r.model = proposer(models, language, theme, &r.class_index);
    if (!r.model)
        return 0;
    for (size_t i = 0; i < passage->count; i++)
        if (pal_features_has(&passage->tokens[i]))
            pal_features_word(passage->tokens[i].word, language, note_reason, &r);
    pal_features_text(passage, negated, note_reason, &r);
    pal_features_asked(passage, note_reason, &r);
    if (pal_model_of(r.model)->reads & PAL_MODEL_READS_QUESTION)
        pal_features_asked_words(passage, note_reason, &r);
    if (pal_model_of(r.model)->reads & PAL_MODEL_READS_SCORE)
        pal_features_score(passage, note_reason, &r);
    double a = pal_model_of(r.model)->classes[r.class_index].a;
    for (size_t i = 0; i < r.count && r.norm > 0; i++)
        out[i].weight *= a / sqrt(r.norm);
    return r.count;
}
