#include "report/json_out.h"

#include <assert.h>

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "report/plain_run.h"

static void add_quoted(pal_buf *b, pal_str text)
{
    static const char hex[] = "0123456789abcdef";
    pal_buf_byte(b, '"');
    for (size_t at = 0; at < text.len;) {
        size_t run = pal_plain_run(text, at);
        pal_buf_add(b, (pal_str){text.ptr + at, run});
        at += run;
        if (at == text.len)
            break;
        uint32_t code = pal_unicode_next(text, &at);
        if (code == '"' || code == '\\') {
            pal_buf_byte(b, '\\');
            pal_buf_byte(b, (char)code);
        } else if (code == '\n') {
            pal_buf_add(b, PAL_STR("\\n"));
        } else if (code == '\t') {
            pal_buf_add(b, PAL_STR("\\t"));
        } else if (code != 0 && code < 0x20) {
            pal_buf_add(b, PAL_STR("\\u00"));
            pal_buf_byte(b, hex[code >> 4]);
            pal_buf_byte(b, hex[code & 15]);
        } else {
            pal_unicode_add(b, code == 0 ? 0xFFFD : code);
        }
    }
    pal_buf_byte(b, '"');
}

static bool is_flat(const pal_json *w)
{
    return w->flat != 0 && w->depth >= w->flat;
}

static void new_line(pal_json *w)
{
    pal_buf_byte(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++)
        pal_buf_add(w->out, PAL_STR("  "));
}

static void begin_value(pal_json *w)
{
    if (w->begun)
        pal_buf_byte(w->out, ',');
    if (is_flat(w)) {
        if (w->begun)
            pal_buf_byte(w->out, ' ');
    } else if (w->depth != 0) {
        new_line(w);
    }
    w->begun = true;
}

static void begin_named(pal_json *w, pal_str key)
{
    begin_value(w);
    add_quoted(w->out, key);
    pal_buf_add(w->out, PAL_STR(": "));
}

static void begin(pal_json *w, const char *key)
{
    if (key)
        begin_named(w, pal_str_from(key));
    else
        begin_value(w);
}

static void enter(pal_json *w, pal_json_kind kind)
{
    assert(w->depth < PAL_JSON_DEPTH_MAX);
    pal_buf_byte(w->out, kind == PAL_JSON_OBJECT ? '{' : '[');
    w->kinds[w->depth++] = kind;
    w->begun = false;
}

void pal_json_open(pal_json *w, const char *key, pal_json_kind kind)
{
    begin(w, key);
    enter(w, kind);
}

void pal_json_open_flat(pal_json *w, const char *key, pal_json_kind kind)
{
    pal_json_open(w, key, kind);
    if (w->flat == 0)
        w->flat = w->depth;
}

void pal_json_close(pal_json *w)
{
    assert(w->depth > 0);
    bool flat = is_flat(w);
    bool filled = w->begun;
    w->depth--;
    if (w->depth < w->flat)
        w->flat = 0;
    if (filled && !flat)
        new_line(w);
    pal_buf_byte(w->out, w->kinds[w->depth] == PAL_JSON_OBJECT ? '}' : ']');
    w->begun = true;
}

void pal_json_end(pal_json *w)
{
    assert(w->depth == 0);
    pal_buf_byte(w->out, '\n');
}

void pal_json_text(pal_json *w, const char *key, pal_str value)
{
    begin(w, key);
    add_quoted(w->out, value);
}

void pal_json_cstr(pal_json *w, const char *key, const char *value)
{
    pal_json_text(w, key, pal_str_from(value));
}

void pal_json_text_named(pal_json *w, pal_str key, pal_str value)
{
    begin_named(w, key);
    add_quoted(w->out, value);
}

void pal_json_uint(pal_json *w, const char *key, uint64_t value)
{
    begin(w, key);
    pal_num_uint(w->out, value);
}

void pal_json_uint_named(pal_json *w, pal_str key, uint64_t value)
{
    begin_named(w, key);
    pal_num_uint(w->out, value);
}

void pal_json_number(pal_json *w, const char *key, double value)
{
    begin(w, key);
    pal_num_json(w->out, value);
}

void pal_json_bool(pal_json *w, const char *key, bool value)
{
    begin(w, key);
    pal_buf_add(w->out, value ? PAL_STR("true") : PAL_STR("false"));
}

void pal_json_null(pal_json *w, const char *key)
{
    begin(w, key);
    pal_buf_add(w->out, PAL_STR("null"));
}

void pal_json_null_named(pal_json *w, pal_str key)
{
    begin_named(w, key);
    pal_buf_add(w->out, PAL_STR("null"));
}
