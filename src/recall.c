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

/* The first comma, line end or quote, or the end. */
static size_t plain_cell(pal_str bytes)
{
    static const bool ends[256] = {[','] = true, ['\n'] = true, ['"'] = true};
    size_t i = 0;
    while (i < bytes.len && !ends[(unsigned char)bytes.ptr[i]])
        i++;
    return i;
}

/* How many of the bytes stand for themselves; behind the cells that are wanted a comma
 * does, too. */
static size_t plain_run(pal_str bytes, bool quoted, bool wanted)
{
    if (!quoted && wanted)
        return plain_cell(bytes);
    if (!quoted) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        bytes.len = end ? (size_t)(end - bytes.ptr) : bytes.len;
    }
    const char *quote = memchr(bytes.ptr, '"', bytes.len);
    return quote ? (size_t)(quote - bytes.ptr) : bytes.len;
}

/* The cells stand in `line` one behind the other; those that a short record lacks are
 * empty. */
static void place_cells(pal_str *cells, size_t count, const pal_recall *r)
{
    const char *at = r->line.ptr ? r->line.ptr : "";
    for (size_t i = 0; i < count; i++) {
        cells[i].ptr = at;
        at += cells[i].len;
    }
}

/* The first `count` cells of one record of RFC 4180 with LF go to `line`. False when the
 * file ends inside of it. */
static bool read_cells(pal_str *cells, size_t count, pal_recall *r, uint64_t *at)
{
    bool quoted = false;
    size_t have = 0;  /* cells that are complete */
    size_t begin = 0; /* of the next, in `line` */
    pal_buf_clear(&r->line);
    for (size_t i = 0; i < count; i++)
        cells[i].len = 0;
    for (;;) {
        pal_str bytes = bytes_at(r, *at);
        if (bytes.len == 0)
            return false;
        size_t run = plain_run(bytes, quoted, have < count);
        if (have < count)
            pal_buf_add(&r->line, (pal_str){bytes.ptr, run});
        *at += run;
        if (run == bytes.len)
            continue;
        char c = bytes.ptr[run];
        (*at)++;
        if (c == '"') {
            bytes = quoted ? bytes_at(r, *at) : (pal_str){NULL, 0};
            quoted = !quoted;
            if (bytes.len != 0 && *bytes.ptr == '"') {
                if (have < count)
                    pal_buf_byte(&r->line, '"');
                quoted = true;
                (*at)++;
            }
            continue;
        }
        if (have < count) {
            cells[have++].len = r->line.len - begin;
            begin = r->line.len;
        }
        if (c == '\n') {
            place_cells(cells, count, r);
            return true;
        }
    }
}

/* The same where the piece holds the whole record and no quote stands in the cells: they
 * are views of it. False where it does not; nothing moves then. */
static bool view_cells(pal_str *cells, size_t count, pal_recall *r, uint64_t *at)
{
    const pal_str bytes = bytes_at(r, *at);
    size_t i = 0;
    bool ended = false;
    if (bytes.len == 0)
        return false;
    for (size_t have = 0; have < count; have++) {
        cells[have] = (pal_str){bytes.ptr + i, 0};
        if (ended)
            continue;
        const size_t begin = i;
        i += plain_cell((pal_str){bytes.ptr + i, bytes.len - i});
        if (i == bytes.len || bytes.ptr[i] == '"')
            return false;
        cells[have].len = i - begin;
        ended = bytes.ptr[i++] == '\n';
    }
    for (bool quoted = false; !ended; i++) {
        i += plain_run((pal_str){bytes.ptr + i, bytes.len - i}, quoted, false);
        if (i == bytes.len)
            return false;
        ended = bytes.ptr[i] == '\n';
        quoted = !quoted;
    }
    *at += i;
    return true;
}

static bool next_cells(pal_str *cells, size_t count, pal_recall *r, uint64_t *at)
{
    return view_cells(cells, count, r, at) || read_cells(cells, count, r, at);
}

pal_status pal_recall_comment(pal_str *cells, size_t count, pal_recall *r, uint64_t place,
                              uint32_t line, pal_error *err)
{
    uint64_t batch = place >> 32;
    bool fine = batch < r->batch_count;
    uint64_t at = fine ? r->batches[batch].comments + (place & UINT32_MAX) : 0;
    for (uint32_t i = 0; fine && i <= line; i++)
        fine = next_cells(cells, i == line ? count : 0, r, &at);
    if (!fine)
        return pal_fail(err, PAL_EIO, pal_loc_file("comments.csv"),
                        "cannot read a comment back");
    if (r->line.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    return PAL_OK;
}

const pal_batch_place *pal_recall_batches(const pal_recall *r, size_t *count)
{
    *count = r->batch_count;
    return r->batches;
}

pal_status pal_recall_line(pal_str *cells, size_t count, pal_recall *r, uint64_t *at,
                           pal_error *err)
{
    if (!next_cells(cells, count, r, at))
        return PAL_DONE;
    if (r->line.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for a comment");
    return PAL_OK;
}
