#include "stats/respellings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/map.h"
#include "base/runs.h"
#include "base/str.h"

enum { BLOCK = 512, PAIRS_MOST = 1 << 16 };
static const size_t PAIRS_LIMIT = (size_t)1 << 30;
/* Of the runs, about 15,000 pairs. */
static const size_t RUNS_IN_MEMORY = (size_t)1 << 20;

/* What a pair has in a run behind its key. */
typedef struct counts {
    uint64_t words;
    uint64_t answers;
} counts;

typedef struct pair {
    pal_str key;
    counts counts;
    uint64_t last_row;
} pair;

struct pal_respellings {
    pal_arena *mem; /* of the pairs in memory */
    pal_map *index; /* key -> pair + 1 */
    pair **blocks;  /* of BLOCK pairs each: what grows is the list of them */
    uint32_t count;
    uint32_t most;
    size_t block_cap;
    char *key; /* scratch */
    size_t key_cap;
    uint64_t row;       /* the last one that was counted */
    pal_runs *runs;     /* NULL = all pairs are in memory */
    const char *folder; /* NULL = $TMPDIR */
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the spellings");
}

/* Empty, in the memory that was given back. */
static bool begin(pal_respellings *set)
{
    set->count = 0;
    set->blocks = NULL;
    set->block_cap = 0;
    set->key = NULL;
    set->key_cap = 0;
    set->index = pal_map_new(set->mem, (uint64_t)(uintptr_t)set);
    return set->index != NULL;
}

pal_status pal_respellings_open(pal_respellings **out, pal_error *err)
{
    pal_respellings *set = pal_memory_resize(NULL, sizeof *set);
    if (!set)
        return no_memory(err);
    *set = (pal_respellings){.mem = pal_arena_open(PAIRS_LIMIT), .most = PAIRS_MOST};
    if (!set->mem || !begin(set)) {
        pal_respellings_close(set);
        return no_memory(err);
    }
    *out = set;
    return PAL_OK;
}

void pal_respellings_close(pal_respellings *set)
{
    if (!set)
        return;
    pal_runs_close(set->runs);
    pal_arena_close(set->mem);
    pal_memory_resize(set, 0);
}

void pal_respellings_spill(pal_respellings *set, uint32_t pairs, const char *folder)
{
    set->most = pairs != 0 ? pairs : PAIRS_MOST;
    set->folder = folder;
}

/* Form, TAB, standard, TAB, why: no word holds a TAB. Lives until the next call. */
static pal_str key_of(pal_respellings *set, const pal_respelt_word *w)
{
    size_t len = w->form.len + w->standard.len + 3;
    if (len > set->key_cap) {
        set->key = pal_new(set->mem, char, len * 2);
        set->key_cap = set->key ? len * 2 : 0;
        if (!set->key)
            return (pal_str){NULL, 0};
    }
    char *at = set->key;
    memcpy(at, w->form.ptr, w->form.len);
    at += w->form.len;
    *at++ = '\t';
    memcpy(at, w->standard.ptr, w->standard.len);
    at += w->standard.len;
    *at++ = '\t';
    *at = (char)('0' + w->why);
    return (pal_str){set->key, len};
}

static pair *pair_of(const pal_respellings *set, uint32_t i)
{
    return &set->blocks[i / BLOCK][i % BLOCK];
}

/* Room for one more pair. */
static bool make_room(pal_respellings *set)
{
    size_t blocks = set->count / BLOCK;
    if (set->count % BLOCK != 0)
        return true;
    if (blocks == set->block_cap) {
        size_t cap = set->block_cap * 2 + 8;
        pair **grown = pal_arena_grow(set->mem, set->blocks, set->block_cap, cap,
                                      sizeof *grown, _Alignof(pair *));
        if (!grown)
            return false;
        set->blocks = grown;
        set->block_cap = cap;
    }
    set->blocks[blocks] = pal_new(set->mem, pair, BLOCK);
    return set->blocks[blocks] != NULL;
}

/* The pair of a key, made when it is new; NULL without memory. */
static pair *pair_at(pal_respellings *set, pal_str key)
{
    const uint32_t *known = key.ptr ? pal_map_find(set->index, key) : NULL;
    if (known)
        return pair_of(set, *known - 1);
    if (!key.ptr || set->count == UINT32_MAX / 2 || !make_room(set))
        return NULL;
    key = pal_arena_copy(set->mem, key);
    uint32_t *slot = key.ptr ? pal_map_at(set->index, key, NULL) : NULL;
    if (!slot)
        return NULL;
    pair *fresh = pair_of(set, set->count);
    *fresh = (pair){.key = key};
    *slot = ++set->count;
    return fresh;
}

/* --- runs --- */

static int by_key(const void *a, const void *b)
{
    return pal_str_compare((*(const pair *const *)a)->key,
                           (*(const pair *const *)b)->key);
}

static pal_status put_pairs(pal_respellings *set, pal_error *err)
{
    const pair **order = pal_new(set->mem, const pair *, set->count);
    if (!order)
        return no_memory(err);
    for (uint32_t i = 0; i < set->count; i++)
        order[i] = pair_of(set, i);
    if (set->count > 1)
        qsort(order, set->count, sizeof *order, by_key);
    pal_status status = PAL_OK;
    for (uint32_t i = 0; status == PAL_OK && i < set->count; i++) {
        const pal_run_record record = {
            .key = order[i]->key,
            .payload = {(const char *)&order[i]->counts, sizeof(counts)}};
        status = pal_runs_put(set->runs, &record, err);
    }
    return status == PAL_OK ? pal_runs_end(set->runs, err) : status;
}

