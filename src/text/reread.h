/* reread.h -- what a word that the dictionary does not know may stand for
 *
 * Room:  text/. words.c asks for Finnish words that have no dictionary form. Beside it:
 *        spoken.h (spoken forms), typos.h (slips), standing.h (names and loans that are
 *        fine as they are), english.h (slips in English).
 */
#ifndef PAL_TEXT_REREAD_H
#define PAL_TEXT_REREAD_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/flow.h"
#include "text/stem.h"

struct pal_morphology_engine;

typedef struct pal_reread pal_reread;

/** Load what `models` has of the tables; a table that is missing corrects nothing.
 *  `known` may be NULL. Errors: EFORMAT, ENOMEM. */
pal_status pal_reread_open(pal_reread **out, pal_arena *mem, const char *models,
                           pal_known *known, pal_error *err);
/** Once more, for another thread, with the tables of `first`, which must outlive it.
 *  Errors: ENOMEM. */
pal_status pal_reread_open_beside(pal_reread **out, pal_arena *mem,
                                  const pal_reread *first, pal_error *err);
/** The bytes of its tables, one after the other, for a digest. */
void pal_reread_identify(const pal_reread *reread, pal_digest *digest);
void pal_reread_close(pal_reread *reread);

/** What beside its letters decides how a word is read anew: words with the same letters
 *  and the same kind get the same. '\0': it is left alone. */
char pal_reread_kind(const pal_reread *reread, const pal_word *word);
/** Fill standard, respelling, lemma and parts of a word without a lemma, where another
 *  spelling is likely enough: the table of spoken forms first, then what rules of speech
 *  and slips make of it, against each other. Left alone are words with other signs than
 *  letters, names (a capital inside of a sentence), links, and what standing.h knows; no
 *  slip is looked for in short words in capitals and in words that rules name. `mem` owns
 *  the strings. *inside: not so of the first word of a sentence, whose capital may be a
 *  name's. False without memory. */
bool pal_reread_word(pal_reread *reread, struct pal_morphology_engine *engine,
                     pal_arena *mem, pal_word *word, bool *inside);
/** As pal_reread_kind(), of pal_reread_english(); other kinds. */
char pal_reread_english_kind(const pal_reread *reread, const pal_word *word);
/** Fill word->english of a word of an English text that is no word of either language, is
 *  open as above, and is likely enough one slip away from an English word. `engine` may
 * be NULL. `mem` owns the string. False without memory. */
bool pal_reread_english(pal_reread *reread, struct pal_morphology_engine *engine,
                        pal_stemmer *stemmer, pal_arena *mem, pal_word *word);

#endif /* PAL_TEXT_REREAD_H */
