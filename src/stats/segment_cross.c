#include "stats/segment_cross.h"

#include <math.h>

#include "stats/crosstab.h"
#include "stats/nps.h"

/* A line or a column of a table. */
typedef struct line {
    size_t first;
    size_t step;
    size_t count;
} line;

/* Hides one cell more when the hidden ones could be computed; false when they cannot. */
static bool cover(bool *hidden, const uint64_t *cells, line l, uint64_t k)
{
    size_t covered = 0;
    uint64_t sum = 0;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < l.count; i++) {
        size_t at = l.first + i * l.step;
        if (hidden[at]) {
            covered++;
            sum += cells[at];
        } else if (best == SIZE_MAX || cells[at] - 1 < cells[best] - 1) {
            best = at; /* 0 - 1 is the largest: an empty cell comes last */
        }
    }
    if (covered == 0 || (covered > 1 && sum >= k) || best == SIZE_MAX)
        return false;
    hidden[best] = true;
    return true;
}

void pal_cross_hide(bool *hidden, const uint64_t *cells, size_t down, size_t across,
                    uint64_t k)
{
    for (size_t i = 0; i < down * across; i++)
        hidden[i] = cells[i] != 0 && cells[i] < k;
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < down; i++)
            changed |= cover(hidden, cells, (line){i * across, 1, across}, k);
        for (size_t j = 0; j < across; j++)
            changed |= cover(hidden, cells, (line){j, across, down}, k);
    }
}

static pal_segment_cell cell_of(const pal_cross_counts *c, bool hidden)
{
    pal_segment_cell out = {.hidden = hidden, .nps = NAN};
    if (hidden)
        return out;
    pal_bands bands = {c->bands[PAL_BAND_DETRACTOR], c->bands[PAL_BAND_PASSIVE],
                       c->bands[PAL_BAND_PROMOTER]};
    out.rows = c->rows;
    out.scored = pal_bands_count(bands);
    if (out.scored >= PAL_SEGMENT_ROWS_MIN)
        out.nps = 100.0 * pal_nps_share(bands).s;
    return out;
}

/* Numbers of the lines with at least `k` rows. */
static size_t keep_lines(size_t *kept, const uint64_t *cells, line shape, size_t lines,
                         size_t stride, uint64_t k)
{
    size_t count = 0;
    for (size_t i = 0; i < lines; i++) {
        uint64_t sum = 0;
        for (size_t j = 0; j < shape.count; j++)
            sum += cells[i * stride + j * shape.step];
        if (sum >= k)
            kept[count++] = i;
    }
    return count;
}

static pal_str *pick(pal_arena *mem, const pal_str *names, const size_t *kept,
                     size_t count)
{
    pal_str *out = pal_new(mem, pal_str, count);
    for (size_t i = 0; out && i < count; i++)
        out[i] = names[kept[i]];
    return out;
}

bool pal_cross_make(pal_segment_cross *out, pal_arena *mem, const pal_cross_sides *sides,
                    const pal_cross_counts *counts, uint64_t k, pal_arena *scratch)
{
    size_t down = sides->down_count;
    size_t across = sides->across_count;
    uint64_t *cells = pal_new(scratch, uint64_t, down * across);
    bool *hidden = pal_new(scratch, bool, down *across);
    size_t *lines = pal_new(scratch, size_t, down);
    size_t *columns = pal_new(scratch, size_t, across);
    pal_segment_cell *shown = pal_new(mem, pal_segment_cell, down * across);
    pal_crosstab test;
    if (!cells || !hidden || !lines || !columns || !shown)
        return false;
    for (size_t i = 0; i < down * across; i++)
        cells[i] = counts[i].rows;
    pal_cross_hide(hidden, cells, down, across, k);
    if (!pal_crosstab_test(&test, cells, down, across, scratch))
        return false;
    size_t down_kept = keep_lines(lines, cells, (line){0, 1, across}, down, across, k);
    size_t across_kept =
        keep_lines(columns, cells, (line){0, across, down}, across, 1, k);
    for (size_t i = 0; i < down_kept; i++)
        for (size_t j = 0; j < across_kept; j++) {
            size_t at = lines[i] * across + columns[j];
            shown[i * across_kept + j] = cell_of(&counts[at], hidden[at]);
        }
    *out = (pal_segment_cross){
        .down_column = sides->down_column,
        .across_column = sides->across_column,
        .down = pick(mem, sides->down, lines, down_kept),
        .down_count = down_kept,
        .across = pick(mem, sides->across, columns, across_kept),
        .across_count = across_kept,
        .cells = shown,
        .x2 = test.pearson.x2,
        .df = test.pearson.df,
        .p = test.pearson.p,
    };
    return out->down && out->across;
}
