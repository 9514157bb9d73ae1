/* By the first bytes that they begin with, the pieces of all expressions: of the few
 * places of a word where a piece may begin at all these alone are compared. */
#include <string.h>

#include "lexicon/needs.h"

/* Keys are of three bytes; pieces of two bytes have keys of their own behind those. Equal
 * keys of other bytes cost a comparison, no more. */
enum { KEY_BITS = 12, TRIPLES = 1 << KEY_BITS, KEYS = 2 * TRIPLES };

/* Its bytes as one number, the first one lowest. */
typedef struct piece {
    uint64_t bytes;
    uint64_t mask; /* of so many bytes */
    uint64_t *of;  /* the numbers that need it or others */
} piece;

struct pal_needs_index {
    uint32_t thirds[TRIPLES]; /* by the first two bytes of a piece: a bit for each third,
                                 all bits where there is none */
    uint64_t keys[KEYS / 64]; /* a bit for each key that a piece has */
    uint32_t begin[KEYS + 1]; /* by key: where the room for its pieces begins ... */
    uint32_t used[KEYS];      /* ... and how many there are */
    piece *pieces;
    uint64_t *always;
    uint64_t *all; /* every number */
    size_t width;
};

static uint32_t triple_of(uint64_t bytes)
{
    return (uint32_t)(bytes & 0xFFFFFF) * 2654435761U >> (32 - KEY_BITS);
}

static uint32_t pair_of(uint64_t bytes)
{
    return TRIPLES + ((uint32_t)(bytes & 0xFFFF) * 2654435761U >> (32 - KEY_BITS));
}

/* Letters a to z have bits of their own. */
static uint32_t third_of(uint64_t bytes)
{
    return UINT32_C(1) << (bytes >> 16) % 32;
}

static uint32_t key_of(piece p)
{
    return p.mask <= 0xFFFF ? pair_of(p.bytes) : triple_of(p.bytes);
}

static void set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= UINT64_C(1) << at % 64;
}

static bool has_bit(const uint64_t *bits, uint32_t at)
{
    return (bits[at / 64] >> at % 64 & 1) != 0;
}

static piece piece_at(pal_needs needs, size_t at)
{
    piece p = {.bytes = 0};
    for (size_t i = (unsigned char)needs.pieces[at]; i > 0; i--) {
        p.bytes = p.bytes << 8 | (unsigned char)needs.pieces[at + i];
        p.mask = p.mask << 8 | 0xFF;
    }
    return p;
}

/* Behind a piece. */
static size_t next_piece(pal_needs needs, size_t at)
{
    return at + 1 + (unsigned char)needs.pieces[at];
}

static void make_room(pal_needs_index *index, const pal_needs *needs, uint32_t count)
{
    for (uint32_t n = 0; n < count; n++)
        for (size_t at = 0; at < needs[n].len; at = next_piece(needs[n], at)) {
            const piece p = piece_at(needs[n], at);
            const uint32_t key = key_of(p);
            index->thirds[pair_of(p.bytes) - TRIPLES] |=
                p.mask <= 0xFFFF ? UINT32_MAX : third_of(p.bytes);
            set_bit(index->keys, key);
            index->begin[key + 1]++;
        }
    for (uint32_t key = 0; key < KEYS; key++)
        index->begin[key + 1] += index->begin[key];
}

/* False without memory. */
static bool put_piece(pal_needs_index *index, pal_arena *mem, piece p, uint32_t n)
{
    const uint32_t key = key_of(p);
    piece *same = index->pieces + index->begin[key];
    piece *end = same + index->used[key];
    while (same < end && (same->bytes != p.bytes || same->mask != p.mask))
        same++;
    if (same == end) {
        *same = p;
        same->of = pal_new(mem, uint64_t, index->width);
        index->used[key]++;
    }
    if (same->of)
        set_bit(same->of, n);
    return same->of != NULL;
}

pal_needs_index *pal_needs_index_new(pal_arena *mem, const pal_needs *needs,
                                     uint32_t count)
{
    pal_needs_index *index = pal_new(mem, pal_needs_index, 1);
    if (!index)
        return NULL;
    make_room(index, needs, count);
    index->width = pal_needs_width(count);
    index->pieces = pal_new(mem, piece, index->begin[KEYS]);
    index->always = pal_new(mem, uint64_t, index->width);
    index->all = pal_new(mem, uint64_t, index->width);
    if (!index->pieces || !index->always || !index->all)
        return NULL;
    for (uint32_t n = 0; n < count; n++) {
        set_bit(index->all, n);
        if (needs[n].len == 0)
            set_bit(index->always, n);
        for (size_t at = 0; at < needs[n].len; at = next_piece(needs[n], at))
            if (!put_piece(index, mem, piece_at(needs[n], at), n))
                return NULL;
    }
    return index;
}

const uint64_t *pal_needs_index_always(const pal_needs_index *index)
{
    return index->always;
}

/* What the pieces of a word add up to. */
typedef struct sum {
    const pal_needs_index *index;
    pal_arena *mem;
    const uint64_t *bits; /* NULL = none yet; of one piece those of the index */
    uint64_t *own;        /* of several */
} sum;

static bool covers(const uint64_t *a, const uint64_t *b, size_t width)
{
    uint64_t missing = 0;
    for (size_t i = 0; i < width; i++)
        missing |= b[i] & ~a[i];
    return missing == 0;
}

static void add_bits(sum *s, const uint64_t *bits)
{
    const size_t width = s->index->width;
    if (!s->bits) {
        s->bits = bits;
    } else if (!covers(s->bits, bits, width)) {
        if (!s->own && (s->own = pal_new(s->mem, uint64_t, width)) != NULL)
            memcpy(s->own, s->bits, width * sizeof *s->own);
        for (size_t i = 0; s->own && i < width; i++)
            s->own[i] |= bits[i];
        s->bits = s->own ? s->own : s->index->all;
    }
}

static void add_pieces(sum *s, uint32_t key, uint64_t bytes)
{
    const piece *p = s->index->pieces + s->index->begin[key];
    for (const piece *end = p + s->index->used[key]; p < end; p++)
        if ((bytes & p->mask) == p->bytes)
            add_bits(s, p->of);
}

const uint64_t *pal_needs_index_word(const pal_needs_index *index, pal_arena *mem,
                                     pal_str folded)
{
    sum s = {.index = index, .mem = mem};
    uint64_t bytes = 0; /* the one at `i` and those behind it */
    for (size_t i = folded.len; i-- > 0;) {
        bytes = bytes << 8 | (unsigned char)folded.ptr[i];
        const uint32_t pair = pair_of(bytes);
        if ((index->thirds[pair - TRIPLES] & third_of(bytes)) == 0)
            continue;
        const uint32_t triple = triple_of(bytes);
        if (has_bit(index->keys, triple))
            add_pieces(&s, triple, bytes);
        if (has_bit(index->keys, pair))
            add_pieces(&s, pair, bytes);
    }
    return s.bits;
}
