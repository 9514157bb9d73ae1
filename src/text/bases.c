#include "text/bases.h"

#include <string.h>

#include "base/str.h"

enum { PIECES_MAX = 32 };

/* One piece of WORDBASES: "tel(+ella)" has the ending +ella as its base,
 * "odotel(odottaa)(+la)" counts as two bases of one spelling, of which the last is kept.
 */
typedef struct piece {
    pal_str spelling;
    pal_str base;  /* last bracket; empty when there is none */
    bool extended; /* more than one bracket: the last one goes behind the spelling */
} piece;

typedef struct pieces {
    piece at[PIECES_MAX];
    size_t count;
} pieces;

/* Voikko leaves the + between pieces out now and then ("paran(parata)tu(+tua)"). */
static pieces split(pal_str wordbases)
{
    pieces p = {.count = 0};
    size_t i = 0;
    while (i < wordbases.len && p.count < PIECES_MAX) {
        size_t start = i;
        while (i < wordbases.len && wordbases.ptr[i] != '+' && wordbases.ptr[i] != '(')
            i++;
        piece one = {.spelling = {wordbases.ptr + start, i - start}};
        while (i < wordbases.len && wordbases.ptr[i] == '(') {
            size_t open = ++i;
            while (i < wordbases.len && wordbases.ptr[i] != ')')
                i++;
            one.extended = one.base.len != 0;
            one.base = (pal_str){wordbases.ptr + open, i - open};
            i += i < wordbases.len;
        }
        if (one.spelling.len != 0 || one.base.len != 0)
            p.at[p.count++] = one;
        if (i < wordbases.len && wordbases.ptr[i] == '+')
            i++;
    }
    return p;
}

static bool is_ending(pal_str base)
{
    return base.len > 1 && base.ptr[0] == '+';
}

static pal_str tail(pal_str text, size_t from)
{
    return (pal_str){text.ptr + from, text.len - from};
}

/* Bytes of the first `chars` characters. */
static size_t bytes_of(pal_str text, size_t chars)
{
    size_t at = 0;
    while (at < text.len && chars != 0) {
        at++;
        while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
            at++;
        chars--;
    }
    return at;
}

/* Where the parts begin, in bytes of BASEFORM. The word as it was asked for and BASEFORM
 * are spelt alike up to the last border: only the head is inflected. */
static size_t borders(size_t *starts, size_t cap, const pal_reading *r)
{
    size_t chars = 0;
    size_t count = 0;
    for (size_t i = 0; i < r->structure.len; i++) {
        if (r->structure.ptr[i] != '=') {
            chars++;
            continue;
        }
        if (count == cap)
            return 0;
        starts[count++] = bytes_of(r->baseform, chars);
    }
    return count;
}

size_t pal_bases_part_count(const pal_reading *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->structure.len; i++)
        count += r->structure.ptr[i] == '=';
    return count ? count : 1;
}

size_t pal_bases_head(const pal_reading *r)
{
    size_t starts[PAL_PARTS_MAX];
    size_t count = borders(starts, PAL_PARTS_MAX, r);
    return count ? starts[count - 1] : 0;
}

/* Copy of `text` without the borders of a compound known as a whole. */
static char *add(char *at, pal_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '=')
            *at++ = text.ptr[i];
    return at;
}

/* Dictionary form of the part of BASEFORM from `start` to `end`, which stands before the
 * head: its last piece as its base says, those before it as they are spelt. Where pieces
 * and borders do not meet, it stays as it is spelt. */
static pal_str part_of(pal_arena *mem, const pal_reading *r, const pieces *p,
                       size_t start, size_t end)
{
    pal_str spelling = {r->baseform.ptr + start, end - start};
    size_t at = 0;
    size_t i = 0;
    while (i < p->count && at < start)
        at += p->at[i++].spelling.len;
    size_t before = 0; /* bytes of the pieces before the last */
    size_t last = p->count;
    for (size_t to = at; at == start && i < p->count && to < end; i++) {
        before = to - start;
        to += p->at[i].spelling.len;
        if (to == end)
            last = i;
    }
    if (last == p->count)
        return spelling;
    pal_str base = p->at[last].base;
    if (base.len == 0 || p->at[last].extended || pal_str_has(base, PAL_STR("=")))
        return spelling;
    if (is_ending(base))
        base = tail(base, 1);
    if (before == 0)
        return base;
    char *out = pal_new(mem, char, before + base.len + 1);
    if (!out)
        return (pal_str){NULL, 0};
    memcpy(out, spelling.ptr, before);
    memcpy(out + before, base.ptr, base.len);
    return (pal_str){out, before + base.len};
}

size_t pal_bases_parts(pal_str parts[PAL_PARTS_MAX], pal_arena *mem, const pal_reading *r)
{
    size_t starts[PAL_PARTS_MAX];
    size_t count = borders(starts, PAL_PARTS_MAX, r);
    size_t made = 0;
    if (count < 2)
        return 0;
    pieces p = split(r->wordbases);
    for (size_t i = 0; i < count; i++) {
        size_t start = starts[i];
        size_t end = i + 1 < count ? starts[i + 1] : r->baseform.len;
        /* "epäselvä" must not be found by those who look for "selvä" */
        if (i + 1 < count &&
            pal_str_equal((pal_str){r->baseform.ptr + start, end - start},
                          PAL_STR("epä"))) {
            starts[i + 1] = start;
            continue;
        }
        if (start >= end)
            return 0;
        pal_str part =
            i + 1 == count ? tail(r->baseform, start) : part_of(mem, r, &p, start, end);
        if (part.len == 0)
            return 0;
        parts[made++] = part;
    }
    return made > 1 ? made : 0;
}

pal_str pal_bases_verb(pal_arena *mem, const pal_reading *r)
{
    pieces p = split(r->wordbases);
    if (p.count < 2)
        return PAL_STR("");
    /* the participle's ending, with the linking letters before it: n+ut, t+tu, tav+a */
    size_t last = p.count - 2;
    while (last > 0 && p.at[last].base.len == 0)
        last--;
    pal_str base = p.at[last].base;
    if (base.len == 0)
        return PAL_STR("");
    char *out = pal_new(mem, char, r->wordbases.len + 1);
    if (!out)
        return (pal_str){NULL, 0};
    char *at = out;
    for (size_t i = 0; i < last; i++)
        at = add(at, p.at[i].spelling);
    if (p.at[last].extended)
        at = add(at, p.at[last].spelling);
    at = add(at, is_ending(base) ? tail(base, 1) : base);
    return (pal_str){out, (size_t)(at - out)};
}
