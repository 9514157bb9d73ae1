/* voices.h -- what a survey is made of that reads like a real one
 *
 * Answers and sentences of corpora/voices and corpora/gold (never of a test split), words
 * of models/word-frequency.*.tsv, and Finnish nouns for compounds.
 */
#ifndef BENCH_VOICES_H
#define BENCH_VOICES_H

#include "parts.h"

enum { DETRACTORS, PASSIVES, PROMOTERS, BANDS_OF_SCORE };

/** One answer of a corpus. */
typedef struct voice {
    int band;
    pal_str score; /**< 0 to 10 */
    pal_str text;
} voice;

typedef struct voices {
    pal_arena *mem;
    voice *items[LANGUAGES];
    size_t counts[LANGUAGES];
    size_t caps[LANGUAGES];
    pool sentences[LANGUAGES][BANDS_OF_SCORE];
    pool forms[LANGUAGES]; /**< lower case, the commonest first */
    pool nouns;            /**< Finnish nominatives that are their own weak stem */
} voices;

/** Read all of it under the folder `tree`; ends the program when something is missing. */
void voices_read(voices *v, pal_arena *mem, const char *tree);

#endif /* BENCH_VOICES_H */
