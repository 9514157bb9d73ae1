/* JSON Lines in, JSON Lines out: one line for each line, in the same order, whatever the
 * line holds. Fields that came are passed through; a line that is no JSON object with a
 * text gets a field `error`. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "messages.h"
#include "options.h"

enum { TAGS_MAX = 256 };

const char *jansson_version(void)
{
    return JANSSON_VERSION;
}

static void set_text(json_t *object, const char *key, pal_str text)
{
    json_object_set_new(object, key, json_stringn(text.ptr ? text.ptr : "", text.len));
}

static json_t *themes_of(const pal_engine *engine, const pal_reader *reader)
{
    pal_tag tags[TAGS_MAX];
    size_t count = pal_reader_tags(reader, tags, TAGS_MAX);
    json_t *list = json_array();
    for (size_t i = 0; i < count && i < TAGS_MAX; i++) {
        json_t *one = json_object();
        set_text(one, "theme", pal_engine_theme(engine, tags[i].theme)->id);
        json_object_set_new(one, "polarity",
                            json_string(pal_polarity_name(tags[i].polarity)));
        if (tags[i].wish)
            json_object_set_new(one, "wish", json_true());
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *mentions_of(const pal_engine *engine, const pal_reading_view *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->mention_count; i++) {
        const pal_mention *m = &r->mentions[i];
        pal_rule_ref rule = pal_engine_rule(engine, m->rule);
        char place[512];
        int len = snprintf(place, sizeof place, "%.*s:%u", (int)rule.file.len,
                           rule.file.ptr, rule.line);
        json_t *one = json_object();
        set_text(one, "theme", pal_engine_theme(engine, m->theme)->id);
        json_object_set_new(one, "polarity", json_string(pal_polarity_name(m->polarity)));
        json_object_set_new(one, "start", json_integer(m->start));
        json_object_set_new(one, "end", json_integer(m->end));
        set_text(one, "surface", (pal_str){r->text.ptr + m->start, m->end - m->start});
        if (m->probability != 0) {
            set_text(one, "rule", rule.file);
            json_object_set_new(one, "probability",
                                json_real((double)m->probability / 1000.0));
        } else {
            set_text(one, "rule", (pal_str){place, len > 0 ? (size_t)len : 0});
        }
        json_array_append_new(list, one);
    }
    return list;
}

/* A name or a number may stand in any field. The parser lets nothing nest deeper than
 * 2,048 levels. */
static json_t *mask_value(json_t *value, pal_reader *reader, bool top)
{
    const char *key;
    json_t *inner;
    void *next;
    size_t i;
    pal_str clean = {json_string_value(value), json_string_length(value)};
    if (json_is_string(value))
        return pal_redact(&clean, reader, clean, NULL, NULL) == PAL_OK
                   ? json_stringn(clean.ptr, clean.len)
                   : json_null();
    json_object_foreach_safe(value, next, key,
                             inner) if (!top || strcmp(key, "text") != 0)
        json_object_set_new(value, key, mask_value(inner, reader, false));
    json_array_foreach(value, i, inner)
        json_array_set_new(value, i, mask_value(inner, reader, false));
    return json_incref(value);
}

static void tag_object(json_t *object, const pal_engine *engine, pal_reader *reader)
{
    json_t *text = json_object_get(object, "text");
    if (!json_is_string(text)) {
        json_object_set_new(object, "error", json_string("no field text with a string"));
        return;
    }
    json_decref(mask_value(object, reader, true));
    text = json_object_get(object, "text");
    pal_error err = {.code = PAL_OK};
    pal_reading_view r;
    pal_str bytes = {json_string_value(text), json_string_length(text)};
    if (pal_read(reader, bytes, &r, &err) != PAL_OK) {
        json_object_set_new(object, "error", json_string(err.msg));
        return;
    }
    json_incref(text); /* r.text may lie in it */
    set_text(object, "text", r.text);
    json_object_set_new(object, "language", json_string(pal_language_name(r.language)));
    json_object_set_new(object, "sentiment", json_string(pal_polarity_name(r.sentiment)));
    json_object_set_new(object, "sentiment_score", json_real(r.score / 1000.0));
    json_object_set_new(object, "themes", themes_of(engine, reader));
    json_object_set_new(object, "mentions", mentions_of(engine, &r));
    json_decref(text);
}

static bool tag_line(const char *line, size_t len, const pal_engine *engine,
                     pal_reader *reader)
{
    json_error_t why;
    json_t *object = json_loadb(line, len, JSON_ALLOW_NUL, &why);
    if (!json_is_object(object)) {
        json_decref(object);
        object = json_object();
        json_object_set_new(object, "error", json_string("the line is no JSON object"));
    } else {
        tag_object(object, engine, reader);
    }
    bool fine = json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6)) == 0 &&
                putchar('\n') != EOF;
    json_decref(object);
    return fine;
}

int command_tag(settings *s)
{
    if (s->argument_count != 0)
        return tell_usage("tag", "reads standard input; see palaute tag --help");
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    tell_waiting("tag");
    pal_error err = {.code = PAL_OK};
    pal_reader *reader = NULL;
    int status = EXIT_FINE;
    if (pal_reader_open(&reader, engine, &s->opt, &err) != PAL_OK)
        status = report_failure(&err);
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    while (status == EXIT_FINE && (len = getline(&line, &cap, stdin)) > 0) {
        size_t bytes = (size_t)len;
        while (bytes && (line[bytes - 1] == '\n' || line[bytes - 1] == '\r'))
            bytes--;
        if (!tag_line(line, bytes, engine, reader))
            status = EXIT_IO;
    }
    if (ferror(stdin))
        status = tell_error(EXIT_IO, "tag", NULL, "cannot read: %s", strerror(errno));
    free(line);
    pal_reader_close(reader);
    pal_engine_close(engine);
    return status;
}
