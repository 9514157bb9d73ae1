/* tally.h -- counts of a run, as integers that merge
 *
 * Room:  stats/. Knows base/ only; the pipeline fills one tally a thread.
 * Order: pal_tally_open(); pal_tally_add() for each row; pal_tally_merge() of the
 *        threads in any order; pal_tally_finish() once; pal_tally_close().
 * Contract: a tally holds integers only, so that any split over threads or files and any
 *        order of merging gives the same figures.
 */
#ifndef PAL_STATS_TALLY_H
#define PAL_STATS_TALLY_H

#include "stats/respellings.h"

typedef struct pal_tally pal_tally;

/** What one comment adds. */
typedef struct pal_comment_fact {
    pal_language language;
    pal_polarity sentiment;
    const pal_respelt_word *respelt; /**< words read in another spelling */
    size_t respelt_count;
} pal_comment_fact;

/** What one row adds. Views need not outlive the call. */
typedef struct pal_fact {
    uint64_t row; /**< its number in the run */
    pal_band band;
    const pal_comment_fact
        *comments; /**< those that say something; none = an empty row */
    size_t comment_count;
    const pal_tag *tags; /**< of all comments of the row; a theme at most once */
    size_t tag_count;
    const pal_str *groups; /**< by group column; empty = not in the figures of it */
} pal_fact;

/** themes: number of themes; columns: number of group columns. Errors: ENOMEM. */
pal_status pal_tally_open(pal_tally **out, size_t themes, size_t columns, pal_error *err);
void pal_tally_close(pal_tally *tally);
/** Before the first row: where words read in another spelling go that are too many for
 *  the memory; as pal_respellings_spill(). */
void pal_tally_spill(pal_tally *tally, uint32_t words, const char *folder);
/** Errors: ENOMEM (also: more than 100,000 values in the group columns), EIO. */
pal_status pal_tally_add(pal_tally *tally, const pal_fact *fact, pal_error *err);
/** Add all of `from` to `into`; both were opened with the same shape. Errors: ENOMEM,
 * EIO.
 */
pal_status pal_tally_merge(pal_tally *into, const pal_tally *from, pal_error *err);
/** Fill the figures of `out`: answers, empty, comments, unscored, by_*, nps,
 * nps_commented, comment_rate, untagged, nps_untagged, respelt, corrections (of at least
 * out->k_threshold rows), themes, groups. Other fields are left alone.
 *
 *  mem    owns the arrays, strings of the groups included
 *  ids    theme ids by index, for the order
 *  names  of the group columns
 *  first_as_read  the values of the first column keep the order of the rows (files that
 *         are waves); all others are sorted by their bytes */
pal_status pal_tally_finish(pal_tally *tally, pal_arena *mem, const pal_str *ids,
                            const pal_str *names, bool first_as_read, pal_summary *out,
                            pal_error *err);

#endif /* PAL_STATS_TALLY_H */
