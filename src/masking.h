/* masking.h -- rows without personal data
 *
 * The pipeline's: it connects the privacy room with the dictionary of the text room.
 */
#ifndef PAL_MASKING_H
#define PAL_MASKING_H

#include "base/flow.h"
#include "engine.h"
#include "ingest/survey.h"
#include "pipeline.h"

/** Put masked texts in the place of a row's texts; `mem` owns them. The name of the row,
 *  its wave and its segments are masked where they are personal data by themselves: an
 *  address of mail as the name of the row. The name of a file stays.
 *
 *  plan    how many texts and segments, and whether the wave is a file
 *  counts  by kind: what was masked is added
 *  Errors: ENOMEM. */
pal_status pal_mask_row(pal_row *row, const pal_plan *plan, pal_masker *masker,
                        pal_arena *mem, uint64_t counts[PAL_PERSONAL_COUNT],
                        pal_error *err);

/** Mask the cell that the reason of a refusal quotes. Errors: ENOMEM. */
pal_status pal_mask_refusal(pal_refusal *refusal, pal_masker *masker, pal_arena *mem,
                            uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err);

/** Put masked headings in the place of a plan's headings and of the questions, one for
 *  each of its texts; `mem` owns them. Nothing happens when opt keeps personal data.
 *  Errors: ENOMEM. */
pal_status pal_mask_headings(pal_plan *plan, const pal_str **questions,
                             pal_worker *worker, const pal_options *opt,
                             pal_language survey, pal_arena *mem, pal_error *err);

/** pal_worker_survey_language() of the masked texts: what a worker reads may be kept for
 *  later runs, and is therefore masked. Errors: ENOMEM. */
pal_status pal_masked_language(pal_language *out, pal_worker *worker,
                               const pal_options *opt, const pal_str *texts, size_t count,
                               pal_error *err);

/** Mask the headings of the inputs and the values of opt->only that the summary tells;
 *  `mem` owns them.
 *
 *  inputs  shape: s->input_count
 *  Errors: ENOMEM. */
pal_status pal_mask_inputs(pal_summary *s, pal_input_result *inputs, pal_masker *masker,
                           pal_arena *mem, pal_error *err);

#endif /* PAL_MASKING_H */
