/* profile.h -- the values of the columns, counted */
#ifndef PAL_INGEST_PROFILE_H
#define PAL_INGEST_PROFILE_H

#include "ingest/columns.h"

/** Fill items[].seen from the rows behind the header. Errors: PAL_ENOMEM */
pal_status pal_profile_columns(pal_column *items, size_t count, const pal_table *table,
                               size_t header_rows, pal_error *err);

#endif /* PAL_INGEST_PROFILE_H */
