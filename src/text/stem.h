/* stem.h -- Snowball stems
 *
 * Room:  text/. libstemmer stands behind this file alone.
 */
#ifndef PAL_TEXT_STEM_H
#define PAL_TEXT_STEM_H

#include "base/arena.h"

/** The stemmers of both languages, for one thread. */
typedef struct pal_stemmer pal_stemmer;

/** Errors: ENOMEM. */
pal_status pal_stemmer_open(pal_stemmer **out, pal_arena *mem, pal_error *err);
void pal_stemmer_close(pal_stemmer *stemmer);
/** Stem of a folded word; a view that lives until the next call. The word itself when it
 *  is longer than 1,000 bytes or the language is neither fi nor en. */
pal_str pal_stemmer_stem(pal_stemmer *stemmer, pal_language language, pal_str folded);
/** "2.2.0": the library does not tell, this is the version of Debian 12. */
const char *pal_stemmer_version(void);

#endif /* PAL_TEXT_STEM_H */
