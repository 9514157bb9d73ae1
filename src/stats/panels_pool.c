/* Values of the joined panels that are told together. */
#include "base/fail.h"
#include "base/str.h"
#include "stats/panel_inside.h"

/* Numbers of the values, by their number before; those of the pool have the last one, or
 * 0. */
static void renumber(pal_panels *all, size_t column, uint32_t *numbers,
                     const bool *pooled, bool wave)
{
    size_t count = all->value_counts[column];
    pal_str *texts = all->values[column];
    uint32_t last = 0;
    for (size_t v = 0; v < count; v++) {
        if (pooled[v])
            continue;
        texts[last] = texts[v];
        numbers[v + 1] = ++last;
    }
    uint32_t pool = wave ? 0 : last + 1;
    for (size_t v = 0; v < count; v++)
        if (pooled[v])
            numbers[v + 1] = pool;
    if (!wave)
        texts[last++] = PAL_STR(PAL_POOL_NAME);
    all->value_counts[column] = last;
    for (size_t i = 0; i < all->count; i++)
        for (uint32_t k = 0; k < all->panels[i]->values[column].count; k++) {
            uint32_t *number = &all->panels[i]->values[column].items[k].number;
            *number = numbers[*number];
        }
}

static bool pool_column(pal_panels *all, size_t column, uint64_t k, bool wave)
{
    size_t count = all->value_counts[column];
    pal_pool_counts *counts = pal_new(all->mem, pal_pool_counts, count);
    bool *pooled = pal_new(all->mem, bool, count);
    uint32_t *numbers = pal_new(all->mem, uint32_t, count + 1);
    if (!counts || !pooled || !numbers)
        return false;
    for (size_t i = 0; i < all->count; i++)
        for (uint32_t n = 0; n < all->panels[i]->values[column].count; n++) {
            const pal_panel_value *v = &all->panels[i]->values[column].items[n];
            counts[v->number - 1].rows += v->counts.rows;
            counts[v->number - 1].commented += v->counts.commented;
            counts[v->number - 1].scored += v->counts.scored;
        }
    bool fine = true;
    all->pooled[column] = pal_pool_choose(pooled, &fine, counts, count, k, all->mem);
    if (fine && all->pooled[column] != 0)
        renumber(all, column, numbers, pooled, wave);
    return fine;
}

pal_status pal_panels_pool(pal_panels *all, uint64_t k, bool has_wave, pal_error *err)
{
    for (size_t i = 0; i < all->shape.groups; i++)
        if (!pool_column(all, i, k, has_wave && i == 0))
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "no memory for the panels");
    return PAL_OK;
}
