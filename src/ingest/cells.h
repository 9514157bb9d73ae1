/* cells.h -- what single cells say: scores, no answers, languages */
#ifndef PAL_INGEST_CELLS_H
#define PAL_INGEST_CELLS_H

#include "base/arena.h"

/** What a score cell holds. */
typedef enum pal_score_kind {
    PAL_SCORE_EMPTY = 0,  /**< nothing, or "no answer": blank, "-", "EOS", -99, 99 */
    PAL_SCORE_NUMBER = 1, /**< a whole number */
    PAL_SCORE_BROKEN = 2, /**< a number that is not whole, or too big */
    PAL_SCORE_WORDS = 3,  /**< anything else */
} pal_score_kind;

/** Read `9`, `9,0`, `9.0`, `"7"`, `10 - Very likely`, `0 (Not at all)`, `Very likely -
 * 10`, `9/10`. `*value` is set for PAL_SCORE_NUMBER: 0 to 1,000, or below 0. Without
 * memory the kind is PAL_SCORE_WORDS. */
pal_score_kind pal_score_read(int *value, pal_arena *mem, pal_str cell);

/** First and last value of a scale. */
int pal_scale_low(pal_scale scale);
int pal_scale_high(pal_scale scale);
/** Band of a score on its scale; PAL_BAND_NONE when it is not on it. */
pal_band pal_score_band(pal_scale scale, int score);

/** Is the cell the name of an NPS band: promoter, suosittelija, passiivinen, ...? */
bool pal_cell_is_band(pal_arena *mem, pal_str cell);
/** A number of any kind, also with a sign, spaces or %? */
bool pal_cell_is_number(pal_str text);
/** "fi", "FI-fi", "Finnish", "suomi"; "en", "english", ...; others: OTHER. */
pal_language pal_cell_language(pal_arena *mem, pal_str cell);

#endif /* PAL_INGEST_CELLS_H */
