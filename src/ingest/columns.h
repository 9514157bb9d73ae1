/* columns.h -- which column of a survey file is what
 *
 * Order: pal_columns_find() on the table and its dialect.
 *
 * What a heading says and what the values look like must agree; what the user says
 * (pal_options) goes before both.
 */
#ifndef PAL_INGEST_COLUMNS_H
#define PAL_INGEST_COLUMNS_H

#include "base/measure.h"
#include "ingest/dates.h"
#include "ingest/dialect.h"

/** What a column is used for. */
typedef enum pal_use {
    PAL_USE_NONE = 0,
    PAL_USE_SCORE,
    PAL_USE_TEXT,
    PAL_USE_ID,
    PAL_USE_WAVE,
    PAL_USE_DATE,
    PAL_USE_LANGUAGE,
    PAL_USE_SEGMENT,
    PAL_USE_BAND,    /**< NPS bands in words: known, not used */
    PAL_USE_DROPPED, /**< tells who the respondent is: never read */
    PAL_USE_WEIGHT,
    PAL_USE_MEASURE, /**< a further score column */
} pal_use;
enum { PAL_USE_COUNT = 12 };

/** What the sampled values of a column look like. Counts of rows. */
typedef struct pal_profile {
    size_t filled;
    size_t distinct;
    size_t numbers; /**< whole or not */
    size_t scores;  /**< whole numbers from 0 to 10 */
    size_t no_answers;
    size_t value[11]; /**< of the scores, by value */
    size_t dates;
    size_t bands;
    size_t mails; /**< e-mail and IP addresses, links, personal identity codes */
    size_t bytes; /**< of all filled cells */
    size_t words;
    size_t longest; /**< bytes */
    int order;      /**< votes of the dates: > 0 month first */
    pal_str sample; /**< the first filled cell, raw */
} pal_profile;

/** One column. */
typedef struct pal_column {
    pal_str label;
    pal_str key;
    pal_str folded; /**< the label, for names.h */
    pal_str folded_key;
    pal_profile seen;
    pal_use use;
    pal_str why; /**< English, one line */
} pal_column;

/** A further score column that was asked for. */
typedef struct pal_measure_column {
    pal_measure is;
    int column;    /**< or PAL_NO_COLUMN */
    pal_str doubt; /**< not empty: its scale or unit is not certain; what to say */
} pal_measure_column;

/** How the columns of one input are used. Owned by the arena of the call. */
typedef struct pal_columns {
    pal_column *items;
    size_t count;
    size_t rows; /**< sampled */
    int score;   /**< column, or PAL_NO_COLUMN; likewise below */
    int id;
    int wave;
    int date;
    int language;
    int weight;
    const int *texts;
    size_t text_count;
    const int *segments;
    size_t segment_count;
    const pal_measure_column *measures; /**< in the order of ingest/measure_columns.h */
    size_t measure_count;
    pal_scale scale;
    pal_str scale_why;
    pal_str scale_doubt; /**< not empty: the scale is not certain; what to say */
    bool wave_is_date;   /**< the wave is the month of the column's date */
    pal_day_order date_order;
    bool date_doubt; /**< 3/5/2018 could be either */
} pal_columns;

/** Decide.
 *
 *  opt   columns it names are matched without case: the whole heading or key, a number
 *        from 1, or the beginning of one heading
 *  lenient  other inputs may have the columns that `opt` names: one that is missing here
 *        is PAL_NO_COLUMN, also in segments[]; not so for score and texts
 *
 *  A missing text column is no error here: text_count is 0.
 *  Errors: PAL_EUSAGE  a column that `opt` names is not there, or the score column holds
 *                      no scores
 *          PAL_ENOMEM */
pal_status pal_columns_find(pal_columns *out, pal_arena *mem, const pal_table *table,
                            const pal_dialect *dialect, const pal_options *opt,
                            bool lenient, const char *file, pal_error *err);

/** "score", "text", ... as in pal_column_guess; "" for PAL_USE_NONE. */
pal_str pal_use_name(pal_use use);

#endif /* PAL_INGEST_COLUMNS_H */
