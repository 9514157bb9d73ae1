#include "text/made.h"

#include <string.h>

#include "base/steps.h"
#include "text/reading.h"

/* ASKED or 0, flags and votes as they stand in memory; the stem; in Finnish the length of
 * the reading, likewise, and the reading, in English the word that a mistyped one was
 * read as; the bytes of the steps to the atoms, likewise, and the steps; the numbers as
 * they stand in memory. */

enum { READING_MAX = 1000, ATOMS_MAX = 2000, ASKED = 1 };
enum { FLAGS_AT = 1, VOTES_AT = FLAGS_AT + 2, LETTERS_LEN = VOTES_AT + 6 };

static void pack_part(pal_buf *out, pal_str part)
{
    const uint16_t len = (uint16_t)part.len;
    pal_buf_add(out, (pal_str){(const char *)&len, sizeof len});
    pal_buf_add(out, part);
}

static bool unpack_part(pal_str *part, pal_str *bytes)
{
    uint16_t len;
    if (bytes->len < sizeof len)
        return false;
    memcpy(&len, bytes->ptr, sizeof len);
    if (len > bytes->len - sizeof len)
        return false;
    *part = (pal_str){bytes->ptr + sizeof len, len};
    *bytes = (pal_str){part->ptr + len, bytes->len - sizeof len - len};
    return true;
}

/* Behind its length. */
static bool pack_reading(pal_buf *out, const pal_word *word)
{
    uint16_t len = 0;
    const size_t at = out->len;
    pal_buf_add(out, (pal_str){(const char *)&len, sizeof len});
    if (!pal_reading_pack(out, word, false) || out->failed)
        return false;
    const size_t bytes = out->len - at - sizeof len;
    if (bytes > READING_MAX)
        return false;
    len = (uint16_t)bytes;
    memcpy(out->ptr + at, &len, sizeof len);
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

static bool pack_atoms(pal_buf *out, const uint32_t *atoms, size_t count)
{
    uint16_t steps[ATOMS_MAX];
    const size_t len = pal_steps_pack(steps, ATOMS_MAX, atoms, count);
    if (len > ATOMS_MAX)
        return false;
    pack_part(out, (pal_str){(const char *)steps, len * sizeof *steps});
    return true;
}

bool pal_made_pack(pal_buf *out, const pal_word *word, pal_language language,
                   size_t numbers)
{
    pack_letters(out, word);
    bool good = pal_reading_pack_form(out, word->stem[language], word->folded) &&
                (language == PAL_LANGUAGE_FI
                     ? pack_reading(out, word)
                     : pal_reading_pack_form(out, word->english, word->folded)) &&
                (word->learnt[language] || numbers == 0);
    if (!good)
        return false;
    if (!pack_atoms(out, word->atoms[language], word->atom_count[language]))
        return false;
    pal_buf_add(
        out, (pal_str){(const char *)word->learnt[language], numbers * sizeof(int16_t)});
    return !out->failed;
}

/* Where they stand, if they may stay there. NULL without memory. */
static const int16_t *unpack_learnt(pal_str bytes, bool stays, pal_arena *mem)
{
    if (stays && (uintptr_t)bytes.ptr % _Alignof(int16_t) == 0)
        return (const int16_t *)(const void *)bytes.ptr;
    int16_t *learnt = pal_new(mem, int16_t, bytes.len / sizeof *learnt);
    if (learnt)
        memcpy(learnt, bytes.ptr, bytes.len);
    return learnt;
}

bool pal_made_unpack(pal_str bytes, bool stays, pal_arena *mem, pal_str *atoms,
                     pal_word *word, pal_language language, size_t numbers)
{
    const bool finnish = language == PAL_LANGUAGE_FI;
    pal_str stem = {NULL, 0};
    pal_str english = {NULL, 0};
    pal_str reading = {NULL, 0};
    pal_str steps;
    bool inside = false;
    if (bytes.len < LETTERS_LEN)
        return false;
    bytes = (pal_str){bytes.ptr + LETTERS_LEN, bytes.len - LETTERS_LEN};
    if (!pal_reading_unpack_form(&stem, mem, word->folded, &bytes) ||
        !(finnish ? unpack_part(&reading, &bytes)
                  : pal_reading_unpack_form(&english, mem, word->folded, &bytes)) ||
        !unpack_part(&steps, &bytes) || steps.len % sizeof(uint16_t) != 0 ||
        bytes.len != numbers * sizeof(int16_t))
        return false;
    /* the reading, which changes the word, when all else is there */
    const int16_t *learnt = numbers != 0 ? unpack_learnt(bytes, stays, mem) : NULL;
    if ((numbers != 0 && !learnt) ||
        (finnish && !pal_reading_unpack(reading, mem, word, &inside)))
        return false;
    if (!finnish)
        word->english = english;
    word->learnt[language] = learnt;
    word->stem[language] = stem;
    *atoms = steps;
    return true;
}
