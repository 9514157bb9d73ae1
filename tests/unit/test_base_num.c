#include <criterion/criterion.h>

#include "base/num.h"
#include "base/str.h"

#include <math.h>
#include <stdint.h>

static bool holds(pal_buf *b, const char *expected)
{
    bool same = pal_str_equal(pal_buf_view(b), pal_str_from(expected));
    if (!same)
        cr_log_error("'%.*s', not '%s'", PAL_ARG(pal_buf_view(b)), expected);
    pal_buf_clear(b);
    return same;
}

Test(base_num, integers_to_their_ends)
{
    pal_buf b = {0};
    pal_num_uint(&b, 0);
    cr_expect(holds(&b, "0"));
    pal_num_uint(&b, UINT64_MAX);
    cr_expect(holds(&b, "18446744073709551615"));
    pal_num_int(&b, INT64_MIN);
    cr_expect(holds(&b, "-9223372036854775808"));
    pal_num_int(&b, INT64_MAX);
    cr_expect(holds(&b, "9223372036854775807"));
    pal_num_int(&b, -1);
    cr_expect(holds(&b, "-1"));
    pal_buf_release(&b);
}

Test(base_num, fixed_digits_round_half_away_from_zero)
{
    static const struct {
        double value;
        unsigned digits;
        char point;
        const char *expected;
    } cases[] = {
        {0.0, 2, '.', "0.00"},
        {-0.0, 2, '.', "0.00"},
        {-0.004, 2, '.', "0.00"},
        {-0.005, 2, '.', "-0.01"},
        {0.5, 0, '.', "1"},
        {-0.5, 0, '.', "-1"},
        {2.5, 0, '.', "3"},
        {0.285, 2, '.', "0.29"},
        {1.005, 2, '.', "1.01"},
        {0.125, 2, '.', "0.13"},
        {-0.125, 2, ',', "-0,13"},
        {9.995, 2, '.', "10.00"},
        {99.95, 1, ',', "100,0"},
        {-100.0, 1, '.', "-100.0"},
        {1.0 / 3.0, 9, '.', "0.333333333"},
        {0.1 + 0.2, 9, '.', "0.300000000"},
        {123456789.0, 3, '.', "123456789.000"},
        {899999999.0, 9, '.', "899999999.000000000"},
        {9e8, 0, '.', "nan"},
        {-1e300, 0, '.', "nan"},
        {(double)NAN, 2, '.', "nan"},
        {(double)INFINITY, 2, '.', "nan"},
        {-(double)INFINITY, 2, '.', "nan"},
    };
    pal_buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_num_fixed(&b, cases[i].value, cases[i].digits, cases[i].point);
        cr_expect(holds(&b, cases[i].expected));
    }
    pal_buf_release(&b);
}

Test(base_num, json_has_no_trailing_zeros)
{
    static const struct {
        double value;
        const char *expected;
    } cases[] = {
        {0.0, "0"},
        {-0.0, "0"},
        {1.0, "1"},
        {100.0, "100"},
        {0.1, "0.1"},
        {-12.5, "-12.5"},
        {1e-9, "0.000000001"},
        {1e-10, "0"},
        {-1e-10, "0"},
        {2.0 / 3.0, "0.666666667"},
        {1234567.5, "1234567.5"},
        {89999999.25, "89999999.25"},
        {(double)NAN, "null"},
        {(double)INFINITY, "null"},
        {1e9, "null"},
    };
    pal_buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_num_json(&b, cases[i].value);
        cr_expect(holds(&b, cases[i].expected));
    }
    pal_buf_release(&b);
}
