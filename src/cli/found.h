/* found.h -- what a look at a survey found, as options
 *
 * Room:  cli/. Reads pal_inspection.options, the command line that says the same
 * outright.
 */
#ifndef PAL_CLI_FOUND_H
#define PAL_CLI_FOUND_H

#include "palaute.h"

/** One option that was found. */
typedef struct found_option {
    char name[32]; /**< without the dashes */
    char value[4096];
} found_option;

/** The next option of the line, which is cut from its head. False at the end, or where
 *  the line is none. */
bool found_next(found_option *out, pal_str *line);

#endif /* PAL_CLI_FOUND_H */
