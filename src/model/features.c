#include "model/features.h"

#include <stdio.h>

#include "base/str.h"

enum {
    GRAM_MIN = 3,
    GRAM_MAX = 4,
    WORD_CHARS_MAX = 60,
    SIGNS_MAX = 8,     /* of a run, the rest is dropped */
    NUMBER_DIGITS = 3, /* longer numbers are dates, amounts, telephone numbers */
};

/* FNV-1a, 32 bits: hashes stand in model files, so the function may never change. */
static uint32_t hash_bytes(uint32_t hash, pal_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        hash ^= (unsigned char)bytes.ptr[i];
        hash *= 16777619u;
    }
    return hash;
}

/* The last mixing of MurmurHash3 by Austin Appleby (public domain). */
static uint32_t finish_hash(uint32_t hash)
{
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    hash ^= hash >> 13;
    hash *= 0xc2b2ae35u;
    hash ^= hash >> 16;
    return hash ? hash : 1; /* 0 is the free place of a table */
}

static uint32_t begin_hash(pal_feature_kind kind)
{
    char c = (char)kind;
    return hash_bytes(2166136261u, (pal_str){&c, 1});
}

static void emit(pal_feature_kind kind, pal_str text, pal_feature_fn *each, void *ctx)
{
    each(ctx, kind, finish_hash(hash_bytes(begin_hash(kind), text)), text,
         (pal_str){NULL, 0});
}

static pal_str key_of(const pal_word *word, pal_language language)
{
    if (language == PAL_LANGUAGE_FI && word->lemma.len != 0)
        return word->lemma;
    return word->stem[language].len != 0 ? word->stem[language] : word->folded;
}

/* Byte offsets of the characters of a word; answers their number. */
static size_t split_chars(pal_str word, size_t at[WORD_CHARS_MAX + 1])
{
    size_t count = 0;
    for (size_t i = 0; i < word.len && count < WORD_CHARS_MAX; i++)
        if (((unsigned char)word.ptr[i] & 0xC0) != 0x80)
            at[count++] = i;
    size_t end = word.len;
    if (count == WORD_CHARS_MAX) {
        end = at[count - 1] + 1;
        while (end < word.len && ((unsigned char)word.ptr[end] & 0xC0) == 0x80)
            end++;
    }
    at[count] = end;
    return count;
}

/* Which borders of the word a gram has. */
static pal_str edges_of(bool begins, bool ends)
{
    if (begins)
        return ends ? PAL_STR("^$") : PAL_STR("^");
    return ends ? PAL_STR("$") : (pal_str){NULL, 0};
}

/* Grams over " word ": the borders count as characters. */
static void emit_grams(pal_str word, pal_feature_fn *each, void *ctx)
{
    size_t at[WORD_CHARS_MAX + 1];
    size_t count = split_chars(word, at);
    size_t places = count + 2;
    for (size_t len = GRAM_MIN; len <= GRAM_MAX; len++)
        for (size_t from = 0; from + len <= places; from++) {
            size_t to = from + len; /* places from..to-1; 0 and places-1 are borders */
            size_t first = from == 0 ? 0 : from - 1;
            size_t last = to == places ? count : to - 1;
            pal_str bytes = {word.ptr + at[first], at[last] - at[first]};
            uint32_t hash = begin_hash(PAL_FEATURE_CHARS);
            if (from == 0)
                hash = hash_bytes(hash, PAL_STR("^"));
            hash = hash_bytes(hash, bytes);
            if (to == places)
                hash = hash_bytes(hash, PAL_STR("$"));
            each(ctx, PAL_FEATURE_CHARS, finish_hash(hash), bytes,
                 edges_of(from == 0, to == places));
        }
}

void pal_features_word(const pal_word *word, pal_language language, pal_feature_fn *each,
                       void *ctx)
{
    pal_str key = key_of(word, language);
    emit(PAL_FEATURE_WORD, key, each, ctx);
    if (language == PAL_LANGUAGE_FI)
        for (size_t i = 0; i < word->part_count; i++)
            if (!pal_str_equal(word->parts[i], key))
                emit(PAL_FEATURE_PART, word->parts[i], each, ctx);
    emit_grams(word->folded, each, ctx);
}

bool pal_features_has(const pal_token *token)
{
    return (token->word->flags & PAL_WORD_LETTERS) != 0 &&
           !(token->word->flags & PAL_WORD_LINK);
}

pal_language pal_features_language(const pal_passage *passage)
{
    return passage->language == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
}

