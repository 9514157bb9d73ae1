#include "quoted.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/find_conflicts.h"
#include "base/find_why.h"

/* Counts first, without a place to write to; then writes. */
typedef struct rows {
    uint64_t *items; /* NULL = count only */
    size_t count;
} rows;

static void add(rows *r, uint64_t row)
{
    if (r->items)
        r->items[r->count] = row;
    r->count++;
}

static void add_trees(rows *r, const pal_why_findings *why)
{
    for (size_t t = 0; why && t < why->count; t++)
        for (size_t n = 0; n < why->trees[t].node_count; n++) {
            const pal_why_node *node = &why->trees[t].nodes[n];
            for (size_t i = 0; i < node->quote_count; i++)
                add(r, node->quotes[i].row);
        }
}

static void add_all(rows *r, const pal_summary *s)
{
    for (size_t i = 0; i < s->quote_count; i++)
        add(r, s->quotes[i].row);
    if (!s->findings)
        return;
    add_trees(r, s->findings->why);
    const pal_conflict_findings *c = s->findings->conflicts;
    for (size_t i = 0; c && i < c->count; i++)
        add(r, c->rows[i].shown.row);
}

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

pal_status pal_quoted_find(pal_quoted *out, const pal_summary *summary, pal_arena *mem,
                           pal_error *err)
{
    rows r = {NULL, 0};
    add_all(&r, summary);
    *out = (pal_quoted){NULL, 0};
    if (r.count == 0)
        return PAL_OK;
    r.items = pal_new(mem, uint64_t, r.count);
    if (!r.items)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    r.count = 0;
    add_all(&r, summary);
    qsort(r.items, r.count, sizeof *r.items, ascending);
    size_t once = 1;
    for (size_t i = 1; i < r.count; i++)
        if (r.items[i] != r.items[once - 1])
            r.items[once++] = r.items[i];
    *out = (pal_quoted){r.items, once};
    return PAL_OK;
}
