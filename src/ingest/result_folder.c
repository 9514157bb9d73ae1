#include "ingest/result_folder.h"

#include "base/buf.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"

#include <string.h>

static const size_t SUMMARY_MAX = (size_t)64 << 20;

/* --- summary.json --- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One character of a JSON string behind a backslash, as report/json_out.c writes them:
 * \" \\ \n \t and \u00XX. */
static void add_escaped(pal_buf *b, pal_str text, size_t *at)
{
    char c = text.ptr[(*at)++];
    if (c == 'u' && text.len - *at >= 4) {
        int high = hex_digit(text.ptr[*at + 2]);
        int low = hex_digit(text.ptr[*at + 3]);
        *at += 4;
        pal_unicode_add(b, high < 0 || low < 0 ? 0xFFFD : (uint32_t)(high * 16 + low));
    } else {
        pal_buf_byte(b, c == 'n' ? '\n' : c == 't' ? '\t' : c);
    }
}

/* The first string value of a key, empty without one. A key with its quotes never stands
 * inside of a string: quotes are escaped there. */
static pal_str value_of(pal_str json, pal_arena *mem, pal_str key)
{
    size_t at = pal_str_find(json, key);
    pal_buf value = {0};
    for (at += key.len; at < json.len && json.ptr[at] != '"';) {
        if (json.ptr[at] == '\\' && json.len - at > 1) {
            at++;
            add_escaped(&value, json, &at);
        } else {
            pal_buf_byte(&value, json.ptr[at++]);
        }
    }
    pal_str out = {NULL, 0};
    if (!value.failed)
        out = pal_arena_copy(mem, value.len ? pal_buf_view(&value) : PAL_STR(""));
    pal_buf_release(&value);
    return out;
}

static pal_scale scale_of(pal_str name)
{
    for (int s = PAL_SCALE_0_10; s <= PAL_SCALE_1_5; s++)
        if (pal_str_equal(name, pal_str_from(pal_scale_name((pal_scale)s))))
            return (pal_scale)s;
    return PAL_SCALE_NONE;
}

static pal_status take_values(pal_result_folder *out, pal_arena *mem, pal_str json,
                              const char *path, pal_error *err)
{
    if (!pal_str_has(json, PAL_STR("\"schema\": \"palaute-summary/1\"")))
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                        "not a summary that this version can read");
    pal_str scale = value_of(json, mem, PAL_STR("\"scale\": \""));
    pal_str texts = value_of(json, mem, PAL_STR("\"text_columns\": \""));
    out->lexicon_sha256 = value_of(json, mem, PAL_STR("\"lexicon_sha256\": \""));
    if (!scale.ptr || !texts.ptr || !out->lexicon_sha256.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    out->scale = scale_of(scale);
    out->part = pal_str_has(json, PAL_STR("\n  \"only\": [")) ||
                pal_str_has(json, PAL_STR("\"part\": true"));
    out->question = pal_str_has(texts, PAL_STR(" | ")) ? PAL_STR("") : texts;
    return PAL_OK;
}

static pal_status read_summary(pal_result_folder *out, pal_arena *mem, const char *path,
                               pal_error *err)
{
    pal_arena *scratch = pal_arena_open(2 * SUMMARY_MAX);
    if (!scratch)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    pal_str json = {NULL, 0};
    pal_status status = pal_io_read(&json, scratch, path, SUMMARY_MAX, err);
    if (status == PAL_OK)
        status = take_values(out, mem, json, path, err);
    pal_arena_close(scratch);
    return status;
}

pal_status pal_result_folder_find(pal_result_folder *out, pal_arena *mem,
                                  const char *path, pal_error *err)
{
    *out = (pal_result_folder){.comments = NULL};
    if (strcmp(path, "-") == 0 || !pal_io_is_folder(path))
        return PAL_OK;
    const char *summary = pal_io_path(mem, path, "summary.json");
    const char *comments = pal_io_path(mem, path, "comments.csv");
    if (!summary || !comments)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    if (!pal_io_is_file(summary))
        return PAL_OK;
    pal_result_folder made = {.comments = comments};
    pal_status status = read_summary(&made, mem, summary, err);
    if (status == PAL_OK)
        *out = made;
    return status;
}

