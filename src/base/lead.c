/* By lead: a radix sort from the first byte on, in place. Source: P. McIlroy, K. Bostic,
 * M. D. McIlroy, "Engineering Radix Sort", Computing Systems 6 (1993), "American flag".
 */
#include "base/lead.h"

#include <stdlib.h>

enum {
    FEW = 16,   /* are sorted by insertion */
    SOME = 512, /* are split in two: the 256 parts of a deal cost more */
    BYTES = 256,
    FIRST_SHIFT = 56,
};

static void insert_by_lead(pal_led *list, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const pal_led one = list[i];
        size_t at = i;
        for (; at != 0 && list[at - 1].lead > one.lead; at--)
            list[at] = list[at - 1];
        list[at] = one;
    }
}

static void insert_by_order(pal_led *list, size_t count, pal_led_fn *order)
{
    for (size_t i = 1; i < count; i++) {
        const pal_led one = list[i];
        size_t at = i;
        for (; at != 0 && order(&list[at - 1], &one) > 0; at--)
            list[at] = list[at - 1];
        list[at] = one;
    }
}

static inline size_t byte_of(const pal_led *one, unsigned shift)
{
    return (size_t)(one->lead >> shift & (BYTES - 1));
}

/* Each to the part of its byte; ends[b] is where that of byte b ends. */
static void deal(pal_led *list, size_t count, unsigned shift, size_t ends[BYTES])
{
    size_t next[BYTES];
    size_t sum = 0;
    for (size_t b = 0; b < BYTES; b++)
        ends[b] = 0;
    for (size_t i = 0; i < count; i++)
        ends[byte_of(&list[i], shift)]++;
    for (size_t b = 0; b < BYTES; b++) {
        next[b] = sum;
        sum += ends[b];
        ends[b] = sum;
    }
    for (size_t b = 0; b < BYTES; b++)
        while (next[b] < ends[b]) {
            pal_led one = list[next[b]];
            for (size_t to = byte_of(&one, shift); to != b; to = byte_of(&one, shift)) {
                const pal_led other = list[next[to]];
                list[next[to]++] = one;
                one = other;
            }
            list[next[b]++] = one;
        }
}

static uint64_t middle_of(uint64_t a, uint64_t b, uint64_t c)
{
    const uint64_t low = a < b ? a : b;
    const uint64_t high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* Quicksort by the middle of three, of SOME at most, so that the worst order costs
 * little, too. Both parts have something: one of the three is no less than the pivot, and
 * another no greater. */
static void split(pal_led *list, size_t count)
{
    while (count > FEW) {
        const uint64_t pivot =
            middle_of(list[0].lead, list[count / 2].lead, list[count - 1].lead);
        size_t low = 0;
        size_t high = count - 1;
        for (;; low++, high--) { /* the pivot, then what was swapped, ends each run */
            while (list[low].lead < pivot)
                low++;
            while (list[high].lead > pivot)
                high--;
            if (low >= high)
                break;
            const pal_led one = list[low];
            list[low] = list[high];
            list[high] = one;
        }
        split(list, low);
        list += low;
        count -= low;
    }
    insert_by_lead(list, count);
}

/* Eight levels at most: one for each byte. */
static void sort_from(pal_led *list, size_t count, unsigned shift)
{
    size_t ends[BYTES];
    if (count <= SOME) {
        split(list, count);
        return;
    }
    deal(list, count, shift, ends);
    for (size_t b = 0, begin = 0; shift != 0 && b < BYTES; begin = ends[b++])
        if (ends[b] - begin > 1)
            sort_from(list + begin, ends[b] - begin, shift - 8);
}

void pal_led_sort(pal_led *list, size_t count, pal_led_fn *order)
{
    sort_from(list, count, FIRST_SHIFT);
    for (size_t i = 0, end = 0; i < count; i = end) {
        while (end < count && list[end].lead == list[i].lead)
            end++;
        if (end - i > FEW)
            qsort(list + i, end - i, sizeof *list, order);
        else
            insert_by_order(list + i, end - i, order);
    }
}
