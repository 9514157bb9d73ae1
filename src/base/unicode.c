#include "base/unicode.h"

#include <limits.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/eights.h"
#include "base/glance.h"
#include "base/latin_class.h"
#include "base/str.h"

/* Bytes from `at` on that are ASCII and not NUL, counted in eights; most of a text is. */
static size_t skip_ascii(pal_str text, size_t at)
{
    size_t begin = at;
    for (; text.len - at >= 8; at += 8) {
        uint64_t eight = pal_eights(text.ptr + at);
        /* the upper bit of a byte is set where it is not ASCII, or borrowed for a NUL */
        if (((eight | (eight - PAL_EIGHTS_ONES)) & PAL_EIGHTS_UPPER) != 0)
            break;
    }
    return at - begin;
}

/* ASCII but for NUL, and U+00C0 to U+00FF, alone? Most texts are; compilers make vectors
 * of the loop. */
static bool is_western(pal_str text)
{
    const unsigned char *byte = (const unsigned char *)text.ptr;
    enum { HEAD = 0xC3 };
    unsigned char odd = 0;
    if (text.len == 0)
        return true;
    for (size_t i = 1; i < text.len; i++) {
        const unsigned char c = byte[i];
        const unsigned char before = byte[i - 1];
        const unsigned char trail = (c & 0xC0) == 0x80;
        const unsigned char wants = before == HEAD;
        odd |=
            (trail ^ wants) | (c == 0) | (c > HEAD) | ((c & 0xFE) == 0xC0) | (c == 0xC2);
    }
    return odd == 0 && byte[0] != 0 && (byte[0] < 0x80 || byte[0] == HEAD) &&
           byte[text.len - 1] != HEAD;
}

/* Below this a vector does not pay. */
enum { SHORT_TEXT = 32 };

bool pal_unicode_valid(pal_str text)
{
    const unsigned char *byte = (const unsigned char *)text.ptr;
    if (text.len >= SHORT_TEXT && is_western(text))
        return true;
    size_t at = 0;
    while (at < text.len) {
        if (byte[at] < 0x80) {
            at += skip_ascii(text, at);
            while (at < text.len && byte[at] < 0x80)
                at++;
            continue;
        }
        size_t before = at;
        if (pal_latin_next(text, &at) == 0xFFFD &&
            !(at - before == 3 && memcmp(text.ptr + before, "\xEF\xBF\xBD", 3) == 0))
            return false;
    }
    return true;
}

/* NOLINTNEXTLINE(readability-function-cognitive-complexity): U8_NEXT is one macro */
uint32_t pal_unicode_next(pal_str text, size_t *at)
{
    /* ICU's macros count in int32_t: hand them a window that fits */
    size_t left = text.len - *at;
    const uint8_t *window = (const uint8_t *)text.ptr + *at;
    if (window[0] < 0x80) {
        *at += 1;
        return window[0];
    }
    int32_t i = 0;
    UChar32 c;
    U8_NEXT(window, i, (int32_t)(left > 8 ? 8 : left), c);
    *at += (size_t)i;
    return c < 0 ? 0xFFFD : (uint32_t)c;
}

uint64_t pal_unicode_count(pal_unicode_place *place, pal_str text, size_t end)
{
    if (end < place->at)
        *place = (pal_unicode_place){0};
    while (place->at < end) {
        pal_unicode_next(text, &place->at);
        place->count++;
    }
    return place->count;
}

void pal_unicode_add(pal_buf *b, uint32_t code)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    uint8_t bytes[4];
    int32_t len = 0;
    U8_APPEND_UNSAFE(bytes, len, code);
    pal_buf_add(b, (pal_str){(const char *)bytes, (size_t)len});
}

