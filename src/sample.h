/* sample.h -- the comments that report.html carries with it */
#ifndef PAL_SAMPLE_H
#define PAL_SAMPLE_H

#include "recall.h"
#include "report/report.h"

/** All comments when there are at most PAL_SAMPLE_MAX, else so many, evenly over the
 *  lines of comments.csv.
 *
 *  out      in `mem`
 *  recall   of the run
 *  columns  cells of each: PAL_COMMENTS_FIXED and the segments
 *  of       comments of the run
 *  Errors: ENOMEM, EIO. */
pal_status pal_sample_take(const pal_sample **out, pal_recall *recall, pal_arena *mem,
                           size_t columns, uint64_t of, pal_error *err);

#endif /* PAL_SAMPLE_H */
