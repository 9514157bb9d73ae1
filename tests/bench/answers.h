/* answers.h -- rows of a survey that reads like a real one */
#ifndef BENCH_ANSWERS_H
#define BENCH_ANSWERS_H

#include "voices.h"

/** Write the survey to standard output, and the language of each row (fi, en), a line
 *  each, into the file `languages` unless that is NULL. */
void answers_write(const voices *v, uint64_t seed, uint64_t rows, const char *languages);

#endif /* BENCH_ANSWERS_H */
