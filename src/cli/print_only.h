/* print_only.h -- which rows the figures are of */
#ifndef PAL_CLI_PRINT_ONLY_H
#define PAL_CLI_PRINT_ONLY_H

#include "palaute.h"

/** One line on stdout when --only left rows out or could have; else nothing. */
void print_only(const pal_summary *summary, pal_language language);

#endif /* PAL_CLI_PRINT_ONLY_H */
