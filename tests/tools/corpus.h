/* corpus.h -- the words of the shared data sets, for the programs that make the models */
#ifndef PAL_TESTS_CORPUS_H
#define PAL_TESTS_CORPUS_H

#include "base/arena.h"

/** A file of texts. */
typedef struct corpus_source {
    const char *path; /**< below the data folder */
    int mark;         /**< handed to the caller with each word */
    int column;       /**< of the text, from 0, TAB between; -1: lines "# text = ..." */
    int every;        /**< 1: all lines; 2: every second one, from the first */
} corpus_source;

/** Called for each word, in the order of the text. `word` is NFC, as it was written, and
 *  lives until the call returns. */
typedef void corpus_word(void *ctx, pal_str word, int mark);

/** Words are runs of letters with apostrophes inside; those with digits and "[PERSON]"
 * are left out. Ends the program with a message when the file cannot be read. */
void corpus_read(const char *data, const corpus_source *source, corpus_word *call,
                 void *ctx);

/** `memory`, or the end of the program where it is NULL. */
void *corpus_need(void *memory);

/** Has a word small letters of the language alone, from `least` to `most` of them? */
bool corpus_has_letters(pal_str text, bool finnish, size_t least, size_t most);

#endif /* PAL_TESTS_CORPUS_H */
