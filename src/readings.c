/* Reads a text with all models of its language at once: its words stand side by side for
 * all of them, each of its features is made once. */
#include "readings.h"

#include <string.h>

#include "model/features_walk.h"

/* All models of the text, and which of them see what is at hand. */
typedef struct readers {
    pal_model_text *of[PAL_MODELS_MAX];
    size_t count;
    unsigned which; /* bit n: the n-th of them */
    pal_model_asked *asked;
    uint32_t clause; /* that is being read */
} readers;

/* Those of them that see something beside the text. */
static readers readers_of(const readers *all, unsigned reads)
{
    readers some = *all;
    some.which = 0;
    some.clause = PAL_MODEL_WHOLE;
    for (size_t i = 0; i < all->count; i++)
        if (pal_model_of(all->of[i]->model)->reads & reads)
            some.which |= 1u << i;
    return some;
}

/* Those that tell its tone: signs say nothing of what a text is about. */
static readers readers_of_tone(const readers *all)
{
    readers some = *all;
    some.which = 0;
    for (size_t i = 0; i < all->count; i++)
        if (pal_model_of(all->of[i]->model)->kind == PAL_MODEL_SENTIMENT)
            some.which |= 1u << i;
    return some;
}

static inline void add_hash(const readers *r, uint32_t hash)
{
    pal_models_ask(r->asked, r->of, r->count, r->which, r->clause, hash);
}

static inline void add_feature(void *ctx, pal_feature_kind kind, uint32_t hash,
                               pal_str text, pal_str second)
{
    (void)kind;
    (void)text;
    (void)second;
    add_hash(ctx, hash);
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

static inline void add_word(readers *all, pal_model_words *words, const int16_t *before,
                            const pal_word *word, pal_language language, bool negated)
{
    const int16_t *own = word->learnt[language];
    const pal_str key = pal_feature_key(word, language);
    pal_models_add_word(words, all->of, all->count, own);
    if (negated)
        pal_feature_emit(PAL_FEATURE_NEGATED, key, add_feature, all);
    if (before) {
        uint32_t begun;
        memcpy(&begun, before + PAL_NUMBER_PAIR, sizeof begun);
        add_hash(all, pal_feature_pair_end(begun, key));
    }
}

/* What a clause has is its own up to its last word, and the signs behind that. `numbers`:
 * of a word, in word->learnt. One pass over the tokens, pal_features_text() and
 * pal_features_signs() in one. */
static void read_clauses(readers *all, const pal_passage *passage, const bool *negated,
                         size_t numbers)
{
    enum { KINDS = PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI };
    const pal_language language = pal_features_language(passage);
    const pal_token *tokens = passage->tokens;
    readers toned = readers_of_tone(all);
    readers asking = readers_of(all, PAL_MODEL_READS_QUESTION);
    pal_model_words words;
    words.numbers = numbers;
    words.count = 0;
    pal_signs signs = {.text = passage->text, .first = tokens[0].clause == 0};
    for (size_t i = 0; i < passage->count;) {
        const size_t from = i;
        const uint32_t clause = tokens[i].clause;
        const int16_t *before = NULL;
        all->clause = toned.clause = clause;
        for (; i < passage->count && tokens[i].clause == clause; i++) {
            const pal_word *word = tokens[i].word;
            const unsigned kind = word->flags & KINDS;
            if (pal_features_has(&tokens[i])) {
                add_word(all, &words, before, word, language, negated && negated[i]);
                before = word->learnt[language];
            }
            if (kind == PAL_WORD_LETTERS) {
                pal_signs_before(&signs, &tokens[i], add_feature, &toned);
            } else if (kind != 0) {
                if (kind & PAL_WORD_EMOJI)
                    pal_feature_emit(PAL_FEATURE_EMOJI, word->folded, add_feature, all);
                pal_signs_token(&signs, &tokens[i], add_feature, &toned);
            }
        }
        pal_signs_end(&signs, add_feature, &toned);
        if (asking.which != 0)
            add_asked_words(&asking, passage, from, i);
    }
    pal_models_add_words(&words, all->of, all->count);
}

static bool read_text(readers *all, const pal_passage *passage, const bool *negated,
                      size_t numbers)
{
    readers scoring = readers_of(all, PAL_MODEL_READS_SCORE);
    readers pairing = readers_of(all, PAL_MODEL_READS_TOGETHER);
    read_clauses(all, passage, negated, numbers);
    all->clause = PAL_MODEL_WHOLE;
    pal_features_asked(passage, add_feature, all);
    if (scoring.which != 0)
        pal_features_score(passage, add_feature, &scoring);
    if (pairing.which != 0)
        pal_features_together(passage, add_feature, &pairing);
    return pal_models_answer(all->asked, all->of, all->count);
}

void pal_readings_ahead(const pal_passage *passage)
{
    enum { LINE = 64 / sizeof(int16_t) }; /* of the processor's caches */
    const pal_language language = pal_features_language(passage);
    for (size_t i = 0; i < passage->count; i++) {
        const pal_word *word = passage->tokens[i].word;
        const int16_t *learnt = word->learnt[language];
        if (learnt) {
            pal_ahead(learnt);
            pal_ahead(learnt + LINE);
            pal_ahead(pal_feature_key(word, language).ptr);
        }
    }
}

bool pal_readings_make(pal_readings *out, pal_arena *mem, const pal_models *models,
                       const pal_passage *passage, const bool *negated)
{
    pal_language language = pal_features_language(passage);
    const pal_model *all[PAL_MODELS_MAX];
    size_t count = pal_models_of(models, language, all);
    pal_model_asked asked;
    readers together = {.count = 0, .asked = &asked};
    size_t offset = PAL_NUMBERS_OWN;
    out->tones.model = out->topics.model = out->own.model = NULL;
    if (count == 0 || passage->count == 0 || passage->language == PAL_LANGUAGE_OTHER)
        return true;
    asked.count = 0;
    for (size_t i = 0; i < count; i++) {
        pal_model_text *text = all[i] == models->sentiment[language]      ? &out->tones
                               : all[i] == models->themes[language].model ? &out->topics
                                                                          : &out->own;
        pal_model_text_begin(text, mem, all[i], offset);
        offset += pal_model_word_size(all[i]);
        together.of[together.count++] = text;
    }
    together.which = (1u << count) - 1;
    return read_text(&together, passage, negated, offset);
}
