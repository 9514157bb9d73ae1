#include "sample.h"

#include "base/fail.h"
#include "base/str.h"

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the comments");
}

/* Is comment `i` of `of` one of the `most` that are spread evenly? */
static bool is_chosen(uint64_t i, uint64_t of, uint64_t most)
{
    if (of <= most)
        return i < of;
    /* i * most fits: there are fewer than 2^52 comments */
    return (i + 1) * most / of != i * most / of;
}

static bool keep(pal_sample *s, pal_str *cells, const pal_str *line, pal_arena *mem)
{
    for (size_t c = 0; c < s->columns; c++) {
        pal_str cell = pal_str_clip(line[c], PAL_SAMPLE_BYTES);
        pal_str *to = &cells[s->count * s->columns + c];
        *to = pal_arena_copy(mem, cell.len ? cell : PAL_STR(""));
        if (!to->ptr)
            return false;
    }
    s->count++;
    return true;
}

pal_status pal_sample_take(const pal_sample **out, pal_recall *recall, pal_arena *mem,
                           size_t columns, uint64_t of, pal_error *err)
{
    size_t most = of < PAL_SAMPLE_MAX ? (size_t)of : PAL_SAMPLE_MAX;
    pal_sample *s = pal_new(mem, pal_sample, 1);
    pal_str *line = pal_new(mem, pal_str, columns);
    pal_str *cells = columns != 0 && most > SIZE_MAX / columns
                         ? NULL
                         : pal_new(mem, pal_str, most * columns);
    if (!s || !line || !cells)
        return no_memory(err);
    *s = (pal_sample){.cells = cells, .columns = columns, .of = of};
    uint64_t at = pal_recall_first(recall);
    uint64_t seen = 0;
    pal_status status = PAL_OK;
    while (s->count < most) {
        status = pal_recall_line(line, columns, recall, &at, err);
        if (status != PAL_OK)
            break;
        /* a row without a comment has a line, but no tone */
        if (line[PAL_COMMENTS_TONE].len == 0)
            continue;
        if (is_chosen(seen++, of, most) && !keep(s, cells, line, mem))
            return no_memory(err);
    }
    if (status < PAL_OK)
        return status;
    *out = s;
    return PAL_OK;
}
