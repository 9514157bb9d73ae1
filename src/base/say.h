/* say.h -- one line of text made from parts, for reasons and warnings */
#ifndef PAL_BASE_SAY_H
#define PAL_BASE_SAY_H

#include "base/arena.h"
#include "base/fail.h"

/** As printf() into `mem`; what passes 1,000 bytes is cut at a character. No doubles.
 *  Empty without memory. */
pal_str pal_say(pal_arena *mem, const char *format, ...) PAL_PRINTF(2, 3);

#endif /* PAL_BASE_SAY_H */
