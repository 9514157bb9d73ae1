/* find_impact.h -- how the themes are associated with the score
 *
 * Room:  base/. stats/impact.c makes them, report/write_impact.c writes them.
 * Base:  scored rows with a comment, n of them; all counts are respondents.
 * Unit:  NPS points unless said. NaN = cannot be computed, or is not shown: nothing but
 *        the additive share below PAL_IMPACT_MENTIONS_MIN mentions, no NPS of fewer.
 *        Intervals are at 95 %.
 */
#ifndef PAL_BASE_FIND_IMPACT_H
#define PAL_BASE_FIND_IMPACT_H

#include "base/findings.h"

enum {
    PAL_IMPACT_MENTIONS_MIN = 10,  /**< fewest on either side for a figure of a theme */
    PAL_IMPACT_MENTIONS_SURE = 30, /**< below it a theme is weak */
    PAL_IMPORTANCE_MENTIONS_MIN = 30,
    PAL_IMPACT_ROWS_A_COLUMN = 10, /**< fewest rows for each column of the regression */
};

/** A figure with its interval. */
typedef struct pal_estimate {
    double value;
    double low;
    double high;
} pal_estimate;

/** Share x gap of the rows with a property: their share x (their NPS - NPS of the rest)
 *  = NPS of all - NPS without them. */
typedef struct pal_impact_gap {
    pal_bands with;
    pal_bands rest;
    pal_estimate impact; /**< interval with the share held fixed: pal_impact of nps.h */
    double se;           /**< share held fixed */
    double se_random;    /**< share random too: pal_impact_random_se() */
} pal_impact_gap;

/** What a test of theme x band looks at. */
typedef enum pal_impact_contrast {
    PAL_CONTRAST_BANDS = 0,     /**< all three bands */
    PAL_CONTRAST_DETRACTOR = 1, /**< detractors against the others */
    PAL_CONTRAST_PROMOTER = 2,
} pal_impact_contrast;
enum { PAL_CONTRAST_COUNT = 3 };

typedef struct pal_impact_test {
    double p;
    double q;   /**< Benjamini-Hochberg over all themes x contrasts tested */
    bool exact; /**< Fisher's test (an expected count < 5), else chi-square */
} pal_impact_test;

/** What a theme does to the score when it is said with praise and with blame. */
typedef enum pal_kano_class {
    PAL_KANO_TOO_FEW = 0, /**< fewer than PAL_IMPACT_MENTIONS_MIN of either */
    PAL_KANO_UNCLEAR = 1,
    PAL_KANO_BASIC = 2,       /**< blame costs, and more than praise brings */
    PAL_KANO_PERFORMANCE = 3, /**< both count, neither plainly more */
    PAL_KANO_DELIGHTER = 4,   /**< praise brings, and more than blame costs */
} pal_kano_class;

typedef enum pal_impact_verdict {
    PAL_IMPACT_TOO_FEW = 0,
    PAL_IMPACT_WEIGHS_DOWN = 1,
    PAL_IMPACT_LIFTS = 2,
    PAL_IMPACT_NOT_DISTINGUISHABLE = 3, /**< from noise, at this n */
} pal_impact_verdict;

/** Part of a theme in the regression. */
typedef enum pal_fit_part {
    PAL_FIT_LEFT_OUT = 0, /**< too few mentions, or no column for it */
    PAL_FIT_IN = 1,
    PAL_FIT_COLLINEAR = 2, /**< commoner themes say the same: no figure */
} pal_fit_part;

/** A weighted score or difference, in points. */
typedef struct pal_weighted_estimate {
    pal_estimate nps;
    double effective; /**< n_eff = (sum w)^2 / sum w^2 (Kish) */
    uint64_t count;
} pal_weighted_estimate;

typedef struct pal_theme_impact {
    uint64_t mentions; /**< rows of the base; 0 = the theme is not there */
    bool weak;         /**< fewer than PAL_IMPACT_MENTIONS_SURE on either side */
    pal_impact_gap all;
    pal_impact_gap negative; /**< rows that mention it negatively */
    pal_impact_gap positive;
    /** Points of the NPS that its mentions carry when the value of a respondent (-100, 0,
     *  100) is split equally over the themes of the row. With the rows without a theme
     *  they sum to the NPS. */
    pal_estimate additive;
    /** beta x share of the regression of the value on 0/1 themes, HC3 errors, share held
     *  fixed. With the intercept they sum to the NPS. */
    pal_estimate adjusted;
    double adjusted_p;
    pal_fit_part fit;
    pal_impact_test tests[PAL_CONTRAST_COUNT];
    /** Smallest change between two waves of this size that a test at 5 % sees with 80 %
     *  power: of its share (0 to 1), and of the NPS of those who mention it. */
    double mdc_share;
    double mdc_nps;
    /** NPS of those who mention it negatively (positively) - NPS of those who do not
     *  mention it; interval of the adjusted scores. */
    pal_estimate penalty;
    pal_estimate reward;
    pal_kano_class kano;
    double importance; /**< share of the variance of the value, 0 to 1: they sum to
                            pal_impact_findings.importance_r2 */
    pal_impact_verdict verdict;
    double weighted_share; /**< of the sum of weights; NaN without weights, as below */
    pal_weighted_estimate weighted_with;
    pal_weighted_estimate weighted_impact;
} pal_theme_impact;

/** How the regression went. */
typedef struct pal_impact_fit {
    bool made;      /**< else: no theme fits, or too many patterns */
    bool too_many;  /**< more than 2,000,000 different sets of themes: not computed */
    size_t themes;  /**< that entered, collinear ones included */
    size_t reduced; /**< themes with enough mentions that found no column: the rows are
                         too few, the most frequent themes entered */
    uint64_t rows;
    pal_estimate intercept;
    double r2;
} pal_impact_fit;

/** How the importance was split. */
typedef enum pal_importance_method {
    PAL_IMPORTANCE_NONE = 0,
    PAL_IMPORTANCE_LMG = 1,     /**< mean over all orders: up to 15 themes */
    PAL_IMPORTANCE_JOHNSON = 2, /**< relative weights */
} pal_importance_method;

typedef struct pal_impact_findings {
    pal_bands bands; /**< of the base */
    double mdc_nps;  /**< of the base; NaN below 10 rows */
    uint64_t untagged;
    pal_estimate untagged_additive;
    double few_additive; /**< of all themes below PAL_IMPACT_MENTIONS_MIN together */
    uint64_t tests;      /**< m of the q-values */
    pal_impact_fit fit;
    pal_importance_method importance;
    double importance_r2;
    const pal_theme_impact *themes; /**< by theme index */
    size_t theme_count;
    bool weighted;
    pal_weighted_estimate weighted_nps; /**< all scored rows */
    pal_weighted_estimate weighted_commented;
} pal_impact_findings;

#endif /* PAL_BASE_FIND_IMPACT_H */