static bool is_dropped(uint32_t code)
{
    return code == 0xAD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

/* The length of a character at `at` that stays in NFC beside any other: punctuation from
 * U+2010 on, the euro, U+2600 to U+27BF, U+1F000 to U+1FFFF, and U+FE0F, which makes
 * pictures of signs; else 0. No composition takes part in these, and they are not
 * combining.
 */
static size_t inert_len(pal_str text, size_t at)
{
    const unsigned char *byte = (const unsigned char *)text.ptr + at;
    if (text.len - at < 3 || (byte[1] & 0xC0) != 0x80 || (byte[2] & 0xC0) != 0x80)
        return 0;
    if (byte[0] == 0xF0)
        return byte[1] == 0x9F && text.len - at > 3 && (byte[3] & 0xC0) == 0x80 ? 4 : 0;
    if (byte[0] == 0xEF)
        return byte[1] == 0xB8 && byte[2] == 0x8F ? 3 : 0;
    if (byte[0] != 0xE2)
        return 0;
    bool sign = byte[1] == 0x80 && byte[2] >= 0x90 && byte[2] <= 0xA6;
    bool euro = byte[1] == 0x82 && byte[2] == 0xAC;
    return sign || euro || (byte[1] >= 0x98 && byte[1] <= 0x9E) ? 3 : 0;
}

/* Text of code points below U+0300 is NFC; nothing to drop or to replace stands there
 * but NUL, the no-break space and the soft hyphen. */
bool pal_unicode_is_clean(pal_str text)
{
    if (text.len >= SHORT_TEXT && is_western(text))
        return true;
    for (size_t i = 0; i < text.len;) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        size_t len = 0;
        if (c == 0)
            return false;
        if (c < 0x80) {
            size_t eights = skip_ascii(text, i);
            len = eights ? eights : 1;
        } else if (c >= 0xCC) {
            len = inert_len(text, i);
        } else if ((next & 0xC0) == 0x80 &&
                   (c >= 0xC3 || (c == 0xC2 && next != 0xA0 && next != 0xAD))) {
            len = 2;
        }
        if (len == 0)
            return false;
        i += len;
    }
    return true;
}

/* UTF-16 copy of `text` after `change`, NFC, back as UTF-8 in `mem`. */
static pal_str through_icu(pal_arena *mem, pal_str text, bool fold)
{
    const pal_str none = {NULL, 0};
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status) || text.len > INT_MAX / 16)
        return none;
    /* one byte is at most one UTF-16 unit; folding and NFC at most triple the units */
    int32_t cap = (int32_t)text.len * 3 + 16;
    UChar *a = pal_new(mem, UChar, (size_t)cap);
    UChar *b = pal_new(mem, UChar, (size_t)cap);
    char *out = pal_new(mem, char, (size_t)cap * 3 + 1);
    if (!a || !b || !out)
        return none;
    int32_t len = 0;
    u_strFromUTF8WithSub(a, cap, &len, text.ptr, (int32_t)text.len, 0xFFFD, NULL,
                         &status);
    if (fold) {
        len = u_strFoldCase(b, cap, a, len, U_FOLD_CASE_DEFAULT, &status);
        UChar *swap = a;
        a = b;
        b = swap;
    }
    len = unorm2_normalize(nfc, a, len, b, cap, &status);
    int32_t bytes = 0;
    u_strToUTF8(out, cap * 3, &bytes, b, len, &status);
    if (U_FAILURE(status))
        return none;
    return (pal_str){out, (size_t)bytes};
}

pal_str pal_unicode_clean(pal_arena *mem, pal_str text)
{
    if (pal_unicode_is_clean(text))
        return text.ptr ? text : PAL_STR("");
    pal_buf kept = {0};
    for (size_t at = 0; at < text.len;) {
        uint32_t code = pal_unicode_next(text, &at);
        if (!is_dropped(code))
            pal_unicode_add(&kept, code == 0 ? 0xFFFD : code == 0xA0 ? ' ' : code);
    }
    pal_str out = {NULL, 0};
    if (!kept.failed)
        out = through_icu(mem, pal_buf_view(&kept), false);
    pal_buf_release(&kept);
    return out;
}

