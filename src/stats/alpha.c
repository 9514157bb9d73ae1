/* Krippendorff's alpha; the contract stands in agreement.h. */
#include "stats/agreement.h"

#include <math.h>
#include <stdlib.h>

enum { DIFFERENT_MAX = 4096 };

/* The judgements as numbers of different values. */
typedef struct reliability {
    const uint32_t *at; /* units x coders: value, or MISSING */
    size_t units;
    size_t coders;
    size_t different;
    double *counts; /* of each value, in units with two values or more */
    double total;
    double (*delta)(const struct reliability *r, size_t i, size_t j);
    /* what delta() needs */
    const double *values;
    double *cumulated; /* counts of smaller values */
    const pal_labels *sets;
    double (*distance)(pal_labels, pal_labels);
} reliability;
static const uint32_t MISSING = UINT32_MAX;

static double delta_nominal(const reliability *r, size_t i, size_t j)
{
    (void)r;
    return (double)(i != j);
}

static double delta_ordinal(const reliability *r, size_t i, size_t j)
{
    double gap =
        r->cumulated[i] + 0.5 * r->counts[i] - (r->cumulated[j] + 0.5 * r->counts[j]);
    return gap * gap;
}

static double delta_interval(const reliability *r, size_t i, size_t j)
{
    double gap = r->values[i] - r->values[j];
    return gap * gap;
}

static double delta_ratio(const reliability *r, size_t i, size_t j)
{
    double sum = r->values[i] + r->values[j];
    double gap = sum != 0.0 ? (r->values[i] - r->values[j]) / sum : 0.0;
    return gap * gap;
}

static double delta_sets(const reliability *r, size_t i, size_t j)
{
    return r->distance(r->sets[i], r->sets[j]);
}

static size_t present(const reliability *r, size_t unit)
{
    size_t n = 0;
    for (size_t c = 0; c < r->coders; c++)
        n += r->at[unit * r->coders + c] != MISSING;
    return n;
}

static void count_values(reliability *r)
{
    for (size_t u = 0; u < r->units; u++) {
        if (present(r, u) < 2)
            continue;
        for (size_t c = 0; c < r->coders; c++) {
            uint32_t value = r->at[u * r->coders + c];
            if (value == MISSING)
                continue;
            r->counts[value]++;
            r->total++;
        }
    }
    double sum = 0.0;
    for (size_t i = 0; i < r->different; i++) {
        r->cumulated[i] = sum;
        sum += r->counts[i];
    }
}

/* Distances within a unit, over all ordered pairs, by values minus 1. */
static double within(const reliability *r, size_t unit)
{
    size_t n = present(r, unit);
    if (n < 2)
        return 0.0;
    const uint32_t *row = r->at + unit * r->coders;
    double sum = 0.0;
    for (size_t a = 0; a < r->coders; a++)
        for (size_t b = a + 1; b < r->coders; b++)
            if (row[a] != MISSING && row[b] != MISSING && row[a] != row[b])
                sum += 2.0 * r->delta(r, row[a], row[b]);
    return sum / (double)(n - 1);
}

static double alpha_of(const reliability *r)
{
    double seen = 0.0;
    for (size_t u = 0; u < r->units; u++)
        seen += within(r, u);
    double chance = 0.0;
    for (size_t i = 0; i < r->different; i++)
        for (size_t j = i + 1; j < r->different; j++)
            if (r->counts[i] > 0.0 && r->counts[j] > 0.0)
                chance += 2.0 * r->counts[i] * r->counts[j] * r->delta(r, i, j);
    if (!(chance > 0.0))
        return (double)NAN;
    return 1.0 - (r->total - 1.0) * seen / chance;
}

static bool room_for(reliability *r, size_t units, size_t coders, uint32_t **at,
                     pal_arena *scratch)
{
    if (coders != 0 && units > SIZE_MAX / coders)
        return false;
    r->units = units;
    r->coders = coders;
    *at = pal_new(scratch, uint32_t, units * coders);
    r->at = *at;
    return *at != NULL;
}

