/* One place for each hash: a text that was seen but once gives way to the next one there,
 * one whose reading is kept stays. Nothing piles up, whatever the answers are. */
#include "repeats.h"

#include <string.h>

#include "base/str.h"

enum {
    PLACES = 1 << 14,
    TEXT_MAX = 256,     /* longer ones hardly come twice */
    KEPT_MAX = 8 << 20, /* bytes of readings */
};

typedef struct place {
    uint64_t hash;          /* of the text that was seen last; 0 = none */
    const pal_repeat *kept; /* or NULL */
} place;

struct pal_repeats {
    pal_arena *own;
    pal_arena *mem; /* of the readings */
    place *places;
};

pal_repeats *pal_repeats_open(void)
{
    pal_arena *own = pal_arena_open(PLACES * sizeof(place) + (64 << 10));
    pal_repeats *r = own ? pal_new(own, pal_repeats, 1) : NULL;
    if (!r) {
        pal_arena_close(own);
        return NULL;
    }
    r->own = own;
    r->mem = pal_arena_open(KEPT_MAX);
    r->places = pal_new(own, place, PLACES);
    if (!r->mem || !r->places) {
        pal_repeats_close(r);
        return NULL;
    }
    return r;
}

void pal_repeats_close(pal_repeats *r)
{
    if (!r)
        return;
    pal_arena_close(r->mem);
    pal_arena_close(r->own);
}

void pal_repeats_forget(pal_repeats *r)
{
    pal_arena_reset(r->mem);
    memset(r->places, 0, PLACES * sizeof *r->places);
}

static uint64_t hash_of(const pal_repeats_key *key)
{
    uint64_t kind = (uint64_t)key->question << 16 | (uint64_t)key->asked << 8 |
                    (uint64_t)key->expected;
    uint64_t hash = pal_str_hash_seeded(key->text, kind);
    return hash != 0 ? hash : 1;
}

static place *place_of(const pal_repeats *r, uint64_t hash)
{
    return &r->places[hash & (PLACES - 1)];
}

static bool is_of(const pal_repeat *kept, const pal_repeats_key *key)
{
    return kept->passage.asked == key->asked && kept->passage.question == key->question &&
           kept->expected == key->expected &&
           pal_str_equal(kept->passage.text, key->text);
}

const pal_repeat *pal_repeats_find(pal_repeats *r, const pal_repeats_key *key,
                                   bool *wanted)
{
    *wanted = false;
    if (key->text.len > TEXT_MAX)
        return NULL;
    uint64_t hash = hash_of(key);
    place *at = place_of(r, hash);
    if (at->kept)
        return at->hash == hash && is_of(at->kept, key) ? at->kept : NULL;
    *wanted = at->hash == hash;
    at->hash = hash;
    return NULL;
}

/* `count` items of `size` bytes, as they stand; NULL without memory. */
static void *copy(pal_arena *mem, const void *items, size_t count, size_t size,
                  size_t align)
{
    void *out = pal_arena_take(mem, size, align, count);
    if (out && count != 0)
        memcpy(out, items, count * size);
    return out;
}

void pal_repeats_keep(pal_repeats *r, const pal_repeats_key *key,
                      const pal_passage *passage, const pal_tone *tone)
{
    const uint64_t hash = hash_of(key);
    place *at = place_of(r, hash);
    pal_repeat *kept = at->kept ? NULL : pal_new(r->mem, pal_repeat, 1);
    if (!kept)
        return;
    *kept = (pal_repeat){.expected = key->expected, .passage = *passage, .tone = *tone};
    pal_passage *p = &kept->passage;
    pal_tone *t = &kept->tone;
    t->valences = NULL;
    t->negated = NULL;
    p->text = pal_arena_copy(r->mem, key->text);
    p->tokens =
        copy(r->mem, passage->tokens, p->count, sizeof *p->tokens, _Alignof(pal_token));
    t->mentions = copy(r->mem, tone->mentions, t->mention_count, sizeof *t->mentions,
                       _Alignof(pal_mention));
    t->tags = copy(r->mem, tone->tags, t->tag_count, sizeof *t->tags, _Alignof(pal_tag));
    if (p->text.ptr && p->tokens && t->mentions && t->tags)
        *at = (place){.hash = hash, .kept = kept};
}
