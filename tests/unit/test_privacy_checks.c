/* Published codes: decree 128/2010 and the population register's examples, the business
 * register, ISO 13616, ISO/IEC 7812. */
#include <criterion/criterion.h>

#include "base/str.h"
#include "privacy/checks.h"

Test(privacy_checks, identity_codes_of_all_centuries_and_signs)
{
    static const char *const valid[] = {
        "131052-308T", "131052+308T", "131052A308T", "131052B308T",
        "131052X308T", "010594Y9032", "020594X903P", "030594W903B",
        "040594V902Y", "050594U903M", "010516B903X", "020516C903K",
        "030516D9037", "010501E9032", "020503F9037", "100190-999P"};
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
        cr_expect(pal_check_is_hetu(pal_str_from(valid[i])), "%s", valid[i]);
}

Test(privacy_checks, identity_codes_that_cannot_be)
{
    static const char *const wrong[] = {"131052-308U", "310252-308Y", "131052/308T",
                                        "111111-111A", "311190-1111", "010324A110G",
                                        "010190-999K", "131052-308",  "131052-308TT"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(pal_check_is_hetu(pal_str_from(wrong[i])), "%s", wrong[i]);
}

Test(privacy_checks, account_has_its_length_and_its_remainder)
{
    cr_expect(pal_check_is_iban(PAL_STR("FI2112345600000785")));
    cr_expect(pal_check_is_iban(PAL_STR("DE89370400440532013000")));
    cr_expect_not(pal_check_is_iban(PAL_STR("FI2112345600000786")));
    cr_expect_not(pal_check_is_iban(PAL_STR("FI211234560000078")));
    cr_expect_not(pal_check_is_iban(PAL_STR("ZZ2112345600000785")));
    /* words of an account's length whose letters leave 1 as well (mod 97) */
    cr_expect_not(pal_check_is_iban(PAL_STR("NOPEATUOTEHINTA")));
    cr_expect_eq(pal_check_iban(PAL_STR("nopea tuote hinta"), 0), 0);
    cr_expect_eq(pal_check_iban(PAL_STR("no palvelu ihan ja"), 0), 0);
}

Test(privacy_checks, business_number_has_its_check_digit)
{
    cr_expect(pal_check_is_business(PAL_STR("2077474-0")));
    cr_expect_not(pal_check_is_business(PAL_STR("2077474-1")));
    cr_expect_not(pal_check_is_business(PAL_STR("20774740")));
}

Test(privacy_checks, card_number_has_luhns_sum)
{
    cr_expect(pal_check_is_luhn(PAL_STR("4111111111111111")));
    cr_expect(pal_check_is_luhn(PAL_STR("378282246310005")));
    cr_expect_not(pal_check_is_luhn(PAL_STR("4111111111111112")));
    cr_expect_not(pal_check_is_luhn(PAL_STR("")));
}

Test(privacy_checks, text_that_ends_inside_of_a_code_is_no_code)
{
    pal_str text =
        PAL_STR("FI21 1234 5600 0007 85 131052-308T 4111 1111 1111 1111 2077474-0");
    for (size_t len = 0; len <= text.len; len++)
        for (size_t at = 0; at < len; at++) {
            pal_str head = {text.ptr, len};
            cr_assert_leq(pal_check_hetu(head, at, false), len);
            cr_assert_leq(pal_check_iban(head, at), len);
            cr_assert_leq(pal_check_business(head, at), len);
            cr_assert_leq(pal_check_card(head, at), len);
        }
}
