#include "base/imprint.h"

#include <assert.h>
#include <string.h>

enum {
    HALF = PAL_IMPRINT_BLOCK / 2,
    BLOCK_BYTES = PAL_IMPRINT_BLOCK * sizeof(uint32_t),
    LEVEL_KEY = PAL_IMPRINT_BLOCK + PAL_IMPRINT_SHIFT,
};

/* Bytes of a level that do not fill a block yet. */
typedef struct level {
    uint32_t block[PAL_IMPRINT_BLOCK];
    size_t len;
} level;

struct pal_imprinter {
    const pal_imprint_key *key;
    uint64_t len; /* of all that was added */
    level levels[PAL_IMPRINT_LEVELS];
};

/* Sums of products modulo 2^64, of numbers modulo 2^32: compilers make vectors of it. The
 * second sum has the key of the first, shifted. */
static pal_imprint press(const uint32_t *block, const uint32_t *key)
{
    uint64_t a = 0;
    uint64_t b = 0;
    for (size_t i = 0; i < HALF; i++) {
        uint32_t low = block[i];
        uint32_t high = block[i + HALF];
        a += (uint64_t)(low + key[i]) * (high + key[i + HALF]);
        b += (uint64_t)(low + key[i + PAL_IMPRINT_SHIFT]) *
             (high + key[i + HALF + PAL_IMPRINT_SHIFT]);
    }
    return (pal_imprint){{a, b}};
}

static void push(pal_imprinter *im, size_t at, const char *bytes, size_t len);

static void press_up(pal_imprinter *im, size_t at, const uint32_t *block)
{
    pal_imprint up = press(block, im->key->numbers + at * LEVEL_KEY);
    push(im, at + 1, (const char *)up.sums, sizeof up.sums);
}

/* Each level has a sixty-fourth of the bytes of the one below: the highest is not full
 * before 16 GiB. */
static void push(pal_imprinter *im, size_t at, const char *bytes, size_t len)
{
    level *l = &im->levels[at];
    while (l->len + len >= BLOCK_BYTES) {
        size_t part = BLOCK_BYTES - l->len;
        memcpy((char *)l->block + l->len, bytes, part);
        l->len = 0;
        press_up(im, at, l->block);
        bytes += part;
        len -= part;
    }
    if (len != 0)
        memcpy((char *)l->block + l->len, bytes, len);
    l->len += len;
}

pal_imprinter *pal_imprint_new(pal_arena *mem, const pal_imprint_key *key)
{
    pal_imprinter *im = pal_new(mem, pal_imprinter, 1);
    if (im)
        im->key = key;
    return im;
}

void pal_imprint_add(pal_imprinter *im, pal_str bytes)
{
    im->len += bytes.len;
    assert(im->len <= PAL_IMPRINT_MOST);
    if (bytes.len != 0)
        push(im, 0, bytes.ptr, bytes.len);
}

/* Every level is pressed, whatever it has, so that texts of one length make trees of one
 * shape; the length tells other texts apart in the highest. */
pal_imprint pal_imprint_take(pal_imprinter *im)
{
    enum { TOP = PAL_IMPRINT_LEVELS - 1 };
    uint64_t len = im->len;
    im->len = 0;
    for (size_t at = 0; at < TOP; at++) {
        level *l = &im->levels[at];
        memset((char *)l->block + l->len, 0, BLOCK_BYTES - l->len);
        l->len = 0;
        press_up(im, at, l->block);
    }
    level *top = &im->levels[TOP];
    push(im, TOP, (const char *)&len, sizeof len);
    memset((char *)top->block + top->len, 0, BLOCK_BYTES - top->len);
    top->len = 0;
    return press(top->block, im->key->numbers + TOP * LEVEL_KEY);
}
