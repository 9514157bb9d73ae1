/* find_followup.h -- whom to call back, the most urgent first
 *
 * Room:  base/. stats/followup.c makes them, report/write_followup.c writes them.
 * Base:  rows with a comment that are detractors, or that speak of leaving (theme
 *        poistumariski, not said as praise).
 */
#ifndef PAL_BASE_FIND_FOLLOWUP_H
#define PAL_BASE_FIND_FOLLOWUP_H

#include "base/findings.h"

enum { PAL_FOLLOWUP_ROWS_MAX = 1000 };

/** Points of what speaks for a call; each once. More than all others together: the sign
 *  of leaving, so that those come first. */
enum {
    PAL_FOLLOWUP_CHURN = 200,  /**< poistumariski */
    PAL_FOLLOWUP_LOWEST = 30,  /**< score 0-3 on 0-10, 1-3 on 1-10, 1-2 on 1-7 and 1-5 */
    PAL_FOLLOWUP_PROMISE = 25, /**< lupausten-pitaminen, blamed */
    PAL_FOLLOWUP_OPEN = 20,    /**< ongelmanratkaisu or reklamaation-kasittely, blamed */
    PAL_FOLLOWUP_WAITING = 15, /**< vasteaika, tavoitettavuus or tiedonkulku, blamed */
    PAL_FOLLOWUP_CONTACT = 15, /**< a wish about one of those five or jalkipalvelu */
    PAL_FOLLOWUP_DETRACTOR = 10,
    PAL_FOLLOWUP_CUSTOMER = 10, /**< uskollisuus: a customer of long standing */
};
enum { PAL_FOLLOWUP_REASONS_MAX = 8 };

typedef struct pal_followup_row {
    int points;
    uint32_t
        reasons[PAL_FOLLOWUP_REASONS_MAX]; /**< themes, in the order of their points */
    size_t reason_count;
    pal_shown_comment shown; /**< polarity: the tone of the whole */
    pal_str wave;            /**< empty without waves */
} pal_followup_row;

typedef struct pal_followup_findings {
    uint64_t detractors;    /**< with a comment */
    uint64_t leaving;       /**< rows that speak of leaving */
    uint64_t candidates;    /**< either */
    pal_followup_row *rows; /**< by points, then by row; the run fills in the texts */
    size_t count;
} pal_followup_findings;

#endif /* PAL_BASE_FIND_FOLLOWUP_H */
