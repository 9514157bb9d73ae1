/* trie.h -- keys found at the head (or, reversed, at the tail) of a word
 *
 * Room:  lexicon/. atoms.c asks it for every prefix, suffix and infix of a new word at
 * once: one walk instead of a look-up for each length.
 */
#ifndef PAL_LEXICON_TRIE_H
#define PAL_LEXICON_TRIE_H

#include "base/arena.h"

/** Children of a node are a list in the order in which they came, the last one first:
 *  rule files have few keys with a common head, so the lists are short; only the first
 *  byte is looked up. A child stands behind its parent in the array, and the next sibling
 *  before it. */
typedef struct pal_trie_node {
    uint32_t child; /**< index of the first one; 0 = none */
    uint32_t next;  /**< sibling; 0 = none */
    uint32_t value;
    uint32_t byte;
} pal_trie_node;

typedef struct pal_trie {
    pal_arena *mem;
    pal_trie_node *nodes; /**< [0] is not used */
    uint32_t count;
    uint32_t cap;
    uint32_t first[256]; /**< by first byte */
    bool backwards;
} pal_trie;

/** Called for each key that is found, the shortest first. */
typedef void pal_trie_hit(void *ctx, uint32_t value, size_t len);

/** Empty trie in `mem`, or NULL. `backwards`: keys are compared from their last byte. */
pal_trie *pal_trie_new(pal_arena *mem, bool backwards);
/** The value at `key` (not empty), made as 0 when new. Lives until the next call. NULL
 *  without memory. */
uint32_t *pal_trie_at(pal_trie *trie, pal_str key);
/** All keys that `text` begins (or ends) with and whose value is not 0. */
void pal_trie_walk(const pal_trie *trie, pal_str text, pal_trie_hit *hit, void *ctx);

#endif /* PAL_LEXICON_TRIE_H */
