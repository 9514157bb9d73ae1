#include "text/rare.h"

#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"

enum { FILE_LIMIT = 2 << 20 };

/* Few words are asked for, so they are looked for in the file as it is. */
struct pal_rare {
    pal_str text;
};

static bool read_line(pal_str line, pal_str *word, uint32_t *count)
{
    int64_t number = 0;
    pal_cut cut = pal_str_cut(line, '\t');
    if (!cut.found || cut.head.len == 0 || !pal_str_to_int(cut.tail, &number) ||
        number < 1 || number > UINT32_MAX)
        return false;
    *word = cut.head;
    *count = (uint32_t)number;
    return true;
}

/* Every line is a word and a count, and greater than the one before. */
static pal_status check(pal_str text, const char *path, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    pal_str last = {NULL, 0};
    for (pal_cut row; text.len != 0; text = row.tail) {
        pal_str word;
        uint32_t count;
        row = pal_str_cut(text, '\n');
        at.line++;
        if (!read_line(row.head, &word, &count))
            return pal_fail(err, PAL_EFORMAT, at, "not a word, a TAB and a count from 1");
        if (pal_str_compare(last, word) >= 0)
            return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is not in order",
                            PAL_ARG(pal_str_clip(word, 40)));
        last = word;
    }
    return PAL_OK;
}

pal_status pal_rare_open(pal_rare **out, pal_arena *mem, const char *models,
                         const char *name, pal_error *err)
{
    *out = NULL;
    const char *path;
    pal_str text;
    pal_status status =
        pal_io_read_if_there(&text, &path, mem, models, name, FILE_LIMIT, err);
    if (status == PAL_OK && text.ptr)
        status = check(text, path, err);
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_rare *rare = pal_new(mem, pal_rare, 1);
    if (!rare)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for rare words");
    rare->text = text;
    *out = rare;
    return PAL_OK;
}

/* The line that the byte at `at` is in. */
static pal_str line_at(pal_str text, size_t at)
{
    size_t from = at;
    while (from > 0 && text.ptr[from - 1] != '\n')
        from--;
    return pal_str_cut((pal_str){text.ptr + from, text.len - from}, '\n').head;
}

uint32_t pal_rare_count(const pal_rare *rare, pal_str folded)
{
    if (!rare)
        return 0;
    size_t low = 0; /* both at the head of a line */
    size_t high = rare->text.len;
    while (low < high) {
        pal_str word = {NULL, 0};
        uint32_t count = 0;
        pal_str line = line_at(rare->text, low + (high - low) / 2);
        if (!read_line(line, &word, &count))
            return 0; /* was refused when the file was opened */
        int order = pal_str_compare(folded, word);
        size_t head = (size_t)(line.ptr - rare->text.ptr);
        if (order == 0)
            return count;
        if (order < 0)
            high = head;
        else
            low = head + line.len + 1;
    }
    return 0;
}
