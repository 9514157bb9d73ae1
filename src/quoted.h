/* quoted.h -- which answers report.html quotes */
#ifndef PAL_QUOTED_H
#define PAL_QUOTED_H

#include "base/arena.h"
#include "base/flow.h"

/** Numbers of rows, ascending, each once. */
typedef struct pal_quoted {
    const uint64_t *rows;
    size_t count;
} pal_quoted;

/** Rows of the quotes by theme, of the why-trees and of the contradictions; in `mem`.
 *  Errors: ENOMEM. */
pal_status pal_quoted_find(pal_quoted *out, const pal_summary *summary, pal_arena *mem,
                           pal_error *err);

#endif /* PAL_QUOTED_H */
