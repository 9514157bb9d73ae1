/* imprint.h -- 128 bits of bytes under a secret key
 *
 * Room:  base/. For known.h: many times as fast as a digest.
 * Order: pal_imprint_new(); pal_imprint_add(); pal_imprint_take(), which begins anew.
 *
 * Who does not know the key cannot make two texts of one imprint: for any two, of all
 * keys fewer than one in 2^60 gives them the same. Source: NH of UMAC (Black, Halevi,
 * Krawczyk, Krovetz, Rogaway, "UMAC: Fast and Secure Message Authentication", CRYPTO
 * 1999), twice, as a tree.
 */
#ifndef PAL_BASE_IMPRINT_H
#define PAL_BASE_IMPRINT_H

#include <stdint.h>

#include "base/arena.h"

enum {
    PAL_IMPRINT_BLOCK = 256, /**< numbers that are pressed into one imprint */
    PAL_IMPRINT_LEVELS = 5,  /**< of the tree; the highest has one block */
    PAL_IMPRINT_SHIFT = 4,   /**< numbers by which the keys of the two sums differ */
    PAL_IMPRINT_KEY = PAL_IMPRINT_LEVELS * (PAL_IMPRINT_BLOCK + PAL_IMPRINT_SHIFT),
};

/** Of bytes that are taken together. */
static const uint64_t PAL_IMPRINT_MOST = (uint64_t)8 << 30;

/** Chosen at random, bit by bit. */
typedef struct pal_imprint_key {
    uint32_t numbers[PAL_IMPRINT_KEY];
} pal_imprint_key;

/** Of bytes: the same on machines of one byte order. */
typedef struct pal_imprint {
    uint64_t sums[2];
} pal_imprint;

typedef struct pal_imprinter pal_imprinter;

/** In `mem`; NULL without memory. `key` must live as long. */
pal_imprinter *pal_imprint_new(pal_arena *mem, const pal_imprint_key *key);
/** At most PAL_IMPRINT_MOST bytes in all. */
void pal_imprint_add(pal_imprinter *im, pal_str bytes);
pal_imprint pal_imprint_take(pal_imprinter *im);

#endif /* PAL_BASE_IMPRINT_H */
