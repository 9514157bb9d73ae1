#include <criterion/criterion.h>

#include "base/str.h"
#include "ingest/cells.h"

Test(weight, numbers_with_a_point_or_a_comma_are_read)
{
    static const struct {
        const char *cell;
        int64_t millionths;
    } cases[] = {
        {"1", 1000000},        {"0.5", 500000},
        {"0,5", 500000},       {"1.25", 1250000},
        {".75", 750000},       {"2.", 2000000},
        {"0.0000005", 1},      {"0.12345649", 123456},
        {"0.1234565", 123457}, {"1000000", 1000000000000},
        {"0001.0", 1000000},   {"1000000.000000", 1000000000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = -1;
        cr_expect(pal_weight_read(&value, pal_str_from(cases[i].cell)), "%s",
                  cases[i].cell);
        cr_expect_eq(value, cases[i].millionths, "%s: %lld", cases[i].cell,
                     (long long)value);
    }
}

Test(weight, anything_else_is_no_weight)
{
    static const char *const cells[] = {"",
                                        "0",
                                        "0.0",
                                        "0.0000004",
                                        "-1",
                                        "+1",
                                        "1e3",
                                        "1 000",
                                        "1.000,5",
                                        "1,,5",
                                        ".",
                                        ",",
                                        "x",
                                        "1x",
                                        "1000000.0000005",
                                        "1000001",
                                        "99999999999999999999999999",
                                        "nan",
                                        "1\xC2\xA0"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        int64_t value = 7;
        cr_expect_not(pal_weight_read(&value, pal_str_from(cells[i])), "%s", cells[i]);
        cr_expect_eq(value, 7, "%s: touched", cells[i]);
    }
}
