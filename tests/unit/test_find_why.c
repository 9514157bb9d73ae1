#include "why_help.h"

#include <math.h>

static saids s;

static const pal_why_tree *grow(const pal_why_ask *ask)
{
    const pal_why_findings *w = said_find(&s, ask);
    cr_assert_not_null(w);
    cr_assert_eq(w->count, 1u);
    return &w->trees[0];
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fabs(b);
}

Test(find_why, the_first_level_compares_the_band_with_the_others)
{
    said_plant(&s);
    const pal_why_tree *t = grow(&said_queue);
    const pal_why_node *n = &t->nodes[0];
    cr_expect_eq(n->n, 38u);
    cr_expect_eq(n->of, 60u, "rows without a comment do not count");
    cr_expect_eq(n->n_rest, 6u);
    cr_expect_eq(n->of_rest, 80u);
    cr_expect(near(n->z, 7.042327833403619));
    cr_expect(near(n->low, 0.40912511775125127) && near(n->high, 0.6758700078447462));
    cr_expect_eq(t->tested[PAL_WHY_WHO], 2u, "two themes have five respondents");
    cr_expect(near(n->q, 2 * 3.6632515286380525e-13), "%.17g", n->q);
    cr_expect(t->claimed[PAL_WHY_WHO]);
    cr_expect_eq(t->polarity[PAL_NEGATIVE], 38u);
    cr_expect_eq(t->with.bands.promoters, 6u);
    cr_expect_eq(t->rest.bands.detractors, 22u);
    cr_expect(near(t->with.nps, 100.0 * (6 - 38) / 44));
    said_close(&s);
}

Test(find_why, another_theme_is_found_in_the_same_answers)
{
    said_plant(&s);
    const pal_why_tree *t = grow(&said_queue);
    cr_expect_eq(t->tested[PAL_WHY_WITH], 1u);
    cr_assert_eq(said_count(t, PAL_WHY_WITH), 1u);
    const pal_why_node *n = said_node(t, PAL_WHY_WITH, 0);
    cr_expect_eq(n->theme, 1u);
    cr_expect(n->n == 16 && n->of == 38 && n->n_rest == 2 && n->of_rest == 22);
    cr_expect(near(n->q, 0.004254462547322888), "%.17g", n->q);
    said_close(&s);
}

Test(find_why, words_of_the_mentioning_clauses_are_the_sub_reasons)
{
    said_plant(&s);
    const pal_why_tree *t = grow(&said_queue);
    cr_expect_eq(t->tested[PAL_WHY_ABOUT], 3u, "jono, puhelin, jono puhelin");
    cr_assert_eq(said_count(t, PAL_WHY_ABOUT), 2u,
                 "the phrase tells all of the word puhelin");
    const pal_why_node *word = &t->nodes[2];
    const pal_why_node *phrase = &t->nodes[3];
    cr_expect(pal_str_equal(word->name, PAL_STR("jono")));
    cr_expect(word->n == 38 && word->of == 38 && word->n_rest == 6 &&
              word->of_rest == 152);
    cr_expect(near(word->z, 7.690299902668081), "%.17g", word->z);
    cr_expect(near(word->q, 3 * 1.0705293101143208e-32), "%.17g", word->q);
    cr_expect(near(word->low, 0.8587334751071132) &&
              near(word->high, 0.9817853952921842));
    cr_expect(pal_str_equal(phrase->name, PAL_STR("jono puhelin")));
    cr_expect(phrase->n == 16 && phrase->n_rest == 0);
    cr_expect(near(phrase->z, 3.9594747378451696), "%.17g", phrase->z);
    cr_expect(near(phrase->q, 3.254522860150978e-10), "%.17g", phrase->q);
    cr_expect(!phrase->exact, "the larger p of both contrasts is that of the band");
    said_close(&s);
}

Test(find_why, values_where_the_theme_and_its_sub_reason_are_more_common)
{
    said_plant(&s);
    const pal_why_tree *t = grow(&said_queue);
    cr_expect_eq(t->tested[PAL_WHY_WHERE], 2u, "no detractor is in the east");
    const pal_why_node *n = said_node(t, PAL_WHY_WHERE, 0);
    cr_assert_not_null(n);
    cr_expect(pal_str_equal(n->column, PAL_STR("Alue")));
    cr_expect(pal_str_equal(n->name, PAL_STR("etelä")));
    cr_expect(n->n == 28 && n->of == 28 && n->n_rest == 10 && n->of_rest == 32);
    cr_expect(near(n->q, 4.0070934118446195e-10), "%.17g", n->q);
    /* of the mentions in the south 16 of 28 are about the phone, in the north none: two
     * sub-reasons and two values make four tests */
    n = said_node(t, PAL_WHY_WHERE, 3);
    cr_assert_not_null(n);
    cr_expect(n->n == 16 && n->of == 28 && n->n_rest == 0 && n->of_rest == 10);
    cr_expect(n->exact);
    cr_expect(near(n->q, 2 * 0.0019172187060828379), "%.17g", n->q);
    cr_expect_null(said_node(t, PAL_WHY_WHERE, 2), "all mentions have the word");
    cr_expect_eq(said_count(t, PAL_WHY_WHERE), 2u);
    cr_expect_eq(t->node_count, 6u, "and nothing else");
    said_close(&s);
}

