/* No count of a value that is not told can be found out: every table of a small size. */
#include "stats_help.h"

#include "stats/pool.h"

enum { VALUES = 4, MOST = 7, TABLES = (MOST + 1) * (MOST + 1) * (MOST + 1) * (MOST + 1) };

/* What a reader sees of a table, as a number: who is pooled, the others' counts, and the
 * sum of the pool. */
typedef struct seen {
    uint64_t key;
    uint8_t counts[VALUES];
    uint8_t pooled;
    uint8_t sum;
    bool any_shown;
} seen;

static seen tables[TABLES];

static int by_key(const void *a, const void *b)
{
    const seen *x = a;
    const seen *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

static seen look(unsigned number, uint64_t k, pal_arena *mem)
{
    seen out = {0};
    pal_pool_counts counts[VALUES];
    for (size_t i = 0; i < VALUES; i++, number /= MOST + 1) {
        uint64_t n = number % (MOST + 1);
        out.counts[i] = (uint8_t)n;
        counts[i] = (pal_pool_counts){n, n, n};
    }
    bool pooled[VALUES];
    bool fine = false;
    pal_arena_reset(mem);
    size_t members = pal_pool_choose(pooled, &fine, counts, VALUES, k, mem);
    cr_assert(fine);
    size_t count = 0;
    for (size_t i = 0; i < VALUES; i++) {
        out.key = out.key * 16 + (pooled[i] ? 15u : out.counts[i]);
        out.pooled |= (uint8_t)((unsigned)pooled[i] << i);
        out.sum = (uint8_t)(out.sum + (pooled[i] ? out.counts[i] : 0));
        out.any_shown = out.any_shown || (!pooled[i] && out.counts[i] != 0);
        count += pooled[i];
        if (out.counts[i] != 0 && out.counts[i] < k)
            cr_expect(pooled[i], "a value of %u is told", out.counts[i]);
    }
    cr_expect_eq(count, members);
    out.key = out.key * 64 + out.sum;
    return out;
}

/* A reader who knows the rule, all that is told, and which values there are, still finds
 * two numbers or more for each value of the pool. */
Test(pool, no_hidden_count_can_be_computed)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    size_t checked = 0;
    for (uint64_t k = 3; k <= 5; k++) {
        for (unsigned i = 0; i < TABLES; i++)
            tables[i] = look(i, k, mem);
        qsort(tables, TABLES, sizeof *tables, by_key);
        for (size_t i = 0, next = 0; i < TABLES; i = next) {
            while (next < TABLES && tables[next].key == tables[i].key)
                next++;
            if (tables[i].pooled == 0 || !tables[i].any_shown)
                continue;
            cr_expect_geq(tables[i].sum, k);
            for (size_t v = 0; v < VALUES; v++) {
                bool several = false;
                for (size_t t = i; t < next; t++)
                    several = several || tables[t].counts[v] != tables[i].counts[v];
                if (tables[i].pooled >> v & 1)
                    cr_expect(several, "k = %d: value %zu of %u %u %u %u", (int)k, v,
                              tables[i].counts[0], tables[i].counts[1],
                              tables[i].counts[2], tables[i].counts[3]);
                checked++;
            }
        }
    }
    cr_expect_gt(checked, 1000u);
    pal_arena_close(mem);
}

/* By hand, with k = 5. */
Test(pool, the_smallest_joins_until_nobody_stands_out)
{
    static const struct {
        const char *name;
        uint64_t counts[5];
        const char *pooled; /* 1 = in the pool */
    } cases[] = {
        {"nobody is small", {9, 5, 7, 6, 30}, "00000"},
        {"one is small: the smallest other joins", {9, 4, 7, 6, 30}, "01010"},
        {"of equal ones all join", {9, 4, 9, 30, 30}, "11100"},
        {"two that are enough together", {9, 4, 3, 6, 30}, "01100"},
        {"two that are too few together", {9, 1, 2, 6, 30}, "01110"},
        {"all of one size could be divided", {9, 4, 4, 6, 30}, "01110"},
        {"ones could be counted", {1, 1, 1, 1, 30}, "11111"},
        {"an empty value is no cover", {0, 4, 0, 0, 30}, "01001"},
    };
    pal_arena *mem = pal_arena_open(1 << 16);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        pal_pool_counts counts[5];
        bool pooled[5];
        bool fine = false;
        for (size_t i = 0; i < 5; i++)
            counts[i] = (pal_pool_counts){cases[c].counts[i], cases[c].counts[i],
                                          cases[c].counts[i]};
        pal_pool_choose(pooled, &fine, counts, 5, 5, mem);
        for (size_t i = 0; i < 5; i++)
            cr_expect_eq(pooled[i], cases[c].pooled[i] == '1', "%s: value %zu",
                         cases[c].name, i);
    }
    pal_arena_close(mem);
}

Test(pool, few_comments_or_scores_hide_a_value_too)
{
    const pal_pool_counts counts[] = {
        {40, 40, 40}, {30, 2, 30}, {20, 0, 20}, {25, 25, 25}};
    bool pooled[4];
    bool fine = false;
    pal_arena *mem = pal_arena_open(1 << 16);
    /* the value of 20 joins first, but has no comment: 2 comments would stand alone */
    cr_expect_eq(pal_pool_choose(pooled, &fine, counts, 4, 5, mem), 3u);
    cr_expect(fine && !pooled[0] && pooled[1] && pooled[2] && pooled[3]);
    cr_expect_eq(pal_pool_choose(pooled, &fine, counts, 4, 1, mem), 0u);
    pal_arena_close(mem);
    pal_arena *none = pal_arena_open(1);
    pal_pool_choose(pooled, &fine, counts, 4, 5, none);
    cr_expect_not(fine);
    pal_arena_close(none);
}
