#define PCRE2_CODE_UNIT_WIDTH 8
#include "lexicon/pattern.h"

#include <pcre2.h>
#include <string.h>

#include "base/dotted.h"
#include "base/fail.h"
#include "base/once.h"
#include "base/str.h"
#include "lexicon/reach.h"

enum { STEPS_MAX = 100000, DEPTH_MAX = 1000, SIGNS_MAX = 64 };

/* Marks that an expression may name as its beginnings. */
static const bool is_sign[0x80] = {
    ['.'] = true, [','] = true, [';'] = true, [':'] = true, ['!'] = true,
    ['?'] = true, [')'] = true, ['"'] = true, ['\''] = true};

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
};

struct pal_pattern_scratch {
    pal_arena *mem;
    pcre2_match_data *data;
    pcre2_match_context *limits;
    size_t signs[SIGNS_MAX]; /* where they stand in the text */
    size_t sign_count;       /* over SIGNS_MAX: there are more */
    pal_needs_text held;     /* what the text has of what expressions need */
};

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
        if (byte < 0x80 ? !is_sign[byte] : byte < 0xF0 && (byte & 0xC0) != 0x80)
            return false;
        pattern->signs[byte] = (byte & 0xC0) != 0x80;
    }
    pal_str rest = {text.ptr + at, text.len - at};
    return pal_str_starts(rest, PAL_STR("]\\s*)")) || pal_str_starts(rest, PAL_STR("])"));
}

/* False: what is wrong, and where. */
static bool compile(pal_pattern *pattern, int *what, PCRE2_SIZE *where)
{
    pattern->code =
        pcre2_compile((PCRE2_SPTR)pattern->text.ptr, pattern->text.len,
                      PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
                          (pattern->at_signs ? (uint32_t)PCRE2_ANCHORED : 0),
                      what, where, NULL);
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

void pal_pattern_close(pal_pattern *pattern)
{
    if (pattern)
        pcre2_code_free(pattern->code);
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

const pal_needs_text *pal_pattern_held(const pal_pattern_scratch *s)
{
    return &s->held;
}

/* Where the processor has no JIT the interpreter gives the same matches. */
static void make_fast(void *which)
{
    int code = 0;
    PCRE2_SIZE where = 0;
    pal_pattern *pattern = which;
    if (pattern->code || compile(pattern, &code, &where))
        pattern->fast = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
}

static int find_from(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                     size_t from)
{
    return pattern->fast ? pcre2_jit_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len,
                                           from, 0, s->data, s->limits)
                         : pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len,
                                       from, PCRE2_NO_UTF_CHECK, s->data, s->limits);
}

void pal_pattern_look(pal_pattern_scratch *s, pal_str text)
{
    pal_needs_look(&s->held, text);
    s->sign_count = 0;
    for (size_t i = 0; i < text.len && s->sign_count <= SIGNS_MAX; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= 0xF0 || (byte < 0x80 && is_sign[byte])) {
            if (s->sign_count < SIGNS_MAX)
                s->signs[s->sign_count] = i;
            s->sign_count++;
        }
    }
}

/* At the beginning of the text and at the signs of the expression. */
static int find_at_signs(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                         size_t from)
{
    int count = from == 0 ? find_from(pattern, s, text, 0) : -1;
    if (s->sign_count > SIGNS_MAX) { /* more than were noted */
        for (size_t at = from; count <= 0 && at < text.len; at++)
            if (pattern->signs[(unsigned char)text.ptr[at]])
                count = find_from(pattern, s, text, at);
        return count;
    }
    for (size_t i = 0; count <= 0 && i < s->sign_count; i++)
        if (s->signs[i] >= from && pattern->signs[(unsigned char)text.ptr[s->signs[i]]])
            count = find_from(pattern, s, text, s->signs[i]);
    return count;
}

bool pal_pattern_find(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                      size_t from, size_t *start, size_t *end)
{
    pal_once *once = (pal_once *)(uintptr_t)&pattern->once;
    pal_once_make(once, make_fast, (void *)(uintptr_t)pattern);
    if (!pattern->code)
        return false;
    int count = pattern->at_signs ? find_at_signs(pattern, s, text, from)
                                  : find_from(pattern, s, text, from);
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
