#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/imprint.h"

enum { LEN = 70 * 1024 + 77, BLOCK_BYTES = PAL_IMPRINT_BLOCK * 4 };

static uint32_t noise(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 32);
}

static void make_key(pal_imprint_key *key)
{
    uint64_t state = 7;
    for (size_t i = 0; i < PAL_IMPRINT_KEY; i++)
        key->numbers[i] = noise(&state);
}

static char *make_text(size_t len)
{
    uint64_t state = 11;
    char *text = malloc(len);
    cr_assert(text);
    for (size_t i = 0; i < len; i++)
        text[i] = (char)(unsigned char)noise(&state);
    return text;
}

static pal_imprint imprint_of(const pal_imprint_key *key, const char *text, size_t len,
                              size_t step)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_imprinter *im = pal_imprint_new(mem, key);
    cr_assert(im);
    for (size_t at = 0; at < len; at += step)
        pal_imprint_add(im, (pal_str){text + at, len - at < step ? len - at : step});
    pal_imprint out = pal_imprint_take(im);
    pal_arena_close(mem);
    return out;
}

static bool same(pal_imprint a, pal_imprint b)
{
    return a.sums[0] == b.sums[0] && a.sums[1] == b.sums[1];
}

/* --- the same from its definition --- */

/* NH of the paper, whose number i + 1 stands with i: here with the one half a block
 * further. */
static uint64_t nh(const char *block, const uint32_t *key)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < PAL_IMPRINT_BLOCK / 2; i++) {
        uint32_t a, b;
        memcpy(&a, block + 4 * i, 4);
        memcpy(&b, block + 4 * (i + PAL_IMPRINT_BLOCK / 2), 4);
        uint64_t left = ((uint64_t)a + key[i]) % (UINT64_C(1) << 32);
        uint64_t right =
            ((uint64_t)b + key[i + PAL_IMPRINT_BLOCK / 2]) % (UINT64_C(1) << 32);
        sum += left * right;
    }
    return sum;
}

/* A level of the tree: its blocks, of which the last is filled up with zeros. */
static char *level_of(const char *bytes, size_t *len, const uint32_t *key)
{
    size_t blocks = *len / BLOCK_BYTES + 1;
    char *out = malloc(blocks * 16 + 8);
    cr_assert(out);
    for (size_t b = 0; b < blocks; b++) {
        char block[BLOCK_BYTES] = {0};
        size_t left = *len - b * BLOCK_BYTES;
        memcpy(block, bytes + b * BLOCK_BYTES, left < BLOCK_BYTES ? left : BLOCK_BYTES);
        uint64_t sums[2] = {nh(block, key), nh(block, key + PAL_IMPRINT_SHIFT)};
        memcpy(out + 16 * b, sums, 16);
    }
    *len = blocks * 16;
    return out;
}

static pal_imprint imprint_by_definition(const pal_imprint_key *key, const char *text,
                                         size_t len)
{
    const uint32_t *numbers = key->numbers;
    uint64_t whole = len;
    char *now = malloc(len + 1);
    cr_assert(now);
    memcpy(now, text, len);
    for (size_t level = 0; level + 1 < PAL_IMPRINT_LEVELS; level++) {
        char *up = level_of(now, &len, numbers);
        numbers += PAL_IMPRINT_BLOCK + PAL_IMPRINT_SHIFT;
        free(now);
        now = up;
    }
    memcpy(now + len, &whole, 8);
    len += 8;
    char *top = level_of(now, &len, numbers);
    pal_imprint out;
    memcpy(out.sums, top, 16);
    free(top);
    free(now);
    return out;
}

static const size_t lens[] = {0,    1,    3,         4,     15,    1023,
                              1024, 1025, 63 * 1024, 65536, 65537, LEN};

Test(base_imprint, is_the_tree_of_its_definition)
{
    pal_imprint_key key;
    make_key(&key);
    char *text = make_text(LEN);
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++)
        cr_expect(same(imprint_of(&key, text, lens[i], LEN),
                       imprint_by_definition(&key, text, lens[i])),
                  "%zu bytes", lens[i]);
    free(text);
}

Test(base_imprint, does_not_care_how_the_bytes_come)
{
    static const size_t steps[] = {1, 7, 1024, 1500, 4096};
    pal_imprint_key key;
    make_key(&key);
    char *text = make_text(LEN);
    pal_imprint whole = imprint_of(&key, text, LEN, LEN);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        cr_expect(same(imprint_of(&key, text, LEN, steps[i]), whole), "steps of %zu",
                  steps[i]);
    free(text);
}

Test(base_imprint, begins_anew_when_it_is_taken)
{
    pal_imprint_key key;
    make_key(&key);
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_imprinter *im = pal_imprint_new(mem, &key);
    char *text = make_text(LEN);
    pal_imprint first = {{0, 0}};
    for (int round = 0; round < 3; round++) {
        pal_imprint_add(im, (pal_str){text, LEN});
        pal_imprint again = pal_imprint_take(im);
        cr_expect(round == 0 || same(first, again), "round %d", round);
        first = again;
    }
    free(text);
    pal_arena_close(mem);
}

Test(base_imprint, every_bit_counts_and_so_does_the_length)
{
    enum { SHORT = 1100 };
    pal_imprint_key key;
    make_key(&key);
    char *text = make_text(SHORT + 1);
    pal_imprint whole = imprint_of(&key, text, SHORT, SHORT);
    for (size_t bit = 0; bit < 8 * SHORT; bit++) {
        text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
        cr_expect_not(same(imprint_of(&key, text, SHORT, SHORT), whole), "bit %zu", bit);
        text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
    }
    memset(text, 0, SHORT + 1);
    for (size_t len = 0; len <= SHORT; len++)
        cr_expect_not(same(imprint_of(&key, text, len, SHORT),
                           imprint_of(&key, text, len + 1, SHORT + 1)),
                      "%zu zeros", len);
    free(text);
}

Test(base_imprint, every_number_of_the_key_counts)
{
    pal_imprint_key key;
    make_key(&key);
    /* as many bytes as give each level below the highest a block or more */
    enum { LONG = 4 * 1024 * 1024 + 1 };
    char *text = make_text(LONG);
    pal_imprint whole = imprint_of(&key, text, LONG, LONG);
    for (size_t i = 0; i < 3 * (PAL_IMPRINT_BLOCK + PAL_IMPRINT_SHIFT); i += 37) {
        key.numbers[i] ^= 1u << 31 | 1u;
        cr_expect_not(same(imprint_of(&key, text, LONG, LONG), whole), "number %zu", i);
        key.numbers[i] ^= 1u << 31 | 1u;
    }
    free(text);
}
