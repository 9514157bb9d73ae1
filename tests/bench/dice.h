/* dice.h -- numbers by chance, the same on every machine
 *
 * splitmix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014.
 */
#ifndef BENCH_DICE_H
#define BENCH_DICE_H

#include <stddef.h>
#include <stdint.h>

/** 0 to limit - 1; limit is not 0. */
static inline size_t dice_below(uint64_t *state, size_t limit)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (size_t)((z ^ (z >> 31)) % limit);
}

#endif /* BENCH_DICE_H */
