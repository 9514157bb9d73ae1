/* features.h -- what a trained model sees of a text
 *
 * Room:  model/. Knows base/ only. Features are 32-bit hashes of what is named below; a
 *        model holds those that it learnt.
 *
 *        word level, a function of the word record alone (memoised by the models):
 *          w  dictionary form, else stem         p  parts of a compound
 *          c  3- and 4-grams of the characters, the word's borders included
 *        text level:
 *          b  two neighbouring keys in one clause
 *          n  key of a word that a negation reaches
 *          e  emoji
 *          s  signs: a run of punctuation ("?", "!!", "..."), the one that the text ends
 *             with once more, and short numbers
 *          r  what the rules make of the whole: its tone, how strong it is, and the
 *             polarities of its themes
 *          q  what the question asks for, alone and with each word
 *          g  the score of the respondent (only with --with-score)
 *          t  of an answer of few words each two of them, and those that it begins with
 *             (tone learnt from few texts)
 *        beside the words, no part of the text's norm, for a model of tone whose texts
 *        answer questions or have scores:
 *          o  what was asked and by which question, the score, both together, and what
 *             the rules make of the whole
 *
 * The value of a feature is its weight by document frequency; a text is divided by the
 * square root of the sum of squares over all occurrences, so that it is a sum over words.
 */
#ifndef PAL_MODEL_FEATURES_H
#define PAL_MODEL_FEATURES_H

#include "base/flow.h"

/** Kind of a feature, in its hash and for `explain`. */
typedef enum pal_feature_kind {
    PAL_FEATURE_WORD = 'w',
    PAL_FEATURE_PART = 'p',
    PAL_FEATURE_CHARS = 'c',
    PAL_FEATURE_PAIR = 'b',
    PAL_FEATURE_NEGATED = 'n',
    PAL_FEATURE_EMOJI = 'e',
    PAL_FEATURE_SIGN = 's',
    PAL_FEATURE_RULES = 'r',
    PAL_FEATURE_ASKED = 'q',
    PAL_FEATURE_SCORE = 'g',
    PAL_FEATURE_TOGETHER = 't',
    PAL_FEATURE_BESIDE = 'o',
} pal_feature_kind;

/** One occurrence. For explanations: `text`; `second` of a pair its second half, of
 *  characters `^` where they begin their word and `$` where they end it. */
typedef void pal_feature_fn(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                            pal_str second);

/** Features of a word alone. `language` is that of the text: FI or EN. */
void pal_features_word(const pal_word *word, pal_language language, pal_feature_fn *each,
                       void *ctx);
/** Features of a text beyond those of its words. `negated` by token, may be NULL. */
void pal_features_text(const pal_passage *passage, const bool *negated,
                       pal_feature_fn *each, void *ctx);
/** Punctuation and short numbers of a text or of a part of it: they tell its tone, not
 *  what it is about. `second` is `$` of the signs that the whole text ends with. */
void pal_features_signs(const pal_passage *passage, pal_feature_fn *each, void *ctx);
/** What the question asks for, as a feature; none of an open question. */
void pal_features_asked(const pal_passage *passage, pal_feature_fn *each, void *ctx);
/** Each word together with that: "nothing" is praise where faults were asked for. */
void pal_features_asked_words(const pal_passage *passage, pal_feature_fn *each,
                              void *ctx);
/** Each two different words of a whole answer that has no more than twelve such, in
 *  whatever order, and its first one and two words. */
void pal_features_together(const pal_passage *passage, pal_feature_fn *each, void *ctx);
/** The score, or that there is none. */
void pal_features_score(const pal_passage *passage, pal_feature_fn *each, void *ctx);
/** The hash of that feature of the question. */
uint32_t pal_features_asked_hash(pal_asked asked);
/** Features of what the rules found. */
void pal_features_rules(const pal_tone *tone, pal_feature_fn *each, void *ctx);
/** There are so few of these that a model knows each by its number. */
enum { PAL_FEATURES_RULES = 15 };
/** Bits of those that what the rules found has. */
uint32_t pal_features_rules_of(const pal_tone *tone);
uint32_t pal_features_rules_hash(size_t number);
/** A question by its words as they stand; 0 = none. */
uint32_t pal_features_question(pal_str question);
/** What stands beside the words of a whole answer. `scored`: the score is part of it. */
void pal_features_beside(const pal_passage *passage, const pal_tone *tone, bool scored,
                         pal_feature_fn *each, void *ctx);
/** Is this token one of the words that pal_features_word() is asked for? */
static inline bool pal_features_has(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_LETTERS | PAL_WORD_LINK)) == PAL_WORD_LETTERS;
}
/** Language whose keys the words of a passage have. */
static inline pal_language pal_features_language(const pal_passage *passage)
{
    return passage->language == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
}
/** What a character feature counts beside a word feature: there are many more of them. */
#define PAL_FEATURE_CHARS_SCALE 0.35

#endif /* PAL_MODEL_FEATURES_H */
