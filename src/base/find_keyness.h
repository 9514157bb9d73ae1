/* find_keyness.h -- words and phrases that mark one group against another
 *
 * Room:  base/. stats/keyness_find.c makes them, report/write_keyness.c writes them.
 * Unit:  everything counts respondents with a comment: one who says a word five times
 *        counts once, since words of one comment are no independent draws.
 */
#ifndef PAL_BASE_FIND_KEYNESS_H
#define PAL_BASE_FIND_KEYNESS_H

#include "base/findings.h"

enum {
    PAL_KEY_TERMS_MAX = 25,      /**< of a side */
    PAL_KEY_SHOWN_TERMS_MAX = 5, /**< of a side, with comments */
    PAL_KEY_SHOWN_MAX = 2,       /**< comments of a term */
    PAL_KEY_COMMENTS_MIN = 5,    /**< fewest respondents of a term */
    PAL_KEY_GROUP_MIN = 10,      /**< fewest commented rows of a side */
    PAL_KEY_GROUP_SURE = 30,     /**< below it a contrast is weak */
    /** Size of the prior: as if so many more respondents of each side had used the term
     *  as often as all respondents did (a0). */
    PAL_KEY_PRIOR = 50,
};

/** A term that its side uses more often, with q <= 0.05. */
typedef struct pal_key_term {
    pal_str term; /**< dictionary forms or commonest forms, a space between them */
    pal_language language;
    uint32_t words;          /**< 1 to 3: more than one is a phrase */
    uint64_t comments;       /**< of the side, with the term: a of n1 */
    uint64_t comments_other; /**< of the other side: b of n2 */
    /** z of the log-odds with a Dirichlet prior, here of the two events "has the term"
     *  and "has not": ln((a+s)/(n1+a0-a-s)) - ln((b+s)/(n2+a0-b-s)), divided by
     *  sqrt(1/(a+s) + 1/(b+s)); a0 = PAL_KEY_PRIOR, s = a0 x share of all commented rows
     *  with the term. Source: Monroe, Colaresi, Quinn, Political Analysis 16 (2008). */
    double z;
    double g2;   /**< Rayson and Garside 2000 */
    double q;    /**< Benjamini-Hochberg over all terms of the contrast */
    bool exact;  /**< p from Fisher's test (an expected count < 5), else from G2 */
    double odds; /**< ratio with Haldane's 1/2 */
    pal_shown_comment *shown; /**< of the side */
    size_t shown_count;
} pal_key_term;

/** One side of a contrast. */
typedef struct pal_key_side {
    pal_str name;      /**< band, or value of the column; empty = all other values */
    uint64_t comments; /**< respondents with a comment: n */
    const pal_key_term *terms; /**< by z, largest first */
    size_t count;
} pal_key_side;

/** Two groups. */
typedef struct pal_key_contrast {
    pal_str column; /**< empty: detractors against promoters */
    pal_key_side sides[2];
    size_t tested; /**< terms that were tested: m of the q-values */
    bool weak;     /**< a side has fewer than PAL_KEY_GROUP_SURE commented rows */
} pal_key_contrast;

/** Score first, then the columns with 2 to 20 values: each value with at least 30
 *  commented rows (waves: 10) against the others; two values against each other. */
typedef struct pal_keyness_findings {
    uint64_t least;       /**< respondents that a term needs in its side */
    uint64_t k_threshold; /**< smaller counts, but 0, are not shown */
    const pal_key_contrast *contrasts;
    size_t count;
    bool columns_left; /**< there were more columns than room for their counts */
} pal_keyness_findings;

#endif /* PAL_BASE_FIND_KEYNESS_H */
