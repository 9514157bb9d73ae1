/* Comparing figures with oracles, and the data sets under tests/data/stats. */
#ifndef STATS_HELP_H
#define STATS_HELP_H

#include <criterion/criterion.h>

#include "base/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* The digits that a source prints: half a unit of the last one, or a little more. */
static inline bool near(double value, double expected, double tolerance)
{
    bool same = fabs(value - expected) <= tolerance;
    if (!same)
        cr_log_error("%.15g, not %.15g", value, expected);
    return same;
}

/* The same to a relative error. */
static inline bool close_to(double value, double expected, double relative)
{
    return near(value, expected, relative * fabs(expected));
}

/* Rows of numbers after '#' lines and, with `header`, one line of names. */
static inline double *read_numbers(pal_arena *mem, const char *path, bool header,
                                   size_t columns, size_t *rows)
{
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    enum { MOST = 1000 };
    double *out = pal_new(mem, double, MOST);
    cr_assert_not_null(out);
    char line[512];
    *rows = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#')
            continue;
        if (header) {
            header = false;
            continue;
        }
        char *at = line;
        for (size_t c = 0; c < columns; c++)
            out[*rows * columns + c] = strtod(at, &at);
        (*rows)++;
        cr_assert_lt((*rows + 1) * columns, (size_t)MOST);
    }
    fclose(file);
    return out;
}

/* A column of such rows, and the others. */
static inline void split_column(const double *data, size_t rows, size_t columns,
                                size_t column, double *y, double *x)
{
    for (size_t i = 0; i < rows; i++) {
        y[i] = data[i * columns + column];
        for (size_t c = 0, to = 0; c < columns; c++)
            if (c != column)
                x[i * (columns - 1) + to++] = data[i * columns + c];
    }
}

#endif /* STATS_HELP_H */
