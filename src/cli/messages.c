#include "messages.h"

#include <stdarg.h>
#include <string.h>

#include "options.h"

enum { MESSAGE_MAX = 1024, TEXT_MAX = 4096, CLOSING = 16 };

/* How messages are told is decided once, when the program starts. */
static struct {
    bool json;
    bool quiet;
} mode;

void messages_begin(bool json, bool quiet)
{
    mode.json = json;
    mode.quiet = quiet;
}

bool messages_json(void)
{
    return mode.json;
}

/* --- bytes --- */

size_t text_character(pal_str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    if (text.len == 0)
        return 0;
    if (p[0] < 0x80)
        return 1;
    size_t len = p[0] >= 0xC2 && p[0] <= 0xDF ? 2 : 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        len = 3;
        low = p[0] == 0xE0 ? 0xA0 : low;
        high = p[0] == 0xED ? 0x9F : high;
    } else if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        len = 4;
        low = p[0] == 0xF0 ? 0x90 : low;
        high = p[0] == 0xF4 ? 0x8F : high;
    }
    if (len == 0 || len > text.len || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

/* C0, DEL and C1, and what turns the direction of a line (Unicode, Bidi_Control). */
static bool is_control(const char *at, size_t len)
{
    const unsigned char *p = (const unsigned char *)at;
    if (len == 1)
        return p[0] < 0x20 || p[0] == 0x7F;
    if (len == 2)
        return p[0] == 0xC2 && p[1] < 0xA0;
    if (len == 3 && p[0] == 0xE2)
        return (p[1] == 0x80 &&
                (p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xA8 && p[2] <= 0xAE))) ||
               (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9);
    return false;
}

size_t plain_text(char *out, size_t size, pal_str text)
{
    size_t used = 0;
    while (text.len != 0) {
        size_t len = text_character(text);
        bool plain = len != 0 && !is_control(text.ptr, len);
        size_t need = plain ? len : 1;
        if (used + need >= size)
            break;
        if (plain)
            memcpy(out + used, text.ptr, len);
        else
            out[used] = '?';
        used += need;
        len = len ? len : 1;
        text.ptr += len;
        text.len -= len;
    }
    if (size != 0)
        out[used] = '\0';
    return used;
}

/* --- a line of JSON --- */

/* Add the bytes whole, or nothing; what closes the line always fits. */
static bool add(json_line *line, const char *bytes, size_t len)
{
    if (len > sizeof line->bytes - CLOSING - line->len)
        return false;
    memcpy(line->bytes + line->len, bytes, len);
    line->len += len;
    return true;
}

