#include "text/tokens.h"

#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/fail.h"
#include "base/flow.h"
#include "base/personal.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/latin.h"

struct pal_cutter {
    UBreakIterator *words;
    UText *text;
};

/* Sorted so that a longer one is tried before its head. */
static const pal_str emoticons[] = {
    PAL_INIT(":'-("), PAL_INIT(":'-)"), PAL_INIT(">:-("), PAL_INIT(":-))"),
    PAL_INIT(":-(("), PAL_INIT(":'("),  PAL_INIT(":')"),  PAL_INIT(":-)"),
    PAL_INIT(":-("),  PAL_INIT(":-D"),  PAL_INIT(":-/"),  PAL_INIT(":-|"),
    PAL_INIT(":-P"),  PAL_INIT(":-p"),  PAL_INIT(":-O"),  PAL_INIT(":-*"),
    PAL_INIT(":-\\"), PAL_INIT(";-)"),  PAL_INIT("=-)"),  PAL_INIT(":))"),
    PAL_INIT(":(("),  PAL_INIT(">:("),  PAL_INIT("^_^"),  PAL_INIT("-_-"),
    PAL_INIT("</3"),  PAL_INIT(":)"),   PAL_INIT(":("),   PAL_INIT(":D"),
    PAL_INIT(":/"),   PAL_INIT(":|"),   PAL_INIT(":P"),   PAL_INIT(":p"),
    PAL_INIT(":O"),   PAL_INIT(":o"),   PAL_INIT(":*"),   PAL_INIT(":S"),
    PAL_INIT(":s"),   PAL_INIT(":\\"),  PAL_INIT(":]"),   PAL_INIT(":["),
    PAL_INIT(";)"),   PAL_INIT(";D"),   PAL_INIT(";P"),   PAL_INIT("=)"),
    PAL_INIT("=("),   PAL_INIT("=D"),   PAL_INIT("=/"),   PAL_INIT("<3"),
    PAL_INIT("^^"),   PAL_INIT("xD"),   PAL_INIT("XD"),   PAL_INIT("D:"),
    PAL_INIT("(:"),   PAL_INIT("):"),
};

pal_status pal_cutter_open(pal_cutter **out, pal_arena *mem, pal_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    pal_cutter *cutter = pal_new(mem, pal_cutter, 1);
    if (cutter) {
        cutter->words = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
        cutter->text = utext_openUTF8(NULL, "", 0, &status);
    }
    if (!cutter || U_FAILURE(status)) {
        pal_cutter_close(cutter);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for word boundaries");
    }
    *out = cutter;
    return PAL_OK;
}

void pal_cutter_close(pal_cutter *cutter)
{
    if (!cutter)
        return;
    ubrk_close(cutter->words);
    utext_close(cutter->text);
}

typedef struct cut_state {
    pal_arena *mem;
    pal_str text;
    pal_piece *pieces;
    size_t count;
    size_t cap;
    size_t done; /* all before this byte is cut */
    bool failed;
} cut_state;

static bool grow(cut_state *s)
{
    size_t cap = s->cap ? s->cap * 2 : s->text.len / 4 + 8;
    pal_piece *grown = pal_arena_grow(s->mem, s->pieces, s->cap, cap, sizeof *grown,
                                      _Alignof(pal_piece));
    if (!grown) {
        s->failed = true;
        return false;
    }
    s->pieces = grown;
    s->cap = cap;
    return true;
}

static inline void add(cut_state *s, size_t start, size_t end, unsigned flags)
{
    if (s->count == s->cap && !grow(s))
        return;
    s->pieces[s->count++] = (pal_piece){
        .start = (uint32_t)start, .end = (uint32_t)end, .flags = (uint16_t)flags};
}

static uint32_t code_at(pal_str text, size_t at)
{
    return at < text.len ? pal_unicode_next(text, &at) : 0;
}

static uint32_t code_before(pal_str text, size_t at)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return code_at(text, at);
}

/* Length of the emoticon that begins here, or 0. No letter or digit touches it, so that
 * "klo 12:00" and "tiedosto:D" stay what they are; but a plain smile may stand right
 * behind a word ("kiitos:)"). */
