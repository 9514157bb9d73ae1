/* fail.h -- the only way to fail */
#ifndef PAL_BASE_FAIL_H
#define PAL_BASE_FAIL_H

#include "palaute.h"

#if defined(__GNUC__)
#define PAL_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define PAL_PRINTF(a, b)
#endif

/** Fill `*err` (unless it is NULL or holds an earlier failure) and answer `code`.
 *  The message is one line, lower case, without a final stop; what does not fit is
 *  cut at a character. No doubles: the text must not depend on the locale. */
pal_status pal_fail(pal_error *err, pal_status code, pal_loc at, const char *format, ...)
    PAL_PRINTF(4, 5);

/** Pass on a failure that another error holds; an earlier one in `*err` stays. */
void pal_fail_again(pal_error *err, const pal_error *from);

/** A place of which nothing but the file is known. */
pal_loc pal_loc_file(const char *file);

#endif /* PAL_BASE_FAIL_H */
