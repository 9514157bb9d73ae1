#include "stats/respellings.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"

enum { BLOCK = 512 };

typedef struct pair {
    pal_correction counts; /* strings in the arena of the set */
    pal_str key;
    uint64_t last_row;
} pair;

struct pal_respellings {
    pal_arena *mem;
    pal_map *index; /* key -> pair + 1 */
    pair **blocks;  /* of BLOCK pairs each: what grows is the list of them */
    uint32_t count;
    size_t block_cap;
    char *key; /* scratch */
    size_t key_cap;
};

pal_respellings *pal_respellings_new(pal_arena *mem)
{
    pal_respellings *set = pal_new(mem, pal_respellings, 1);
    if (!set)
        return NULL;
    *set = (pal_respellings){.mem = mem};
    set->index = pal_map_new(mem, (uint64_t)(uintptr_t)set);
    return set->index ? set : NULL;
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

static pair *pair_at(pal_respellings *set, const pal_respelt_word *w)
{
    pal_str key = key_of(set, w);
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
    *fresh = (pair){
        .key = key,
        .counts = {.form = {key.ptr, w->form.len},
                   .standard = {key.ptr + w->form.len + 1, w->standard.len},
                   .why = w->why},
    };
    *slot = ++set->count;
    return fresh;
}

bool pal_respellings_add(pal_respellings *set, pal_respelt_word word, uint64_t row)
{
    pair *p = pair_at(set, &word);
    if (!p)
        return false;
    p->counts.answers += p->counts.words == 0 || p->last_row != row;
    p->counts.words++;
    p->last_row = row;
    return true;
}

bool pal_respellings_merge(pal_respellings *into, const pal_respellings *from)
{
    for (uint32_t i = 0; i < from->count; i++) {
        const pal_correction *c = &pair_of(from, i)->counts;
        pair *p = pair_at(into, &(pal_respelt_word){c->form, c->standard, c->why});
        if (!p)
            return false;
        p->counts.words += c->words;
        p->counts.answers += c->answers;
    }
    return true;
}

static int by_count(const void *a, const void *b)
{
    const pair *x = *(const pair *const *)a;
    const pair *y = *(const pair *const *)b;
    if (x->counts.words != y->counts.words)
        return x->counts.words > y->counts.words ? -1 : 1;
    return pal_str_compare(x->key, y->key);
}

bool pal_respellings_top(const pal_correction **out, size_t *count, pal_arena *mem,
                         const pal_respellings *set, uint64_t least)
{
    const pair **order = pal_new(mem, const pair *, set->count);
    if (!order)
        return false;
    size_t have = 0;
    for (uint32_t i = 0; i < set->count; i++)
        if (pair_of(set, i)->counts.answers >= least)
            order[have++] = pair_of(set, i);
    if (have > 1)
        qsort(order, have, sizeof *order, by_count);
    if (have > PAL_CORRECTIONS_MAX)
        have = PAL_CORRECTIONS_MAX;
    pal_correction *top = pal_new(mem, pal_correction, have);
    if (!top)
        return false;
    for (size_t i = 0; i < have; i++) {
        top[i] = order[i]->counts;
        top[i].form = pal_arena_copy(mem, top[i].form);
        top[i].standard = pal_arena_copy(mem, top[i].standard);
        if (!top[i].form.ptr || !top[i].standard.ptr)
            return false;
    }
    *out = top;
    *count = have;
    return true;
}
