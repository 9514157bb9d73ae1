/* Reads a text with all models of its language at once: its words stand side by side for
 * all of them, each of its features is made once. */
#include "readings.h"

#include "model/features_walk.h"

/* The models that see a feature: it is made once. */
typedef struct readers {
    pal_model_text *of[PAL_MODELS_MAX];
    size_t count;
    uint32_t clause; /* that is being read */
} readers;

/* Those of them that see something beside the text. */
static readers readers_of(const readers *all, unsigned reads)
{
    readers some = {.count = 0, .clause = PAL_MODEL_WHOLE};
    for (size_t i = 0; i < all->count; i++)
        if (pal_model_of(all->of[i]->model)->reads & reads)
            some.of[some.count++] = all->of[i];
    return some;
}

/* Those that tell its tone: signs say nothing of what a text is about. */
static readers readers_of_tone(const readers *all)
{
    readers some = {.count = 0};
    for (size_t i = 0; i < all->count; i++)
        if (pal_model_of(all->of[i]->model)->kind == PAL_MODEL_SENTIMENT)
            some.of[some.count++] = all->of[i];
    return some;
}

static inline void add_feature(void *ctx, pal_feature_kind kind, uint32_t hash,
                               pal_str text, pal_str second)
{
    (void)kind;
    (void)text;
    (void)second;
    const readers *r = ctx;
    for (size_t i = 0; i < r->count; i++)
        pal_model_text_add(r->of[i], r->clause, hash);
}

static void add_asked_words(readers *asking, const pal_passage *passage, size_t from,
                            size_t end)
{
    pal_passage part = *passage;
    part.tokens = passage->tokens + from;
    part.count = end - from;
    asking->clause = part.tokens[0].clause;
    pal_features_asked_words(&part, add_feature, asking);
}

/* What a clause has is its own up to its last word, and the signs behind that. `numbers`:
 * of the models together, in word->learnt. */
static bool read_text(readers *all, const pal_passage *passage, const bool *negated,
                      size_t numbers)
{
    readers toned = readers_of_tone(all);
    readers asking = readers_of(all, PAL_MODEL_READS_QUESTION);
    readers scoring = readers_of(all, PAL_MODEL_READS_SCORE);
    readers pairing = readers_of(all, PAL_MODEL_READS_TOGETHER);
    pal_models_add_words(all->of, all->count, passage, numbers);
    for (size_t i = 0; i < passage->count;) {
        const uint32_t clause = passage->tokens[i].clause;
        size_t end = i;
        while (end < passage->count && passage->tokens[end].clause == clause)
            end++;
        all->clause = toned.clause = clause;
        pal_features_walk_text(passage, i, end, negated, add_feature, all);
        pal_features_walk_signs(passage, i, end, add_feature, &toned);
        if (asking.count != 0)
            add_asked_words(&asking, passage, i, end);
        i = end;
    }
    all->clause = PAL_MODEL_WHOLE;
    pal_features_asked(passage, add_feature, all);
    if (scoring.count != 0)
        pal_features_score(passage, add_feature, &scoring);
    if (pairing.count != 0)
        pal_features_together(passage, add_feature, &pairing);
    bool fine = true;
    for (size_t i = 0; i < all->count; i++)
        fine = pal_model_text_end(all->of[i]) && fine;
    return fine;
}

bool pal_readings_make(pal_readings *out, pal_arena *mem, const pal_models *models,
                       const pal_passage *passage, const bool *negated)
{
    pal_language language = pal_features_language(passage);
    const pal_model *all[PAL_MODELS_MAX];
    size_t count = pal_models_of(models, language, all);
    readers together = {.count = 0};
    size_t offset = 0;
    out->tones.model = out->topics.model = out->own.model = NULL;
    if (count == 0 || passage->count == 0 || passage->language == PAL_LANGUAGE_OTHER)
        return true;
    for (size_t i = 0; i < count; i++) {
        pal_model_text *text = all[i] == models->sentiment[language]      ? &out->tones
                               : all[i] == models->themes[language].model ? &out->topics
                                                                          : &out->own;
        pal_model_text_begin(text, mem, all[i], offset);
        offset += pal_model_word_size(all[i]);
        together.of[together.count++] = text;
    }
    return read_text(&together, passage, negated, offset);
}
