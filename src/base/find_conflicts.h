/* find_conflicts.h -- answers whose words and score say the opposite
 *
 * Room:  base/. stats/conflicts.c makes them, report/write_conflicts.c writes them.
 * Base:  scored rows with a comment. Nothing is corrected: the figures only say what a
 *        correction would do.
 *
 * A comment praises when its tone or all of its themes are positive, and neither its tone
 * nor all of its themes are negative; blame is the reverse. Low is the lowest fifth of
 * the scale (0-2 on 0-10), high is what promoters give. A conflict is praise with a low
 * score or blame with a high one.
 *
 * How many have read the scale the wrong way round? With the counts
 *
 *              praise  blame
 *        low     a       b
 *        high    d       c        N = a + b + c + d
 *
 * each respondent is taken to be happy or not; to turn the scale round with probability
 * r, and to be read with the wrong tone with probability e, both the same for the happy
 * and the unhappy. Then (1-2r)(1-2e) = K = 1 - 2(a+c)/N and (1-2r)/(1-2e) = R = (2(c+d)/N
 * - 1) / (2(a+d)/N - 1), so that r = (1 - sqrt(K R)) / 2 and e = (1 - sqrt(K / R)) / 2.
 * Error of r: delta method on the four shares. Source: a latent class model of two tests
 * with symmetric errors; S. D. Walter, L. M. Irwig, J. Clin. Epidemiol. 41 (1988)
 * 923-937.
 */
#ifndef PAL_BASE_FIND_CONFLICTS_H
#define PAL_BASE_FIND_CONFLICTS_H

#include "base/findings.h"

enum {
    PAL_CONFLICT_ROWS_MAX = 50,
    PAL_CONFLICT_SURE_MIN = 100, /**< N for the estimate */
    PAL_CONFLICT_NPS_MIN = 10,
};

/** What a comment does. */
typedef enum pal_verbal {
    PAL_VERBAL_OTHER = 0, /**< neither, or both */
    PAL_VERBAL_PRAISE = 1,
    PAL_VERBAL_BLAME = 2,
} pal_verbal;
enum { PAL_VERBAL_COUNT = 3 };

/** Strongest first: the score farthest out, then tone and themes of one mind, then the
 *  earlier row. */
typedef struct pal_conflict_row {
    pal_verbal verbal;
    pal_shown_comment shown; /**< polarity: the tone of the whole */
    pal_str wave;            /**< empty without waves */
    int distance;            /**< of the score to the inner border of low or high */
    bool agreed;             /**< tone and all themes say so */
} pal_conflict_row;

/** A score, NaN below PAL_CONFLICT_NPS_MIN rows. */
typedef struct pal_conflict_nps {
    uint64_t n;
    double nps;
    double low;
    double high;
} pal_conflict_nps;

typedef struct pal_conflict_findings {
    int low_to;    /**< highest of the low scores */
    int high_from; /**< lowest of the high ones */
    uint64_t bands[PAL_BAND_COUNT][PAL_VERBAL_COUNT];
    uint64_t low[PAL_VERBAL_COUNT];
    uint64_t high[PAL_VERBAL_COUNT];
    /** NaN where it cannot be told: N too small, the happy and the unhappy too evenly
     *  many (|2(c+d)/N - 1| or |2(a+d)/N - 1| under 0.2), or no solution. */
    double reversed; /**< r, not under 0 */
    double reversed_low;
    double reversed_high;
    double tone_error; /**< e: the rate of conflicts if nobody turned the scale round */
    double conflict_rate;      /**< (a + c) / N; NaN when N is 0 */
    pal_conflict_nps nps;      /**< all scored rows as they are */
    pal_conflict_nps turned;   /**< with the scores of all conflicts turned round */
    pal_conflict_nps left_out; /**< without them */
    pal_conflict_row *rows;    /**< the run fills in the texts */
    size_t count;              /**< at most PAL_CONFLICT_ROWS_MAX */
} pal_conflict_findings;

#endif /* PAL_BASE_FIND_CONFLICTS_H */
