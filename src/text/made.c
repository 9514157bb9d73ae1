#include "text/made.h"

#include <string.h>

#include "text/reading.h"

/* ASKED or 0, flags and votes as they stand in memory; the stem; in Finnish the length of
 * the reading and the reading, in English the word that a mistyped one was read as;
 * number of atoms, the first, and how far each is from the one before it; the numbers as
 * they stand in memory. */

enum { MORE = 0x80, BITS = 7, BYTES_MAX = 5, READING_MAX = 1000, ASKED = 1 };
enum { FLAGS_AT = 1, VOTES_AT = FLAGS_AT + 2, LETTERS_LEN = VOTES_AT + 6 };

/* Answers where it ends; there is room for BYTES_MAX. */
static char *put_number(char *to, uint32_t number)
{
    for (; number >= MORE; number >>= BITS)
        *to++ = (char)(unsigned char)(MORE | (number & (MORE - 1)));
    *to++ = (char)(unsigned char)number;
    return to;
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

/* Behind its length, for which a byte is left: few are longer than that says. */
static bool pack_reading(pal_buf *out, const pal_word *word)
{
    const size_t at = out->len;
    pal_buf_byte(out, 0);
    if (!pal_reading_pack(out, word, false))
        return false;
    const size_t len = out->len - at - 1;
    char *room = pal_buf_room(out, BYTES_MAX);
    if (!room || len > READING_MAX)
        return false;
    if (len >= MORE) {
        memmove(out->ptr + at + 2, out->ptr + at + 1, len);
        out->len++;
    }
    put_number(out->ptr + at, (uint32_t)len);
    return true;
}

static void pack_letters(pal_buf *out, const pal_word *word)
{
    enum { ALL = PAL_LANGUAGE_OTHER };
    char bytes[LETTERS_LEN] = {0};
    const uint16_t flags = (uint16_t)(word->flags & PAL_MADE_FLAGS);
    if (word->likely || word->atom_count[ALL] != 0 || word->learnt[ALL])
        bytes[0] = ASKED;
    memcpy(bytes + FLAGS_AT, &flags, sizeof flags);
    memcpy(bytes + VOTES_AT, word->votes, sizeof word->votes);
    pal_buf_add(out, (pal_str){bytes, sizeof bytes});
}

bool pal_made_unpack_letters(pal_made_letters *out, pal_str bytes)
{
    uint16_t flags;
    if (bytes.len < LETTERS_LEN || (bytes.ptr[0] & ~ASKED) != 0)
        return false;
    memcpy(&flags, bytes.ptr + FLAGS_AT, sizeof flags);
    if ((flags & ~(unsigned)PAL_MADE_FLAGS) != 0)
        return false;
    *out = (pal_made_letters){.flags = flags, .asked = bytes.ptr[0] != 0};
    memcpy(out->votes, bytes.ptr + VOTES_AT, sizeof out->votes);
    return true;
}

bool pal_made_pack(pal_buf *out, const pal_word *word, pal_language language,
                   size_t numbers)
{
    const uint32_t *atoms = word->atoms[language];
    uint32_t count = word->atom_count[language];
    pack_letters(out, word);
    bool good = pal_reading_pack_form(out, word->stem[language], word->folded) &&
                (language == PAL_LANGUAGE_FI
                     ? pack_reading(out, word)
                     : pal_reading_pack_form(out, word->english, word->folded)) &&
                (word->learnt[language] || numbers == 0);
    if (!good)
        return false;
    const size_t bytes = numbers * sizeof(int16_t);
    char *to = pal_buf_room(out, ((size_t)count + 1) * BYTES_MAX + bytes);
    if (!to)
        return false;
    to = put_number(to, count);
    for (uint32_t i = 0; i < count; i++)
        to = put_number(to, i == 0 ? atoms[0] : atoms[i] - atoms[i - 1]);
    if (bytes != 0)
        memcpy(to, word->learnt[language], bytes);
    out->len = (size_t)(to - out->ptr) + bytes;
    return true;
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
    if (bytes.len < LETTERS_LEN)
        return false;
    bytes = (pal_str){bytes.ptr + LETTERS_LEN, bytes.len - LETTERS_LEN};
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
