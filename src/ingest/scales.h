/* scales.h -- what a score column measures */
#ifndef PAL_INGEST_SCALES_H
#define PAL_INGEST_SCALES_H

#include "ingest/columns.h"

/** Set scale, scale_why and scale_doubt of `columns`, which has its score column. A scale
 *  other than 0-10 is never guessed: where heading or values speak for one, scale_doubt
 *  says what was seen and what to say.
 *  Errors: PAL_EUSAGE  the column that opt->score names holds no scores */
pal_status pal_scale_find(pal_columns *columns, pal_arena *mem,
                          const pal_dialect *dialect, const pal_options *opt,
                          const char *file, pal_error *err);

#endif /* PAL_INGEST_SCALES_H */
