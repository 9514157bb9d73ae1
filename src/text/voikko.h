/* voikko.h -- libvoikko, loaded at run time
 *
 * Room:  text/, for morphology.c. Where the library or its Finnish dictionary is missing,
 *        there is none.
 */
#ifndef PAL_TEXT_VOIKKO_H
#define PAL_TEXT_VOIKKO_H

#include "text/tags.h"

/** One handle, for one thread. */
typedef struct pal_voikko pal_voikko;

/** *out is NULL, and the answer PAL_OK, where there is no Voikko. Errors: ENOMEM. */
pal_status pal_voikko_open(pal_voikko **out, pal_arena *mem, pal_error *err);
/** NULL is fine. */
void pal_voikko_close(pal_voikko *voikko);
/** "4.3.1". */
const char *pal_voikko_version(const pal_voikko *voikko);
/** The readings of a folded word, at most `cap`; strings live in `mem`. False without
 *  memory. */
bool pal_voikko_read(const pal_voikko *voikko, pal_arena *mem, pal_str folded,
                     pal_analysis *all, size_t cap, size_t *count);

#endif /* PAL_TEXT_VOIKKO_H */
