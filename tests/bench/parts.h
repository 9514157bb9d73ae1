/* parts.h -- what made surveys are put together from: lists, sentences, slips, rows
 *
 * Both sources of generate.c use it (remix.c, voices.c).
 */
#ifndef BENCH_PARTS_H
#define BENCH_PARTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum {
    FINNISH,
    ENGLISH,
    LANGUAGES,
    LETTERS_MIN = 4, /**< shorter words stay as they are */
    LETTERS_MAX = 40
};

/** Texts that live in the arena they were added with. */
typedef struct pool {
    pal_str *items;
    size_t count;
    size_t cap;
} pool;

/** Ends the program with a message. */
_Noreturn void parts_fail(const char *what);
/** `memory` itself; ends the program when it is NULL. */
void *parts_need(void *memory);

void pool_add(pal_arena *mem, pool *to, pal_str text);
/** One of them; the pool is not empty. */
pal_str pool_pick(uint64_t *dice, const pool *from);
/** The sentences of a text, over 3 bytes each, as views of it. */
void pool_add_sentences(pal_arena *mem, pool *to, pal_str text);

/** Places of the characters of a word; the last one is its length. */
typedef struct spelling {
    pal_str word;
    size_t at[LETTERS_MAX + 1];
    size_t count;
} spelling;

/** Is it a word of LETTERS_MIN to LETTERS_MAX letters, and nothing else? */
bool spelling_of(spelling *s, pal_str word);
/** The word with two letters swapped, one left out, one doubled, or one hit beside. */
void spelling_add_slip(pal_buf *out, const spelling *s, uint64_t *dice);

/** A cell of RFC 4180 text with semicolons. */
void parts_add_cell(pal_buf *out, pal_str cell);
/** "R00000001;2026-01-31;" */
void parts_add_key(pal_buf *out, uint64_t number, size_t month, size_t day);
/** The bytes go to standard output when there are many, or when `all`. */
void parts_spill(pal_buf *out, bool all);

#endif /* BENCH_PARTS_H */
