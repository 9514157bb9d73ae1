#include "base/glance.h"

/* The bits of pal_glance_bit by byte, sixteen a line: 1 a capital, 2 a form, 4 not ASCII,
 * 8 an escape, 16 NUL, 32 a grave accent, 66 a digit. */
static const unsigned char glances[256] = {
    16, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0, /* 0x00 */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0, /* 0x10 */
    0,  0,  0,  0,  0,  0,  8,  0,  2,  0,  0, 0, 0, 0, 0, 2, /* & ( / */
    66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 0, 0, 8, 0, 0, 0, /* 0 to 9 < */
    2,  1,  1,  1,  1,  1,  1,  1,  1,  1,  1, 1, 1, 1, 1, 1, /* @ A */
    1,  1,  1,  1,  1,  1,  1,  1,  1,  1,  1, 2, 8, 0, 0, 8, /* P [ \ _ */
    32, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0, /* ` */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 0, 0, 0, 0, 0, /* 0x70 */
    4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0x80 */
    4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0x90 */
    4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0xA0 */
    4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0xB0 */
    4,  4,  4,  4,  5,  5,  5,  5,  5,  5,  5, 5, 5, 5, 5, 5, /* 0xC4 */
    5,  5,  5,  5,  5,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0xD4 */
    4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0xE0 */
    4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4, 4, 4, 4, 4, 4, /* 0xF0 */
};

unsigned pal_glance(pal_str text)
{
    const unsigned char *byte = (const unsigned char *)text.ptr;
    unsigned seen = 0;
    size_t at = 0;
    for (; text.len - at >= 8; at += 8)
        seen |= glances[byte[at]] | glances[byte[at + 1]] | glances[byte[at + 2]] |
                glances[byte[at + 3]] | glances[byte[at + 4]] | glances[byte[at + 5]] |
                glances[byte[at + 6]] | glances[byte[at + 7]];
    for (; at < text.len; at++)
        seen |= glances[byte[at]];
    return seen;
}
