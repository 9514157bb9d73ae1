/* features_walk.h -- the features of a text, for a caller that wants them inline
 *
 * Room:  model/. features.c makes plain functions of these, for training and
 *        explanations; readings.c and model_word.c have them inline together with
 *        what they do to each feature.
 */
#ifndef PAL_MODEL_FEATURES_WALK_H
#define PAL_MODEL_FEATURES_WALK_H

#include "base/str.h"
#include "model/features.h"

/** FNV-1a, 32 bits: hashes stand in model files, so the function may never change. */
static inline uint32_t pal_feature_hash_bytes(uint32_t hash, pal_str bytes)
{
    const uint32_t prime = 16777619u;
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    size_t left = bytes.len;
    for (; left >= 4; left -= 4, at += 4) {
        hash = (hash ^ at[0]) * prime;
        hash = (hash ^ at[1]) * prime;
        hash = (hash ^ at[2]) * prime;
        hash = (hash ^ at[3]) * prime;
    }
    for (; left != 0; left--, at++)
        hash = (hash ^ *at) * prime;
    return hash;
}

/** The last mixing of MurmurHash3 by Austin Appleby (public domain). */
static inline uint32_t pal_feature_hash_finish(uint32_t hash)
{
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    hash ^= hash >> 13;
    hash *= 0xc2b2ae35u;
    hash ^= hash >> 16;
    return hash ? hash : 1; /* 0 is the free place of a table */
}

static inline uint32_t pal_feature_hash_begin(pal_feature_kind kind)
{
    char c = (char)kind;
    return pal_feature_hash_bytes(2166136261u, (pal_str){&c, 1});
}

static inline uint32_t pal_feature_hash(pal_feature_kind kind, pal_str text)
{
    return pal_feature_hash_finish(
        pal_feature_hash_bytes(pal_feature_hash_begin(kind), text));
}

/** Hand over a feature that is named by one text. */
static inline void pal_feature_emit(pal_feature_kind kind, pal_str text,
                                    pal_feature_fn *each, void *ctx)
{
    each(ctx, kind, pal_feature_hash(kind, text), text, (pal_str){NULL, 0});
}

/** The text that stands for a word. */
static inline pal_str pal_feature_key(const pal_word *word, pal_language language)
{
    if (language == PAL_LANGUAGE_FI && word->lemma.len != 0)
        return word->lemma;
    return word->stem[language].len != 0 ? word->stem[language] : word->folded;
}

/** The characters of a word that count. */
enum { PAL_FEATURE_CHARS_MAX = 60 };

/** A word between its borders, which count as characters: "^word$". */
typedef struct pal_feature_chars {
    size_t count;                         /**< of the characters, borders included */
    size_t at[PAL_FEATURE_CHARS_MAX + 3]; /**< byte offsets; the last is the end */
    char bytes[4 * PAL_FEATURE_CHARS_MAX + 2];
} pal_feature_chars;

static inline void pal_feature_split(pal_feature_chars *out, pal_str word)
{
    size_t count = 1;
    size_t len = 1;
    out->at[0] = 0;
    out->bytes[0] = '^';
    for (size_t i = 0; i < word.len; i++) {
        bool begins = ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
        if (begins && count == PAL_FEATURE_CHARS_MAX + 1)
            break;
        if (begins)
            out->at[count++] = len;
        if (count != 1 && len - out->at[count - 1] < 4)
            out->bytes[len++] = word.ptr[i];
    }
    out->at[count++] = len;
    out->bytes[len++] = '$';
    out->at[count] = len;
    out->count = count;
}

/** Which borders of the word a gram has. */
static inline pal_str pal_feature_edges(bool begins, bool ends)
{
    if (begins)
        return ends ? PAL_STR("^$") : PAL_STR("^");
    return ends ? PAL_STR("$") : (pal_str){NULL, 0};
}

