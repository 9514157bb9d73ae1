/* plain_run.h -- the characters that every format of this room writes as they are
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_PLAIN_RUN_H
#define PAL_REPORT_PLAIN_RUN_H

#include "palaute.h"

/** How many bytes of `text` from `at` on are printable ASCII but for `"`, `&`, `'`, `<`,
 *  `>` and `\`: most of any text, to be copied in one piece. */
size_t pal_plain_run(pal_str text, size_t at);

#endif /* PAL_REPORT_PLAIN_RUN_H */
