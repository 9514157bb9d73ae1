/* bridge.h -- from the NPS of one wave to that of the next, term by term
 *
 * Room:  stats/. stats/waves.c counts and calls it; base/find_waves.h has the formulas.
 */
#ifndef PAL_STATS_BRIDGE_H
#define PAL_STATS_BRIDGE_H

#include "base/arena.h"
#include "base/find_waves.h"

/** Rows and their parts of the values, in PAL_SPLIT_UNIT. */
typedef struct pal_bridge_part {
    uint64_t mentions;
    int64_t sum;
} pal_bridge_part;

/** Scored rows with a comment: of a wave, or of one value of a column in it. */
typedef struct pal_bridge_group {
    uint64_t rows;
    pal_bridge_part untagged;
    pal_bridge_part *themes; /**< by theme index */
} pal_bridge_group;

/** Count a row of value `step` (-1, 0, 1): `list` names its themes, each once. */
void pal_bridge_count(pal_bridge_group *group, const uint32_t *list, size_t count,
                      int step);

/** A column that may give the mix term. */
typedef struct pal_bridge_column {
    pal_str name;
    double p; /**< of its test of the same mix */
    size_t groups;
    const pal_bridge_group *from; /**< [0] = rows without a value */
    const pal_bridge_group *to;
} pal_bridge_column;

/** Two waves. */
typedef struct pal_bridge_sides {
    pal_bands from_all; /**< all scored rows */
    pal_bands to_all;
    const pal_bridge_group *from; /**< commented ones */
    const pal_bridge_group *to;
    const pal_bridge_column *columns;
    size_t column_count;
    size_t theme_count;
    uint64_t least; /**< rows that a value needs in both waves to be a group by itself */
    bool retagged;
} pal_bridge_sides;

/** Make the bridge; the column with the largest mix term is taken. Strings are views of
 *  those of `sides`.
 *
 *  mem      owns the terms
 *  scratch  takes two groups for each value
 *  False without memory. */
bool pal_bridge_make(pal_bridge *out, pal_arena *mem, const pal_bridge_sides *sides,
                     pal_arena *scratch);

#endif /* PAL_STATS_BRIDGE_H */
