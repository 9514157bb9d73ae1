/* lane_fact.h -- a comment with what was found in it, for the tally */
#ifndef PAL_LANE_FACT_H
#define PAL_LANE_FACT_H

#include "pipeline.h"

/** What a comment adds to the counts; its words live in `mem`. False without memory. */
bool pal_lane_fact(pal_comment_fact *fact, pal_arena *mem, const pal_passage *passage,
                   const pal_tone *tone);

#endif /* PAL_LANE_FACT_H */
