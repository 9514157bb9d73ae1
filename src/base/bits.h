/* bits.h -- bits of a number
 *
 * Room:  base/.
 */
#ifndef PAL_BASE_BITS_H
#define PAL_BASE_BITS_H

#include <stdint.h>

/** Place of the lowest one; of 0 it is 0. Of each lowest bit the upper five of its
 * product are others (Leiserson, Prokop, Randall 1998). */
static inline unsigned pal_bits_lowest(uint32_t bits)
{
    static const uint8_t at[32] = {0,  1,  28, 2,  29, 14, 24, 3,  30, 22, 20,
                                   15, 25, 17, 4,  8,  31, 27, 13, 23, 21, 19,
                                   16, 7,  26, 12, 18, 6,  11, 5,  10, 9};
    return at[(bits & (~bits + 1)) * UINT32_C(0x077CB531) >> 27];
}

#endif /* PAL_BASE_BITS_H */
