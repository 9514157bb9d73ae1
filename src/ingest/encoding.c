#include "ingest/encoding.h"

#include "base/buf.h"
#include "base/eights.h"
#include "base/fail.h"
#include "base/latin_class.h"
#include "base/say.h"
#include "base/str.h"
#include "base/unicode.h"

#include <unicode/ucnv.h>

#include <string.h>
#include <strings.h>

/* Names that a user may say, and what the converter library calls them. */
static const struct {
    const char *name;
    const char *converter; /* NULL = UTF-8 */
} known[] = {
    {"utf-8", NULL},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"utf-32le", "UTF-32LE"},
    {"windows-1252", "windows-1252"},
    {"cp850", "ibm-850"},
    {"macroman", "macintosh"},
    {"iso-8859-1", "iso-8859-1"},
    {"iso-8859-15", "iso-8859-15"},
};

static const struct {
    pal_str bytes;
    const char *name;
} marks[] = {
    {PAL_INIT("\xEF\xBB\xBF"), "utf-8"},
    {PAL_INIT("\xFF\xFE\0\0"), "utf-32le"},
    {PAL_INIT("\xFF\xFE"), "utf-16le"},
    {PAL_INIT("\xFE\xFF"), "utf-16be"},
};

static void name_it(pal_encoding *out, const char *name, pal_str why)
{
    out->name = pal_str_from(name);
    out->why = why;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0)
            out->converter = known[i].converter;
}

static bool find_mark(pal_encoding *out, pal_str head)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pal_str_starts(head, marks[i].bytes)) {
            name_it(out, marks[i].name,
                    PAL_STR("the file begins with its byte order mark"));
            out->mark = marks[i].bytes.len;
            return true;
        }
    return false;
}

/* Text in Latin letters has a NUL in every second byte as UTF-16. */
static bool find_utf16(pal_encoding *out, pal_str head)
{
    size_t len = head.len < 65536 ? head.len & ~(size_t)1 : 65536;
    size_t nul[2] = {0, 0};
    for (size_t i = 0; i < len; i++)
        if (head.ptr[i] == '\0')
            nul[i & 1]++;
    size_t half = len / 2;
    for (int odd = 0; odd < 2; odd++)
        if (half >= 2 && nul[odd] * 10 >= half * 7 && nul[!odd] * 10 <= half) {
            name_it(out, odd ? "utf-16le" : "utf-16be",
                    PAL_STR("every second byte is NUL, as in UTF-16 without a mark"));
            return true;
        }
    return false;
}

/* Characters of more than one byte, and places that are not UTF-8. */
static void count_utf8(pal_str head, bool whole, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t at = 0; at < head.len;) {
        if ((unsigned char)head.ptr[at] < 0x80) {
            while (head.len - at >= 8 &&
                   (pal_eights(head.ptr + at) & PAL_EIGHTS_UPPER) == 0)
                at += 8;
            while (at < head.len && (unsigned char)head.ptr[at] < 0x80)
                at++;
            continue;
        }
        size_t before = at;
        bool is_bad = pal_latin_next(head, &at) == 0xFFFD &&
                      memcmp(head.ptr + before, "\xEF\xBF\xBD", at - before) != 0;
        if (is_bad && at >= head.len && !whole)
            return; /* the head was cut inside of a character */
        *(is_bad ? bad : good) += 1;
    }
}

enum { HIGH = 128, LETTER = 1, LOWER = 2, DIGIT = 4, SPACE = 8 };

/* What the upper half of an eight-bit encoding means. */
typedef struct byte_table {
    uint32_t code[HIGH];
    unsigned kind[HIGH];
} byte_table;

static bool load_table(byte_table *table, const char *converter)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *conv = ucnv_open(converter, &status);
    if (U_FAILURE(status))
        return false;
    for (unsigned i = 0; i < HIGH; i++) {
        char byte = (char)(HIGH + i);
        UChar unit[4];
        int32_t len = ucnv_toUChars(conv, unit, 4, &byte, 1, &status);
        uint32_t code = U_FAILURE(status) || len != 1 ? 0xFFFD : unit[0];
        status = U_ZERO_ERROR;
        table->code[i] = code;
        if (pal_unicode_is_letter(code) && code != 0xFFFD)
            table->kind[i] = LETTER | (pal_unicode_is_upper(code) ? 0U : (unsigned)LOWER);
    }
    ucnv_close(conv);
    return true;
}

static unsigned kind_of(const byte_table *table, pal_str head, size_t at)
{
    if (at >= head.len)
        return SPACE;
    unsigned char c = (unsigned char)head.ptr[at];
    if (c >= HIGH)
        return table->kind[c - HIGH];
    if (c >= 'a' && c <= 'z')
        return LETTER | LOWER;
    if (c >= 'A' && c <= 'Z')
        return LETTER;
    if (c >= '0' && c <= '9')
        return DIGIT;
    return c <= ' ' ? (unsigned)SPACE : 0U;
}

