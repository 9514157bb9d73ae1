/* digest.h -- SHA-256 of bytes
 *
 * Order: pal_digest_new(); pal_digest_add(); pal_digest_hex(), which begins anew.
 * nettle stands behind this file alone.
 */
#ifndef PAL_BASE_DIGEST_H
#define PAL_BASE_DIGEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/known.h"

typedef struct pal_digest pal_digest;

enum { PAL_DIGEST_HEX_LEN = PAL_KNOWN_HEX };

/** In `mem`; NULL without memory. */
pal_digest *pal_digest_new(pal_arena *mem);
/** The same, but asks `known` before it works anything out, and tells it what it did not
 *  know. What is added must live until pal_digest_hex(). NULL for `known` is fine. */
pal_digest *pal_digest_new_known(pal_arena *mem, pal_known *known);
void pal_digest_add(pal_digest *digest, pal_str bytes);
/** Has what was added been known before? pal_digest_hex() is to follow. */
bool pal_digest_is_known(pal_digest *digest);
/** 64 lower-case hex digits and a NUL. */
void pal_digest_hex(pal_digest *digest, char hex[PAL_DIGEST_HEX_LEN + 1]);
/** "3.8": of nettle. */
const char *pal_digest_version(void);

#endif /* PAL_BASE_DIGEST_H */
