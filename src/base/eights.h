/* eights.h -- eight bytes of a text at once, as one number
 *
 * Room:  base/. For loops that pass over most of their bytes. A number has its answers in
 * the upper bits of its bytes; which byte of it stands first depends on the machine.
 */
#ifndef PAL_BASE_EIGHTS_H
#define PAL_BASE_EIGHTS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define PAL_EIGHTS_ONES UINT64_C(0x0101010101010101)
#define PAL_EIGHTS_UPPER UINT64_C(0x8080808080808080)

static inline uint64_t pal_eights(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    return eight;
}

/** Is one of the bytes `byte`? */
static inline bool pal_eights_have(uint64_t eight, unsigned char byte)
{
    uint64_t zero = eight ^ (PAL_EIGHTS_ONES * byte);
    return ((zero - PAL_EIGHTS_ONES) & ~zero & PAL_EIGHTS_UPPER) != 0;
}

/** The upper bit of each byte that may begin or end a capital in well-formed UTF-8: A to
 *  Z, the second byte 0x80 to 0x9F of two or more, and first bytes from 0xC4 on. Umlauts
 *  in small letters have none of them. */
static inline uint64_t pal_eights_capitals(uint64_t eight)
{
    const uint64_t low = eight & ~PAL_EIGHTS_UPPER;
    const uint64_t letters = (low + PAL_EIGHTS_ONES * (0x80 - 'A')) &
                             ~(low + PAL_EIGHTS_ONES * (0x7F - 'Z')) & ~eight;
    const uint64_t trails = eight & ~(eight << 1) & ~(eight << 2);
    const uint64_t heads = eight & (eight << 1) &
                           ((eight << 2) | (eight << 3) | (eight << 4) | (eight << 5));
    return (letters | trails | heads) & PAL_EIGHTS_UPPER;
}

#endif /* PAL_BASE_EIGHTS_H */
