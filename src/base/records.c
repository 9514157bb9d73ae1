#include "base/records.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

struct pal_records {
    int fd;
    const char *path;
    pal_buf piece;
    size_t at; /* of the piece */
    pal_buf line;
    pal_buf ends; /* size_t: where each cell of the line ends */
    pal_str *cells;
    size_t cap;
};

pal_status pal_records_open(pal_records **out, const char *path, pal_error *err)
{
    pal_records *r = pal_memory_resize(NULL, sizeof *r);
    if (!r)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    *r = (pal_records){.path = path, .fd = open(path, O_RDONLY | O_CLOEXEC)};
    if (r->fd < 0) {
        pal_status status = pal_fail(err, PAL_ENOINPUT, pal_loc_file(path),
                                     "cannot open: %s", strerror(errno));
        pal_memory_resize(r, 0);
        return status;
    }
    *out = r;
    return PAL_OK;
}

void pal_records_close(pal_records *r)
{
    if (!r)
        return;
    close(r->fd);
    pal_buf_release(&r->piece);
    pal_buf_release(&r->line);
    pal_buf_release(&r->ends);
    pal_memory_resize(r->cells, 0);
    pal_memory_resize(r, 0);
}

/* The next byte without taking it; -1 at the end, -2 on an error. */
static int peek(pal_records *r)
{
    if (r->at == r->piece.len) {
        pal_buf_clear(&r->piece);
        r->at = 0;
        char *to = pal_buf_room(&r->piece, PIECE);
        ssize_t got = to ? read(r->fd, to, PIECE) : -1;
        if (got < 0)
            return -2;
        r->piece.len = (size_t)got;
        if (got == 0)
            return -1;
    }
    return (unsigned char)r->piece.ptr[r->at];
}

static void end_cell(pal_records *r)
{
    const size_t end = r->line.len;
    pal_buf_add(&r->ends, (pal_str){(const char *)&end, sizeof end});
}

/* Bytes of one record into r->line. */
static pal_status scan(pal_records *r, pal_error *err)
{
    bool quoted = false;
    for (bool any = false;; any = true) {
        int c = peek(r);
        if (c == -1 && !any)
            return PAL_DONE;
        if (c == -2)
            return pal_fail(err, PAL_EIO, pal_loc_file(r->path), "cannot read it back");
        if (c == -1)
            return pal_fail(err, PAL_EFORMAT, pal_loc_file(r->path),
                            "ends in the middle of a record");
        r->at++;
        if (c == '"') {
            if (!quoted || peek(r) != '"') {
                quoted = !quoted;
                continue;
            }
            r->at++;
        } else if (!quoted && (c == ',' || c == '\n')) {
            end_cell(r);
            if (c == '\n')
                return PAL_OK;
            continue;
        }
        pal_buf_byte(&r->line, (char)c);
    }
}

static bool cut_cells(pal_records *r, size_t count)
{
    if (count > r->cap) {
        pal_str *grown = pal_memory_resize(r->cells, count * sizeof *grown);
        if (!grown)
            return false;
        r->cells = grown;
        r->cap = count;
    }
    size_t begin = 0;
    for (size_t i = 0; i < count; i++) {
        size_t end = 0;
        memcpy(&end, r->ends.ptr + i * sizeof end, sizeof end);
        r->cells[i] = (pal_str){end == begin ? "" : r->line.ptr + begin, end - begin};
        begin = end;
    }
    return true;
}

pal_status pal_records_next(pal_records *r, const pal_str **cells, size_t *count,
                            pal_error *err)
{
    pal_buf_clear(&r->line);
    pal_buf_clear(&r->ends);
    pal_status status = scan(r, err);
    if (status != PAL_OK)
        return status;
    size_t have = r->ends.len / sizeof(size_t);
    if (r->line.failed || r->ends.failed || !cut_cells(r, have))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(r->path), "no memory for a record");
    *cells = r->cells;
    *count = have;
    return PAL_OK;
}
