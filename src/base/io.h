/* io.h -- files: read whole, list, write whole or not at all
 *
 * Order: pal_outdir_open(); pal_outdir_create() for each file, pal_file_write()...,
 *        pal_file_close(); pal_outdir_commit(), or pal_outdir_close() alone to drop all.
 */
#ifndef PAL_BASE_IO_H
#define PAL_BASE_IO_H

#include "base/arena.h"
#include "base/buf.h"

/** A file of a folder that need not be there: `out->ptr` is NULL when it is not, or when
 *  `folder` is. `path`, in `mem`, is for messages. Errors: those of pal_io_read(),
 * ENOINPUT for a file that is there and cannot be opened. */
pal_status pal_io_read_if_there(pal_str *out, const char **path, pal_arena *mem,
                                const char *folder, const char *name, size_t limit,
                                pal_error *err);
/** A descriptor to read a file from; -1 and errno when it cannot be opened. A pipe in its
 *  place is not waited for: ask fstat() whether it is a file. */
int pal_io_open(const char *path);
/** All bytes of a file in `mem`, at most `limit`, aligned for any type. Errors: ENOINPUT,
 *  EIO, EFORMAT (larger), ENOMEM. */
pal_status pal_io_read(pal_str *out, pal_arena *mem, const char *path, size_t limit,
                       pal_error *err);
/** Names in a folder that end in `suffix`, sorted by bytes; without "." files. Errors:
 *  ENOINPUT, EIO, ENOMEM. */
pal_status pal_io_list(pal_str **names, size_t *count, pal_arena *mem, const char *folder,
                       const char *suffix, pal_error *err);
/** "folder/name", NUL-terminated, in `mem`; NULL without memory. */
const char *pal_io_path(pal_arena *mem, const char *folder, const char *name);
/** Make the folders above a file, as far as they are missing, with the permissions
 * `mode`. The file tells whether that worked. */
void pal_io_make_folders(const char *path, unsigned mode);
/** Write a file whole or not at all. Errors: EOUTPUT, EIO, ENOMEM. */
pal_status pal_io_write(const char *path, pal_str bytes, pal_error *err);
bool pal_io_is_folder(const char *path);
bool pal_io_is_file(const char *path);
/** Is anything known by this name? Also what cannot be read, and a link that leads
 *  nowhere: to take it as missing would leave it out without a word. */
bool pal_io_is_there(const char *path);
/** Last part of a path. */
pal_str pal_io_name(pal_str path);

/** A result folder that appears under its name only when it is complete. */
typedef struct pal_outdir pal_outdir;
/** One file in it. */
typedef struct pal_file pal_file;

/** Prepare the folder `path` (the folders above it must exist).
 *
 *  marker  a file that an earlier result holds: a folder with it, and an empty folder,
 *          may be replaced; any other existing folder only with `force`. What the
 *          old folder holds beside the files that are written now is kept.
 *  Errors: PAL_EOUTPUT exists and is no result, or cannot be created; ENOMEM. */
pal_status pal_outdir_open(pal_outdir **out, const char *path, const char *marker,
                           bool force, pal_error *err);
/** A folder for files that nobody keeps, under TMPDIR or /tmp: it is never committed.
 *  Errors: PAL_EOUTPUT, ENOMEM. */
pal_status pal_outdir_open_unkept(pal_outdir **out, pal_error *err);
pal_status pal_outdir_create(pal_file **out, pal_outdir *dir, const char *name,
                             pal_error *err);
/** Where a closed file of the folder is now; in `mem`, NUL-terminated; NULL without
 *  memory. */
const char *pal_outdir_path(const pal_outdir *dir, pal_arena *mem, const char *name);
/** Give the closed file `from` the name of another one, which it replaces. Errors: EIO,
 *  ENOMEM. */
pal_status pal_outdir_rename(pal_outdir *dir, const char *from, const char *to,
                             pal_error *err);
/** Of these files of the old folder none is kept when the new one does not have it.
 *
 *  names  NULL ends them; must outlive the folder */
void pal_outdir_forget(pal_outdir *dir, const char *const *names);
/** Put the folder in its place, after all files are closed. */
pal_status pal_outdir_commit(pal_outdir *dir, pal_error *err);
/** Drops what was not committed. NULL is fine. */
void pal_outdir_close(pal_outdir *dir);

/** Buffered; the first error is kept and told by pal_file_close(). */
void pal_file_write(pal_file *file, pal_str bytes);
/** The buffer, to append to directly; call pal_file_spill() after. */
pal_buf *pal_file_buf(pal_file *file);
/** Write the buffer out when it is large. */
void pal_file_spill(pal_file *file);
/** Errors: PAL_EIO (disk full, ...), with the name. The file is gone in any case. */
pal_status pal_file_close(pal_file *file, pal_error *err);

#endif /* PAL_BASE_IO_H */
