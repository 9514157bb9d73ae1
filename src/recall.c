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
    size_t column;
    const uint64_t *bases;
    size_t batches;
    pal_buf piece;
    pal_buf line;  /* cells of the line that was read last */
    uint64_t from; /* byte of the file at the head of the piece */
};

pal_status pal_recall_open(pal_recall **out, const char *path, size_t column,
                           const uint64_t *bases, size_t batches, pal_error *err)
{
    pal_recall *r = pal_memory_resize(NULL, sizeof *r);
    if (!r)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    *r = (pal_recall){.column = column, .bases = bases, .batches = batches};
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

/* The next byte, or -1 at the end of the file. */
static int byte_at(pal_recall *r, uint64_t at)
{
    if (at < r->from || at >= r->from + r->piece.len) {
        pal_buf_clear(&r->piece);
        char *to = pal_buf_room(&r->piece, PIECE);
        ssize_t got = to ? pread(r->fd, to, PIECE, (off_t)at) : -1;
        if (got <= 0)
            return -1;
        r->piece.len = (size_t)got;
        r->from = at;
    }
    return (unsigned char)r->piece.ptr[at - r->from];
}

/* Walk over one record of RFC 4180 with LF; the cell `column` goes to `cell` unless that
 * is NULL. False when the file ends inside of it. */
static bool read_record(pal_recall *r, uint64_t *at, size_t column, pal_buf *cell)
{
    bool quoted = false;
    size_t field = 0;
    for (;; (*at)++) {
        int c = byte_at(r, *at);
        if (c < 0)
            return false;
        if (c == '"') {
            bool twice = quoted && byte_at(r, *at + 1) == '"';
            if (twice)
                (*at)++;
            else
                quoted = !quoted;
            if (!twice)
                continue;
        } else if (!quoted && c == ',') {
            field++;
            continue;
        } else if (!quoted && c == '\n') {
            (*at)++;
            return true;
        }
        if (cell && field == column)
            pal_buf_byte(cell, (char)c);
    }
}

pal_status pal_recall_cell(pal_str *out, pal_recall *r, pal_arena *mem, uint64_t place,
                           uint32_t line, size_t column, pal_error *err)
{
    uint64_t batch = place >> 32;
    bool fine = batch < r->batches;
    uint64_t at = fine ? r->bases[batch] + (place & UINT32_MAX) : 0;
    for (uint32_t i = 0; fine && i < line; i++)
        fine = read_record(r, &at, 0, NULL);
    pal_buf cell = {0};
    fine = fine && read_record(r, &at, column, &cell);
    pal_str text = {NULL, 0};
    if (fine && !cell.failed)
        text = pal_arena_copy(mem, cell.len ? pal_buf_view(&cell) : (pal_str){"", 0});
    bool memory = !cell.failed && (!fine || text.ptr);
    pal_buf_release(&cell);
    if (!memory)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    if (!fine)
        return pal_fail(err, PAL_EIO, pal_loc_file("comments.csv"),
                        "cannot read a comment back");
    *out = text;
    return PAL_OK;
}

pal_status pal_recall_text(pal_str *out, pal_recall *r, pal_arena *mem, uint64_t place,
                           uint32_t line, pal_error *err)
{
    return pal_recall_cell(out, r, mem, place, line, r->column, err);
}

uint64_t pal_recall_first(const pal_recall *r)
{
    return r->batches ? r->bases[0] : 0;
}

/* A NUL ends a cell in `line`: comments.csv is clean UTF-8 without any. */
static bool read_cells(pal_recall *r, uint64_t *at)
{
    bool quoted = false;
    for (;; (*at)++) {
        int c = byte_at(r, *at);
        if (c < 0)
            return false;
        if (c == '"') {
            bool twice = quoted && byte_at(r, *at + 1) == '"';
            if (twice)
                (*at)++;
            else
                quoted = !quoted;
            if (!twice)
                continue;
        } else if (!quoted && (c == ',' || c == '\n')) {
            pal_buf_byte(&r->line, '\0');
            if (c == ',')
                continue;
            (*at)++;
            return true;
        }
        pal_buf_byte(&r->line, (char)(c == 0 ? ' ' : c));
    }
}

pal_status pal_recall_line(pal_str *cells, size_t count, pal_recall *r, uint64_t *at,
                           pal_error *err)
{
    pal_buf_clear(&r->line);
    if (r->batches == 0 || !read_cells(r, at))
        return PAL_DONE;
    if (r->line.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for a comment");
    pal_str rest = pal_buf_view(&r->line);
    for (size_t i = 0; i < count; i++) {
        pal_cut cell = pal_str_cut(rest, '\0');
        cells[i] = cell.head;
        rest = cell.tail;
    }
    return PAL_OK;
}
