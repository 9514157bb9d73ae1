#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "stats/panel.h"

enum { PARTS = 2 };

static const pal_panel_shape shape = {.themes = 3, .groups = 2, .measures = 1};

/* Rows of a small survey: words as indices into `words`, 0 = break. */
typedef struct line {
    uint64_t row;
    pal_band band;
    int score;
    int64_t weight;
    const char *values[2];
    int32_t measure;
    pal_panel_tag tag;
    size_t tag_count;
    const char *words[6]; /* "|" = break, NULL = end */
} line;

static const line lines[] = {
    {1,
     PAL_BAND_DETRACTOR,
     3,
     PAL_WEIGHT_ONE,
     {"w2", "north"},
     -1500,
     {.theme = 2,
      .polarity = PAL_NEGATIVE,
      .wish = true,
      .clause = 1,
      .line = 0,
      .start = 300,
      .end = 70000},
     1,
     {"jono", "|", "jonossa", "ja", NULL}},
    {2,
     PAL_BAND_PROMOTER,
     10,
     2500000,
     {"w1", ""},
     PAL_MEASURE_NONE,
     {.theme = 0},
     0,
     {"jonossa", NULL}},
    {3,
     PAL_BAND_NONE,
     -1,
     PAL_WEIGHT_ONE,
     {"w1", "east"},
     7,
     {.theme = 1, .polarity = PAL_POSITIVE},
     1,
     {NULL}},
};
enum { LINES = sizeof lines / sizeof *lines };

static pal_str key_of(const char *word)
{
    return strncmp(word, "jono", 4) == 0 ? PAL_STR("jono") : pal_str_from(word);
}

static void add(pal_panel *p, const line *l)
{
    uint32_t terms[8];
    size_t count = 0;
    for (; l->words[count]; count++)
        terms[count] =
            l->words[count][0] == '|'
                ? PAL_TERM_BREAK
                : pal_panel_form(
                      p, pal_panel_ask(p, PAL_LANGUAGE_FI, pal_str_from(l->words[count])),
                      key_of(l->words[count]), false);
    pal_str values[2] = {pal_str_from(l->values[0]), pal_str_from(l->values[1])};
    pal_panel_row row = {.row = l->row,
                         .place = 5,
                         .band = l->band,
                         .score = l->score,
                         .weight = l->weight,
                         .commented = count != 0,
                         .sentiment = PAL_MIXED,
                         .language = PAL_LANGUAGE_MIXED,
                         .measures = &l->measure,
                         .tags = &l->tag,
                         .tag_count = l->tag_count,
                         .terms = terms,
                         .term_count = count};
    cr_assert_eq(pal_panel_add(p, &row, values, NULL), PAL_OK);
}

static bool is_ja(void *ctx, pal_language language, pal_str key, pal_str form)
{
    (void)ctx;
    (void)form;
    return language == PAL_LANGUAGE_FI && pal_str_equal(key, PAL_STR("ja"));
}

typedef struct seen {
    const pal_panels *all;
    size_t rows;
} seen;

static uint32_t value_at(const pal_panels *all, size_t column, const char *text)
{
    size_t count;
    const pal_str *values = pal_panels_values(all, column, &count);
    for (uint32_t i = 0; i < count; i++)
        if (pal_str_equal(values[i], pal_str_from(text)))
            return i + 1;
    return 0;
}

static pal_status check(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    seen *s = ctx;
    const line *l = &lines[row->row - 1];
    s->rows++;
    cr_expect_eq(row->place, 5u);
    cr_expect_eq(row->band, l->band);
    cr_expect_eq(row->score, l->score);
    cr_expect_eq(row->weight, l->weight);
    cr_expect_eq(row->sentiment, PAL_MIXED);
    cr_expect_eq(row->language, PAL_LANGUAGE_MIXED);
    cr_expect_eq(row->measures[0], l->measure);
    for (size_t g = 0; g < 2; g++)
        cr_expect_eq(row->groups[g], value_at(s->all, g, l->values[g]));
    cr_assert_eq(row->tag_count, l->tag_count);
    for (size_t i = 0; i < row->tag_count; i++) {
        cr_expect_eq(row->tags[i].theme, l->tag.theme);
        cr_expect_eq(row->tags[i].polarity, l->tag.polarity);
        cr_expect_eq(row->tags[i].wish, l->tag.wish);
        cr_expect_eq(row->tags[i].clause, l->tag.clause);
        cr_expect_eq(row->tags[i].start, l->tag.start);
        cr_expect_eq(row->tags[i].end, l->tag.end);
    }
    size_t terms;
    const pal_term *term = pal_panels_terms(s->all, &terms);
    size_t count = 0;
    for (; l->words[count]; count++) {
        cr_assert_lt(count, row->term_count);
        if (l->words[count][0] == '|')
            cr_expect_eq(row->terms[count], PAL_TERM_BREAK);
        else
            cr_expect(
                pal_str_equal(term[row->terms[count]].key, key_of(l->words[count])));
    }
    cr_expect_eq(row->term_count, count);
    return PAL_OK;
}

