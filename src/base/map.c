#include "base/map.h"

#include "base/str.h"

typedef struct slot {
    pal_str key; /* .ptr NULL = free; an empty key is kept as {"", 0} */
    uint32_t hash;
    uint32_t value;
} slot;

struct pal_map {
    pal_arena *mem;
    slot *slots;
    size_t cap; /* a power of two */
    size_t count;
    uint64_t seed;
};

enum { FIRST_CAP = 16, CAP_MAX = 1 << 30 };

pal_map *pal_map_new(pal_arena *mem, uint64_t seed)
{
    return pal_map_new_for(mem, seed, 0);
}

pal_map *pal_map_new_for(pal_arena *mem, uint64_t seed, size_t count)
{
    size_t cap = FIRST_CAP;
    if (count > CAP_MAX / 4 * 3)
        return NULL;
    while (cap / 4 * 3 < count)
        cap *= 2;
    pal_map *map = pal_new(mem, pal_map, 1);
    if (!map)
        return NULL;
    map->slots = pal_new(mem, slot, cap);
    if (!map->slots)
        return NULL;
    map->mem = mem;
    map->cap = cap;
    map->seed = seed;
    return map;
}

static uint32_t hash_of(const pal_map *map, pal_str key)
{
    return (uint32_t)pal_str_hash_seeded(key, map->seed);
}

static slot *place(slot *slots, size_t cap, pal_str key, uint32_t hash)
{
    for (size_t i = hash & (cap - 1);; i = (i + 1) & (cap - 1)) {
        slot *s = &slots[i];
        if (!s->key.ptr || (s->hash == hash && pal_str_equal(s->key, key)))
            return s;
    }
}

uint32_t *pal_map_find(const pal_map *map, pal_str key)
{
    slot *s = place(map->slots, map->cap, key, hash_of(map, key));
    return s->key.ptr ? &s->value : NULL;
}

static bool grow(pal_map *map)
{
    size_t cap = map->cap * 2;
    if (cap > CAP_MAX)
        return false;
    slot *slots = pal_new(map->mem, slot, cap);
    if (!slots)
        return false;
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].key.ptr)
            *place(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    map->slots = slots;
    map->cap = cap;
    return true;
}

uint32_t *pal_map_at(pal_map *map, pal_str key, bool *fresh)
{
    uint32_t hash = hash_of(map, key);
    slot *s = place(map->slots, map->cap, key, hash);
    if (fresh)
        *fresh = !s->key.ptr;
    if (s->key.ptr)
        return &s->value;
    if ((map->count + 1) * 4 > map->cap * 3) {
        if (!grow(map))
            return NULL;
        s = place(map->slots, map->cap, key, hash);
    }
    s->key = key.ptr ? key : PAL_STR("");
    s->hash = hash;
    map->count++;
    return &s->value;
}

size_t pal_map_count(const pal_map *map)
{
    return map->count;
}

bool pal_map_next(const pal_map *map, size_t *at, pal_str *key, uint32_t *value)
{
    while (*at < map->cap) {
        const slot *s = &map->slots[(*at)++];
        if (!s->key.ptr)
            continue;
        *key = s->key;
        *value = s->value;
        return true;
    }
    return false;
}
