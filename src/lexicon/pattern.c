#define PCRE2_CODE_UNIT_WIDTH 8
#include "lexicon/pattern.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <string.h>

#include "base/dotted.h"
#include "base/fail.h"
#include "base/once.h"
#include "base/str.h"
#include "lexicon/reach.h"

#define OPTIONS (PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C)

enum { STEPS_MAX = 100000, DEPTH_MAX = 1000, SIGNS_MAX = 64, LETTERS = 26 };

/* Marks that an expression may name as its beginnings, and the first bytes of emoji. */
static const bool is_sign[256] = {
    ['.'] = true,  [','] = true,  [';'] = true,  [':'] = true,  ['!'] = true,
    ['?'] = true,  [')'] = true,  ['"'] = true,  ['\''] = true, [0xF0] = true,
    [0xF1] = true, [0xF2] = true, [0xF3] = true, [0xF4] = true};

/* What an expression may take before its tail: an expression that begins with it, at the
 * beginning of a text or behind a sign, need not be tried where its tail cannot begin. */
typedef enum pal_head {
    PAL_HEAD_UNKNOWN, /* it does not begin so */
    PAL_HEAD_NONE,
    PAL_HEAD_SPACE,   /* \s* */
    PAL_HEAD_NO_WORD, /* \W* */
} pal_head;

/* Which two letters a to z a tail can begin with, whatever their case, as far as it was
 * asked: by first letter, a bit for each second one. Lanes may ask the same at once, and
 * write the same. */
typedef struct openings {
    pcre2_code *tail;
    bool looks_back; /* behind a sign or a letter it may begin otherwise than a text */
    atomic_uint met[LETTERS]; /* seen in a text: asked when seen again */
    atomic_uint asked[LETTERS];
    atomic_uint none[LETTERS]; /* no match begins so */
} openings;

struct pal_pattern {
    pal_str text;
    pcre2_code *code; /* NULL until a text is tried, and where `text` is no expression */
    uint32_t reach;
    pal_needs needs;
    pal_once once; /* made fast when a text is tried first: most are for short answers */
    bool fast;     /* compiled to machine code */
    /* An expression that begins "(?:^|[.!?]" can match at the beginning and at these
     * signs alone: it is compiled anchored and tried there. */
    bool at_signs;
    bool signs[256]; /* by first byte of a sign */
    pal_head head;
    pal_str tail;       /* behind the head, in the text of the expression */
    bool has_firsts;    /* known once it is fast: the tail begins with one of these */
    uint8_t firsts[32]; /* a bit for each byte */
    openings *openings; /* NULL = nobody can tell */
};

struct pal_pattern_scratch {
    pal_arena *mem;
    pcre2_match_data *data;
    pcre2_match_context *limits;
    size_t signs[SIGNS_MAX]; /* where they stand in the text */
    size_t sign_count;       /* over SIGNS_MAX: there are more */
    bool looked;             /* in this text */
};

/* What stands before the first sign of an expression that takes up text for sure. */
static bool take_head(pal_pattern *pattern, pal_str head, pal_head kind)
{
    if (!pal_str_starts(pattern->tail, head))
        return false;
    pattern->tail.ptr += head.len;
    pattern->tail.len -= head.len;
    pattern->head = kind;
    return true;
}

