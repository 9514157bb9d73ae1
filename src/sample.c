#include "sample.h"

#include <string.h>

#include "base/fail.h"
#include "base/str.h"

/* Of one comment; the cells of mentions.csv that are read: row, id, theme, polarity,
 * start, end, surface. */
enum { MARKS_MAX = 64, MENTION_CELLS = 7 };
/* Comments of a quoted row, on average; a survey may ask several questions. */
enum { QUOTED_EACH = 4 };

/* mentions.csv and comments.csv name their rows in the same order. */
typedef struct finder {
    pal_recall *mentions;
    uint64_t at; /* byte of the first line that may belong to the next comment */
} finder;

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

/* A text that is too long ends in dots. */
static pal_str copy_cell(pal_arena *mem, pal_str cell)
{
    static const pal_str dots = PAL_INIT("\u2026");
    if (cell.len <= PAL_SAMPLE_BYTES)
        return pal_arena_copy(mem, cell.len ? cell : PAL_STR(""));
    pal_str head = pal_str_clip(cell, PAL_SAMPLE_BYTES);
    char *copy = pal_new(mem, char, head.len + dots.len);
    if (!copy)
        return (pal_str){NULL, 0};
    memcpy(copy, head.ptr, head.len);
    memcpy(copy + head.len, dots.ptr, dots.len);
    return (pal_str){copy, head.len + dots.len};
}

/* Quoted rows in the order of comments.csv. */
typedef struct quoter {
    pal_quoted rows;
    size_t at;
    pal_str *cells;
    size_t count;
    size_t most;
} quoter;

static pal_status open_quoter(quoter *q, pal_quoted rows, size_t columns, pal_arena *mem,
                              pal_error *err)
{
    *q = (quoter){.rows = rows};
    if (columns == 0 || rows.count > SIZE_MAX / QUOTED_EACH / columns)
        return no_memory(err);
    q->most = rows.count * QUOTED_EACH;
    q->cells = pal_new(mem, pal_str, q->most * columns);
    return q->cells ? PAL_OK : no_memory(err);
}

static bool is_quoted(quoter *q, pal_str cell)
{
    int64_t row = 0;
    if (q->at == q->rows.count || q->count == q->most || !pal_str_to_int(cell, &row))
        return false;
    while (q->at < q->rows.count && q->rows.rows[q->at] < (uint64_t)row)
        q->at++;
    return q->at < q->rows.count && q->rows.rows[q->at] == (uint64_t)row;
}

static bool keep_quoted(quoter *q, const pal_str *line, size_t columns, pal_arena *mem)
{
    for (size_t c = 0; c < columns; c++) {
        pal_str *to = &q->cells[q->count * columns + c];
        *to = copy_cell(mem, c == PAL_COMMENTS_TEXT ? PAL_STR("") : line[c]);
        if (!to->ptr)
            return false;
    }
    q->count++;
    return true;
}

static bool keep(pal_sample *s, pal_str *cells, const pal_str *line, pal_arena *mem)
{
    for (size_t c = 0; c < s->columns; c++) {
        pal_str *to = &cells[s->count * s->columns + c];
        *to = copy_cell(mem, line[c]);
        if (!to->ptr)
            return false;
    }
    s->count++;
    return true;
}

/* Place of the theme in a list like `jonotusaika:neg;hinta-laatu:pos`. */
static bool find_tag(size_t *out, pal_str themes, pal_str theme)
{
    size_t at = 0;
    for (pal_cut tag = pal_str_cut(themes, ';');; tag = pal_str_cut(tag.tail, ';')) {
        if (pal_str_equal(pal_str_cut(tag.head, ':').head, theme)) {
            *out = at;
            return true;
        }
        at++;
        if (!tag.found)
            return false;
    }
}

/* Where one row has several texts, the words themselves tell which of them has the
 * mention. */
