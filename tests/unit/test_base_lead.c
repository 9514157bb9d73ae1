#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/lead.h"
#include "base/str.h"

Test(base_lead, is_the_first_eight_bytes)
{
    cr_expect_eq(pal_lead_of(PAL_STR("")), 0u);
    cr_expect_eq(pal_lead_of(PAL_STR("a")), UINT64_C(0x6100000000000000));
    cr_expect_eq(pal_lead_of(PAL_STR("hidas")), UINT64_C(0x6869646173000000));
    cr_expect_eq(pal_lead_of(PAL_STR("\xC3\xA4iti pyysi")), UINT64_C(0xC3A4697469207079));
}

/* A text of few letters, so that many begin alike: some are equal, some hold a NUL. */
static pal_str some_text(char room[24], uint64_t *state)
{
    static const char letters[] = {'a', 'b', '\xC3', '\0'};
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t dice = *state >> 8;
    size_t len = (size_t)(dice % 23);
    bool alike = (dice >> 50 & 3) != 0;
    for (size_t i = 0; i < len; i++)
        room[i] = alike && i < 9 ? 'k' : letters[dice >> (5 + 2 * i) & 3];
    return (pal_str){room, len};
}

static int by_text(const void *a, const void *b)
{
    return pal_str_compare(*(const pal_str *)a, *(const pal_str *)b);
}

static int by_item(const void *a, const void *b)
{
    return by_text(((const pal_led *)a)->item, ((const pal_led *)b)->item);
}

Test(base_lead, sorts_as_a_plain_sort_does)
{
    enum { MOST = 20000 };
    static const size_t counts[] = {0, 1, 2, 3, 16, 17, 18, 100, 512, 513, 1000, MOST};
    static char rooms[MOST][24];
    static pal_str texts[MOST];
    static pal_led list[MOST];
    uint64_t state = 7;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        for (size_t i = 0; i < counts[c]; i++) {
            texts[i] = some_text(rooms[i], &state);
            list[i] = (pal_led){pal_lead_of(texts[i]), &texts[i]};
        }
        pal_led_sort(list, counts[c], by_item);
        pal_str *sorted = calloc(counts[c] + 1, sizeof *sorted);
        cr_assert(sorted);
        for (size_t i = 0; i < counts[c]; i++)
            sorted[i] = texts[i];
        if (counts[c] > 1)
            qsort(sorted, counts[c], sizeof *sorted, by_text);
        size_t wrong = 0;
        for (size_t i = 0; i < counts[c]; i++)
            wrong += !pal_str_equal(sorted[i], *(const pal_str *)list[i].item);
        cr_expect_eq(wrong, 0u, "%zu texts", counts[c]);
        free(sorted);
    }
}