/** Grams of three and four characters; the longer begin as the shorter ones do. */
static inline void pal_features_walk_grams(pal_str word, pal_feature_fn *each, void *ctx)
{
    enum { GRAM_MIN = 3, GRAM_MAX = 4 };
    pal_feature_chars chars;
    uint32_t hashes[PAL_FEATURE_CHARS_MAX + 2];
    pal_feature_split(&chars, word);
    for (size_t len = GRAM_MIN; len <= GRAM_MAX; len++)
        for (size_t from = 0; from + len <= chars.count; from++) {
            const bool begins = from == 0;
            const bool ends = from + len == chars.count;
            const size_t known = len == GRAM_MIN ? from : from + len - 1;
            hashes[from] = pal_feature_hash_bytes(
                len == GRAM_MIN ? pal_feature_hash_begin(PAL_FEATURE_CHARS)
                                : hashes[from],
                (pal_str){chars.bytes + chars.at[known],
                          chars.at[from + len] - chars.at[known]});
            pal_str bytes = {word.ptr + chars.at[from] - !begins,
                             chars.at[from + len] - chars.at[from] - begins - ends};
            each(ctx, PAL_FEATURE_CHARS, pal_feature_hash_finish(hashes[from]), bytes,
                 pal_feature_edges(begins, ends));
        }
}

/** pal_features_word(). */
static inline void pal_features_walk_word(const pal_word *word, pal_language language,
                                          pal_feature_fn *each, void *ctx)
{
    pal_str key = pal_feature_key(word, language);
    pal_feature_emit(PAL_FEATURE_WORD, key, each, ctx);
    if (language == PAL_LANGUAGE_FI)
        for (size_t i = 0; i < word->part_count; i++)
            if (!pal_str_equal(word->parts[i], key))
                pal_feature_emit(PAL_FEATURE_PART, word->parts[i], each, ctx);
    pal_features_walk_grams(word->folded, each, ctx);
}

/** A pair of words: what the first one makes of its hash, and what the second one does.
 */
static inline uint32_t pal_feature_pair_begin(pal_str first)
{
    uint32_t hash = pal_feature_hash_begin(PAL_FEATURE_PAIR);
    return pal_feature_hash_bytes(pal_feature_hash_bytes(hash, first), PAL_STR(" "));
}

static inline uint32_t pal_feature_pair_end(uint32_t begun, pal_str second)
{
    return pal_feature_hash_finish(pal_feature_hash_bytes(begun, second));
}

/** pal_features_text(). */
static inline void pal_features_walk_text(const pal_passage *passage, const bool *negated,
                                          pal_feature_fn *each, void *ctx)
{
    const pal_language language = pal_features_language(passage);
    const pal_token *tokens = passage->tokens;
    const pal_token *before = NULL;
    pal_str first = {NULL, 0};
    for (size_t i = 0; i < passage->count; i++) {
        const pal_token *token = &tokens[i];
        if (token->word->flags & PAL_WORD_EMOJI)
            pal_feature_emit(PAL_FEATURE_EMOJI, token->word->folded, each, ctx);
        if (!pal_features_has(token))
            continue;
        pal_str key = pal_feature_key(token->word, language);
        if (negated && negated[i])
            pal_feature_emit(PAL_FEATURE_NEGATED, key, each, ctx);
        if (before && before->clause == token->clause)
            each(ctx, PAL_FEATURE_PAIR,
                 pal_feature_pair_end(pal_feature_pair_begin(first), key), first, key);
        before = token;
        first = key;
    }
}

static inline bool pal_feature_is_spoken(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_EMOJI)) !=
           0;
}

/** ASCII punctuation. */
static inline bool pal_feature_is_sign(char c)
{
    return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
           (c > 'z' && c < 0x7F);
}

/** Does a run of signs and spaces end at `at`? `end` is where the next word begins. */
static inline bool pal_feature_gap_ends(pal_str text, size_t at, size_t end)
{
    return at >= end || (text.ptr[at] != ' ' && !pal_feature_is_sign(text.ptr[at]));
}

