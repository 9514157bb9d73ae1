/* Each pass over the panels shows the same rows, whether they were kept or read again. */
#include "panel_help.h"

enum { TERMS = 200, PARTS = 2 };
static const pal_panel_shape shape = {.themes = 4, .groups = 1, .measures = 1};

typedef struct sums {
    uint64_t rows;
    uint64_t row_numbers;
    uint64_t terms;
    uint64_t tags;
    uint64_t groups;
    int64_t measures;
} sums;

static pal_status add_up(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    sums *s = ctx;
    s->rows++;
    s->row_numbers += row->row;
    for (size_t i = 0; i < row->term_count; i++)
        s->terms += row->terms[i] * (i + 1);
    for (size_t i = 0; i < row->tag_count; i++)
        s->tags += row->tags[i].theme + row->tags[i].end;
    s->groups += row->groups[0];
    s->measures += row->measures[0];
    return PAL_OK;
}

static void check(size_t count)
{
    pal_panel *parts[PARTS];
    pal_panels *all = NULL;
    uint32_t terms[TERMS];
    for (size_t i = 0; i < PARTS; i++)
        cr_assert_eq(pal_panel_open(&parts[i], shape, NULL), PAL_OK);
    for (size_t r = 0; r < count; r++) {
        pal_panel *p = parts[r % PARTS];
        uint32_t word = pal_panel_form(
            p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("sana")), PAL_STR("sana"), 0);
        for (size_t t = 0; t < TERMS; t++)
            terms[t] = word;
        const int32_t measure = -(int32_t)(r % 7);
        const pal_panel_tag tag = {.theme = (uint32_t)(r % 4), .end = 9};
        const pal_panel_row row = {.row = r + 1,
                                   .score = -1,
                                   .weight = PAL_WEIGHT_ONE,
                                   .commented = true,
                                   .measures = &measure,
                                   .tags = &tag,
                                   .tag_count = r % 2,
                                   .terms = terms,
                                   .term_count = TERMS};
        const pal_str value = r % 3 ? PAL_STR("a") : PAL_STR("b");
        cr_assert_eq(pal_panel_add(p, &row, &value, NULL), PAL_OK);
    }
    cr_assert_eq(pal_panels_join(&all, parts, PARTS, false, NULL, NULL, NULL), PAL_OK);
    sums first = {0};
    cr_assert_eq(pal_panels_scan(all, add_up, &first, NULL), PAL_OK);
    cr_expect_eq(first.rows, count);
    cr_expect_eq(first.row_numbers, (uint64_t)count * (count + 1) / 2);
    cr_expect_eq(first.terms, (uint64_t)count * TERMS * (TERMS + 1) / 2);
    sums unkept = {0};
    cr_assert_eq(pal_panels_scan_tags(all, add_up, &unkept, NULL), PAL_OK);
    cr_expect_eq(unkept.terms, 0u, "read again, but for the terms");
    unkept.terms = first.terms;
    cr_expect_eq(memcmp(&first, &unkept, sizeof first), 0, "without terms");
    cr_assert_eq(pal_panels_keep(all, NULL), PAL_OK);
    for (int pass = 0; pass < 3; pass++) {
        sums again = {0};
        cr_assert_eq(pal_panels_scan(all, add_up, &again, NULL), PAL_OK);
        cr_expect_eq(memcmp(&first, &again, sizeof first), 0, "pass %d", pass);
    }
    sums bare = {0};
    cr_assert_eq(pal_panels_scan_tags(all, add_up, &bare, NULL), PAL_OK);
    bare.terms = first.terms; /* they may be missing */
    cr_expect_eq(memcmp(&first, &bare, sizeof first), 0, "without terms");
    pal_panels_close(all);
    for (size_t i = 0; i < PARTS; i++)
        pal_panel_close(parts[i]);
}

Test(panel_passes, few_rows_are_kept)
{
    check(1000);
}

/* 120,000 rows of 800 bytes of terms are more than is kept. */
Test(panel_passes, many_rows_are_read_again)
{
    check(120000);
}

/* k = 5: "c" takes "b", the smaller of the others, with it; "a" stays. */
Test(panel_passes, pooled_values_have_the_last_number)
{
    static const struct {
        const char *value;
        size_t rows;
    } groups[] = {{"a", 9}, {"b", 6}, {"c", 2}};
    for (int wave = 0; wave < 2; wave++) {
        pal_panel *p = NULL;
        pal_panels *all = NULL;
        size_t number = 0;
        cr_assert_eq(pal_panel_open(&p, shape, NULL), PAL_OK);
        for (size_t g = 0; g < 3; g++)
            for (size_t i = 0; i < groups[g].rows; i++) {
                const int32_t measure = 0;
                const pal_panel_row row = {.row = ++number,
                                           .band = PAL_BAND_PASSIVE,
                                           .weight = PAL_WEIGHT_ONE,
                                           .commented = true,
                                           .measures = &measure};
                const pal_str value = pal_str_from(groups[g].value);
                cr_assert_eq(pal_panel_add(p, &row, &value, NULL), PAL_OK);
            }
        cr_assert_eq(pal_panels_join(&all, &p, 1, false, NULL, NULL, NULL), PAL_OK);
        cr_assert_eq(pal_panels_pool(all, 5, wave, NULL), PAL_OK);
        size_t count = 0;
        const pal_str *values = pal_panels_values(all, 0, &count);
        cr_expect_eq(pal_panels_pooled(all, 0), 2u);
        cr_expect_eq(count, wave ? 1u : 2u);
        cr_expect(pal_str_equal(values[0], PAL_STR("a")));
        sums s = {0};
        cr_assert_eq(pal_panels_scan(all, add_up, &s, NULL), PAL_OK);
        cr_expect_eq(s.groups, wave ? 9u : 9u + 2 * 8, "rows of small waves have none");
        pal_panels_close(all);
        pal_panel_close(p);
    }
}
