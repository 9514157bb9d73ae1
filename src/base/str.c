#include "base/str.h"

#include <string.h>

pal_str pal_str_from(const char *text)
{
    return text ? (pal_str){text, strlen(text)} : (pal_str){NULL, 0};
}

pal_str pal_str_span(const char *begin, const char *end)
{
    return (pal_str){begin, (size_t)(end - begin)};
}

static uint64_t load8(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    return eight;
}

static uint32_t load4(const char *at)
{
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return four;
}

/* Most are words: both ends overlap, and no call is made. */
bool pal_str_equal(pal_str a, pal_str b)
{
    const size_t len = a.len;
    if (len != b.len)
        return false;
    if (len > 16)
        return memcmp(a.ptr, b.ptr, len) == 0;
    if (len >= 8)
        return load8(a.ptr) == load8(b.ptr) &&
               load8(a.ptr + len - 8) == load8(b.ptr + len - 8);
    if (len >= 4)
        return load4(a.ptr) == load4(b.ptr) &&
               load4(a.ptr + len - 4) == load4(b.ptr + len - 4);
    return len == 0 || (a.ptr[0] == b.ptr[0] && a.ptr[len / 2] == b.ptr[len / 2] &&
                        a.ptr[len - 1] == b.ptr[len - 1]);
}

int pal_str_compare(pal_str a, pal_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool pal_str_starts(pal_str text, pal_str prefix)
{
    return text.len >= prefix.len &&
           (prefix.len == 0 || memcmp(text.ptr, prefix.ptr, prefix.len) == 0);
}

bool pal_str_ends(pal_str text, pal_str suffix)
{
    return text.len >= suffix.len &&
           (suffix.len == 0 ||
            memcmp(text.ptr + text.len - suffix.len, suffix.ptr, suffix.len) == 0);
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

pal_cut pal_str_cut(pal_str text, char separator)
{
    const char *hit = text.len ? memchr(text.ptr, separator, text.len) : NULL;
    if (!hit)
        return (pal_cut){.head = text,
                         .tail = {text.ptr ? text.ptr + text.len : NULL, 0}};
    return (pal_cut){
        .head = pal_str_span(text.ptr, hit),
        .tail = pal_str_span(hit + 1, text.ptr + text.len),
        .found = true,
    };
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

static uint64_t finish(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    return h;
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
    return finish(h);
}

/* The last bytes, one to seven, as a number. */
static uint64_t rest_of(const char *at, size_t len)
{
    if (len >= 4)
        return (uint64_t)load4(at) << 32 | load4(at + len - 4);
    return (uint64_t)(unsigned char)at[0] << 16 |
           (uint64_t)(unsigned char)at[len / 2] << 8 | (unsigned char)at[len - 1];
}

/* Eight bytes at a time. Each step keeps different states different, and the length tells
 * the ends apart. */
uint64_t pal_str_hash_seeded(pal_str text, uint64_t seed)
{
    static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = (UINT64_C(0xCBF29CE484222325) ^ seed) + text.len * odd;
    size_t at = 0;
    for (; text.len - at >= 8; at += 8) {
        h = (h ^ load8(text.ptr + at)) * odd;
        h ^= h >> 32;
    }
    if (at < text.len)
        h = (h ^ rest_of(text.ptr + at, text.len - at)) * odd;
    return finish(h);
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
