/* find.h -- the parts of the statistics one after the other, and the comments they show
 */
#ifndef PAL_FIND_H
#define PAL_FIND_H

#include "recall.h"
#include "stats/stats_run.h"

/** What a second thread is given to make a part of them. */
typedef struct pal_find_beside {
    pal_arena *mem; /**< owns its findings, beside the run's */
    pal_recall *recall;
} pal_find_beside;

/** Make all findings. `recall` gives the texts of the comments that are shown.
 *
 *  beside  NULL = in this thread alone
 *  Errors: ENOMEM, EIO. */
pal_status pal_find_all(const pal_findings **out, const pal_stats_run *run,
                        pal_recall *recall, const pal_find_beside *beside,
                        pal_error *err);

/** Give the themes of the summary the verdicts of its findings. Errors: ENOMEM. */
pal_status pal_find_verdicts(pal_summary *summary, pal_arena *mem, pal_error *err);

/** Fill in id and text of a comment that is shown. */
pal_status pal_find_text(pal_shown_comment *comment, pal_recall *recall, pal_arena *mem,
                         pal_error *err);

#endif /* PAL_FIND_H */