/* Is the tail an expression by itself, with no choice at its top? False in doubt. */
static bool is_plain_tail(pal_str tail)
{
    int depth = 0;
    bool in_class = false;
    if (tail.len == 0 || strchr("*+?{", tail.ptr[0]) ||
        pal_str_has(tail, PAL_STR("[:")) || pal_str_has(tail, PAL_STR("\\Q")) ||
        pal_str_has(tail, PAL_STR("(*")) || pal_str_has(tail, PAL_STR("(?#")))
        return false;
    for (size_t at = 0; at < tail.len; at++) {
        const char c = tail.ptr[at];
        if (c == '\\') {
            at++;
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
            at += at + 1 < tail.len && tail.ptr[at + 1] == '^';
            at += at + 1 < tail.len && tail.ptr[at + 1] == ']';
        } else if (c == '|' && depth == 0) {
            return false;
        } else if (c == '(' && at + 2 < tail.len && tail.ptr[at + 1] == '?' &&
                   !strchr(":=!<", tail.ptr[at + 2])) {
            return false;
        } else {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
    }
    return true;
}

/* Does the expression begin with "(?:^|[" and plain signs up to "]", with no third way to
 * begin? Signs are marks and emoji: nothing that has another case. */
static bool find_signs(pal_pattern *pattern, pal_str text)
{
    pal_str head = PAL_STR("(?:^|[");
    if (!pal_str_starts(text, head))
        return false;
    size_t at = head.len;
    for (; at < text.len && text.ptr[at] != ']'; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (!is_sign[byte] && (byte & 0xC0) != 0x80)
            return false;
        pattern->signs[byte] = (byte & 0xC0) != 0x80;
    }
    pattern->tail = (pal_str){text.ptr + at, text.len - at};
    if (take_head(pattern, PAL_STR("]\\s*)"), PAL_HEAD_SPACE) ||
        take_head(pattern, PAL_STR("])"), PAL_HEAD_NONE))
        return true;
    pattern->tail = text;
    return false;
}

/* The same of one that begins where the text does. */
static void find_start(pal_pattern *pattern, pal_str text)
{
    pattern->tail = text;
    if (!take_head(pattern, PAL_STR("^"), PAL_HEAD_NONE) &&
        !take_head(pattern, PAL_STR("\\A"), PAL_HEAD_NONE))
        return;
    if (!take_head(pattern, PAL_STR("\\s*"), PAL_HEAD_SPACE))
        (void)take_head(pattern, PAL_STR("\\W*"), PAL_HEAD_NO_WORD);
}

/* False: what is wrong, and where. */
static bool compile(pal_pattern *pattern, int *what, PCRE2_SIZE *where)
{
    pattern->code = pcre2_compile(
        (PCRE2_SPTR)pattern->text.ptr, pattern->text.len,
        OPTIONS | (pattern->at_signs ? (uint32_t)PCRE2_ANCHORED : 0), what, where, NULL);
    return pattern->code != NULL;
}

pal_pattern *pal_pattern_again(pal_arena *mem, pal_str text)
{
    pal_pattern *pattern = pal_new(mem, pal_pattern, 1);
    if (!pattern)
        return NULL;
    pattern->text = text;
    pattern->reach = pal_reach_of(text);
    pattern->needs = pal_needs_of(mem, text);
    pattern->at_signs = find_signs(pattern, text);
    if (!pattern->at_signs)
        find_start(pattern, text);
    if (pattern->head != PAL_HEAD_UNKNOWN && !is_plain_tail(pattern->tail))
        pattern->head = PAL_HEAD_UNKNOWN;
    return pattern;
}

pal_status pal_pattern_open(pal_pattern **out, pal_arena *mem, pal_str text, pal_loc at,
                            pal_error *err)
{
    pal_pattern *pattern = pal_pattern_again(mem, text);
    int code = 0;
    PCRE2_SIZE where = 0;
    if (!pattern)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the expression");
    if (!compile(pattern, &code, &where)) {
        unsigned char why[120] = "";
        pcre2_get_error_message(code, why, sizeof why);
        at.column += where;
        return pal_fail(err, PAL_EFORMAT, at, "the expression is wrong here: %s",
                        (const char *)why);
    }
    *out = pattern;
    return PAL_OK;
}

static void close_openings(openings *o)
{
    if (o)
        pcre2_code_free(o->tail);
    pal_memory_resize(o, 0);
}

void pal_pattern_close(pal_pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    close_openings(pattern->openings);
}

pal_status pal_pattern_scratch_open(pal_pattern_scratch **out, pal_error *err)
{
    pal_arena *mem = pal_arena_open(64 * 1024);
    pal_pattern_scratch *s = mem ? pal_new(mem, pal_pattern_scratch, 1) : NULL;
    if (s) {
        s->mem = mem;
        s->data = pcre2_match_data_create(8, NULL);
        s->limits = pcre2_match_context_create(NULL);
    }
    if (!s || !s->data || !s->limits) {
        if (s)
            pal_pattern_scratch_close(s);
        else
            pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for expressions");
    }
    pcre2_set_match_limit(s->limits, STEPS_MAX);
    pcre2_set_depth_limit(s->limits, DEPTH_MAX);
    *out = s;
    return PAL_OK;
}

void pal_pattern_scratch_close(pal_pattern_scratch *s)
{
    if (!s)
        return;
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->limits);
    pal_arena_close(s->mem);
}

uint32_t pal_pattern_reach(const pal_pattern *pattern)
{
    return pattern->reach;
}

pal_needs pal_pattern_needs(const pal_pattern *pattern)
{
    return pattern->needs;
}

/* Are two small letters at a time enough to ask about? What looks back at letters may
 * find more in a text than opens_nowhere() shows it, and what tells capitals from small
 * letters more than small ones. */
static bool may_ask(pal_str tail)
{
    return !pal_str_has(tail, PAL_STR("(?<")) && !pal_str_has(tail, PAL_STR("\\G")) &&
           !pal_str_has(tail, PAL_STR("\\p")) && !pal_str_has(tail, PAL_STR("\\P"));
}

