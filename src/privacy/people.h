/* people.h -- names of persons in a text
 *
 * Room:  privacy/. Knows base/ only; what a word is it asks a callback.
 *
 * A word with a capital is a name when it can be nothing else (Sirpa, Virtaselle), or
 * when another name or a title beside it says so (Toivo Laine, rouva Koski, t. Lumi).
 */
#ifndef PAL_PRIVACY_PEOPLE_H
#define PAL_PRIVACY_PEOPLE_H

#include "privacy/known_names.h"

/** Personal data in a text: bytes from `start` (included) to `end` (not). */
typedef struct pal_span {
    uint32_t start;
    uint32_t end;
    pal_personal kind;
} pal_span;

/** Spans, ascending, not overlapping, in an arena. */
typedef struct pal_spans {
    pal_arena *mem;
    pal_span *items;
    size_t count;
    size_t cap;
    bool failed; /**< no memory */
} pal_spans;

/** Append; the spans from `start` on that are there already give way. */
void pal_spans_add(pal_spans *spans, size_t start, size_t end, pal_personal kind);

/** What a word is, by its bits of pal_named. `word` as written, NFC. */
typedef unsigned pal_people_fn(void *ctx, pal_str word);

/** Add the names of `text` that lie outside of `taken` to `out`. */
void pal_people_find(pal_spans *out, pal_str text, const pal_spans *taken,
                     pal_people_fn *look, void *ctx);

#endif /* PAL_PRIVACY_PEOPLE_H */
