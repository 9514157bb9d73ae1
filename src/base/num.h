/* num.h -- numbers as text, whatever the locale says */
#ifndef PAL_BASE_NUM_H
#define PAL_BASE_NUM_H

#include "base/buf.h"

void pal_num_uint(pal_buf *b, uint64_t value);
void pal_num_int(pal_buf *b, int64_t value);
/** What pal_num_fixed() and pal_num_json() can write is smaller, either way from 0. */
#define PAL_NUM_MAX 9e8
/** `digits` (0 to 9) after `point`, rounded half away from zero; "-0.00" is never
 *  written. NaN, infinities and what is too large give "nan". */
void pal_num_fixed(pal_buf *b, double value, unsigned digits, char point);
/** As pal_num_fixed() with up to 9 digits and a point, without trailing zeros; NaN and
 *  infinities give "null". For JSON. */
void pal_num_json(pal_buf *b, double value);

#endif /* PAL_BASE_NUM_H */
