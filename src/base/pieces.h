/* pieces.h -- a file that is read piece by piece, each when it is first looked at
 *
 * Room:  base/. For large files of which a short run wants little.
 * Order: pal_pieces_open(); pal_pieces_at() from any thread; pal_pieces_close().
 */
#ifndef PAL_BASE_PIECES_H
#define PAL_BASE_PIECES_H

#include "palaute.h"

typedef struct pal_pieces pal_pieces;

enum { PAL_PIECE = 16 * 1024 };

/** NULL when the file is missing, empty or larger than `limit`, and without memory. */
pal_pieces *pal_pieces_open(const char *path, size_t limit);
/** NULL is fine. */
void pal_pieces_close(pal_pieces *p);
/** Bytes of the file when it was opened. */
size_t pal_pieces_len(const pal_pieces *p);
/** `len` bytes from byte `at` on, which must lie within; aligned as `at` is. What cannot
 *  be read is zero: what the bytes say is to be checked in any case. */
const char *pal_pieces_at(pal_pieces *p, size_t at, size_t len);

#endif /* PAL_BASE_PIECES_H */