/** The signs between two words, whichever there are. */
void pal_features_gap(pal_str text, size_t at, size_t end, pal_feature_fn *each,
                      void *ctx);
/** Signs that stand for a word: an emoji, an emoticon. */
void pal_features_face(pal_str signs, pal_feature_fn *each, void *ctx);

/** The same from `at`, within the text, to `end`, where the next word begins or the text
 *  ends: nearly always there is but a space, or one sign and perhaps a space. */
static inline void pal_features_walk_gap(pal_str text, size_t at, size_t end,
                                         pal_feature_fn *each, void *ctx)
{
    if (at + 1 < text.len && text.ptr[at] == ' ' &&
        pal_feature_gap_ends(text, at + 1, end))
        return;
    if (at < end && pal_feature_is_sign(text.ptr[at])) {
        const pal_str sign = {text.ptr + at, 1};
        const bool last = at + 1 == text.len;
        const size_t behind = at + 1 + (at + 2 < text.len && text.ptr[at + 1] == ' ');
        if (last || pal_feature_gap_ends(text, behind, end)) {
            const uint32_t hash =
                pal_feature_hash_bytes(pal_feature_hash_begin(PAL_FEATURE_SIGN), sign);
            each(ctx, PAL_FEATURE_SIGN, pal_feature_hash_finish(hash), sign,
                 (pal_str){NULL, 0});
            if (last)
                each(ctx, PAL_FEATURE_SIGN,
                     pal_feature_hash_finish(pal_feature_hash_bytes(hash, PAL_STR("$"))),
                     sign, PAL_STR("$"));
            return;
        }
    }
    pal_features_gap(text, at, end, each, ctx);
}

/** Signs of one part of a text after the other.
 *  Order: pal_signs_token() for each token of the part, pal_signs_end(). */
typedef struct pal_signs {
    pal_str text;
    bool first;              /**< the text begins with the part */
    const pal_token *spoken; /**< the last word of the part; NULL = none yet */
} pal_signs;

/** What stands before a token, which is spoken: mostly a space. */
static inline void pal_signs_before(pal_signs *signs, const pal_token *token,
                                    pal_feature_fn *each, void *ctx)
{
    const pal_token *spoken = signs->spoken;
    signs->spoken = token;
    if (spoken && spoken->end + 1 == token->start && signs->text.ptr[spoken->end] == ' ')
        return;
    if (spoken)
        pal_features_walk_gap(signs->text, spoken->end, token->start, each, ctx);
    else if (signs->first && token->start != 0)
        pal_features_walk_gap(signs->text, 0, token->start, each, ctx);
}

/** What stands before a token, and what it is itself. */
static inline void pal_signs_token(pal_signs *signs, const pal_token *token,
                                   pal_feature_fn *each, void *ctx)
{
    enum { NUMBER_DIGITS = 3 }; /* longer: dates, amounts, telephone numbers */
    if (!pal_feature_is_spoken(token))
        return;
    pal_signs_before(signs, token, each, ctx);
    if ((token->word->flags & PAL_WORD_NUMBER) &&
        token->word->folded.len <= NUMBER_DIGITS)
        pal_feature_emit(PAL_FEATURE_SIGN, token->word->folded, each, ctx);
    if (token->word->flags & PAL_WORD_EMOJI)
        pal_features_face(
            (pal_str){signs->text.ptr + token->start, token->end - token->start}, each,
            ctx);
}

/** What stands behind the last word of the part, up to the next one. */
static inline void pal_signs_end(pal_signs *signs, pal_feature_fn *each, void *ctx)
{
    if (signs->spoken)
        pal_features_walk_gap(signs->text, signs->spoken->end, signs->text.len, each,
                              ctx);
    else if (signs->first)
        pal_features_gap(signs->text, 0, signs->text.len, each, ctx);
    signs->first = false;
    signs->spoken = NULL;
}

#endif /* PAL_MODEL_FEATURES_WALK_H */
