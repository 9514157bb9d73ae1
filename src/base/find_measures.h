/* find_measures.h -- further scores of a survey beside the main one, side by side
 *
 * Room:  base/. stats/measures.c makes them, report/write_measures.c writes them.
 * Base:  all rows that give the measure; for themes those of them with a comment.
 * Unit:  CSAT and CES: points of their scale; NPS and eNPS: points from -100 to 100; CSI:
 *        0 to 100; FCR: share from 0 to 1; times: pal_measure_result.unit. Intervals are
 *        at 95 %. NaN = cannot be computed.
 */
#ifndef PAL_BASE_FIND_MEASURES_H
#define PAL_BASE_FIND_MEASURES_H

#include "base/findings.h"
#include "base/measure.h"

enum {
    PAL_MEASURE_ROWS_MIN = 10,     /**< for an NPS */
    PAL_MEASURE_ROWS_SURE = 30,    /**< below it a figure is weak */
    PAL_MEASURE_VALUES_MAX = 50,   /**< values of a column that is compared */
    PAL_MEASURE_MENTIONS_MIN = 10, /**< of a theme, and of rows without it */
    PAL_MEASURE_PAIR_MIN = 5,      /**< themes for a correlation of two measures */
};

/** The figures of a group of respondents. */
typedef struct pal_measure_figure {
    uint64_t n;
    bool weak;
    /** CSAT, CES, CSI, time: mean with t interval. FCR: share with Wilson's. NPS, eNPS:
     *  points with the adjusted-Wald interval, NaN below PAL_MEASURE_ROWS_MIN. */
    double value;
    double low;
    double high;
    /** CSAT: share of the two best grades; CES: share beyond the middle of the scale in
     *  the good direction (5-7 on 1-7); else NaN. Wilson's interval. */
    double share;
    double share_low;
    double share_high;
    double median; /**< of times; interval of order statistics: pal_median_rank() */
    double median_low;
    double median_high;
    pal_bands bands; /**< of NPS and eNPS */
    /** The same of the weighted answers; NaN without weights, or when n_eff is under
     *  PAL_MEASURE_ROWS_MIN. There is no weighted median. */
    double weighted_value;
    double weighted_low;
    double weighted_high;
    double weighted_share;
    double weighted_share_low;
    double weighted_share_high;
    double effective; /**< n_eff */
} pal_measure_figure;

/** One value of a wave or segment column that the k-threshold allows. */
typedef struct pal_measure_group {
    pal_str value;
    pal_measure_figure figure;
} pal_measure_group;

typedef struct pal_measure_split {
    pal_str column;
    const pal_measure_group *groups; /**< in the order of the panel's values */
    size_t count;
    size_t hidden; /**< values with fewer answers, but any; and the smallest of the others
                        where the figure of all would tell theirs */
} pal_measure_split;

/** A theme: those who mention it against those who do not. */
typedef struct pal_measure_theme {
    uint32_t theme;
    uint64_t mentions;
    uint64_t rest;
    double with;
    double without;
    double difference; /**< FCR: of shares */
    double low;        /**< Welch */
    double high;
    double p;
    double q;                   /**< Benjamini-Hochberg over all themes of all measures */
    double weighted_difference; /**< of weighted means; NaN as in pal_measure_figure */
    double weighted_low;
    double weighted_high;
} pal_measure_theme;

typedef struct pal_measure_result {
    pal_measure_kind kind;
    pal_str column; /**< heading; empty for the main score and the index */
    pal_scale scale;
    bool low_is_good;
    pal_time_unit unit;
    uint64_t missing;    /**< rows without it; of the index: without any of its columns */
    uint64_t unreadable; /**< ... whose cell is not empty, but cannot be read */
    pal_measure_figure all;
    const pal_measure_split *splits; /**< none for the main score: see find_segments.h */
    size_t split_count;
    const pal_measure_theme *themes; /**< by theme index */
    size_t theme_count;
} pal_measure_result;

/** A column of the satisfaction index: 100 x sum of w (x - low) / (high - low), over the
 *  rows that answer all of them. */
typedef struct pal_csi_part {
    pal_str column;
    pal_scale scale;
    double weight; /**< they sum to 1 */
} pal_csi_part;

/** Do two measures go with the same themes? Spearman's correlation of the differences
 *  over the themes that both have, each turned so that more is better. The themes share
 *  their respondents: no p. */
typedef struct pal_measure_pair {
    size_t a; /**< index into results */
    size_t b;
    size_t themes;
    double rho;
} pal_measure_pair;

typedef struct pal_measure_findings {
    const pal_measure_result *results; /**< the main score first, if any */
    size_t count;
    const pal_csi_part *parts;
    size_t part_count;
    const pal_measure_pair *pairs; /**< with PAL_MEASURE_PAIR_MIN themes or more */
    size_t pair_count;
    uint64_t tests; /**< m of the q-values */
    uint64_t k_threshold;
    bool weighted; /**< the weighted figures are there */
} pal_measure_findings;

#endif /* PAL_BASE_FIND_MEASURES_H */
