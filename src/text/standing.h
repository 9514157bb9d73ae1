/* standing.h -- names and loans that stay as they are written
 *
 * Room:  text/. reread.c asks.
 * File:  models/standing.fi.tsv, `word TAB kind`, folded; kind is brand or word. A line
 *        with # in column 1 is a comment; models/standing.md has the contract.
 */
#ifndef PAL_TEXT_STANDING_H
#define PAL_TEXT_STANDING_H

#include "base/arena.h"

typedef struct pal_standing pal_standing;

/** Load `models`/standing.fi.tsv into `mem`; *out is NULL where it is missing. Errors:
 *  EFORMAT, ENOMEM. */
pal_status pal_standing_open(pal_standing **out, pal_arena *mem, const char *models,
                             pal_error *err);
/** The bytes it was read from; empty for NULL. */
pal_str pal_standing_text(const pal_standing *standing);
/** Is the folded word one of them, or one of them with a Finnish ending ("elisalla")? */
bool pal_standing_has(const pal_standing *standing, pal_str folded);

#endif /* PAL_TEXT_STANDING_H */
