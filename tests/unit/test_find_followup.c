#include "measure_help.h"

#include "stats/followup.h"
#include "stats_help.h"

enum { LEAVING, PROMISE, OPEN, WAITING, CUSTOMER, OTHER };
#define BIT(theme) (1u << (theme))

static said rows[SAID_ROWS];
static size_t row_count;
static const int32_t none[SAID_MEASURES];

static void put(size_t times, said row)
{
    memcpy(row.measures, none, sizeof none);
    for (; times != 0; times--) {
        cr_assert_lt(row_count, (size_t)SAID_ROWS);
        rows[row_count++] = row;
    }
}

static const pal_followup_findings *find(said_panel *p, const size_t *order)
{
    static const pal_str ids[] = {
        PAL_INIT("poistumariski"),    PAL_INIT("lupausten-pitaminen"),
        PAL_INIT("ongelmanratkaisu"), PAL_INIT("vasteaika"),
        PAL_INIT("uskollisuus"),      PAL_INIT("hintataso")};
    const pal_followup_findings *found = NULL;
    said_open(p, rows, row_count, order, order != NULL);
    for (size_t i = 0; i < COUNT(ids); i++)
        p->themes[i].id = ids[i];
    cr_assert_eq(pal_followup_find(&found, &p->run, NULL), PAL_OK);
    return found;
}

Test(followup, points_add_up)
{
    static const struct {
        said row;
        int points;
        size_t reasons;
    } cases[] = {
        {{.score = 5, .negative = BIT(OTHER)}, 10, 0},
        {{.score = 3}, 40, 0},
        {{.score = 4, .negative = BIT(PROMISE)}, 35, 1},
        {{.score = 0, .negative = BIT(PROMISE) | BIT(OPEN) | BIT(WAITING)}, 100, 3},
        {{.score = 6, .positive = BIT(OPEN)}, 10, 0},
        {{.score = 6, .neutral = BIT(WAITING), .wishes = BIT(WAITING)}, 25, 1},
        {{.score = 6, .negative = BIT(OPEN), .wishes = BIT(OPEN)}, 45, 1},
        {{.score = 6, .positive = BIT(CUSTOMER)}, 20, 1},
        {{.score = 10, .neutral = BIT(LEAVING)}, 200, 1},
        {{.score = -1, .negative = BIT(LEAVING)}, 200, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        row_count = 0;
        put(1, cases[i].row);
        said_panel p;
        const pal_followup_findings *f = find(&p, NULL);
        cr_assert_eq(f->count, 1u, "case %zu", i);
        cr_expect_eq(f->rows[0].points, cases[i].points, "case %zu: %d", i,
                     f->rows[0].points);
        cr_expect_eq(f->rows[0].reason_count, cases[i].reasons, "case %zu", i);
        said_close(&p);
    }
}

Test(followup, only_detractors_and_those_who_may_leave_are_listed)
{
    put(3, (said){.score = 9, .negative = BIT(PROMISE)});
    put(2, (said){.score = 8});
    put(1, (said){.score = 9, .positive = BIT(LEAVING)});
    put(4, (said){.score = -1, .negative = BIT(OPEN)});
    put(5, (said){.score = 0, .silent = true});
    put(2, (said){.score = 6});
    put(1, (said){.score = 7, .negative = BIT(LEAVING)});
    said_panel p;
    const pal_followup_findings *f = find(&p, NULL);
    cr_expect_eq(f->detractors, 2u);
    cr_expect_eq(f->leaving, 1u);
    cr_expect_eq(f->candidates, 3u);
    cr_assert_eq(f->count, 3u);
    cr_expect_eq(f->rows[0].shown.row, 18u, "the one who may leave comes first");
    cr_expect_eq(f->rows[1].shown.row, 16u);
    said_close(&p);
}

Test(followup, leaving_outweighs_all_else_together)
{
    cr_expect_gt((int)PAL_FOLLOWUP_CHURN,
                 (int)PAL_FOLLOWUP_LOWEST + PAL_FOLLOWUP_PROMISE + PAL_FOLLOWUP_OPEN +
                     PAL_FOLLOWUP_WAITING + PAL_FOLLOWUP_CONTACT +
                     PAL_FOLLOWUP_DETRACTOR + PAL_FOLLOWUP_CUSTOMER);
}

Test(followup, the_first_thousand_do_not_depend_on_the_order_of_the_rows)
{
    uint64_t seed = help_seed(21);
    for (size_t i = 0; i < 1900; i++)
        put(1, (said){.score = (int)(help_random(&seed) % 7),
                      .negative = (uint32_t)(help_random(&seed) % 64),
                      .wishes = (uint32_t)(help_random(&seed) % 64)});
    static size_t order[SAID_ROWS];
    help_shuffle(order, row_count, help_seed(22));
    said_panel a;
    said_panel b;
    const pal_followup_findings *x = find(&a, NULL);
    const pal_followup_findings *y = find(&b, order);
    cr_assert_eq(x->count, (size_t)PAL_FOLLOWUP_ROWS_MAX);
    cr_assert_eq(y->count, x->count);
    for (size_t i = 0; i < x->count; i++) {
        cr_expect_eq(x->rows[i].shown.row, y->rows[i].shown.row, "row %zu", i);
        cr_expect_eq(x->rows[i].points, y->rows[i].points);
        cr_expect(i == 0 || x->rows[i].points <= x->rows[i - 1].points);
    }
    said_close(&a);
    said_close(&b);
}
