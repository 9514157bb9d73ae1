/* find_segments.h -- the groups of respondents against each other
 *
 * Room:  base/. stats/segments.c makes them, report/write_segments.c writes them.
 * Base:  scores: all scored rows; shares of themes: rows with a comment; impact of
 * themes: scored rows of the value with a comment. Unit:  NPS points; shares from 0 to 1;
 * intervals at 95 %. NaN = too few answers: no NPS below PAL_SEGMENT_ROWS_MIN scored
 * rows. A group or a cell of fewer respondents than the k-threshold is never here.
 */
#ifndef PAL_BASE_FIND_SEGMENTS_H
#define PAL_BASE_FIND_SEGMENTS_H

#include "base/find_impact.h"

enum {
    PAL_SEGMENT_VALUES_MIN = 2,
    PAL_SEGMENT_VALUES_MAX = 50,
    PAL_SEGMENT_CROSS_MAX = 12,    /**< values of each column of a crosstab */
    PAL_SEGMENT_ROWS_MIN = 10,     /**< for an NPS, and for the shares of themes */
    PAL_SEGMENT_ROWS_SURE = 30,    /**< below it a figure is weak */
    PAL_SEGMENT_MENTIONS_MIN = 10, /**< of a theme, in value and rest together */
    PAL_SEGMENT_IMPACT_ROWS = 30,  /**< scored rows with a comment, for the impact */
};

/** A theme in a value against the other values of the column. */
typedef struct pal_segment_theme {
    uint32_t theme;
    uint64_t mentions; /**< not from 1 to k - 1, nor is the number in the rest */
    double share;
    double share_rest;
    double difference;
    double low; /**< Newcombe's interval */
    double high;
    double p; /**< two shares, or Fisher's test when an expected count is under 5 */
    double q; /**< Benjamini-Hochberg over all themes of all values of all columns */
    /** Share x gap within the value: none below PAL_SEGMENT_IMPACT_ROWS, nor with fewer
     *  than PAL_IMPACT_MENTIONS_MIN (or k) rows with the theme, or without it. */
    pal_impact_gap impact;
    pal_impact_test bands; /**< theme x band; q over all of these in all columns */
    pal_impact_verdict verdict;
} pal_segment_theme;

typedef struct pal_segment_value {
    pal_str value;
    uint64_t rows;
    uint64_t commented;
    pal_bands bands; /**< scored rows */
    bool weak;
    double nps;
    double low; /**< adjusted Wald */
    double high;
    double difference;     /**< to the other values of the column together */
    double difference_low; /**< of adjusted scores */
    double difference_high;
    double p; /**< exact below 50 scored rows in either, else z */
    double q; /**< Benjamini-Hochberg over all values of all columns */
    bool exact;
    double weighted_nps; /**< NaN without weights */
    double weighted_low;
    double weighted_high;
    double effective;                /**< n_eff of the scored rows */
    const pal_segment_theme *themes; /**< by theme index */
    size_t theme_count;
} pal_segment_value;

typedef struct pal_segment_column {
    pal_str column;
    const pal_segment_value *values; /**< in the order of the panel's values */
    size_t count;
    size_t hidden; /**< values in the pool of those that are not told: stats/pool.h */
} pal_segment_column;

/** One cell of a crosstab; all 0 and NaN when it is hidden. */
typedef struct pal_segment_cell {
    bool hidden; /**< under the k-threshold, or its sum would tell one that is */
    uint64_t rows;
    uint64_t scored;
    double nps; /**< NaN below PAL_SEGMENT_ROWS_MIN scored rows */
} pal_segment_cell;

/** Two columns against each other. Values below the k-threshold have no line. */
typedef struct pal_segment_cross {
    pal_str down_column;
    pal_str across_column;
    const pal_str *down;
    size_t down_count;
    const pal_str *across;
    size_t across_count;
    const pal_segment_cell *cells; /**< down_count x across_count, row-major */
    double x2; /**< chi-square of independence over all values, hidden ones too */
    double df;
    double p;
} pal_segment_cross;

typedef struct pal_segment_findings {
    uint64_t k_threshold;
    uint64_t tests;        /**< m of the q-values of scores */
    uint64_t theme_tests;  /**< ... of themes */
    uint64_t impact_tests; /**< ... of theme x band within a value */
    const pal_segment_column *columns;
    size_t count;
    size_t columns_left; /**< columns with fewer or more values than are compared */
    const pal_segment_cross *crosses;
    size_t cross_count;
    bool weighted;
} pal_segment_findings;

#endif /* PAL_BASE_FIND_SEGMENTS_H */
