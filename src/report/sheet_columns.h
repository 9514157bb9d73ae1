/* sheet_columns.h -- how the columns of our CSV files look in a workbook */
#ifndef PAL_REPORT_SHEET_COLUMNS_H
#define PAL_REPORT_SHEET_COLUMNS_H

#include "palaute.h"

/** What the cells of a column hold. */
typedef enum pal_cell_kind {
    PAL_CELL_WORDS = 0, /**< text, also where it looks like a number */
    PAL_CELL_LABEL,     /**< a few words */
    PAL_CELL_LONG,      /**< a text of many lines */
    PAL_CELL_COUNT,
    PAL_CELL_POINTS,  /**< of NPS */
    PAL_CELL_PERCENT, /**< a share, 0 to 1 */
    PAL_CELL_FIGURE,
} pal_cell_kind;

typedef struct pal_sheet_column {
    const char *name; /**< in the CSV file */
    pal_cell_kind kind;
    const char *fi; /**< heading */
    const char *en;
} pal_sheet_column;

/** The column of this name; NULL when no sheet has it. */
const pal_sheet_column *pal_sheet_column_find(pal_str name);

#endif /* PAL_REPORT_SHEET_COLUMNS_H */
