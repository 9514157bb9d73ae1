#include "base/scale.h"

static const struct {
    int low;
    int high;
    int passive;  /* first passive score */
    int promoter; /* first promoter */
} scales[] = {
    [PAL_SCALE_NONE] = {0, 0, 0, 0},  [PAL_SCALE_0_10] = {0, 10, 7, 9},
    [PAL_SCALE_1_10] = {1, 10, 7, 9}, [PAL_SCALE_1_7] = {1, 7, 6, 7},
    [PAL_SCALE_1_5] = {1, 5, 4, 5},
};

int pal_scale_low(pal_scale scale)
{
    return scales[scale].low;
}

int pal_scale_high(pal_scale scale)
{
    return scales[scale].high;
}

pal_band pal_score_band(pal_scale scale, int score)
{
    if (scale == PAL_SCALE_NONE || score < scales[scale].low ||
        score > scales[scale].high)
        return PAL_BAND_NONE;
    if (score >= scales[scale].promoter)
        return PAL_BAND_PROMOTER;
    return score >= scales[scale].passive ? PAL_BAND_PASSIVE : PAL_BAND_DETRACTOR;
}
