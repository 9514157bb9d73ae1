#include "ingest/mend.h"

#include "base/buf.h"
#include "base/eights.h"
#include "base/glance.h"
#include "base/str.h"
#include "base/unicode.h"

#include <string.h>
#include <strings.h>

/* What windows-1252 puts at 0x80 to 0x9F; 0 = nothing, read as the control character. */
static const uint16_t latin_signs[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static uint32_t from_latin(unsigned char byte)
{
    uint32_t sign = byte >= 0x80 && byte <= 0x9F ? latin_signs[byte - 0x80] : 0U;
    return sign != 0 ? sign : byte;
}

/* The byte that windows-1252 has for the character, or -1. */
static int to_latin(uint32_t code)
{
    if (code < 0x100)
        return (int)code;
    for (int i = 0; i < 32; i++)
        if (latin_signs[i] == code)
            return 0x80 + i;
    return -1;
}

static void add_latin(pal_buf *out, pal_str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        pal_unicode_add(out, from_latin((unsigned char)cell.ptr[i]));
}

/* UTF-8 that was taken for windows-1252 and encoded once more: the characters as bytes
 * are UTF-8 again, all of them. In most texts the first umlaut tells that they are not.
 */
static bool add_decoded_twice(pal_buf *out, pal_str cell)
{
    bool high = false;
    int trail = 0; /* bytes that the character still wants */
    for (size_t at = 0; at < cell.len;) {
        uint32_t code = pal_unicode_next(cell, &at);
        int byte = to_latin(code);
        if (byte < 0 || (trail > 0) != (byte >= 0x80 && byte < 0xC0))
            return false;
        if (byte >= 0xC0)
            trail = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
        else if (trail > 0)
            trail--;
        high = high || byte >= 0x80;
        pal_buf_byte(out, (char)byte);
    }
    return high && pal_unicode_valid(pal_buf_view(out));
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* `_xHHHH_` at the head of `rest`. */
static bool take_xstring(pal_str rest, uint32_t *code)
{
    if (rest.len < 7 || rest.ptr[0] != '_' || rest.ptr[1] != 'x' || rest.ptr[6] != '_')
        return false;
    *code = 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_value(rest.ptr[i]);
        if (digit < 0)
            return false;
        *code = *code * 16 + (uint32_t)digit;
    }
    return true;
}

/* The entities that survey tools write. Source: HTML 4.01, section 24. */
static const struct {
    const char *name;
    uint16_t code;
} entities[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},
    {"apos", '\''},    {"nbsp", ' '},      {"auml", 0xE4},    {"ouml", 0xF6},
    {"aring", 0xE5},   {"Auml", 0xC4},     {"Ouml", 0xD6},    {"Aring", 0xC5},
    {"eacute", 0xE9},  {"Eacute", 0xC9},   {"egrave", 0xE8},  {"uuml", 0xFC},
    {"Uuml", 0xDC},    {"szlig", 0xDF},    {"scaron", 0x161}, {"Scaron", 0x160},
    {"oslash", 0xF8},  {"aelig", 0xE6},    {"euro", 0x20AC},  {"pound", 0xA3},
    {"sect", 0xA7},    {"deg", 0xB0},      {"acute", 0xB4},   {"laquo", 0xAB},
    {"raquo", 0xBB},   {"hellip", 0x2026}, {"ndash", 0x2013}, {"mdash", 0x2014},
    {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"sbquo", 0x201A}, {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bdquo", 0x201E},  {"bull", 0x2022},  {"shy", 0xAD},
};

/* "#228" or "#xE4"; 0 when it is no number. */
static uint32_t entity_number(pal_str name)
{
    bool is_hex = name.ptr[1] == 'x' || name.ptr[1] == 'X';
    uint32_t value = 0;
    for (size_t i = is_hex ? 2 : 1; i < name.len; i++) {
        int digit = hex_value(name.ptr[i]);
        if (digit < 0 || (!is_hex && digit > 9))
            return 0;
        value = value * (is_hex ? 16U : 10U) + (uint32_t)digit;
    }
    /* numbers of windows-1252, as browsers read them */
    return value >= 0x80 && value <= 0x9F ? from_latin((unsigned char)value) : value;
}

/* An entity at the head of `rest`; its length, or 0. */
static size_t take_entity(pal_str rest, uint32_t *code)
{
    enum { NAME_MAX_LEN = 10 };
    pal_str window = pal_str_clip((pal_str){rest.ptr + 1, rest.len - 1}, NAME_MAX_LEN);
    pal_cut cut = pal_str_cut(window, ';');
    pal_str name = cut.head;
    if (!cut.found || name.len < 2)
        return 0;
    *code = name.ptr[0] == '#' ? entity_number(name) : 0U;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (pal_str_equal(name, pal_str_from(entities[i].name)))
            *code = entities[i].code;
    return *code == 0 ? 0 : name.len + 2;
}

/* A tag of HTML at the head of `rest`; its length, or 0. People write "<3" and "<nimi>"
 * too: only tags that editors make count. */
static size_t take_tag(pal_str rest, bool *breaks)
{
    static const char *const block[] = {"br", "p", "div", "li", "tr"};
    static const char *const line[] = {
        "b",     "i",   "u",   "em", "strong", "span", "font", "a",  "ul",    "ol",
        "small", "sub", "sup", "h1", "h2",     "h3",   "img",  "td", "table", "tbody"};
    size_t at = rest.len > 1 && rest.ptr[1] == '/' ? 2 : 1;
    size_t begin = at;
    while (at < rest.len && pal_unicode_is_letter((unsigned char)rest.ptr[at]) &&
           (unsigned char)rest.ptr[at] < 0x80)
        at++;
    pal_str name = {rest.ptr + begin, at - begin};
    pal_cut cut =
        pal_str_cut(pal_str_clip((pal_str){rest.ptr + at, rest.len - at}, 500), '>');
    char after = at < rest.len ? rest.ptr[at] : '\0';
    if (name.len == 0 || !cut.found || (after != '>' && after != '/' && after != ' '))
        return 0;
    for (size_t i = 0; i < sizeof block / sizeof *block; i++)
        if (name.len == strlen(block[i]) &&
            strncasecmp(name.ptr, block[i], name.len) == 0) {
            *breaks = true;
            return at + cut.head.len + 1;
        }
    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        if (name.len == strlen(line[i]) &&
            strncasecmp(name.ptr, line[i], name.len) == 0) {
            *breaks = false;
            return at + cut.head.len + 1;
        }
    return 0;
}

/* "\n", "\\n", "\r\n" in letters, but not in "C:\nimi". */
static size_t take_backslash(pal_str rest, char before)
{
    size_t at = rest.len > 1 && rest.ptr[1] == '\\' ? 2 : 1;
    if (before == ':' || at >= rest.len || (rest.ptr[at] != 'n' && rest.ptr[at] != 'r'))
        return 0;
    if (rest.ptr[at] == 'r') {
        pal_str more = {rest.ptr + at + 1, rest.len - at - 1};
        return pal_str_starts(more, PAL_STR("\\n")) ? at + 3 : 0;
    }
    return at + 1;
}

/* Stands for "nothing" between the two functions below. */
enum { DROP = 0x200B };

/* An escape at the head of `rest`: its length, or 0, and what it stands for. */
static size_t take_escape(pal_str rest, char before, uint32_t *code)
{
    bool breaks = false;
    size_t len = 0;
    switch (rest.ptr[0]) {
    case '_':
        len = take_xstring(rest, code) ? 7 : 0;
        if (len != 0 && *code == '\r') /* stands before the LF of the same line end */
            *code = rest.len > 7 && rest.ptr[7] == '\n' ? (uint32_t)DROP : '\n';
        return len;
    case '&':
        return take_entity(rest, code);
    case '<':
        len = take_tag(rest, &breaks);
        *code = breaks ? '\n' : (uint32_t)DROP;
        return len;
    case '\\':
        *code = '\n';
        return take_backslash(rest, before);
    default:
        return 0;
    }
}

/* One layer of escapes; true when there was one. */
static bool add_unescaped(pal_buf *out, pal_str cell)
{
    bool changed = false;
    for (size_t at = 0; at < cell.len;) {
        pal_str rest = {cell.ptr + at, cell.len - at};
        uint32_t code = 0;
        size_t len = take_escape(rest, at == 0 ? ' ' : cell.ptr[at - 1], &code);
        if (len == 0)
            pal_buf_byte(out, rest.ptr[0]);
        else if (code != DROP)
            pal_unicode_add(out, code);
        changed = changed || len != 0;
        at += len == 0 ? 1 : len;
    }
    return changed;
}

/* Hand `made` over as the new text, in `mem`. */
static pal_str take_over(pal_arena *mem, pal_buf *made)
{
    pal_str out = {NULL, 0};
    if (!made->failed)
        out = pal_arena_copy(mem, pal_buf_view(made));
    pal_buf_release(made);
    return out;
}

static bool has_escape(pal_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&' || c == '<' || c == '\\' ||
            (c == '_' && i + 1 < text.len && text.ptr[i + 1] == 'x'))
            return true;
    }
    return false;
}

