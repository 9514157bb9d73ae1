/* impact_help.h -- rows for the tests of the impact, gathered and searched */
#ifndef PAL_TESTS_IMPACT_HELP_H
#define PAL_TESTS_IMPACT_HELP_H

#include "panel_help.h"

#include "stats/impact.h"

enum { HELP_ROWS_MAX = 1200 };

/* Rows are gathered here; each test is a process of its own. */
static help_row help_rows[HELP_ROWS_MAX];
static size_t row_count;

static inline void put(size_t times, help_row row)
{
    cr_assert_leq(row_count + times, (size_t)HELP_ROWS_MAX);
    for (size_t i = 0; i < times; i++)
        help_rows[row_count++] = row;
}

/* Detractors, passives, promoters with the same themes. */
static inline void put_bands(size_t d, size_t pa, size_t p, help_row row)
{
    const size_t times[] = {d, pa, p};
    for (size_t i = 0; i < 3; i++) {
        row.band = (pal_band)(PAL_BAND_DETRACTOR + i);
        put(times[i], row);
    }
}

static inline const pal_impact_findings *find(help_panel *p, size_t themes)
{
    const pal_impact_findings *found = NULL;
    help_panel_open(p, help_rows, row_count, themes, NULL, false);
    cr_assert_eq(pal_impact_find(&found, &p->run, NULL), PAL_OK);
    cr_assert_not_null(found);
    return found;
}

/* Themes that come with each other, and with the score. */
static inline void put_random(size_t count, size_t themes, uint64_t number)
{
    uint64_t seed = help_seed(number);
    for (size_t i = 0; i < count; i++) {
        help_row row = {.band = (pal_band)(1 + help_random(&seed) % 3)};
        for (uint32_t t = 0; t < themes; t++) {
            uint64_t dice = help_random(&seed) % 100;
            uint32_t bit = 1u << t;
            if (dice < 8 && row.band == PAL_BAND_DETRACTOR)
                row.negative |= bit;
            else if (dice < 12)
                row.positive |= bit;
            else if (dice < 15 + t)
                row.neutral |= bit;
        }
        row.silent = i % 11 == 0;
        if (i % 13 == 0)
            row.band = PAL_BAND_NONE;
        put(1, row);
    }
}

#endif /* PAL_TESTS_IMPACT_HELP_H */
