/* basis.h -- all that the reading of a word depends on beside the word
 *
 * Room:  text/. words.c alone.
 */
#ifndef PAL_TEXT_BASIS_H
#define PAL_TEXT_BASIS_H

#include "base/arena.h"
#include "base/digest.h"

struct pal_morphology_engine;

/** The digest of this program's code, of Voikko and its dictionary, of `engine` (names
 * and versions), and of the tables in the folder `models`. `morphology` and `models` may
 * be NULL. `mem` for the tables while they are read. False without memory. */
bool pal_reading_basis(char basis[PAL_DIGEST_HEX_LEN + 1], pal_arena *mem,
                       struct pal_morphology_engine *morphology, const char *engine,
                       const char *models);

#endif /* PAL_TEXT_BASIS_H */