/* Of a text encoded twice the first character that is not ASCII is of two bytes, the
 * first byte of another, and has a second one behind it. */
static bool may_be_encoded_twice(pal_str text)
{
    size_t at = 0;
    while (text.len - at >= 8 && (pal_eights(text.ptr + at) & PAL_EIGHTS_UPPER) == 0)
        at += 8;
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
        at++;
    return text.len - at > 2 && (unsigned char)text.ptr[at] < 0xE0 &&
           (unsigned char)text.ptr[at + 2] >= 0x80;
}

static pal_str mend_high(pal_arena *mem, pal_str text, bool latin)
{
    pal_buf made = {0};
    if (pal_unicode_is_clean(text) && !may_be_encoded_twice(text))
        return text;
    if (latin && !pal_unicode_valid(text)) {
        add_latin(&made, text);
        text = take_over(mem, &made);
    }
    for (int layer = 0; text.ptr && layer < 2; layer++) {
        made = (pal_buf){0};
        bool twice = pal_unicode_valid(text) && add_decoded_twice(&made, text);
        if (!twice && !made.failed) {
            pal_buf_release(&made);
            break;
        }
        text = take_over(mem, &made);
    }
    return text.ptr ? pal_unicode_clean(mem, text) : text;
}

pal_str pal_text_mend(pal_arena *mem, pal_str cell, bool latin)
{
    pal_str text = pal_str_trim(cell);
    bool owned = false;
    unsigned seen = pal_glance(text);
    for (int layer = 0; layer < 3 && seen & PAL_GLANCE_ESCAPE && has_escape(text);
         layer++) {
        pal_buf made = {0};
        bool changed = add_unescaped(&made, text);
        text = take_over(mem, &made);
        owned = true;
        seen = pal_glance(text);
        if (!text.ptr || !changed)
            break;
    }
    if (text.ptr && seen & (PAL_GLANCE_HIGH | PAL_GLANCE_NUL)) {
        pal_str high = mend_high(mem, text, latin);
        owned = owned || high.ptr != text.ptr;
        text = high;
    }
    if (!text.ptr && cell.len != 0)
        return text;
    text = pal_str_trim(text);
    if (text.len > 1 && text.ptr[0] == '\'' && strchr("=+-@", text.ptr[1])) {
        text.ptr++;
        text.len--;
    }
    return owned && text.len != 0 ? text : pal_arena_copy(mem, text);
}

/* No white space but single spaces, in a text that is trimmed? */
static bool is_one_line(pal_str text)
{
    unsigned char before = ' ';
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || (c == ' ' && before == ' '))
            return false;
        before = c;
    }
    return text.len == 0 || before != ' ';
}

pal_str pal_line_mend(pal_arena *mem, pal_str cell, bool latin)
{
    pal_str text = pal_text_mend(mem, cell, latin);
    if (!text.ptr || is_one_line(text))
        return text;
    char *out = pal_new(mem, char, text.len + 1);
    if (!out)
        return (pal_str){NULL, 0};
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c > ' ')
            out[len++] = (char)c;
        else if (len != 0 && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    while (len != 0 && out[len - 1] == ' ')
        len--;
    return (pal_str){out, len};
}
