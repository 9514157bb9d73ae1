/* coinage.h -- the long tail of the words
 *
 * Words have a rank. The first ranks are the forms of models/word-frequency, the
 * commonest first; behind them every rank is a word that the language could well make:
 * Finnish compounds, cases, possessives and clitics, English prefixes and joints. A rank
 * is the same word in every survey.
 */
#ifndef BENCH_COINAGE_H
#define BENCH_COINAGE_H

#include "voices.h"

/** A word of the language, rare ranks seldom. */
void coinage_add(pal_buf *out, const voices *v, int language, uint64_t *dice);
/** The word with a particle or a noun joined to it (Finnish). */
void coinage_add_joined(pal_buf *out, const voices *v, pal_str word, uint64_t *dice);

#endif /* BENCH_COINAGE_H */
