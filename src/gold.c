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
    GOLD_COUNT
} gold_column;

typedef struct gold_file {
    const pal_lexicon *lexicon;
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

static pal_status read_header(gold_file *g, pal_str line, pal_error *err)
{
    static const char *const names[GOLD_COUNT] = {"overall", "themes", "comment",
                                                  "evidence", "question"};
    for (size_t i = 0; i < GOLD_COUNT; i++) {
        size_t column = 0;
        for (pal_cut cut = {.tail = line, .found = true}; cut.found && g->at[i] == 0;) {
            cut = pal_str_cut(cut.tail, '\t');
            column++;
            if (pal_str_equal(pal_str_trim(cut.head), pal_str_from(names[i])))
                g->at[i] = column;
        }
        if (g->at[i] == 0 && i < GOLD_EVIDENCE)
            return pal_fail(
                err, PAL_EFORMAT, here(g),
                "no column '%s'; the first line names id, overall, themes and "
                "comment, with TABs between them",
                names[i]);
    }
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

static pal_status read_tags(gold_file *g, pal_str field, size_t *count, pal_error *err)
{
    *count = 0;
    field = pal_str_trim(field);
    if (field.len == 0)
        return PAL_OK;
    for (pal_cut cut = {.tail = field, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ';');
        pal_cut tag = pal_str_cut(cut.head, ':');
        int32_t theme = pal_lexicon_find_theme(g->lexicon, pal_str_trim(tag.head));
        if (theme < 0)
            return pal_fail(err, PAL_EFORMAT, here(g), "'%.*s' is not a theme",
                            PAL_ARG(pal_str_clip(tag.head, 40)));
        pal_polarity polarity = PAL_NEUTRAL;
        if (!read_polarity(pal_str_trim(tag.tail), &polarity) || polarity == PAL_MIXED)
            return pal_fail(err, PAL_EFORMAT, here(g),
                            "'%.*s' is not neg, neu or pos behind a theme",
                            PAL_ARG(pal_str_clip(tag.tail, 40)));
        if (*count == PAL_GOLD_TAGS_MAX)
            return pal_fail(err, PAL_EFORMAT, here(g), "more than %d themes",
                            PAL_GOLD_TAGS_MAX);
        g->tags[(*count)++] = (pal_tag){.theme = (uint32_t)theme, .polarity = polarity};
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
                      .question = pal_str_trim(fields[GOLD_QUESTION])};
    if (!read_polarity(pal_str_trim(fields[GOLD_OVERALL]), &out->overall))
        return pal_fail(err, PAL_EFORMAT, here(g), "'%.*s' is not neg, neu, pos or mixed",
                        PAL_ARG(pal_str_clip(fields[GOLD_OVERALL], 40)));
    return read_tags(g, fields[GOLD_THEMES], &out->tag_count, err);
}

static bool in_split(const pal_gold *gold, pal_split split)
{
    return split == PAL_SPLIT_ALL || pal_gold_is_test(gold) == (split == PAL_SPLIT_TEST);
}

pal_status pal_gold_read(pal_str text, const char *path, const pal_lexicon *lexicon,
                         pal_split split, pal_arena *mem, pal_gold_fn *each, void *ctx,
                         pal_error *err)
{
    gold_file *g = pal_new(mem, gold_file, 1);
    if (!g)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    g->lexicon = lexicon;
    g->path = path;
    g->digest = pal_digest_new(mem);
    if (!g->digest)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    if (pal_str_starts(text, PAL_STR("\xEF\xBB\xBF")))
        text = (pal_str){text.ptr + 3, text.len - 3};
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
            if (status == PAL_OK && in_split(&gold, split))
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
    for (pal_cut cut = pal_str_cut(text, '\n'); cut.found && count < SAMPLE;) {
        cut = pal_str_cut(cut.tail, '\n');
        /* the comment is the last column in the files we know; a wrong guess here only
         * changes the tie-break of short answers */
        pal_str line = cut.head;
        while (pal_str_cut(line, '\t').found)
            line = pal_str_cut(line, '\t').tail;
        lines[count++] = line;
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
