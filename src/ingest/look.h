/* look.h -- one input, sampled: everything that is decided before it is read
 *
 * Order: pal_look_at(); then read the source or close it with pal_source_close().
 */
#ifndef PAL_INGEST_LOOK_H
#define PAL_INGEST_LOOK_H

#include "ingest/columns.h"
#include "ingest/encoding.h"
#include "ingest/source.h"

typedef struct pal_look {
    const char *path;   /**< that is read: of an earlier result its comments.csv */
    pal_source *source; /**< sampled, nothing handed out yet; the caller closes it */
    uint64_t bytes;     /**< size of the file; of the head when that is not known */
    pal_encoding encoding;
    bool part;  /**< an earlier result that left rows out */
    bool latin; /**< cells that are not UTF-8 are read as windows-1252 */
    pal_table table;
    pal_dialect dialect;
    pal_columns columns;
} pal_look;

/** Sample the input `path`, a file or the folder of an earlier result.
 *
 *  mem      owns what is decided
 *  scratch  owns the table and the sample values of the columns; may be `mem`
 *  lenient  as in pal_columns_find()
 *
 *  Errors: as pal_survey_open(), but neither a doubtful scale nor a missing text column
 */
pal_status pal_look_at(pal_look *out, pal_arena *mem, pal_arena *scratch,
                       const pal_options *opt, bool lenient, const char *path,
                       pal_error *err);

#endif /* PAL_INGEST_LOOK_H */
