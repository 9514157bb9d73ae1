/* spoken.h -- written forms that a spoken Finnish word may stand for
 *
 * Room:  text/. morphology.c asks for words that the dictionary does not know, and keeps
 *        the candidates that it does know.
 * File:  models/spoken.fi.tsv, `form TAB standard`; the first line names the version.
 *        models/spoken.md has its contract.
 */
#ifndef PAL_TEXT_SPOKEN_H
#define PAL_TEXT_SPOKEN_H

#include "base/arena.h"

typedef struct pal_spoken pal_spoken;

enum { PAL_SPOKEN_MAX = 48 };

/** One candidate. */
typedef struct pal_respelt {
    pal_str text;
    pal_respelling kind; /**< spoken, umlaut or doubled */
    double cost; /**< how far-fetched it is, natural logarithm; 0 = in the table */
} pal_respelt;

/** Load `models`/spoken.fi.tsv into `mem`; *out is NULL where it is missing. Errors:
 *  EFORMAT, ENOMEM. */
pal_status pal_spoken_open(pal_spoken **out, pal_arena *mem, const char *models,
                           pal_error *err);

/** The bytes it was read from; empty for NULL. */
pal_str pal_spoken_text(const pal_spoken *spoken);

/** What the table says of a folded word, or of one before a clitic; empty when it has no
 *  such form. */
pal_str pal_spoken_find(const pal_spoken *spoken, pal_str folded);

/** Candidates by rule for a folded word, at most PAL_SPOKEN_MAX; strings live in `mem`.
 *  Fewer where memory is out. */
size_t pal_spoken_candidates(pal_arena *mem, pal_str folded,
                             pal_respelt out[PAL_SPOKEN_MAX]);

#endif /* PAL_TEXT_SPOKEN_H */
