#include "text/pair_sets.h"

#include <string.h>

#include "base/bits.h"

enum { SETS_MAX = 1 << 15, SLOTS = 2 * SETS_MAX };

struct pal_pair_sets {
    pal_pair_set *sets;
    uint32_t *slots; /* numbers by hash, open addressing; 0 = free */
    uint32_t count;
};

pal_pair_sets *pal_pair_sets_new(pal_arena *mem)
{
    pal_pair_sets *s = pal_new(mem, pal_pair_sets, 1);
    if (!s)
        return NULL;
    s->sets = pal_new(mem, pal_pair_set, SETS_MAX);
    s->slots = pal_new(mem, uint32_t, SLOTS);
    if (!s->sets || !s->slots)
        return NULL;
    memset(&s->sets[0], 0xFF, sizeof s->sets[0]);
    s->count = 1;
    return s;
}

static uint64_t hash_of(const pal_pair_set *set, uint32_t rows)
{
    uint64_t hash = rows;
    for (; rows != 0; rows &= rows - 1) {
        hash = (hash ^ set->row[pal_bits_lowest(rows)]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return hash;
}

uint32_t pal_pair_sets_number(pal_pair_sets *s, const pal_pair_set *set, uint32_t rows)
{
    size_t at = (size_t)hash_of(set, rows) & (SLOTS - 1);
    for (; s->slots[at] != 0; at = (at + 1) & (SLOTS - 1))
        if (memcmp(&s->sets[s->slots[at]], set, sizeof *set) == 0)
            return s->slots[at];
    if (s->count == SETS_MAX)
        return 0;
    s->sets[s->count] = *set;
    s->slots[at] = s->count;
    return s->count++;
}

const pal_pair_set *pal_pair_sets_at(const pal_pair_sets *s, uint32_t number)
{
    return &s->sets[number];
}

const pal_pair_set *pal_pair_sets_copy(const pal_pair_sets *s, pal_arena *mem)
{
    pal_pair_set *copy = pal_new(mem, pal_pair_set, s->count);
    if (copy)
        memcpy(copy, s->sets, s->count * sizeof *copy);
    return copy;
}
