/* measure_help.h -- panels of rows with a score, a tone and further scores */
#ifndef PAL_TESTS_MEASURE_HELP_H
#define PAL_TESTS_MEASURE_HELP_H

#include "panel_help.h"

#include "base/scale.h"

enum { SAID_MEASURES = 4, SAID_THEMES = 6, SAID_ROWS = 2000 };

/* One row; themes are bits. */
typedef struct said {
    int score; /* -1 = none */
    pal_polarity tone;
    uint32_t neutral;
    uint32_t negative;
    uint32_t positive;
    uint32_t wishes;
    int32_t measures[SAID_MEASURES];
    const char *group; /* NULL = none */
    bool silent;
} said;

typedef struct said_panel {
    pal_panel *parts[2];
    pal_panels *all;
    pal_arena *mem;
    pal_theme themes[SAID_THEMES];
    pal_stats_run run;
} said_panel;

static inline void said_add(pal_panel *panel, const said *row, size_t number)
{
    pal_panel_tag tags[SAID_THEMES];
    size_t count = 0;
    uint32_t any = row->neutral | row->negative | row->positive;
    for (uint32_t t = 0; t < SAID_THEMES; t++)
        if (any >> t & 1)
            tags[count++] =
                (pal_panel_tag){.theme = t,
                                .wish = (row->wishes >> t & 1) != 0,
                                .polarity = row->negative >> t & 1   ? PAL_NEGATIVE
                                            : row->positive >> t & 1 ? PAL_POSITIVE
                                                                     : PAL_NEUTRAL};
    const pal_panel_row out = {.row = number + 1,
                               .place = number,
                               .score = row->score,
                               .band = pal_score_band(PAL_SCALE_0_10, row->score),
                               .weight = PAL_WEIGHT_ONE,
                               .commented = !row->silent,
                               .sentiment = row->tone,
                               .measures = row->measures,
                               .tags = tags,
                               .tag_count = count};
    const pal_str value = pal_str_from(row->group);
    cr_assert_eq(pal_panel_add(panel, &out, &value, NULL), PAL_OK);
}

/* `order` may be NULL; every third row goes to the second part when `split`. */
static inline void said_open(said_panel *p, const said *rows, size_t count,
                             const size_t *order, bool split)
{
    static const pal_str columns[] = {PAL_INIT("Alue")};
    const pal_panel_shape shape = {
        .themes = SAID_THEMES, .groups = 1, .measures = SAID_MEASURES};
    *p = (said_panel){.mem = pal_arena_open((size_t)1 << 30)};
    for (size_t i = 0; i < 2; i++)
        cr_assert_eq(pal_panel_open(&p->parts[i], shape, NULL), PAL_OK);
    for (size_t i = 0; i < count; i++) {
        size_t at = order ? order[i] : i;
        said_add(p->parts[split && i % 3 == 0], &rows[at], at);
    }
    cr_assert_eq(pal_panels_join(&p->all, p->parts, 2, false, NULL, NULL, NULL), PAL_OK);
    p->run = (pal_stats_run){.panels = p->all,
                             .mem = p->mem,
                             .themes = p->themes,
                             .theme_count = SAID_THEMES,
                             .columns = columns,
                             .column_count = 1,
                             .scale = PAL_SCALE_0_10,
                             .k_threshold = 5};
}

static inline void said_close(said_panel *p)
{
    pal_arena_close(p->mem);
    pal_panels_close(p->all);
    for (size_t i = 0; i < 2; i++)
        pal_panel_close(p->parts[i]);
}

#endif /* PAL_TESTS_MEASURE_HELP_H */