/* Can the tail tell what stands before it from the beginning of a text? By "^" it can,
 * and by the border of a word behind letters, which are among what emoji begin like. */
static bool looks_back(const pal_pattern *pattern)
{
    const pal_str tail = pattern->tail;
    bool found = pal_str_has(tail, PAL_STR("\\A"));
    for (unsigned byte = 0x80; byte <= UINT8_MAX; byte++)
        found = found || pattern->signs[byte];
    for (size_t at = 0; !found && at < tail.len; at++) {
        const bool in_class =
            at > 0 && tail.ptr[at - 1] == '[' && (at == 1 || tail.ptr[at - 2] != '\\');
        found = tail.ptr[at] == '^' && !in_class;
    }
    return found;
}

/* Takes the tail. */
static void keep_tail(pal_pattern *pattern, pcre2_code *tail)
{
    openings *o = NULL;
    if (pattern->has_firsts && may_ask(pattern->tail))
        o = pal_memory_resize(NULL, sizeof *o);
    if (!o) {
        pcre2_code_free(tail);
        return;
    }
    memset(o, 0, sizeof *o);
    o->tail = tail;
    o->looks_back = looks_back(pattern);
    pattern->openings = o;
}

/* The bytes that a match of the tail can begin with, where PCRE2 can tell: then it is
 * never empty. */
static void find_firsts(pal_pattern *pattern)
{
    int wrong = 0;
    PCRE2_SIZE where = 0;
    const uint8_t *firsts = NULL;
    pcre2_code *tail =
        pcre2_compile((PCRE2_SPTR)pattern->tail.ptr, pattern->tail.len,
                      OPTIONS | (uint32_t)PCRE2_ANCHORED, &wrong, &where, NULL);
    if (!tail)
        return;
    if (pcre2_pattern_info(tail, PCRE2_INFO_FIRSTBITMAP, &firsts) == 0 && firsts) {
        memcpy(pattern->firsts, firsts, sizeof pattern->firsts);
        pattern->has_firsts = true;
    }
    keep_tail(pattern, tail);
}

/* Where the processor has no JIT the interpreter gives the same matches. */
static void make_fast(void *which)
{
    int code = 0;
    PCRE2_SIZE where = 0;
    pal_pattern *pattern = which;
    if (pattern->code || compile(pattern, &code, &where))
        pattern->fast = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
    if (pattern->head != PAL_HEAD_UNKNOWN)
        find_firsts(pattern);
}

/* Does no match of the tail begin with these two letters, wherever it may stand? A
 * partial match tells no only where no text that goes on from them matches. */
static bool opens_nowhere(const openings *o, const pal_pattern_scratch *s,
                          PCRE2_UCHAR first, PCRE2_UCHAR second)
{
    const PCRE2_UCHAR texts[][3] = {
        {first, second}, {' ', first, second}, {'a', first, second}};
    const size_t count = o->looks_back ? sizeof texts / sizeof *texts : 1;
    bool none = true;
    for (size_t i = 0; none && i < count; i++) {
        const PCRE2_SIZE at = i != 0;
        none = pcre2_match(o->tail, texts[i], at + 2, at,
                           PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK, s->data,
                           s->limits) == PCRE2_ERROR_NOMATCH;
    }
    return none;
}

/* Can the tail begin with these two letters? It costs as much to ask as a few searches
 * do. */
static bool opens_with(openings *o, const pal_pattern_scratch *s, unsigned first,
                       unsigned second)
{
    const unsigned bit = 1U << second;
    if (atomic_load_explicit(&o->none[first], memory_order_relaxed) & bit)
        return false;
    if (atomic_load_explicit(&o->asked[first], memory_order_relaxed) & bit)
        return true;
    if ((atomic_fetch_or_explicit(&o->met[first], bit, memory_order_relaxed) & bit) == 0)
        return true;
    const bool none =
        opens_nowhere(o, s, (PCRE2_UCHAR)('a' + first), (PCRE2_UCHAR)('a' + second));
    atomic_fetch_or_explicit(&o->asked[first], bit, memory_order_relaxed);
    if (none)
        atomic_fetch_or_explicit(&o->none[first], bit, memory_order_relaxed);
    return !none;
}

static bool is_first(const pal_pattern *pattern, const pal_pattern_scratch *s,
                     pal_str text, size_t at)
{
    const unsigned byte = (unsigned char)text.ptr[at];
    if ((pattern->firsts[byte / 8] >> byte % 8 & 1) == 0)
        return false;
    if (!pattern->openings || at + 1 == text.len)
        return true;
    const unsigned first = (byte | 0x20) - 'a';
    const unsigned second = ((unsigned char)text.ptr[at + 1] | 0x20U) - 'a';
    return first >= LETTERS || second >= LETTERS ||
           opens_with(pattern->openings, s, first, second);
}