static size_t emoticon_at(pal_str text, size_t at)
{
    char first = text.ptr[at];
    if (!strchr(":;=<>^-xXD()", first))
        return 0;
    bool touched = at > 0 && pal_unicode_is_letter(code_before(text, at));
    if (touched && !strchr(":;=", first))
        return 0;
    for (size_t i = 0; i < sizeof emoticons / sizeof *emoticons; i++) {
        pal_str face = emoticons[i];
        if (face.ptr[0] != first || at + 1 >= text.len || face.ptr[1] != text.ptr[at + 1])
            continue;
        pal_str rest = {text.ptr + at, text.len - at};
        if (!pal_str_starts(rest, face) ||
            (touched && !strchr("()", face.ptr[face.len - 1])))
            continue;
        uint32_t next = code_at(text, at + face.len);
        if (next == 0 || !pal_unicode_is_letter(next))
            return face.len;
    }
    return 0;
}

static unsigned hyphen_flags(pal_str text, size_t start, size_t end)
{
    bool before = start > 0 && pal_unicode_is_letter(code_before(text, start));
    bool after = end < text.len && pal_unicode_is_letter(code_at(text, end));
    if (before && after)
        return PAL_WORD_HYPHEN;
    return before ? 0 : PAL_WORD_COMMA; /* "hinta- ja laatutaso" goes on */
}

static unsigned sign_flags(pal_str text, size_t start, size_t end)
{
    uint32_t code = code_at(text, start);
    switch (code) {
    case '.':
    case '!':
    case '?':
    case '\n':
    case '\r':
    case 0x2026: /* three dots in one character */
    case 0x2028:
    case 0x2029:
        return PAL_WORD_STOP;
    case '-':
    case 0x2010:
    case 0x2011:
        return hyphen_flags(text, start, end);
    case ',':
    case ';':
    case ':':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '|':
    case 0x2012: /* dashes */
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2022: /* bullet */
    case 0x2192: /* arrow */
        return PAL_WORD_COMMA;
    default:
        return pal_unicode_is_emoji(code) ? PAL_WORD_EMOJI : 0;
    }
}

