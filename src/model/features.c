#include "model/features.h"

#include <stdio.h>

#include "model/features_walk.h"

enum {
    SIGNS_MAX = 8,     /* of a run, the rest is dropped */
    TOGETHER_MAX = 12, /* of longer answers two words are seldom about each other */
};

void pal_features_word(const pal_word *word, pal_language language, pal_feature_fn *each,
                       void *ctx)
{
    pal_features_walk_word(word, language, each, ctx);
}

void pal_features_text(const pal_passage *passage, const bool *negated,
                       pal_feature_fn *each, void *ctx)
{
    pal_features_walk_text(passage, negated, each, ctx);
}

/* A run of signs, and its grams of two and three, which tell "!!" in "!!!!". */
static void emit_run(pal_str run, pal_feature_fn *each, void *ctx)
{
    pal_feature_emit(PAL_FEATURE_SIGN, run, each, ctx);
    for (size_t len = 2; len <= 3; len++)
        for (size_t from = 0; from + len <= run.len; from++)
            if (len < run.len)
                pal_feature_emit(PAL_FEATURE_SIGN, (pal_str){run.ptr + from, len}, each,
                                 ctx);
}

static void emit_end(pal_str run, pal_feature_fn *each, void *ctx)
{
    uint32_t hash = pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_SIGN), run);
    each(ctx, PAL_FEATURE_SIGN,
         pal_feature_hash_finish(pal_feature_hash_bytes(hash, PAL_STR("$"))), run,
         PAL_STR("$"));
}

/* The last run of the text counts as its end as well. */
void pal_features_gap(pal_str text, size_t at, size_t end, pal_feature_fn *each,
                      void *ctx)
{
    pal_str run = {NULL, 0};
    while (at < end && (pal_feature_is_sign(text.ptr[at]) || text.ptr[at] == ' ')) {
        size_t from = at;
        while (at < end && pal_feature_is_sign(text.ptr[at]))
            at++;
        run = (pal_str){text.ptr + from, at - from < SIGNS_MAX ? at - from : SIGNS_MAX};
        if (run.len != 0)
            emit_run(run, each, ctx);
        else
            at++;
    }
    if (at == text.len)
        emit_end(run, each, ctx);
}

void pal_features_face(pal_str signs, pal_feature_fn *each, void *ctx)
{
    emit_run(signs, each, ctx);
}

void pal_features_signs(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    pal_signs signs = {.text = passage->text, .first = true};
    for (size_t i = 0; i < passage->count; i++)
        pal_signs_token(&signs, &passage->tokens[i], each, ctx);
    if (passage->count != 0)
        pal_signs_end(&signs, each, ctx);
}

uint32_t pal_features_asked_hash(pal_asked asked)
{
    return pal_feature_hash_finish(pal_feature_hash_bytes(
        pal_feature_hash_begin(PAL_FEATURE_ASKED), pal_str_from(pal_asked_name(asked))));
}

void pal_features_asked(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    if (passage->asked != PAL_ASKED_OPEN)
        each(ctx, PAL_FEATURE_ASKED, pal_features_asked_hash(passage->asked),
             pal_str_from(pal_asked_name(passage->asked)), (pal_str){NULL, 0});
}

void pal_features_asked_words(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    pal_language language = pal_features_language(passage);
    pal_str asked = pal_str_from(pal_asked_name(passage->asked));
    uint32_t begun = pal_feature_hash_bytes(
        pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_ASKED), asked),
        PAL_STR(" "));
    for (size_t i = 0; passage->asked != PAL_ASKED_OPEN && i < passage->count; i++)
        if (pal_features_has(&passage->tokens[i])) {
            pal_str key = pal_feature_key(passage->tokens[i].word, language);
            each(ctx, PAL_FEATURE_ASKED,
                 pal_feature_hash_finish(pal_feature_hash_bytes(begun, key)), asked, key);
        }
}

static void emit_together(pal_str first, pal_str middle, pal_str second,
                          pal_feature_fn *each, void *ctx)
{
    uint32_t hash =
        pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_TOGETHER), first);
    each(ctx, PAL_FEATURE_TOGETHER,
         pal_feature_hash_finish(
             pal_feature_hash_bytes(pal_feature_hash_bytes(hash, middle), second)),
         first, second);
}

/* Put a key in its place among those before it, once. False when there is no room. */
static bool place_key(pal_str keys[TOGETHER_MAX], size_t *count, pal_str key)
{
    size_t at = *count;
    while (at > 0 && pal_str_compare(keys[at - 1], key) > 0)
        at--;
    if (at > 0 && pal_str_equal(keys[at - 1], key))
        return true;
    if (*count == TOGETHER_MAX)
        return false;
    for (size_t i = (*count)++; i > at; i--)
        keys[i] = keys[i - 1];
    keys[at] = key;
    return true;
}