static pal_status open_runs(pal_respellings *set, pal_error *err)
{
    return set->runs ? PAL_OK
                     : pal_runs_open(&set->runs, RUNS_IN_MEMORY, set->folder, err);
}

/* The pairs in memory go into a run. */
static pal_status spill(pal_respellings *set, pal_error *err)
{
    pal_status status = open_runs(set, err);
    if (status == PAL_OK)
        status = put_pairs(set, err);
    if (status != PAL_OK)
        return status;
    pal_arena_reset(set->mem);
    return begin(set) ? PAL_OK : no_memory(err);
}

/* --- words --- */

pal_status pal_respellings_add(pal_respellings *set, pal_respelt_word word, uint64_t row,
                               pal_error *err)
{
    /* between two rows, so that each run has counted a row as a whole */
    if (set->count >= set->most && row != set->row) {
        pal_status status = spill(set, err);
        if (status != PAL_OK)
            return status;
    }
    set->row = row;
    pair *p = pair_at(set, key_of(set, &word));
    if (!p)
        return no_memory(err);
    p->counts.answers += p->counts.words == 0 || p->last_row != row;
    p->counts.words++;
    p->last_row = row;
    return PAL_OK;
}

pal_status pal_respellings_merge(pal_respellings *into, const pal_respellings *from,
                                 pal_error *err)
{
    pal_status status = PAL_OK;
    if (from->runs) {
        status = open_runs(into, err);
        if (status == PAL_OK)
            status = pal_runs_append(into->runs, from->runs, err);
    }
    for (uint32_t i = 0; status == PAL_OK && i < from->count; i++) {
        const pair *other = pair_of(from, i);
        if (into->count >= into->most)
            status = spill(into, err);
        pair *p = status == PAL_OK ? pair_at(into, other->key) : NULL;
        if (!p)
            return status == PAL_OK ? no_memory(err) : status;
        p->counts.words += other->counts.words;
        p->counts.answers += other->counts.answers;
    }
    return status;
}

/* --- the most frequent --- */

typedef struct ranking {
    pal_arena *mem;
    pal_correction *top;
    size_t count;
    uint64_t least;
    bool failed;
} ranking;

static void name_pair(ranking *r, pal_correction *out, pal_str key)
{
    pal_cut form = pal_str_cut(key, '\t');
    pal_cut standard = pal_str_cut(form.tail, '\t');
    out->form = pal_arena_copy(r->mem, form.head);
    out->standard = pal_arena_copy(r->mem, standard.head);
    out->why = (pal_respelling)(*standard.tail.ptr - '0');
    r->failed = r->failed || !out->form.ptr || !out->standard.ptr;
}

/* Pairs come in the order of their keys: of equal counts the first stays before. */
static void rank(ranking *r, pal_str key, counts all)
{
    bool full = r->count == PAL_CORRECTIONS_MAX;
    if (all.answers < r->least ||
        (full && r->top[PAL_CORRECTIONS_MAX - 1].words >= all.words))
        return;
    size_t at = full ? PAL_CORRECTIONS_MAX - 1 : r->count++;
    for (; at > 0 && r->top[at - 1].words < all.words; at--)
        r->top[at] = r->top[at - 1];
    r->top[at] = (pal_correction){.words = all.words, .answers = all.answers};
    name_pair(r, &r->top[at], key);
}

static pal_status rank_all(ranking *r, const pal_runs *runs, pal_buf *key, pal_error *err)
{
    pal_merge *merge = NULL;
    pal_run_record record;
    pal_run_place place;
    counts all = {0, 0};
    pal_status status = pal_merge_open(&merge, &runs, 1, err);
    while (status == PAL_OK && !key->failed &&
           (status = pal_merge_next(merge, &record, &place, err)) == PAL_OK) {
        counts one;
        memcpy(&one, record.payload.ptr, sizeof one);
        if (all.words != 0 && !pal_str_equal(pal_buf_view(key), record.key)) {
            rank(r, pal_buf_view(key), all);
            all = (counts){0, 0};
        }
        pal_buf_clear(key);
        pal_buf_add(key, record.key);
        all.words += one.words;
        all.answers += one.answers;
    }
    pal_merge_close(merge);
    if (all.words != 0 && status == PAL_DONE && !key->failed)
        rank(r, pal_buf_view(key), all);
    if (status < PAL_OK)
        return status;
    return key->failed || r->failed ? no_memory(err) : PAL_OK;
}

pal_status pal_respellings_top(const pal_correction **out, size_t *count, pal_arena *mem,
                               pal_respellings *set, uint64_t least, pal_error *err)
{
    ranking r = {.mem = mem,
                 .top = pal_new(mem, pal_correction, PAL_CORRECTIONS_MAX),
                 .least = least};
    pal_buf key = {0};
    pal_status status = r.top ? spill(set, err) : no_memory(err);
    if (status == PAL_OK)
        status = rank_all(&r, set->runs, &key, err);
    pal_buf_release(&key);
    if (status != PAL_OK)
        return status;
    *out = r.top;
    *count = r.count;
    return PAL_OK;
}