/* How natural is this character between these neighbours? */
static int worth(uint32_t code, unsigned kind, unsigned before, unsigned after)
{
    bool inside = (before & LETTER) != 0 && (after & LETTER) != 0;
    bool touches = ((before | after) & LETTER) != 0;
    if ((kind & LETTER) != 0) {
        bool home = code == 0xE4 || code == 0xF6 || code == 0xE5 || code == 0xC4 ||
                    code == 0xD6 || code == 0xC5;
        if ((kind & LOWER) == 0 && (before & LOWER) != 0)
            return -2; /* a capital behind a small letter */
        if (!touches)
            return -1;
        return home ? 4 : 1;
    }
    switch (code) {
    case 0x2019: /* ’ */
        return inside ? 2 : 1;
    case 0x201C: /* “ ” „ */
    case 0x201D:
    case 0x201E:
        return inside ? -3 : 1;
    case 0x2013: /* – — */
    case 0x2014:
        return inside ? -1 : 1;
    case 0x2026: /* … */
        return (before & LETTER) != 0 && (after & LETTER) == 0 ? 1 : -1;
    case 0x20AC: /* € */
        return ((before | after) & (DIGIT | SPACE)) != 0 && !inside ? 1 : -2;
    case 0xA0:
    case 0xB4:
    case 0xB0:
    case 0xA7:
    case 0xBD:
        return inside ? -1 : 0;
    default:
        return -3;
    }
}

static long score_table(const byte_table *table, pal_str head)
{
    long score = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        if (c < HIGH)
            continue;
        unsigned before = i == 0 ? (unsigned)SPACE : kind_of(table, head, i - 1);
        score += worth(table->code[c - HIGH], table->kind[c - HIGH], before,
                       kind_of(table, head, i + 1));
    }
    return score;
}

/* ISO-8859-15 differs from windows-1252 where the latter has rare signs: the euro, and
 * s and z with a caron. Bytes from 0x80 to 0x9F are text in windows-1252 alone. */
static bool is_latin9(const byte_table *table, pal_str head)
{
    bool seen = false;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        if (c >= 0x80 && c <= 0x9F)
            return false;
        bool caron = c == 0xA6 || c == 0xA8 || c == 0xB4 || c == 0xB8;
        bool inside = i != 0 && (kind_of(table, head, i - 1) & LETTER) != 0 &&
                      (kind_of(table, head, i + 1) & LETTER) != 0;
        seen = seen || c == 0xA4 || (caron && inside);
    }
    return seen;
}

static pal_status find_eight_bit(pal_encoding *out, pal_arena *mem, pal_str head,
                                 pal_error *err)
{
    static const char *const names[] = {"windows-1252", "cp850", "macroman"};
    enum { COUNT = sizeof names / sizeof *names };
    byte_table *tables = pal_new(mem, byte_table, COUNT);
    if (!tables)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    long score[COUNT];
    size_t best = 0;
    for (size_t i = 0; i < COUNT; i++) {
        pal_encoding made = {0};
        name_it(&made, names[i], PAL_STR(""));
        if (!load_table(&tables[i], made.converter))
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no converter for %s",
                            names[i]);
        score[i] = score_table(&tables[i], head);
        if (score[i] > score[best])
            best = i;
    }
    long second = score[best == 0 ? 1 : 0];
    for (size_t i = 0; i < COUNT; i++)
        if (i != best && score[i] > second)
            second = score[i];
    out->doubtful = score[best] <= 0 || score[best] - second < 3;
    const char *name =
        best == 0 && is_latin9(&tables[0], head) ? "iso-8859-15" : names[best];
    name_it(out, name,
            pal_say(mem,
                    "not UTF-8; the letters make words as %s (%ld points, next best %ld)",
                    name, score[best], second));
    return PAL_OK;
}

static pal_status take_wanted(pal_encoding *out, pal_arena *mem, pal_str head,
                              const char *wanted, pal_error *err)
{
    pal_encoding seen = {0};
    bool marked = find_mark(&seen, head);
    if (strcasecmp(wanted, "utf-16") == 0 && (marked || find_utf16(&seen, head))) {
        *out = seen;
        out->why = PAL_STR("asked for");
        return PAL_OK;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcasecmp(wanted, known[i].name) == 0)
            name_it(out, known[i].name, PAL_STR("asked for"));
    if (strcasecmp(wanted, "utf8") == 0)
        name_it(out, "utf-8", PAL_STR("asked for"));
    if (out->name.len == 0) {
        UErrorCode status = U_ZERO_ERROR;
        UConverter *conv = strlen(wanted) < 64 ? ucnv_open(wanted, &status) : NULL;
        if (!conv || U_FAILURE(status))
            return pal_fail(
                err, PAL_EUSAGE, pal_loc_file(NULL),
                "no encoding '%.60s'; known: utf-8, utf-16, windows-1252, cp850, "
                "macroman, iso-8859-1, iso-8859-15, and the names of ICU",
                wanted);
        ucnv_close(conv);
        pal_str name = pal_arena_copy(mem, pal_str_from(wanted));
        if (!name.ptr)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
        out->name = name;
        out->why = PAL_STR("asked for");
        out->converter = name.ptr;
    }
    if (marked && pal_str_starts(seen.name, pal_str_clip(out->name, 6)))
        out->mark = seen.mark;
    return PAL_OK;
}

