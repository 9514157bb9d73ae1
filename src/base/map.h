/* map.h -- from bytes to a number
 *
 * Open addressing in an arena, seeded so that hostile words cannot pile up. The
 * order of a map is never shown to anyone.
 */
#ifndef PAL_BASE_MAP_H
#define PAL_BASE_MAP_H

#include "base/arena.h"

typedef struct pal_map pal_map;

/** Empty map in `mem`, or NULL. */
pal_map *pal_map_new(pal_arena *mem, uint64_t seed);
/** As above, with room for `count` keys before it has to grow. */
pal_map *pal_map_new_for(pal_arena *mem, uint64_t seed, size_t count);
/** The value at `key`, or NULL. Lives until the next pal_map_at(). */
uint32_t *pal_map_find(const pal_map *map, pal_str key);
/** The value at `key`, made as 0 when new (`*fresh` tells; may be NULL). The map keeps
 *  the view: the bytes must outlive it. NULL without memory. */
uint32_t *pal_map_at(pal_map *map, pal_str key, bool *fresh);
size_t pal_map_count(const pal_map *map);
/** Step through the keys in no order that means anything: false behind the last one. *at
 *  is 0 before the first call. */
bool pal_map_next(const pal_map *map, size_t *at, pal_str *key, uint32_t *value);

#endif /* PAL_BASE_MAP_H */