static bool read_mark(pal_sample_mark *out, const pal_str *mention, const pal_str *cells)
{
    int64_t start = 0;
    int64_t end = 0;
    pal_str text = cells[PAL_COMMENTS_TEXT];
    if (!pal_str_to_int(mention[4], &start) || !pal_str_to_int(mention[5], &end) ||
        start < 0 || end <= start || (uint64_t)end > text.len)
        return false;
    out->start = (size_t)start;
    out->end = (size_t)end;
    pal_str words = {text.ptr + out->start, out->end - out->start};
    return pal_str_equal(words, mention[6]) &&
           find_tag(&out->tag, cells[PAL_COMMENTS_THEMES], mention[2]);
}

static pal_status find_marks(pal_sample_marks *out, finder *f, const pal_str *cells,
                             pal_arena *mem, pal_error *err)
{
    pal_sample_mark found[MARKS_MAX];
    size_t count = 0;
    int64_t wanted = 0;
    if (!pal_str_to_int(cells[PAL_COMMENTS_ROW], &wanted))
        return PAL_OK;
    pal_status status = PAL_OK;
    for (uint64_t next = f->at; count < MARKS_MAX;) {
        pal_str mention[MENTION_CELLS];
        int64_t row = 0;
        status = pal_recall_line(mention, MENTION_CELLS, f->mentions, &next, err);
        if (status != PAL_OK)
            break;
        /* the heading has no number */
        if (!pal_str_to_int(mention[0], &row) || row < wanted) {
            f->at = next;
            continue;
        }
        if (row > wanted)
            break;
        if (read_mark(&found[count], mention, cells))
            count++;
    }
    if (status < PAL_OK)
        return status;
    pal_sample_mark *items = pal_new(mem, pal_sample_mark, count);
    if (!items)
        return no_memory(err);
    for (size_t i = 0; i < count; i++)
        items[i] = found[i];
    *out = (pal_sample_marks){items, count};
    return PAL_OK;
}

pal_status pal_sample_take(const pal_sample **out, pal_recall *comments,
                           pal_recall *mentions, pal_arena *mem, size_t columns,
                           uint64_t of, pal_quoted quoted, pal_error *err)
{
    size_t most = of < PAL_SAMPLE_MAX ? (size_t)of : PAL_SAMPLE_MAX;
    pal_sample *s = pal_new(mem, pal_sample, 1);
    pal_str *line = pal_new(mem, pal_str, columns);
    pal_str *cells = columns != 0 && most > SIZE_MAX / columns
                         ? NULL
                         : pal_new(mem, pal_str, most * columns);
    pal_sample_marks *marks = pal_new(mem, pal_sample_marks, most);
    if (!s || !line || !cells || !marks)
        return no_memory(err);
    *s = (pal_sample){.cells = cells, .marks = marks, .columns = columns, .of = of};
    quoter quotes;
    pal_status status = open_quoter(&quotes, quoted, columns, mem, err);
    if (status != PAL_OK)
        return status;
    finder marks_of = {mentions, pal_recall_first(mentions)};
    uint64_t at = pal_recall_first(comments);
    uint64_t seen = 0;
    while (s->count < most) {
        status = pal_recall_line(line, columns, comments, &at, err);
        if (status != PAL_OK)
            break;
        /* a row without a comment has a line, but no tone */
        if (line[PAL_COMMENTS_TONE].len == 0)
            continue;
        if (!is_chosen(seen++, of, most)) {
            if (is_quoted(&quotes, line[PAL_COMMENTS_ROW]) &&
                !keep_quoted(&quotes, line, columns, mem))
                return no_memory(err);
            continue;
        }
        const pal_str *kept = &cells[s->count * columns];
        if (!keep(s, cells, line, mem))
            return no_memory(err);
        status = find_marks(&marks[s->count - 1], &marks_of, kept, mem, err);
        if (status < PAL_OK)
            break;
    }
    if (status < PAL_OK)
        return status;
    s->quoted = quotes.cells;
    s->quoted_count = quotes.count;
    *out = s;
    return PAL_OK;
}
