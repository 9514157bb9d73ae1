/* names.h -- what the heading of a column says, in Finnish and English */
#ifndef PAL_INGEST_NAMES_H
#define PAL_INGEST_NAMES_H

#include "base/arena.h"

/** What a heading may tell. */
typedef enum pal_name {
    PAL_NAME_NPS,       /**< "NPS", "suositteluindeksi" */
    PAL_NAME_RECOMMEND, /**< "How likely are you to recommend", "Kuinka todennäköisesti"
                         */
    PAL_NAME_SCORE,     /**< "score", "arvosana": perhaps */
    PAL_NAME_STARS,     /**< stars: never NPS by itself */
    PAL_NAME_BAND,      /**< "NPS_GROUP" */
    PAL_NAME_TEXT,      /**< "comment", "avoin palaute", "Mikä on tärkein syy" */
    PAL_NAME_ID,
    PAL_NAME_WAVE,
    PAL_NAME_DATE,
    PAL_NAME_LATE_DATE, /**< of these dates, the day of the answer */
    PAL_NAME_LANGUAGE,
    PAL_NAME_PERSONAL,  /**< names, addresses, phone numbers, places on the map */
    PAL_NAME_TECHNICAL, /**< how the answer was given: progress, duration, status */
    PAL_NAME_CSAT,      /**< "CSAT", "tyytyväisyys" */
    PAL_NAME_CES,       /**< "CES", "effort", "vaivattomuus" */
    PAL_NAME_ENPS,
    PAL_NAME_FCR,  /**< "FCR", "ratkesiko" */
    PAL_NAME_TIME, /**< "resolution time", "ratkaisuaika" */
} pal_name;

/** Case-folded heading with one space between its words, in `mem`; .ptr NULL without
 *  memory. A number keeps what stands before it: "1-10" stays as it is. */
pal_str pal_name_fold(pal_arena *mem, pal_str heading);
/** Does the folded heading say so? */
bool pal_name_says(pal_str folded, pal_name what);

/** A scale that the heading names, "0-10", "1–5", "1 to 7": PAL_SCALE_NONE when it names
 *  none. */
pal_scale pal_name_scale(pal_str heading);

#endif /* PAL_INGEST_NAMES_H */
