/* What a panel does when its words are too many for the memory. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "stats/panel.h"

enum { ROWS = 600, PARTS = 3, ROW_WORDS = 4, COMMON = 7 };

/* Words of a row: a common one, two that few rows share, one that is its own. */
static void word_of(char word[32], size_t row, size_t i)
{
    static const char *const shapes[] = {"yleinen", "joskus", "harva", "oma"};
    const size_t numbers[] = {row % COMMON, row % 97, row / 3, row};
    snprintf(word, 32, "%s%zu", shapes[i], numbers[i]);
}

static pal_language language_of(size_t row)
{
    return row % 5 == 0 ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
}

static void add_row(pal_panel *p, size_t row)
{
    uint32_t terms[ROW_WORDS + 1];
    for (size_t i = 0; i < ROW_WORDS; i++) {
        char word[32];
        word_of(word, row, i);
        uint32_t known =
            pal_panel_known(p, pal_panel_ask(p, language_of(row), pal_str_from(word)));
        terms[i + (i > 1)] =
            pal_panel_form(p, pal_panel_ask(p, language_of(row), pal_str_from(word)),
                           pal_str_from(word), PAL_FORM_KNOWN * (i < 2));
        cr_assert_gt(terms[i + (i > 1)], pal_panel_forgotten(p));
        cr_assert(known == 0 || known == terms[i + (i > 1)]);
    }
    terms[2] = PAL_TERM_BREAK;
    const pal_panel_row out = {.row = row + 1,
                               .commented = true,
                               .score = -1,
                               .weight = PAL_WEIGHT_ONE,
                               .terms = terms,
                               .term_count = ROW_WORDS + 1};
    cr_assert_eq(pal_panel_add(p, &out, NULL, NULL), PAL_OK);
}

typedef struct joined {
    pal_panel *parts[PARTS];
    size_t count;
    pal_panels *all;
} joined;

static void join(joined *j, pal_panel_shape shape, size_t parts)
{
    j->count = parts;
    for (size_t i = 0; i < parts; i++)
        cr_assert_eq(pal_panel_open(&j->parts[i], shape, NULL), PAL_OK);
    for (size_t row = 0; row < ROWS; row++)
        add_row(j->parts[row / 50 % parts], row);
    cr_assert_eq(pal_panels_join(&j->all, j->parts, parts, false, NULL, NULL, NULL),
                 PAL_OK);
}

static void part(joined *j)
{
    pal_panels_close(j->all);
    for (size_t i = 0; i < j->count; i++)
        pal_panel_close(j->parts[i]);
}

/* The words of each row, by its number. */
typedef struct table {
    const pal_panels *all;
    uint32_t terms[ROWS][ROW_WORDS + 1];
    size_t rows;
} table;

static pal_status note(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    table *t = ctx;
    cr_assert_eq(row->term_count, ROW_WORDS + 1u);
    cr_expect_eq(row->terms[2], PAL_TERM_BREAK);
    memcpy(t->terms[row->row - 1], row->terms, sizeof t->terms[0]);
    t->rows++;
    return PAL_OK;
}

static void expect_same_terms(const pal_panels *have, const pal_panels *want)
{
    size_t count;
    size_t want_count;
    const pal_term *terms = pal_panels_terms(have, &count);
    const pal_term *want_terms = pal_panels_terms(want, &want_count);
    cr_assert_eq(count, want_count);
    for (size_t t = 1; t < count; t++)
        cr_expect(pal_str_equal(terms[t].key, want_terms[t].key) &&
                  pal_str_equal(terms[t].form, want_terms[t].form) &&
                  terms[t].count == want_terms[t].count &&
                  terms[t].language == want_terms[t].language &&
                  terms[t].flags == want_terms[t].flags);
}

Test(panel_bounds, words_in_memory_are_few_and_nothing_else_changes)
{
    static table want;
    static table have;
    joined whole;
    join(&whole, (pal_panel_shape){0}, 1);
    want.all = whole.all;
    cr_assert_eq(pal_panels_scan(whole.all, note, &want, NULL), PAL_OK);
    for (uint32_t forms = 1; forms < 2000; forms = forms * 3 + 1)
        for (size_t parts = 1; parts <= PARTS; parts++) {
            joined small;
            join(&small, (pal_panel_shape){.forms = forms}, parts);
            cr_expect((pal_panel_forgotten(small.parts[0]) != 0), "forms %u", forms);
            expect_same_terms(small.all, whole.all);
            for (int pass = 0; pass < 2; pass++) {
                have = (table){.all = small.all};
                cr_assert_eq(pal_panels_scan(small.all, note, &have, NULL), PAL_OK);
                cr_expect_eq(have.rows, (size_t)ROWS);
                cr_expect_arr_eq(have.terms, want.terms, sizeof have.terms);
            }
            cr_expect_eq(pal_panels_rare(small.all).below, 0u);
            part(&small);
        }
    part(&whole);
}

/* A panel that is the only one has no run to merge. */
Test(panel_bounds, the_only_panel_joins_as_one_of_several)
{
    static const uint32_t limits[] = {0, 1, 50, 300};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        static table want;
        static table have;
        joined merged;
        joined only;
        join(&merged, (pal_panel_shape){.panels = 2, .terms = limits[i]}, 1);
        join(&only, (pal_panel_shape){.panels = 1, .terms = limits[i]}, 1);
        want = (table){.all = merged.all};
        have = (table){.all = only.all};
        cr_assert_eq(pal_panels_scan(merged.all, note, &want, NULL), PAL_OK);
        cr_assert_eq(pal_panels_scan(only.all, note, &have, NULL), PAL_OK);
        cr_expect_eq(have.rows, (size_t)ROWS);
        cr_expect_arr_eq(have.terms, want.terms, sizeof have.terms);
        expect_same_terms(only.all, merged.all);
        cr_expect_eq(pal_panels_rare(only.all).below, pal_panels_rare(merged.all).below);
        cr_expect_eq(pal_panels_rare(only.all).tokens,
                     pal_panels_rare(merged.all).tokens);
        part(&merged);
        part(&only);
    }
}

