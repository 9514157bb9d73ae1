#include "base/str.h"

#include <string.h>

pal_str pal_str_from(const char *text)
{
    return text ? (pal_str){text, strlen(text)} : (pal_str){NULL, 0};
}

size_t pal_str_find(pal_str text, pal_str needle)
{
    if (needle.len == 0)
        return 0;
    for (size_t at = 0; text.len >= needle.len && at <= text.len - needle.len; at++) {
        const char *hit =
            memchr(text.ptr + at, needle.ptr[0], text.len - needle.len - at + 1);
        if (!hit)
            break;
        at = (size_t)(hit - text.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return at;
    }
    return text.len + 1;
}

bool pal_str_has(pal_str text, pal_str needle)
{
    return pal_str_find(text, needle) <= text.len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

pal_str pal_str_trim(pal_str text)
{
    while (text.len != 0 && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len != 0 && is_blank(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

pal_str pal_str_clip(pal_str text, size_t len)
{
    if (text.len <= len)
        return text;
    while (len != 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return (pal_str){text.ptr, len};
}

/* FNV-1a, then one round of mixing: FNV alone leaves the top bits of short words
 * nearly constant, and tables branch on those. Kept files hold such hashes. */
uint64_t pal_str_hash(pal_str text)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325) ^ UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < text.len; i++) {
        h ^= (unsigned char)text.ptr[i];
        h *= UINT64_C(0x100000001B3);
    }
    return pal_str_mix(h);
}

bool pal_str_to_int(pal_str text, int64_t *out)
{
    bool negative = false;
    if (text.len != 0 && (text.ptr[0] == '-' || text.ptr[0] == '+')) {
        negative = text.ptr[0] == '-';
        text.ptr++;
        text.len--;
    }
    if (text.len == 0 || text.len > 18)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = negative ? -value : value;
    return true;
}

bool pal_str_to_double(pal_str text, double *out)
{
    pal_cut cut = pal_str_cut(text, '.');
    bool negative = cut.head.len != 0 && cut.head.ptr[0] == '-';
    bool bare =
        cut.head.len == 0 || (cut.head.len == 1 && (negative || cut.head.ptr[0] == '+'));
    int64_t whole = 0;
    if (!(bare && cut.found) && !pal_str_to_int(cut.head, &whole))
        return false;
    double value = whole < 0 ? -(double)whole : (double)whole;
    if (cut.found) {
        int64_t part = 0;
        if (cut.tail.len == 0 || cut.tail.ptr[0] < '0' || cut.tail.ptr[0] > '9' ||
            !pal_str_to_int(cut.tail, &part))
            return false;
        double scale = 1.0;
        for (size_t i = 0; i < cut.tail.len; i++)
            scale *= 10.0;
        value += (double)part / scale;
    }
    *out = negative ? -value : value;
    return true;
}
