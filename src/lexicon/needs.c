/* A match holds every literal run of its sequence, and of each group that must be there
 * what one of the choices of the group holds. Of all these the one is kept that fewest
 * texts are likely to have. What is not understood needs nothing. A letter may have more
 * cases than two (U+017F is an s, U+212A a k): words are compared case-folded. */
#include "lexicon/needs.h"

#include <string.h>

#include "base/str.h"

/* Of one expression; of one choice: more letters make it hardly rarer. */
enum { CHOICES_MAX = 96, PIECE_MIN = 2, PIECE_MAX = 8 };
enum { DEPTH_MAX = 12 };

typedef struct reader {
    pal_str text;
    size_t at;
    int depth;
    bool lost; /* something that is not understood */
} reader;

static int peek(const reader *r)
{
    return r->at < r->text.len ? (unsigned char)r->text.ptr[r->at] : -1;
}

static bool takes(reader *r, const char *sign)
{
    if (r->at >= r->text.len)
        return false;
    pal_str rest = {r->text.ptr + r->at, r->text.len - r->at};
    if (!pal_str_starts(rest, pal_str_from(sign)))
        return false;
    r->at += strlen(sign);
    return true;
}

static unsigned char lower(int c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* The second byte of a letter from U+00C0 to U+00FE, behind LATIN; two of them are signs.
 */
enum { LATIN = 0xC3, TIMES = 0x97, DIVIDED = 0xB7 };

static unsigned char lower_latin(int c)
{
    return (unsigned char)(c >= 0x80 && c <= 0x9E && c != TIMES ? c + 0x20 : c);
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* Bytes that stand side by side and are parts of letters and digits, in lower case. */
typedef struct run {
    unsigned char signs[PIECE_MAX];
    uint8_t len;
} run;

/* What is found while reading: a piece for each choice. No choice: any text will do. */
typedef struct choices {
    uint8_t count;
    run of[CHOICES_MAX];
} choices;

/* How many of a thousand texts are likely to have it, roughly: many have two letters side
 * by side, few have two digits. */
static uint32_t share_of_piece(const run *piece)
{
    return 1000U >> 2 * (piece->len - (is_digit(piece->signs[0]) ? 0 : PIECE_MIN));
}

static uint32_t share_of(const choices *needs)
{
    uint32_t share = needs->count == 0 ? UINT32_MAX : 0;
    for (uint8_t i = 0; i < needs->count; i++)
        share += share_of_piece(&needs->of[i]);
    return share;
}

/* The run is over; it replaces `best` where it is rarer. */
static void end_run(run *signs, choices *best)
{
    if (signs->len >= PIECE_MIN && share_of_piece(signs) < share_of(best)) {
        best->count = 1;
        best->of[0] = *signs;
    }
    signs->len = 0;
}

static void add_byte(run *signs, unsigned char byte, choices *best)
{
    if (signs->len == PIECE_MAX)
        end_run(signs, best);
    signs->signs[signs->len++] = byte;
}

static bool is_hex(int c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

/* Behind the backslash. */
static void read_escape(reader *r)
{
    int c = peek(r);
    bool plain = c >= ' ' && c < 0x7F && !(c >= '0' && c <= '9') &&
                 !(lower(c) >= 'a' && lower(c) <= 'z');
    r->at++;
    if (c == 'x') {
        for (int i = 0; i < 2; i++, r->at++)
            r->lost = r->lost || !is_hex(peek(r));
    } else if (!plain && (c <= 0 || !strchr("WswdSDbBAz", c))) {
        r->lost = true;
    }
}

static void read_class(reader *r)
{
    (void)takes(r, "^");
    (void)takes(r, "]"); /* the first one is itself a member */
    while (peek(r) != ']' && peek(r) >= 0) {
        if (takes(r, "[:") || takes(r, "\\Q"))
            r->lost = true;
        r->at += peek(r) == '\\' ? 2 : 1;
    }
    if (!takes(r, "]"))
        r->lost = true;
}

/* How often at least what stands before is there; 1 without a sign that tells. */
static uint32_t read_least(reader *r)
{
    uint32_t least = 1;
    if (takes(r, "*") || takes(r, "?")) {
        least = 0;
    } else if (takes(r, "{")) {
        bool number = peek(r) >= '0' && peek(r) <= '9';
        least = number && peek(r) != '0';
        while ((peek(r) >= '0' && peek(r) <= '9') || peek(r) == ',')
            r->at++;
        if (!number || !takes(r, "}"))
            r->lost = true;
    } else if (!takes(r, "+")) {
        return 1;
    }
    if (!takes(r, "?"))
        (void)takes(r, "+");
    return least;
}

static void read_choices(reader *r, choices *out);

/* Behind the bracket; what looks around the match is no part of it. */
static void read_group(reader *r, choices *out)
{
    bool looks = takes(r, "?=") || takes(r, "?!") || takes(r, "?<=") || takes(r, "?<!");
    if ((!looks && !takes(r, "?:") && (peek(r) == '?' || peek(r) == '*')) ||
        ++r->depth > DEPTH_MAX) {
        r->lost = true;
        return;
    }
    read_choices(r, out);
    r->depth--;
    if (!takes(r, ")"))
        r->lost = true;
    if (looks)
        out->count = 0;
}

static bool is_quantifier(int c)
{
    return c == '*' || c == '+' || c == '?' || c == '{';
}

/* How many bytes the sign at `at` has that stands for itself, in two cases at most; 0
 * where it does not. */
static size_t plain_len(pal_str text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    if (c >= ' ' && c < 0x7F)
        return !strchr("([\\.^$*+?{|)", c);
    unsigned char second = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
    return c == LATIN && second != 0x9F && second != 0xBF ? 2 : 0;
}

/* A letter or a digit that stands for itself; anything else ends the run. */
static void add_plain(run *signs, pal_str text, size_t at, size_t len, choices *best)
{
    const unsigned char c = lower((unsigned char)text.ptr[at]);
    if (len == 2 && (unsigned char)text.ptr[at + 1] != TIMES &&
        (unsigned char)text.ptr[at + 1] != DIVIDED) {
        add_byte(signs, c, best);
        add_byte(signs, lower_latin((unsigned char)text.ptr[at + 1]), best);
    } else if (len == 1 && (is_digit(c) || (c >= 'a' && c <= 'z'))) {
        add_byte(signs, c, best);
    } else {
        end_run(signs, best);
    }
}

/* One item that is no plain sign, with how often it is there. */
static void read_item(reader *r, int c, choices *best)
{
    choices group;
    group.count = 0;
    if (c == '(')
        read_group(r, &group);
    else if (c == '[')
        read_class(r);
    else if (c == '\\')
        read_escape(r);
    if (read_least(r) != 0 && !r->lost && share_of(&group) < share_of(best))
        *best = group;
}

static void read_sequence(reader *r, choices *best)
{
    run signs = {.len = 0};
    best->count = 0;
    while (!r->lost && peek(r) >= 0 && peek(r) != ')' && peek(r) != '|') {
        int c = peek(r);
        size_t at = r->at;
        size_t len = plain_len(r->text, at);
        r->at += len > 1 ? len : 1;
        if (len != 0 && !is_quantifier(peek(r))) {
            add_plain(&signs, r->text, at, len, best);
            continue;
        }
        end_run(&signs, best);
        read_item(r, len != 0 ? '.' : c, best);
    }
    end_run(&signs, best);
}

/* Add the choices of another branch; none where either may be any text. */
static void join(choices *out, const choices *branch)
{
    if (out->count == 0 || branch->count == 0 ||
        out->count + branch->count > CHOICES_MAX) {
        out->count = 0;
        return;
    }
    for (uint8_t i = 0; i < branch->count; i++)
        out->of[out->count++] = branch->of[i];
}

static void read_choices(reader *r, choices *out)
{
    read_sequence(r, out);
    while (!r->lost && takes(r, "|")) {
        choices branch;
        read_sequence(r, &branch);
        join(out, &branch);
    }
}

pal_needs pal_needs_of(pal_arena *mem, pal_str text)
{
    reader r = {.text = text};
    choices all;
    read_choices(&r, &all);
    pal_needs out = {.len = 0};
    if (r.lost || r.at != text.len || all.count == 0)
        return out;
    size_t len = all.count;
    for (uint8_t i = 0; i < all.count; i++)
        len += all.of[i].len;
    char *pieces = pal_new(mem, char, len);
    if (!pieces)
        return out;
    out = (pal_needs){pieces, len};
    for (uint8_t i = 0; i < all.count; i++) {
        *pieces++ = (char)all.of[i].len;
        memcpy(pieces, all.of[i].signs, all.of[i].len);
        pieces += all.of[i].len;
    }
    return out;
}
