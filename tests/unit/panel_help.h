/* panel_help.h -- small panels built by hand, in any order and in several parts */
#ifndef PAL_TESTS_PANEL_HELP_H
#define PAL_TESTS_PANEL_HELP_H

#include <criterion/criterion.h>

#include "base/str.h"
#include "stats/stats_run.h"

#include <string.h>

enum { HELP_PANEL_GROUPS = 2, HELP_PANEL_THEMES_MAX = 24 };

/* One row; themes are bits. */
typedef struct help_row {
    pal_band band;
    uint32_t neutral;
    uint32_t negative;
    uint32_t positive;
    const char *groups[HELP_PANEL_GROUPS]; /* NULL = none */
    int64_t weight;                        /* 0 = PAL_WEIGHT_ONE */
    bool silent;                           /* no comment */
} help_row;

typedef struct help_panel {
    pal_panel *parts[2];
    pal_panels *all;
    pal_arena *mem;
    pal_stats_run run;
} help_panel;

/* xorshift64*, so that every repetition is the same. Source: S. Vigna 2016. */
static inline uint64_t help_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u >> 16; /* the low bits are the weak ones */
}

/* Seeds that are small numbers begin alike without this. */
static inline uint64_t help_seed(uint64_t number)
{
    uint64_t state = number * 0x9E3779B97F4A7C15u + 1;
    for (int i = 0; i < 16; i++)
        help_random(&state);
    return state;
}

static inline void help_shuffle(size_t *order, size_t count, uint64_t seed)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)(help_random(&seed) % i);
        size_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

static inline void help_add_row(pal_panel *panel, const help_row *row, size_t number)
{
    pal_panel_tag tags[HELP_PANEL_THEMES_MAX];
    size_t count = 0;
    uint32_t any = row->neutral | row->negative | row->positive;
    for (uint32_t t = 0; t < HELP_PANEL_THEMES_MAX; t++)
        if (any >> t & 1)
            tags[count++] =
                (pal_panel_tag){.theme = t,
                                .polarity = row->negative >> t & 1   ? PAL_NEGATIVE
                                            : row->positive >> t & 1 ? PAL_POSITIVE
                                                                     : PAL_NEUTRAL};
    const pal_panel_row out = {.row = number + 1,
                               .band = row->band,
                               .score = -1,
                               .weight = row->weight ? row->weight : PAL_WEIGHT_ONE,
                               .commented = !row->silent,
                               .tags = tags,
                               .tag_count = count};
    pal_str values[HELP_PANEL_GROUPS];
    for (size_t g = 0; g < HELP_PANEL_GROUPS; g++)
        values[g] = pal_str_from(row->groups[g]);
    cr_assert_eq(pal_panel_add(panel, &out, values, NULL), PAL_OK);
}

/* `order` may be NULL; every third row goes to the second part when `split`. */
static inline void help_panel_open(help_panel *p, const help_row *rows, size_t count,
                                   size_t themes, const size_t *order, bool split)
{
    static const pal_str columns[HELP_PANEL_GROUPS] = {PAL_INIT("Alue"),
                                                       PAL_INIT("Kanava")};
    pal_panel_shape shape = {.themes = themes, .groups = HELP_PANEL_GROUPS};
    for (size_t i = 0; i < 2; i++)
        cr_assert_eq(pal_panel_open(&p->parts[i], shape, NULL), PAL_OK);
    for (size_t i = 0; i < count; i++) {
        size_t at = order ? order[i] : i;
        help_add_row(p->parts[split && i % 3 == 0], &rows[at], at);
    }
    cr_assert_eq(pal_panels_join(&p->all, p->parts, 2, false, NULL, NULL, NULL), PAL_OK);
    p->mem = pal_arena_open((size_t)1 << 30);
    p->run = (pal_stats_run){.panels = p->all,
                             .mem = p->mem,
                             .theme_count = themes,
                             .columns = columns,
                             .column_count = HELP_PANEL_GROUPS,
                             .scale = PAL_SCALE_0_10,
                             .k_threshold = 5};
}

static inline void help_panel_close(help_panel *p)
{
    pal_arena_close(p->mem);
    pal_panels_close(p->all);
    for (size_t i = 0; i < 2; i++)
        pal_panel_close(p->parts[i]);
}

#endif /* PAL_TESTS_PANEL_HELP_H */