void pal_features_text(const pal_passage *passage, const bool *negated,
                       pal_feature_fn *each, void *ctx)
{
    pal_language language = pal_features_language(passage);
    const pal_token *before = NULL;
    for (size_t i = 0; i < passage->count; i++) {
        const pal_token *token = &passage->tokens[i];
        if (token->word->flags & PAL_WORD_EMOJI)
            emit(PAL_FEATURE_EMOJI, token->word->folded, each, ctx);
        if (!pal_features_has(token))
            continue;
        pal_str key = key_of(token->word, language);
        if (negated && negated[i])
            emit(PAL_FEATURE_NEGATED, key, each, ctx);
        if (before && before->clause == token->clause) {
            pal_str first = key_of(before->word, language);
            uint32_t hash = hash_bytes(begin_hash(PAL_FEATURE_PAIR), first);
            hash = hash_bytes(hash_bytes(hash, PAL_STR(" ")), key);
            each(ctx, PAL_FEATURE_PAIR, finish_hash(hash), first, key);
        }
        before = token;
    }
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
    emit(PAL_FEATURE_SIGN, run, each, ctx);
    for (size_t len = 2; len <= 3; len++)
        for (size_t from = 0; from + len <= run.len; from++)
            if (len < run.len)
                emit(PAL_FEATURE_SIGN, (pal_str){run.ptr + from, len}, each, ctx);
}

static void emit_end(pal_str run, pal_feature_fn *each, void *ctx)
{
    uint32_t hash = hash_bytes(begin_hash(PAL_FEATURE_SIGN), run);
    each(ctx, PAL_FEATURE_SIGN, finish_hash(hash_bytes(hash, PAL_STR("$"))), run,
         PAL_STR("$"));
}

/* Signs between two words; the last run of the text counts as its end as well. */
static void emit_gap(pal_str text, size_t at, size_t end, pal_feature_fn *each, void *ctx)
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

static bool is_spoken(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) !=
           0;
}

void pal_features_signs(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    size_t i = 0;
    if (passage->count != 0 && passage->tokens[0].clause == 0) {
        while (i < passage->count && !is_spoken(&passage->tokens[i]))
            i++;
        emit_gap(passage->text, 0,
                 i < passage->count ? passage->tokens[i].start : passage->text.len, each,
                 ctx);
    }
    while (i < passage->count) {
        const pal_token *token = &passage->tokens[i++];
        if (!is_spoken(token))
            continue;
        if ((token->word->flags & PAL_WORD_NUMBER) &&
            token->word->folded.len <= NUMBER_DIGITS)
            emit(PAL_FEATURE_SIGN, token->word->folded, each, ctx);
        if (token->word->flags & PAL_WORD_EMOJI)
            emit_run(
                (pal_str){passage->text.ptr + token->start, token->end - token->start},
                each, ctx);
        while (i < passage->count && !is_spoken(&passage->tokens[i]))
            i++;
        emit_gap(passage->text, token->end,
                 i < passage->count ? passage->tokens[i].start : passage->text.len, each,
                 ctx);
    }
}

uint32_t pal_features_asked_hash(pal_asked asked)
{
    return finish_hash(
        hash_bytes(begin_hash(PAL_FEATURE_ASKED), pal_str_from(pal_asked_name(asked))));
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
    uint32_t begun =
        hash_bytes(hash_bytes(begin_hash(PAL_FEATURE_ASKED), asked), PAL_STR(" "));
    for (size_t i = 0; passage->asked != PAL_ASKED_OPEN && i < passage->count; i++)
        if (pal_features_has(&passage->tokens[i])) {
            pal_str key = key_of(passage->tokens[i].word, language);
            each(ctx, PAL_FEATURE_ASKED, finish_hash(hash_bytes(begun, key)), asked, key);
        }
}

void pal_features_score(const pal_passage *passage, pal_feature_fn *each, void *ctx)
{
    char number[16] = "missing";
    if (passage->has_score)
        snprintf(number, sizeof number, "%d", passage->score);
    uint32_t hash = hash_bytes(begin_hash(PAL_FEATURE_SCORE), pal_str_from(number));
    each(ctx, PAL_FEATURE_SCORE, finish_hash(hash), PAL_STR("score"), (pal_str){NULL, 0});
}

void pal_features_rules(const pal_tone *tone, pal_feature_fn *each, void *ctx)
{
    static const pal_str wholes[PAL_POLARITY_COUNT] = {
        PAL_INIT("tone neu"), PAL_INIT("tone neg"), PAL_INIT("tone pos"),
        PAL_INIT("tone mixed")};
    static const pal_str strengths[] = {PAL_INIT("very negative"),   PAL_INIT("negative"),
                                        PAL_INIT("rather negative"), PAL_INIT("level"),
                                        PAL_INIT("rather positive"), PAL_INIT("positive"),
                                        PAL_INIT("very positive")};
    static const pal_str themes[PAL_POLARITY_COUNT] = {
        PAL_INIT("theme neu"), PAL_INIT("theme neg"), PAL_INIT("theme pos"),
        PAL_INIT("theme mixed")};
    static const int32_t bounds[] = {-600, -300, -50, 50, 300, 600};
    size_t bucket = 0;
    while (bucket < sizeof bounds / sizeof *bounds && tone->score > bounds[bucket])
        bucket++;
    emit(PAL_FEATURE_RULES, wholes[tone->sentiment], each, ctx);
    emit(PAL_FEATURE_RULES, strengths[bucket], each, ctx);
    bool seen[PAL_POLARITY_COUNT] = {false};
    for (size_t i = 0; i < tone->tag_count; i++) {
        pal_polarity polarity = tone->tags[i].polarity;
        if (!seen[polarity])
            emit(PAL_FEATURE_RULES, themes[polarity], each, ctx);
        seen[polarity] = true;
    }
}
