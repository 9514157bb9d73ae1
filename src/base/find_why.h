/* find_why.h -- what goes with a theme in a band, level by level
 *
 * Room:  base/. stats/why.c makes the trees, report/write_why.c and report/text_why.c
 *        write them.
 * Unit:  all counts are respondents with a comment (commented rows), unweighted; on the
 *        level of words the other side counts clauses. A tree says what is associated
 * with what, never what causes it: nothing is claimed whose q is above 0.05.
 */
#ifndef PAL_BASE_FIND_WHY_H
#define PAL_BASE_FIND_WHY_H

#include "base/findings.h"

enum {
    PAL_WHY_TREES_MAX = 4, /**< chosen by the figures: 3 of detractors, 1 of promoters */
    PAL_WHY_LEAST = 5,     /**< fewest respondents of anything that is claimed */
    PAL_WHY_IMPACT_MIN = 10, /**< fewest mentions of a theme that is chosen */
    PAL_WHY_WITH_MAX = 3,
    PAL_WHY_ABOUT_MAX = 6,
    PAL_WHY_WHERE_MAX = 4,
    PAL_WHY_QUOTES_MAX = 3,       /**< of the theme */
    PAL_WHY_ABOUT_QUOTES_MAX = 2, /**< of a sub-reason */
    PAL_WHY_QUOTE_BYTES = 200,    /**< a longer comment is cut around its mark */
    PAL_WHY_SAMPLE = 65536,       /**< mentions that are read, see `step` */
    /** Size of the prior in clauses (a0), as PAL_KEY_PRIOR of find_keyness.h. */
    PAL_WHY_PRIOR = 50,
};

/** The levels of a tree. Quotes hang on the nodes. */
typedef enum pal_why_level {
    PAL_WHY_WHO = 1,
    PAL_WHY_WITH = 2,
    PAL_WHY_ABOUT = 3,
    PAL_WHY_WHERE = 4,
    PAL_WHY_WORDS = 5,
} pal_why_level;
enum { PAL_WHY_LEVEL_COUNT = 6 };

/** One finding. `n` of `of` against `n_rest` of `of_rest`:
 *  WHO    the band's rows with the theme, of the band; against the other bands
 *  WITH   rows of the band with both themes, of those with the tree's theme; against the
 *         band's rows without it
 *  ABOUT  mentions of the theme in the band whose clause has the words, of these
 * mentions; against all other clauses of all rows WHERE  rows of the band with the value
 * and the theme, of the band's rows with the value; against the other values of the
 * column. Below a sub-reason: its mentions of the theme's mentions. */
typedef struct pal_why_node {
    pal_why_level level;
    uint32_t parent; /**< index of the node above; 0 of the first, the theme itself */
    uint32_t theme;  /**< WHO and WITH */
    pal_str name;    /**< ABOUT: the words; WHERE: the value; else empty */
    pal_str column;  /**< WHERE: of the value */
    uint64_t n;
    uint64_t of;
    uint64_t n_rest; /**< not shown below the k-threshold */
    uint64_t of_rest;
    /** Interval of share minus share_rest at 95 %. Source: Newcombe 1998, method 10. */
    double low;
    double high;
    /** WHO, WITH, WHERE: difference of the shares over its pooled standard error. ABOUT:
     *  log-odds with a Dirichlet prior (Monroe, Colaresi, Quinn 2008), the smaller one of
     *  two contrasts: other clauses of the band, other clauses of all rows. */
    double z;
    /** p is Fisher's exact test when an expected count is below 5, else the likelihood
     *  ratio G2 of the four cells (Dunning 1993); of ABOUT the larger p of its two
     *  contrasts. q: Benjamini-Hochberg over all tests of the level in the tree (WHO:
     * over the themes of the band). */
    double q;
    bool exact;
    /** By rule: tone that fits the band, then 30 to 200 bytes, then maximal marginal
     *  relevance (Carbonell and Goldstein 1998; lambda 0.7): the mean share of the node's
     *  comments that have each of its words, weighted by idf, less the overlap with those
     *  chosen before; never two with more than half of their words in common, a
     *  respondent and a text once in a tree. */
    pal_shown_comment *quotes;
    size_t quote_count;
} pal_why_node;

/** A theme in a band. */
typedef struct pal_why_tree {
    uint32_t theme;
    pal_band band; /**< PAL_BAND_NONE: all rows */
    bool few;      /**< fewer respondents than may be shown: there are no nodes */
    uint64_t polarity[PAL_POLARITY_COUNT]; /**< of the mentions in the band */
    pal_nps with; /**< commented scored rows of all bands with the theme, and without */
    pal_nps rest;
    const pal_why_node *nodes; /**< [0] is the theme; the others by level, but
                                    values of sub-reasons before those of the theme */
    size_t node_count;
    uint64_t tested[PAL_WHY_LEVEL_COUNT]; /**< tests by level, below the theme */
    bool claimed[PAL_WHY_LEVEL_COUNT];    /**< some node of the level has q <= 0.05 */
} pal_why_tree;

/** Chosen: the themes of kind "pain" with at least PAL_WHY_IMPACT_MIN scored mentions
 *  whose impact (share x gap, as in themes.csv) is most negative, in detractors, and the
 *  one whose impact is most positive, in promoters. */
typedef struct pal_why_findings {
    const pal_why_tree *trees;
    size_t count;
    bool asked;           /**< one tree, named by the caller */
    uint64_t k_threshold; /**< smaller counts, but 0, are not shown */
    /** Levels from WITH on read one row in so many, chosen by a hash of its number: 1
     *  unless a theme has more than PAL_WHY_SAMPLE mentions in its band. */
    uint64_t step;
} pal_why_findings;

#endif /* PAL_BASE_FIND_WHY_H */
