/* The choice of quotes, by the rule that quotes.h tells. */
#include <criterion/criterion.h>

#include "base/str.h"
#include "quotes.h"

#include <stdio.h>
#include <string.h>

enum { THEMES = 2 };

static const char *const good_length =
    "Jono oli pitkä ja jouduin odottamaan vuoroani kauan";

static pal_status offer(pal_quotes *q, uint64_t row, const char *text,
                        pal_polarity polarity, pal_band band, int32_t score)
{
    pal_quote quote = {.theme = 1,
                       .band = band,
                       .polarity = polarity,
                       .row = row,
                       .id = PAL_STR("id"),
                       .text = pal_str_from(text)};
    return pal_quotes_offer(q, &quote, 0, score, NULL);
}

static pal_summary finish(const pal_quotes *q, pal_arena *mem)
{
    static const pal_theme_result themes[THEMES] = {{.theme = 1}, {.theme = 0}};
    pal_summary s = {.rows = 0};
    cr_assert_eq(pal_quotes_finish(q, mem, themes, THEMES, &s, NULL), PAL_OK);
    return s;
}

Test(api_quotes, tone_that_fits_then_length_then_strength_then_the_earlier_row)
{
    char texts[6][80];
    for (int i = 0; i < 6; i++)
        snprintf(texts[i], sizeof texts[i], "%s, osa %d", good_length, i);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_quotes *q = NULL;
    cr_assert_eq(pal_quotes_open(&q, THEMES, NULL), PAL_OK);
    offer(q, 6, texts[0], PAL_POSITIVE, PAL_BAND_DETRACTOR, 5000);
    offer(q, 5, "lyhyt", PAL_NEGATIVE, PAL_BAND_DETRACTOR, -5000);
    offer(q, 4, texts[1], PAL_NEGATIVE, PAL_BAND_DETRACTOR, -100);
    offer(q, 3, texts[2], PAL_NEGATIVE, PAL_BAND_DETRACTOR, -100);
    offer(q, 2, texts[3], PAL_NEGATIVE, PAL_BAND_DETRACTOR, -900);
    offer(q, 1, texts[4], PAL_NEGATIVE, PAL_BAND_NONE, -900);
    pal_summary s = finish(q, mem);
    cr_assert_eq(s.quote_count, (size_t)PAL_QUOTES_EACH);
    cr_expect_eq(s.quotes[0].row, 2u);
    cr_expect_eq(s.quotes[1].row, 3u);
    cr_expect_eq(s.quotes[2].row, 4u);
    pal_quotes_close(q);
    pal_quotes_close(NULL);
    cr_expect(pal_str_equal(s.quotes[0].text, pal_str_from(texts[3])),
              "text died with quotes");
    pal_arena_close(mem);
}

Test(api_quotes, the_same_words_stand_once_by_the_earliest_row)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_quotes *q = NULL;
    cr_assert_eq(pal_quotes_open(&q, THEMES, NULL), PAL_OK);
    offer(q, 7, good_length, PAL_NEGATIVE, PAL_BAND_PASSIVE, -500);
    offer(q, 3, good_length, PAL_NEGATIVE, PAL_BAND_PASSIVE, -500);
    offer(q, 9, good_length, PAL_NEGATIVE, PAL_BAND_PASSIVE, -500);
    pal_summary s = finish(q, mem);
    cr_assert_eq(s.quote_count, 1u);
    cr_expect_eq(s.quotes[0].row, 3u);
    pal_quotes_close(q);
    pal_arena_close(mem);
}

