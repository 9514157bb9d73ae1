#include "lexicon/trie.h"

pal_trie *pal_trie_new(pal_arena *mem, bool backwards)
{
    pal_trie *trie = pal_new(mem, pal_trie, 1);
    if (!trie)
        return NULL;
    trie->mem = mem;
    trie->count = 1;
    trie->backwards = backwards;
    return trie;
}

static unsigned char byte_at(const pal_trie *trie, pal_str text, size_t i)
{
    return (unsigned char)text.ptr[trie->backwards ? text.len - 1 - i : i];
}

static uint32_t new_node(pal_trie *trie, unsigned char byte)
{
    if (trie->count >= trie->cap) {
        uint32_t cap = trie->cap ? trie->cap * 2 : 1024;
        pal_trie_node *grown = pal_arena_grow(trie->mem, trie->nodes, trie->cap, cap,
                                              sizeof *grown, _Alignof(pal_trie_node));
        if (!grown)
            return 0;
        trie->nodes = grown;
        trie->cap = cap;
    }
    trie->nodes[trie->count] = (pal_trie_node){.byte = byte};
    return trie->count++;
}

static uint32_t find_child(const pal_trie *trie, uint32_t at, unsigned char byte)
{
    while (at != 0 && trie->nodes[at].byte != byte)
        at = trie->nodes[at].next;
    return at;
}

uint32_t *pal_trie_at(pal_trie *trie, pal_str key)
{
    uint32_t at = 0;
    for (size_t i = 0; i < key.len; i++) {
        unsigned char byte = byte_at(trie, key, i);
        uint32_t head = i == 0 ? trie->first[byte] : trie->nodes[at].child;
        uint32_t found = find_child(trie, head, byte);
        if (found == 0) {
            found = new_node(trie, byte);
            if (found == 0)
                return NULL;
            trie->nodes[found].next = head;
            if (i == 0)
                trie->first[byte] = found;
            else
                trie->nodes[at].child = found;
        }
        at = found;
    }
    return at ? &trie->nodes[at].value : NULL;
}

void pal_trie_walk(const pal_trie *trie, pal_str text, pal_trie_hit *hit, void *ctx)
{
    uint32_t at = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = byte_at(trie, text, i);
        at = find_child(trie, i == 0 ? trie->first[byte] : trie->nodes[at].child, byte);
        if (at == 0)
            return;
        if (trie->nodes[at].value != 0)
            hit(ctx, trie->nodes[at].value, i + 1);
    }
}
