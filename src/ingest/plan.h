/* plan.h -- several inputs as one survey
 *
 * Order: fill pal_input.path and .look of each; pal_plan_add() one after the other while
 *        the table of the look is there; pal_plan_finish().
 */
#ifndef PAL_INGEST_PLAN_H
#define PAL_INGEST_PLAN_H

#include "ingest/look.h"
#include "ingest/survey.h"

/** One input: what was decided about it. */
typedef struct pal_input {
    const char *path;
    pal_look look;
    int *segment_of; /**< by segment of the plan: its column, or PAL_NO_COLUMN */
    int *text_of;    /**< likewise by text */
    pal_str stem;    /**< name of the file without folder and ending */
    pal_input_result facts;
    char sha256[PAL_DIGEST_HEX_LEN + 1];
} pal_input;

/** Take the facts of an input and its comments for plan->sample. Errors: PAL_ENOMEM */
pal_status pal_plan_add(pal_plan *plan, pal_arena *mem, pal_input *in, pal_error *err);

/** Join the columns of all inputs.
 *  Errors: PAL_EUSAGE  scales that differ, a column that `opt` names and no input has
 *          PAL_ENOMEM */
pal_status pal_plan_finish(pal_plan *plan, pal_arena *mem, pal_input *inputs,
                           size_t count, const pal_options *opt, pal_error *err);

#endif /* PAL_INGEST_PLAN_H */
