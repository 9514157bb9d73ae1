/* dates.h -- days in the ways survey tools write them */
#ifndef PAL_INGEST_DATES_H
#define PAL_INGEST_DATES_H

#include "palaute.h"

typedef struct pal_day {
    int year;
    int month; /**< 1 to 12 */
    int day;   /**< 1 to 31 */
} pal_day;

/** Which of 3/5/2018 is the month. */
typedef enum pal_day_order {
    PAL_DAY_FIRST = 0,
    PAL_MONTH_FIRST = 1,
} pal_day_order;

/** The day at the head of `cell`; a time may follow it. 2026-09-14, 2026/9/14, 14.9.2026
 *  (always day first), 14/9/2026 and 14-9-2026 (by `order`). False when it is none. */
bool pal_day_read(pal_day *out, pal_str cell, pal_day_order order);
/** What the cell says of the order: +1 month first, -1 day first, 0 nothing. */
int pal_day_vote(pal_str cell);
/** "2026-09-14" with a NUL. */
void pal_day_write(char out[11], pal_day day);

#endif /* PAL_INGEST_DATES_H */
