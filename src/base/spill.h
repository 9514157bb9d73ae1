/* spill.h -- records that are written once and read in order, on disk when they are many
 *
 * Order: pal_spill_open(); pal_spill_put() for each record; pal_spill_end(); then any
 *        number of passes, each with a pal_spill_pass of its own, in several threads if
 *        need be: pal_spill_next() until it answers PAL_DONE, pal_spill_leave();
 *        pal_spill_close().
 * Disk:  what exceeds the memory limit goes to a file without a name, which is gone when
 *        the spill is closed or the program ends.
 */
#ifndef PAL_BASE_SPILL_H
#define PAL_BASE_SPILL_H

#include "base/buf.h"

typedef struct pal_spill pal_spill;

/** A pass over the records; all zero at first. */
typedef struct pal_spill_pass {
    size_t at; /**< block, and the place in it */
    size_t place;
    pal_buf block; /**< from disk */
} pal_spill_pass;

/** memory  bytes that may stay in memory before blocks go to disk
 *  folder  of the file; must outlive the spill; NULL = $TMPDIR, or /tmp without it
 *  Errors: ENOMEM. */
pal_status pal_spill_open(pal_spill **out, size_t memory, const char *folder,
                          pal_error *err);
/** NULL is fine. */
void pal_spill_close(pal_spill *spill);
/** Append a record. Errors: ENOMEM, EIO (disk full, no place for the file). */
pal_status pal_spill_put(pal_spill *spill, pal_str record, pal_error *err);
/** Nothing will be put any more. Errors: ENOMEM, EIO. */
pal_status pal_spill_end(pal_spill *spill, pal_error *err);
/** The next record; the view lives until the next call. Answers PAL_DONE after the last.
 *  Errors: EIO, ENOMEM. */
pal_status pal_spill_next(const pal_spill *spill, pal_spill_pass *pass, pal_str *record,
                          pal_error *err);
/** The pass is over: it can be used for another one. */
void pal_spill_leave(pal_spill_pass *pass);
/** Bytes that were put, and how many of them went to disk. */
uint64_t pal_spill_bytes(const pal_spill *spill);
uint64_t pal_spill_on_disk(const pal_spill *spill);

#endif /* PAL_BASE_SPILL_H */
