/* Fisher's exact test of r x c tables; the contract stands in fisher.h. */
#include "stats/fisher.h"

#include <math.h>
#include <stdlib.h>

enum { SIDE_MAX = 16, COLUMNS_MAX = 4096, PARTS_MAX = 1 << 18 };
static const uint64_t STEPS_MAX = 50000000;
static const uint64_t TOTAL_MAX = 1000000;
static const double RELATIVE = 1e-7;
static const double SAME = 1e-11; /* logs of equal products, summed in another order */

/* Partial tables with the same remaining row sums and the same product of factorials. */
typedef struct part {
    uint64_t key;  /* remaining sums of all rows but the last, mixed radix */
    double value;  /* -sum of ln x! */
    double ways;   /* how many partial tables */
    double before; /* sum of ways exp(value - greatest) up to this one of its key */
} part;

typedef struct work {
    size_t rows;
    size_t columns;
    uint64_t row[SIDE_MAX];
    uint64_t radix[SIDE_MAX];
    uint64_t *column; /* sums, ascending */
    double *logs;     /* ln n!; 0 = not asked for yet */
    part *parts;
    part *fresh;
    size_t part_count;
    size_t fresh_count;
    uint64_t steps;
    bool too_big;
    double base;     /* what to add to a value for the log of the probability */
    double observed; /* value of the table */
} work;

/* --- the margins --- */

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Fills the margins; rows are the shorter side, empty ones are left out. */
static bool take_margins(work *w, const uint64_t *cells, size_t rows, size_t columns,
                         pal_arena *scratch, uint64_t *total)
{
    bool turn = rows > columns;
    size_t r = turn ? columns : rows;
    size_t c = turn ? rows : columns;
    if (r > SIDE_MAX || c > COLUMNS_MAX)
        return false;
    w->column = pal_new(scratch, uint64_t, c);
    if (!w->column)
        return false;
    uint64_t sums[SIDE_MAX] = {0};
    for (size_t i = 0; i < r * c; i++) {
        uint64_t n = cells[i];
        size_t at_row = turn ? i % r : i / c;
        size_t at_column = turn ? i / r : i % c;
        if (n > TOTAL_MAX || *total + n > TOTAL_MAX)
            return false;
        sums[at_row] += n;
        w->column[at_column] += n;
        *total += n;
    }
    for (size_t i = 0; i < r; i++)
        if (sums[i] != 0)
            w->row[w->rows++] = sums[i];
    for (size_t j = 0; j < c; j++)
        if (w->column[j] != 0)
            w->column[w->columns++] = w->column[j];
    if (w->columns > 1)
        qsort(w->column, w->columns, sizeof *w->column, by_size);
    return true;
}

/* ln n!. A table of which one row is small asks for few of them, however large the other
 * row is. */
static inline double log_of(const work *w, uint64_t n)
{
    if (w->logs[n] == 0.0 && n > 1)
        w->logs[n] = pal_log_factorial(n);
    return w->logs[n];
}

static bool prepare(work *w, const uint64_t *cells, size_t count, uint64_t total,
                    pal_arena *scratch)
{
    uint64_t radix = 1;
    for (size_t i = 0; i + 1 < w->rows; i++) {
        w->radix[i] = radix;
        if (radix > UINT64_MAX / (w->row[i] + 1))
            return false;
        radix *= w->row[i] + 1;
    }
    /* up to three columns there is one partial table for each remainder */
    size_t room = w->columns <= 3 && radix < PARTS_MAX ? (size_t)radix : PARTS_MAX;
    w->logs = pal_new(scratch, double, total + 1);
    w->parts = pal_new(scratch, part, room);
    w->fresh = pal_new(scratch, part, room);
    if (!w->logs || !w->parts || !w->fresh)
        return false;
    w->base = -log_of(w, total);
    for (size_t i = 0; i < w->rows; i++)
        w->base += log_of(w, w->row[i]);
    for (size_t j = 0; j < w->columns; j++)
        w->base += log_of(w, w->column[j]);
    for (size_t i = 0; i < count; i++)
        w->observed -= log_of(w, cells[i]);
    return true;
}

static void unpack(const work *w, uint64_t key, uint64_t left, uint64_t *rest)
{
    for (size_t i = 0; i + 1 < w->rows; i++) {
        rest[i] = key / w->radix[i] % (w->row[i] + 1);
        left -= rest[i];
    }
    rest[w->rows - 1] = left;
}

/* --- all but the last two columns --- */

static int by_key_and_value(const void *a, const void *b)
{
    const part *x = a;
    const part *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return 0;
}

static void merge(work *w)
{
    if (w->fresh_count > 1)
        qsort(w->fresh, w->fresh_count, sizeof *w->fresh, by_key_and_value);
    size_t count = 0;
    for (size_t i = 0; i < w->fresh_count; i++) {
        part *last = count ? &w->fresh[count - 1] : NULL;
        if (last && last->key == w->fresh[i].key &&
            w->fresh[i].value - last->value < SAME)
            last->ways += w->fresh[i].ways;
        else
            w->fresh[count++] = w->fresh[i];
    }
    w->fresh_count = count;
}