/* "elisa.fi" is an address although nothing but its end tells. */
static bool is_site(pal_str word)
{
    static const pal_str ends[] = {PAL_INIT(".fi"),  PAL_INIT(".com"), PAL_INIT(".net"),
                                   PAL_INIT(".org"), PAL_INIT(".eu"),  PAL_INIT(".se")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (word.len > ends[i].len + 1 && pal_str_ends(word, ends[i]))
            return true;
    return false;
}

/* "palvelu.Hyvä" was typed without its space; "e.g" and "3.x" stay whole. "@elisa" is the
 * name behind its sign. */
static void add_word(cut_state *s, size_t start, size_t end, pal_latin_kind kind)
{
    if (s->text.ptr[start] == '@' && end - start > 1) {
        add(s, start, start + 1, 0);
        start++;
    }
    if (kind == PAL_LATIN_WORD) {
        add(s, start, end, PAL_WORD_LETTERS);
        return;
    }
    size_t dot = start;
    while (dot < end && s->text.ptr[dot] != '.')
        dot++;
    if (dot < end && is_site((pal_str){s->text.ptr + start, end - start})) {
        add(s, start, end, PAL_WORD_LINK);
        return;
    }
    while (dot < end && dot - start >= 2 && end - dot >= 3) {
        add(s, start, dot, PAL_WORD_LETTERS);
        add(s, dot, dot + 1, PAL_WORD_STOP);
        start = dot + 1;
        dot = start;
        while (dot < end && s->text.ptr[dot] != '.')
            dot++;
    }
    add(s, start, end, PAL_WORD_LETTERS);
}

/* Length of a Finnish case ending behind a colon ("EU:n", "appi:ssa"), or 0. */
static size_t ending_at(pal_str text, size_t colon)
{
    enum { ENDING_MAX = 5 };
    size_t at = colon + 1;
    size_t letters = 0;
    if (text.ptr[colon] != ':' || !pal_unicode_is_letter(code_before(text, colon)))
        return 0;
    while (at < text.len && letters <= ENDING_MAX) {
        size_t next = at;
        uint32_t code = pal_unicode_next(text, &next);
        if (!pal_unicode_is_letter(code))
            break;
        if (pal_unicode_is_upper(code) || pal_unicode_is_digit(code))
            return 0;
        letters++;
        at = next;
    }
    return letters != 0 && letters <= ENDING_MAX ? at - colon : 0;
}

/* A run of full stops is one sign. */
static size_t dots_end(pal_str text, size_t at)
{
    while (at < text.len && text.ptr[at] == '.')
        at++;
    return at;
}

static void add_piece(cut_state *s, size_t start, size_t end, pal_latin_kind kind)
{
    uint32_t code = code_at(s->text, start);
    if (pal_unicode_is_space(code) && code != '\n' && code != '\r')
        return;
    if (kind >= PAL_LATIN_WORD)
        add_word(s, start, end, kind);
    else if (kind == PAL_LATIN_NUMBER)
        add(s, start, end, PAL_WORD_NUMBER);
    else
        add(s, start, end, sign_flags(s->text, start, end));
}

/* Signs and letters with which more may begin than the piece that they stand in. */
static bool is_opening(char c)
{
    static const bool opening[128] = {
        [':'] = true, [';'] = true, ['='] = true, ['<'] = true, ['>'] = true,
        ['^'] = true, ['-'] = true, ['x'] = true, ['X'] = true, ['D'] = true,
        ['('] = true, [')'] = true, ['['] = true, ['.'] = true,
    };
    return (unsigned char)c < sizeof opening && opening[(unsigned char)c];
}

/* Add the face, mark, run of full stops or case ending that begins where the text is cut
 * so far; false when none does. */
static bool add_opened(cut_state *s)
{
    size_t at = s->done;
    char c = s->text.ptr[at];
    size_t len = 0;
    unsigned flags = 0;
    if (c == '.') {
        size_t dots = dots_end(s->text, at) - at;
        len = dots > 1 ? dots : 0; /* a mark may stand on a single one */
        flags = PAL_WORD_STOP;
    } else if (c == '[') {
        len = pal_personal_mark_at(s->text, at);
        flags = PAL_WORD_LINK; /* no rule matches a mark, and it is no term */
    } else {
        len = emoticon_at(s->text, at);
        flags = PAL_WORD_EMOJI;
    }
    if (len == 0 && c == ':') {
        len = ending_at(s->text, at);
        flags = 0;
    }
    if (len == 0)
        return false;
    add(s, at, at + len, flags);
    s->done += len;
    return true;
}

/* Nothing but a word can begin here, if one does. */
static inline bool begins_plain(pal_str text, size_t at)
{
    return text.ptr[at] != '@' && !is_opening(text.ptr[at]);
}

/* What goes on behind the border at `end` is cut there, too. */
static void cut_until(cut_state *s, size_t end, pal_latin_kind kind)
{
    if (s->done < end && kind == PAL_LATIN_WORD && begins_plain(s->text, s->done)) {
        add(s, s->done, end, PAL_WORD_LETTERS);
        s->done = end;
    }
    while (s->done < end) {
        if (is_opening(s->text.ptr[s->done]) && add_opened(s))
            continue;
        add_piece(s, s->done, end, kind);
        s->done = end;
    }
}

static bool may_have_links(pal_str text)
{
    return memchr(text.ptr, '@', text.len) || memchr(text.ptr, '/', text.len) ||
           pal_str_has(text, PAL_STR("www."));
}

/* Words inside of a web or mail address are no words of the answer. */
static void mark_links(cut_state *s)
{
    size_t i = 0;
    while (i < s->count) {
        size_t last = i;
        while (last + 1 < s->count && s->pieces[last + 1].start == s->pieces[last].end)
            last++;
        pal_str run = {s->text.ptr + s->pieces[i].start,
                       s->pieces[last].end - s->pieces[i].start};
        size_t sign = pal_str_find(run, PAL_STR("@"));
        bool mail = sign > 0 && sign < run.len &&
                    pal_str_has((pal_str){run.ptr + sign, run.len - sign}, PAL_STR("."));
        if (mail || pal_str_has(run, PAL_STR("://")) ||
            pal_str_starts(run, PAL_STR("www.")))
            for (size_t k = i; k <= last; k++)
                s->pieces[k].flags = PAL_WORD_LINK;
        i = last + 1;
    }
}

/* ICU cuts the bytes from `start` on, where a piece begins, until `end`. */
static bool cut_by_icu(cut_state *s, pal_cutter *cutter, size_t start, size_t end)
{
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(cutter->text, s->text.ptr + start, (int64_t)(end - start), &status);
    ubrk_setUText(cutter->words, cutter->text, &status);
    if (U_FAILURE(status))
        return false;
    for (int32_t at = ubrk_next(cutter->words); at != UBRK_DONE;
         at = ubrk_next(cutter->words)) {
        int32_t rule = ubrk_getRuleStatus(cutter->words);
        cut_until(s, start + (size_t)at,
                  rule >= UBRK_WORD_LETTER   ? PAL_LATIN_DOTTED
                  : rule >= UBRK_WORD_NUMBER ? PAL_LATIN_NUMBER
                                             : PAL_LATIN_SIGN);
    }
    return true;
}

/* The end of the part that ICU is to cut: no piece but blanks crosses a space. A text
 * with many such parts is of another script: all of its rest is one. */
static size_t part_end(pal_str text, size_t at, unsigned parts)
{
    enum { PARTS_MAX = 3 };
    const char *space =
        parts < PARTS_MAX ? memchr(text.ptr + at, ' ', text.len - at) : NULL;
    return space ? (size_t)(space - text.ptr) : text.len;
}

/* Most of a text: words, and signs with which nothing longer begins. Cut them from where
 * all is cut so far; the space before the last part and how many pieces stand before it
 * are told, as cut_latin() wants them. */
static void cut_plain(cut_state *s, size_t *part, size_t *kept)
{
    const pal_str text = s->text;
    size_t at = s->done;
    for (; at < text.len && !s->failed; s->done = at) {
        const char c = text.ptr[at];
        if (c == ' ') {
            *part = at++;
            *kept = s->count;
        } else if (c == ',') {
            add(s, at, at + 1, PAL_WORD_COMMA);
            at++;
        } else if (c == '!' || c == '?' || (c == '.' && dots_end(text, at) == at + 1)) {
            add(s, at, at + 1, PAL_WORD_STOP);
            at++;
        } else {
            const size_t end = begins_plain(text, at) ? pal_latin_plain(text, at) : at;
            if (end == at)
                break;
            add(s, at, end, PAL_WORD_LETTERS);
            at = end;
        }
    }
}

static bool cut_latin(cut_state *s, pal_cutter *cutter)
{
    /* the space before a part belongs to it: a mark on it is no piece of its own */
    size_t part = 0;
    size_t kept = 0;
    unsigned parts = 0;
    for (size_t at = 0; at < s->text.len && !s->failed;) {
        if (s->done == at) { /* not inside of a face or an ending */
            cut_plain(s, &part, &kept);
            at = s->done;
            if (at == s->text.len)
                break;
        }
        if (s->text.ptr[at] == ' ') {
            part = at++;
            s->done = at;
            kept = s->count;
            continue;
        }
        size_t end = at;
        pal_latin_kind kind = pal_latin_piece(s->text, at, &end);
        if (kind == PAL_LATIN_UNKNOWN) {
            s->count = kept;
            s->done = part;
            end = part_end(s->text, at, parts++);
            if (!cut_by_icu(s, cutter, part, end))
                return false;
        } else {
            cut_until(s, end, kind);
        }
        at = end;
    }
    return true;
}

static pal_status cut(pal_piece **out, size_t *count, pal_cutter *cutter, pal_arena *mem,
                      pal_str text, bool icu, pal_error *err)
{
    *out = NULL;
    *count = 0;
    if (text.len == 0 || !text.ptr)
        return PAL_OK;
    cut_state s = {.mem = mem, .text = text};
    if (!(icu ? cut_by_icu(&s, cutter, 0, text.len) : cut_latin(&s, cutter)))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for word boundaries");
    if (s.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    if (may_have_links(text))
        mark_links(&s);
    *out = s.pieces;
    *count = s.count;
    return PAL_OK;
}

pal_status pal_cutter_cut(pal_piece **out, size_t *count, pal_cutter *cutter,
                          pal_arena *mem, pal_str text, pal_error *err)
{
    return cut(out, count, cutter, mem, text, false, err);
}

pal_status pal_cutter_cut_by_icu(pal_piece **out, size_t *count, pal_cutter *cutter,
                                 pal_arena *mem, pal_str text, pal_error *err)
{
    return cut(out, count, cutter, mem, text, true, err);
}
