/* measure.h -- further score columns of a survey beside the main one
 *
 * Room:  base/. ingest/ reads them, stats/measures.c makes the figures.
 * A value of a row is in thousandths: of a point of its scale; of a minute for a time; 0
 * or 1000 for yes and no.
 */
#ifndef PAL_BASE_MEASURE_H
#define PAL_BASE_MEASURE_H

#include "palaute.h"

/** What a measure asks. Sources: CES 1.0 (1-5, low is good): M. Dixon, K. Freeman, N.
 *  Toman, Harvard Business Review 7-8/2010; CES 2.0 (1-7, high is good): CEB 2013; eNPS:
 *  F. Reichheld, R. Markey, The Ultimate Question 2.0 (2011). */
typedef enum pal_measure_kind {
    PAL_MEASURE_SCORE = 0, /**< the main score: its NPS */
    PAL_MEASURE_CSAT = 1,  /**< satisfaction */
    PAL_MEASURE_CES = 2,   /**< effort */
    PAL_MEASURE_ENPS = 3,  /**< recommendation by employees */
    PAL_MEASURE_CSI = 4,   /**< a column of the satisfaction index */
    PAL_MEASURE_FCR = 5,   /**< resolved at the first contact */
    PAL_MEASURE_TIME = 6,  /**< until it was resolved */
} pal_measure_kind;
enum { PAL_MEASURE_KIND_COUNT = 7 };

typedef enum pal_time_unit {
    PAL_TIME_NONE = 0, /**< not known */
    PAL_TIME_SECONDS = 1,
    PAL_TIME_MINUTES = 2,
    PAL_TIME_HOURS = 3,
    PAL_TIME_DAYS = 4, /**< of 24 hours */
    PAL_TIME_WEEKS = 5,
} pal_time_unit;

/** A row does not give the measure; or its cell cannot be read. */
#define PAL_MEASURE_NONE INT32_MIN
#define PAL_MEASURE_UNREADABLE (INT32_MIN + 1)

enum { PAL_CSI_PARTS_MAX = 16, PAL_MEASURES_MAX = PAL_CSI_PARTS_MAX + 5 };

/** One column. */
typedef struct pal_measure {
    pal_measure_kind kind;
    pal_str column;     /**< heading */
    pal_scale scale;    /**< PAL_SCALE_NONE for FCR and times */
    bool low_is_good;   /**< of CES */
    pal_time_unit unit; /**< of bare numbers, and of the figures */
    int64_t weight;     /**< in the index, in millionths */
} pal_measure;

/** "nps", "csat", "ces", "enps", "csi", "fcr", "resolution_time". */
const char *pal_measure_name(pal_measure_kind kind);
/** "", "s", "min", "h", "d", "w". */
const char *pal_time_unit_name(pal_time_unit unit);
/** Seconds of a unit. */
int64_t pal_time_unit_seconds(pal_time_unit unit);

#endif /* PAL_BASE_MEASURE_H */