Test(find_why, all_answers_instead_of_a_band_are_compared_with_nothing)
{
    said_plant(&s);
    const pal_why_tree *t = grow(&(pal_why_ask){.theme = 0, .band = PAL_BAND_NONE});
    cr_expect(t->nodes[0].n == 44 && t->nodes[0].of == 140);
    cr_expect_eq(t->nodes[0].of_rest, 0u);
    cr_expect(isnan(t->nodes[0].q) && !t->claimed[PAL_WHY_WHO]);
    cr_expect_eq(t->polarity[PAL_POSITIVE], 6u);
    cr_expect_not_null(said_node(t, PAL_WHY_ABOUT, 0));
    said_close(&s);
}

Test(find_why, a_theme_of_four_respondents_has_no_tree)
{
    s = (saids){0};
    said_add(&s, 4, (said){PAL_BAND_DETRACTOR, "etelä", "jono", "0-", 0});
    said_add(&s, 50, (said){PAL_BAND_PROMOTER, "itä", "tuote", "", 0});
    const pal_why_tree *t = grow(&said_queue);
    cr_expect(t->few);
    cr_expect_eq(t->node_count, 0u);
    said_close(&s);
}

Test(find_why, the_k_threshold_holds_for_every_level)
{
    said_plant(&s);
    s.t.run.k_threshold = 5;
    const pal_why_findings *w = said_find(&s, &said_queue);
    cr_assert_not_null(w);
    s.t.run.k_threshold = 17;
    w = NULL;
    cr_assert_eq(pal_why_find(&w, &s.t.run, NULL), PAL_OK);
    const pal_why_tree *t = &w->trees[0];
    cr_expect_null(said_node(t, PAL_WHY_WITH, 0), "16 respondents");
    cr_expect_eq(said_count(t, PAL_WHY_ABOUT), 1u, "16 respondents say the phrase");
    for (size_t i = 0; i < t->node_count; i++)
        cr_expect(t->nodes[i].n >= 17 && t->nodes[i].of >= 17);
    said_close(&s);
}

Test(find_why, themes_that_weigh_most_are_chosen_and_signals_never)
{
    said_plant(&s);
    const pal_why_findings *w = said_find(&s, NULL);
    cr_assert_not_null(w);
    cr_expect(!w->asked);
    /* theme 0 weighs more down than theme 1; nothing weighs up: 6 promoters among 44 */
    cr_assert_eq(w->count, 2u);
    cr_expect(w->trees[0].theme == 0 && w->trees[0].band == PAL_BAND_DETRACTOR);
    cr_expect(w->trees[1].theme == 1 && w->trees[1].band == PAL_BAND_DETRACTOR);
    pal_theme themes[TALK_THEMES];
    memcpy(themes, talk_themes, sizeof themes);
    themes[0].kind = PAL_STR("signal");
    s.t.run.themes = themes;
    cr_assert_eq(pal_why_find(&w, &s.t.run, NULL), PAL_OK);
    cr_assert_eq(w->count, 1u);
    cr_expect_eq(w->trees[0].theme, 1u);
    said_close(&s);
}

Test(find_why, nine_mentions_are_not_chosen)
{
    s = (saids){0};
    said_add(&s, 9, (said){PAL_BAND_DETRACTOR, "", "jono", "0-", 0});
    said_add(&s, 60, (said){PAL_BAND_PROMOTER, "", "tuote", "", 0});
    cr_expect_null(said_find(&s, NULL));
    said_close(&s);
}

