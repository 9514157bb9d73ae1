/* latin_class.h -- what the characters of Latin texts are, without a call of ICU
 *
 * Room:  base/. For loops over the bytes of texts; the answers are those of unicode.h.
 */
#ifndef PAL_BASE_LATIN_CLASS_H
#define PAL_BASE_LATIN_CLASS_H

#include "base/unicode.h"

/** The table holds the characters before this one. */
enum { PAL_LATIN_END = 0x250 };

/** Bits of a character. */
typedef enum pal_latin_bit {
    PAL_LATIN_LETTER = 1u << 0, /**< as pal_unicode_is_letter() */
    PAL_LATIN_UPPER = 1u << 1,
    PAL_LATIN_DIGIT = 1u << 2,
    PAL_LATIN_SPACE = 1u << 3,
} pal_latin_bit;

/** Shape: PAL_LATIN_END characters. Source: the Unicode Character Database, properties
 *  General_Category, Uppercase and White_Space; the same in every version since 6.1. */
extern const unsigned char pal_latin_bits[PAL_LATIN_END];

/** pal_unicode_next() that reads characters below U+0800 by itself. */
static inline uint32_t pal_latin_next(pal_str text, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + *at;
    if (bytes[0] < 0x80) {
        *at += 1;
        return bytes[0];
    }
    if (bytes[0] >= 0xC2 && bytes[0] < 0xE0 && text.len - *at > 1 &&
        (bytes[1] & 0xC0) == 0x80) {
        *at += 2;
        return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    }
    return pal_unicode_next(text, at);
}

/** pal_unicode_is_letter(). */
static inline bool pal_latin_is_letter(uint32_t code)
{
    return code < PAL_LATIN_END ? (pal_latin_bits[code] & PAL_LATIN_LETTER) != 0
                                : pal_unicode_is_letter(code);
}

/** Behind the letters and digits that stand at `at`, as far as they are of ASCII or of
 *  U+00C0 to U+00FF. */
static inline size_t pal_latin_run(pal_str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (;;) {
        while (at < text.len && bytes[at] < 0x80 &&
               (pal_latin_bits[bytes[at]] & PAL_LATIN_LETTER))
            at++;
        if (text.len - at < 2 || bytes[at] != 0xC3 || (bytes[at + 1] & 0xC0) != 0x80 ||
            !(pal_latin_bits[bytes[at + 1] + 0x40U] & PAL_LATIN_LETTER))
            return at;
        at += 2;
    }
}

/** pal_unicode_is_upper(). */
static inline bool pal_latin_is_upper(uint32_t code)
{
    return code < PAL_LATIN_END ? (pal_latin_bits[code] & PAL_LATIN_UPPER) != 0
                                : pal_unicode_is_upper(code);
}

#endif /* PAL_BASE_LATIN_CLASS_H */
