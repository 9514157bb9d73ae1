#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "base/excerpt.h"
#include "base/str.h"

/* What is cut, with [ ] around the span. */
static const char *cut(const char *text, const char *span, size_t most)
{
    static char out[512];
    static pal_arena *mem;
    pal_arena_close(mem);
    mem = pal_arena_open((size_t)1 << 20);
    pal_str all = pal_str_from(text);
    uint32_t start = (uint32_t)pal_str_find(all, pal_str_from(span));
    uint32_t end = start + (uint32_t)strlen(span);
    pal_str made = pal_excerpt(mem, all, &start, &end, most);
    cr_assert_not_null(made.ptr);
    cr_assert(start <= end && end <= made.len);
    snprintf(out, sizeof out, "%.*s[%.*s]%.*s", (int)start, made.ptr, (int)(end - start),
             made.ptr + start, (int)(made.len - end), made.ptr + end);
    return out;
}

Test(base_excerpt, a_short_text_stays_whole)
{
    cr_expect_str_eq(cut("yksi kaksi kolme", "kaksi", 16), "yksi [kaksi] kolme");
}

Test(base_excerpt, a_long_text_is_cut_at_words_around_the_span)
{
    cr_expect_str_eq(cut("yksi kaksi kolme neljä viisi kuusi", "kolme", 18),
                     "…kaksi [kolme] neljä…");
    cr_expect_str_eq(cut("yksi kaksi kolme neljä viisi kuusi", "yksi", 16),
                     "[yksi] kaksi kolme…");
    cr_expect_str_eq(cut("yksi kaksi kolme neljä viisi kuusi", "kuusi", 18),
                     "…neljä viisi [kuusi]");
}

Test(base_excerpt, characters_are_never_cut)
{
    /* no space: the cut stands between two characters of two bytes each */
    cr_expect_str_eq(cut("ääääääbääääää", "b", 6), "…ä[b]ä…");
    /* a span that is longer than the text may be loses its end */
    cr_expect_str_eq(cut("alku öööö öööö loppu", "öööö öööö", 8), "…[öööö]…");
}

Test(base_excerpt, a_span_outside_of_the_text_is_empty)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 16);
    uint32_t start = 90;
    uint32_t end = 80;
    pal_str made = pal_excerpt(mem, PAL_STR("yksi kaksi"), &start, &end, 5);
    cr_assert_not_null(made.ptr);
    cr_expect(pal_str_equal(made, PAL_STR("…kaksi")));
    cr_expect(start == made.len && end == made.len);
    pal_arena_close(mem);
}

Test(base_excerpt, without_memory_there_is_no_text)
{
    pal_arena *mem = pal_arena_open(1);
    uint32_t start = 0;
    uint32_t end = 1;
    cr_expect_null(pal_excerpt(mem, PAL_STR("yksi kaksi kolme"), &start, &end, 8).ptr);
    pal_arena_close(mem);
}
