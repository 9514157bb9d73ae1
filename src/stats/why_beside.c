/* What stands beside the theme: other themes, and the values of the group columns. */
#include "stats/why_inside.h"

#include <math.h>
#include <stdlib.h>

#include "stats/multiple.h"

static const double Q_MAX = 0.05;

/* One comparison; `at` is a theme or a cell. */
typedef struct beside {
    size_t at;
    size_t column;
    uint32_t parent;
    pal_part own;
    pal_part rest;
    pal_why_test test;
    double q;
} beside;

/* Comparisons of one family. */
typedef struct family {
    beside *items;
    size_t count;
    size_t cap;
} family;

static bool open_family(family *f, pal_arena *mem, size_t cap)
{
    *f = (family){.items = pal_new(mem, beside, cap), .cap = cap};
    return f->items != NULL;
}

/* Compare, when there are enough respondents on both sides to say anything. */
static void compare(const pal_why_search *s, family *f, beside one)
{
    if (f->count == f->cap || one.own.x + one.rest.x < s->least || one.own.n < s->least ||
        one.rest.n < s->least)
        return;
    one.test = pal_why_compare(one.own, one.rest);
    f->items[f->count++] = one;
}

static bool rate(const pal_why_search *s, family *f)
{
    double *q = pal_new(s->mem, double, f->count);
    if (!q)
        return false;
    for (size_t i = 0; i < f->count; i++)
        q[i] = f->items[i].test.p;
    if (!pal_bh_q(q, q, f->count, s->mem))
        return false;
    for (size_t i = 0; i < f->count; i++)
        f->items[i].q = q[i];
    return true;
}

static int by_z(const void *a, const void *b)
{
    const beside *x = a;
    const beside *y = b;
    if (x->test.z != y->test.z)
        return x->test.z > y->test.z ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_claimed(const pal_why_search *s, const beside *b)
{
    return b->q <= Q_MAX && b->test.z > 0.0 && b->own.x >= s->least;
}

static void fill(pal_why_node *node, const beside *b)
{
    node->n = b->own.x;
    node->of = b->own.n;
    node->n_rest = b->rest.x;
    node->of_rest = b->rest.n;
    node->low = b->test.low;
    node->high = b->test.high;
    node->z = b->test.z;
    node->q = b->q;
    node->exact = b->test.exact;
}

/* --- other themes --- */

bool pal_why_with(pal_why_search *s, pal_why_growth *g)
{
    family f;
    if (!open_family(&f, s->mem, s->run->theme_count))
        return false;
    for (size_t t = 0; t < s->run->theme_count; t++)
        if (t != g->tree.theme)
            compare(s, &f,
                    (beside){.at = t,
                             .own = {g->theme_with[t], g->count},
                             .rest = {g->theme_rows[t] - g->theme_with[t],
                                      g->rows - g->count}});
    g->tree.tested[PAL_WHY_WITH] = f.count;
    if (!rate(s, &f))
        return false;
    if (f.count > 1)
        qsort(f.items, f.count, sizeof *f.items, by_z);
    for (size_t i = 0, told = 0; i < f.count && told < PAL_WHY_WITH_MAX; i++) {
        if (!is_claimed(s, &f.items[i]))
            continue;
        pal_why_node *node = pal_why_add(g, PAL_WHY_WITH, 0);
        node->theme = (uint32_t)f.items[i].at;
        fill(node, &f.items[i]);
        g->tree.claimed[PAL_WHY_WITH] = true;
        told++;
    }
    return true;
}

/* --- values of the group columns --- */

/* Each value of a column against its other values: `all` and `part` are by cell. */
static void compare_values(const pal_why_search *s, family *f, uint32_t parent,
                           const uint64_t *part, const uint64_t *all)
{
    for (size_t c = 0; c < s->run->column_count; c++) {
        pal_part sum = {0, 0};
        for (size_t v = 0; v < s->values[c]; v++) {
            sum.x += part[s->offsets[c] + v];
            sum.n += all[s->offsets[c] + v];
        }
        for (size_t v = 0; v < s->values[c]; v++) {
            size_t cell = s->offsets[c] + v;
            compare(s, f,
                    (beside){.at = cell,
                             .column = c,
                             .parent = parent,
                             .own = {part[cell], all[cell]},
                             .rest = {sum.x - part[cell], sum.n - all[cell]}});
        }
    }
}

static bool is_member(const uint64_t *members, size_t i)
{
    return !members || (members[i / 64] >> (i % 64) & 1) != 0;
}

/* Mentions by cell: all of them, or those of a sub-reason. */
static uint64_t *count_cells(const pal_why_search *s, const pal_why_growth *g,
                             const uint64_t *members)
{
    uint64_t *cells = pal_new(s->mem, uint64_t, s->cell_count);
    for (size_t i = 0; cells && i < g->count; i++)
        for (size_t c = 0; is_member(members, i) && c < s->run->column_count; c++)
            cells[g->cells[g->mentions[i].cells + c]]++;
    return cells;
}

static bool add_value(const pal_why_search *s, pal_why_growth *g, const beside *b)
{
    size_t count;
    const pal_str *values = pal_panels_values(s->run->panels, b->column, &count);
    pal_why_node *node = pal_why_add(g, PAL_WHY_WHERE, b->parent);
    fill(node, b);
    node->column = pal_arena_copy(s->run->mem, s->run->columns[b->column]);
    node->name = pal_arena_copy(s->run->mem, values[b->at - s->offsets[b->column]]);
    return node->column.ptr && node->name.ptr;
}

/* The strongest claims of each parent. A value of two says the same as the other one. */
static bool add_values(const pal_why_search *s, pal_why_growth *g, family *f,
                       uint32_t parent, size_t most)
{
    size_t told = 0;
    for (size_t i = 0; i < f->count && told < most; i++) {
        if (f->items[i].parent != parent || !is_claimed(s, &f->items[i]))
            continue;
        if (!add_value(s, g, &f->items[i]))
            return false;
        told++;
    }
    return true;
}

static bool grow(pal_why_search *s, family *f)
{
    if (!rate(s, f))
        return false;
    if (f->count > 1)
        qsort(f->items, f->count, sizeof *f->items, by_z);
    return true;
}

/* Where the theme is more common, then where each sub-reason is a larger part of it; two
 * families of tests. */
bool pal_why_where(pal_why_search *s, pal_why_growth *g)
{
    family own;
    family below;
    uint32_t nodes = (uint32_t)g->node_count;
    const uint64_t *mentions = count_cells(s, g, NULL);
    if (!mentions || !open_family(&own, s->mem, s->cell_count) ||
        !open_family(&below, s->mem, s->cell_count * PAL_WHY_ABOUT_MAX))
        return false;
    compare_values(s, &own, 0, g->cell_with, g->cell_rows);
    for (uint32_t n = 0; n < nodes; n++) {
        if (!g->members[n])
            continue;
        const uint64_t *cells = count_cells(s, g, g->members[n]);
        if (!cells)
            return false;
        compare_values(s, &below, n, cells, mentions);
    }
    g->tree.tested[PAL_WHY_WHERE] = own.count;
    if (!grow(s, &own) || !grow(s, &below))
        return false;
    for (uint32_t n = 0; n < nodes; n++)
        if (g->members[n] && !add_values(s, g, &below, n, PAL_WHY_ABOUT_WHERE_MAX))
            return false;
    size_t before = g->node_count;
    if (!add_values(s, g, &own, 0, PAL_WHY_WHERE_MAX))
        return false;
    g->tree.claimed[PAL_WHY_WHERE] = g->node_count > before;
    return true;
}
