/* digest.h -- SHA-256 of bytes
 *
 * Order: pal_digest_new(); pal_digest_add(); pal_digest_hex(), which begins anew.
 * nettle stands behind this file alone.
 */
#ifndef PAL_BASE_DIGEST_H
#define PAL_BASE_DIGEST_H

#include "base/arena.h"

typedef struct pal_digest pal_digest;

enum { PAL_DIGEST_HEX_LEN = 64 };

/** In `mem`; NULL without memory. */
pal_digest *pal_digest_new(pal_arena *mem);
void pal_digest_add(pal_digest *digest, pal_str bytes);
/** 64 lower-case hex digits and a NUL. */
void pal_digest_hex(pal_digest *digest, char hex[PAL_DIGEST_HEX_LEN + 1]);
/** "3.8": of nettle. */
const char *pal_digest_version(void);

#endif /* PAL_BASE_DIGEST_H */
