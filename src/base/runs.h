/* runs.h -- sorted runs of records, and what they are together
 *
 * For tables that outgrow their memory: each time the table is full its records go into a
 * run, sorted, and the table begins anew; at the end the runs are read as one. External
 * merge sort: D. E. Knuth, The Art of Computer Programming 3 (1998), 5.4.
 *
 * Room:  base/.
 * Order: pal_runs_open(); pal_runs_put() in the order of pal_run_compare(), then
 *        pal_runs_end(), for each run; pal_merge_open() over any number of them,
 *        pal_merge_next() until it answers PAL_DONE, pal_merge_close();
 *        pal_runs_close().
 * Size:  runs beyond the memory limit are on disk (base/store.h). A merge takes at most
 *        8 MiB, or 4 KiB a run if that is more, and the longest record of each.
 */
#ifndef PAL_BASE_RUNS_H
#define PAL_BASE_RUNS_H

#include "palaute.h"

typedef struct pal_runs pal_runs;
typedef struct pal_merge pal_merge;

/** A record. Views. */
typedef struct pal_run_record {
    pal_str key;  /**< first by its bytes */
    pal_str name; /**< then by these */
    pal_str payload;
} pal_run_record;

/** Where a record of a merge comes from. */
typedef struct pal_run_place {
    size_t of;  /**< which of the pal_runs */
    size_t run; /**< and which run of these, from 0 */
} pal_run_place;

/** < 0, 0, > 0; payloads do not count. */
int pal_run_compare(const pal_run_record *a, const pal_run_record *b);

/** memory, folder: as for pal_store_open(). Errors: ENOMEM. */
pal_status pal_runs_open(pal_runs **out, size_t memory, const char *folder,
                         pal_error *err);
/** NULL is fine. */
void pal_runs_close(pal_runs *runs);
/** Add a record to the run at hand. Errors: ENOMEM, EIO. */
pal_status pal_runs_put(pal_runs *runs, const pal_run_record *record, pal_error *err);
/** End the run; it may be empty. Errors: ENOMEM, EIO. */
pal_status pal_runs_end(pal_runs *runs, pal_error *err);
/** Ended runs. */
size_t pal_runs_count(const pal_runs *runs);
/** Copy all ended runs of `from` behind those of `into`. Errors: ENOMEM, EIO. */
pal_status pal_runs_append(pal_runs *into, const pal_runs *from, pal_error *err);

/** Read all ended runs as one; they must outlive the answer. Errors: ENOMEM. */
pal_status pal_merge_open(pal_merge **out, const pal_runs *const *of, size_t count,
                          pal_error *err);
/** The least record that is left; of equal ones that of the earlier run. Views live until
 *  the next call. Answers PAL_DONE after the last. Errors: ENOMEM, EIO. */
pal_status pal_merge_next(pal_merge *merge, pal_run_record *record, pal_run_place *place,
                          pal_error *err);
/** NULL is fine. */
void pal_merge_close(pal_merge *merge);

#endif /* PAL_BASE_RUNS_H */
