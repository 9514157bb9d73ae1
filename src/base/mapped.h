/* mapped.h -- a file as it stands in the system's own memory: nothing is copied
 *
 * Room:  base/. For files of this program's own that are replaced, never written to in
 *        place. Who cuts one short while it is open ends the run, so nobody but the user
 *        and the system's administrator may be able to.
 */
#ifndef PAL_BASE_MAPPED_H
#define PAL_BASE_MAPPED_H

#include "palaute.h"

/** The bytes of the file, until pal_mapped_close(). {NULL, 0} when it is missing, empty,
 *  no file, larger than `limit`, somebody else's or writable for others. They begin at a
 *  whole page. */
pal_str pal_mapped_open(const char *path, size_t limit);
/** {NULL, 0} is fine. */
void pal_mapped_close(pal_str mapped);

#endif /* PAL_BASE_MAPPED_H */
