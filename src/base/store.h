/* store.h -- bytes by their place, the first of them in memory, the others on disk
 *
 * Room:  base/.
 * Order: pal_store_open(); pal_store_write() and pal_store_read() in any order;
 *        pal_store_close().
 * Disk:  what lies beyond the memory limit is in a file without a name, which is gone
 * when the store is closed or the program ends.
 */
#ifndef PAL_BASE_STORE_H
#define PAL_BASE_STORE_H

#include "palaute.h"

typedef struct pal_store pal_store;

/** memory  bytes that stay in memory; 0 = none
 *  folder  of the file; must outlive the store; NULL = $TMPDIR, or /tmp without it
 *  Errors: ENOMEM. */
pal_status pal_store_open(pal_store **out, size_t memory, const char *folder,
                          pal_error *err);
/** NULL is fine. */
void pal_store_close(pal_store *store);
/** Put bytes at a place, over those that stand there. Errors: ENOMEM, EIO (disk full, no
 *  place for the file). */
pal_status pal_store_write(pal_store *store, uint64_t at, pal_str bytes, pal_error *err);
/** Copy bytes that were written. Any number of threads may read at once. Errors: EIO. */
pal_status pal_store_read(const pal_store *store, uint64_t at, char *to, size_t len,
                          pal_error *err);
/** Bytes from place 0 to the end of what was written, and how many of them are on disk.
 */
uint64_t pal_store_len(const pal_store *store);
uint64_t pal_store_on_disk(const pal_store *store);

#endif /* PAL_BASE_STORE_H */
