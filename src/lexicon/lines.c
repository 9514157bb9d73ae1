#include "lexicon/lines.h"

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"

pal_loc pal_lines_at(const pal_lines *table, size_t field)
{
    const char *where = field < PAL_LINE_FIELDS_MAX ? table->fields[field].ptr : NULL;
    return (pal_loc){.file = table->file,
                     .line = table->line,
                     .column = where ? (size_t)(where - table->line_begin) + 1 : 1};
}

/* A line end meets no letter behind it: each line is clean by itself or not at all, and
 * one that is made of letters below U+0300 is told at a glance. */
static pal_status check_text(pal_lines *table, pal_str text, pal_error *err)
{
    if (!pal_unicode_valid(text))
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(table->file),
                        "is not UTF-8; save it as UTF-8");
    pal_arena *mem = pal_arena_open(256 * 1024 * 1024);
    bool out_of_memory = !mem;
    bool same = true;
    for (pal_cut row; !out_of_memory && same && text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        pal_str clean = pal_unicode_clean(mem, row.head);
        out_of_memory = !clean.ptr;
        same = pal_str_equal(clean, row.head);
        if (clean.ptr != row.head.ptr)
            pal_arena_reset(mem);
    }
    pal_arena_close(mem);
    if (out_of_memory)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(table->file),
                        "no memory to check it");
    if (!same)
        return pal_fail(
            err, PAL_EFORMAT, pal_loc_file(table->file),
            "holds decomposed letters or invisible characters; save it as NFC");
    return PAL_OK;
}

static pal_status split(pal_lines *table, pal_str line, pal_error *err)
{
    table->line_begin = line.ptr;
    size_t count = 0;
    for (pal_cut cut = {.tail = line, .found = true}; cut.found; count++) {
        cut = pal_str_cut(cut.tail, '\t');
        if (count == table->columns)
            return pal_fail(err, PAL_EFORMAT,
                            (pal_loc){table->file, table->line,
                                      (size_t)(cut.head.ptr - line.ptr) + 1},
                            "more than %zu columns", table->columns);
        table->fields[count] = pal_str_trim(cut.head);
    }
    for (; count < PAL_LINE_FIELDS_MAX; count++)
        table->fields[count] = (pal_str){line.ptr + line.len, 0};
    return PAL_OK;
}

pal_status pal_lines_open(pal_lines *table, pal_str text, const char *file,
                          const char *header, pal_error *err)
{
    *table = (pal_lines){.file = file, .columns = PAL_LINE_FIELDS_MAX};
    if (pal_str_starts(text, PAL_STR("\xEF\xBB\xBF"))) {
        text.ptr += 3;
        text.len -= 3;
    }
    pal_status status = check_text(table, text, err);
    if (status != PAL_OK)
        return status;
    table->rest = text;
    status = pal_lines_next(table, err);
    if (status == PAL_DONE)
        return pal_fail(err, PAL_EFORMAT, (pal_loc){file, 1, 1},
                        "is empty; the first line "
                        "names the columns");
    if (status != PAL_OK)
        return status;
    size_t count = 0;
    for (pal_cut cut = {.tail = pal_str_from(header), .found = true}; cut.found;
         count++) {
        cut = pal_str_cut(cut.tail, '\t');
        bool missing = table->fields[count].len == 0;
        if ((missing && count < 2) ||
            (!missing && !pal_str_equal(table->fields[count], cut.head)))
            return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, count),
                            "column %zu of the first line must be '%.*s'", count + 1,
                            PAL_ARG(cut.head));
    }
    table->columns = count;
    return PAL_OK;
}

pal_status pal_lines_next(pal_lines *table, pal_error *err)
{
    while (table->rest.len != 0) {
        pal_cut cut = pal_str_cut(table->rest, '\n');
        table->rest = cut.tail;
        table->line++;
        pal_str line = cut.head;
        if (line.len != 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (pal_str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        return split(table, line, err);
    }
    return PAL_DONE;
}
