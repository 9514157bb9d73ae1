#include <criterion/criterion.h>

#include "base/str.h"
#include "stats/tally.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { THEMES = 6, COLUMNS = 2, ROWS = 900, PARTS = 7 };

static const pal_str ids[THEMES] = {PAL_INIT("f"), PAL_INIT("e"), PAL_INIT("d"),
                                    PAL_INIT("c"), PAL_INIT("b"), PAL_INIT("a")};
static const pal_str names[COLUMNS] = {PAL_INIT("wave"), PAL_INIT("region")};

/* One row and what it points to. */
typedef struct row {
    pal_fact fact;
    pal_comment_fact comments[3];
    pal_tag tags[THEMES];
    pal_str groups[COLUMNS];
    char values[COLUMNS][16];
} row;

static uint32_t roll(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525 + 1013904223;
    return (*state >> 8) % below;
}

/* Words of answers, many of them the same, more of them than a summary lists. */
static pal_respelt_word respelt[33];
static char forms[33][8];

static void make_words(void)
{
    for (uint32_t i = 0; i < 33; i++) {
        snprintf(forms[i], sizeof forms[i], "w%u", i * i % 31);
        respelt[i] = (pal_respelt_word){pal_str_from(forms[i]), PAL_STR("word"),
                                        PAL_RESPELT_SPOKEN + i * i % 31 % 4};
    }
}

static void make_row(row *r, uint32_t *state)
{
    *r = (row){.fact = {.band = (pal_band)roll(state, PAL_BAND_COUNT)}};
    r->fact.comment_count = roll(state, 4);
    for (size_t i = 0; i < r->fact.comment_count; i++)
        r->comments[i] = (pal_comment_fact){(pal_language)roll(state, 4),
                                            (pal_polarity)roll(state, PAL_POLARITY_COUNT),
                                            &respelt[roll(state, 30)], roll(state, 4)};
    for (uint32_t t = 0; r->fact.comment_count != 0 && t + 1 < THEMES; t++)
        if (roll(state, 3) == 0)
            r->tags[r->fact.tag_count++] =
                (pal_tag){.theme = t,
                          .polarity = (pal_polarity)roll(state, 3),
                          .wish = roll(state, 5) == 0};
    for (size_t c = 0; c < COLUMNS; c++) {
        snprintf(r->values[c], sizeof r->values[c], "value%u", roll(state, 5));
        r->groups[c] = roll(state, 6) ? pal_str_from(r->values[c]) : PAL_STR("");
    }
    r->fact.comments = r->comments;
    r->fact.tags = r->tags;
    r->fact.groups = r->groups;
}

static void make_rows(row *rows, uint32_t *state)
{
    make_words();
    for (size_t i = 0; i < ROWS; i++) {
        make_row(&rows[i], state);
        rows[i].fact.row = i + 1;
    }
}

/* The rows split over tallies by `part_of`, merged from `first` on in a circle. */
static pal_summary summarise(pal_arena *mem, row *rows, size_t parts, size_t first,
                             bool stripes)
{
    pal_tally *tallies[PARTS];
    for (size_t p = 0; p < parts; p++)
        cr_assert_eq(pal_tally_open(&tallies[p], THEMES, COLUMNS, NULL), PAL_OK);
    for (size_t i = 0; i < ROWS; i++) {
        size_t part = stripes ? i % parts : i * parts / ROWS;
        cr_assert_eq(pal_tally_add(tallies[part], &rows[i].fact, NULL), PAL_OK);
    }
    for (size_t p = 1; p < parts; p++)
        cr_assert_eq(pal_tally_merge(tallies[first], tallies[(first + p) % parts], NULL),
                     PAL_OK);
    pal_summary s = {.rows = ROWS};
    cr_assert_eq(pal_tally_finish(tallies[first], mem, ids, names, false, &s, NULL),
                 PAL_OK);
    for (size_t p = 0; p < parts; p++)
        pal_tally_close(tallies[p]);
    return s;
}