void pal_features_together(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    pal_language language = pal_features_language(passage);
    pal_str keys[TOGETHER_MAX];
    pal_str first = {NULL, 0};
    size_t count = 0;
    size_t words = 0;
    bool room = true;
    for (size_t i = 0; i < passage->count && (room || words < 2); i++) {
        if (!pal_features_has(&passage->tokens[i]))
            continue;
        pal_str key = pal_feature_key(passage->tokens[i].word, language);
        if (words < 2) /* "^ the", "^ the staff" */
            emit_together(first, PAL_STR("^"), key, each, ctx);
        if (words++ == 0)
            first = key;
        room = room && place_key(keys, &count, key);
    }
    for (size_t i = 0; room && i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            emit_together(keys[i], PAL_STR(" "), keys[k], each, ctx);
}

typedef struct score_name {
    char text[16];
} score_name;

static score_name name_of_score(const pal_passage *passage)
{
    score_name name = {"missing"};
    if (passage->has_score)
        snprintf(name.text, sizeof name.text, "%d", passage->score);
    return name;
}

void pal_features_score(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    score_name number = name_of_score(passage);
    uint32_t hash = pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_SCORE),
                                           pal_str_from(number.text));
    each(ctx, PAL_FEATURE_SCORE, pal_feature_hash_finish(hash), PAL_STR("score"),
         (pal_str){NULL, 0});
}

/* By number: the tone of the whole, how strong it is, the tones of themes. */
static const pal_str rules[PAL_FEATURES_RULES] = {
    PAL_INIT("tone neu"),        PAL_INIT("tone neg"),      PAL_INIT("tone pos"),
    PAL_INIT("tone mixed"),      PAL_INIT("very negative"), PAL_INIT("negative"),
    PAL_INIT("rather negative"), PAL_INIT("level"),         PAL_INIT("rather positive"),
    PAL_INIT("positive"),        PAL_INIT("very positive"), PAL_INIT("theme neu"),
    PAL_INIT("theme neg"),       PAL_INIT("theme pos"),     PAL_INIT("theme mixed"),
};
enum { STRENGTHS = PAL_POLARITY_COUNT, STRENGTH_COUNT = 7 };
enum { THEMES = STRENGTHS + STRENGTH_COUNT };

static unsigned strength_of(const pal_tone *tone)
{
    static const int32_t bounds[STRENGTH_COUNT - 1] = {-600, -300, -50, 50, 300, 600};
    unsigned bucket = 0;
    for (size_t i = 0; i < STRENGTH_COUNT - 1; i++)
        bucket += tone->score > bounds[i];
    return STRENGTHS + bucket;
}

uint32_t pal_features_rules_of(const pal_tone *tone)
{
    uint32_t found = UINT32_C(1) << tone->sentiment | UINT32_C(1) << strength_of(tone);
    for (size_t i = 0; i < tone->tag_count; i++)
        found |= UINT32_C(1) << (THEMES + (unsigned)tone->tags[i].polarity);
    return found;
}

uint32_t pal_features_rules_hash(size_t number)
{
    return pal_feature_hash(PAL_FEATURE_RULES, rules[number]);
}

void pal_features_rules(const pal_tone *tone, pal_feature_fn *each, void *ctx)
{
    pal_feature_emit(PAL_FEATURE_RULES, rules[tone->sentiment], each, ctx);
    pal_feature_emit(PAL_FEATURE_RULES, rules[strength_of(tone)], each, ctx);
    bool seen[PAL_POLARITY_COUNT] = {false};
    for (size_t i = 0; i < tone->tag_count; i++) {
        pal_polarity polarity = tone->tags[i].polarity;
        if (!seen[polarity])
            pal_feature_emit(PAL_FEATURE_RULES, rules[THEMES + (unsigned)polarity], each,
                             ctx);
        seen[polarity] = true;
    }
}

uint32_t pal_features_question(pal_str question)
{
    return question.len == 0 ? 0
                             : pal_feature_hash_finish(pal_feature_hash_bytes(
                                   pal_feature_hash_begin(PAL_FEATURE_BESIDE), question));
}

/* What `name` is, together with `number`, which may be 0. */
static void emit_beside(pal_str name, pal_str value, uint32_t number,
                        pal_feature_fn *each, void *ctx)
{
    char bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (char)(unsigned char)(number >> (8 * i));
    uint32_t hash =
        pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_BESIDE), name);
    hash = pal_feature_hash_bytes(pal_feature_hash_bytes(hash, PAL_STR(" ")), value);
    hash = pal_feature_hash_bytes(hash, (pal_str){bytes, sizeof bytes});
    each(ctx, PAL_FEATURE_BESIDE, pal_feature_hash_finish(hash), name, value);
}

typedef struct forward {
    pal_feature_fn *each;
    void *ctx;
} forward;

static void emit_rules_beside(void *ctx, pal_feature_kind kind, uint32_t hash,
                              pal_str text, pal_str second)
{
    (void)kind;
    (void)second;
    const forward *to = ctx;
    emit_beside(PAL_STR("rules"), text, hash, to->each, to->ctx);
}

void pal_features_beside(const pal_passage *passage, const pal_tone *tone, bool scored,
                         pal_feature_fn *each, void *ctx)
{
    pal_str asked = pal_str_from(pal_asked_name(passage->asked));
    emit_beside(PAL_STR("asked"), asked, 0, each, ctx);
    if (passage->question != 0)
        emit_beside(PAL_STR("question"), PAL_STR(""), passage->question, each, ctx);
    if (scored) {
        score_name number = name_of_score(passage);
        pal_str score = pal_str_from(number.text);
        emit_beside(PAL_STR("score"), score, 0, each, ctx);
        emit_beside(asked, score, 0, each, ctx);
        if (passage->question != 0)
            emit_beside(PAL_STR("question"), score, passage->question, each, ctx);
    }
    forward to = {each, ctx};
    pal_features_rules(tone, emit_rules_beside, &to);
}
