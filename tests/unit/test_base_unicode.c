#include <criterion/criterion.h>

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/str.h"
#include "base/unicode.h"

#include <string.h>

#define BAD "\xEF\xBF\xBD" /* U+FFFD */

Test(base_unicode, knows_well_formed_utf_8)
{
    static const struct {
        const char *bytes;
        bool fine;
    } cases[] = {
        {"", true},
        {"abc", true},
        {"\xC3\xA4", true},
        {BAD, true},
        {"\xED\x9F\xBF", true},      /* U+D7FF */
        {"\xEE\x80\x80", true},      /* U+E000 */
        {"\xF4\x8F\xBF\xBF", true},  /* U+10FFFF */
        {"\xEF\xBF\xBF", true},      /* U+FFFF, a noncharacter */
        {"\xF4\x90\x80\x80", false}, /* past the end */
        {"\xC0\xAF", false},         /* overlong */
        {"\xE0\x80\xAF", false},
        {"\xF0\x80\x80\xAF", false},
        {"\xED\xA0\x80", false}, /* surrogate */
        {"\xC3", false},
        {"\xE2\x82", false},
        {"\xF0\x9F\x98", false},
        {"\x80", false},
        {"a\xFF", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(pal_unicode_valid(pal_str_from(cases[i].bytes)), cases[i].fine,
                     "case %zu", i);
}

/* Source of the malformed rows: The Unicode Standard, section 3.9, tables 3-8 to 3-11. */
Test(base_unicode, cleans_to_well_formed_nfc)
{
    static const struct {
        const char *name;
        pal_str text, expected;
    } cases[] = {
        {"empty", PAL_INIT(""), PAL_INIT("")},
        {"plain", PAL_INIT("hinta 5\xE2\x82\xAC"), PAL_INIT("hinta 5\xE2\x82\xAC")},
        {"decomposed a", PAL_INIT("a\xCC\x88"), PAL_INIT("\xC3\xA4")},
        {"decomposed ring", PAL_INIT("A\xCC\x8A"), PAL_INIT("\xC3\x85")},
        {"angstrom sign", PAL_INIT("\xE2\x84\xAB"), PAL_INIT("\xC3\x85")},
        {"two marks", PAL_INIT("o\xCC\x83\xCC\x88"), PAL_INIT("\xE1\xB9\x8F")},
        {"composition exclusion", PAL_INIT("\xE0\xA5\x98"),
         PAL_INIT("\xE0\xA4\x95\xE0\xA4\xBC")},
        {"three for one", PAL_INIT("\xF0\x9D\x85\xA0"),
         PAL_INIT("\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE")},
        {"nul", PAL_INIT("a\0b"), PAL_INIT("a" BAD "b")},
        {"soft hyphen", PAL_INIT("jono\xC2\xADtus"), PAL_INIT("jonotus")},
        {"only a soft hyphen", PAL_INIT("\xC2\xAD"), PAL_INIT("")},
        {"zero-width space", PAL_INIT("a\xE2\x80\x8B\x62"), PAL_INIT("ab")},
        {"word joiner", PAL_INIT("a\xE2\x81\xA0\x62"), PAL_INIT("ab")},
        {"mark inside", PAL_INIT("\xEF\xBB\xBF\x61\xEF\xBB\xBF"), PAL_INIT("a")},
        {"no-break space", PAL_INIT("5\xC2\xA0\x65"), PAL_INIT("5 e")},
        {"emoji joiner stays", PAL_INIT("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB"),
         PAL_INIT("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB")},
        {"truncated", PAL_INIT("a\xC3"), PAL_INIT("a" BAD)},
        {"cut emoji", PAL_INIT("\xF0\x9F\x98"), PAL_INIT(BAD)},
        {"overlong", PAL_INIT("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
         PAL_INIT(BAD BAD BAD BAD BAD BAD BAD BAD "A")},
        {"surrogates", PAL_INIT("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
         PAL_INIT(BAD BAD BAD BAD BAD BAD BAD BAD "A")},
        {"others", PAL_INIT("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"),
         PAL_INIT(BAD BAD BAD BAD BAD "A" BAD BAD "B")},
        {"truncations", PAL_INIT("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"),
         PAL_INIT(BAD BAD BAD BAD "A")},
    };
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_str clean = pal_unicode_clean(mem, cases[i].text);
        cr_expect(clean.ptr && pal_str_equal(clean, cases[i].expected), "%s: '%.*s'",
                  cases[i].name, PAL_ARG(clean));
    }
    pal_arena_close(mem);
}

Test(base_unicode, cleaning_again_changes_nothing)
{
    pal_arena *mem = pal_arena_open(1 << 24);
    uint32_t state = 12345;
    for (int round = 0; round < 3000; round++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 1664525 + 1013904223;
            bytes[i] = (char)(state >> 24);
        }
        pal_str once = pal_unicode_clean(mem, (pal_str){bytes, (size_t)(round % 25)});
        cr_assert(once.ptr && pal_unicode_valid(once), "round %d", round);
        pal_str twice = pal_unicode_clean(mem, once);
        cr_assert(pal_str_equal(once, twice), "round %d", round);
        pal_arena_reset(mem);
    }
    pal_arena_close(mem);
}

/* ICU's own answer: such a character stays as it is between any others. */
Test(base_unicode, what_is_clean_at_a_look_is_inert)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    cr_assert(U_SUCCESS(status));
    size_t clean = 0;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        pal_buf b = {0};
        pal_buf_byte(&b, 'a');
        pal_unicode_add(&b, code);
        pal_str text = pal_buf_view(&b);
        if ((code < 0xD800 || code > 0xDFFF) && pal_unicode_is_clean(text)) {
            clean++;
            bool dropped =
                code == 0xAD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
            cr_expect(code != 0 && code != 0xA0 && !dropped, "U+%04X", code);
            cr_expect(code < 0x300 || unorm2_isInert(nfc, (UChar32)code), "U+%04X", code);
            for (size_t cut = 2; cut < text.len; cut++)
                cr_expect(!pal_unicode_is_clean((pal_str){text.ptr, cut}), "U+%04X, %zu",
                          code, cut);
        }
        pal_buf_release(&b);
    }
    cr_expect_geq(clean, (size_t)0x1000 + 0x2A0);
}