/* --- columns --- */

static const struct {
    pal_str name;
    pal_use use;
} columns_of[PAL_RESULT_COLUMNS] = {
    {PAL_INIT("row"), PAL_USE_BAND},       {PAL_INIT("id"), PAL_USE_ID},
    {PAL_INIT("wave"), PAL_USE_WAVE},      {PAL_INIT("score"), PAL_USE_SCORE},
    {PAL_INIT("band"), PAL_USE_BAND},      {PAL_INIT("language"), PAL_USE_LANGUAGE},
    {PAL_INIT("sentiment"), PAL_USE_BAND}, {PAL_INIT("sentiment_score"), PAL_USE_BAND},
    {PAL_INIT("themes"), PAL_USE_BAND},    {PAL_INIT("text"), PAL_USE_TEXT},
};

bool pal_result_is_header(const pal_str *cells, size_t count)
{
    for (size_t i = 0; i < PAL_RESULT_COLUMNS; i++)
        if (i >= count || !pal_str_equal(cells[i], columns_of[i].name))
            return false;
    return true;
}

static void use(pal_columns *c, int column, pal_use what, const char *why)
{
    c->items[column].use = what;
    c->items[column].why = pal_str_from(why);
}

/* A column that is not named by the user, holds something, and is free. */
static void settle(pal_columns *c, int *out, int column, const char *named)
{
    pal_use what = columns_of[column].use;
    if (named || c->items[column].use != PAL_USE_NONE ||
        c->items[column].seen.filled == 0)
        return;
    *out = column;
    use(c, column, what, "the column of an earlier result");
}

static bool settle_texts(pal_columns *c, pal_arena *mem, const pal_dialect *dialect,
                         const pal_options *opt)
{
    if ((opt->text && opt->text[0]) || c->items[PAL_RESULT_TEXT].use != PAL_USE_NONE)
        return true;
    int *list = pal_new(mem, int, 1);
    if (!list)
        return false;
    list[0] = PAL_RESULT_TEXT;
    use(c, PAL_RESULT_TEXT, PAL_USE_TEXT, "the comments of an earlier result");
    if (dialect->question.len != 0)
        c->items[PAL_RESULT_TEXT].label = dialect->question;
    c->texts = list;
    c->text_count = 1;
    return true;
}

static bool settle_segments(pal_columns *c, pal_arena *mem, const pal_options *opt)
{
    size_t last = c->count;
    if (pal_str_equal(c->items[last - 1].label, PAL_STR("question")))
        use(c, (int)--last, PAL_USE_BAND, "the question of each comment");
    int *list = pal_new(mem, int, last);
    if (!list)
        return false;
    bool asked = opt->segment && opt->segment[0];
    size_t count = 0;
    for (size_t i = PAL_RESULT_COLUMNS; i < last && !asked; i++)
        if (c->items[i].use == PAL_USE_NONE) {
            list[count++] = (int)i;
            use(c, (int)i, PAL_USE_SEGMENT, "a segment of an earlier result");
        }
    if (!asked) {
        c->segments = list;
        c->segment_count = count;
    }
    return true;
}

pal_status pal_result_columns(pal_columns *columns, pal_arena *mem,
                              const pal_dialect *dialect, const pal_options *opt,
                              pal_error *err)
{
    enum { ID = 1, WAVE, SCORE, LANGUAGE = 5 };
    settle(columns, &columns->id, ID, opt->id);
    settle(columns, &columns->wave, WAVE, opt->wave);
    settle(columns, &columns->score, SCORE, opt->score);
    settle(columns, &columns->language, LANGUAGE, opt->language_column);
    for (int i = 0; i < PAL_RESULT_COLUMNS; i++)
        if (columns_of[i].use == PAL_USE_BAND && columns->items[i].use == PAL_USE_NONE)
            use(columns, i, PAL_USE_BAND, "palaute wrote it; it is made again");
    if (!settle_texts(columns, mem, dialect, opt) || !settle_segments(columns, mem, opt))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    return PAL_OK;
}
