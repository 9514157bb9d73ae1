/* wanted.h -- the column that a user means */
#ifndef PAL_INGEST_WANTED_H
#define PAL_INGEST_WANTED_H

#include "ingest/columns.h"

/** The column that `name` says: a whole heading or key without case, a number from 1, or
 *  the beginning of one heading.
 *
 *  role  "score", ..., for the message
 *
 *  Errors: PAL_EUSAGE  no such column (the message suggests the nearest) or several
 *          PAL_ENOMEM */
pal_status pal_wanted_find(int *out, pal_arena *mem, const pal_column *items,
                           size_t count, const char *name, const char *role,
                           const char *file, pal_error *err);

/** Levenshtein's distance in bytes of the heads (48 bytes) of two names. Source:
 *  Levenshtein 1966. */
size_t pal_wanted_distance(pal_str a, pal_str b);

#endif /* PAL_INGEST_WANTED_H */
