#include "text/keyboard.h"

#include <stddef.h>

#include "text/wordlist_inside.h"

/* A Finnish keyboard: signs (1 to 26 a to z, then å ä ö) by row and place, with an edge
 * of no keys around them. */
enum { ROWS = 5, PLACES = 13 };
static const uint8_t board[ROWS][PLACES] = {
    {0},
    {0, 17, 23, 5, 18, 20, 25, 21, 9, 15, 16, PAL_SIGN_A_RING},
    {0, 1, 19, 4, 6, 7, 8, 10, 11, 12, PAL_SIGN_O_UMLAUT, PAL_SIGN_A_UMLAUT},
    {0, 26, 24, 3, 22, 2, 14, 13},
    {0},
};

/* Where each sign is; the edge of a word is no key. */
static const struct {
    uint8_t row;
    uint8_t at;
} keys[PAL_SIGN_O_UMLAUT + 1] = {
    {0, 0}, {2, 1}, {3, 5}, {3, 3}, {2, 3}, {1, 3}, {2, 4},  {2, 5},  {2, 6},  {1, 8},
    {2, 7}, {2, 8}, {2, 9}, {3, 7}, {3, 6}, {1, 9}, {1, 10}, {1, 1},  {1, 4},  {2, 2},
    {1, 5}, {1, 7}, {3, 4}, {1, 2}, {3, 2}, {1, 6}, {3, 1},  {1, 11}, {2, 11}, {2, 10},
};

/* Signs as bits. */
static uint32_t bit_of(unsigned sign)
{
    return UINT32_C(1) << sign;
}

uint32_t pal_keyboard_beside(uint8_t sign)
{
    const size_t row = keys[sign].row;
    const size_t at = keys[sign].at;
    if (row == 0)
        return 0;
    /* the two beside it; in the next row the one below and the one below to the left */
    uint32_t touched = bit_of(board[row][at - 1]) | bit_of(board[row][at + 1]) |
                       bit_of(board[row + 1][at]) | bit_of(board[row + 1][at - 1]) |
                       bit_of(board[row - 1][at]) | bit_of(board[row - 1][at + 1]);
    return touched & ~bit_of(0);
}

uint32_t pal_keyboard_umlaut(uint8_t sign)
{
    enum { A = 1, O = 15 };
    switch (sign) {
    case A:
        return bit_of(PAL_SIGN_A_UMLAUT);
    case O:
        return bit_of(PAL_SIGN_O_UMLAUT);
    case PAL_SIGN_A_UMLAUT:
        return bit_of(A);
    case PAL_SIGN_O_UMLAUT:
        return bit_of(O);
    default:
        return 0;
    }
}
