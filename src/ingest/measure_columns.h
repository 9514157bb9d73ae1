/* measure_columns.h -- which columns are the further scores, and on which scales
 *
 * Order of the measures: CSAT, CES, eNPS, FCR, resolution time, then the columns of the
 * satisfaction index as they are named.
 */
#ifndef PAL_INGEST_MEASURE_COLUMNS_H
#define PAL_INGEST_MEASURE_COLUMNS_H

#include "ingest/columns.h"

/** Find the columns that `opt` names and settle their scales: said in the option, else
 *  in the heading, else told by 30 values or more that reach the end of a scale. Sets
 *  measures of `columns`, and the use of a column that had none.
 *
 *  lenient  other inputs may have them: a column that is not here is PAL_NO_COLUMN
 *
 *  Errors: EUSAGE  no such column, a bad weight, more than PAL_CSI_PARTS_MAX columns of
 *                  the index
 *          ENOMEM */
pal_status pal_measure_columns_find(pal_columns *columns, pal_arena *mem,
                                    const pal_options *opt, bool lenient,
                                    const char *file, pal_error *err);

/** An option that the heading of an unused or grouping column suggests: "--csat", ... or
 *  NULL. */
const char *pal_measure_suggest(const pal_column *column);

#endif /* PAL_INGEST_MEASURE_COLUMNS_H */
