/* lexicon.h -- rules that find themes, words of judgement and their modifiers
 *
 * Room:  lexicon/. Knows base/ only; the pipeline and sentiment/ ask it.
 * Order: pal_lexicon_open() once; pal_lexicon_word() for each new word record;
 *        pal_matcher_open() once a thread; for each passage pal_matcher_marks(), then
 *        (after the clauses are numbered) pal_matcher_run().
 * File:  lexicons/README.md is the whole of the format.
 *
 * Beside it: rule.h (one rule parsed), atoms.h (which words satisfy an element),
 * spots.h (where in a text they do), attempt.h (one rule at one place), pattern.h
 * (PCRE2), needs.h (texts that an expression need not be tried in), kept.h (compiled
 * rules for the next run).
 */
#ifndef PAL_LEXICON_LEXICON_H
#define PAL_LEXICON_LEXICON_H

#include "base/arena.h"
#include "base/flow.h"
#include "base/known.h"

typedef struct pal_lexicon pal_lexicon;
typedef struct pal_matcher pal_matcher;

/** Answers the record of a word as the text room makes it, with all that `language`
 *  needs; NULL without memory. */
typedef const pal_word *pal_lexicon_words(void *ctx, pal_str folded,
                                          pal_language language);

/** Load all files of a lexicon folder.
 *
 *  mem     owns the lexicon
 *  folder  as lexicons/ of the project
 *  words   asked for stem and lemma of each word that a rule names
 *
 *  Errors: PAL_ENOINPUT  a file or the folder is missing
 *          PAL_EFORMAT   a mistake, with file, line and column
 *          PAL_ENOMEM */
pal_status pal_lexicon_open(pal_lexicon **out, pal_arena *mem, const char *folder,
                            pal_lexicon_words *words, void *ctx, pal_error *err);

/** Where the compiled rules are kept for the next run. */
typedef struct pal_lexicon_keep {
    const char *path;     /**< a file; missing folders above it are made. NULL = none */
    const char *prepared; /**< another that is only read, where that one is of no use;
                               NULL = none */
    const char *basis;    /**< hex digest of all that `words` answers from */
    pal_known *known;     /**< digests of files; may be NULL */
} pal_lexicon_keep;

/** As above, from what an earlier run made of the same files where that is kept. The file
 *  is never more than a help: one that is missing, damaged, of another machine or made
 *  from anything else counts for nothing. `keep` may be NULL. Errors as above. */
pal_status pal_lexicon_open_kept(pal_lexicon **out, pal_arena *mem, const char *folder,
                                 pal_lexicon_words *words, void *ctx,
                                 const pal_lexicon_keep *keep, pal_error *err);
/** Releases the compiled expressions; the rest goes with the arena. NULL is fine. */
void pal_lexicon_close(pal_lexicon *lex);

size_t pal_lexicon_theme_count(const pal_lexicon *lex);
const pal_theme *pal_lexicon_theme(const pal_lexicon *lex, uint32_t index);
/** Does this theme give way to others ("group", "all"), or never (empty)? */
pal_str pal_lexicon_yields(const pal_lexicon *lex, uint32_t theme);
/** Index of the theme, or -1. */
int32_t pal_lexicon_find_theme(const pal_lexicon *lex, pal_str id);
/** Add a theme without rules behind the others, in the group "omat", called by its id in
 *  both languages. It is not there yet, and no thread reads the lexicon. Errors: ENOMEM.
 */
pal_status pal_lexicon_add_theme(uint32_t *out, pal_lexicon *lex, pal_str id,
                                 pal_error *err);
size_t pal_lexicon_rule_count(const pal_lexicon *lex);
pal_rule_ref pal_lexicon_rule(const pal_lexicon *lex, uint32_t index);
/** What a question asks for (questions.tsv). `mem` for the folded text; without memory
 *  OPEN. */
pal_asked pal_lexicon_asked(const pal_lexicon *lex, pal_arena *mem, pal_str question);
/** 64 hex digits over the names and bytes of all files. */
pal_str pal_lexicon_sha256(const pal_lexicon *lex);

/** What the words of one thread have in common: few differ in all of their atoms, and
 *  those with the same ones mean the same to rules. NULL without memory: nothing is
 *  shared then. */
typedef struct pal_lexicon_shared pal_lexicon_shared;
pal_lexicon_shared *pal_lexicon_shared_open(void);
/** It must outlive the words. NULL is fine. */
void pal_lexicon_shared_close(pal_lexicon_shared *shared);

/** Set word->atoms of one language (OTHER: of emoji) from the other fields, and what
 *  follows from them; with OTHER, which comes first, also word->likely. `mem`, or
 * `shared` where it is not NULL, owns them. False without memory. Safe from any thread.
 */
bool pal_lexicon_word(const pal_lexicon *lex, pal_lexicon_shared *shared, pal_arena *mem,
                      pal_word *word, pal_language language);
/** The same of a word whose atoms an earlier run has found.
 *
 *  steps  to the atoms, as pal_steps_pack() makes them
 *
 *  False when they are none of this lexicon's, and without memory. */
bool pal_lexicon_word_again(const pal_lexicon *lex, pal_lexicon_shared *shared,
                            pal_arena *mem, pal_word *word, pal_language language,
                            pal_str steps);

pal_status pal_matcher_open(pal_matcher **out, const pal_lexicon *lex, pal_error *err);
void pal_matcher_close(pal_matcher *matcher);
/** Set role, role_len and weight of the tokens. Errors: ENOMEM. */
pal_status pal_matcher_marks(pal_matcher *matcher, pal_passage *passage, pal_error *err);
/** All matches of theme rules and valence phrases, by first token, then rule; those that
 *  others eat are gone (README). `mem` owns them. Errors: ENOMEM, EFORMAT (too many). */
pal_status pal_matcher_run(pal_hits *out, pal_matcher *matcher, pal_arena *mem,
                           const pal_passage *passage, pal_error *err);

/** Is this a function word (stopwords.LANGUAGE.tsv), in its folded form or its dictionary
 *  form? A lexicon without the file has none. */
bool pal_lexicon_is_stop(const pal_lexicon *lex, pal_language language, pal_str key,
                         pal_str form);

/** What entries say of a word by itself. */
typedef enum pal_word_known {
    PAL_KNOWN_NAMED = 1,   /**< a theme rule or a valence phrase has an element for it */
    PAL_KNOWN_VALUED = 2,  /**< a valence entry is just this word */
    PAL_KNOWN_NEGATOR = 4, /**< so is a negator */
} pal_word_known;

/** Bits of pal_word_known. Regular expressions and `unless` do not count. `word` has its
 *  atoms of `language` (fi or en). */
unsigned pal_lexicon_known(const pal_word *word, pal_language language);

/** "negator", "booster", ...; "" for NONE. */
const char *pal_role_name(pal_role role);

#endif /* PAL_LEXICON_LEXICON_H */