Test(find_why, every_memory_limit_ends_in_enomem_or_a_tree)
{
    said_plant(&s);
    cr_assert_not_null(said_find(&s, &said_queue));
    pal_arena *own = s.t.run.mem;
    pal_status last = PAL_ENOMEM;
    size_t failures = 0;
    for (size_t limit = 64; last != PAL_OK && limit < (1u << 20); limit += 64) {
        const pal_why_findings *w = NULL;
        pal_arena *mem = pal_arena_open(limit);
        s.t.run.mem = mem;
        last = mem ? pal_why_find(&w, &s.t.run, NULL) : PAL_ENOMEM;
        cr_expect(last == PAL_OK || last == PAL_ENOMEM);
        cr_expect_eq(w != NULL, last == PAL_OK);
        failures += last != PAL_OK;
        pal_arena_close(mem);
    }
    cr_expect_eq(last, PAL_OK);
    cr_expect_gt(failures, 10u);
    s.t.run.mem = own;
    said_close(&s);
}

/* Rows of a large survey, all with the theme, in two clauses of which every fourth says
 * "puhelin". */
static const pal_why_tree *grow_large(pal_panel *panel, pal_panels **panels,
                                      pal_stats_run *run, bool backwards)
{
    enum { ROWS = 140000 };
    const said said_of[] = {
        {PAL_BAND_DETRACTOR, "etelä", "jono puhelin | tuote", "0-", 0},
        {PAL_BAND_DETRACTOR, "itä", "jono | tuote", "0-", 0}};
    for (uint64_t i = 1; i <= ROWS; i++) {
        uint64_t row = backwards ? ROWS + 1 - i : i;
        said_put(panel, &said_of[row % 4 != 0], row);
    }
    cr_assert_eq(pal_panels_join(panels, &panel, 1, false, talk_is_stop, NULL, NULL),
                 PAL_OK);
    const pal_why_findings *w = NULL;
    run->panels = *panels;
    cr_assert_eq(pal_why_find(&w, run, NULL), PAL_OK);
    cr_expect_eq(w->step, 3u, "140,000 mentions are more than two times 65,536");
    return &w->trees[0];
}

Test(find_why, of_many_mentions_one_row_in_three_is_read)
{
    static const pal_str columns[] = {PAL_INIT("Alue")};
    const pal_panel_shape shape = {.themes = TALK_THEMES, .groups = 1};
    uint64_t read[2] = {0, 0};
    for (int pass = 0; pass < 2; pass++) {
        pal_panel *panel = NULL;
        pal_panels *panels = NULL;
        pal_stats_run run = {.mem = pal_arena_open((size_t)1 << 24),
                             .themes = talk_themes,
                             .theme_count = TALK_THEMES,
                             .columns = columns,
                             .column_count = 1,
                             .k_threshold = 5,
                             .why = &said_queue};
        cr_assert_eq(pal_panel_open(&panel, shape, NULL), PAL_OK);
        const pal_why_tree *t = grow_large(panel, &panels, &run, pass != 0);
        cr_expect_eq(t->nodes[0].n, 140000u, "the first level counts all rows");
        const pal_why_node *phrase = said_node(t, PAL_WHY_ABOUT, 0);
        cr_assert_not_null(phrase);
        read[pass] = phrase->of;
        /* a third, give or take four standard errors */
        cr_expect(phrase->of > 45960 && phrase->of < 47374, "%llu",
                  (unsigned long long)phrase->of);
        pal_panels_close(panels);
        pal_panel_close(panel);
        pal_arena_close(run.mem);
    }
    cr_expect_eq(read[0], read[1], "the order of the rows does not matter");
}

/* --- quotes --- */

static uint64_t quoted(const pal_why_node *n, size_t i)
{
    return i < n->quote_count ? n->quotes[i].row : 0;
}

Test(find_why, quotes_fit_in_tone_and_differ_in_words)
{
    s = (saids){0};
    /* rows 1 to 5: the words that most have; 6 and 7: the same words but one */
    said_add(
        &s, 5,
        (said){PAL_BAND_DETRACTOR, "", "jono puhelin tunti odottaa asiakas", "0-", 0});
    said_add(&s, 1,
             (said){PAL_BAND_DETRACTOR, "", "jono puhelin tunti odottaa eilen", "0-", 0});
    said_add(
        &s, 1,
        (said){PAL_BAND_DETRACTOR, "", "jono puhelin tunti odottaa tänään", "0-", 0});
    /* 8: praise; 9: other words; 10: too short to say much */
    said_add(&s, 1,
             (said){PAL_BAND_DETRACTOR, "", "jono ystävällinen palvelu nopea", "0+", 0});
    said_add(
        &s, 1,
        (said){PAL_BAND_DETRACTOR, "", "kassa lauantai myymälä ruuhka jono", "0-", 0});
    said_add(&s, 1, (said){PAL_BAND_DETRACTOR, "", "jono", "0-", 0});
    said_add(&s, 20, (said){PAL_BAND_PROMOTER, "", "tuote hyvä!", "", 0});
    const pal_why_tree *t = grow(&said_queue);
    const pal_why_node *n = &t->nodes[0];
    cr_assert_eq(n->quote_count, 2u);
    cr_expect_eq(quoted(n, 0), 1u, "row %llu", (unsigned long long)quoted(n, 0));
    cr_expect_eq(quoted(n, 1), 9u, "row %llu", (unsigned long long)quoted(n, 1));
    cr_expect_eq(n->quotes[0].start, 1u);
    said_close(&s);
}