/* May this byte begin a letter or sign that the head takes, too? */
static bool is_taken(pal_head head, unsigned char byte)
{
    bool blank = byte == ' ' || (byte >= '\t' && byte <= '\r');
    bool word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                (byte >= '0' && byte <= '9') || byte == '_';
    return head == PAL_HEAD_SPACE ? blank : head == PAL_HEAD_NO_WORD && !word;
}

/* Can the tail begin at `at`, or behind what the head takes from there on? What is no
 * ASCII may be taken, too. */
static bool may_begin(const pal_pattern *pattern, const pal_pattern_scratch *s,
                      pal_head head, pal_str text, size_t at)
{
    if (!pattern->has_firsts)
        return true;
    for (; at < text.len; at++) {
        const unsigned char byte = (unsigned char)text.ptr[at];
        if (is_first(pattern, s, text, at) || (byte >= 0x80 && head != PAL_HEAD_NONE))
            return true;
        if (!is_taken(head, byte))
            return false;
    }
    return false;
}

static int find_from(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                     size_t from)
{
    return pattern->fast ? pcre2_jit_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len,
                                           from, 0, s->data, s->limits)
                         : pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len,
                                       from, PCRE2_NO_UTF_CHECK, s->data, s->limits);
}

void pal_pattern_look(pal_pattern_scratch *s)
{
    s->looked = false;
}

static void note_signs(pal_pattern_scratch *s, pal_str text, size_t from, size_t end)
{
    for (size_t i = from; i < end && s->sign_count <= SIGNS_MAX; i++)
        if (is_sign[(unsigned char)text.ptr[i]]) {
            if (s->sign_count < SIGNS_MAX)
                s->signs[s->sign_count] = i;
            s->sign_count++;
        }
}

static void look(pal_pattern_scratch *s, pal_str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t i = 0;
    s->looked = true;
    s->sign_count = 0;
    for (; i + 8 <= text.len; i += 8) /* few bytes are signs */
        if (is_sign[bytes[i]] | is_sign[bytes[i + 1]] | is_sign[bytes[i + 2]] |
            is_sign[bytes[i + 3]] | is_sign[bytes[i + 4]] | is_sign[bytes[i + 5]] |
            is_sign[bytes[i + 6]] | is_sign[bytes[i + 7]])
            note_signs(s, text, i, i + 8);
    note_signs(s, text, i, text.len);
}

static int find_at_sign(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                        size_t at)
{
    const unsigned char sign = (unsigned char)text.ptr[at];
    return pattern->signs[sign] &&
                   may_begin(pattern, s, pattern->head, text, at + (sign < 0x80 ? 1 : 4))
               ? find_from(pattern, s, text, at)
               : -1;
}

/* At the beginning of the text and at the signs of the expression. */
static int find_at_signs(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                         size_t from)
{
    int count = from == 0 && may_begin(pattern, s, PAL_HEAD_NONE, text, 0)
                    ? find_from(pattern, s, text, 0)
                    : -1;
    if (count <= 0 && !s->looked)
        look(s, text);
    if (s->sign_count > SIGNS_MAX) { /* more than were noted */
        for (size_t at = from; count <= 0 && at < text.len; at++)
            count = find_at_sign(pattern, s, text, at);
        return count;
    }
    for (size_t i = 0; count <= 0 && i < s->sign_count; i++)
        if (s->signs[i] >= from)
            count = find_at_sign(pattern, s, text, s->signs[i]);
    return count;
}

/* Wherever it can match, or, where it begins with the text, there. */
static int find_anywhere(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                         size_t from)
{
    return may_begin(pattern, s, pattern->head, text, 0)
               ? find_from(pattern, s, text, from)
               : -1;
}

bool pal_pattern_find(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                      size_t from, size_t *start, size_t *end)
{
    pal_once *once = (pal_once *)(uintptr_t)&pattern->once;
    pal_once_make(once, make_fast, (void *)(uintptr_t)pattern);
    if (!pattern->code)
        return false;
    int count = pattern->at_signs ? find_at_signs(pattern, s, text, from)
                                  : find_anywhere(pattern, s, text, from);
    if (count <= 0)
        return false;
    const PCRE2_SIZE *span = pcre2_get_ovector_pointer(s->data);
    /* \K can put the start behind the end */
    if (span[0] > span[1])
        return false;
    *start = span[0];
    *end = span[1];
    return true;
}

const char *pal_pattern_version(void)
{
    return PAL_DOTTED_2(PCRE2_MAJOR, PCRE2_MINOR);
}
