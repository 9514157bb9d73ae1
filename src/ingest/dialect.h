/* dialect.h -- which survey tool wrote the file, and what its header rows say
 *
 * Order: pal_dialect_find() on the head of the file.
 */
#ifndef PAL_INGEST_DIALECT_H
#define PAL_INGEST_DIALECT_H

#include "ingest/table.h"

enum { PAL_NO_COLUMN = -1 };

/** What is known before the columns are looked at. Owned by the arena of the call. */
typedef struct pal_dialect {
    pal_str name; /**< "qualtrics-3", "surveymonkey", "plain", ... */
    pal_str why;
    size_t
        header_rows; /**< records before the first answer, titles above the header too */
    const pal_str *labels; /**< by column: the question, one line, NFC, unique */
    const pal_str *keys;   /**< by column: the tool's own name of it; may be empty */
    size_t width;          /**< columns of the header */
    int preview;           /**< column whose value marks a preview, or PAL_NO_COLUMN */
    bool stars;            /**< a score column measures stars, not NPS */
    bool month_first;      /**< where a date does not tell, the month comes first */
    bool result;           /**< comments.csv of an earlier run: its columns are known */
    pal_str question;      /**< of an earlier result; else empty, as the scale is NONE */
    pal_scale scale;
} pal_dialect;

/** Look at the first records of `table`.
 *
 *  latin  as in mend.h
 *
 *  Errors: PAL_EFORMAT  no header; PAL_ENOMEM */
pal_status pal_dialect_find(pal_dialect *out, pal_arena *mem, const pal_table *table,
                            bool latin, const char *file, pal_error *err);

/** Is the value of the preview column that of a preview or a test? */
bool pal_dialect_is_preview(pal_str value);

#endif /* PAL_INGEST_DIALECT_H */
