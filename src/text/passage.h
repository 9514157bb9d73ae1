/* passage.h -- a text cut into words, sentences and clauses
 *
 * Room:  text/. Knows base/ only; the pipeline calls it.
 * Order: pal_words_open() once a thread; pal_passage_read() for each text; the lexicon
 *        marks roles; pal_passage_clauses(); pal_words_close().
 *
 * Beside it: words.h (the cache of word records), stem.c (libstemmer), tokens.c (word
 * boundaries: latin.c, ICU), langid.c and langid_decide.c (language of words and of a
 * text), clause.c.
 */
#ifndef PAL_TEXT_PASSAGE_H
#define PAL_TEXT_PASSAGE_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/flow.h"

struct pal_memo;

/** The word records of one thread. */
typedef struct pal_words pal_words;

/** Fills word->atoms of one language (OTHER: what holds in every language); false without
 *  memory. `mem` lives as long as the cache. What it fills in for FI and EN
 *  follows from folded, stem, lemma, parts, standard, english and the flags LETTERS and
 *  NUMBER alone: words that are alike in these share it. */
typedef bool pal_word_hook(void *ctx, pal_arena *mem, pal_word *word,
                           pal_language language);

/** Fills word->atoms from what an earlier run has found: `atoms` are steps to them, as
 *  pal_steps_pack() makes them. False when they are none of the lexicon's, or without
 *  memory: it is made anew then. */
typedef bool pal_word_again(void *ctx, pal_arena *mem, pal_word *word,
                            pal_language language, pal_str atoms);

/** How words are read. */
typedef enum pal_morphology {
    PAL_MORPHOLOGY_BEST = 0,     /**< Voikko when it is installed, and Snowball */
    PAL_MORPHOLOGY_SNOWBALL = 1, /**< Snowball alone */
} pal_morphology;

/** Open a cache.
 *
 *  models  folder of the language model; NULL: every text has the survey's language
 *  hook    called for each new word and language, when the other fields that the
 *          language needs are set, but not where it was called for the same word in
 *          small letters; may be NULL
 *  Errors: ENOMEM, ENOINPUT or EFORMAT of the language model. */
pal_status pal_words_open(pal_words **out, const char *models, pal_morphology morphology,
                          pal_word_hook *hook, void *ctx, pal_error *err);
/** The same; tables that `known` has seen to be in order are not checked again. It must
 *  live while the cache is opened; NULL is fine. */
pal_status pal_words_open_known(pal_words **out, const char *models,
                                pal_morphology morphology, pal_word_hook *hook, void *ctx,
                                struct pal_known *known, pal_error *err);
/** Open one more cache, for another thread, with the tables of `first`, which must
 *  outlive it. Errors: ENOMEM. */
pal_status pal_words_open_beside(pal_words **out, const pal_words *first,
                                 pal_word_hook *hook, void *ctx, pal_error *err);
void pal_words_close(pal_words *words);
/** For words of rules: nobody asks for the language of a new one. */
void pal_words_unvoted(pal_words *words);
/** Let threads and runs share what was made of Finnish words; the memo must outlive
 *  `words`. Without morphology it is not used. */
void pal_words_share(pal_words *words, struct pal_memo *memo);

/** What was made of words, the hook's part too, for threads and runs to share. */
typedef struct pal_words_made {
    struct pal_memo *memo; /**< must outlive `words`; its basis tells what the hook makes
                                of a word, beside what pal_words_basis() tells */
    size_t numbers[3];     /**< of word->learnt, by language */
    pal_word_again
        *again; /**< in place of the hook, for a word whose learnt stands there */
} pal_words_made;
void pal_words_recall(pal_words *words, const pal_words_made *made);
/** Is there a morphology beside Snowball? */
bool pal_words_analyse(const pal_words *words);
/** The digest of all that makes a reading: this program's code, the morphology and its
 *  dictionary, its tables. `known` may be NULL. False without memory. */
bool pal_words_basis(const pal_words *words, pal_arena *mem, struct pal_known *known,
                     char basis[PAL_DIGEST_HEX_LEN + 1]);
/** "snowball 2.2.0", or "voikko 4.3.1 + snowball 2.2.0"; lives as long as `words`. */
const char *pal_words_engine(const pal_words *words);

/** From now on it is only noted down what texts need of their words, until
 *  pal_words_settle() makes it of all of them, one thing after the other: the tables of
 *  each are larger than the processor's caches. What a record says does not depend on
 *  it. */
void pal_words_defer(pal_words *words);
/** Make it; the passages that were read may be used then. False without memory. */
bool pal_words_settle(pal_words *words);

enum { PAL_WORDS_BUDGET = 64 << 20 };
/** From how many bytes of records on the cache is full; PAL_WORDS_BUDGET before the first
 *  call. */
void pal_words_budget(pal_words *words, size_t bytes);
/** Empty the cache when it is full; answers whether it was. All records are gone then:
 *  call it when no passage is in use. What a record says never depends on it. */
bool pal_words_trim(pal_words *words);

/** The record of one surface form (NFC), from the cache or made now, for both languages.
 * NULL without memory. Lives until pal_words_trim() or pal_words_close(). */
const pal_word *pal_words_find(pal_words *words, pal_str surface, uint16_t flags);

/** Cut `text` (NFC, see pal_unicode_clean()) into tokens with records, sentences and
 *  language. Every token's clause is its sentence until pal_passage_clauses().
 *
 *  mem     owns the tokens
 *  survey  the language that most answers have: breaks ties, decides one-word answers
 * that are at home in it; OTHER = not known Errors: ENOMEM; EFORMAT when the text is 16
 * MiB or longer. */
pal_status pal_passage_read(pal_passage *out, pal_words *words, pal_arena *mem,
                            pal_str text, pal_language survey, pal_error *err);
/** The language alone, as pal_passage_read() tells it: nothing is made that only texts of
 *  one language need. Errors as there. */
pal_status pal_passage_language(pal_language *out, pal_words *words, pal_arena *mem,
                                pal_str text, pal_language survey, pal_error *err);

/** Number the clauses from the roles (contrast, concede, clause) and from commas, colons,
 *  dashes and brackets that stand between parts which can be clauses. */
void pal_passage_clauses(pal_passage *passage);

#endif /* PAL_TEXT_PASSAGE_H */
