#include "gold.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/str.h"
#include "masking.h"

enum { HASH_DIGITS = 8, SPLITS = 3 };

typedef enum gold_column {
    GOLD_OVERALL,
    GOLD_THEMES,
    GOLD_COMMENT,
    GOLD_EVIDENCE,
    GOLD_QUESTION,
    GOLD_SCORE,
    GOLD_NPS,
    GOLD_COUNT
} gold_column;

typedef struct gold_file {
    const pal_gold_how *how;
    const char *path;
    size_t line;
    size_t at[GOLD_COUNT]; /* column numbers from 1; 0 = not there */
    pal_digest *digest;
    pal_tag tags[PAL_GOLD_TAGS_MAX];
} gold_file;

static pal_loc here(const gold_file *g)
{
    return (pal_loc){.file = g->path, .line = g->line};
}

bool pal_gold_is_test(const pal_gold *gold)
{
    return gold->hash % SPLITS == 0;
}

pal_status pal_gold_lexicon_theme(uint32_t *theme, void *lexicon, pal_str id, pal_loc at,
                                  pal_error *err)
{
    int32_t index = pal_lexicon_find_theme(lexicon, id);
    if (index < 0)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is not a theme",
                        PAL_ARG(pal_str_clip(id, 40)));
    *theme = (uint32_t)index;
    return PAL_OK;
}

/* Number, from 1, of the column of this name; 0 = none. */
static size_t column_of(pal_str header, pal_str name)
{
    size_t column = 0;
    for (pal_cut cut = {.tail = header, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, '\t');
        column++;
        if (pal_str_equal(pal_str_trim(cut.head), name))
            return column;
    }
    return 0;
}

static pal_status read_header(gold_file *g, pal_str line, pal_error *err)
{
    static const char *const names[GOLD_COUNT] = {
        "overall", "themes", "comment", "evidence", "question", "score", "nps"};
    for (size_t i = 0; i < GOLD_COUNT; i++) {
        g->at[i] = column_of(line, pal_str_from(names[i]));
        bool needed = i < GOLD_EVIDENCE &&
                      (i != GOLD_OVERALL || g->how->overall == PAL_OVERALL_NEEDED);
        if (g->at[i] == 0 && needed)
            return pal_fail(
                err, PAL_EFORMAT, here(g),
                g->how->overall == PAL_OVERALL_NEEDED
                    ? "no column '%s'; the first line names id, overall, themes and "
                      "comment, with TABs between them"
                    : "no column '%s'; the first line names themes and comment, with "
                      "TABs between them",
                names[i]);
    }
    if (g->at[GOLD_SCORE] == 0)
        g->at[GOLD_SCORE] = g->at[GOLD_NPS];
    return PAL_OK;
}

static bool read_polarity(pal_str name, pal_polarity *out)
{
    for (int p = PAL_NEUTRAL; p <= PAL_MIXED; p++)
        if (pal_str_equal(name, pal_str_from(pal_polarity_name((pal_polarity)p)))) {
            *out = (pal_polarity)p;
            return true;
        }
    return false;
}

/* What stands behind the colon of a theme; `found` says whether there is one. */
static pal_status read_tag_polarity(const gold_file *g, pal_polarity *out, pal_str text,
                                    bool found, pal_error *err)
{
    *out = PAL_GOLD_UNCODED;
    if (!found && g->how->bare)
        return PAL_OK;
    if (!read_polarity(pal_str_trim(text), out) || *out == PAL_MIXED)
        return pal_fail(err, PAL_EFORMAT, here(g),
                        "'%.*s' is not neg, neu or pos behind a theme",
                        PAL_ARG(pal_str_clip(text, 40)));
    return PAL_OK;
}

static pal_status read_tags(gold_file *g, pal_str field, size_t *count, pal_error *err)
{
    *count = 0;
    field = pal_str_trim(field);
    if (field.len == 0)
        return PAL_OK;
    for (pal_cut cut = {.tail = field, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ';');
        pal_cut tag = pal_str_cut(cut.head, ':');
        if (g->how->bare && pal_str_trim(cut.head).len == 0)
            continue; /* a list that ends in a semicolon */
        uint32_t theme = 0;
        pal_polarity polarity;
        pal_status status =
            g->how->theme(&theme, g->how->ctx, pal_str_trim(tag.head), here(g), err);
        if (status == PAL_OK)
            status = read_tag_polarity(g, &polarity, tag.tail, tag.found, err);
        if (status != PAL_OK)
            return status;
        if (*count == PAL_GOLD_TAGS_MAX)
            return pal_fail(err, PAL_EFORMAT, here(g), "more than %d themes",
                            PAL_GOLD_TAGS_MAX);
        g->tags[(*count)++] = (pal_tag){.theme = theme, .polarity = polarity};
    }
    return PAL_OK;
}

