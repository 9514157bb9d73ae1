#include <criterion/criterion.h>

#include "base/eights.h"
#include "base/glance.h"
#include "base/str.h"

#include <string.h>

/* The definitions of glance.h, byte by byte. */
static unsigned bits_of(unsigned char c)
{
    unsigned bits = 0;
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC4 && c <= 0xD4))
        bits |= PAL_GLANCE_CAPITAL;
    if (c != 0 && strchr("0123456789/([@", c))
        bits |= PAL_GLANCE_FORM;
    if (c >= '0' && c <= '9')
        bits |= PAL_GLANCE_DIGIT;
    if (c >= 0x80)
        bits |= PAL_GLANCE_HIGH;
    if (c != 0 && strchr("&<\\_", c))
        bits |= PAL_GLANCE_ESCAPE;
    return bits | (c == 0 ? (unsigned)PAL_GLANCE_NUL : 0) |
           (c == '`' ? (unsigned)PAL_GLANCE_GRAVE : 0);
}

Test(base_glance, sees_each_byte_at_any_place_of_a_text)
{
    for (size_t len = 1; len < 20; len++)
        for (size_t at = 0; at < len; at++)
            for (unsigned c = 0; c < 256; c++) {
                char bytes[20];
                memset(bytes, 'a', sizeof bytes);
                bytes[at] = (char)c;
                cr_assert_eq(pal_glance((pal_str){bytes, len}), bits_of((unsigned char)c),
                             "byte 0x%02X at %zu of %zu", c, at, len);
            }
    cr_expect_eq(pal_glance((pal_str){NULL, 0}), 0u);
    cr_expect_eq(pal_glance(PAL_STR("Yst\xC3\xA4v\xC3\xA4 & 5")),
                 (unsigned)(PAL_GLANCE_CAPITAL | PAL_GLANCE_HIGH | PAL_GLANCE_ESCAPE |
                            PAL_GLANCE_FORM | PAL_GLANCE_DIGIT));
}

static unsigned ones_of(uint64_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

Test(base_glance, eight_bytes_answer_as_each_alone_does)
{
    uint64_t state = 20260914; /* xorshift64 */
    for (size_t round = 0; round < 200000; round++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char bytes[8];
        /* also rows of bytes that are alike, for what borrows and carries may do */
        uint64_t eight = round % 3 == 0 ? PAL_EIGHTS_ONES * (state >> 56) : state;
        memcpy(bytes, &eight, sizeof bytes);
        unsigned capitals = 0;
        for (size_t i = 0; i < sizeof bytes; i++) {
            unsigned char c = (unsigned char)bytes[i];
            capitals += (c >= 'A' && c <= 'Z') || (c >= 0x80 && c < 0xA0) || c >= 0xC4;
        }
        uint64_t found = pal_eights_capitals(pal_eights(bytes));
        cr_assert_eq(found & ~PAL_EIGHTS_UPPER, 0u);
        cr_assert_eq(ones_of(found), capitals, "round %zu", round);
        unsigned char sought = (unsigned char)(state >> 8);
        cr_assert_eq(pal_eights_have(pal_eights(bytes), sought),
                     memchr(bytes, sought, sizeof bytes) != NULL, "round %zu", round);
    }
}
