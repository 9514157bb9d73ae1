/* word_table.h -- records of words by surface form and kind
 *
 * Room:  text/. words.c alone. Open addressing; a look stands in the caller, for each
 * word of each text is looked up. Order: zeros; pal_word_table_open(); pal_word_hash()
 * and pal_word_find() for each word, pal_word_table_add() where none is;
 * pal_word_table_release().
 */
#ifndef PAL_TEXT_WORD_TABLE_H
#define PAL_TEXT_WORD_TABLE_H

#include "base/buf.h"
#include "base/flow.h"
#include "base/str.h"

typedef struct pal_word_slot {
    uint64_t hash;
    pal_word *word; /**< NULL = free */
} pal_word_slot;

typedef struct pal_word_table {
    pal_buf bytes; /**< slots, on the heap: they are thrown away at each growth */
    size_t cap;    /**< a power of two */
    size_t count;
    uint64_t seed;
} pal_word_table;

/** An empty table; the seed keeps words of respondents from piling up. False without
 *  memory. */
bool pal_word_table_open(pal_word_table *table, uint64_t seed);
void pal_word_table_release(pal_word_table *table);
/** Forget all records. */
void pal_word_table_clear(pal_word_table *table);
/** Add a record, whose surface and kind are not there yet. False without memory. */
bool pal_word_table_add(pal_word_table *table, uint64_t hash, pal_word *word);

/** The first and the last bytes of a word: all of it up to PAL_ENDS_MAX bytes. */
typedef struct pal_ends {
    uint64_t first, last;
} pal_ends;
enum { PAL_ENDS_MAX = 16 };

static inline pal_ends pal_ends_of(pal_str word)
{
    pal_ends out = {0, 0};
    if (word.len >= 8) {
        memcpy(&out.first, word.ptr, 8);
        memcpy(&out.last, word.ptr + word.len - 8, 8);
    } else if (word.len >= 4) {
        memcpy(&out.first, word.ptr, 4);
        memcpy(&out.last, word.ptr + word.len - 4, 4);
    } else if (word.len != 0) {
        out.first = (unsigned char)word.ptr[0];
        out.last = (uint64_t)(unsigned char)word.ptr[word.len / 2] << 8 |
                   (unsigned char)word.ptr[word.len - 1];
    }
    return out;
}

/** pal_str_equal(). */
static inline bool pal_ends_equal(pal_str a, pal_str b)
{
    if (a.len != b.len)
        return false;
    if (a.len > PAL_ENDS_MAX)
        return memcmp(a.ptr, b.ptr, a.len) == 0;
    const pal_ends x = pal_ends_of(a);
    const pal_ends y = pal_ends_of(b);
    return x.first == y.first && x.last == y.last;
}

/** kind  flags of pal_word_flag that do not follow from the letters or the rules */
static inline uint64_t pal_word_hash(const pal_word_table *table, pal_str surface,
                                     unsigned kind)
{
    static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = table->seed + kind;
    if (surface.len > PAL_ENDS_MAX)
        return pal_str_hash_seeded(surface, h);
    const pal_ends ends = pal_ends_of(surface);
    h = (h + surface.len * odd) ^ ends.first;
    h = (h ^ h >> 32) * odd;
    h = (h ^ h >> 32 ^ ends.last) * odd;
    h = (h ^ h >> 32) * odd; /* the last letters stand in the upper bits until here */
    return h ^ h >> 32;
}

/** Where a look for the hash begins. */
static inline pal_word_slot *pal_word_first(const pal_word_table *table, uint64_t hash)
{
    pal_word_slot *slots = (pal_word_slot *)(void *)table->bytes.ptr;
    return &slots[(size_t)hash & (table->cap - 1)];
}

/** The record, or NULL when there is none. */
static inline pal_word *pal_word_find(const pal_word_table *table, uint64_t hash,
                                      pal_str surface, unsigned kind)
{
    enum {
        DERIVED = PAL_WORD_CAPITAL | PAL_WORD_SHOUT | PAL_WORD_FOREIGN | PAL_WORD_NAMED
    };
    const pal_word_slot *slots = (const pal_word_slot *)(const void *)table->bytes.ptr;
    for (size_t i = (size_t)hash & (table->cap - 1);; i = (i + 1) & (table->cap - 1)) {
        pal_word *word = slots[i].word;
        if (!word ||
            (slots[i].hash == hash && (word->flags & ~(unsigned)DERIVED) == kind &&
             pal_ends_equal(word->surface, surface)))
            return word;
    }
}

#endif /* PAL_TEXT_WORD_TABLE_H */
