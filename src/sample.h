/* sample.h -- the comments that report.html carries with it */
#ifndef PAL_SAMPLE_H
#define PAL_SAMPLE_H

#include "quoted.h"
#include "recall.h"
#include "report/report.h"

/** All comments when there are at most PAL_SAMPLE_MAX, else so many, evenly over the
 *  lines of comments.csv; with the places in them that raised their themes. Of the rows
 *  that are quoted the other comments, too, without their text.
 *
 *  out       in `mem`
 *  comments  comments.csv of the run, with its batches: those without such a comment are
 *            not read
 *  mentions  its mentions.csv
 *  columns   cells of each: PAL_COMMENTS_FIXED and the segments
 *  of        comments of the run
 *  quoted    rows that the page quotes
 *  Errors: ENOMEM, EIO. */
pal_status pal_sample_take(const pal_sample **out, pal_recall *comments,
                           pal_recall *mentions, pal_arena *mem, size_t columns,
                           uint64_t of, pal_quoted quoted, pal_error *err);

#endif /* PAL_SAMPLE_H */