static void join_and_check(const size_t *part_of, bool as_read)
{
    pal_panel *parts[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        cr_assert_eq(pal_panel_open(&parts[i], shape, NULL), PAL_OK);
    for (size_t i = 0; i < LINES; i++)
        add(parts[part_of[i]], &lines[i]);
    pal_panels *all;
    cr_assert_eq(pal_panels_join(&all, parts, PARTS, as_read, is_ja, NULL, NULL), PAL_OK);
    size_t count;
    const pal_term *terms = pal_panels_terms(all, &count);
    cr_assert_eq(count, 3u); /* the break, ja, jono */
    cr_expect(terms[1].stop);
    cr_expect(!terms[2].stop);
    cr_expect_eq(terms[2].count, 3u);
    cr_expect(pal_str_equal(terms[2].form, PAL_STR("jonossa")), "twice, jono once");
    const pal_str *waves = pal_panels_values(all, 0, &count);
    cr_assert_eq(count, 2u);
    cr_expect(pal_str_equal(waves[0], as_read ? PAL_STR("w2") : PAL_STR("w1")));
    seen s = {.all = all};
    for (int pass = 0; pass < 2; pass++)
        cr_assert_eq(pal_panels_scan(all, check, &s, NULL), PAL_OK);
    cr_expect_eq(s.rows, 2u * LINES);
    cr_expect_eq(pal_panels_rows(all), (uint64_t)LINES);
    pal_panels_close(all);
    for (size_t i = 0; i < PARTS; i++)
        pal_panel_close(parts[i]);
}

Test(panel, rows_come_back_as_they_were_added)
{
    join_and_check((const size_t[LINES]){0, 0, 0}, false);
}

Test(panel, numbers_do_not_depend_on_the_split)
{
    join_and_check((const size_t[LINES]){0, 1, 0}, false);
    join_and_check((const size_t[LINES]){1, 0, 0}, false);
    join_and_check((const size_t[LINES]){1, 1, 0}, true);
}

Test(panel, a_form_of_two_languages_is_two_terms)
{
    pal_panel *p;
    pal_panels *all;
    cr_assert_eq(pal_panel_open(&p, (pal_panel_shape){0}, NULL), PAL_OK);
    uint32_t fi = pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("app")),
                                 PAL_STR("appi"), true);
    uint32_t en = pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_EN, PAL_STR("app")),
                                 PAL_STR("app"), false);
    cr_expect_neq(fi, en);
    cr_expect_eq(pal_panel_known(p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("app"))),
                 fi);
    cr_expect_eq(pal_panel_known(p, pal_panel_ask(p, PAL_LANGUAGE_OTHER, PAL_STR("app"))),
                 fi, "all that is not English counts as Finnish");
    cr_expect_eq(pal_panel_known(p, pal_panel_ask(p, PAL_LANGUAGE_EN, PAL_STR("app"))),
                 en);
    cr_expect_eq(pal_panel_known(p, pal_panel_ask(p, PAL_LANGUAGE_EN, PAL_STR("appi"))),
                 0u, "a key is no form");
    cr_expect_eq(pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("app")),
                                PAL_STR("appi"), true),
                 fi);
    cr_assert_eq(pal_panels_join(&all, &p, 1, false, NULL, NULL, NULL), PAL_OK);
    size_t count;
    const pal_term *terms = pal_panels_terms(all, &count);
    cr_assert_eq(count, 3u);
    cr_expect_eq(terms[1].language, PAL_LANGUAGE_EN);
    cr_expect(pal_str_equal(terms[2].form, PAL_STR("appi")),
              "a dictionary form is shown");
    pal_panels_close(all);
    pal_panel_close(p);
}