static bool room_for_counts(reliability *r, pal_arena *scratch)
{
    if (r->different > DIFFERENT_MAX)
        return false;
    r->counts = pal_new(scratch, double, r->different);
    r->cumulated = pal_new(scratch, double, r->different);
    return r->counts && r->cumulated;
}

static int by_double(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_labels(const void *a, const void *b)
{
    pal_labels x = *(const pal_labels *)a;
    pal_labels y = *(const pal_labels *)b;
    return (x > y) - (x < y);
}

bool pal_alpha(double *alpha, const double *values, size_t units, size_t coders,
               pal_level level, pal_arena *scratch)
{
    static double (*const deltas[])(const reliability *, size_t, size_t) = {
        [PAL_LEVEL_NOMINAL] = delta_nominal,
        [PAL_LEVEL_ORDINAL] = delta_ordinal,
        [PAL_LEVEL_INTERVAL] = delta_interval,
        [PAL_LEVEL_RATIO] = delta_ratio,
    };
    reliability r = {.delta = deltas[level]};
    uint32_t *at = NULL;
    if (!room_for(&r, units, coders, &at, scratch))
        return false;
    size_t count = units * coders;
    double *sorted = pal_new(scratch, double, count);
    if (!sorted)
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            sorted[kept++] = values[i];
    if (kept > 1)
        qsort(sorted, kept, sizeof *sorted, by_double);
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || sorted[i] != sorted[r.different - 1])
            sorted[r.different++] = sorted[i];
    r.values = sorted;
    if (!room_for_counts(&r, scratch))
        return false;
    for (size_t i = 0; i < count; i++) {
        const double *found = isnan(values[i]) ? NULL
                                               : bsearch(&values[i], sorted, r.different,
                                                         sizeof *sorted, by_double);
        at[i] = found ? (uint32_t)(found - sorted) : MISSING;
    }
    count_values(&r);
    *alpha = alpha_of(&r);
    return true;
}

static double bits(pal_labels set)
{
    double n = 0.0;
    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

double pal_distance_jaccard(pal_labels a, pal_labels b)
{
    return a == b ? 0.0 : 1.0 - bits(a & b) / bits(a | b);
}

double pal_distance_masi(pal_labels a, pal_labels b)
{
    if (a == b)
        return 0.0;
    pal_labels both = a & b;
    if (both == 0)
        return 1.0;
    double m = both == a || both == b ? 2.0 / 3.0 : 1.0 / 3.0;
    return 1.0 - bits(both) / bits(a | b) * m;
}

bool pal_alpha_sets(double *alpha, const pal_labels *sets, size_t units, size_t coders,
                    double (*distance)(pal_labels, pal_labels), pal_arena *scratch)
{
    reliability r = {.delta = delta_sets, .distance = distance};
    uint32_t *at = NULL;
    if (!room_for(&r, units, coders, &at, scratch))
        return false;
    size_t count = units * coders;
    pal_labels *sorted = pal_new(scratch, pal_labels, count);
    if (!sorted)
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (sets[i] != PAL_LABELS_MISSING)
            sorted[kept++] = sets[i];
    if (kept > 1)
        qsort(sorted, kept, sizeof *sorted, by_labels);
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || sorted[i] != sorted[r.different - 1])
            sorted[r.different++] = sorted[i];
    r.sets = sorted;
    if (!room_for_counts(&r, scratch))
        return false;
    for (size_t i = 0; i < count; i++) {
        const pal_labels *found =
            sets[i] == PAL_LABELS_MISSING
                ? NULL
                : bsearch(&sets[i], sorted, r.different, sizeof *sorted, by_labels);
        at[i] = found ? (uint32_t)(found - sorted) : MISSING;
    }
    count_values(&r);
    *alpha = alpha_of(&r);
    return true;
}
