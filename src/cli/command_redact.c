/* Lines in, lines out, in the same order: a line that is a JSON object with a field text
 * is written with that field masked, any other line as a text. Survey files go through
 * the library. What was masked is told by counts alone. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "messages.h"
#include "options.h"

static bool write_bytes(void *ctx, pal_str bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, ctx) == bytes.len;
}

/* 0 or an exit status. */
static int redact_text(pal_reader *reader, pal_str text, uint64_t *counts)
{
    pal_error err = {.code = PAL_OK};
    pal_str masked;
    if (pal_redact(&masked, reader, text, counts, &err) != PAL_OK)
        return report_failure(&err);
    return write_bytes(stdout, masked) && putchar('\n') != EOF ? 0 : EXIT_IO;
}

static int redact_object(json_t *object, pal_reader *reader, uint64_t *counts)
{
    json_t *text = json_object_get(object, "text");
    pal_error err = {.code = PAL_OK};
    pal_str masked;
    pal_str bytes = {json_string_value(text), json_string_length(text)};
    if (pal_redact(&masked, reader, bytes, counts, &err) != PAL_OK)
        return report_failure(&err);
    json_object_set_new(object, "text", json_stringn(masked.ptr, masked.len));
    bool fine = json_dumpf(object, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF;
    return fine ? 0 : EXIT_IO;
}

static int redact_line(pal_reader *reader, const char *line, size_t len, uint64_t *counts)
{
    json_error_t why;
    json_t *object =
        len != 0 && line[0] == '{' ? json_loadb(line, len, JSON_ALLOW_NUL, &why) : NULL;
    int status = 0;
    if (json_is_string(json_object_get(object, "text")))
        status = redact_object(object, reader, counts);
    else
        status = redact_text(reader, (pal_str){line, len}, counts);
    json_decref(object);
    return status;
}

static int redact_lines(pal_reader *reader, const char *path, uint64_t *counts)
{
    pal_loc at = {.file = path};
    FILE *from = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!from)
        return tell_error(EXIT_NOINPUT, NULL, &at, "cannot open: %s", strerror(errno));
    int status = 0;
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    while (status == 0 && (len = getline(&line, &cap, from)) > 0) {
        size_t bytes = (size_t)len;
        while (bytes && (line[bytes - 1] == '\n' || line[bytes - 1] == '\r'))
            bytes--;
        at.line++;
        /* UTF-16, a workbook, an archive: what is personal in it cannot be seen */
        status =
            memchr(line, '\0', bytes)
                ? tell_error(EXIT_DATA, NULL, &at,
                             "this line is no text in UTF-8; survey files are masked "
                             "with --csv")
                : redact_line(reader, line, bytes, counts);
    }
    at.line = 0;
    if (status == 0 && ferror(from))
        status = tell_error(errno == EISDIR ? EXIT_NOINPUT : EXIT_IO, NULL, &at,
                            "cannot read: %s", strerror(errno));
    free(line);
    if (from != stdin)
        fclose(from);
    return status;
}

static int redact_input(pal_reader *reader, const settings *s, const char *path,
                        uint64_t *counts)
{
    if (!s->csv)
        return redact_lines(reader, path, counts);
    pal_error err = {.code = PAL_OK};
    pal_status status =
        pal_redact_survey(reader, &s->opt, path, write_bytes, stdout, counts, &err);
    return status == PAL_OK ? 0 : report_failure(&err);
}

static void counts_for_programs(const uint64_t *counts)
{
    json_line line;
    json_line_begin(&line, "result");
    json_line_number(&line, "status", EXIT_FINE);
    if (json_line_open(&line, "masked")) {
        for (size_t i = 0; i < PAL_PERSONAL_COUNT; i++)
            json_line_number(&line, pal_personal_name((pal_personal)i), counts[i]);
        json_line_close(&line);
    }
    json_line_end(&line, stderr);
}

static void tell_counts(const uint64_t *counts)
{
    if (messages_json()) {
        counts_for_programs(counts);
        return;
    }
    fputs("palaute redact: masked", stderr);
    bool any = false;
    for (size_t i = 0; i < PAL_PERSONAL_COUNT; i++)
        if (counts[i] != 0) {
            fprintf(stderr, "%s %s %llu", any ? "," : "",
                    pal_personal_name((pal_personal)i), (unsigned long long)counts[i]);
            any = true;
        }
    fputs(any ? "\n" : " nothing\n", stderr);
}

int command_redact(settings *s)
{
    static const char *const standard_input[] = {"-"};
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_error err = {.code = PAL_OK};
    uint64_t counts[PAL_PERSONAL_COUNT] = {0};
    int status = open_engine(&engine, s);
    if (status)
        return status;
    if (pal_reader_open(&reader, engine, &s->opt, &err) != PAL_OK)
        status = report_failure(&err);
    if (s->argument_count == 0)
        tell_waiting("redact");
    const char *const *paths = s->argument_count ? s->arguments : standard_input;
    size_t count = s->argument_count ? s->argument_count : 1;
    for (size_t i = 0; status == 0 && i < count; i++)
        status = redact_input(reader, s, paths[i], counts);
    if (status == 0 && !s->quiet)
        tell_counts(counts);
    pal_reader_close(reader);
    pal_engine_close(engine);
    return status;
}