/* How many of its words would have had under `below` tokens; terms by hand. */
Test(panel_bounds, terms_are_few_and_the_rare_ones_are_counted_together)
{
    joined whole;
    join(&whole, (pal_panel_shape){0}, 1);
    size_t all_count;
    const pal_term *all = pal_panels_terms(whole.all, &all_count);
    static const uint32_t limits[] = {1, 50, 300, 800};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (size_t parts = 1; parts <= PARTS; parts++) {
            joined small;
            join(&small, (pal_panel_shape){.forms = 100, .terms = limits[i]}, parts);
            pal_rare_terms rare = pal_panels_rare(small.all);
            cr_assert_neq(rare.below, 0u);
            size_t count;
            const pal_term *terms = pal_panels_terms(small.all, &count);
            size_t at = 1;
            pal_rare_terms want = {.below = rare.below};
            /* no word of these is one of the other language too, but those of one key are
             */
            for (size_t t = 1; t < all_count; t++) {
                bool twin = false;
                for (size_t o = t - 1; o <= t + 1 && o < all_count; o++)
                    twin = twin || (o != 0 && all[o].count >= rare.below &&
                                    pal_str_equal(all[o].key, all[t].key));
                if (twin) {
                    cr_assert_lt(at, count);
                    cr_expect(pal_str_equal(terms[at].key, all[t].key));
                    cr_expect_eq(terms[at].count, all[t].count);
                    at++;
                    continue;
                }
                want.tokens += all[t].count;
                want.once += all[t].count == 1;
                want.content += all[t].count;
                want.unknown += all[t].flags & PAL_FORM_KNOWN ? 0 : all[t].count;
            }
            cr_expect_leq(at - 1, (size_t)limits[i]);
            cr_expect_eq(rare.tokens, want.tokens);
            cr_expect_eq(rare.once, want.once);
            cr_expect_eq(rare.content, want.content);
            cr_expect_eq(rare.unknown, want.unknown);
            for (; at < count; at++)
                cr_expect(terms[at].count == 0 && terms[at].form.len == 0);
            part(&small);
        }
    part(&whole);
}

static pal_status expect_words(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    const pal_panels *all = ctx;
    size_t count;
    const pal_term *terms = pal_panels_terms(all, &count);
    for (size_t i = 0; i < ROW_WORDS; i++) {
        char word[32];
        word_of(word, row->row - 1, i);
        uint32_t term = row->terms[i + (i > 1)];
        cr_assert_lt(term, count);
        cr_assert_neq(term, PAL_TERM_BREAK);
        if (terms[term].count != 0)
            cr_expect(pal_str_equal(terms[term].key, pal_str_from(word)));
        else
            cr_expect_geq(i, 1u, "%s is no rare word", word);
    }
    return PAL_OK;
}

Test(panel_bounds, rows_keep_a_place_for_each_rare_word)
{
    joined small;
    join(&small, (pal_panel_shape){.forms = 64, .terms = 50}, 2);
    cr_assert_eq(pal_panels_scan(small.all, expect_words, small.all, NULL), PAL_OK);
    part(&small);
}

Test(panel_bounds, a_negator_is_told_however_rare)
{
    pal_panel *p;
    pal_panels *all;
    cr_assert_eq(pal_panel_open(&p, (pal_panel_shape){.terms = 2}, NULL), PAL_OK);
    for (uint64_t row = 1; row <= 9; row++) {
        char word[16];
        snprintf(word, sizeof word, "sana%u", (unsigned)row);
        const uint32_t terms[] = {
            pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, pal_str_from(word)),
                           PAL_STR(""), 0),
            pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("tuskin")),
                           PAL_STR("tuskin"), PAL_FORM_NEGATOR)};
        const pal_panel_row out = {
            .row = row, .terms = terms, .term_count = row == 1 ? 2 : 1};
        cr_assert_eq(pal_panel_add(p, &out, NULL, NULL), PAL_OK);
    }
    for (unsigned i = 0; i < 3; i++) {
        char word[16];
        snprintf(word, sizeof word, "muu%u", i);
        const uint32_t term =
            pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, pal_str_from(word)),
                           pal_str_from(word), 0);
        const pal_panel_row out = {.row = 10 + i, .terms = &term, .term_count = 1};
        cr_assert_eq(pal_panel_add(p, &out, NULL, NULL), PAL_OK);
    }
    cr_assert_eq(pal_panels_join(&all, &p, 1, false, NULL, NULL, NULL), PAL_OK);
    size_t count;
    const pal_term *terms = pal_panels_terms(all, &count);
    cr_expect(pal_str_equal(terms[1].key, PAL_STR("")), "nine tokens with one key");
    cr_expect_eq(terms[1].count, 9u);
    cr_expect(pal_str_equal(terms[2].key, PAL_STR("tuskin")));
    cr_expect_eq(pal_panels_rare(all).below, 5u);
    cr_expect_eq(pal_panels_rare(all).tokens, 3u);
    cr_expect_eq(pal_panels_rare(all).once, 3u);
    pal_panels_close(all);
    pal_panel_close(p);
}