/* Texts long enough for vectors, with little that is not ASCII or an umlaut. */
Test(base_unicode, long_texts_are_judged_as_icu_judges_them)
{
    static const char *const bits[] = {"a",    "hyv\xC3\xA4",  " ",
                                       "\xC3", "\xA4",         "\xC2\xB4",
                                       "\xC0", "\xE2\x82\xAC", "\xC3\xB6"};
    uint64_t state = 3; /* xorshift64 */
    size_t good = 0;
    for (size_t round = 0; round < 50000; round++) {
        char bytes[128];
        size_t len = 0;
        while (len < round % 100 + 1) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            size_t rare = state % 40;
            const char *bit = bits[rare < 9 ? rare : rare % 3];
            memcpy(bytes + len, bit, strlen(bit));
            len += strlen(bit);
        }
        UErrorCode status = U_ZERO_ERROR;
        int32_t units = 0;
        u_strFromUTF8(NULL, 0, &units, bytes, (int32_t)len, &status);
        bool valid = status != U_INVALID_CHAR_FOUND;
        good += valid;
        cr_assert_eq(pal_unicode_valid((pal_str){bytes, len}), valid, "round %zu", round);
        cr_assert(valid || !pal_unicode_is_clean((pal_str){bytes, len}), "round %zu",
                  round);
    }
    cr_expect(good > 1000 && good < 49000, "%zu of them are well-formed", good);
}

Test(base_unicode, clean_text_is_answered_itself)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_str text = PAL_STR("Hyv\xC3\xA4\xC3\xA4 palvelua");
    cr_expect_eq(pal_unicode_clean(mem, text).ptr, text.ptr);
    pal_str lower = PAL_STR("hyv\xC3\xA4\xC3\xA4");
    cr_expect_eq(pal_unicode_fold(mem, lower).ptr, lower.ptr);
    cr_expect_not_null(pal_unicode_clean(mem, (pal_str){NULL, 0}).ptr);
    cr_expect_not_null(pal_unicode_fold(mem, (pal_str){NULL, 0}).ptr);
    pal_arena_close(mem);
}