static bool same_nps(pal_nps a, pal_nps b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_theme(const pal_theme_result *a, const pal_theme_result *b)
{
    return a->theme == b->theme && a->mentions == b->mentions && a->wishes == b->wishes &&
           memcmp(a->polarity, b->polarity, sizeof a->polarity) == 0 &&
           memcmp(&a->share, &b->share, sizeof a->share) == 0 &&
           memcmp(a->share_in_band, b->share_in_band, sizeof a->share_in_band) == 0 &&
           same_nps(a->with, b->with) && same_nps(a->rest, b->rest) &&
           memcmp(&a->impact, &b->impact, sizeof a->impact) == 0 &&
           memcmp(&a->impact_low, &b->impact_low, sizeof a->impact_low) == 0 &&
           memcmp(&a->impact_high, &b->impact_high, sizeof a->impact_high) == 0;
}

static void expect_same(const pal_summary *a, const pal_summary *b, size_t round)
{
    cr_expect(a->answers == b->answers && a->empty == b->empty &&
                  a->comments == b->comments && a->unscored == b->unscored &&
                  a->untagged == b->untagged,
              "round %zu: counts", round);
    cr_expect(memcmp(a->by_language, b->by_language, sizeof a->by_language) == 0);
    cr_expect(memcmp(a->respelt, b->respelt, sizeof a->respelt) == 0);
    cr_assert_eq(a->correction_count, b->correction_count);
    for (size_t i = 0; i < a->correction_count; i++) {
        const pal_correction *x = &a->corrections[i];
        const pal_correction *y = &b->corrections[i];
        cr_expect(pal_str_equal(x->form, y->form) &&
                      pal_str_equal(x->standard, y->standard) && x->why == y->why &&
                      x->words == y->words && x->answers == y->answers,
                  "round %zu: correction %zu", round, i);
    }
    cr_expect(memcmp(a->by_sentiment, b->by_sentiment, sizeof a->by_sentiment) == 0);
    cr_expect(memcmp(a->sentiment_in_band, b->sentiment_in_band,
                     sizeof a->sentiment_in_band) == 0);
    cr_expect(memcmp(a->comment_rate, b->comment_rate, sizeof a->comment_rate) == 0);
    cr_expect(same_nps(a->nps, b->nps) && same_nps(a->nps_commented, b->nps_commented) &&
                  same_nps(a->nps_untagged, b->nps_untagged),
              "round %zu: NPS", round);
    cr_assert_eq(a->theme_count, b->theme_count);
    for (size_t i = 0; i < a->theme_count; i++)
        cr_expect(same_theme(&a->themes[i], &b->themes[i]), "round %zu: theme %zu", round,
                  i);
    cr_assert_eq(a->group_count, b->group_count);
    for (size_t i = 0; i < a->group_count; i++) {
        const pal_group_result *x = &a->groups[i];
        const pal_group_result *y = &b->groups[i];
        cr_expect(pal_str_equal(x->column, y->column) &&
                      pal_str_equal(x->value, y->value) && x->rows == y->rows &&
                      x->commented == y->commented && same_nps(x->nps, y->nps) &&
                      memcmp(x->theme_mentions, y->theme_mentions, THEMES * 8) == 0 &&
                      memcmp(x->theme_negative, y->theme_negative, THEMES * 8) == 0,
                  "round %zu: group %zu", round, i);
    }
}

Test(stats_tally, any_split_and_any_order_give_the_same_figures)
{
    static row rows[ROWS];
    uint32_t state = 1;
    make_rows(rows, &state);
    pal_arena *mem = pal_arena_open(1 << 26);
    pal_summary whole = summarise(mem, rows, 1, 0, false);
    for (size_t round = 0; round < (PARTS - 1) * 4; round++) {
        size_t parts = 2 + round % (PARTS - 1);
        pal_summary split = summarise(mem, rows, parts, round % parts, round % 2 == 0);
        expect_same(&whole, &split, round);
    }
    pal_arena_close(mem);
}

Test(stats_tally, figures_add_up)
{
    static row rows[ROWS];
    uint32_t state = 99;
    make_rows(rows, &state);
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_summary s = summarise(mem, rows, 3, 1, true);
    cr_expect_eq(s.answers + s.empty, (uint64_t)ROWS);
    pal_bands all = s.nps.bands;
    cr_expect_eq(all.detractors + all.passives + all.promoters + s.unscored,
                 (uint64_t)ROWS);
    uint64_t by_tone = 0;
    uint64_t by_language = 0;
    for (size_t p = 0; p < PAL_POLARITY_COUNT; p++) {
        uint64_t in_bands = 0;
        for (size_t b = 0; b < PAL_BAND_COUNT; b++)
            in_bands += s.sentiment_in_band[b][p];
        cr_expect_eq(in_bands, s.by_sentiment[p]);
        by_tone += s.by_sentiment[p];
        by_language += s.by_language[p];
    }
    cr_expect_eq(by_tone, s.comments);
    cr_expect_eq(by_language, s.comments);
    cr_expect_eq(s.theme_count, (size_t)THEMES - 1,
                 "a theme without a mention is not listed");
    cr_expect_eq(s.lexicon_theme_count, (size_t)THEMES);
    for (size_t i = 0; i < s.theme_count; i++) {
        const pal_theme_result *t = &s.themes[i];
        cr_expect_eq(t->polarity[0] + t->polarity[1] + t->polarity[2], t->mentions);
        cr_expect_eq(t->with.bands.promoters + t->rest.bands.promoters,
                     s.nps_commented.bands.promoters);
        cr_expect(fabs(t->impact - (s.nps_commented.nps - t->rest.nps)) < 1e-9);
        if (i > 0)
            cr_expect_geq(fabs(s.themes[i - 1].impact), fabs(t->impact));
    }
    uint64_t grouped = 0;
    for (size_t i = 0; i < s.group_count; i++)
        grouped += s.groups[i].rows;
    uint64_t expected = 0;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            expected += rows[i].groups[c].len != 0;
    cr_expect_eq(grouped, expected);
    pal_arena_close(mem);
}

/* Ten answers that one can count by hand. */
Test(stats_tally, a_small_survey_by_hand)
{
    static const struct {
        pal_band band;
        bool comment, theme;
    } answers[] = {
        {PAL_BAND_DETRACTOR, true, true},  {PAL_BAND_DETRACTOR, true, true},
        {PAL_BAND_PASSIVE, true, true},    {PAL_BAND_PROMOTER, true, false},
        {PAL_BAND_PROMOTER, true, false},  {PAL_BAND_PROMOTER, true, false},
        {PAL_BAND_PASSIVE, true, false},   {PAL_BAND_DETRACTOR, true, false},
        {PAL_BAND_PROMOTER, false, false}, {PAL_BAND_NONE, true, true},
    };
    static const pal_comment_fact comment = {PAL_LANGUAGE_FI, PAL_NEGATIVE, NULL, 0};
    static const pal_tag tag = {.theme = 2, .polarity = PAL_NEGATIVE};
    pal_tally *tally = NULL;
    cr_assert_eq(pal_tally_open(&tally, THEMES, 0, NULL), PAL_OK);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        pal_fact fact = {.band = answers[i].band,
                         .comments = &comment,
                         .tags = &tag,
                         .comment_count = answers[i].comment,
                         .tag_count = answers[i].theme};
        cr_assert_eq(pal_tally_add(tally, &fact, NULL), PAL_OK);
    }
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_summary s = {.rows = 10};
    cr_assert_eq(pal_tally_finish(tally, mem, ids, names, false, &s, NULL), PAL_OK);
    cr_expect_eq(s.answers, 9u);
    cr_expect_eq(s.empty, 1u);
    cr_expect_eq(s.unscored, 1u);
    cr_expect_eq(s.untagged, 5u);
    cr_expect(fabs(s.nps.nps - 100.0 / 9) < 1e-12); /* 4 promoters, 3 detractors of 9 */
    cr_expect(fabs(s.nps_commented.nps) < 1e-12);   /* 3 and 3 of 8 */
    cr_expect(fabs(s.comment_rate[PAL_BAND_PROMOTER] - .75) < 1e-12);
    cr_assert_eq(s.theme_count, 1u);
    const pal_theme_result *t = &s.themes[0];
    cr_expect_eq(t->theme, 2u);
    cr_expect_eq(t->mentions, 4u);
    cr_expect(fabs(t->share - 4.0 / 9) < 1e-12);
    cr_expect(fabs(t->share_in_band[PAL_BAND_DETRACTOR] - 2.0 / 3) < 1e-12);
    cr_expect(fabs(t->with.nps + 200.0 / 3) < 1e-12); /* 2 detractors of 3 */
    cr_expect(fabs(t->rest.nps - 40) < 1e-12);        /* 3 and 1 of 5 */
    cr_expect(fabs(t->impact + 40) < 1e-12);          /* 0 now, 40 without it */
    cr_expect_eq(s.group_count, 0u);
    pal_tally_close(tally);
    pal_arena_close(mem);
}

