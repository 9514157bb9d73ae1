/* mask.h -- personal data out of a text, before anybody reads it
 *
 * Room:  privacy/. Knows base/ only; the pipeline masks each text before the text room
 * cuts it, so that no table, quote or term can hold what was masked. Order:
 * pal_masker_open() once a thread; pal_masker_mask() for each text; pal_masker_close().
 * What a text becomes does not depend on texts before it.
 */
#ifndef PAL_PRIVACY_MASK_H
#define PAL_PRIVACY_MASK_H

#include "privacy/people.h"

/** How to mask. */
typedef struct pal_mask_ask {
    const pal_known_names *names; /**< NULL = no names are masked */
    pal_dictionary_fn *look;      /**< NULL = no dictionary; not asked about digits */
    void *ctx;
    bool english; /**< English marks, and few Finnish names */
    bool plates;
} pal_mask_ask;

typedef struct pal_masker pal_masker;

/** Errors: ENOMEM. `ask` is copied. */
pal_status pal_masker_open(pal_masker **out, const pal_mask_ask *ask, pal_error *err);
/** NULL is fine. */
void pal_masker_close(pal_masker *masker);

/** What is personal in `text` (NFC). `mem` owns the spans. Errors: ENOMEM. */
pal_status pal_masker_find(pal_spans *out, pal_masker *masker, pal_arena *mem,
                           pal_str text, pal_error *err);

/** Kinds of what is personal in a value that many rows share, as bits 1 << pal_personal:
 *  as pal_masker_find() has them, kept for the next row. Errors: ENOMEM. */
pal_status pal_masker_kinds(unsigned *out, pal_masker *masker, pal_arena *mem,
                            pal_str value, pal_error *err);

/** The text with marks; `text` itself when nothing is masked, else a copy in `mem`.
 *
 *  counts  by kind: what was masked is added; may be NULL
 *  Errors: ENOMEM. */
pal_status pal_masker_mask(pal_str *out, pal_masker *masker, pal_arena *mem, pal_str text,
                           uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err);

#endif /* PAL_PRIVACY_MASK_H */
