#include "base/excerpt.h"

#include <string.h>

#include "base/str.h"

static const pal_str ellipsis = PAL_INIT("…");

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool is_inside(pal_str text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
}

/* The first begin of a word at `from` or behind it, but not behind `last`; else the next
 * character. */
static size_t begin_at(pal_str text, size_t from, size_t last)
{
    if (from == 0)
        return 0;
    for (size_t at = from; at <= last; at++)
        if (is_space(text.ptr[at - 1]) && (at == last || !is_space(text.ptr[at])))
            return at;
    while (from < last && is_inside(text, from))
        from++;
    return from;
}

/* The last end of a word at `to` or before it, but not before `first`; else the end of a
 * character. */
static size_t end_at(pal_str text, size_t to, size_t first)
{
    if (to == text.len)
        return to;
    for (size_t at = to; at > first; at--)
        if (is_space(text.ptr[at]) && !is_space(text.ptr[at - 1]))
            return at;
    while (to > first && is_inside(text, to))
        to--;
    return to;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

pal_str pal_excerpt(pal_arena *mem, pal_str text, uint32_t *start, uint32_t *end,
                    size_t most)
{
    size_t first = least(*start, text.len);
    size_t last = least(*end < *start ? *start : *end, text.len);
    size_t span = last - first;
    size_t from = 0;
    size_t to = text.len;
    if (text.len > most && span < most) {
        /* what one side does not need is the other's */
        size_t room = most - span;
        size_t behind = text.len - last;
        size_t before = least(first, behind < room / 2 ? room - behind : room / 2);
        from = begin_at(text, first - before, first);
        to = end_at(text, least(text.len, last + room - before), last);
    } else if (text.len > most) {
        from = begin_at(text, first, first);
        last = to = end_at(text, first + most, first);
    }
    size_t lead = from != 0 ? ellipsis.len : 0;
    *start = (uint32_t)(first - from + lead);
    *end = (uint32_t)(last - from + lead);
    if (from == 0 && to == text.len)
        return text;
    char *cut = pal_new(mem, char, lead + (to - from) + ellipsis.len + 1);
    if (!cut)
        return (pal_str){NULL, 0};
    memcpy(cut, ellipsis.ptr, lead);
    memcpy(cut + lead, text.ptr + from, to - from);
    size_t len = lead + (to - from);
    if (to != text.len) {
        memcpy(cut + len, ellipsis.ptr, ellipsis.len);
        len += ellipsis.len;
    }
    return (pal_str){cut, len};
}
