#include "stats/patterns.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/str.h"

enum { FIRST_CAP = 1024, TAGS_MAX = 1024 };

struct pal_patterns {
    pal_arena *mem;
    pal_map *index; /* key -> item + 1 */
    pal_pattern *items;
    size_t count;
    size_t cap;
    bool full;
};

pal_patterns *pal_patterns_new(pal_arena *mem)
{
    pal_patterns *p = pal_new(mem, pal_patterns, 1);
    if (!p)
        return NULL;
    *p = (pal_patterns){.mem = mem, .cap = FIRST_CAP};
    p->index = pal_map_new(mem, (uint64_t)(uintptr_t)mem);
    p->items = pal_new(mem, pal_pattern, p->cap);
    return p->index && p->items ? p : NULL;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The key of a set of themes in `key`; false when it does not fit. */
static bool make_key(char *key, const pal_panel_tag *tags, size_t count)
{
    uint32_t themes[TAGS_MAX];
    if (count > TAGS_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        themes[i] = tags[i].theme;
        if (themes[i] >= PAL_PATTERN_THEMES_MAX)
            return false;
    }
    if (count > 1)
        qsort(themes, count, sizeof *themes, by_number);
    for (size_t i = 0; i < count; i++) {
        key[2 * i] = (char)(unsigned char)(themes[i] >> 8);
        key[2 * i + 1] = (char)(unsigned char)(themes[i] & 0xFF);
    }
    return true;
}

static pal_pattern *add_item(pal_patterns *p, pal_str key)
{
    if (p->count == p->cap) {
        pal_pattern *grown = pal_arena_grow(p->mem, p->items, p->cap, p->cap * 2,
                                            sizeof *grown, _Alignof(pal_pattern));
        if (!grown)
            return NULL;
        p->items = grown;
        p->cap *= 2;
    }
    key = pal_arena_copy(p->mem, key);
    uint32_t *slot = key.ptr ? pal_map_at(p->index, key, NULL) : NULL;
    if (!slot)
        return NULL;
    p->items[p->count] = (pal_pattern){.key = key};
    *slot = (uint32_t)++p->count;
    return &p->items[p->count - 1];
}

bool pal_patterns_add(pal_patterns *p, const pal_panel_tag *tags, size_t count,
                      pal_band band)
{
    char bytes[2 * TAGS_MAX];
    if (p->full)
        return true;
    if (!make_key(bytes, tags, count)) {
        p->full = true;
        return true;
    }
    pal_str key = {bytes, 2 * count};
    const uint32_t *known = pal_map_find(p->index, key);
    if (!known && p->count == PAL_PATTERNS_MAX) {
        p->full = true;
        return true;
    }
    pal_pattern *item = known ? &p->items[*known - 1] : add_item(p, key);
    if (!item)
        return false;
    item->bands[band]++;
    return true;
}

bool pal_patterns_full(const pal_patterns *p)
{
    return p->full;
}

static int by_key(const void *a, const void *b)
{
    return pal_str_compare(((const pal_pattern *)a)->key, ((const pal_pattern *)b)->key);
}

const pal_pattern *pal_patterns_sort(pal_patterns *p, size_t *count)
{
    if (p->count > 1)
        qsort(p->items, p->count, sizeof *p->items, by_key);
    *count = p->count;
    return p->items;
}

size_t pal_pattern_size(const pal_pattern *pattern)
{
    return pattern->key.len / 2;
}

uint32_t pal_pattern_theme(const pal_pattern *pattern, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)pattern->key.ptr + 2 * at;
    return (uint32_t)bytes[0] << 8 | bytes[1];
}
