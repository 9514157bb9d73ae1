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

/* How many of the first `i` of `of` comments are among the `most` that are spread evenly.
 */
static uint64_t chosen_of(uint64_t i, uint64_t of, uint64_t most)
{
    if (of <= most)
        return i < of ? i : of;
    return i * most / of; /* it fits: there are fewer than 2^52 comments */
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

/* Is a row that is quoted among those from `row` to `end`, not included? They come in
 * their order. */
static bool is_quoted(quoter *q, uint64_t row, uint64_t end)
{
    if (q->count == q->most)
        return false;
    while (q->at < q->rows.count && q->rows.rows[q->at] < row)
        q->at++;
    return q->at < q->rows.count && q->rows.rows[q->at] < end;
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
        uint64_t begin = next;
        status = pal_recall_line(mention, 1, f->mentions, &next, err);
        if (status != PAL_OK)
            break;
        /* the heading has no number */
        if (!pal_str_to_int(mention[0], &row) || row < wanted) {
            f->at = next;
            continue;
        }
        if (row > wanted)
            break;
        status = pal_recall_line(mention, MENTION_CELLS, f->mentions, &begin, err);
        if (status != PAL_OK)
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

/* What is taken, and where it is looked for. */
typedef struct taker {
    pal_sample *sample;
    pal_str *cells;
    pal_sample_marks *marks;
    uint64_t most;
    pal_str *line; /* the one that was read last, and its row */
    uint64_t row;
    quoter quotes;
    finder marks_of;
    pal_recall *comments;
    pal_arena *mem;
} taker;

/* Take the line at byte `at`, of which few cells have been read. */
static pal_status take_line(taker *t, uint64_t at, bool chosen, pal_error *err)
{
    pal_sample *s = t->sample;
    const pal_str *kept = &t->cells[s->count * s->columns];
    if (!chosen && !is_quoted(&t->quotes, t->row, t->row + 1))
        return PAL_OK;
    pal_status status = pal_recall_line(t->line, s->columns, t->comments, &at, err);
    if (status != PAL_OK)
        return status;
    bool fine = chosen ? keep(s, t->cells, t->line, t->mem)
                       : keep_quoted(&t->quotes, t->line, s->columns, t->mem);
    if (!fine)
        return no_memory(err);
    return chosen ? find_marks(&t->marks[s->count - 1], &t->marks_of, kept, t->mem, err)
                  : PAL_OK;
}

/* The comments of a batch as far as one is taken; `next` is the batch behind it. */
static pal_status take_batch(taker *t, const pal_batch_place *batch,
                             const pal_batch_place *next, pal_error *err)
{
    const pal_sample *s = t->sample;
    uint64_t seen = batch->said;
    uint64_t chosen = chosen_of(seen, s->of, t->most);
    uint64_t last = chosen_of(next->said, s->of, t->most);
    pal_status status = PAL_OK;
    t->row = batch->row;
    t->marks_of.at = batch->mentions;
    for (uint64_t at = batch->comments;
         status == PAL_OK && at < next->comments && s->count < t->most &&
         (chosen < last || is_quoted(&t->quotes, t->row, next->row));) {
        int64_t row = 0;
        uint64_t begin = at;
        status = pal_recall_line(t->line, PAL_COMMENTS_TONE + 1, t->comments, &at, err);
        if (status == PAL_OK && pal_str_to_int(t->line[PAL_COMMENTS_ROW], &row))
            t->row = (uint64_t)row;
        /* a row without a comment has a line, but no tone */
        if (status != PAL_OK || t->line[PAL_COMMENTS_TONE].len == 0)
            continue;
        uint64_t before = chosen;
        chosen = chosen_of(++seen, s->of, t->most);
        status = take_line(t, begin, chosen != before, err);
    }
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status take_batches(taker *t, pal_error *err)
{
    size_t count;
    const pal_batch_place *batches = pal_recall_batches(t->comments, &count);
    const pal_batch_place end = {
        .comments = UINT64_MAX, .row = UINT64_MAX, .said = t->sample->of};
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = take_batch(t, &batches[i], i + 1 < count ? &batches[i + 1] : &end, err);
    return status;
}

pal_status pal_sample_take(const pal_sample **out, pal_recall *comments,
                           pal_recall *mentions, pal_arena *mem, size_t columns,
                           uint64_t of, pal_quoted quoted, pal_error *err)
{
    size_t most = of < PAL_SAMPLE_MAX ? (size_t)of : PAL_SAMPLE_MAX;
    pal_sample *s = pal_new(mem, pal_sample, 1);
    taker t = {
        .sample = s,
        .cells = columns != 0 && most > SIZE_MAX / columns
                     ? NULL
                     : pal_new(mem, pal_str, most * columns),
        .marks = pal_new(mem, pal_sample_marks, most),
        .most = most,
        .line = pal_new(mem, pal_str, columns),
        .marks_of = {.mentions = mentions},
        .comments = comments,
        .mem = mem,
    };
    if (!s || !t.line || !t.cells || !t.marks)
        return no_memory(err);
    *s = (pal_sample){.cells = t.cells, .marks = t.marks, .columns = columns, .of = of};
    pal_status status = open_quoter(&t.quotes, quoted, columns, mem, err);
    if (status == PAL_OK)
        status = take_batches(&t, err);
    if (status != PAL_OK)
        return status;
    s->quoted = t.quotes.cells;
    s->quoted_count = t.quotes.count;
    *out = s;
    return PAL_OK;
}
