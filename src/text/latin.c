/* The rules of UAX #29 for the characters that Finnish and English are written with: a
 * class for each character, and for a border its neighbours. What combines, joins or goes
 * from right to left is unknown here. */
#include "text/latin.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SIGN = 0, /* a border on both sides */
    LETTER = 1,
    DIGIT = 2,
    JOIN = 3,       /* `_` */
    MID_NUMBER = 4, /* joins digits */
    MID_ANY = 5,    /* joins digits, and letters */
    MID_LETTER = 6,
    RETURN = 7,
    WIDE = 8, /* first byte of several: wide_class() knows */
    UNKNOWN = 9,
};

/* By byte, sixteen a line. */
static const unsigned char classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, /* CR */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 0x10 */
    0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 4, 0, 5, 0, /* ' , . */
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 4, 0, 0, 0, 0, /* 0 to 9, ; */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* @ and letters */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 3, /* _ */
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* a */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* p */
    9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* 0x80 */
    9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* 0x90 */
    9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* 0xA0 */
    9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* 0xB0 */
    9, 9, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, /* U+0080 to U+027F */
    9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* 0xD0 */
    9, 9, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* U+2000 to U+2FFF */
    9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, /* 0xF0 */
};

static unsigned latin_class(unsigned code)
{
    enum { SOFT_HYPHEN = 0xAD, LATIN_END = 0x250 };
    if (code >= LATIN_END || code == SOFT_HYPHEN)
        return UNKNOWN;
    if (code >= 0xC0)
        return code == 0xD7 || code == 0xF7 ? SIGN : LETTER;
    if (code == 0xB7)
        return MID_LETTER;
    return code == 0xAA || code == 0xB5 || code == 0xBA ? LETTER : SIGN;
}

/* Dashes, quotes, dots and the euro. */
static unsigned sign_class(unsigned code)
{
    if (code == 0x2018 || code == 0x2019 || code == 0x2024)
        return MID_ANY;
    if (code == 0x2027)
        return MID_LETTER;
    return (code >= 0x2010 && code <= 0x2026) || code == 0x20AC ? SIGN : UNKNOWN;
}

static unsigned wide_class(pal_str text, size_t at, size_t *len)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    *len = bytes[0] < 0xE0 ? 2 : 3;
    if (text.len - at < *len)
        return UNKNOWN;
    for (size_t i = 1; i < *len; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return UNKNOWN;
    if (*len == 2)
        return latin_class((unsigned)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F));
    return sign_class((unsigned)(bytes[0] & 0x0F) << 12 |
                      (unsigned)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F));
}

static inline unsigned class_at(pal_str text, size_t at, size_t *len)
{
    unsigned found = classes[(unsigned char)text.ptr[at]];
    *len = 1;
    return found == WIDE ? wide_class(text, at, len) : found;
}

/* Behind the letters at `at`, of ASCII and of U+00C0 to U+00FF: most of a text. */
static inline size_t letters_end(pal_str text, size_t at)
{
    while (at < text.len) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (classes[byte] == LETTER) {
            at++;
            continue;
        }
        if (byte != 0xC3 || at + 1 == text.len)
            break;
        unsigned char next = (unsigned char)text.ptr[at + 1];
        if ((next & 0xC0) != 0x80 || next == 0x97 || next == 0xB7) /* no letters */
            break;
        at += 2;
    }
    return at;
}

/* Is the sign of class `mid` in the middle of a word or a number when `before` stands on
 * both of its sides? */
static bool joins(unsigned mid, unsigned before)
{
    return mid == MID_ANY || (mid == MID_LETTER && before == LETTER) ||
           (mid == MID_NUMBER && before == DIGIT);
}

static bool is_mid(unsigned found)
{
    return found >= MID_NUMBER && found <= MID_LETTER;
}

static bool is_wordlike(unsigned found)
{
    return found >= LETTER && found <= JOIN;
}

/* The class of the character with which a word goes on at `at`, behind one of class
 * `last`, perhaps with a sign between them; SIGN when the word ends. */
static unsigned next_class(pal_str text, size_t at, unsigned last, size_t *end)
{
    size_t len = 0;
    unsigned found = class_at(text, at, &len);
    *end = at + len;
    if (!is_mid(found))
        return is_wordlike(found) ? found : SIGN;
    if (last == JOIN || !joins(found, last) || *end >= text.len ||
        class_at(text, *end, &len) != last)
        return SIGN;
    *end += len;
    return last;
}

/* The word or number whose first character, of class `last`, ends at `stop`. A `_` takes
 * the kind of what stands before it, and is a sign when it is alone. */
static pal_latin_kind word_from(pal_str text, size_t stop, unsigned last, size_t *end)
{
    pal_latin_kind kind = last == LETTER  ? PAL_LATIN_WORD
                          : last == DIGIT ? PAL_LATIN_NUMBER
                                          : PAL_LATIN_SIGN;
    bool dotted = false;
    for (;;) {
        size_t next = stop;
        if (last == LETTER)
            stop = letters_end(text, stop);
        unsigned found =
            stop < text.len ? next_class(text, stop, last, &next) : (unsigned)SIGN;
        if (found == SIGN)
            break;
        if (found == LETTER || (found == JOIN && last == JOIN))
            kind = PAL_LATIN_WORD;
        else if (found == DIGIT)
            kind = PAL_LATIN_NUMBER;
        dotted = dotted || text.ptr[stop] == '.';
        last = found;
        stop = next;
    }
    *end = stop;
    return kind == PAL_LATIN_WORD && dotted ? PAL_LATIN_DOTTED : kind;
}

pal_latin_kind pal_latin_piece(pal_str text, size_t at, size_t *end)
{
    size_t len = 0;
    unsigned first = class_at(text, at, &len);
    size_t stop = at + len;
    if (is_wordlike(first))
        return word_from(text, stop, first, end);
    if (first == UNKNOWN)
        return PAL_LATIN_UNKNOWN;
    bool pair = first == RETURN && stop < text.len && text.ptr[stop] == '\n';
    *end = pair ? stop + 1 : stop;
    return PAL_LATIN_SIGN;
}

size_t pal_latin_plain(pal_str text, size_t at)
{
    const size_t end = letters_end(text, at);
    if (end == text.len)
        return end;
    const unsigned behind = classes[(unsigned char)text.ptr[end]];
    if (behind == SIGN || behind == MID_NUMBER)
        return end;
    if (behind != MID_ANY || end + 1 == text.len)
        return at;
    const unsigned next = classes[(unsigned char)text.ptr[end + 1]];
    return next != LETTER && next < WIDE ? end : at;
}
