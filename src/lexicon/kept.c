/* What is kept holds places instead of addresses, so that reading it is checking it: of
 * the large arrays no number is copied. */
#include "lexicon/kept.h"

#include <string.h>

#include "base/keep_file.h"
#include "base/mapped.h"
#include "base/str.h"
#include "base/unicode.h"
#include "lexicon/entry.h"
#include "lexicon/kept_inside.h"

enum {
    FILE_MAX = 256 << 20,
    ENTRIES_MIN = 1000, /* a smaller lexicon is read in no time */
    ORDER_MARK = 0x01020304,
};
static const char magic[8] = {'P', 'A', 'L', 'R', 'U', 'L', 'E', '2'};

static void mix(uint64_t sums[4], const char bytes[32])
{
    for (size_t k = 0; k < 4; k++) {
        uint64_t eight;
        memcpy(&eight, bytes + 8 * k, sizeof eight);
        sums[k] = (sums[k] ^ eight) * UINT64_C(0x9E3779B97F4A7C15);
        sums[k] ^= sums[k] >> 32;
    }
}

/* Four sums side by side, so that the processor need not wait for one to take in the
 * next. Damage is what this is for; who may write the file may change anything. */
uint64_t pal_kept_check(const char key[PAL_DIGEST_HEX_LEN], const char *bytes, size_t len)
{
    uint64_t sums[4] = {1, 2, 3, len};
    char rest[32] = "";
    size_t whole = len / sizeof rest * sizeof rest;
    mix(sums, key);
    mix(sums, key + sizeof rest);
    for (size_t at = 0; at < whole; at += sizeof rest)
        mix(sums, bytes + at);
    memcpy(rest, bytes + whole, len - whole);
    mix(sums, rest);
    return pal_str_hash((pal_str){(const char *)sums, sizeof sums});
}

bool pal_lexicon_key(const pal_lexicon *lex, const char *basis,
                     char key[PAL_DIGEST_HEX_LEN + 1])
{
    pal_digest *digest = pal_digest_new(lex->mem);
    if (!digest)
        return false;
    pal_digest_add(digest, (pal_str){PAL_LEXICON_SOURCES, sizeof PAL_LEXICON_SOURCES});
    pal_digest_add(digest, (pal_str){basis, PAL_DIGEST_HEX_LEN});
    pal_digest_add(digest, pal_str_from(pal_unicode_version()));
    pal_digest_add(digest, pal_str_from(pal_pattern_version()));
    pal_digest_add(digest, lex->sha256);
    for (uint32_t i = 0; i < lex->file_count; i++)
        if (lex->files[i].weighs)
            pal_digest_add(digest, lex->files[i].text);
    pal_digest_hex(digest, key);
    return true;
}

bool pal_lexicon_recall(pal_lexicon *lex, const char *path,
                        const char key[PAL_DIGEST_HEX_LEN + 1])
{
    pal_str text = lex->kept = pal_mapped_open(path, FILE_MAX);
    pal_kept_head h;
    if (text.len < sizeof h)
        return false;
    memcpy(&h, text.ptr, sizeof h);
    const char *words = text.ptr + sizeof h;
    if (memcmp(h.magic, magic, sizeof magic) != 0 || h.order != ORDER_MARK ||
        memcmp(h.key, key, sizeof h.key) != 0 ||
        text.len - sizeof h != (size_t)h.words * sizeof(uint32_t) ||
        h.check != pal_kept_check(h.key, words, text.len - sizeof h))
        return false;
    pal_kept_reader r = {.at = (const uint32_t *)(const void *)words, .left = h.words};
    pal_kept_read_atoms(&r, lex);
    pal_kept_read_triggers(&r, lex);
    pal_kept_read_entries(&r, lex);
    return !r.broken && r.left == 0;
}

bool pal_lexicon_keep_it(const pal_lexicon *lex, const char *path,
                         const char key[PAL_DIGEST_HEX_LEN + 1])
{
    if (lex->entry_count < ENTRIES_MIN)
        return true;
    pal_kept_head h = {.order = ORDER_MARK};
    pal_buf file = {0};
    pal_buf_add(&file, (pal_str){(const char *)&h, sizeof h});
    pal_kept_write_atoms(&file, lex);
    pal_kept_write_triggers(&file, lex);
    pal_kept_write_entries(&file, lex);
    bool good = !file.failed && file.len <= FILE_MAX;
    if (good) {
        size_t len = file.len - sizeof h;
        memcpy(h.magic, magic, sizeof magic);
        memcpy(h.key, key, sizeof h.key);
        h.words = (uint32_t)(len / sizeof(uint32_t));
        h.check = pal_kept_check(h.key, file.ptr + sizeof h, len);
        memcpy(file.ptr, &h, sizeof h);
        good = pal_keep_file(path, pal_buf_view(&file), NULL, 0);
    }
    pal_buf_release(&file);
    return good;
}
