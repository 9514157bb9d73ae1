/* outcome.h -- figures and tables of a run, after its last row */
#ifndef PAL_OUTCOME_H
#define PAL_OUTCOME_H

#include "pipeline.h"
#include "recall.h"

/** A run that has been read to its end. Nothing is owned. */
typedef struct pal_outcome {
    const pal_options *opt;
    pal_survey *survey;
    pal_run *run;
    pal_lane *lanes;
    unsigned lane_count;
    pal_arena *mem;     /**< owns what the summary points to */
    pal_arena **beside; /**< owns the rest of it; NULL at first, and without a rest */
    pal_outdir *dir;    /**< its comments.csv is complete */
    const pal_places *places;
    size_t inputs;
    const char *const *paths; /**< of the inputs, as they were named */
    uint64_t rows;
    uint64_t refusals;
} pal_outcome;

/** Merge the threads, compute all figures into `summary`, write themes.csv, summary.json
 *  and report.html. Errors: ENOMEM, EIO, EOUTPUT. */
pal_status pal_outcome_write(const pal_outcome *outcome, pal_summary *summary,
                             pal_error *err);

#endif /* PAL_OUTCOME_H */
