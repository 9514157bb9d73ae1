#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "stats/means.h"
#include "stats/measure_median.h"

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static pal_measure_figure median_of(const uint32_t *numbers, size_t count)
{
    static const pal_measure_source source = {.offset = 0.0, .unit = 1.0};
    pal_measure_figure out = {.median = NAN, .median_low = NAN, .median_high = NAN};
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_median *median = pal_median_new(mem, count);
    cr_assert(median);
    for (unsigned round = 0; round < PAL_MEDIAN_ROUNDS; round++) {
        for (size_t i = 0; i < count; i++)
            pal_median_add(median, numbers[i], round);
        pal_median_settle(median, round);
    }
    pal_measure_median(&out, median, &source);
    pal_arena_close(mem);
    return out;
}

/* Against the numbers in their order. */
Test(measure_median, is_what_stands_in_the_middle_of_the_sorted_numbers)
{
    static const uint32_t masks[] = {0,        1,          0xFF,      0xFFFF,
                                     0xFFFFFF, UINT32_MAX, 0xFF0000FF};
    enum { MOST = 1000 };
    uint32_t numbers[MOST];
    uint32_t state = 1;
    for (size_t m = 0; m < sizeof masks / sizeof *masks; m++)
        for (size_t count = 1; count <= MOST; count = count * 3 / 2 + 1) {
            for (size_t i = 0; i < count; i++) {
                state = state * 1664525u + 1013904223u;
                numbers[i] = (state ^ state >> 15) & masks[m];
            }
            pal_measure_figure got = median_of(numbers, count);
            qsort(numbers, count, sizeof *numbers, by_number);
            uint64_t rank = pal_median_rank(count);
            cr_expect_eq(got.median,
                         ((double)numbers[(count - 1) / 2] + (double)numbers[count / 2]) /
                             2.0);
            if (rank == 0)
                cr_expect(isnan(got.median_low) && isnan(got.median_high));
            else
                cr_expect(got.median_low == (double)numbers[rank - 1] &&
                          got.median_high == (double)numbers[count - rank]);
        }
}

Test(measure_median, of_nothing_there_is_none)
{
    pal_measure_figure got = median_of(NULL, 0);
    cr_expect(isnan(got.median) && isnan(got.median_low));
}