pal_status pal_encoding_find(pal_encoding *out, pal_arena *mem, pal_str head, bool whole,
                             const char *wanted, pal_error *err)
{
    pal_encoding made = {.found = wanted == NULL};
    size_t good = 0;
    size_t bad = 0;
    pal_status status = PAL_OK;
    if (wanted) {
        status = take_wanted(&made, mem, head, wanted, err);
    } else if (!find_mark(&made, head) && !find_utf16(&made, head)) {
        count_utf8(head, whole, &good, &bad);
        if (good == 0 && bad == 0)
            name_it(&made, "utf-8", PAL_STR("nothing but ASCII so far"));
        else if (bad == 0)
            name_it(&made, "utf-8", PAL_STR("all of it is well-formed UTF-8"));
        else if (good > bad) /* letters of eight bits hardly ever make such characters */
            name_it(&made, "utf-8",
                    pal_say(mem, "%zu characters are well-formed UTF-8, %zu are not",
                            good, bad));
        else
            status = find_eight_bit(&made, mem, head, err);
    }
    if (status == PAL_OK)
        *out = made;
    return status;
}

enum { PIVOT = 2048 };

struct pal_decoder {
    pal_arena *mem;
    UConverter *from; /* NULL for UTF-8 */
    UConverter *to;
    UChar pivot[PIVOT];
    UChar *pivot_source;
    UChar *pivot_target;
    size_t skip; /* bytes of the mark that are still to come */
    bool begun;
    pal_buf out;
};

pal_status pal_decoder_open(pal_decoder **out, const pal_encoding *encoding,
                            pal_error *err)
{
    pal_arena *mem = pal_arena_open(SIZE_MAX / 2);
    pal_decoder *decoder = mem ? pal_new(mem, pal_decoder, 1) : NULL;
    if (!decoder) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    decoder->mem = mem;
    decoder->skip = encoding->mark;
    decoder->pivot_source = decoder->pivot_target = decoder->pivot;
    if (encoding->converter) {
        UErrorCode status = U_ZERO_ERROR;
        decoder->from = ucnv_open(encoding->converter, &status);
        decoder->to = ucnv_open("UTF-8", &status);
        if (U_FAILURE(status)) {
            pal_decoder_close(decoder);
            return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                            "no converter for '%.*s'", PAL_ARG(encoding->name));
        }
    }
    *out = decoder;
    return PAL_OK;
}

void pal_decoder_close(pal_decoder *decoder)
{
    if (!decoder)
        return;
    ucnv_close(decoder->from);
    ucnv_close(decoder->to);
    pal_buf_release(&decoder->out);
    pal_arena_close(decoder->mem);
}

pal_status pal_decoder_push(pal_decoder *decoder, pal_str bytes, bool last, pal_str *out,
                            pal_error *err)
{
    size_t skip = decoder->skip < bytes.len ? decoder->skip : bytes.len;
    decoder->skip -= skip;
    bytes = (pal_str){bytes.len == 0 ? "" : bytes.ptr + skip, bytes.len - skip};
    if (!decoder->from) {
        *out = bytes;
        return PAL_OK;
    }
    pal_buf_clear(&decoder->out);
    const char *source = bytes.ptr;
    const char *source_end = bytes.ptr + bytes.len;
    UErrorCode status;
    do {
        enum { STEP = 64 * 1024 };
        char *room = pal_buf_room(&decoder->out, STEP);
        if (!room)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
        char *target = room;
        status = U_ZERO_ERROR;
        ucnv_convertEx(decoder->to, decoder->from, &target, room + STEP, &source,
                       source_end, decoder->pivot, &decoder->pivot_source,
                       &decoder->pivot_target, decoder->pivot + PIVOT, !decoder->begun,
                       last, &status);
        decoder->begun = true;
        decoder->out.len += (size_t)(target - room);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status))
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(NULL),
                        "cannot decode the file: %s", u_errorName(status));
    *out = pal_buf_view(&decoder->out);
    return PAL_OK;
}
