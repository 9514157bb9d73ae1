/* whole.h -- the tone of an answer as a whole
 *
 * Room:  sentiment/. polarity.c calls it last.
 */
#ifndef PAL_SENTIMENT_WHOLE_H
#define PAL_SENTIMENT_WHOLE_H

#include "sentiment/scope.h"

/** A mention, and the match that it comes from. */
typedef struct pal_finding {
    const pal_mention *mention;
    const pal_hit *hit;
    bool dropped; /**< it gives way to others; no such one stays */
} pal_finding;

/** Set sentiment and score of `out`.
 *
 *  Each clause is weighed for itself: its words of judgement, the findings that are news
 *  as such (less what their words weighed already), its wish, its bare denial. What a
 *  clause says for and against is set off within it; what is left counts for the whole,
 *  by the clause's weight (more behind a contrast, less when conceded or past). The whole
 *  is mixed when the lighter side still carries weight against the heavier one, neutral
 *  when neither does.
 *
 *  mem  for the sums by clause. Errors: ENOMEM. */
pal_status pal_whole_read(pal_tone *out, pal_arena *mem, const pal_passage *passage,
                          const pal_scope *scope, const pal_finding *findings,
                          size_t count, pal_error *err);

#endif /* PAL_SENTIMENT_WHOLE_H */
