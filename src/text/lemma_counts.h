/* lemma_counts.h -- how often running text has a dictionary form
 *
 * Room:  text/. morphology.c chooses between the readings of a word by it.
 * File:  lemma-frequency.fi.tsv in models/: `lemma TAB count`, folded, ascending by
 * bytes; models/lemma-frequency.md tells how it is made.
 */
#ifndef PAL_TEXT_LEMMA_COUNTS_H
#define PAL_TEXT_LEMMA_COUNTS_H

#include "base/arena.h"

typedef struct pal_lemma_counts pal_lemma_counts;

/** Read the table of `models` into `mem`; *out is NULL where it is missing. Errors:
 *  EFORMAT, EIO, ENOMEM. */
pal_status pal_lemma_counts_open(const pal_lemma_counts **out, pal_arena *mem,
                                 const char *models, pal_error *err);
/** The bytes it was read from; empty for NULL. */
pal_str pal_lemma_counts_text(const pal_lemma_counts *counts);
/** How common a lemma is, in 16ths of a count: its own, and a sixteenth of that of a
 *  compound's head, which decides where the compound itself is new ("puhelinpalvelusta").
 *  0 for what is not in the table, and without a table (NULL).
 *
 *  head  byte where the last part begins; 0 = no compound */
uint64_t pal_lemma_counts_weight(const pal_lemma_counts *counts, pal_str lemma,
                                 size_t head);

#endif /* PAL_TEXT_LEMMA_COUNTS_H */
