/* known_names.h -- the list of names, and what a word is by list and dictionary
 *
 * Room:  privacy/. Knows base/ only.
 * Order: pal_known_names_read() once; pal_known_names_of() for each word, from any
 *        thread.
 * File:  UTF-8, LF, `#` in column 1 starts a comment; the first line names the columns:
 *
 *            name TAB class
 *
 *        first, last  a name wherever it has a capital
 *        mid          a word too: a name inside of a sentence
 *        word         a word, a place or a brand too: a name beside another one
 *        word-last    the same of surnames
 */
#ifndef PAL_PRIVACY_KNOWN_NAMES_H
#define PAL_PRIVACY_KNOWN_NAMES_H

#include "base/arena.h"

/** What a word may be. */
typedef enum pal_named {
    PAL_NAMED_FIRST = 1u << 0,
    PAL_NAMED_LAST = 1u << 1,
    PAL_NAMED_PLACE = 1u << 2,
    PAL_NAMED_WORD = 1u << 3, /**< a word of the language */
    PAL_NAMED_SURE = 1u << 4, /**< nothing but a name */
    PAL_NAMED_MID = 1u << 5,  /**< a name inside of a sentence */
} pal_named;

/** One reading of a word by a dictionary. */
typedef struct pal_name_reading {
    pal_str lemma;  /**< folded */
    unsigned named; /**< FIRST, LAST, PLACE or WORD */
} pal_name_reading;

/** Readings of a folded word, at most `cap`; 0 when the dictionary does not know it.
 * `mem` owns the lemmas. */
typedef size_t pal_dictionary_fn(void *ctx, pal_arena *mem, pal_str folded,
                                 pal_name_reading *out, size_t cap);

typedef struct pal_known_names pal_known_names;

/** Read names.fi.tsv and names.en.tsv of a folder; a file that is missing is empty. `mem`
 *  owns the list. Errors: EFORMAT, EIO, ENOMEM. */
pal_status pal_known_names_read(pal_known_names **out, pal_arena *mem, const char *folder,
                                pal_error *err);

/** May a word with a digit be one of the names? */
bool pal_known_names_have_digits(const pal_known_names *names);

/** Bits of pal_named of a folded word, in whatever case form.
 *
 *  look     the dictionary; NULL = there is none
 *  english  names that only the Finnish dictionary has are names inside of sentences
 *  scratch  for the lemmas */
unsigned pal_known_names_of(const pal_known_names *names, pal_str folded,
                            pal_dictionary_fn *look, void *ctx, bool english,
                            pal_arena *scratch);

#endif /* PAL_PRIVACY_KNOWN_NAMES_H */