static uint32_t hash_of(gold_file *g, pal_str comment)
{
    char hex[PAL_DIGEST_HEX_LEN + 1];
    pal_digest_add(g->digest, comment);
    pal_digest_hex(g->digest, hex);
    hex[HASH_DIGITS] = '\0';
    return (uint32_t)strtoul(hex, NULL, 16);
}

static pal_status read_line(gold_file *g, pal_str line, pal_gold *out, pal_error *err)
{
    pal_str fields[GOLD_COUNT] = {{NULL, 0}};
    size_t column = 0;
    for (pal_cut cut = {.tail = line, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, '\t');
        column++;
        for (size_t i = 0; i < GOLD_COUNT; i++)
            if (g->at[i] == column)
                fields[i] = cut.head;
    }
    *out = (pal_gold){.line = g->line,
                      .hash = hash_of(g, fields[GOLD_COMMENT]),
                      .tags = g->tags,
                      .comment = fields[GOLD_COMMENT],
                      .evidence = fields[GOLD_EVIDENCE],
                      .question = pal_str_trim(fields[GOLD_QUESTION]),
                      .score = pal_str_trim(fields[GOLD_SCORE])};
    out->has_overall = g->at[GOLD_OVERALL] != 0 && g->how->overall != PAL_OVERALL_IGNORED;
    if (out->has_overall &&
        !read_polarity(pal_str_trim(fields[GOLD_OVERALL]), &out->overall))
        return pal_fail(err, PAL_EFORMAT, here(g), "'%.*s' is not neg, neu, pos or mixed",
                        PAL_ARG(pal_str_clip(fields[GOLD_OVERALL], 40)));
    return read_tags(g, fields[GOLD_THEMES], &out->tag_count, err);
}

/* Behind the byte order mark. */
static pal_str without_mark(pal_str text)
{
    return pal_str_starts(text, PAL_STR("\xEF\xBB\xBF"))
               ? (pal_str){text.ptr + 3, text.len - 3}
               : text;
}

static bool in_split(const pal_gold *gold, pal_split split)
{
    return split == PAL_SPLIT_ALL || pal_gold_is_test(gold) == (split == PAL_SPLIT_TEST);
}

pal_status pal_gold_read(pal_str text, const char *path, const pal_gold_how *how,
                         pal_arena *mem, pal_gold_fn *each, void *ctx, pal_error *err)
{
    gold_file *g = pal_new(mem, gold_file, 1);
    if (!g)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    g->how = how;
    g->path = path;
    g->digest = pal_digest_new(mem);
    if (!g->digest)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    text = without_mark(text);
    if (text.len == 0)
        return pal_fail(err, PAL_EFORMAT, here(g), "is empty");
    pal_status status = PAL_OK;
    while (status == PAL_OK && text.len != 0) {
        pal_cut cut = pal_str_cut(text, '\n');
        text = cut.tail;
        g->line++;
        pal_str line = cut.head;
        if (line.len != 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (g->line == 1) {
            status = read_header(g, line, err);
        } else if (line.len != 0) {
            pal_gold gold;
            status = read_line(g, line, &gold, err);
            if (status == PAL_OK && in_split(&gold, how->split))
                status = each(ctx, &gold, err);
        }
    }
    return status;
}

bool pal_gold_evidence(pal_str *rest, pal_str *theme, pal_str *words)
{
    while (rest->len != 0) {
        pal_cut part = pal_str_cut(*rest, ';');
        pal_cut sides = pal_str_cut(part.head, '=');
        *rest = part.tail;
        if (!sides.found)
            continue; /* a semicolon inside of the words */
        *theme = pal_str_trim(sides.head);
        *words = pal_str_trim(sides.tail);
        return true;
    }
    return false;
}

pal_status pal_gold_language(pal_language *out, const pal_engine *engine, pal_str text,
                             pal_error *err)
{
    enum { SAMPLE = 500 };
    pal_str lines[SAMPLE];
    size_t count = 0;
    pal_cut cut = pal_str_cut(without_mark(text), '\n');
    size_t column = column_of(cut.head, PAL_STR("comment"));
    while (column != 0 && cut.found && count < SAMPLE) {
        cut = pal_str_cut(cut.tail, '\n');
        pal_cut cell = {.tail = cut.head, .found = true};
        for (size_t c = 0; c < column; c++)
            cell = pal_str_cut(cell.tail, '\t');
        lines[count++] = cell.head;
    }
    const pal_options masked = {0};
    pal_worker worker;
    pal_status status = pal_worker_open(&worker, engine, err);
    if (status != PAL_OK)
        return status;
    status = pal_masked_language(out, &worker, &masked, lines, count, err);
    pal_worker_close(&worker);
    return status;
}
