/* memo.h -- what was made of a word, so that no thread and no later run makes it again
 *
 * Room:  text/. Threads share one memo.
 * Order: pal_memo_open(); pal_memo_find() and pal_memo_add() from any thread;
 *        pal_memo_save() and pal_memo_close() when no thread is left.
 * File:  a header, slots and records, each record with its checksum, in the byte order of
 *        the machine; read piece by piece as words are asked for, not mapped, for a
 * mapped file that another program cuts short ends the run. It is never more than a help:
 *        one that is missing, damaged, of another machine or made on another basis counts
 *        for nothing.
 */
#ifndef PAL_TEXT_MEMO_H
#define PAL_TEXT_MEMO_H

#include "base/buf.h"
#include "base/digest.h"

typedef struct pal_memo pal_memo;

/** Bytes of the records of one memo at most. */
#define PAL_MEMO_MOST ((size_t)60 << 20)

/** Empty, or with what the file at `path` holds.
 *
 *  path   NULL: within this run only
 *  basis  hex digest of all that values depend on beside their keys
 *  most   bytes of records that it holds, PAL_MEMO_MOST at most
 *  Errors: ENOMEM */
pal_status pal_memo_open(pal_memo **out, const char *path,
                         const char basis[PAL_DIGEST_HEX_LEN + 1], size_t most,
                         pal_error *err);
void pal_memo_close(pal_memo *memo);
/** Begin with what the file at `path` holds, where the memo's own file held nothing; that
 *  one is written as before. Before it is used. A file that does not count is none. */
void pal_memo_begin(pal_memo *memo, const char *path);
/** Copy the value of a word to `out`, in place of what it holds. False when it is not
 *  known, or without memory.
 *
 *  kind  what is asked about the word: another kind, another value */
bool pal_memo_find(pal_memo *memo, char kind, pal_str word, pal_buf *out);
/** A value where it stands. */
typedef struct pal_memo_value {
    char kind;
    pal_str bytes;
    uint32_t place; /**< for pal_memo_at(); 0 = it has none, for it is of this run */
} pal_memo_value;

/** Kinds from PAL_MEMO_KIN on are kin where they differ in the last four bits alone. */
enum { PAL_MEMO_KIN = 0x80 };

/** The same without a copy: the bytes live as long as the memo, those of this run, which
 *  are copied to `out`, until that is used again.
 *
 *  kin  a value of any kind that is kin to `kind` will do */
bool pal_memo_view(pal_memo *memo, char kind, bool kin, pal_str word, pal_buf *out,
                   pal_memo_value *value);
/** The value at a place that was found. False when there is none. */
bool pal_memo_at(const pal_memo *memo, uint32_t place, pal_memo_value *value);
/** Keep a value; the first one of a key stays. What is too long, or too much for
 *  all, is not kept. */
void pal_memo_add(pal_memo *memo, char kind, pal_str word, pal_str value);
/** Forget what was added. Not while other threads use it. */
void pal_memo_clear(pal_memo *memo);
/** Write the file anew if enough has been added to be worth it; only its owner may read
 *  it, for it holds words of answers. The folder is made. False when it cannot be
 *  written: then the old file stands. */
bool pal_memo_save(pal_memo *memo);

#endif /* PAL_TEXT_MEMO_H */
