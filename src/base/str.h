/* str.h -- views of bytes
 *
 * Room:  base/. Everyone uses it; it knows nobody.
 * A view never owns its bytes; the comment at the place that hands it out says
 * how long they live.
 */
#ifndef PAL_BASE_STR_H
#define PAL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "palaute.h"

/** View of a string literal. */
#define PAL_STR(s) ((pal_str){(s), sizeof(s) - 1})
/** The same as an initialiser of a static table. */
#define PAL_INIT(s)                                                                      \
    {                                                                                    \
        (s), sizeof(s) - 1                                                               \
    }
/** For `%.*s`. */
#define PAL_ARG(s) (int)(s).len, (s).ptr

/** Two halves of a view; `found` says whether the separator was there. */
typedef struct pal_cut {
    pal_str head;
    pal_str tail;
    bool found;
} pal_cut;

/** View of a NUL-terminated string; NULL gives the empty view. */
pal_str pal_str_from(const char *text);
/** The bytes from `begin` (included) to `end` (not); both inside of one object. */
pal_str pal_str_span(const char *begin, const char *end);
/** Same bytes? Two empty views are equal. */
bool pal_str_equal(pal_str a, pal_str b);
/** Order by bytes, as memcmp() and then by length: < 0, 0, > 0. */
int pal_str_compare(pal_str a, pal_str b);
bool pal_str_starts(pal_str text, pal_str prefix);
bool pal_str_ends(pal_str text, pal_str suffix);
/** Offset of the first `needle` in `text`, or text.len + 1 when there is none. */
size_t pal_str_find(pal_str text, pal_str needle);
/** Does `text` hold `needle`? The empty needle is everywhere. */
bool pal_str_has(pal_str text, pal_str needle);
/** Cut at the first `separator`; without one all of it is the head. */
pal_cut pal_str_cut(pal_str text, char separator);
/** Without leading and trailing spaces, tabs, CR and LF. */
pal_str pal_str_trim(pal_str text);
/** At most `len` bytes, never cut inside of a UTF-8 character; for messages. */
pal_str pal_str_clip(pal_str text, size_t len);
/** Hash of the bytes, the same on every machine; all 64 bits are usable. Not for
 *  untrusted keys. */
uint64_t pal_str_hash(pal_str text);
/** Another one, quicker, for tables of this machine: it depends on the seed, and on the
 *  order of bytes in a number. */
uint64_t pal_str_hash_seeded(pal_str text, uint64_t seed);
/** Whole text is a decimal number ("-3", "0.5", "+2"; point, no exponent)? Locale-free.
 */
bool pal_str_to_double(pal_str text, double *out);
/** Whole text is an integer that fits? */
bool pal_str_to_int(pal_str text, int64_t *out);

#endif /* PAL_BASE_STR_H */
