/* describe.h -- how near a made survey comes to what real answers look like */
#ifndef BENCH_DESCRIBE_H
#define BENCH_DESCRIBE_H

#include "base/arena.h"

/** Print the figures of the last column of a file of generate.c. */
void describe_write(pal_arena *mem, const char *path);

#endif /* BENCH_DESCRIBE_H */
