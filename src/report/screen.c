#include "report/screen.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"

static char mark(pal_language language)
{
    return language == PAL_LANGUAGE_FI ? ',' : '.';
}

static uint32_t shown(uint32_t code)
{
    bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    bool turns = (code >= 0x200E && code <= 0x200F) ||
                 (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return control || turns ? ' ' : code;
}

void pal_screen_plain(pal_buf *b, pal_str text)
{
    for (size_t at = 0; at < text.len;)
        pal_unicode_add(b, shown(pal_unicode_next(text, &at)));
}

static size_t width_of(pal_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++)
        pal_unicode_next(text, &at);
    return count;
}

static void add_spaces(pal_buf *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pal_buf_byte(b, ' ');
}

void pal_screen_cell(pal_buf *b, pal_str text, size_t width)
{
    enum { DOTS = 3 };
    size_t have = width_of(text);
    bool cut = have > width && width > DOTS;
    size_t keep = cut ? width - DOTS : have;
    size_t at = 0;
    for (size_t i = 0; i < keep; i++)
        pal_unicode_add(b, shown(pal_unicode_next(text, &at)));
    if (cut)
        pal_buf_cstr(b, "...");
    else if (have < width)
        add_spaces(b, width - have);
}

void pal_screen_align(pal_buf *b, size_t from, size_t width)
{
    if (b->failed)
        return;
    size_t len = b->len - from;
    size_t have = width_of((pal_str){b->ptr + from, len});
    if (have >= width)
        return;
    size_t more = width - have;
    if (!pal_buf_room(b, more))
        return;
    memmove(b->ptr + from + more, b->ptr + from, len);
    memset(b->ptr + from, ' ', more);
    b->len += more;
}

void pal_screen_signed(pal_buf *b, double value, pal_language language)
{
    if (value > -0.05)
        pal_buf_byte(b, '+');
    pal_num_fixed(b, fabs(value) < 0.05 ? 0.0 : value, 1, mark(language));
}

void pal_screen_percent(pal_buf *b, double share, pal_language language)
{
    enum { DECIMALS = 1 };
    pal_num_fixed(b, 100.0 * share, DECIMALS, mark(language));
    pal_buf_cstr(b, " %");
}

void pal_screen_p(pal_buf *b, const char *name, double p, pal_language language)
{
    static const double LEAST = 0.001;
    enum { DIGITS = 3 };
    pal_buf_cstr(b, name);
    pal_buf_cstr(b, p < LEAST ? " < " : " = ");
    pal_num_fixed(b, p < LEAST ? LEAST : p, DIGITS, mark(language));
}
