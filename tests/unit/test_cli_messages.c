#include "cli_help.h"

#include <jansson.h>

#define STR(text)                                                                        \
    {                                                                                    \
        text, sizeof(text) - 1                                                           \
    }

static const char *line_of(json_line *line, pal_str text)
{
    static char out[sizeof line->bytes + 8];
    json_line_begin(line, "x");
    json_line_text(line, "m", text);
    FILE *to = fmemopen(out, sizeof out, "w");
    cr_assert(to);
    json_line_end(line, to);
    fclose(to);
    return out;
}

/* Expected texts by hand after RFC 8259, section 7; replacement after Unicode 15, table
 * 3-8 (each byte of a broken sequence is replaced on its own, which it allows). */
Test(cli_messages, a_text_is_escaped)
{
    static const struct {
        pal_str text;
        const char *json;
    } cases[] = {
        {STR(""), ""},
        {STR("plain \xC3\xA4 \xF0\x9F\x98\x80"), "plain \xC3\xA4 \xF0\x9F\x98\x80"},
        {STR("\"\\/"), "\\\"\\\\/"},
        {STR("a\nb\tc\0d"), "a\\u000ab\\u0009c\\u0000d"},
        {STR("\x1B[2J\x7F"), "\\u001b[2J\\u007f"},
        {STR("\xC2\x9B"), "\\u009b"},
        {STR("\xE2\x80\xAE\xE2\x81\xA6"), "\\u202e\\u2066"},
        {STR("\xE2\x80\xA8"), "\\u2028"},
        {STR("a\xFF"
             "b"),
         "a\xEF\xBF\xBD"
         "b"},
        {STR("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {STR("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {STR("cut \xC3"), "cut \xEF\xBF\xBD"},
        {STR("\"},{\"event\":\"result\"}"), "\\\"},{\\\"event\\\":\\\"result\\\"}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        json_line line;
        char expected[256];
        snprintf(expected, sizeof expected, "{\"event\":\"x\",\"m\":\"%s\"}\n",
                 cases[i].json);
        cr_expect_str_eq(line_of(&line, cases[i].text), expected);
    }
}

Test(cli_messages, any_bytes_are_one_line_of_json)
{
    uint64_t state = 7;
    for (size_t round = 0; round < 500; round++) {
        char bytes[200];
        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (char)(state >> 40);
        }
        json_line line;
        json_error_t why;
        const char *text = line_of(&line, (pal_str){bytes, round % sizeof bytes});
        size_t len = strlen(text);
        json_t *object =
            json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
        cr_assert(json_is_string(json_object_get(object, "m")), "%s", why.text);
        cr_expect_eq(strchr(text, '\n'), text + len - 1);
        json_decref(object);
    }
}

Test(cli_messages, what_does_not_fit_is_left_out)
{
    static char long_text[5000];
    memset(long_text, '\x01', sizeof long_text);
    json_line line;
    json_line_begin(&line, "x");
    json_line_text(&line, "a", (pal_str){long_text, sizeof long_text});
    json_line_text(&line, "b", (pal_str){long_text, sizeof long_text});
    json_line_number(&line, "c", INT64_MAX);
    cr_expect(json_line_open(&line, "d"));
    json_line_number(&line, "e", 0);
    json_line_close(&line);
    cr_expect_lt(line.len, sizeof line.bytes);
    static char out[sizeof line.bytes + 8];
    FILE *to = fmemopen(out, sizeof out, "w");
    json_line_end(&line, to);
    fclose(to);
    json_error_t why;
    json_t *object = json_loads(out, JSON_ALLOW_NUL, &why);
    cr_assert(object, "%s", why.text);
    cr_expect(json_object_get(object, "a"));
    cr_expect_null(json_object_get(object, "b"));
    cr_expect(json_object_get(object, "d"));
    json_decref(object);
}

Test(cli_messages, a_terminal_gets_no_control)
{
    static const struct {
        pal_str text;
        const char *plain;
    } cases[] = {
        {STR("a\x1B[2J\xC2\x9B\n\0z"), "a?[2J???z"},
        {STR("\xE2\x80\xAE\xE2\x81\xA9\xE2\x80\x8F"), "???"},
        {STR("h\xC3\xA4r\xC3"), "h\xC3\xA4r?"},
        {STR("\xE2\x82\xAC"), "\xE2\x82\xAC"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[64];
        cr_expect_eq(plain_text(out, sizeof out, cases[i].text), strlen(cases[i].plain));
        cr_expect_str_eq(out, cases[i].plain);
    }
    char small[5];
    cr_expect_eq(plain_text(small, sizeof small, (pal_str)STR("abc\xC3\xA4")), 3);
    cr_expect_str_eq(small, "abc");
}
