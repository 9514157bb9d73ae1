#include "report/html_out.h"

#include "base/str.h"
#include "base/unicode.h"
#include "report/plain_run.h"

static bool is_control(uint32_t code)
{
    if (code == '\t' || code == '\n' || code == '\r')
        return false;
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

static const char *entity_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void pal_html_text(pal_buf *b, pal_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t run = pal_plain_run(text, at);
        pal_buf_add(b, (pal_str){text.ptr + at, run});
        at += run;
        if (at == text.len)
            break;
        uint32_t code = pal_unicode_next(text, &at);
        const char *entity = entity_of(code);
        if (entity)
            pal_buf_cstr(b, entity);
        else
            pal_unicode_add(b, is_control(code) ? 0xFFFD : code);
    }
}
