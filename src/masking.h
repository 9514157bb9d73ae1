/* masking.h -- rows without personal data
 *
 * The pipeline's: it connects the privacy room with the dictionary of the text room.
 */
#ifndef PAL_MASKING_H
#define PAL_MASKING_H

#include "base/flow.h"
#include "engine.h"

/** Put masked texts in the place of a row's texts; `mem` owns them.
 *
 *  texts   how many
 *  counts  by kind: what was masked is added
 *  Errors: ENOMEM. */
pal_status pal_mask_row(pal_row *row, size_t texts, pal_masker *masker, pal_arena *mem,
                        uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err);

#endif /* PAL_MASKING_H */