Test(stats_tally, themes_of_equal_weight_stand_by_id)
{
    static const pal_comment_fact comment = {PAL_LANGUAGE_FI, PAL_NEUTRAL, NULL, 0};
    pal_tag tags[THEMES];
    for (uint32_t t = 0; t < THEMES; t++)
        tags[t] = (pal_tag){.theme = t};
    pal_tally *tally = NULL;
    cr_assert_eq(pal_tally_open(&tally, THEMES, 0, NULL), PAL_OK);
    pal_fact fact = {.band = PAL_BAND_PASSIVE,
                     .comments = &comment,
                     .comment_count = 1,
                     .tags = tags,
                     .tag_count = THEMES};
    cr_assert_eq(pal_tally_add(tally, &fact, NULL), PAL_OK);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_summary s = {.rows = 1};
    cr_assert_eq(pal_tally_finish(tally, mem, ids, names, false, &s, NULL), PAL_OK);
    for (uint32_t i = 0; i < THEMES; i++)
        cr_expect_eq(s.themes[i].theme, THEMES - 1 - i);
    pal_arena_close(mem);
    mem = pal_arena_open(64);
    cr_expect_eq(pal_tally_finish(tally, mem, ids, names, false, &s, NULL), PAL_ENOMEM);
    pal_arena_close(mem);
    pal_tally_close(tally);
    pal_tally_close(NULL);
}

