/* checks.h -- numbers that prove themselves by a check digit
 *
 * Room:  privacy/. Knows base/ only.
 * Shape: pal_check_X(text, at) answers where the X that begins at `at` ends, or 0. `at`
 * is at a word's border; bytes are untrusted UTF-8.
 */
#ifndef PAL_PRIVACY_CHECKS_H
#define PAL_PRIVACY_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

#include "palaute.h"

/** Ten or eleven characters are a Finnish personal identity code: date, sign of the
 * century
 *  (+ for the 1800s; - Y X W V U; A B C D E F), number, check character. Source: decree
 *  128/2010 as in force from 1 January 2023. */
bool pal_check_is_hetu(pal_str code);
/** IBAN without spaces: length by country, remainder 1 by 97. Source: ISO 13616. */
bool pal_check_is_iban(pal_str code);
/** NNNNNNN-N with weights 7 9 10 5 8 4 2 by 11. Source: the Finnish business register. */
bool pal_check_is_business(pal_str code);
/** Digits by Luhn's sum. Source: ISO/IEC 7812. */
bool pal_check_is_luhn(pal_str digits);

/** A personal identity code, also typed in lower case, with a dash or a space for the
 * sign, or with a check character that is wrong.
 *
 *  strict  the check character must be right */
size_t pal_check_hetu(pal_str text, size_t at, bool strict);
/** An account in groups or in one; a Finnish one also when its check is wrong. */
size_t pal_check_iban(pal_str text, size_t at);
/** A business or VAT number. */
size_t pal_check_business(pal_str text, size_t at);
/** A payment card: length by issuer, Luhn's sum, in groups or in one. */
size_t pal_check_card(pal_str text, size_t at);

/** Does a letter or digit stand at `at`, or right before it? Dashes and quotes of several
 *  bytes are none. */
bool pal_check_word_at(pal_str text, size_t at);
bool pal_check_word_before(pal_str text, size_t at);

#endif /* PAL_PRIVACY_CHECKS_H */
