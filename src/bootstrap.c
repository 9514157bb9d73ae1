#include "bootstrap.h"

#include <math.h>
#include <stdlib.h>

/* Ends of the middle 95 %, as places in the sorted figures. */
enum { FIRST = PAL_RESAMPLES / 40 - 1, LAST = PAL_RESAMPLES - PAL_RESAMPLES / 40 - 1 };
static const uint64_t SEED = 2026;

/* SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014. */
static uint64_t next_number(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Even enough: `count` is small against 2 to the power of 32. */
static size_t draw(uint64_t *state, uint32_t count)
{
    return (size_t)((next_number(state) >> 32) * count >> 32);
}

static double f1(uint64_t right, uint64_t both)
{
    return both != 0 ? 2.0 * (double)right / (double)both : 0.0;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static pal_figure_range middle_of(double figures[PAL_RESAMPLES])
{
    qsort(figures, PAL_RESAMPLES, sizeof *figures, ascending);
    return (pal_figure_range){figures[FIRST], figures[LAST]};
}

bool pal_bootstrap(const pal_agreed *comments, size_t count, pal_arena *scratch,
                   pal_agreement_range *out)
{
    const pal_figure_range unknown = {(double)NAN, (double)NAN};
    *out = (pal_agreement_range){unknown, unknown, unknown};
    if (count == 0 || count >= UINT32_MAX)
        return true;
    double *themes = pal_new(scratch, double, PAL_RESAMPLES);
    double *polarity = pal_new(scratch, double, PAL_RESAMPLES);
    double *overall = pal_new(scratch, double, PAL_RESAMPLES);
    if (!themes || !polarity || !overall)
        return false;
    uint64_t state = SEED;
    for (size_t r = 0; r < PAL_RESAMPLES; r++) {
        uint64_t both = 0;
        uint64_t right = 0;
        uint64_t right_polarity = 0;
        uint64_t same = 0;
        for (size_t i = 0; i < count; i++) {
            const pal_agreed *c = &comments[draw(&state, (uint32_t)count)];
            both += (uint64_t)c->gold + c->found;
            right += c->right;
            right_polarity += c->right_polarity;
            same += c->overall;
        }
        themes[r] = f1(right, both);
        polarity[r] = f1(right_polarity, both);
        overall[r] = (double)same / (double)count;
    }
    *out =
        (pal_agreement_range){middle_of(themes), middle_of(polarity), middle_of(overall)};
    return true;
}
