/* steps.h -- ascending numbers as steps of two bytes
 *
 * Room:  base/. Lists of atoms that are kept from run to run: text/ keeps them, lexicon/
 *        reads them, and compares them as bytes.
 *
 * A number is a step from the one before it, the first from -1; a step of 0 goes
 * PAL_STEP_FAR on and stands for no number. So all bytes say ascending numbers, the same
 * numbers the same bytes. In the byte order of the machine.
 */
#ifndef PAL_BASE_STEPS_H
#define PAL_BASE_STEPS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "palaute.h"

enum { PAL_STEP_FAR = UINT16_MAX };

/** Put the steps to `count` ascending numbers into `out`; answers how many, or `room` + 1
 *  when they are more than `room`. */
static inline size_t pal_steps_pack(uint16_t *out, size_t room, const uint32_t *numbers,
                                    size_t count)
{
    size_t have = 0;
    uint32_t next = 0; /* the least that may follow */
    for (size_t i = 0; i < count; i++) {
        uint32_t step = numbers[i] - next;
        for (; step >= PAL_STEP_FAR && have < room; step -= PAL_STEP_FAR)
            out[have++] = 0;
        if (have == room)
            return room + 1;
        out[have++] = (uint16_t)(step + 1);
        next = numbers[i] + 1;
    }
    return have;
}

/** The numbers of `bytes`, one for each two at most, in `out`; answers how many. What is
 *  above UINT32_MAX goes round: not where there are fewer than 2^16 steps. */
static inline size_t pal_steps_unpack(uint32_t *out, pal_str bytes)
{
    size_t count = 0;
    uint32_t at = UINT32_MAX;
    for (size_t i = 0; i + 1 < bytes.len; i += sizeof(uint16_t)) {
        uint16_t step;
        memcpy(&step, bytes.ptr + i, sizeof step);
        at += step != 0 ? step : (unsigned)PAL_STEP_FAR;
        out[count] = at;
        count += step != 0;
    }
    return count;
}

#endif /* PAL_BASE_STEPS_H */