Test(find_why, a_respondent_and_a_text_are_quoted_once_in_a_tree)
{
    said_plant(&s);
    for (int pass = 0; pass < 2; pass++) {
        s.shuffled = pass != 0;
        const pal_why_tree *t = grow(&said_queue);
        uint64_t rows[32];
        size_t count = 0;
        for (size_t i = 0; i < t->node_count; i++)
            for (size_t q = 0; q < t->nodes[i].quote_count; q++)
                rows[count++] = t->nodes[i].quotes[q].row;
        /* three different texts mention the theme */
        cr_expect_leq(count, 3u);
        cr_expect_gt(count, 0u);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < i; k++)
                cr_expect_neq(rows[i], rows[k]);
        said_close(&s);
    }
}

/* --- whatever comes by chance --- */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Each column of the panel in an order of its own: nothing goes with anything. */
static void shuffle(const saids *from, uint32_t *state)
{
    s = *from;
    for (size_t i = s.count; i > 1; i--) {
        said *last = &s.items[i - 1];
        said *others[3];
        for (size_t k = 0; k < 3; k++)
            others[k] = &s.items[next_random(state) % i];
        pal_band band = last->band;
        last->band = others[0]->band;
        others[0]->band = band;
        const char *group = last->group;
        last->group = others[1]->group;
        others[1]->group = group;
        const char *words = last->words;
        last->words = others[2]->words;
        others[2]->words = words;
    }
}

/* 240 answers of two clauses; the themes stand in the first one. */
static void fill_random(saids *out)
{
    static const char *const words[] = {"jono puhelin | lasku",  "lasku tuote | jono",
                                        "tuote puhelin | hinta", "hinta jono | tuote",
                                        "puhelin lasku | hinta", "hinta tuote | lasku"};
    static const char *const tags[] = {"0-", "0-1-", "1-", "2+", "", "0+2-"};
    static const char *const groups[] = {"a", "b", "c"};
    uint32_t state = 7;
    *out = (saids){0};
    for (size_t i = 0; i < 240; i++)
        said_add(out, 1,
                 (said){(pal_band)(1 + next_random(&state) % 3),
                        groups[next_random(&state) % 3], words[next_random(&state) % 6],
                        tags[next_random(&state) % 6], 0});
}

Test(find_why, a_shuffled_panel_shows_no_more_than_the_false_rate)
{
    enum { RUNS = 200 };
    static saids base;
    size_t claims[PAL_WHY_LEVEL_COUNT] = {0};
    uint32_t state = 11;
    fill_random(&base);
    for (size_t i = 0; i < RUNS; i++) {
        shuffle(&base, &state);
        const pal_why_tree *t = grow(&said_queue);
        for (size_t l = PAL_WHY_WHO; l <= PAL_WHY_WHERE; l++)
            claims[l] += l == PAL_WHY_WHO ? t->nodes[0].q <= 0.05 : t->claimed[l];
        said_close(&s);
    }
    /* 5 % of 200 are 10; three standard errors of a binomial share are 9 more. The words
     * of the first clause are the theme's own: they are not shuffled away from it, so
     * that level is left out here. */
    static const pal_why_level levels[] = {PAL_WHY_WHO, PAL_WHY_WITH, PAL_WHY_WHERE};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        cr_expect_leq(claims[levels[i]], 19u, "level %d: %zu", (int)levels[i],
                      claims[levels[i]]);
}

Test(find_why, words_without_a_reason_are_claimed_no_more_than_the_false_rate)
{
    enum { RUNS = 200 };
    static const char *const words[] = {"jono", "lasku", "tuote", "hinta", "puhelin"};
    size_t claims = 0;
    uint32_t state = 5;
    for (size_t i = 0; i < RUNS; i++) {
        s = (saids){0};
        for (size_t k = 0; k < 240; k++)
            said_add(&s, 1,
                     (said){(pal_band)(1 + next_random(&state) % 3), "",
                            words[next_random(&state) % 5],
                            next_random(&state) % 2 ? "0-" : "", 0});
        claims += grow(&said_queue)->claimed[PAL_WHY_ABOUT];
        said_close(&s);
    }
    cr_expect_leq(claims, 19u, "%zu of %d", claims, RUNS);
}