Test(stats_tally, endless_group_values_are_refused)
{
    enum { MOST = 100000 };
    pal_tally *tally = NULL;
    cr_assert_eq(pal_tally_open(&tally, 1, 1, NULL), PAL_OK);
    char value[16];
    pal_status status = PAL_OK;
    for (unsigned i = 0; i <= MOST; i++) {
        int len = snprintf(value, sizeof value, "%u", i);
        pal_str group = {value, (size_t)len};
        pal_fact fact = {.groups = &group};
        status = pal_tally_add(tally, &fact, NULL);
        cr_assert_eq(status, i < MOST ? PAL_OK : PAL_ENOMEM, "value %u", i);
    }
    pal_tally_close(tally);
}

static void add_words(pal_tally *t, uint64_t number, const pal_respelt_word *words,
                      size_t count)
{
    const pal_comment_fact comment = {PAL_LANGUAGE_FI, PAL_NEUTRAL, words, count};
    const pal_str groups[COLUMNS] = {PAL_INIT(""), PAL_INIT("")};
    const pal_fact fact = {
        .row = number, .comments = &comment, .comment_count = 1, .groups = groups};
    cr_assert_eq(pal_tally_add(t, &fact, NULL), PAL_OK);
}

/* Words and answers are two counts; words of fewer answers than the threshold stay
 * unsaid; the same form may be read in two ways. */
Test(stats_tally, frequent_corrections_by_hand)
{
    static const pal_respelt_word ootin[] = {
        {PAL_INIT("ootin"), PAL_INIT("odotin"), PAL_RESPELT_SPOKEN},
        {PAL_INIT("ootin"), PAL_INIT("odotin"), PAL_RESPELT_SPOKEN}};
    static const pal_respelt_word hyva[] = {
        {PAL_INIT("hyva"), PAL_INIT("hyvä"), PAL_RESPELT_UMLAUT}};
    static const pal_respelt_word other[] = {
        {PAL_INIT("ootin"), PAL_INIT("ostin"), PAL_RESPELT_TYPO}};
    static const pal_respelt_word once[] = {
        {PAL_INIT("virtasne"), PAL_INIT("virtanen"), PAL_RESPELT_TYPO},
        {PAL_INIT("virtasne"), PAL_INIT("virtanen"), PAL_RESPELT_TYPO},
        {PAL_INIT("virtasne"), PAL_INIT("virtanen"), PAL_RESPELT_TYPO}};
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_tally *parts[2];
    for (size_t i = 0; i < 2; i++)
        cr_assert_eq(pal_tally_open(&parts[i], THEMES, COLUMNS, NULL), PAL_OK);
    add_words(parts[0], 1, ootin, 2);
    add_words(parts[1], 2, ootin, 1);
    add_words(parts[1], 3, hyva, 1);
    add_words(parts[0], 4, hyva, 1);
    add_words(parts[0], 5, other, 1);
    add_words(parts[1], 6, other, 1);
    add_words(parts[1], 7, once, 3);
    cr_assert_eq(pal_tally_merge(parts[0], parts[1], NULL), PAL_OK);
    pal_summary s = {.rows = 7, .k_threshold = 2};
    cr_assert_eq(pal_tally_finish(parts[0], mem, ids, names, false, &s, NULL), PAL_OK);
    static const struct {
        const char *form, *standard;
        uint64_t words, answers;
    } expected[] = {
        {"ootin", "odotin", 3, 2}, {"hyva", "hyvä", 2, 2}, {"ootin", "ostin", 2, 2}};
    cr_assert_eq(s.correction_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < s.correction_count; i++) {
        const pal_correction *c = &s.corrections[i];
        cr_expect(pal_str_equal(c->form, pal_str_from(expected[i].form)));
        cr_expect(pal_str_equal(c->standard, pal_str_from(expected[i].standard)));
        cr_expect_eq(c->words, expected[i].words, "%s", expected[i].form);
        cr_expect_eq(c->answers, expected[i].answers, "%s", expected[i].form);
    }
    cr_expect_eq(s.respelt[PAL_RESPELT_SPOKEN], 3u);
    cr_expect_eq(s.respelt[PAL_RESPELT_TYPO], 5u, "all are counted, shown or not");
    for (size_t i = 0; i < 2; i++)
        pal_tally_close(parts[i]);
    pal_arena_close(mem);
}
