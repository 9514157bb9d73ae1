#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "palaute.h"

Test(api_libraries, each_is_named_with_its_version)
{
    static const char *const names[] = {"icu",    "pcre2", "snowball",      "voikko",
                                        "libcsv", "expat", "libxlsxwriter", "sqlite",
                                        "nettle", "zlib",  "liblinear"};
    char text[1024];
    size_t len = pal_libraries(text, sizeof text);
    cr_assert_eq(len, strlen(text));
    cr_expect_eq(text[len - 1], '\n');
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char line[32];
        snprintf(line, sizeof line, "%s ", names[i]);
        const char *at = strstr(text, line);
        cr_expect(at && (at == text || at[-1] == '\n'), "%s", names[i]);
    }
}

Test(api_libraries, no_more_is_written_than_there_is_room_for)
{
    char whole[1024];
    char part[16];
    size_t len = pal_libraries(whole, sizeof whole);
    memset(part, 'x', sizeof part);
    cr_expect_eq(pal_libraries(part, 8), len);
    cr_expect_eq(strlen(part), 7);
    cr_expect_eq(memcmp(part, whole, 7), 0);
    cr_expect_eq(part[8], 'x');
    cr_expect_eq(pal_libraries(NULL, 0), len);
}
