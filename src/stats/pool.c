#include "stats/pool.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/nps.h"

enum { KINDS = 3 };
static const size_t SCRATCH_LIMIT = (size_t)64 << 20;

/* Values by their rows; qsort() has no context. */
typedef struct place {
    uint64_t rows;
    size_t at;
} place;

/* What a pool has of one kind of count. */
typedef struct kind_sum {
    uint64_t sum;
    uint64_t least;
    uint64_t most;
} kind_sum;

static int by_rows(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->rows != y->rows)
        return x->rows < y->rows ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_small(uint64_t count, uint64_t k)
{
    return count != 0 && count < k;
}

static void add_to(kind_sum sums[KINDS], const pal_pool_counts *c, bool first)
{
    const uint64_t counts[KINDS] = {c->rows, c->commented, c->scored};
    for (size_t i = 0; i < KINDS; i++) {
        kind_sum *s = &sums[i];
        s->sum += counts[i];
        if (first || counts[i] < s->least)
            s->least = counts[i];
        if (first || counts[i] > s->most)
            s->most = counts[i];
    }
}

static bool is_safe(const kind_sum sums[KINDS], size_t members, uint64_t k)
{
    if (members < 2)
        return false;
    for (size_t i = 0; i < KINDS; i++) {
        const kind_sum *s = &sums[i];
        if (is_small(s->sum, k) || (s->least == s->most && is_small(s->most, k)))
            return false;
    }
    return true;
}

size_t pal_pool_choose(bool *pooled, bool *fine, const pal_pool_counts *counts,
                       size_t count, uint64_t k, pal_arena *scratch)
{
    place *others = pal_new(scratch, place, count);
    kind_sum sums[KINDS] = {{0}};
    size_t members = 0;
    size_t left = 0;
    *fine = others != NULL;
    for (size_t i = 0; others && i < count; i++) {
        const pal_pool_counts *c = &counts[i];
        pooled[i] =
            is_small(c->rows, k) || is_small(c->commented, k) || is_small(c->scored, k);
        if (pooled[i])
            add_to(sums, c, members++ == 0);
        else if (c->rows != 0)
            others[left++] = (place){c->rows, i};
    }
    if (members == 0)
        return 0;
    if (left > 1)
        qsort(others, left, sizeof *others, by_rows);
    for (size_t i = 0; i < left; i++) {
        bool equal = i != 0 && others[i].rows == others[i - 1].rows;
        if (!equal && is_safe(sums, members, k))
            break;
        pooled[others[i].at] = true;
        add_to(sums, &counts[others[i].at], members++ == 0);
    }
    return members;
}

/* --- the groups of a summary --- */

typedef struct pooler {
    pal_summary *summary;
    pal_arena *mem;
    pal_arena *scratch;
    pal_group_result *out;
    size_t count;
} pooler;

static uint64_t scored(const pal_nps *nps)
{
    return nps->bands.detractors + nps->bands.passives + nps->bands.promoters;
}

static bool open_pool(const pooler *p, pal_group_result *pool, pal_str column)
{
    *pool = (pal_group_result){
        .column = column, .value = PAL_STR(PAL_POOL_NAME), .pooled = true};
    pool->theme_mentions = pal_new(p->mem, uint64_t, p->summary->lexicon_theme_count);
    pool->theme_negative = pal_new(p->mem, uint64_t, p->summary->lexicon_theme_count);
    return pool->theme_mentions && pool->theme_negative;
}

/* Adds `g` to the pool, whose counts are `mentions` and `negative`. */
static void join(const pooler *p, pal_group_result *pool, uint64_t *mentions,
                 uint64_t *negative, const pal_group_result *g)
{
    pal_bands bands = {pool->nps.bands.detractors + g->nps.bands.detractors,
                       pool->nps.bands.passives + g->nps.bands.passives,
                       pool->nps.bands.promoters + g->nps.bands.promoters};
    pool->rows += g->rows;
    pool->commented += g->commented;
    pool->nps = pal_nps_from(bands);
    for (size_t t = 0; t < p->summary->lexicon_theme_count; t++) {
        mentions[t] += g->theme_mentions[t];
        negative[t] += g->theme_negative[t];
    }
}

/* The groups of one column. */
static bool pool_column(pooler *p, const pal_group_result *groups, size_t count)
{
    pal_arena_reset(p->scratch);
    bool *pooled = pal_new(p->scratch, bool, count);
    pal_pool_counts *counts = pal_new(p->scratch, pal_pool_counts, count);
    uint64_t *mentions = pal_new(p->mem, uint64_t, p->summary->lexicon_theme_count);
    uint64_t *negative = pal_new(p->mem, uint64_t, p->summary->lexicon_theme_count);
    if (!pooled || !counts || !mentions || !negative)
        return false;
    for (size_t i = 0; i < count; i++)
        counts[i] = (pal_pool_counts){groups[i].rows, groups[i].commented,
                                      scored(&groups[i].nps)};
    bool fine = true;
    size_t members = pal_pool_choose(pooled, &fine, counts, count,
                                     p->summary->k_threshold, p->scratch);
    if (!fine)
        return false;
    pal_group_result pool;
    pal_group_result none;
    if (!open_pool(p, &pool, groups->column) || !open_pool(p, &none, groups->column))
        return false;
    bool wave = pal_str_equal(groups->column, PAL_STR("wave"));
    for (size_t i = 0; i < count; i++) {
        if (!pooled[i]) {
            p->out[p->count++] = groups[i];
        } else if (wave) {
            p->out[p->count] = none;
            p->out[p->count++].value = groups[i].value;
        } else {
            join(p, &pool, mentions, negative, &groups[i]);
        }
    }
    pool.theme_mentions = mentions;
    pool.theme_negative = negative;
    if (members != 0 && !wave)
        p->out[p->count++] = pool;
    return true;
}

static bool pool_all(pooler *p)
{
    const pal_summary *s = p->summary;
    /* a pool has a value at least */
    p->out = pal_new(p->mem, pal_group_result, s->group_count);
    bool fine = p->out && p->scratch;
    for (size_t i = 0, next = 0; fine && i < s->group_count; i = next) {
        while (next < s->group_count &&
               pal_str_equal(s->groups[next].column, s->groups[i].column))
            next++;
        fine = pool_column(p, &s->groups[i], next - i);
    }
    return fine;
}

pal_status pal_pool_groups(pal_summary *summary, pal_arena *mem, pal_error *err)
{
    pooler p = {.summary = summary, .mem = mem, .scratch = pal_arena_open(SCRATCH_LIMIT)};
    bool fine = pool_all(&p);
    pal_arena_close(p.scratch);
    if (!fine)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the groups");
    summary->groups = p.out;
    summary->group_count = p.count;
    return PAL_OK;
}