static bool folds_simply(pal_str text, bool *changes)
{
    const unsigned seen = pal_glance(text);
    *changes = (seen & (PAL_GLANCE_CAPITAL | PAL_GLANCE_GRAVE)) != 0;
    for (size_t i = 0; seen & PAL_GLANCE_HIGH && i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80) {
            /* U+00C0 to U+00FF but the sharp s, whose folding is two letters */
            if (c != 0xC3 || i + 1 >= text.len || (unsigned char)text.ptr[i + 1] == 0x9F)
                return false;
            unsigned char next = (unsigned char)text.ptr[++i];
            *changes = *changes || (next < 0x9F && next != 0x97);
        }
    }
    return true;
}

static pal_str with_plain_apostrophes(pal_arena *mem, pal_str text)
{
    static const pal_str others[] = {PAL_INIT("\xE2\x80\x99"), PAL_INIT("\xE2\x80\x98"),
                                     PAL_INIT("\xCA\xBC"), PAL_INIT("\xC2\xB4"),
                                     PAL_INIT("`")};
    char *out = pal_new(mem, char, text.len + 1);
    if (!out)
        return (pal_str){NULL, 0};
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        pal_str rest = {text.ptr + at, text.len - at};
        size_t step = 1;
        char c = text.ptr[at];
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (pal_str_starts(rest, others[i])) {
                step = others[i].len;
                c = '\'';
            }
        out[len++] = c;
        at += step;
    }
    return (pal_str){out, len};
}

pal_str pal_unicode_fold(pal_arena *mem, pal_str text)
{
    bool changes = false;
    if (!folds_simply(text, &changes)) {
        pal_str folded = through_icu(mem, text, true);
        return folded.ptr ? with_plain_apostrophes(mem, folded) : folded;
    }
    if (!changes)
        return text.ptr ? text : PAL_STR("");
    char *out = pal_new(mem, char, text.len + 1);
    if (!out)
        return (pal_str){NULL, 0};
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        else if (c == '`')
            c = '\'';
        else if (c >= 0x80 && c < 0x9F && c != 0x97 &&
                 (unsigned char)text.ptr[i - 1] == 0xC3)
            c = (unsigned char)(c + 32);
        out[i] = (char)c;
    }
    return (pal_str){out, text.len};
}

bool pal_unicode_is_letter(uint32_t code)
{
    if (code < PAL_LATIN_END)
        return (pal_latin_bits[code] & PAL_LATIN_LETTER) != 0;
    return (U_MASK(u_charType((UChar32)code)) &
            (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

bool pal_unicode_is_digit(uint32_t code)
{
    if (code < PAL_LATIN_END)
        return (pal_latin_bits[code] & PAL_LATIN_DIGIT) != 0;
    return u_isdigit((UChar32)code) != 0;
}

bool pal_unicode_is_upper(uint32_t code)
{
    if (code < PAL_LATIN_END)
        return (pal_latin_bits[code] & PAL_LATIN_UPPER) != 0;
    return u_isUUppercase((UChar32)code) != 0;
}

bool pal_unicode_is_space(uint32_t code)
{
    if (code < PAL_LATIN_END)
        return (pal_latin_bits[code] & PAL_LATIN_SPACE) != 0;
    return u_isUWhiteSpace((UChar32)code) != 0;
}

bool pal_unicode_is_latin(uint32_t code)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)code, &status);
    return script == USCRIPT_LATIN || script == USCRIPT_COMMON ||
           script == USCRIPT_INHERITED;
}

bool pal_unicode_is_emoji(uint32_t code)
{
    if (code < PAL_LATIN_END)
        return false;
    return u_hasBinaryProperty((UChar32)code, UCHAR_EMOJI_PRESENTATION) ||
           u_hasBinaryProperty((UChar32)code, UCHAR_EXTENDED_PICTOGRAPHIC);
}

const char *pal_unicode_version(void)
{
    return U_ICU_VERSION;
}
