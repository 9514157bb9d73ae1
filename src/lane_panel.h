/* lane_panel.h -- a row with what was found in it, for the panel */
#ifndef PAL_LANE_PANEL_H
#define PAL_LANE_PANEL_H

#include "pipeline.h"

/** One comment that was read. */
typedef struct pal_read_comment {
    const pal_passage *passage;
    const pal_tone *tone;
} pal_read_comment;

/** Ask for the memory that pal_lane_panel_add() reads of the words, some time before:
 *  nothing depends on it but speed. */
void pal_lane_panel_ahead(const pal_passage *passage);

/** Add a row to the lane's panel.
 *
 *  comments  those of the fact
 *  place     of its first line in the batch's comments
 *  Errors: ENOMEM, EIO. */
pal_status pal_lane_panel_add(pal_lane *lane, pal_batch *batch, const pal_row *row,
                              const pal_read_comment *comments, const pal_fact *fact,
                              size_t place, pal_error *err);

#endif /* PAL_LANE_PANEL_H */
