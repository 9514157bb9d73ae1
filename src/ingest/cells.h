/* cells.h -- what single cells say: scores, no answers, languages */
#ifndef PAL_INGEST_CELLS_H
#define PAL_INGEST_CELLS_H

#include "base/arena.h"
#include "base/scale.h"

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

/** 1 in the unit of weights. */
enum { PAL_WEIGHT_UNIT = 1000000 };
/** Read a weight: digits with a decimal point or comma, over 0 and at most 1,000,000; in
 *  millionths, rounded half up. False, with `*millionths` untouched, for anything else,
 *  also for what rounds to 0. */
bool pal_weight_read(int64_t *millionths, pal_str cell);

/** Is the cell the name of an NPS band: promoter, suosittelija, passiivinen, ...? */
bool pal_cell_is_band(pal_arena *mem, pal_str cell);
/** A number of any kind, also with a sign, spaces or %? */
bool pal_cell_is_number(pal_str text);
/** "fi", "FI-fi", "Finnish", "suomi"; "en", "english", ...; others: OTHER. */
pal_language pal_cell_language(pal_arena *mem, pal_str cell);

#endif /* PAL_INGEST_CELLS_H */
