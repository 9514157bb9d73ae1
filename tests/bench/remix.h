/* remix.h -- a survey made from the comments of the demo
 *
 * Its vocabulary is that of a small survey of one company and stops growing. It is kept
 * because earlier figures were measured on it: same arguments, same bytes as ever.
 */
#ifndef BENCH_REMIX_H
#define BENCH_REMIX_H

#include "base/arena.h"

/** Write the survey to standard output.
 *
 *  path    tests/bench/demo-comments.csv
 *  mutate  per cent of the words that get a typing error, an ending or a word in front */
void remix_write(pal_arena *mem, const char *path, uint64_t seed, uint64_t rows,
                 uint64_t mutate);

#endif /* BENCH_REMIX_H */
