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
#include <string.h>

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
static inline pal_str pal_str_span(const char *begin, const char *end)
{
    return (pal_str){begin, (size_t)(end - begin)};
}

/** The bytes at `at` as numbers of this machine. */
static inline uint64_t pal_str_load8(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    return eight;
}

static inline uint32_t pal_str_load4(const char *at)
{
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return four;
}

/** Same bytes? Two empty views are equal. */
static inline bool pal_str_equal(pal_str a, pal_str b)
{
    /* most are words: both ends overlap, and no call is made */
    const size_t len = a.len;
    if (len != b.len)
        return false;
    if (len > 16)
        return memcmp(a.ptr, b.ptr, len) == 0;
    if (len >= 8)
        return pal_str_load8(a.ptr) == pal_str_load8(b.ptr) &&
               pal_str_load8(a.ptr + len - 8) == pal_str_load8(b.ptr + len - 8);
    if (len >= 4)
        return pal_str_load4(a.ptr) == pal_str_load4(b.ptr) &&
               pal_str_load4(a.ptr + len - 4) == pal_str_load4(b.ptr + len - 4);
    return len == 0 || (a.ptr[0] == b.ptr[0] && a.ptr[len / 2] == b.ptr[len / 2] &&
                        a.ptr[len - 1] == b.ptr[len - 1]);
}

/** Order by bytes, as memcmp() and then by length: < 0, 0, > 0. */
static inline int pal_str_compare(pal_str a, pal_str b)
{
    const size_t shared = a.len < b.len ? a.len : b.len;
    /* in sorted lists most differ soon, but not at once */
    for (size_t i = 0; i < shared && i < 8; i++)
        if (a.ptr[i] != b.ptr[i])
            return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[i] ? -1 : 1;
    int order = shared > 8 ? memcmp(a.ptr + 8, b.ptr + 8, shared - 8) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

static inline bool pal_str_starts(pal_str text, pal_str prefix)
{
    return text.len >= prefix.len &&
           (prefix.len == 0 || memcmp(text.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool pal_str_ends(pal_str text, pal_str suffix)
{
    return text.len >= suffix.len &&
           (suffix.len == 0 ||
            memcmp(text.ptr + text.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/** Offset of the first `needle` in `text`, or text.len + 1 when there is none. */
size_t pal_str_find(pal_str text, pal_str needle);
/** Does `text` hold `needle`? The empty needle is everywhere. */
bool pal_str_has(pal_str text, pal_str needle);
/** Cut at the first `separator`; without one all of it is the head. */
static inline pal_cut pal_str_cut(pal_str text, char separator)
{
    const char *hit =
        text.len ? (const char *)memchr(text.ptr, separator, text.len) : NULL;
    if (!hit)
        return (pal_cut){.head = text,
                         .tail = {text.ptr ? text.ptr + text.len : NULL, 0}};
    return (pal_cut){
        .head = pal_str_span(text.ptr, hit),
        .tail = pal_str_span(hit + 1, text.ptr + text.len),
        .found = true,
    };
}

/** Without leading and trailing spaces, tabs, CR and LF. */
pal_str pal_str_trim(pal_str text);
/** At most `len` bytes, never cut inside of a UTF-8 character; for messages. */
pal_str pal_str_clip(pal_str text, size_t len);
/** Hash of the bytes, the same on every machine; all 64 bits are usable. Not for
 *  untrusted keys. */
uint64_t pal_str_hash(pal_str text);
/** Another one, quicker, for tables of this machine: it depends on the seed, and on the
 *  order of bytes in a number. */
static inline uint64_t pal_str_hash_seeded(pal_str text, uint64_t seed);
/** Whole text is a decimal number ("-3", "0.5", "+2"; point, no exponent)? Locale-free.
 */
bool pal_str_to_double(pal_str text, double *out);
/** Whole text is an integer that fits? */
bool pal_str_to_int(pal_str text, int64_t *out);

/** The last step of both hashes. */
static inline uint64_t pal_str_mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    return h;
}

/* The last bytes, one to seven, as a number. */
static inline uint64_t pal_str_rest(const char *at, size_t len)
{
    if (len >= 4)
        return (uint64_t)pal_str_load4(at) << 32 | pal_str_load4(at + len - 4);
    return (uint64_t)(unsigned char)at[0] << 16 |
           (uint64_t)(unsigned char)at[len / 2] << 8 | (unsigned char)at[len - 1];
}

/* Eight bytes at a time. Each step keeps different states different, and the length tells
 * the ends apart. The shift is not that of pal_str_mix(), which would take it back: words
 * of eight letters that differ in the last would have the same low bits. */
static inline uint64_t pal_str_hash_seeded(pal_str text, uint64_t seed)
{
    static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = (UINT64_C(0xCBF29CE484222325) ^ seed) + text.len * odd;
    size_t at = 0;
    for (; text.len - at >= 8; at += 8) {
        h = (h ^ pal_str_load8(text.ptr + at)) * odd;
        h ^= h >> 29;
    }
    if (at < text.len)
        h = (h ^ pal_str_rest(text.ptr + at, text.len - at)) * odd;
    return pal_str_mix(h);
}

#endif /* PAL_BASE_STR_H */
