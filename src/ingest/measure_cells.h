/* measure_cells.h -- cells of further score columns: grades, yes and no, times */
#ifndef PAL_INGEST_MEASURE_CELLS_H
#define PAL_INGEST_MEASURE_CELLS_H

#include "base/arena.h"
#include "base/measure.h"

/** Value of a cell in the unit of base/measure.h, PAL_MEASURE_NONE for an empty cell or
 *  no answer ("-", "eos", "99", ...), or PAL_MEASURE_UNREADABLE: not on the scale, no
 *  word for yes or no, no time, a number without a unit where `measure` has none.
 *
 *  mem  scratch
 *
 *  Grades may have decimals ("4,5") but for eNPS. Times: "2 pv", "1 h 30 min", "0:45"
 *  (hours and minutes), or a number in measure->unit. */
int32_t pal_measure_read(pal_arena *mem, const pal_measure *measure, pal_str cell);

/** A unit by its name in Finnish or English, folded: "pv", "tuntia", "min", ...;
 *  PAL_TIME_NONE when it is none. */
pal_time_unit pal_time_unit_read(pal_str word);

#endif /* PAL_INGEST_MEASURE_CELLS_H */
