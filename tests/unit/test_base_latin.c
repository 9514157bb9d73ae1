#include <criterion/criterion.h>

#include <unicode/uchar.h>

#include "base/latin_class.h"
#include "base/str.h"

#include <string.h>

/* ICU's own answers, by the definitions of unicode.h. */
static unsigned bits_of_icu(UChar32 code)
{
    bool letter =
        (U_MASK(u_charType(code)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
    return (letter ? (unsigned)PAL_LATIN_LETTER : 0) |
           (u_isUUppercase(code) ? (unsigned)PAL_LATIN_UPPER : 0) |
           (u_isdigit(code) ? (unsigned)PAL_LATIN_DIGIT : 0) |
           (u_isUWhiteSpace(code) ? (unsigned)PAL_LATIN_SPACE : 0);
}

Test(base_latin, knows_every_character_as_icu_does)
{
    for (uint32_t code = 0; code < PAL_LATIN_END; code++)
        cr_expect_eq(pal_latin_bits[code], bits_of_icu((UChar32)code), "U+%04X", code);
}

/* Also behind the end of the table, where ICU answers. */
Test(base_latin, answers_as_icu_does_on_both_sides_of_the_end)
{
    for (uint32_t code = 0; code < 0x3000; code++) {
        unsigned bits = bits_of_icu((UChar32)code);
        bool emoji = u_hasBinaryProperty((UChar32)code, UCHAR_EMOJI_PRESENTATION) ||
                     (code > 0xFF &&
                      u_hasBinaryProperty((UChar32)code, UCHAR_EXTENDED_PICTOGRAPHIC));
        bool letter = (bits & PAL_LATIN_LETTER) != 0;
        bool upper = (bits & PAL_LATIN_UPPER) != 0;
        cr_expect(pal_latin_is_letter(code) == letter &&
                      pal_unicode_is_letter(code) == letter,
                  "U+%04X", code);
        cr_expect(pal_latin_is_upper(code) == upper &&
                      pal_unicode_is_upper(code) == upper,
                  "U+%04X", code);
        cr_expect_eq(pal_unicode_is_digit(code), (bits & PAL_LATIN_DIGIT) != 0, "U+%04X",
                     code);
        cr_expect_eq(pal_unicode_is_space(code), (bits & PAL_LATIN_SPACE) != 0, "U+%04X",
                     code);
        cr_expect_eq(pal_unicode_is_emoji(code), emoji, "U+%04X", code);
    }
}

/* Every sequence of two bytes, and then a letter: well-formed or not. */
Test(base_latin, reads_bytes_as_unicode_next_does)
{
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        const char bytes[] = {(char)(pair >> 8), (char)(pair & 0xFF), 'a'};
        for (size_t len = 1; len <= sizeof bytes; len++) {
            size_t ours = 0;
            size_t theirs = 0;
            pal_str text = {bytes, len};
            uint32_t one = pal_latin_next(text, &ours);
            uint32_t other = pal_unicode_next(text, &theirs);
            cr_expect(one == other && ours == theirs, "%04X", pair);
        }
    }
}
