/* By group, the choices that begin with it: of the few groups of a text that begin a
 * choice at all these alone are looked at. */
#include <string.h>

#include "lexicon/needs.h"

enum { WORD = 64, WORDS = PAL_NEEDS_BITS / WORD };

/* A choice of one number. */
typedef struct choice {
    const uint16_t *groups;
    uint32_t count;
    uint32_t number;
} choice;

struct pal_needs_index {
    uint64_t firsts[WORDS];    /* a bit for each group that begins a choice */
    uint16_t begin[WORDS + 1]; /* in `groups`: those of one word of bits */
    uint16_t *groups;          /* that begin a choice, ascending */
    uint32_t choices_of[PAL_NEEDS_BITS + 1]; /* by group: where its choices begin */
    choice *choices;
    uint64_t *always; /* numbers that any text meets */
    size_t width;     /* of a bit a number */
};

static void set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / WORD] |= UINT64_C(1) << at % WORD;
}

static bool has_bit(const uint64_t *bits, uint32_t at)
{
    return (bits[at / WORD] >> at % WORD & 1) != 0;
}

/* Behind a choice. */
static size_t next_choice(pal_needs needs, size_t at)
{
    return at + 1 + needs.numbers[at];
}

static void count_choices(pal_needs_index *index, pal_needs needs)
{
    for (size_t at = 0; at < needs.len; at = next_choice(needs, at)) {
        set_bit(index->firsts, needs.numbers[at + 1]);
        index->choices_of[needs.numbers[at + 1] + 1]++;
    }
}

/* Their places, and the groups that have some. False without memory. */
static bool list_groups(pal_needs_index *index, pal_arena *mem)
{
    uint16_t count = 0;
    index->groups = pal_new(mem, uint16_t, PAL_NEEDS_BITS);
    for (uint32_t g = 0; index->groups && g < PAL_NEEDS_BITS; g++) {
        if (has_bit(index->firsts, g))
            index->groups[count++] = (uint16_t)g;
        index->choices_of[g + 1] += index->choices_of[g];
        index->begin[g / WORD + 1] = count;
    }
    return index->groups != NULL;
}

static void put_choices(pal_needs_index *index, pal_needs needs, uint32_t number,
                        uint32_t *used)
{
    if (needs.len == 0)
        set_bit(index->always, number);
    for (size_t at = 0; at < needs.len; at = next_choice(needs, at)) {
        const uint16_t first = needs.numbers[at + 1];
        index->choices[index->choices_of[first] + used[first]++] =
            (choice){needs.numbers + at + 1, needs.numbers[at], number};
    }
}

pal_needs_index *pal_needs_index_new(pal_arena *mem, const pal_needs *needs,
                                     uint32_t count)
{
    uint32_t used[PAL_NEEDS_BITS] = {0};
    pal_needs_index *index = pal_new(mem, pal_needs_index, 1);
    if (!index)
        return NULL;
    for (uint32_t n = 0; n < count; n++)
        count_choices(index, needs[n]);
    if (!list_groups(index, mem))
        return NULL;
    index->width = pal_needs_width(count);
    index->always = pal_new(mem, uint64_t, index->width);
    index->choices = pal_new(mem, choice, index->choices_of[PAL_NEEDS_BITS]);
    if (!index->always || !index->choices)
        return NULL;
    for (uint32_t n = 0; n < count; n++)
        put_choices(index, needs[n], n, used);
    return index;
}

/* The first group is there. */
static bool holds(const pal_needs_text *text, const choice *c)
{
    for (uint32_t i = 1; i < c->count; i++)
        if (!has_bit(text->bits, c->groups[i]))
            return false;
    return true;
}

static void look_at(const pal_needs_index *index, uint16_t group,
                    const pal_needs_text *text, uint64_t *out)
{
    const choice *c = index->choices + index->choices_of[group];
    const choice *end = index->choices + index->choices_of[group + 1];
    for (; c < end; c++)
        if (holds(text, c))
            set_bit(out, c->number);
}

void pal_needs_index_look(const pal_needs_index *index, const pal_needs_text *text,
                          uint64_t *out)
{
    memcpy(out, index->always, index->width * sizeof *out);
    for (uint32_t w = 0; w < WORDS; w++) {
        const uint64_t held = text->bits[w] & index->firsts[w];
        if (held == 0)
            continue;
        for (uint16_t k = index->begin[w]; k < index->begin[w + 1]; k++)
            if ((held >> index->groups[k] % WORD & 1) != 0)
                look_at(index, index->groups[k], text, out);
    }
}
