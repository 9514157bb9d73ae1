#include "base/pieces.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"

static bool make_room(pal_pieces *p, int fd, size_t limit)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 ||
        (uintmax_t)st.st_size > limit)
        return false;
    p->len = (size_t)st.st_size;
    p->read = pal_new(p->mem, pal_once, p->len / PAL_PIECE + 1);
    p->bytes = p->read ? pal_memory_resize(NULL, p->len) : NULL;
    return p->bytes != NULL;
}

pal_pieces *pal_pieces_open(const char *path, size_t limit)
{
    int fd = pal_io_open(path);
    if (fd < 0)
        return NULL;
    pal_arena *mem =
        pal_arena_open(limit / PAL_PIECE * sizeof(pal_once) + ((size_t)1 << 16));
    pal_pieces *p = mem ? pal_new(mem, pal_pieces, 1) : NULL;
    if (p) {
        p->mem = mem;
        p->fd = fd;
    }
    if (p && make_room(p, fd, limit))
        return p;
    pal_arena_close(mem);
    close(fd);
    return NULL;
}

void pal_pieces_close(pal_pieces *p)
{
    if (!p)
        return;
    close(p->fd);
    pal_memory_resize(p->bytes, 0);
    pal_arena_close(p->mem);
}

size_t pal_pieces_len(const pal_pieces *p)
{
    return p->len;
}

typedef struct order {
    const pal_pieces *of;
    size_t index;
} order;

static void read_piece(void *what)
{
    const order *o = what;
    size_t at = o->index * PAL_PIECE;
    size_t end = o->of->len - at > PAL_PIECE ? at + PAL_PIECE : o->of->len;
    while (at < end) {
        ssize_t got = pread(o->of->fd, o->of->bytes + at, end - at, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) { /* it was cut short meanwhile */
            memset(o->of->bytes + at, 0, end - at);
            return;
        }
        at += (size_t)got;
    }
}

const char *pal_pieces_read(const pal_pieces *p, size_t at, size_t len)
{
    size_t last = len != 0 ? (at + len - 1) / PAL_PIECE : at / PAL_PIECE;
    for (size_t i = at / PAL_PIECE; i <= last; i++) {
        order one = {.of = p, .index = i};
        pal_once_make(&p->read[i], read_piece, &one);
    }
    return p->bytes + at;
}
