/* hard.h -- surveys that would be slow if something were not linear */
#ifndef BENCH_HARD_H
#define BENCH_HARD_H

#include "voices.h"

/** Write the survey to standard output; ends the program when there is no such kind.
 *
 *  kind  field    one answer of `size` bytes, of 200 real ones again and again
 *        findings one answer of `size` bytes, and not one full stop, where much is found
 *        word     one answer of one word of `size` bytes
 *        columns  `size` columns, three rows
 *        random   `size` words of chance letters, no two of them alike
 *        alike    `size` words of one length and beginning, no two of them alike
 *        letters  `size` words of one letter */
void hard_write(const voices *v, const char *kind, uint64_t seed, uint64_t size);

#endif /* BENCH_HARD_H */
