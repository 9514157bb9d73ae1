/* only.h -- the rows that opt->only names: COLUMN=VALUE
 *
 * Room:  ingest/. survey.c asks it; a row that is left out is never handed on.
 * Order: pal_only_open() when the columns of all inputs are found; pal_only_note() for
 *        every row, then pal_only_settle(); pal_only_keeps() for every row;
 *        pal_only_close(), also after a failure.
 *
 * A row is kept when it has one of the values that are named of each column. A value is
 * that of a cell as the result would show it: on one line, without spaces at its ends; a
 * wave column of dates has months. It is meant as it is written; when no row has it so,
 * without case, if there is one such value only.
 */
#ifndef PAL_INGEST_ONLY_H
#define PAL_INGEST_ONLY_H

#include "ingest/plan.h"

/** One COLUMN=VALUE. */
typedef struct pal_only_wish {
    pal_str column; /**< heading in the first input */
    pal_str value;  /**< as it was written; settled: as the rows have it */
    pal_str folded;
    size_t group;       /**< index of the first wish of the same column */
    const int *columns; /**< by input */
    bool found;         /**< a row has it as it is written */
    pal_str caseless;   /**< a value that is the same without case; .ptr NULL = none */
    bool several;       /**< there are others */
    pal_str near;       /**< the value most like it; .ptr NULL = none */
    size_t distance;
} pal_only_wish;

struct pal_only_wishes {
    pal_only_wish *list;
    size_t count;
    const pal_input *inputs;
    pal_arena *mem;     /**< of what is found */
    pal_arena *scratch; /**< of a row; NULL without wishes */
};

/** Read opt->only, which may be NULL: count is 0 then.
 *
 *  Errors: PAL_EUSAGE  no `=`, a column that an input does not have (the message suggests
 *                      the nearest), or one that tells who the respondents are
 *          PAL_ENOMEM */
pal_status pal_only_open(pal_only_wishes *out, pal_arena *mem, const pal_input *inputs,
                         size_t count, const pal_options *opt, pal_error *err);
/** Take the values of a row of input `index`. Errors: PAL_ENOMEM */
pal_status pal_only_note(pal_only_wishes *wishes, size_t index, const pal_record *record,
                         pal_error *err);
/** All rows were noted: which value is meant?
 *
 *  exact  only the value as it was written: rows were kept by it already
 *
 *  Errors: PAL_EUSAGE  no row has a value, or several are the same without case */
pal_status pal_only_settle(pal_only_wishes *wishes, bool exact, pal_error *err);
/** Is the row one of those? *fine = false without memory. */
bool pal_only_keeps(const pal_only_wishes *wishes, bool *fine, size_t index,
                    const pal_record *record);
void pal_only_close(pal_only_wishes *wishes);

#endif /* PAL_INGEST_ONLY_H */
