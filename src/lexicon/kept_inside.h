/* kept_inside.h -- the parts of the file of kept.h
 *
 * Room:  lexicon/, for kept.c, kept_table.c, kept_entries.c and their test alone. What is
 * written is read in the same order.
 */
#ifndef PAL_LEXICON_KEPT_INSIDE_H
#define PAL_LEXICON_KEPT_INSIDE_H

#include "base/buf.h"
#include "base/digest.h"
#include "lexicon/entry.h"

/** Head of the file; `words` numbers of four bytes follow. */
typedef struct pal_kept_head {
    char magic[8];
    uint32_t order; /**< of the bytes of a number */
    uint32_t words;
    char key[PAL_DIGEST_HEX_LEN];
    uint64_t check; /**< of key and words */
} pal_kept_head;

/** Checksum of the key and of what follows the head. */
uint64_t pal_kept_check(const char key[PAL_DIGEST_HEX_LEN], const char *bytes,
                        size_t len);

/** Numbers that are still to be read. After the first one that does not fit `broken` is
 *  set and nothing is left. */
typedef struct pal_kept_reader {
    const uint32_t *at;
    size_t left;
    bool broken;
} pal_kept_reader;

/** False, and the end of it, where something does not fit or did not before. */
static inline bool pal_kept_expect(pal_kept_reader *r, bool fine)
{
    if (!fine) {
        r->broken = true;
        r->left = 0;
    }
    return !r->broken;
}

/** The next `count` numbers in their place, or NULL where fewer are left. */
static inline const uint32_t *pal_kept_numbers(pal_kept_reader *r, size_t count)
{
    if (!pal_kept_expect(r, count <= r->left))
        return NULL;
    const uint32_t *numbers = r->at;
    r->at += count;
    r->left -= count;
    return numbers;
}

/** The next number; 0 where none is left. */
static inline uint32_t pal_kept_number(pal_kept_reader *r)
{
    const uint32_t *number = pal_kept_numbers(r, 1);
    return number ? *number : 0;
}

void pal_kept_put(pal_buf *out, uint32_t number);
/** `len` bytes, filled up to whole numbers. */
void pal_kept_put_bytes(pal_buf *out, const void *bytes, size_t len);

void pal_kept_write_atoms(pal_buf *out, const pal_lexicon *lex);
void pal_kept_read_atoms(pal_kept_reader *r, pal_lexicon *lex);
void pal_kept_write_triggers(pal_buf *out, const pal_lexicon *lex);
void pal_kept_read_triggers(pal_kept_reader *r, pal_lexicon *lex);
/** After atoms and triggers; `lex` has its files and themes. */
void pal_kept_write_entries(pal_buf *out, const pal_lexicon *lex);
void pal_kept_read_entries(pal_kept_reader *r, pal_lexicon *lex);

#endif /* PAL_LEXICON_KEPT_INSIDE_H */
