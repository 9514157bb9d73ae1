/* wave_help.h -- panels with waves, built row by row */
#ifndef PAL_TESTS_WAVE_HELP_H
#define PAL_TESTS_WAVE_HELP_H

#include "panel_help.h"
#include "stats_help.h"

#include "stats/waves.h"

enum { ROWS_MAX = 4000, THEMES = 6 };

static help_row rows[ROWS_MAX];
static size_t row_count;
static help_panel p;

static const char *const names[] = {"01", "02", "03", "04", "05", "06", "07", "08",
                                    "09", "10", "11", "12", "13", "14", "15", "16",
                                    "17", "18", "19", "20", "21", "22", "23", "24",
                                    "25", "26", "27", "28", "29", "30"};

static const pal_theme themes[THEMES] = {
    {.id = PAL_INIT("jonotusaika")}, {.id = PAL_INIT("valikoima")},
    {.id = PAL_INIT("hintataso")},   {.id = PAL_INIT("palvelu")},
    {.id = PAL_INIT("sovellus")},    {.id = PAL_INIT("laskutus")},
};

static inline void add(size_t times, help_row row)
{
    cr_assert_leq(row_count + times, (size_t)ROWS_MAX);
    for (size_t i = 0; i < times; i++)
        rows[row_count++] = row;
}

static inline const pal_wave_findings *find_in(const size_t *order, bool split)
{
    const pal_wave_findings *found = NULL;
    help_panel_open(&p, rows, row_count, THEMES, order, split);
    p.run.has_wave = true;
    p.run.themes = themes;
    cr_assert_eq(pal_waves_find(&found, &p.run, NULL, NULL), PAL_OK);
    return found;
}

static inline const pal_wave_findings *find(void)
{
    return find_in(NULL, false);
}

static inline void close_all(void)
{
    help_panel_close(&p);
    row_count = 0;
}

static inline const pal_bridge_term *term_of(const pal_bridge *b, pal_bridge_kind kind,
                                             uint32_t theme)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind == kind && b->terms[i].theme == theme)
            return &b->terms[i];
    return NULL;
}

static inline void expect_exact(const pal_bridge *b)
{
    int64_t sum = 0;
    for (size_t i = 0; i < b->count; i++)
        sum += b->terms[i].points;
    cr_expect_eq(sum, b->change, "%lld, not %lld", (long long)sum, (long long)b->change);
}

#endif /* PAL_TESTS_WAVE_HELP_H */
