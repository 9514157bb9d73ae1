/* scale.h -- the values of a scale and their NPS bands
 *
 * Room:  base/. Bands as in palaute.h.
 */
#ifndef PAL_BASE_SCALE_H
#define PAL_BASE_SCALE_H

#include "palaute.h"

/** First and last value of a scale. */
int pal_scale_low(pal_scale scale);
int pal_scale_high(pal_scale scale);
/** Band of a score on its scale; PAL_BAND_NONE when it is not on it. */
pal_band pal_score_band(pal_scale scale, int score);

#endif /* PAL_BASE_SCALE_H */
