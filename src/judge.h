/* judge.h -- rules and trained models decide together
 *
 * One file combines them, and models/README.md has the table of what each half finds.
 *
 * Themes: what a rule found stays, unless the model rules it out (under 3 in 200, and
 * only if it has learnt from talk that is no feedback, too). A theme that no rule found
 * is proposed when the model of the answer's language gives it at least its threshold;
 * the clause that speaks most for it is its place, and its polarity is that which the
 * model of tone gives that clause. A theme that yields to all others is not proposed in a
 * clause where a rule found one. Themes of the user's own have no rules: their model
 * alone proposes them.
 *
 * Tone: the class of the model that is furthest above what its share of the coded texts
 * makes one expect (pal_share_threshold()). What the rules make of the text is among its
 * features.
 *
 * Without models, or with pal_options.no_model, nothing changes.
 */
#ifndef PAL_JUDGE_H
#define PAL_JUDGE_H

#include "base/arena.h"
#include "base/flow.h"
#include "learnt.h"

/** Features of a text that speak most for a theme, strongest first; answers how many were
 *  written. */
size_t pal_judge_reasons(const pal_models *models, const pal_passage *passage,
                         const bool *negated, uint32_t theme, pal_reason *out,
                         size_t cap);

/** Let the models have their say on a text that the rules have read. Errors: ENOMEM. */
pal_status pal_judge(pal_tone *tone, pal_arena *mem, const pal_models *models,
                     const pal_passage *passage, pal_error *err);

#endif /* PAL_JUDGE_H */
