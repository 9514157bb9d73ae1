/* patterns.h -- answers with the same set of themes, counted together
 *
 * Room:  stats/. A regression on themes sees no more of an answer than its themes and its
 *        band: 100,000 answers are a few thousand patterns.
 * Order: pal_patterns_new(); pal_patterns_add() for each answer; pal_patterns_sort();
 *        then read them. Sorted, they do not depend on the order of the answers, so that
 *        floating sums over them do not either.
 */
#ifndef PAL_STATS_PATTERNS_H
#define PAL_STATS_PATTERNS_H

#include "stats/panel.h"

/** Most patterns, about 100 bytes each, and most themes of the lexicon. */
enum { PAL_PATTERNS_MAX = 2000000, PAL_PATTERN_THEMES_MAX = 65536 };

/** A set of themes. */
typedef struct pal_pattern {
    pal_str key; /**< themes ascending, two bytes each, the higher first */
    uint64_t bands[PAL_BAND_COUNT];
} pal_pattern;

typedef struct pal_patterns pal_patterns;

/** Lives in `mem`; NULL when that is exhausted. */
pal_patterns *pal_patterns_new(pal_arena *mem);
/** False when the arena is exhausted. Beyond PAL_PATTERNS_MAX all is forgotten: see
 *  pal_patterns_full(). */
bool pal_patterns_add(pal_patterns *patterns, const pal_panel_tag *tags, size_t count,
                      pal_band band);
/** Were there too many patterns, or themes that do not fit into a key? */
bool pal_patterns_full(const pal_patterns *patterns);
/** By key. */
const pal_pattern *pal_patterns_sort(pal_patterns *patterns, size_t *count);
/** Number of themes of a pattern, and the one at `at`. */
size_t pal_pattern_size(const pal_pattern *pattern);
uint32_t pal_pattern_theme(const pal_pattern *pattern, size_t at);

#endif /* PAL_STATS_PATTERNS_H */
