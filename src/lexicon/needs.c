/* A match holds every literal run of its sequence, and of each group that must be there
 * what one of the choices of the group holds. Of all these the one is kept that fewest
 * texts are likely to have. What is not understood needs nothing. */
#include "lexicon/needs.h"

#include <string.h>

#include "base/str.h"

/* Of one expression; of one choice. */
enum { CHOICES_MAX = 96, GRAMS_MAX = 6 };
enum { DEPTH_MAX = 12, RUN_MAX = GRAMS_MAX + 2 };

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

/* The second byte of a letter from U+00C0 to U+00FE, behind LATIN. */
enum { LATIN = 0xC3 };

static unsigned char lower_latin(int c)
{
    return (unsigned char)(c >= 0x80 && c <= 0x9E && c != 0x97 ? c + 0x20 : c);
}

/* The upper bits of three bytes as one number. */
static uint32_t hash_of(uint32_t three)
{
    return (three & 0xFFFFFF) * 2654435761U >> 20;
}
_Static_assert(PAL_NEEDS_BITS == 1 << (32 - 20), "a hash is a bit");

/* What is found while reading: groups by choice. No choice: any text will do. */
typedef struct choices {
    uint8_t count;
    uint8_t grams[CHOICES_MAX];
    uint16_t of[CHOICES_MAX][GRAMS_MAX];
} choices;

/* How many of a thousand texts are likely to meet it, roughly. */
static uint32_t share_of(const choices *needs)
{
    uint32_t share = needs->count == 0 ? UINT32_MAX : 0;
    for (uint8_t i = 0; i < needs->count; i++)
        share += 1000U >> 2 * needs->grams[i];
    return share;
}

/* Bytes of a sequence that stand side by side, in lower case. */
typedef struct run {
    unsigned char signs[RUN_MAX];
    size_t len;
} run;

/* The run is over; what it needs replaces `best` where it is rarer. */
static void end_run(run *signs, choices *best)
{
    choices needs; /* large: no more of it is set than is used */
    needs.count = signs->len >= 3;
    needs.grams[0] = 0;
    uint32_t three = 0;
    for (size_t i = 0; i < signs->len; i++) {
        three = three << 8 | signs->signs[i];
        if (i >= 2)
            needs.of[0][needs.grams[0]++] = (uint16_t)hash_of(three);
    }
    if (share_of(&needs) < share_of(best))
        *best = needs;
    signs->len = 0;
}

static void add_byte(run *signs, unsigned char byte, choices *best)
{
    if (signs->len == RUN_MAX)
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
        size_t len = plain_len(r->text, r->at);
        r->at += len > 1 ? len : 1;
        if (len != 0 && !is_quantifier(peek(r))) {
            add_byte(&signs, lower(c), best);
            if (len == 2)
                add_byte(&signs, lower_latin((unsigned char)r->text.ptr[r->at - 1]),
                         best);
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
    for (uint8_t i = 0; i < branch->count; i++) {
        memcpy(out->of[out->count], branch->of[i], sizeof *out->of);
        out->grams[out->count++] = branch->grams[i];
    }
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
        len += all.grams[i];
    uint16_t *numbers = pal_new(mem, uint16_t, len);
    if (!numbers)
        return out;
    out = (pal_needs){numbers, len};
    for (uint8_t i = 0; i < all.count; i++) {
        *numbers++ = all.grams[i];
        for (uint8_t g = 0; g < all.grams[i]; g++)
            *numbers++ = all.of[i][g];
    }
    return out;
}

/* Some letters have a third case that has other bytes: U+017F is an s, U+212A a k and
 * U+212B an a with a ring. */
static bool has_rare(pal_str text)
{
    return text.len != 0 && (pal_str_has(text, PAL_STR("\xC5\xBF")) ||
                             pal_str_has(text, PAL_STR("\xE2\x84")));
}

void pal_needs_look(pal_needs_text *out, pal_str text)
{
    if (has_rare(text)) {
        memset(out, 0xFF, sizeof *out);
        return;
    }
    memset(out, 0, sizeof *out);
    uint32_t three = 0;
    for (size_t i = 0; i < text.len; i++) {
        int c = (unsigned char)text.ptr[i];
        three = three << 8 | ((three & 0xFF) == LATIN ? lower_latin(c) : lower(c));
        uint32_t hash = hash_of(three);
        out->bits[hash / 64] |= UINT64_C(1) << hash % 64;
    }
}

bool pal_needs_met(pal_needs needs, const pal_needs_text *text)
{
    for (size_t i = 0; i < needs.len;) {
        size_t end = i + 1 + needs.numbers[i];
        for (i++; i < end &&
                  (text->bits[needs.numbers[i] / 64] >> needs.numbers[i] % 64 & 1) != 0;)
            i++;
        if (i == end)
            return true;
        i = end;
    }
    return needs.len == 0;
}
