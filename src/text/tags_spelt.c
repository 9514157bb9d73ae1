/* The strings of a reading, letter by letter. */
#include <string.h>

#include "base/str.h"
#include "text/tags_inside.h"

static size_t put(char *to, size_t len, uint16_t code)
{
    if (code < 0x80) {
        to[len++] = (char)code;
        return len;
    }
    if (code < 0x800) {
        to[len++] = (char)(0xC0 | code >> 6);
    } else {
        to[len++] = (char)(0xE0 | code >> 12);
        to[len++] = (char)(0x80 | (code >> 6 & 0x3F));
    }
    to[len++] = (char)(0x80 | (code & 0x3F));
    return len;
}

enum { PUT_MAX = 3 };

/* Symbols from `from` to the tag that ends them, without = unless it is wanted. */
static size_t put_inside(char *to, size_t len, const pal_written *w, size_t from,
                         bool equals)
{
    for (size_t i = from; pal_symbol_at(w, i)->tag != PAL_TAG_END; i++)
        if (equals || pal_symbol_at(w, i)->code != '=')
            len = put(to, len, pal_symbol_at(w, i)->code);
    return len;
}

/* --- structure --- */

/* The letters seen since the last border, but those whose structure was given. */
static size_t put_letters(char *to, size_t len, size_t count)
{
    memset(to + len, 'p', count);
    return len + count;
}

/* In a structure that is given; false where the word is too short for it, of which Voikko
 * makes something else. */
static bool put_given(char *to, size_t *len, const pal_written *w, size_t from,
                      size_t *given, size_t *missing)
{
    size_t i = from;
    for (; pal_symbol_at(w, i)->tag != PAL_TAG_END; i++) {
        bool letter = pal_symbol_at(w, i)->code != '=';
        if (*missing == 0)
            return false;
        to[(*len)++] = letter ? 'p' : '=';
        *given += letter;
        *missing -= letter;
    }
    return true;
}

/* Characters of the symbol *i, with those that it opens; *i moves to the last of them. */
static size_t chars_from(const pal_written *w, size_t *i)
{
    const pal_tag_kind tag = pal_symbol_at(w, *i)->tag;
    size_t chars = pal_symbol_at(w, *i)->chars;
    for (; pal_tag_opens(tag) && pal_symbol_at(w, *i)->tag != PAL_TAG_END; (*i)++)
        chars += pal_symbol_at(w, *i + 1)->chars;
    return chars;
}

bool pal_tags_structure(pal_str *out, pal_arena *mem, const pal_written *w, size_t chars,
                        size_t letters)
{
    char *to = pal_new(mem, char, 2 * w->count + letters + 2);
    size_t len = 0;
    size_t offset = 0;
    size_t missing = letters;
    size_t seen = 0;
    size_t given = 0; /* of those seen */
    if (!to)
        return false;
    to[len++] = '=';
    for (size_t i = 0; i < w->count; i++) {
        const pal_symbol *s = pal_symbol_at(w, i);
        if (s->tag == PAL_TAG_LETTER) {
            seen++;
        } else if (s->tag == PAL_TAG_STRUCTURE) {
            if (!put_given(to, &len, w, i + 1, &given, &missing))
                return false;
        } else if (s->tag == PAL_TAG_BORDER || s->tag == PAL_TAG_BORDER_MODIFIER) {
            size_t fresh = seen > given ? seen - given : 0;
            if (fresh > missing)
                return false;
            if (offset == 1)
                to[len++] = '=';
            len = put_letters(to, len, fresh);
            missing -= fresh;
            if (offset != 1 && offset + 5 < chars && to[len - 1] != '=')
                to[len++] = '=';
            seen = given = 0;
        }
        offset += chars_from(w, &i);
    }
    *out = (pal_str){to, put_letters(to, len, missing)};
    return true;
}

/* --- base form --- */

/* Of a numeral all parts have a base form of their own ("kahdessa|kymmenessä"). False
 * where it is no numeral after all. */
