/* langid.h -- the language of words and texts
 *
 * Room:  text/. words.c asks for votes, passage.c for the verdict.
 * File:  models/langid.tsv; models/langid.md tells how it is made. UTF-8, LF:
 *
 *            palaute-langid TAB 1
 *            key TAB fi TAB en
 *
 *        A key is a run of one to four characters of "<word>", or all of it, in the case
 *        folded form; keys ascend by bytes. fi and en are evidence for the language, in
 *        1/16 of a natural logarithm; that for any other language is -(fi + en).
 */
#ifndef PAL_TEXT_LANGID_H
#define PAL_TEXT_LANGID_H

#include "base/arena.h"
#include "base/flow.h"

typedef struct pal_langid pal_langid;

/** Load `models`/langid.tsv into `mem`. Errors: ENOINPUT, EFORMAT, ENOMEM. */
pal_status pal_langid_open(pal_langid **out, pal_arena *mem, const char *models,
                           pal_error *err);
/** The text of the file; lives as long. */
pal_str pal_langid_text(const pal_langid *langid);
void pal_langid_close(pal_langid *langid);
/** Fill word->votes, in 1/16 of a natural logarithm, -PAL_VOTE_MAX to PAL_VOTE_MAX. A
 * word of another script votes for OTHER; one with digits, or of a web address, does not.
 */
void pal_langid_vote(const pal_langid *langid, pal_word *word);
/** Language of a text from the votes of its words. `survey` decides what is weak.
 * `langid` may be NULL: then the survey's language. */
pal_language pal_langid_decide(const pal_langid *langid, const pal_passage *passage,
                               pal_language survey);

enum {
    PAL_VOTE_MAX = 160,
    PAL_LANGID_KEYS_MAX = 256,
    PAL_LANGID_WORD_MAX = 200,
};

/** A word's keys, with repeats; views into `frame`. */
typedef struct pal_langid_keys {
    char frame[PAL_LANGID_WORD_MAX + 2];
    pal_str keys[PAL_LANGID_KEYS_MAX];
    size_t count;
} pal_langid_keys;

/** Fill `out` with the keys of a folded word; none when it is empty or longer than
 *  PAL_LANGID_WORD_MAX bytes. For the program that makes the model, too. */
void pal_langid_cut(pal_langid_keys *out, pal_str folded);

#endif /* PAL_TEXT_LANGID_H */
