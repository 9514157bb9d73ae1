/* lead.h -- many texts in their order, told apart by their first bytes
 *
 * Room:  base/. A comparison of two texts reads both; one of two numbers reads nothing.
 */
#ifndef PAL_BASE_LEAD_H
#define PAL_BASE_LEAD_H

#include "palaute.h"

/** The first eight bytes of a text as a number: of two texts with different leads the
 *  one with the lesser lead is before the other, as by pal_str_compare(). */
static inline uint64_t pal_lead_of(pal_str text)
{
    const unsigned char *at = (const unsigned char *)text.ptr;
    if (text.len >= 8)
        return (uint64_t)at[0] << 56 | (uint64_t)at[1] << 48 | (uint64_t)at[2] << 40 |
               (uint64_t)at[3] << 32 | (uint64_t)at[4] << 24 | (uint64_t)at[5] << 16 |
               (uint64_t)at[6] << 8 | at[7];
    uint64_t lead = 0;
    for (size_t i = 0; i < text.len; i++)
        lead |= (uint64_t)at[i] << (56 - 8 * i);
    return lead;
}

/** Something that has a text, with the lead of it. */
typedef struct pal_led {
    uint64_t lead;
    const void *item;
} pal_led;

/** Of two pal_led with one lead: < 0, 0, > 0, as for qsort(). */
typedef int pal_led_fn(const void *a, const void *b);

/** Sort by lead, and where that is the same by `order`. In place; equal ones come in no
 *  promised order. */
void pal_led_sort(pal_led *list, size_t count, pal_led_fn *order);

#endif /* PAL_BASE_LEAD_H */
