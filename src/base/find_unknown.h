/* find_unknown.h -- what the lexicon does not cover, and what that is worth
 *
 * Room:  base/. stats/unknown.c makes it, report/write_unknown.c writes it.
 * Unit:  respondents with a comment, except where tokens are named.
 */
#ifndef PAL_BASE_FIND_UNKNOWN_H
#define PAL_BASE_FIND_UNKNOWN_H

#include "base/findings.h"

enum {
    PAL_UNKNOWN_TERMS_MAX = 50,
    PAL_UNKNOWN_COMMENTS_MIN = 5, /**< fewest respondents of a term */
    PAL_UNKNOWN_SCORED_MIN = 10,  /**< fewest scored ones for an impact */
};

/** No theme goes with the term. */
#define PAL_THEME_NONE UINT32_MAX

/** A word that no rule knows, or one that rules know and that most often stands in
 *  comments without a theme. */
typedef struct pal_unknown_term {
    pal_str term; /**< dictionary form, or most frequent form */
    pal_language language;
    bool known;        /**< some rule has an element for it */
    uint64_t comments; /**< with the term */
    uint64_t untagged; /**< of those, without a theme */
    bool has_impact;
    /** share x gap = NPS of all scored commented rows - NPS of those without the term, in
     *  points, 95 %; as pal_theme_result.impact. */
    double impact;
    double impact_low;
    double impact_high;
    /** The theme that goes with it most beyond chance (largest G2 over all four cells, at
     *  least 10.83, p < .001, and as many comments as a term needs); or none. */
    uint32_t theme;
    uint64_t theme_comments; /**< with the term and the theme */
    pal_str line; /**< of a rule file: theme TAB polarity TAB rule; `?` = no theme */
} pal_unknown_term;

/** Comments and those without a theme. */
typedef struct pal_untagged {
    uint64_t comments;
    uint64_t untagged;
} pal_untagged;

typedef struct pal_unknown_findings {
    pal_untagged bands[PAL_BAND_COUNT];
    uint64_t least;                /**< respondents that a term needs */
    uint64_t k_threshold;          /**< smaller counts, but 0, are not shown */
    const pal_unknown_term *terms; /**< by |impact|, then comments, then term */
    size_t count;
    /** Good 1953: of N draws N1 kinds were seen once; N1/N estimates the probability that
     *  the next draw is a kind not seen yet. (Biometrika 40:237-264.) */
    uint64_t themes;      /**< in the lexicon */
    uint64_t themes_seen; /**< in this run */
    uint64_t themes_once; /**< N1: seen in one comment alone */
    double new_theme;     /**< N1 / N, N = respondents with a comment: themes not seen yet
                               that the next one is expected to bring. NaN without any */
    uint64_t tokens;      /**< words of all comments: N */
    uint64_t terms_once;  /**< N1: dictionary forms or stems used once */
    double unseen_terms;  /**< N1 / N: probability that the next word is a new one */
    uint64_t content_tokens; /**< words that are no function words */
    uint64_t unknown_tokens; /**< of those, words that no rule knows */
} pal_unknown_findings;

#endif /* PAL_BASE_FIND_UNKNOWN_H */
