/* personal.h -- the marks that stand in the place of personal data
 *
 * Room:  base/. privacy/ writes the marks, text/ must not read them as words, report/
 *        counts them by kind.
 */
#ifndef PAL_BASE_PERSONAL_H
#define PAL_BASE_PERSONAL_H

#include "palaute.h"

/** "[NIMI]" or "[NAME]": English for PAL_LANGUAGE_EN, else Finnish. Static. */
pal_str pal_personal_mark(pal_personal kind, pal_language language);
/** Length of the mark of either language that begins at `at`, or 0. */
size_t pal_personal_mark_at(pal_str text, size_t at);

#endif /* PAL_BASE_PERSONAL_H */
