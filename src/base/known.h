/* known.h -- digests of bytes that an earlier run has worked out
 *
 * Room:  base/. For digest.h.
 * Order: pal_known_open(); pal_known_find() and pal_known_add() from one thread;
 *        pal_known_save().
 * File:  a header with the key of the imprints, then imprint and digest of each text, the
 *        latest first. The user's alone: who knows the key could make another text of
 *        the same imprint.
 *
 * Bytes are known by their imprint, not by name or time: whatever is edited or damaged is
 * another text.
 */
#ifndef PAL_BASE_KNOWN_H
#define PAL_BASE_KNOWN_H

#include "base/arena.h"
#include "base/imprint.h"

typedef struct pal_known pal_known;

enum { PAL_KNOWN_HEX = 64, PAL_KNOWN_MOST = 256 };

/** What is kept in the file `path`, which must live as long; one that is missing, damaged
 *  or of another machine counts for nothing. All in `mem`. NULL without memory, and where
 *  the system has no random numbers for a new key. */
pal_known *pal_known_open(pal_arena *mem, const char *path);
const pal_imprint_key *pal_known_key(const pal_known *known);
/** PAL_KNOWN_HEX digits, or NULL. */
const char *pal_known_find(const pal_known *known, pal_imprint imprint);
/** Of PAL_KNOWN_MOST the oldest is forgotten. */
void pal_known_add(pal_known *known, pal_imprint imprint, const char hex[PAL_KNOWN_HEX]);
/** A file beside its own, called `name`, in `mem`; NULL without memory. */
const char *pal_known_beside(const pal_known *known, pal_arena *mem, const char *name);
/** Write the file if there is anything new. False when it cannot be written: then the old
 *  file stands. */
bool pal_known_save(pal_known *known);

#endif /* PAL_BASE_KNOWN_H */
