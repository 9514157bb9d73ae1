#include "recall.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"

enum { PIECE = 16 * 1024 };

struct pal_recall {
    int fd;
    const pal_batch_place *batches;
    size_t batch_count;
    pal_buf piece;
    pal_buf line;  /* cells of the line that was read last */
    uint64_t from; /* byte of the file at the head of the piece */
};

bool pal_places_add(pal_places *p, pal_arena *mem, uint64_t row, pal_batch_place lines)
{
    if (p->count == p->cap) {
        size_t cap = p->cap * 2 + 64;
        pal_batch_place *grown = pal_arena_grow(mem, p->items, p->cap, cap, sizeof *grown,
                                                _Alignof(pal_batch_place));
        if (!grown)
            return false;
        p->items = grown;
        p->cap = cap;
    }
    p->next.row = row;
    p->items[p->count++] = p->next;
    p->next.comments += lines.comments;
    p->next.mentions += lines.mentions;
    p->next.said += lines.said;
    return true;
}

pal_status pal_recall_open(pal_recall **out, const char *path,
                           const pal_batch_place *batches, size_t batch_count,
                           pal_error *err)
{
    pal_recall *r = pal_memory_resize(NULL, sizeof *r);
    if (!r)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    *r = (pal_recall){.batches = batches, .batch_count = batch_count};
    r->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0) {
        pal_status status = pal_fail(err, PAL_ENOINPUT, pal_loc_file(path),
                                     "cannot open: %s", strerror(errno));
        pal_memory_resize(r, 0);
        return status;
    }
    *out = r;
    return PAL_OK;
}

void pal_recall_close(pal_recall *r)
{
    if (!r)
        return;
    close(r->fd);
    pal_buf_release(&r->piece);
    pal_buf_release(&r->line);
    pal_memory_resize(r, 0);
}

/* Bytes from `at` on; empty at the end of the file. */
static pal_str bytes_at(pal_recall *r, uint64_t at)
{
    if (at < r->from || at >= r->from + r->piece.len) {
        pal_buf_clear(&r->piece);
        char *to = pal_buf_room(&r->piece, PIECE);
        ssize_t got = to ? pread(r->fd, to, PIECE, (off_t)at) : -1;
        if (got <= 0)
            return (pal_str){NULL, 0};
        r->piece.len = (size_t)got;
        r->from = at;
    }
    size_t skip = (size_t)(at - r->from);
    return (pal_str){r->piece.ptr + skip, r->piece.len - skip};
}

/* How many of the bytes stand for themselves; behind the cells that are wanted a comma
 * does, too. */
static size_t plain_run(pal_str bytes, bool quoted, bool wanted)
{
    size_t i = 0;
    if (!quoted && !wanted) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        bytes.len = end ? (size_t)(end - bytes.ptr) : bytes.len;
    }
    if (quoted || !wanted) {
        const char *quote = memchr(bytes.ptr, '"', bytes.len);
        return quote ? (size_t)(quote - bytes.ptr) : bytes.len;
    }
    while (i < bytes.len && bytes.ptr[i] != ',' && bytes.ptr[i] != '\n' &&
           bytes.ptr[i] != '"')
        i++;
    return i;
}

/* A NUL ends a cell in `line`: comments.csv is clean UTF-8 without any. */
static void add_plain(pal_buf *line, pal_str run)
{
    size_t at = line->len;
    pal_buf_add(line, run);
    char *zero = line->len != at ? memchr(line->ptr + at, '\0', run.len) : NULL;
    for (; zero; zero = memchr(zero, '\0', (size_t)(line->ptr + line->len - zero)))
        *zero = ' ';
}

/* The first `count` cells of one record of RFC 4180 with LF go to `line`. False when the
 * file ends inside of it. */
static bool read_cells(pal_recall *r, uint64_t *at, size_t count)
{
    bool quoted = false;
    pal_buf_clear(&r->line);
    for (;;) {
        pal_str bytes = bytes_at(r, *at);
        if (bytes.len == 0)
            return false;
        size_t run = plain_run(bytes, quoted, count != 0);
        if (count != 0)
            add_plain(&r->line, (pal_str){bytes.ptr, run});
        *at += run;
        if (run == bytes.len)
            continue;
        char c = bytes.ptr[run];
        (*at)++;
        if (c == '"') {
            bytes = quoted ? bytes_at(r, *at) : (pal_str){NULL, 0};
            quoted = !quoted;
            if (bytes.len != 0 && *bytes.ptr == '"') {
                if (count != 0)
                    pal_buf_byte(&r->line, '"');
                quoted = true;
                (*at)++;
            }
            continue;
        }
        if (count != 0) {
            pal_buf_byte(&r->line, '\0');
            count--;
        }
        if (c == '\n')
            return true;
    }
}

