#include "privacy/checks.h"

#include "base/latin_class.h"
#include "base/str.h"

#include <string.h>

enum { HETU_LEN = 11, IBAN_MAX = 34, CARD_MAX = 19 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_letter(char c)
{
    return upper(c) >= 'A' && upper(c) <= 'Z';
}

static char byte_at(pal_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

bool pal_check_word_at(pal_str text, size_t at)
{
    return at < text.len && pal_latin_is_letter(pal_latin_next(text, &at));
}

bool pal_check_word_before(pal_str text, size_t at)
{
    if (at == 0)
        return false;
    size_t back = at - 1;
    while (back > 0 && at - back < 4 && ((unsigned char)text.ptr[back] & 0xC0) == 0x80)
        back--;
    return pal_check_word_at(text, back);
}

static bool is_border(pal_str text, size_t at)
{
    return !pal_check_word_at(text, at) &&
           !(byte_at(text, at) == '-' && is_digit(byte_at(text, at + 1)));
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* --- personal identity codes --- */

/* The first year of the century that the sign stands for; 0 = no sign. */
static int century_of(char sign)
{
    if (sign == '+')
        return 1800;
    if (sign != '\0' && strchr("-YXWVU", sign))
        return 1900;
    return sign >= 'A' && sign <= 'F' ? 2000 : 0;
}

static bool is_day(int day, int month, int year)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return leap || month != 2 || day < 29;
}

static bool has_date(const char *code)
{
    int century = century_of(code[6]);
    return century != 0 && is_day(two(code), two(code + 2), century + two(code + 4));
}

static bool has_check(const char *code)
{
    static const char signs[] = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    long value = 0;
    for (size_t i = 0; i < 10; i++)
        if (i != 6)
            value = value * 10 + (code[i] - '0');
    return signs[value % 31] == code[10];
}

bool pal_check_is_hetu(pal_str code)
{
    if (code.len != HETU_LEN)
        return false;
    for (size_t i = 0; i < 10; i++)
        if (i != 6 && !is_digit(code.ptr[i]))
            return false;
    int number = two(code.ptr + 7) * 10 + code.ptr[9] - '0';
    return number >= 2 && has_date(code.ptr) && has_check(code.ptr);
}

/* How the sign between date and number is written; `len` bytes. */
static char read_sign(pal_str text, size_t at, size_t *len)
{
    static const pal_str dashes[] = {PAL_INIT("\xE2\x80\x90"), PAL_INIT("\xE2\x80\x91"),
                                     PAL_INIT("\xE2\x80\x92"), PAL_INIT("\xE2\x80\x93"),
                                     PAL_INIT("\xE2\x80\x94"), PAL_INIT("\xE2\x88\x92")};
    pal_str rest = {text.ptr + at, text.len - at};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (pal_str_starts(rest, dashes[i])) {
            *len = dashes[i].len;
            return '-';
        }
    *len = 1;
    return upper(text.ptr[at]);
}

size_t pal_check_hetu(pal_str text, size_t at, bool strict)
{
    char code[HETU_LEN];
    size_t end = at;
    for (size_t i = 0; i < 6; i++, end++) {
        code[i] = byte_at(text, end);
        if (!is_digit(code[i]))
            return 0;
    }
    bool loose = false; /* typed so freely that only the check character tells */
    if (byte_at(text, end) == ' ' && end + 1 < text.len && !is_digit(text.ptr[end + 1])) {
        loose = true;
        end++;
    }
    if (end >= text.len)
        return 0;
    size_t len = 0;
    code[6] = read_sign(text, end, &len);
    if (code[6] == ' ' || is_digit(code[6])) {
        loose = true;
        len = code[6] == ' ';
        code[6] = '-';
    }
    end += len;
    if (byte_at(text, end) == ' ') {
        loose = true;
        end++;
    }
    for (size_t i = 7; i < HETU_LEN; i++, end++)
        code[i] = upper(byte_at(text, end));
    for (size_t i = 7; i < 10; i++)
        if (!is_digit(code[i]))
            return 0;
    bool shaped = (is_digit(code[10]) || is_letter(code[10])) && is_border(text, end);
    if (!shaped || !has_date(code))
        return 0;
    if (pal_check_is_hetu((pal_str){code, HETU_LEN}))
        return loose && len == 0 && is_digit(code[10]) ? 0 : end;
    return strict || loose ? 0 : end;
}

/* --- accounts --- */

#define LETTER(c) ((c) - 'A')

/* Lengths by the two letters of the country. Source: SWIFT's IBAN registry. */
static const unsigned char ibans[26][26] = {
    [LETTER('A')] = {[LETTER('D')] = 24, [LETTER('E')] = 23, [LETTER('T')] = 20},
    [LETTER('B')] = {[LETTER('E')] = 16, [LETTER('G')] = 22},
    [LETTER('C')] = {[LETTER('H')] = 21, [LETTER('Y')] = 28, [LETTER('Z')] = 24},
    [LETTER('D')] = {[LETTER('E')] = 22, [LETTER('K')] = 18},
    [LETTER('E')] = {[LETTER('E')] = 20, [LETTER('S')] = 24},
    [LETTER('F')] = {[LETTER('I')] = 18, [LETTER('O')] = 18, [LETTER('R')] = 27},
    [LETTER('G')] = {[LETTER('B')] = 22,
                     [LETTER('I')] = 23,
                     [LETTER('L')] = 18,
                     [LETTER('R')] = 27},
    [LETTER('H')] = {[LETTER('R')] = 21, [LETTER('U')] = 28},
    [LETTER('I')] = {[LETTER('E')] = 22,
                     [LETTER('L')] = 23,
                     [LETTER('S')] = 26,
                     [LETTER('T')] = 27},
    [LETTER('L')] = {[LETTER('I')] = 21,
                     [LETTER('T')] = 20,
                     [LETTER('U')] = 20,
                     [LETTER('V')] = 21},
    [LETTER('M')] = {[LETTER('C')] = 27, [LETTER('T')] = 31},
    [LETTER('N')] = {[LETTER('L')] = 18, [LETTER('O')] = 15},
    [LETTER('P')] = {[LETTER('L')] = 28, [LETTER('T')] = 25},
    [LETTER('R')] = {[LETTER('O')] = 24, [LETTER('S')] = 22},
    [LETTER('S')] = {[LETTER('E')] = 24,
                     [LETTER('I')] = 19,
                     [LETTER('K')] = 24,
                     [LETTER('M')] = 27},
    [LETTER('T')] = {[LETTER('R')] = 26},
    [LETTER('U')] = {[LETTER('A')] = 29},
    [LETTER('X')] = {[LETTER('K')] = 20},
};

static size_t iban_len(char a, char b)
{
    bool letters = a >= 'A' && a <= 'Z' && b >= 'A' && b <= 'Z';
    return letters ? ibans[LETTER(a)][LETTER(b)] : 0;
}

bool pal_check_is_iban(pal_str code)
{
    if (code.len < 5 || code.len != iban_len(code.ptr[0], code.ptr[1]) ||
        !is_digit(code.ptr[2]) || !is_digit(code.ptr[3]))
        return false;
    unsigned rest = 0;
    for (size_t i = 0; i < code.len; i++) {
        char c = code.ptr[(i + 4) % code.len];
        if (is_digit(c))
            rest = (rest * 10 + (unsigned)(c - '0')) % 97;
        else if (c >= 'A' && c <= 'Z')
            rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
        else
            return false;
    }
    return rest == 1;
}

size_t pal_check_iban(pal_str text, size_t at)
{
    size_t want = iban_len(upper(byte_at(text, at)), upper(byte_at(text, at + 1)));
    if (want == 0)
        return 0;
    char code[IBAN_MAX] = {0};
    size_t len = 0;
    size_t end = at;
    bool digits = true;
    while (len < want && end < text.len) {
        char c = upper(text.ptr[end]);
        if (is_digit(c) || is_letter(c)) {
            if (len >= 2 && len < 4 && is_letter(c))
                return 0; /* words: check digits are digits */
            digits = digits && (len < 2 || is_digit(c));
            code[len++] = c;
        } else if ((c != ' ' && c != '-') || len < 2 ||
                   !pal_check_word_before(text, end)) {
            return 0;
        }
        end++;
    }
    if (len != want || pal_check_word_at(text, end))
        return 0;
    bool finnish = code[0] == 'F' && code[1] == 'I' && digits;
    return finnish || pal_check_is_iban((pal_str){code, len}) ? end : 0;
}

/* --- businesses and cards --- */

bool pal_check_is_business(pal_str code)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    if (code.len != 9 || code.ptr[7] != '-' || !is_digit(code.ptr[8]))
        return false;
    for (size_t i = 0; i < 7; i++) {
        if (!is_digit(code.ptr[i]))
            return false;
        sum += weights[i] * (code.ptr[i] - '0');
    }
    int rest = sum % 11;
    return rest != 1 && (rest == 0 ? 0 : 11 - rest) == code.ptr[8] - '0';
}

size_t pal_check_business(pal_str text, size_t at)
{
    char code[9];
    bool vat = upper(byte_at(text, at)) == 'F' && upper(byte_at(text, at + 1)) == 'I';
    size_t end = at + (vat ? 2 : 0);
    if (!is_digit(byte_at(text, end)) || text.len < end + 8)
        return 0;
    memcpy(code, text.ptr + end, 7);
    code[7] = '-';
    end += 7;
    if (!vat) {
        size_t len = 0;
        end += byte_at(text, end) == ' ';
        if (end >= text.len || read_sign(text, end, &len) != '-')
            return 0;
        end += len;
        end += byte_at(text, end) == ' ';
    }
    code[8] = byte_at(text, end++);
    bool whole = end <= text.len && is_border(text, end);
    return whole && pal_check_is_business((pal_str){code, 9}) ? end : 0;
}

bool pal_check_is_luhn(pal_str digits)
{
    int sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[digits.len - 1 - i];
        if (!is_digit(c))
            return false;
        int value = (c - '0') * (i % 2 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return digits.len != 0 && sum % 10 == 0;
}

/* Do issuers have cards that begin so and are so long? A barcode of 13 digits is none. */
static bool is_issued(const char *digits, size_t len)
{
    int head = two(digits) * 100 + two(digits + 2);
    int first = head / 100;
    if (first / 10 == 4)
        return len == 13 || len == 16 || len == 19;
    if (first == 34 || first == 37)
        return len == 15;
    if (first == 36 || first == 38 || (head >= 3000 && head <= 3059))
        return len == 14;
    if ((first >= 51 && first <= 55) || (head >= 2221 && head <= 2720) ||
        (head >= 3528 && head <= 3589))
        return len == 16;
    return (first == 50 || (first >= 56 && first <= 69)) && len >= 16;
}

size_t pal_check_card(pal_str text, size_t at)
{
    char digits[CARD_MAX + 1];
    size_t len = 0;
    size_t end = at;
    for (size_t i = at; i < text.len && len <= CARD_MAX; i++) {
        if (is_digit(text.ptr[i])) {
            digits[len++] = text.ptr[i];
            end = i + 1;
        } else if ((text.ptr[i] != ' ' && text.ptr[i] != '-') || i != end) {
            break;
        }
    }
    bool fits = len >= 13 && len <= CARD_MAX && !pal_check_word_at(text, end);
    return fits && is_issued(digits, len) && pal_check_is_luhn((pal_str){digits, len})
               ? end
               : 0;
}
