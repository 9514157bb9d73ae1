#include "text/letters.h"

#include <stddef.h>
#include <string.h>

#include "base/latin_class.h"
#include "text/langid.h"

/* Bits of pal_latin_bit for a character that the table has not. */
static unsigned wide_bits(uint32_t code)
{
    return (pal_unicode_is_letter(code) ? (unsigned)PAL_LATIN_LETTER : 0u) |
           (pal_unicode_is_digit(code) ? (unsigned)PAL_LATIN_DIGIT : 0u) |
           (pal_unicode_is_upper(code) ? (unsigned)PAL_LATIN_UPPER : 0u);
}

uint16_t pal_letters_flags(pal_str surface)
{
    size_t letters = 0;
    size_t upper = 0;
    bool first_upper = false;
    bool foreign = false;
    for (size_t at = 0; at < surface.len;) {
        const uint32_t code = pal_latin_next(surface, &at);
        const bool wide = code >= PAL_LATIN_END;
        const unsigned bits = wide ? wide_bits(code) : pal_latin_bits[code];
        if ((bits & (PAL_LATIN_LETTER | PAL_LATIN_DIGIT)) != PAL_LATIN_LETTER)
            continue;
        if (bits & PAL_LATIN_UPPER) {
            first_upper = first_upper || letters == 0;
            upper++;
        }
        letters++;
        foreign = foreign || (wide && !pal_unicode_is_latin(code));
    }
    unsigned flags = 0;
    if (letters >= 2 && upper == letters)
        flags |= PAL_WORD_SHOUT;
    else if (first_upper && upper == 1)
        flags |= PAL_WORD_CAPITAL;
    if (foreign)
        flags |= PAL_WORD_FOREIGN;
    return (uint16_t)flags;
}

pal_str pal_letters_emoji(pal_str surface)
{
    size_t at = 0;
    uint32_t code = surface.len ? pal_unicode_next(surface, &at) : 0;
    if (code < 0x80)
        return surface;
    if (code >= 0x1F1E6 && code <= 0x1F1FF && at < surface.len)
        pal_unicode_next(surface, &at);
    return (pal_str){surface.ptr, at};
}

/* A record and what is looked at with it, in one piece. */
typedef struct whole_record {
    pal_word word;
    uint32_t form[2];
    char surface[]; /* and a NUL */
} whole_record;

static whole_record *new_record(pal_arena *mem, size_t len)
{
    whole_record *record = (whole_record *)pal_arena_take(
        mem, offsetof(whole_record, surface) + len, _Alignof(whole_record), 1);
    if (record)
        record->word.form = record->form;
    return record;
}

/* With a copy of the surface, the folded form and the flags. */
static pal_word *begin_word(pal_arena *mem, pal_str surface, uint16_t flags)
{
    whole_record *record = new_record(mem, surface.len + 1);
    if (!record)
        return NULL;
    pal_word *word = &record->word;
    if (surface.len != 0)
        memcpy(record->surface, surface.ptr, surface.len);
    word->surface = (pal_str){record->surface, surface.len};
    word->flags = flags;
    word->folded = flags & PAL_WORD_EMOJI ? pal_letters_emoji(word->surface)
                                          : pal_unicode_fold(mem, word->surface);
    return word->folded.ptr ? word : NULL;
}

pal_word *pal_letters_word(pal_arena *mem, pal_str surface, uint16_t flags,
                           const pal_langid *langid)
{
    pal_word *word = begin_word(mem, surface, flags);
    if (word && (flags & PAL_WORD_LETTERS)) {
        word->flags |= pal_letters_flags(word->surface);
        if (langid)
            pal_langid_vote(langid, word);
    }
    return word;
}

pal_word *pal_letters_again(pal_arena *mem, pal_str surface, uint16_t flags,
                            const int16_t votes[3])
{
    pal_word *word = begin_word(mem, surface, flags);
    if (word)
        memcpy(word->votes, votes, sizeof word->votes);
    return word;
}

pal_word *pal_letters_first(pal_arena *mem, const pal_word *plain)
{
    enum { ALL = PAL_LANGUAGE_OTHER };
    whole_record *record = new_record(mem, 0);
    if (!record)
        return NULL;
    pal_word *word = &record->word;
    word->surface = plain->surface;
    word->folded = plain->folded;
    word->flags = plain->flags | PAL_WORD_FIRST;
    memcpy(word->votes, plain->votes, sizeof word->votes);
    word->kept = plain->kept;
    word->likely = plain->likely;
    word->known[ALL] = plain->known[ALL];
    word->rules[ALL] = plain->rules[ALL];
    word->learnt[ALL] = plain->learnt[ALL];
    word->atoms[ALL] = plain->atoms[ALL];
    word->atom_count[ALL] = plain->atom_count[ALL];
    return word;
}
