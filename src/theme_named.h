/* theme_named.h -- the theme that a user means */
#ifndef PAL_THEME_NAMED_H
#define PAL_THEME_NAMED_H

#include "base/arena.h"

/** The theme with this id or label, without case, or the only one whose id or label
 *  begins so.
 *
 *  Errors: EUSAGE  none (the message suggests the nearest) or several; ENOMEM */
pal_status pal_theme_named(uint32_t *out, const pal_theme *themes, size_t count,
                           const char *name, pal_error *err);

#endif /* PAL_THEME_NAMED_H */
