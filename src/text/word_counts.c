#include "text/word_counts.h"

#include "base/fail.h"
#include "base/str.h"

bool pal_count_read(pal_str line, pal_str *word, uint32_t *count)
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

pal_status pal_count_bad(pal_loc at, pal_error *err)
{
    return pal_fail(err, PAL_EFORMAT, at, "not a word, a TAB and a count from 1");
}

pal_status pal_counts_check(pal_str text, pal_loc at, bool *ascends, pal_error *err)
{
    pal_str last = {NULL, 0};
    *ascends = true;
    for (pal_cut row; *ascends && text.len != 0; text = row.tail) {
        pal_str word;
        uint32_t count;
        row = pal_str_cut(text, '\n');
        at.line++;
        bool read = pal_count_read(row.head, &word, &count);
        if (!pal_count_is_row(row.head)) {
            *ascends = !read; /* a search would take it for a row */
            continue;
        }
        if (!read)
            return pal_count_bad(at, err);
        *ascends = pal_str_compare(last, word) < 0;
        last = word;
    }
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

bool pal_counts_find(pal_str lines, pal_str word, uint32_t *count)
{
    size_t low = 0; /* both at the head of a line */
    size_t high = lines.len;
    while (low < high) {
        pal_str found = {NULL, 0};
        pal_str line = line_at(lines, low + (high - low) / 2);
        if (!pal_count_read(line, &found, count))
            return false;
        int order = pal_str_compare(word, found);
        size_t head = (size_t)(line.ptr - lines.ptr);
        if (order == 0)
            return true;
        if (order < 0)
            high = head;
        else
            low = head + line.len + 1;
    }
    *count = 0;
    return true;
}