static bool put_numeral(char *to, size_t *len, const pal_written *w, size_t from,
                        size_t chars)
{
    bool passed = false;
    size_t offset = 0;
    size_t end = *len;
    for (size_t i = from; i < w->count; i++) {
        const pal_symbol *s = pal_symbol_at(w, i);
        bool room = offset + 6 < chars;
        if (s->tag == PAL_TAG_BORDER) {
            if (offset + s->chars == chars)
                return false; /* a prefix */
            passed = passed && !room;
        } else if (room && (s->tag == PAL_TAG_NOUN || s->tag == PAL_TAG_ADJECTIVE ||
                            s->tag == PAL_TAG_NOUN_ADJECTIVE)) {
            return false;
        } else if (pal_tag_opens(s->tag)) {
            if (s->tag != PAL_TAG_STRUCTURE)
                end = put_inside(to, end, w, i + 1, true);
            passed = passed || s->tag != PAL_TAG_STRUCTURE;
            for (; pal_symbol_at(w, i)->tag != PAL_TAG_END; i++)
                offset += pal_symbol_at(w, i)->chars;
        } else if (s->tag == PAL_TAG_LETTER && !passed) {
            end = put(to, end, s->code);
        }
        offset += pal_symbol_at(w, i)->chars;
    }
    *len = end;
    return true;
}

/* What is written, with the last part as its base form. */
bool pal_tags_baseform(pal_str *out, pal_arena *mem, const pal_written *w, size_t chars)
{
    char *to = pal_new(mem, char, PUT_MAX * w->count + 1);
    size_t len = 0;
    size_t offset = 0;
    size_t base = 0; /* where the last base form is; 0 = nowhere */
    size_t before = 0;
    bool classed = false;
    if (!to)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        const pal_symbol *s = pal_symbol_at(w, i);
        if (s->tag == PAL_TAG_LETTER)
            len = put(to, len, s->code);
        if (s->tag == PAL_TAG_NUMERAL && !classed && offset + 6 < chars &&
            put_numeral(to, &len, w, i + 1, chars - offset - s->chars)) {
            *out = (pal_str){to, len};
            return true;
        }
        classed = classed || pal_tag_is_class(s->tag);
        if (s->tag == PAL_TAG_BASE || s->tag == PAL_TAG_ENDING) {
            base = i + 1;
            before = len;
        }
        offset += s->chars;
        for (; pal_tag_opens(s->tag) && pal_symbol_at(w, i)->tag != PAL_TAG_END; i++)
            offset += pal_symbol_at(w, i + 1)->chars;
    }
    *out = (pal_str){to, base != 0 ? put_inside(to, before, w, base, false) : len};
    return true;
}

/* --- the bases of all pieces --- */

/* A base form that is to be written behind its piece. */
typedef struct pending {
    size_t from; /* 0 = none */
    bool ending;
} pending;

static size_t put_pending(char *to, size_t len, const pal_written *w, pending *p)
{
    if (p->from != 0) {
        to[len++] = '(';
        if (p->ending)
            to[len++] = '+';
        len = put_inside(to, len, w, p->from, true);
        to[len++] = ')';
    }
    p->from = 0;
    return len;
}

/* The last piece is spelt as its base. */
static size_t put_last(char *to, size_t len, size_t piece, const pal_written *w,
                       pending *p)
{
    if (p->from == 0)
        return len;
    len = piece;
    if (p->ending) {
        len -= len > 0 && to[len - 1] == '+';
        to[len++] = '+';
    }
    return put_pending(to, put_inside(to, len, w, p->from, false), w, p);
}

bool pal_tags_bases(pal_str *out, pal_arena *mem, const pal_written *w)
{
    char *to = pal_new(mem, char, (2 * PUT_MAX + 4) * w->count + 4);
    pending p = {.from = 0};
    size_t len = 0;
    size_t piece = 0; /* where the last one begins */
    bool content = false;
    if (!to)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        const pal_symbol *s = pal_symbol_at(w, i);
        if (s->tag == PAL_TAG_LETTER) {
            if (!content) {
                to[len++] = '+';
                piece = len;
            }
            content = true;
            len = put(to, len, s->code);
        } else if (pal_tag_is_class(s->tag)) {
            content = false;
            len = put_pending(to, len, w, &p);
        } else if (pal_tag_opens(s->tag)) {
            if (s->tag == PAL_TAG_ENDING && content)
                piece = len = put_pending(to, len, w, &p);
            size_t end = pal_tags_end(w, i);
            if (s->tag != PAL_TAG_STRUCTURE)
                p = (pending){end > i + 1 ? i + 1 : 0, s->tag == PAL_TAG_ENDING};
            i = end;
        }
    }
    *out = (pal_str){to, put_last(to, len, piece, w, &p)};
    return true;
}
