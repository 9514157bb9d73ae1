/* kept.h -- compiled rules for the next run
 *
 * Room:  lexicon/, for lexicon_open.c alone.
 * File:  a header, then words of four bytes in the order of the machine: the table of
 *        atoms, the triggers, the entries. The texts of the rules are not in it: entries
 *        say where in the lexicon's files they stand. Every number is checked before it
 * is used, and all of it has a checksum.
 */
#ifndef PAL_LEXICON_KEPT_H
#define PAL_LEXICON_KEPT_H

#include "base/digest.h"
#include "lexicon/lexicon.h"

/** The digest of all that the rules are compiled from: this program's code, the bytes of
 *  the files, `basis`. False without memory. */
bool pal_lexicon_key(const pal_lexicon *lex, const char *basis,
                     char key[PAL_DIGEST_HEX_LEN + 1]);
/** Fill a lexicon that has its files, themes and whatever is read from the text each
 * time. False when `path` holds nothing of this key that is whole: then `lex` is of no
 * use. */
bool pal_lexicon_recall(pal_lexicon *lex, const char *path,
                        const char key[PAL_DIGEST_HEX_LEN + 1]);
/** Write the file anew if the lexicon is large enough to be worth it. False when it
 * cannot be written: then the old file stands. */
bool pal_lexicon_keep_it(const pal_lexicon *lex, const char *path,
                         const char key[PAL_DIGEST_HEX_LEN + 1]);

#endif /* PAL_LEXICON_KEPT_H */
