/* basis.h -- all that the reading of a word depends on beside the word
 *
 * Room:  text/. For words.c; tables ask whether they were checked before.
 */
#ifndef PAL_TEXT_BASIS_H
#define PAL_TEXT_BASIS_H

#include "base/arena.h"
#include "base/digest.h"

struct pal_morphology_engine;
struct pal_reread;

/** The digest of this program's code, of Voikko and its dictionary, of `engine` (names
 *  and versions), and of the tables that were read. `known`, `morphology` and `reread`
 *  may be NULL. False without memory. */
bool pal_reading_basis(char basis[PAL_DIGEST_HEX_LEN + 1], pal_arena *mem,
                       pal_known *known, const char *engine,
                       struct pal_morphology_engine *morphology,
                       const struct pal_reread *reread);

/** Did `text` pass the check of this name in an earlier run of this very code? `known`
 * may be NULL. */
bool pal_basis_passed(pal_arena *mem, pal_known *known, const char *check, pal_str text);
/** It has passed. */
void pal_basis_pass(pal_arena *mem, pal_known *known, const char *check, pal_str text);

/** Fill `parts`, which are zero and writable, with what an earlier run of this very code
 *  made of `text`. False, and they are zero again, where the file does not hold that. */
bool pal_basis_recall(const pal_known *known, const char *path, pal_str text,
                      const pal_str *parts, size_t count);
/** Keep them there. A file that cannot be written is merely missing. */
void pal_basis_keep(const pal_known *known, const char *path, pal_str text,
                    const pal_str *parts, size_t count);

#endif /* PAL_TEXT_BASIS_H */
