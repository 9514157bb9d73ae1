#include "text/word_table.h"

enum { FIRST_CAP = 4096 };

static bool make_room(pal_word_table *t, size_t cap)
{
    pal_buf fresh = {0};
    char *bytes = pal_buf_room(&fresh, cap * sizeof(pal_word_slot));
    if (!bytes)
        return false;
    memset(bytes, 0, cap * sizeof(pal_word_slot));
    t->bytes = fresh;
    t->cap = cap;
    return true;
}

bool pal_word_table_open(pal_word_table *t, uint64_t seed)
{
    *t = (pal_word_table){.seed = seed};
    return make_room(t, FIRST_CAP);
}

void pal_word_table_release(pal_word_table *t)
{
    pal_buf_release(&t->bytes);
}

void pal_word_table_clear(pal_word_table *t)
{
    memset(t->bytes.ptr, 0, t->cap * sizeof(pal_word_slot));
    t->count = 0;
}

static void put(pal_word_table *t, pal_word_slot one)
{
    pal_word_slot *slots = (pal_word_slot *)(void *)t->bytes.ptr;
    size_t at = (size_t)one.hash & (t->cap - 1);
    while (slots[at].word)
        at = (at + 1) & (t->cap - 1);
    slots[at] = one;
}

static bool grow(pal_word_table *t)
{
    pal_buf old = t->bytes;
    size_t old_cap = t->cap;
    if (!make_room(t, old_cap * 2))
        return false;
    const pal_word_slot *from = (const pal_word_slot *)(const void *)old.ptr;
    for (size_t i = 0; i < old_cap; i++)
        if (from[i].word)
            put(t, from[i]);
    pal_buf_release(&old);
    return true;
}

bool pal_word_table_add(pal_word_table *t, uint64_t hash, pal_word *word)
{
    if ((t->count + 1) * 3 > t->cap * 2 && !grow(t))
        return false;
    put(t, (pal_word_slot){.hash = hash, .word = word});
    t->count++;
    return true;
}