static void cut_cells(pal_str *cells, size_t count, const pal_recall *r)
{
    pal_str rest = pal_buf_view(&r->line);
    for (size_t i = 0; i < count; i++) {
        pal_cut cell = pal_str_cut(rest, '\0');
        cells[i] = cell.head;
        rest = cell.tail;
    }
}

/* --- most lines: all of it in the piece, and no quote inside of a cell --- */

/* Behind the cell that begins at `at`, where its comma or its line feed stands; NULL when
 * the cell is none of most. */
static const char *view_cell(pal_str *cell, const char *at, const char *end)
{
    static const bool ends[256] = {[','] = true, ['\n'] = true, ['"'] = true};
    const char *begin = at;
    if (at < end && *at == '"') {
        begin++;
        at = memchr(begin, '"', (size_t)(end - begin));
        if (!at)
            return NULL;
        *cell = pal_str_span(begin, at++);
    } else {
        while (at < end && !ends[(unsigned char)*at])
            at++;
        *cell = pal_str_span(begin, at);
    }
    return at < end && *at != '"' ? at : NULL;
}

/* The line feed that ends the line, from the end of one of its cells on; NULL when it is
 * not there. */
static const char *skip_line(const char *at, const char *end)
{
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    while (feed) {
        const char *quote = memchr(at, '"', (size_t)(feed - at));
        if (!quote)
            break;
        quote = memchr(quote + 1, '"', (size_t)(end - quote - 1));
        if (!quote)
            return NULL;
        at = quote + 1;
        if (at > feed)
            feed = memchr(at, '\n', (size_t)(end - at));
    }
    return feed;
}

/* Answers what stands behind the line, or NULL. */
static const char *view_line(pal_str *cells, size_t count, pal_str bytes)
{
    const char *at = bytes.ptr;
    const char *end = bytes.ptr + bytes.len;
    for (size_t i = 0; i < count; i++) {
        at = view_cell(&cells[i], at, end);
        if (!at)
            return NULL;
        if (*at == '\n') {
            while (++i < count)
                cells[i] = PAL_STR("");
            return at + 1;
        }
        at++;
    }
    at = skip_line(at, end);
    return at ? at + 1 : NULL;
}

/* Views of the piece: nothing is copied. False = the line is none of most. */
static bool view_cells(pal_str *cells, size_t count, pal_recall *r, uint64_t *at)
{
    pal_str bytes = bytes_at(r, *at);
    const char *end = bytes.len != 0 ? view_line(cells, count, bytes) : NULL;
    if (!end && bytes.len != 0 && bytes.len < PIECE / 4 && r->from != *at) {
        r->piece.len = 0; /* it may be cut: a piece from its head on */
        bytes = bytes_at(r, *at);
        end = bytes.len != 0 ? view_line(cells, count, bytes) : NULL;
    }
    if (end)
        *at += (uint64_t)(end - bytes.ptr);
    return end != NULL;
}

pal_status pal_recall_line(pal_str *cells, size_t count, pal_recall *r, uint64_t *at,
                           pal_error *err)
{
    if (view_cells(cells, count, r, at))
        return PAL_OK;
    if (!read_cells(r, at, count))
        return PAL_DONE;
    if (r->line.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for a comment");
    cut_cells(cells, count, r);
    return PAL_OK;
}

pal_status pal_recall_comment(pal_str *cells, size_t count, pal_recall *r, uint64_t place,
                              uint32_t line, pal_error *err)
{
    uint64_t batch = place >> 32;
    pal_status status = batch < r->batch_count ? PAL_OK : PAL_DONE;
    uint64_t at =
        status == PAL_OK ? r->batches[batch].comments + (place & UINT32_MAX) : 0;
    for (uint32_t i = 0; status == PAL_OK && i <= line; i++)
        status = pal_recall_line(cells, i == line ? count : 0, r, &at, err);
    if (status == PAL_DONE)
        return pal_fail(err, PAL_EIO, pal_loc_file("comments.csv"),
                        "cannot read a comment back");
    return status;
}

const pal_batch_place *pal_recall_batches(const pal_recall *r, size_t *count)
{
    *count = r->batch_count;
    return r->batches;
}
