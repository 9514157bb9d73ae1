/* findings.h -- what the statistics found in a run, for the report
 *
 * Room:  base/. stats/ fills these structs, report/ writes them; each part has a header
 * of its own. A part that is NULL has nothing to say (no score, no wave, ...). Words: a
 * theme is associated with a score; nothing here says that it causes it.
 */
#ifndef PAL_BASE_FINDINGS_H
#define PAL_BASE_FINDINGS_H

#include "palaute.h"

/** A comment that shows a finding. stats/ sets the place, the run fills in the text. */
typedef struct pal_shown_comment {
    uint64_t row;
    uint64_t place; /**< pal_panel_row.place */
    uint32_t line;  /**< comment of the row, from 0 */
    uint32_t
        start; /**< of what is to be marked, bytes into the text; start = end: nothing
                */
    uint32_t end;
    pal_band band;
    int score;
    pal_polarity polarity;
    pal_language language; /**< fi, en, or OTHER for all else; set by the run */
    pal_str id;
    pal_str text;
} pal_shown_comment;

/** All findings of a run. Lives as long as its pal_result. */
typedef struct pal_findings {
    const struct pal_impact_findings *impact;
    const struct pal_keyness_findings *keyness;
    const struct pal_unknown_findings *unknown;
    const struct pal_why_findings *why;
    const struct pal_wave_findings *waves;
    const struct pal_segment_findings *segments;
    const struct pal_measure_findings *measures;
    const struct pal_conflict_findings *conflicts;
    const struct pal_followup_findings *followup;
} pal_findings;

#endif /* PAL_BASE_FINDINGS_H */
