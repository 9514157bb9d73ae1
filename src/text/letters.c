#include "text/letters.h"

#include "base/flow.h"
#include "base/unicode.h"

uint16_t pal_letters_flags(pal_str surface)
{
    size_t letters = 0;
    size_t upper = 0;
    bool first_upper = false;
    bool foreign = false;
    for (size_t at = 0; at < surface.len;) {
        uint32_t code = pal_unicode_next(surface, &at);
        if (!pal_unicode_is_letter(code) || pal_unicode_is_digit(code))
            continue;
        bool is_upper = pal_unicode_is_upper(code);
        first_upper = first_upper || (letters == 0 && is_upper);
        letters++;
        upper += is_upper;
        foreign = foreign || (code >= 0x250 && !pal_unicode_is_latin(code));
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
