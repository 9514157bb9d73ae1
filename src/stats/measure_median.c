#include "stats/measure_median.h"

#include <string.h>

#include "stats/means.h"

/* Places of the ranks. */
enum { BELOW = 0, ABOVE, LOW, HIGH };

pal_median *pal_median_new(pal_arena *mem, uint64_t count)
{
    pal_median *m = pal_new(mem, pal_median, 1);
    if (!m)
        return NULL;
    *m = (pal_median){.count = count};
    m->tallies =
        pal_arena_take(mem, sizeof *m->tallies, _Alignof(uint64_t), PAL_MEDIAN_RANKS);
    if (!m->tallies)
        return NULL;
    if (count == 0)
        return m;
    uint64_t rank = pal_median_rank(count);
    m->left[BELOW] = (count - 1) / 2;
    m->left[ABOVE] = count / 2;
    m->left[LOW] = rank != 0 ? rank - 1 : 0;
    m->left[HIGH] = rank != 0 ? count - rank : 0;
    return m;
}

static unsigned shift_of(unsigned round)
{
    return 8 * (PAL_MEDIAN_ROUNDS - 1 - round);
}

void pal_median_add(pal_median *m, uint32_t number, unsigned round)
{
    unsigned shift = shift_of(round);
    for (size_t i = 0; i < PAL_MEDIAN_RANKS; i++)
        if (round == 0 || number >> shift >> 8 == m->at[i] >> shift >> 8)
            m->tallies[i][number >> shift & 0xFF]++;
}

void pal_median_settle(pal_median *m, unsigned round)
{
    for (size_t i = 0; i < PAL_MEDIAN_RANKS && m->count != 0; i++) {
        uint32_t digit = 0;
        while (digit < PAL_MEDIAN_DIGITS - 1 && m->left[i] >= m->tallies[i][digit])
            m->left[i] -= m->tallies[i][digit++];
        m->at[i] |= digit << shift_of(round);
    }
    memset(m->tallies, 0, PAL_MEDIAN_RANKS * sizeof *m->tallies);
}

void pal_measure_median(pal_measure_figure *out, const pal_median *m,
                        const pal_measure_source *source)
{
    if (m->count == 0)
        return;
    double middle = ((double)m->at[BELOW] + (double)m->at[ABOVE]) / 2.0;
    out->median = source->offset + source->unit * middle;
    if (pal_median_rank(m->count) == 0)
        return;
    out->median_low = source->offset + source->unit * (double)m->at[LOW];
    out->median_high = source->offset + source->unit * (double)m->at[HIGH];
}
