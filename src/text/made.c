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

static bool unpack_number(pal_str *bytes, uint32_t *number)
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

static bool unpack_reading(pal_str *bytes, pal_arena *mem, pal_word *word)
{
    uint32_t len = 0;
    bool inside = false;
    if (!unpack_number(bytes, &len) || len > bytes->len ||
        !pal_reading_unpack((pal_str){bytes->ptr, len}, mem, word, &inside))
        return false;
    *bytes = (pal_str){bytes->ptr + len, bytes->len - len};
    return true;
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

static bool unpack_atoms(pal_str *bytes, pal_buf *to, pal_word *word,
                         pal_language language)
{
    uint32_t count = 0;
    uint32_t atom = 0;
    if (!unpack_number(bytes, &count) || count > bytes->len)
        return false;
    pal_buf_clear(to);
    uint32_t *atoms =
        (uint32_t *)(void *)pal_buf_room(to, ((size_t)count + 1) * sizeof *atoms);
    if (!atoms)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t step = 0;
        if (!unpack_number(bytes, &step) || (i != 0 && step == 0) ||
            step > UINT32_MAX - atom)
            return false;
        atoms[i] = atom += step;
    }
    word->atoms[language] = atoms;
    word->atom_count[language] = count;
    return true;
}

static bool unpack_learnt(pal_str bytes, pal_arena *mem, pal_word *word,
                          pal_language language, size_t numbers)
{
    if (bytes.len != numbers * sizeof(int16_t))
        return false;
    if (numbers == 0)
        return true;
    int16_t *learnt = pal_new(mem, int16_t, numbers);
    if (!learnt)
        return false;
    memcpy(learnt, bytes.ptr, bytes.len);
    word->learnt[language] = learnt;
    return true;
}

bool pal_made_unpack(pal_str bytes, pal_arena *mem, pal_buf *atoms, pal_word *word,
                     pal_language language, size_t numbers)
{
    pal_word made = *word;
    bool good =
        pal_reading_unpack_form(&made.stem[language], mem, word->folded, &bytes) &&
        (language == PAL_LANGUAGE_FI
             ? unpack_reading(&bytes, mem, &made)
             : pal_reading_unpack_form(&made.english, mem, word->folded, &bytes)) &&
        unpack_atoms(&bytes, atoms, &made, language) &&
        unpack_learnt(bytes, mem, &made, language, numbers);
    if (good)
        *word = made;
    return good;
}
