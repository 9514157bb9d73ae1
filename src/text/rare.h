/* rare.h -- words that are written, though no dictionary here has them
 *
 * Room:  text/. reread.c asks: a word that others write as well is hardly a slip.
 * File:  `word TAB count`, folded, ascending by bytes, in models/: rare.fi.tsv, forms
 *        that Voikko does not know; rare.en.tsv, stems. models/rare.md tells how they are
 *        made.
 */
#ifndef PAL_TEXT_RARE_H
#define PAL_TEXT_RARE_H

#include "base/arena.h"
#include "base/known.h"

typedef struct pal_rare pal_rare;

/** Load `models`/`name` into `mem`; *out is NULL where it is missing. What `known` has
 *  seen to be in order is not checked again; NULL is fine. Errors: EFORMAT,
 *  ENOMEM. */
pal_status pal_rare_open(pal_rare **out, pal_arena *mem, const char *models,
                         const char *name, pal_known *known, pal_error *err);

/** The bytes it was read from; empty for NULL. */
pal_str pal_rare_text(const pal_rare *rare);

/** How often a folded word (English: its stem) stands in the file; 0 = it does not, or
 *  `rare` is NULL. */
uint32_t pal_rare_count(const pal_rare *rare, pal_str folded);

#endif /* PAL_TEXT_RARE_H */
