#include "model/features.h"

#include <stdio.h>

#include "model/features_walk.h"

enum { SIGNS_MAX = 8 }; /* of a run, the rest is dropped */

void pal_features_word(const pal_word *word, pal_language language, pal_feature_fn *each,
                       void *ctx)
{
    pal_features_walk_word(word, language, each, ctx);
}

void pal_features_text(const pal_passage *passage, const bool *negated,
                       pal_feature_fn *each, void *ctx)
{
    pal_features_walk_text(passage, 0, passage->count, negated, each, ctx);
}

/* ASCII punctuation. */
static bool is_sign(char c)
{
    return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
           (c > 'z' && c < 0x7F);
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
    while (at < end && (is_sign(text.ptr[at]) || text.ptr[at] == ' ')) {
        size_t from = at;
        while (at < end && is_sign(text.ptr[at]))
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
    pal_features_walk_signs(passage, 0, passage->count, each, ctx);
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

void pal_features_score(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    char number[16] = "missing";
    if (passage->has_score)
        snprintf(number, sizeof number, "%d", passage->score);
    uint32_t hash = pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_SCORE),
                                           pal_str_from(number));
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