/* Offers come in any order and over any number of threads. */
Test(api_quotes, no_order_and_no_split_changes_the_choice)
{
    enum { OFFERS = 60 };
    char texts[OFFERS][96];
    uint64_t first[9] = {0};
    size_t first_count = 0;
    for (int round = 0; round < 40; round++) {
        pal_arena *mem = pal_arena_open(1 << 20);
        pal_quotes *parts[3];
        for (int p = 0; p < 3; p++)
            cr_assert_eq(pal_quotes_open(&parts[p], THEMES, NULL), PAL_OK);
        for (int k = 0; k < OFFERS; k++) {
            int i = (k * 7 + round * 11) % OFFERS; /* 7 and 60 share no factor */
            snprintf(texts[i], sizeof texts[i], "%s%s %d", good_length,
                     i % 5 ? "" : " taas", i % 23);
            offer(parts[(k + round) % (1 + round % 3)], (uint64_t)i + 1, texts[i],
                  i % 4 ? PAL_NEGATIVE : PAL_POSITIVE, (pal_band)(1 + i % 3),
                  -(i * 37 % 11));
        }
        pal_quotes_merge(parts[0], parts[1], NULL);
        pal_quotes_merge(parts[0], parts[2], NULL);
        pal_summary s = finish(parts[0], mem);
        for (size_t i = 0; i < s.quote_count && i < 9; i++) {
            if (round == 0)
                first[i] = s.quotes[i].row;
            cr_expect_eq(s.quotes[i].row, first[i], "round %d, quote %zu: row %d, not %d",
                         round, i, (int)s.quotes[i].row, (int)first[i]);
        }
        if (round == 0)
            first_count = s.quote_count;
        cr_expect_eq(s.quote_count, first_count);
        for (int p = 0; p < 3; p++)
            pal_quotes_close(parts[p]);
        pal_arena_close(mem);
    }
}

static void offer_to(pal_quotes *q, uint32_t theme, uint64_t row)
{
    char text[80];
    snprintf(text, sizeof text, "%s, rivi %llu", good_length, (unsigned long long)row);
    pal_quote quote = {.theme = theme,
                       .band = PAL_BAND_DETRACTOR,
                       .polarity = PAL_NEGATIVE,
                       .row = row,
                       .id = PAL_STR("id"),
                       .text = pal_str_from(text)};
    cr_assert_eq(pal_quotes_offer(q, &quote, 0, -100, NULL), PAL_OK);
}

/* Theme 1 stands first and takes rows 1 to 3; theme 0 has these, and 7. */
Test(api_quotes, a_comment_is_quoted_under_one_theme_while_there_are_others)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_quotes *q = NULL;
    cr_assert_eq(pal_quotes_open(&q, THEMES, NULL), PAL_OK);
    for (uint64_t row = 1; row <= 3; row++) {
        offer_to(q, 0, row);
        offer_to(q, 1, row);
    }
    pal_summary s = finish(q, mem);
    cr_assert_eq(s.quote_count, 4u, "the best again, where there is no other");
    cr_expect_eq(s.quotes[3].theme, 0u);
    cr_expect_eq(s.quotes[3].row, 1u);
    offer_to(q, 0, 7);
    s = finish(q, mem);
    cr_assert_eq(s.quote_count, 4u);
    cr_expect_eq(s.quotes[3].row, 7u);
    pal_quotes_close(q);
    pal_arena_close(mem);
}

/* Two answers of one row, of which nothing else tells the better one. */
Test(api_quotes, answers_of_one_row_stand_in_the_order_of_their_questions)
{
    static const char *const texts[] = {"Vika oli laskussa ja korjaus kesti viikkoja",
                                        "Vika oli linjalla ja korjaus kesti kuukausia"};
    for (size_t way = 0; way < 4; way++) {
        pal_arena *mem = pal_arena_open(1 << 20);
        pal_quotes *parts[2];
        for (size_t i = 0; i < 2; i++)
            cr_assert_eq(pal_quotes_open(&parts[i], THEMES, NULL), PAL_OK);
        for (size_t i = 0; i < 2; i++) {
            const size_t column = way & 1 ? 1 - i : i;
            const pal_quote quote = {.theme = 1,
                                     .band = PAL_BAND_DETRACTOR,
                                     .polarity = PAL_NEGATIVE,
                                     .row = 1,
                                     .id = PAL_STR("id"),
                                     .text = pal_str_from(texts[column])};
            cr_assert_eq(pal_quotes_offer(parts[way / 2], &quote, column, -100, NULL),
                         PAL_OK);
        }
        cr_assert_eq(pal_quotes_merge(parts[0], parts[1], NULL), PAL_OK);
        pal_summary s = finish(parts[0], mem);
        cr_assert_eq(s.quote_count, 2u);
        for (size_t i = 0; i < 2; i++)
            cr_expect(pal_str_equal(s.quotes[i].text, pal_str_from(texts[i])),
                      "way %zu: quote %zu is %.*s", way, i, PAL_ARG(s.quotes[i].text));
        for (size_t i = 0; i < 2; i++)
            pal_quotes_close(parts[i]);
        pal_arena_close(mem);
    }
}
