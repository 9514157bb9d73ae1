/* Most expressions are for answers of a word or two ("^\W*(the )?queues?\W*$"). A text
 * with more letters than they can take up need not be tried. Only letters a to z and
 * digits are counted: what stands for anything else (\W, \s, signs) never takes one. */
#include "lexicon/reach.h"

#include <string.h>

#include "base/str.h"

enum { DEPTH_MAX = 16, LETTERS_MAX = 100000 };

typedef struct reader {
    pal_str text;
    size_t at;
    int depth;
} reader;

static uint32_t read_choices(reader *r);

static uint32_t sum(uint32_t a, uint32_t b)
{
    return a >= LETTERS_MAX || b >= LETTERS_MAX ? (uint32_t)PAL_REACH_ANY : a + b;
}

static uint32_t times(uint32_t a, uint32_t count)
{
    return a == 0 || count == 0 ? 0
           : a >= LETTERS_MAX || count >= LETTERS_MAX || a * count >= LETTERS_MAX
               ? (uint32_t)PAL_REACH_ANY
               : a * count;
}

static int peek(const reader *r)
{
    return r->at < r->text.len ? (unsigned char)r->text.ptr[r->at] : -1;
}

static bool takes(reader *r, const char *sign)
{
    pal_str rest = {r->text.ptr + r->at, r->text.len - r->at};
    if (!pal_str_starts(rest, pal_str_from(sign)))
        return false;
    r->at += strlen(sign);
    return true;
}

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Behind the backslash. */
static uint32_t read_escape(reader *r)
{
    int c = peek(r);
    r->at++;
    if (c == 'x' && r->at + 2 <= r->text.len && is_letter(peek(r)) &&
        is_letter((unsigned char)r->text.ptr[r->at + 1])) {
        r->at += 2;
        return 1;
    }
    if (!is_letter(c) || strchr("WsbBAz", c))
        return 0;
    return strchr("wdSD", c) ? 1 : (uint32_t)PAL_REACH_ANY;
}

static uint32_t read_class(reader *r)
{
    (void)takes(r, "^");
    (void)takes(r, "]"); /* the first one is itself a member */
    while (peek(r) != ']' && peek(r) >= 0) {
        if (takes(r, "[:"))
            return PAL_REACH_ANY;
        r->at += peek(r) == '\\' ? 2 : 1;
    }
    return takes(r, "]") ? 1 : (uint32_t)PAL_REACH_ANY;
}

static uint32_t read_group(reader *r)
{
    bool looks = takes(r, "?=") || takes(r, "?!") || takes(r, "?<=") || takes(r, "?<!");
    if (!looks && !takes(r, "?:") && (peek(r) == '?' || peek(r) == '*'))
        return PAL_REACH_ANY;
    if (++r->depth > DEPTH_MAX)
        return PAL_REACH_ANY;
    uint32_t most = read_choices(r);
    r->depth--;
    if (!takes(r, ")"))
        return PAL_REACH_ANY;
    return looks ? 0 : most;
}

static uint32_t read_number(reader *r)
{
    uint32_t number = 0;
    for (; peek(r) >= '0' && peek(r) <= '9' && number < LETTERS_MAX; r->at++)
        number = number * 10 + (uint32_t)(peek(r) - '0');
    return number;
}

static uint32_t read_count(reader *r)
{
    uint32_t most = 1;
    if (takes(r, "*") || takes(r, "+")) {
        most = PAL_REACH_ANY;
    } else if (takes(r, "?")) {
        most = 1;
    } else if (takes(r, "{")) {
        most = read_number(r);
        if (takes(r, ","))
            most = peek(r) == '}' ? (uint32_t)PAL_REACH_ANY : read_number(r);
        if (!takes(r, "}"))
            return PAL_REACH_ANY;
    } else {
        return 1;
    }
    if (!takes(r, "?"))
        (void)takes(r, "+");
    return most;
}

static uint32_t read_item(reader *r)
{
    int c = peek(r);
    r->at++;
    switch (c) {
    case '(':
        return read_group(r);
    case '[':
        return read_class(r);
    case '\\':
        return read_escape(r);
    case '.':
        return 1;
    default:
        /* a letter of another script may have its other case among a to z */
        return is_letter(c) || (c & 0xC0) == 0xC0;
    }
}

static uint32_t read_choices(reader *r)
{
    uint32_t most = 0;
    uint32_t here = 0;
    while (peek(r) >= 0 && peek(r) != ')' && most != PAL_REACH_ANY) {
        if (takes(r, "|")) {
            here = 0;
            continue;
        }
        uint32_t item = read_item(r);
        here = sum(here, times(item, read_count(r)));
        if (here > most)
            most = here;
    }
    return most;
}

/* No choice at the top, and no end but the text's. */
static bool is_whole(pal_str text)
{
    size_t at = 0;
    int depth = 0;
    bool in_class = false;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '\\')
            at++;
        else if (c == '[' || (in_class && c == ']'))
            in_class = c == '[';
        else if (!in_class)
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == '|' && depth == 0 && !in_class)
            return false;
    }
    bool begins =
        pal_str_starts(text, PAL_STR("^")) || pal_str_starts(text, PAL_STR("\\A"));
    bool plain = text.len > 1 && text.ptr[text.len - 2] != '\\';
    return begins && ((plain && pal_str_ends(text, PAL_STR("$"))) ||
                      (text.len > 2 && text.ptr[text.len - 3] != '\\' &&
                       pal_str_ends(text, PAL_STR("\\z"))));
}

uint32_t pal_reach_of(pal_str text)
{
    reader r = {.text = text};
    if (!is_whole(text))
        return PAL_REACH_ANY;
    uint32_t most = read_choices(&r);
    return r.at == text.len ? most : (uint32_t)PAL_REACH_ANY;
}

/* As is_letter(), without a branch. */
static uint8_t one_of_letter(uint8_t byte)
{
    const uint8_t letter = (uint8_t)((byte | 0x20u) - 'a');
    const uint8_t digit = (uint8_t)(byte - '0');
    return letter < 26 || digit < 10;
}

/* By stretches whose sum has room in a byte: many bytes are counted at once. */
uint32_t pal_reach_count(pal_str text)
{
    enum { STRETCH = 64 };
    const uint8_t *bytes = (const uint8_t *)text.ptr;
    uint32_t count = 0;
    size_t i = 0;
    for (; i + STRETCH <= text.len; i += STRETCH) {
        uint8_t sum = 0;
        for (size_t k = 0; k < STRETCH; k++)
            sum = (uint8_t)(sum + one_of_letter(bytes[i + k]));
        count += sum;
    }
    for (; i < text.len; i++)
        count += one_of_letter(bytes[i]);
    return count;
}
