/* pieces.h -- a file that is read piece by piece, each when it is first looked at
 *
 * Room:  base/. For large files of which a short run wants little.
 * Order: pal_pieces_open(); pal_pieces_at() from any thread; pal_pieces_close().
 */
#ifndef PAL_BASE_PIECES_H
#define PAL_BASE_PIECES_H

#include "base/arena.h"
#include "base/once.h"

enum { PAL_PIECE = 16 * 1024 };

/** Read by base/pieces.c and by pal_pieces_at() alone. */
typedef struct pal_pieces {
    int fd;
    size_t len;
    char *bytes;    /**< the system hands their memory out as they are written to */
    pal_once *read; /**< by piece */
    pal_arena *mem;
} pal_pieces;

/** NULL when the file is missing, empty or larger than `limit`, and without memory. */
pal_pieces *pal_pieces_open(const char *path, size_t limit);
/** NULL is fine. */
void pal_pieces_close(pal_pieces *p);
/** Bytes of the file when it was opened. */
size_t pal_pieces_len(const pal_pieces *p);
/** `len` bytes from byte `at` on, which must lie within; aligned as `at` is. What cannot
 *  be read is zero: what the bytes say is to be checked in any case. */
static inline const char *pal_pieces_at(const pal_pieces *p, size_t at, size_t len);
/** pal_pieces_at() where a piece may be still to read. */
const char *pal_pieces_read(const pal_pieces *p, size_t at, size_t len);

static inline const char *pal_pieces_at(const pal_pieces *p, size_t at, size_t len)
{
    const size_t first = at / PAL_PIECE;
    const size_t last = (len != 0 ? at + len - 1 : at) / PAL_PIECE;
    if (first == last && pal_once_is_made(&p->read[first]))
        return p->bytes + at;
    return pal_pieces_read(p, at, len);
}

#endif /* PAL_BASE_PIECES_H */
