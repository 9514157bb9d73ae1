#define PCRE2_CODE_UNIT_WIDTH 8
#include "lexicon/pattern.h"

#include <pcre2.h>

#include "base/fail.h"

enum { STEPS_MAX = 100000, DEPTH_MAX = 1000 };

struct pal_pattern {
    pcre2_code *code;
    bool fast; /* compiled to machine code */
};

struct pal_pattern_scratch {
    pal_arena *mem;
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

pal_status pal_pattern_open(pal_pattern **out, pal_arena *mem, pal_str text, pal_loc at,
                            pal_error *err)
{
    pal_pattern *pattern = pal_new(mem, pal_pattern, 1);
    if (!pattern)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the expression");
    int code = 0;
    PCRE2_SIZE where = 0;
    pattern->code =
        pcre2_compile((PCRE2_SPTR)text.ptr, text.len,
                      PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                      &code, &where, NULL);
    if (!pattern->code) {
        unsigned char why[120] = "";
        pcre2_get_error_message(code, why, sizeof why);
        at.column += where;
        return pal_fail(err, PAL_EFORMAT, at, "the expression is wrong here: %s",
                        (const char *)why);
    }
    /* where the processor has no JIT the interpreter gives the same matches */
    pattern->fast = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
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

bool pal_pattern_find(const pal_pattern *pattern, pal_pattern_scratch *s, pal_str text,
                      size_t from, size_t *start, size_t *end)
{
    int count = pattern->fast ? pcre2_jit_match(pattern->code, (PCRE2_SPTR)text.ptr,
                                                text.len, from, 0, s->data, s->limits)
                              : pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len,
                                            from, PCRE2_NO_UTF_CHECK, s->data, s->limits);
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