/* More than the first tables hold; keys that are the form, longer ones and empty ones. */
Test(panel, many_forms_keep_their_numbers_and_keys)
{
    enum { FORMS = 5000, LANGUAGES = 2 };
    static const pal_language languages[LANGUAGES] = {PAL_LANGUAGE_FI, PAL_LANGUAGE_EN};
    pal_panel *p;
    pal_panels *all;
    cr_assert_eq(pal_panel_open(&p, (pal_panel_shape){0}, NULL), PAL_OK);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < FORMS * LANGUAGES; i++) {
            char form[32];
            char key[64];
            snprintf(form, sizeof form, "sana%04ux", (unsigned)i / LANGUAGES);
            snprintf(key, sizeof key, i % 3 ? "%s" : "avain-%s", form);
            cr_assert_eq(pal_panel_form(p,
                                        pal_panel_ask(p, languages[i % LANGUAGES],
                                                      pal_str_from(form)),
                                        pal_str_from(i % 3 == 2 ? "" : key), 0),
                         i + 1);
        }
    cr_assert_eq(pal_panels_join(&all, &p, 1, false, NULL, NULL, NULL), PAL_OK);
    size_t count;
    const pal_term *terms = pal_panels_terms(all, &count);
    size_t whole = 0;
    size_t longer = 0;
    size_t empty = 0;
    for (size_t t = 1; t < count; t++) {
        whole += pal_str_starts(terms[t].key, PAL_STR("sana")) && terms[t].key.len == 9;
        longer += pal_str_starts(terms[t].key, PAL_STR("avain-sana"));
        empty += terms[t].key.len == 0;
    }
    cr_expect_eq(whole, 3333u);
    cr_expect_eq(longer, 3334u);
    cr_expect_eq(empty, 2u, "one a language");
    pal_panels_close(all);
    pal_panel_close(p);
}

static pal_status stop_at_once(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)row;
    (void)err;
    ++*(size_t *)ctx;
    return PAL_ESTOP;
}

Test(panel, a_pass_ends_when_it_is_told_to)
{
    pal_panel *p;
    pal_panels *all;
    size_t calls = 0;
    cr_assert_eq(pal_panel_open(&p, shape, NULL), PAL_OK);
    for (size_t i = 0; i < LINES; i++)
        add(p, &lines[i]);
    cr_assert_eq(pal_panels_join(&all, &p, 1, false, NULL, NULL, NULL), PAL_OK);
    cr_expect_eq(pal_panels_scan(all, stop_at_once, &calls, NULL), PAL_ESTOP);
    cr_expect_eq(calls, 1u);
    pal_panels_close(all);
    pal_panel_close(p);
}

static bool is_toi(void *ctx, pal_language language, pal_str key, pal_str form)
{
    (void)ctx;
    (void)language;
    (void)key;
    return pal_str_equal(form, PAL_STR("toi"));
}

Test(panel, a_few_forms_of_a_function_word_do_not_stop_the_whole_word)
{
    for (uint32_t spoken = 1; spoken <= 3; spoken += 2) {
        pal_panel *p;
        pal_panels *all;
        cr_assert_eq(pal_panel_open(&p, (pal_panel_shape){0}, NULL), PAL_OK);
        pal_str key = PAL_STR("tuoda");
        uint32_t toi =
            pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("toi")), key, 0);
        uint32_t tuotiin =
            pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, PAL_STR("tuotiin")), key,
                           PAL_FORM_DICTIONARY | PAL_FORM_KNOWN);
        const uint32_t terms[] = {tuotiin, tuotiin, toi, toi, toi};
        const pal_panel_row row = {.row = 1, .terms = terms, .term_count = 2 + spoken};
        cr_assert_eq(pal_panel_add(p, &row, NULL, NULL), PAL_OK);
        cr_assert_eq(pal_panels_join(&all, &p, 1, false, is_toi, NULL, NULL), PAL_OK);
        size_t count;
        const pal_term *term = pal_panels_terms(all, &count);
        cr_assert_eq(count, 2u);
        cr_expect_eq(term[1].stop, spoken == 3, "%u of %u", spoken, 2 + spoken);
        cr_expect_eq(term[1].flags, (unsigned)(PAL_FORM_DICTIONARY | PAL_FORM_KNOWN));
        pal_panels_close(all);
        pal_panel_close(p);
    }
}