/* Source: CaseFolding.txt, status C and F. */
Test(base_unicode, folds_case_and_apostrophes)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"JONO", "jono"},
        {"\xC3\x85\xC3\x84\xC3\x96", "\xC3\xA5\xC3\xA4\xC3\xB6"},
        {"Stra\xC3\x9F"
         "e",
         "strasse"},
        {"\xE1\xBA\x9E", "ss"}, /* capital sharp s */
        {"\xC3\x97\xC3\xB7\xC3\xBF", "\xC3\x97\xC3\xB7\xC3\xBF"},
        {"\xC5\xBD\xC5\xA0", "\xC5\xBE\xC5\xA1"}, /* z and s with caron */
        {"\xC3\x9E", "\xC3\xBE"},
        {"\xCE\xA3\xCF\x82", "\xCF\x83\xCF\x83"}, /* both sigmas */
        {"\xEF\xAC\x81", "fi"},                   /* ligature */
        {"\xE2\x84\xAA", "k"},                    /* Kelvin sign */
        {"\xC4\xB0", "i\xCC\x87"},                /* not Turkic */
        {"I", "i"},
        {"DON\xE2\x80\x99T", "don't"},
        {"don\xE2\x80\x98t", "don't"},
        {"don\xCA\xBCt", "don't"},
        {"don\xC2\xB4t", "don't"},
        {"don`t", "don't"},
        {"vaa'an", "vaa'an"},
        {"\xD0\x96", "\xD0\xB6"}, /* Cyrillic */
    };
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_str folded = pal_unicode_fold(mem, pal_str_from(cases[i].text));
        cr_expect(folded.ptr && pal_str_equal(folded, pal_str_from(cases[i].expected)),
                  "'%s': '%.*s'", cases[i].text, PAL_ARG(folded));
    }
    pal_arena_close(mem);
}

Test(base_unicode, says_when_memory_is_out)
{
    pal_arena *mem = pal_arena_open(4);
    cr_expect_null(pal_unicode_clean(mem, PAL_STR("a\xCC\x88")).ptr);
    cr_expect_null(pal_unicode_fold(mem, PAL_STR("ABCDEF")).ptr);
    cr_expect_null(pal_unicode_fold(mem, PAL_STR("\xE1\xBA\x9E")).ptr);
    pal_arena_close(mem);
}

Test(base_unicode, writes_code_points)
{
    static const struct {
        uint32_t code;
        const char *bytes;
    } cases[] = {
        {'a', "a"},
        {0xE4, "\xC3\xA4"},
        {0x20AC, "\xE2\x82\xAC"},
        {0x1F600, "\xF0\x9F\x98\x80"},
        {0xD800, BAD},
        {0x110000, BAD},
        {0xFFFFFFFF, BAD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_buf b = {0};
        pal_unicode_add(&b, cases[i].code);
        cr_expect(pal_str_equal(pal_buf_view(&b), pal_str_from(cases[i].bytes)), "U+%X",
                  (unsigned)cases[i].code);
        pal_buf_release(&b);
    }
}

/* Runs of ASCII are looked at by eights: what is wrong is seen wherever it stands. */
Test(base_unicode, sees_one_byte_at_any_place_of_a_run)
{
    for (size_t len = 1; len <= 40; len++)
        for (size_t at = 0; at < len; at++) {
            char bytes[40];
            pal_str text = {bytes, len};
            pal_arena *mem = pal_arena_open(1 << 16);
            memset(bytes, 'a', sizeof bytes);
            cr_expect(pal_unicode_valid(text));
            cr_expect_eq(pal_unicode_clean(mem, text).ptr, bytes);
            bytes[at] = '\0'; /* U+FFFD stands for it */
            cr_expect(pal_unicode_valid(text), "NUL %zu of %zu", at, len);
            cr_expect_eq(pal_unicode_clean(mem, text).len, len + 2, "%zu of %zu", at,
                         len);
            bytes[at] = '\xE4';
            cr_expect_not(pal_unicode_valid(text), "byte %zu of %zu", at, len);
            pal_arena_close(mem);
        }
}

Test(base_unicode, knows_kinds_of_characters)
{
    cr_expect(pal_unicode_is_letter(0xE4) && pal_unicode_is_letter('5'));
    cr_expect(pal_unicode_is_letter(0x308) && !pal_unicode_is_letter('-'));
    cr_expect(pal_unicode_is_digit('7') && pal_unicode_is_digit(0x663));
    cr_expect_not(pal_unicode_is_digit('x'));
    cr_expect(pal_unicode_is_upper(0xC4) && !pal_unicode_is_upper(0xE4));
    cr_expect(pal_unicode_is_space(' ') && pal_unicode_is_space(0x2003));
    cr_expect_not(pal_unicode_is_space('x'));
    cr_expect(pal_unicode_is_latin('a') && pal_unicode_is_latin('.'));
    cr_expect_not(pal_unicode_is_latin(0x416));
    cr_expect(pal_unicode_is_emoji(0x1F600) && pal_unicode_is_emoji(0x2764));
    cr_expect(!pal_unicode_is_emoji('5') && !pal_unicode_is_emoji(0xA9));
}
