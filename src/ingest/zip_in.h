/* zip_in.h -- the parts of a ZIP file, one after the other
 *
 * Order: pal_zip_open(); for each part pal_zip_enter(), then pal_zip_next() until it is
 *        empty; pal_zip_close(). minizip stands behind this file alone.
 * Limits: a part of more than PAL_ZIP_PART_MAX bytes, and a large one that shrank more
 * than PAL_ZIP_RATIO_MAX to one, are refused: they are bombs.
 */
#ifndef PAL_INGEST_ZIP_IN_H
#define PAL_INGEST_ZIP_IN_H

#include "palaute.h"

#define PAL_ZIP_PART_MAX ((uint64_t)4 << 30)
/** Bytes from which the ratio is looked at. */
#define PAL_ZIP_RATIO_FROM ((uint64_t)32 << 20)
enum { PAL_ZIP_RATIO_MAX = 200, PAL_ZIP_PIECE = 4096 };

typedef struct pal_zip pal_zip;

/** path  kept, for messages. Errors: EFORMAT (no ZIP file), ENOMEM. */
pal_status pal_zip_open(pal_zip **out, const char *path, pal_error *err);
/** NULL is fine. */
void pal_zip_close(pal_zip *zip);
/** Begin to read a part; case does not matter. PAL_DONE when there is none of this name.
 *  Errors: EFORMAT (broken, or encrypted). */
pal_status pal_zip_enter(pal_zip *zip, const char *name, pal_error *err);
/** At most PAL_ZIP_PIECE bytes, empty at the end of the part; they live until the next
 *  call. Errors: EFORMAT. */
pal_status pal_zip_next(pal_zip *zip, pal_str *piece, pal_error *err);
/** "1.2.13": of zlib, which minizip comes with. */
const char *pal_zip_version(void);

#endif /* PAL_INGEST_ZIP_IN_H */
