/* pipeline.h -- the rooms connected, answer by answer
 *
 * Batches of rows go from the reader to the workers and come back in their order; each
 * worker has its own word cache, tally and quotes, which merge at the end. No output
 * depends on the number of threads.
 */
#ifndef PAL_PIPELINE_H
#define PAL_PIPELINE_H

#include <time.h>

#include "base/buf.h"
#include "base/io.h"
#include "engine.h"
#include "ingest/survey.h"
#include "quotes.h"
#include "repeats.h"
#include "report/report.h"
#include "stats/panel.h"
#include "stats/stats_run.h"
#include "stats/tally.h"

enum { PAL_BATCH_ROWS = 256 };

/** What a run shares; read-only once it has begun. */
typedef struct pal_run {
    const pal_engine *engine;
    const pal_plan *plan;
    const pal_options *opt;
    pal_language survey; /**< language of the survey */
    pal_report report;
    bool asks_why;
    bool writes_answers;  /**< comments.jsonl is wanted */
    pal_why_ask why;      /**< the tree that was asked for */
    size_t group_columns; /**< wave, if any, then the segments */
    size_t lanes;         /**< threads that read */
    const char *folder;   /**< of files that are gone after the run */
    const pal_str *input_names;
    const pal_asked *asked;   /**< by text column; shape: the plan's text_count */
    const pal_str *questions; /**< by text column: what was asked */
} pal_run;

struct pal_result {
    pal_arena *mem;
    pal_arena *beside; /**< of the same findings; NULL = none */
    const pal_theme *themes;
    pal_summary summary;
};

/** What one thread gathers. */
typedef struct pal_lane {
    pal_arena *mem; /**< of what is made of the batch at hand */
    pal_worker worker;
    pal_masker *masker;   /**< NULL = personal data is kept */
    pal_repeats *repeats; /**< NULL = every answer is read */
    uint64_t personal[PAL_PERSONAL_COUNT];
    pal_tally *tally;
    pal_quotes *quotes;
    pal_panel *panel;
    double seconds[PAL_ROOM_COUNT];
} pal_lane;

/** Rows on their way. */
typedef struct pal_batch {
    pal_arena *mem; /**< of the rows as they are read */
    pal_row rows[PAL_BATCH_ROWS];
    pal_refusal refusals[PAL_BATCH_ROWS]; /**< reason "" = the row is good */
    size_t count;
    uint64_t said;    /**< comments of its rows */
    uint32_t number;  /**< of the batch in the run, from 0 */
    pal_buf comments; /**< lines for the files */
    pal_buf mentions;
    pal_buf refused;
    pal_buf answers; /**< of comments.jsonl */
    pal_status status;
    pal_error error;
} pal_batch;

/** lane  all zero, but for a worker that is open already: the lane owns it from here on
 */
pal_status pal_lane_open(pal_lane *lane, const pal_run *run, pal_error *err);
/** The lane reads no more: its words and its masker are given back, its counts stay. */
void pal_lane_read(pal_lane *lane);
void pal_lane_close(pal_lane *lane);
/** Read all rows of a batch: fills its buffers, the tally and the quotes of the lane. */
void pal_lane_work(pal_lane *lane, const pal_run *run, pal_batch *batch);

/** Processor time of this thread in seconds. */
double pal_thread_seconds(void);

#endif /* PAL_PIPELINE_H */
