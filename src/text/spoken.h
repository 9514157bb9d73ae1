/* spoken.h -- written forms that a spoken or mistyped Finnish word may stand for
 *
 * Room:  text/. morphology.c asks for words that the dictionary does not know, and takes
 * the first candidate that it does know. File:  models/spoken.fi.tsv, `form TAB
 * standard`; the first line names the version.
 */
#ifndef PAL_TEXT_SPOKEN_H
#define PAL_TEXT_SPOKEN_H

#include "base/arena.h"

typedef struct pal_spoken pal_spoken;

enum { PAL_SPOKEN_MAX = 24 };

/** Load `models`/spoken.fi.tsv into `mem`; *out is NULL where it is missing. Errors:
 *  EFORMAT, ENOMEM. */
pal_status pal_spoken_open(pal_spoken **out, pal_arena *mem, const char *models,
                           pal_error *err);

/** Candidates for a folded word, the likeliest first, at most PAL_SPOKEN_MAX; strings
 * live in `mem`. Fewer where memory is out. */
size_t pal_spoken_candidates(const pal_spoken *spoken, pal_arena *mem, pal_str folded,
                             pal_str out[PAL_SPOKEN_MAX]);

#endif /* PAL_TEXT_SPOKEN_H */