/* The next way to put `left` things into rows `from` on, or false after the last one.
 * `x` holds the current way. The first way fills the first rows. */
static bool first_way(const uint64_t *rest, size_t rows, size_t from, uint64_t left,
                      uint64_t *x)
{
    for (size_t i = from; i < rows; i++) {
        x[i] = left < rest[i] ? left : rest[i];
        left -= x[i];
    }
    return left == 0;
}

static bool next_way(const uint64_t *rest, size_t rows, uint64_t *x)
{
    uint64_t freed = x[rows - 1];
    for (size_t i = rows - 1; i-- > 0;) {
        uint64_t room = 0; /* of the rows behind i */
        for (size_t j = i + 1; j < rows; j++)
            room += rest[j];
        if (x[i] > 0 && freed + 1 <= room) {
            x[i]--;
            return first_way(rest, rows, i + 1, freed + 1, x);
        }
        freed += x[i];
    }
    return false;
}

static void extend(work *w, const part *from, uint64_t left, uint64_t column)
{
    uint64_t rest[SIDE_MAX] = {0};
    uint64_t x[SIDE_MAX] = {0};
    unpack(w, from->key, left, rest);
    bool more = first_way(rest, w->rows, 0, column, x);
    while (more) {
        if (w->fresh_count == PARTS_MAX) {
            merge(w);
            w->too_big = w->fresh_count > PARTS_MAX / 4 * 3;
        }
        w->too_big = w->too_big || ++w->steps > STEPS_MAX;
        if (w->too_big)
            return;
        part *to = &w->fresh[w->fresh_count++];
        *to = (part){.key = from->key, .value = from->value, .ways = from->ways};
        for (size_t i = 0; i < w->rows; i++) {
            to->value -= log_of(w, x[i]);
            to->key -= i + 1 < w->rows ? x[i] * w->radix[i] : 0;
        }
        more = next_way(rest, w->rows, x);
    }
}

/* Answers what is left of the total. */
static uint64_t take_columns(work *w, uint64_t total)
{
    uint64_t key = 0;
    for (size_t i = 0; i + 1 < w->rows; i++)
        key += w->row[i] * w->radix[i];
    w->parts[0] = (part){.key = key, .ways = 1.0};
    w->part_count = 1;
    for (size_t j = 0; j + 2 < w->columns && !w->too_big; j++) {
        w->fresh_count = 0;
        for (size_t i = 0; i < w->part_count && !w->too_big; i++)
            extend(w, &w->parts[i], total, w->column[j]);
        merge(w);
        part *swap = w->parts;
        w->parts = w->fresh;
        w->fresh = swap;
        w->part_count = w->fresh_count;
        total -= w->column[j];
    }
    return total;
}

/* --- the last two columns --- */

/* Sum of the parts whose value is at most `limit`; they are in order. */
static double sum_up_to(const part *parts, size_t count, double limit)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (parts[middle].value <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? parts[low - 1].before : 0.0;
}

/* Probability of the tables that begin with one of `parts`, which share a key. */
static double finish(work *w, part *parts, size_t count, uint64_t left)
{
    double greatest = parts[count - 1].value; /* keeps exp() from under- and overflow */
    double before = 0.0;
    for (size_t i = 0; i < count; i++) {
        before += parts[i].ways * exp(parts[i].value - greatest);
        parts[i].before = before;
    }
    uint64_t rest[SIDE_MAX] = {0};
    uint64_t x[SIDE_MAX] = {0};
    unpack(w, parts[0].key, left, rest);
    double sum = 0.0;
    bool more = first_way(rest, w->rows, 0, w->column[w->columns - 2], x);
    while (more) {
        if (++w->steps > STEPS_MAX) {
            w->too_big = true;
            return 0.0;
        }
        double value = 0.0;
        for (size_t i = 0; i < w->rows; i++)
            value -= log_of(w, x[i]) + log_of(w, rest[i] - x[i]);
        sum += exp(value + greatest + w->base) *
               sum_up_to(parts, count, w->observed + RELATIVE - value);
        more = next_way(rest, w->rows, x);
    }
    return sum;
}

bool pal_fisher_table(double *p, const uint64_t *cells, size_t rows, size_t columns,
                      pal_arena *scratch)
{
    work w = {0};
    uint64_t total = 0;
    if (!take_margins(&w, cells, rows, columns, scratch, &total))
        return false;
    if (w.rows < 2 || w.columns < 2) {
        *p = 1.0;
        return true;
    }
    if (!prepare(&w, cells, rows * columns, total, scratch))
        return false;
    uint64_t left = take_columns(&w, total);
    double sum = 0.0;
    for (size_t i = 0; i < w.part_count && !w.too_big;) {
        size_t end = i + 1;
        while (end < w.part_count && w.parts[end].key == w.parts[i].key)
            end++;
        sum += finish(&w, &w.parts[i], end - i, left);
        i = end;
    }
    if (w.too_big)
        return false;
    *p = fmin(1.0, sum);
    return true;
}
