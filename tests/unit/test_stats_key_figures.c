#include "stats/key_figures.h"

#include <math.h>

#include "stats_help.h"

#define GIVEN(n)                                                                         \
    {                                                                                    \
        true, (n)                                                                        \
    }

/* Worked examples of a Finnish glossary of key figures; intervals by R's prop.test(). */
Test(key_figures, worked_examples)
{
    static const struct {
        const char *name;
        pal_kpi_counts counts;
        double value, low, high;
    } cases[] = {
        {"retention",
         {.start = GIVEN(160), .end = GIVEN(150), .added = GIVEN(20)},
         81.25,
         74.4960396848,
         86.5385731170},
        {"churn",
         {.start = GIVEN(160), .end = GIVEN(150), .added = GIVEN(20)},
         18.75,
         100.0 - 86.5385731170,
         100.0 - 74.4960396848},
        {"referral",
         {.referred = GIVEN(2), .total = GIVEN(100)},
         2.0,
         0.550196755016,
         7.001179072854},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        pal_kpi kpi;
        cr_assert_eq(pal_key_figure(&kpi, cases[i].name, &cases[i].counts, NULL), PAL_OK);
        cr_expect(near(kpi.value, cases[i].value, 1e-12), "%s", cases[i].name);
        cr_expect(near(kpi.low, cases[i].low, 1e-9), "%s", cases[i].name);
        cr_expect(near(kpi.high, cases[i].high, 1e-9), "%s", cases[i].name);
    }
}

Test(key_figures, customers_lost_and_kept_are_all)
{
    /* 35 of 100 leave: 65 % stay */
    const pal_kpi_counts lost = {.start = GIVEN(100), .lost = GIVEN(35)};
    const pal_kpi_counts kept = {
        .start = GIVEN(100), .end = GIVEN(65), .added = GIVEN(0)};
    pal_kpi churn;
    pal_kpi retention;
    cr_assert_eq(pal_key_figure(&churn, "churn", &lost, NULL), PAL_OK);
    cr_assert_eq(pal_key_figure(&retention, "retention", &kept, NULL), PAL_OK);
    cr_expect_eq(churn.value, 35.0);
    cr_expect_eq(retention.value, 65.0);
    cr_expect(near(churn.low + retention.high, 100.0, 1e-9));
}

Test(key_figures, sixty_promoters_less_ten_detractors_is_fifty)
{
    const pal_kpi_counts counts = {
        .promoters = GIVEN(60), .passives = GIVEN(30), .detractors = GIVEN(10)};
    pal_kpi kpi;
    cr_assert_eq(pal_key_figure(&kpi, "nps", &counts, NULL), PAL_OK);
    cr_expect_eq(kpi.value, 50.0);
    cr_expect_eq(kpi.n, 100u);
    cr_expect(kpi.low < 50.0 && kpi.high > 50.0);
}

Test(key_figures, a_change_is_no_share_and_has_no_interval)
{
    const pal_kpi_counts less = {.before = GIVEN(1000), .after = GIVEN(880)};
    const pal_kpi_counts gone = {.before = GIVEN(7), .after = GIVEN(0)};
    pal_kpi kpi;
    cr_assert_eq(pal_key_figure(&kpi, "mau", &less, NULL), PAL_OK);
    cr_expect(near(kpi.value, -12.0, 1e-12));
    cr_expect(isnan(kpi.low) && isnan(kpi.high));
    cr_assert_eq(pal_key_figure(&kpi, "mau", &gone, NULL), PAL_OK);
    cr_expect_eq(kpi.value, -100.0);
}

Test(key_figures, impossible_counts_are_refused)
{
    static const struct {
        const char *fact;
        const char *name;
        pal_kpi_counts counts;
    } cases[] = {
        {"unknown", "loyalty", {.start = GIVEN(1)}},
        {"nothing given", "retention", {.start = {false, 0}}},
        {"no customer",
         "retention",
         {.start = GIVEN(0), .end = GIVEN(1), .added = GIVEN(1)}},
        {"new > end",
         "retention",
         {.start = GIVEN(9), .end = GIVEN(3), .added = GIVEN(4)}},
        {"kept > start",
         "retention",
         {.start = GIVEN(9), .end = GIVEN(11), .added = GIVEN(1)}},
        {"lost > start", "churn", {.start = GIVEN(9), .lost = GIVEN(10)}},
        {"lost said twice",
         "churn",
         {.start = GIVEN(9), .lost = GIVEN(1), .end = GIVEN(8), .added = GIVEN(0)}},
        {"referred > total", "referral", {.referred = GIVEN(3), .total = GIVEN(2)}},
        {"no purchase", "referral", {.referred = GIVEN(0), .total = GIVEN(0)}},
        {"paid > trials", "trial-to-paid", {.trials = GIVEN(3), .paid = GIVEN(4)}},
        {"no trial", "trial-to-paid", {.trials = GIVEN(0), .paid = GIVEN(0)}},
        {"no users before", "mau", {.before = GIVEN(0), .after = GIVEN(4)}},
        {"nine answers",
         "nps",
         {.promoters = GIVEN(9), .passives = GIVEN(0), .detractors = GIVEN(0)}},
        {"no passives", "nps", {.promoters = GIVEN(60), .detractors = GIVEN(10)}},
        {"a count of another figure",
         "referral",
         {.referred = GIVEN(2), .total = GIVEN(100), .paid = GIVEN(3)}},
        {"too large", "mau", {.before = GIVEN(1), .after = GIVEN(1000000000001)}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        pal_error err = {.code = PAL_OK};
        pal_kpi kpi = {.n = 77};
        cr_expect_eq(pal_key_figure(&kpi, cases[i].name, &cases[i].counts, &err),
                     PAL_EUSAGE, "%s", cases[i].fact);
        cr_expect_eq(kpi.n, 77u, "%s: touched", cases[i].fact);
        cr_expect_neq(err.msg[0], '\0', "%s", cases[i].fact);
    }
}

Test(key_figures, all_trials_paid_is_a_hundred_at_most)
{
    const pal_kpi_counts counts = {.trials = GIVEN(12), .paid = GIVEN(12)};
    pal_kpi kpi;
    cr_assert_eq(pal_key_figure(&kpi, "trial-to-paid", &counts, NULL), PAL_OK);
    cr_expect_eq(kpi.value, 100.0);
    cr_expect_leq(kpi.high, 100.0);
}

Test(key_figures, text_is_cut_at_the_room_and_its_length_told)
{
    const pal_kpi_counts counts = {.referred = GIVEN(2), .total = GIVEN(100)};
    pal_kpi kpi;
    char whole[1024];
    char part[8];
    cr_assert_eq(pal_kpi_find(&kpi, "referral", &counts, NULL), PAL_OK);
    size_t len = pal_kpi_text(whole, sizeof whole, &kpi, PAL_LANGUAGE_EN);
    cr_expect_eq(len, strlen(whole));
    cr_expect_eq(pal_kpi_text(part, sizeof part, &kpi, PAL_LANGUAGE_EN), len);
    cr_expect_str_eq(part, "Custome");
    cr_expect_eq(pal_kpi_text(NULL, 0, &kpi, PAL_LANGUAGE_EN), len);
}
