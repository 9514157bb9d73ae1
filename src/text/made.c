#include "text/made.h"

#include <string.h>

#include "text/reading.h"

/* The stem; in Finnish the length of the reading and the reading, in English the word
 * that a mistyped one was read as; number of atoms, the first, and how far each is from
 * the one before it; the numbers as they stand in memory. */

enum { MORE = 0x80, BITS = 7, BYTES_MAX = 5, READING_MAX = 1000 };

static void pack_number(pal_buf *out, uint32_t number)
{
    for (; number >= MORE; number >>= BITS)
        pal_buf_byte(out, (char)(unsigned char)(MORE | (number & (MORE - 1))));
    pal_buf_byte(out, (char)(unsigned char)number);
}

static bool unpack_long(pal_str *bytes, uint32_t *number)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < BYTES_MAX && i < bytes->len; i++) {
        unsigned char byte = (unsigned char)bytes->ptr[i];
        sum |= (uint64_t)(byte & (MORE - 1)) << (BITS * i);
        if (byte < MORE) {
            *bytes = (pal_str){bytes->ptr + i + 1, bytes->len - i - 1};
            *number = (uint32_t)sum;
            return sum <= UINT32_MAX;
        }
    }
    return false;
}

/* Most are one byte. */
static inline bool unpack_number(pal_str *bytes, uint32_t *number)
{
    if (bytes->len == 0 || (unsigned char)*bytes->ptr >= MORE)
        return unpack_long(bytes, number);
    *number = (unsigned char)*bytes->ptr;
    *bytes = (pal_str){bytes->ptr + 1, bytes->len - 1};
    return true;
}

static bool pack_reading(pal_buf *out, const pal_word *word)
{
    pal_buf reading = {0};
    bool good = pal_reading_pack(&reading, word, false) && reading.len <= READING_MAX;
    if (good) {
        pack_number(out, (uint32_t)reading.len);
        pal_buf_add(out, pal_buf_view(&reading));
    }
    pal_buf_release(&reading);
    return good;
}

bool pal_made_pack(pal_buf *out, const pal_word *word, pal_language language,
                   size_t numbers)
{
    const uint32_t *atoms = word->atoms[language];
    uint32_t count = word->atom_count[language];
    bool good = pal_reading_pack_form(out, word->stem[language], word->folded) &&
                (language == PAL_LANGUAGE_FI
                     ? pack_reading(out, word)
                     : pal_reading_pack_form(out, word->english, word->folded)) &&
                (word->learnt[language] || numbers == 0);
    if (!good)
        return false;
    pack_number(out, count);
    for (uint32_t i = 0; i < count; i++)
        pack_number(out, i == 0 ? atoms[0] : atoms[i] - atoms[i - 1]);
    pal_buf_add(
        out, (pal_str){(const char *)word->learnt[language], numbers * sizeof(int16_t)});
    return !out->failed;
}

/* The bytes of a reading, which is read when all behind it is. */
static bool unpack_reading(pal_str *reading, pal_str *bytes)
{
    uint32_t len = 0;
    if (!unpack_number(bytes, &len) || len > bytes->len)
        return false;
    *reading = (pal_str){bytes->ptr, len};
    *bytes = (pal_str){bytes->ptr + len, bytes->len - len};
    return true;
}

/* Atoms in `to`; NULL when there are none to be had. */
static const uint32_t *unpack_atoms(pal_str *from, pal_buf *to, uint32_t *count)
{
    pal_str bytes = *from;
    uint32_t atom = 0;
    if (!unpack_number(&bytes, count) || *count > bytes.len)
        return NULL;
    pal_buf_clear(to);
    uint32_t *atoms =
        (uint32_t *)(void *)pal_buf_room(to, ((size_t)*count + 1) * sizeof *atoms);
    for (uint32_t i = 0; atoms && i < *count; i++) {
        uint32_t step = 0;
        if (!unpack_number(&bytes, &step) || (i != 0 && step == 0) ||
            step > UINT32_MAX - atom)
            return NULL;
        atoms[i] = atom += step;
    }
    *from = bytes;
    return atoms;
}

bool pal_made_unpack(pal_str bytes, pal_arena *mem, pal_buf *atoms, pal_word *word,
                     pal_language language, size_t numbers)
{
    const bool finnish = language == PAL_LANGUAGE_FI;
    pal_str stem = {NULL, 0};
    pal_str english = {NULL, 0};
    pal_str reading = {NULL, 0};
    uint32_t count = 0;
    bool inside = false;
    if (!pal_reading_unpack_form(&stem, mem, word->folded, &bytes) ||
        !(finnish ? unpack_reading(&reading, &bytes)
                  : pal_reading_unpack_form(&english, mem, word->folded, &bytes)))
        return false;
    const uint32_t *list = unpack_atoms(&bytes, atoms, &count);
    if (!list || bytes.len != numbers * sizeof(int16_t))
        return false;
    int16_t *learnt = numbers != 0 ? pal_new(mem, int16_t, numbers) : NULL;
    if ((numbers != 0 && !learnt) ||
        (finnish && !pal_reading_unpack(reading, mem, word, &inside)))
        return false;
    if (numbers != 0) {
        memcpy(learnt, bytes.ptr, bytes.len);
        word->learnt[language] = learnt;
    }
    if (!finnish)
        word->english = english;
    word->stem[language] = stem;
    word->atoms[language] = list;
    word->atom_count[language] = count;
    return true;
}
