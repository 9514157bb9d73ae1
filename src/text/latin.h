/* latin.h -- borders of the words of Latin text, without ICU
 *
 * Room:  text/; tokens.c asks it, and ICU where it knows no answer.
 */
#ifndef PAL_TEXT_LATIN_H
#define PAL_TEXT_LATIN_H

#include "palaute.h"

/** What stands between two borders. */
typedef enum pal_latin_kind {
    PAL_LATIN_UNKNOWN = 0, /**< a character that this file leaves to ICU */
    PAL_LATIN_SIGN,        /**< one character, or CR and LF */
    PAL_LATIN_NUMBER,
    PAL_LATIN_WORD,   /**< no full stop in it */
    PAL_LATIN_DOTTED, /**< a word with full stops in it */
} pal_latin_kind;

/** The piece that begins at `at`, a border where no U+0020 stands, and where it ends;
 *  `*end` is untouched for UNKNOWN. Characters behind the piece that are UNKNOWN may
 *  belong to it: marks that combine. Borders and kinds are those of ICU's word rules of
 *  the root locale, where `@` is a letter. Source: UAX #29, section 4, rules WB3 to WB13b
 *  and WB999. */
pal_latin_kind pal_latin_piece(pal_str text, size_t at, size_t *end);

/** The end of a word of ASCII letters, `@` and U+00C0 to U+00FF that is as long as its
 *  letters, whatever follows: most words. `at` when there is none, or when it takes
 *  pal_latin_piece() to tell. */
size_t pal_latin_plain(pal_str text, size_t at);

#endif /* PAL_TEXT_LATIN_H */