static unsigned code_of(const char *at, size_t len)
{
    const unsigned char *p = (const unsigned char *)at;
    if (len == 1)
        return p[0];
    if (len == 2)
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

static bool add_quoted(json_line *line, pal_str text)
{
    bool fine = add(line, "\"", 1);
    while (fine && text.len != 0) {
        size_t len = text_character(text);
        char c = text.ptr[0];
        char escape[8];
        if (len == 0)
            fine = add(line, "\xEF\xBF\xBD", 3);
        else if (c == '"' || c == '\\')
            fine = add(line, (char[]){'\\', c}, 2);
        else if (is_control(text.ptr, len))
            fine = add(line, escape,
                       (size_t)snprintf(escape, sizeof escape, "\\u%04x",
                                        code_of(text.ptr, len)));
        else
            fine = add(line, text.ptr, len);
        len = len ? len : 1;
        text.ptr += len;
        text.len -= len;
    }
    return fine && add(line, "\"", 1);
}

static bool add_key(json_line *line, const char *key)
{
    char last = line->bytes[line->len - 1];
    return (last == '{' || add(line, ",", 1)) &&
           add_quoted(line, (pal_str){key, strlen(key)}) && add(line, ":", 1);
}

void json_line_begin(json_line *line, const char *event)
{
    line->bytes[0] = '{';
    line->len = 1;
    json_line_text(line, "event", (pal_str){event, strlen(event)});
}

void json_line_text(json_line *line, const char *key, pal_str text)
{
    size_t before = line->len;
    text.len = text.len < TEXT_MAX ? text.len : TEXT_MAX;
    if (!add_key(line, key) || !add_quoted(line, text))
        line->len = before;
}

void json_line_number(json_line *line, const char *key, uint64_t number)
{
    size_t before = line->len;
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    if (!add_key(line, key) || !add(line, digits, (size_t)len))
        line->len = before;
}

void json_line_true(json_line *line, const char *key)
{
    size_t before = line->len;
    if (!add_key(line, key) || !add(line, "true", 4))
        line->len = before;
}

bool json_line_open(json_line *line, const char *key)
{
    size_t before = line->len;
    bool fine = add_key(line, key) && add(line, "{", 1);
    if (!fine)
        line->len = before;
    return fine;
}

void json_line_close(json_line *line)
{
    line->bytes[line->len++] = '}';
}

void json_line_end(json_line *line, FILE *to)
{
    memcpy(line->bytes + line->len, "}\n", 2);
    fwrite(line->bytes, 1, line->len + 2, to);
}

/* --- messages --- */

static const char *kind_of(int status)
{
    switch (status) {
    case EXIT_USAGE:
        return "usage";
    case EXIT_DATA:
        return "data";
    case EXIT_NOINPUT:
        return "no-input";
    case EXIT_OUTPUT:
        return "no-output";
    case EXIT_IO:
        return "io";
    case EXIT_STOPPED:
        return "stopped";
    default:
        return "memory";
    }
}

static void text_of(json_line *line, const char *key, const char *text)
{
    if (text)
        json_line_text(line, key, (pal_str){text, strlen(text)});
}

static void error_for_programs(int status, const char *who, const pal_loc *at,
                               const char *message)
{
    json_line line;
    json_line_begin(&line, "error");
    json_line_number(&line, "status", (uint64_t)status);
    text_of(&line, "kind", kind_of(status));
    text_of(&line, "command", who);
    if (at && at->file) {
        text_of(&line, "file", at->file);
        if (at->line)
            json_line_number(&line, "line", at->line);
        if (at->line && at->column)
            json_line_number(&line, "column", at->column);
    }
    text_of(&line, "message", message);
    json_line_end(&line, stderr);
}

static void print_plain(const char *text)
{
    char plain[MESSAGE_MAX];
    plain_text(plain, sizeof plain, (pal_str){text, strlen(text)});
    fputs(plain, stderr);
}

static void error_for_people(const char *who, const pal_loc *at, const char *message)
{
    fprintf(stderr, "palaute%s%s: ", who ? " " : "", who ? who : "");
    if (at && at->file) {
        print_plain(at->file);
        fputc(':', stderr);
        if (at->line)
            fprintf(stderr, "%zu:", at->line);
        if (at->line && at->column)
            fprintf(stderr, "%zu:", at->column);
        fputc(' ', stderr);
    }
    print_plain(message);
    fputc('\n', stderr);
}

static void tell(int status, const char *who, const pal_loc *at, const char *message)
{
    if (mode.json)
        error_for_programs(status, who, at, message);
    else
        error_for_people(who, at, message);
}

int tell_usage(const char *who, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    tell(EXIT_USAGE, who, NULL, message);
    return EXIT_USAGE;
}

int tell_error(int status, const char *who, const pal_loc *at, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    tell(status, who, at, message);
    return status;
}

void tell_warning(const char *file, const char *format, ...)
{
    if (mode.quiet)
        return;
    char message[MESSAGE_MAX];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    if (mode.json) {
        json_line line;
        json_line_begin(&line, "warning");
        text_of(&line, "file", file);
        text_of(&line, "message", message);
        json_line_end(&line, stderr);
        return;
    }
    fputs("palaute: warning: ", stderr);
    print_plain(message);
    fputc('\n', stderr);
}

int report_failure(const pal_error *err)
{
    int status = EXIT_MEMORY;
    switch (err->code) {
    case PAL_EUSAGE:
        status = EXIT_USAGE;
        break;
    case PAL_EFORMAT:
        status = EXIT_DATA;
        break;
    case PAL_ENOINPUT:
        status = EXIT_NOINPUT;
        break;
    case PAL_EOUTPUT:
        status = EXIT_OUTPUT;
        break;
    case PAL_EIO:
        status = EXIT_IO;
        break;
    case PAL_ESTOP:
        status = EXIT_STOPPED;
        break;
    case PAL_ENOMEM:
    case PAL_OK:
    case PAL_DONE:
        break;
    }
    tell(status, NULL, &err->at, err->msg);
    return status;
}
