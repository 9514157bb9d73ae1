#include "talk_help.h"

#include "report/write_findings.h"
#include "stats/unknown.h"

static talks t;

static const pal_unknown_findings *find(bool shuffled)
{
    const pal_unknown_findings *found = NULL;
    talk_join(&t, "Alue", false, shuffled);
    cr_assert_eq(pal_unknown_find(&found, &t.run, NULL), PAL_OK);
    return found;
}

static const pal_unknown_term *term_of(const pal_unknown_findings *u, const char *term)
{
    for (size_t i = 0; i < u->count; i++)
        if (pal_str_equal(u->terms[i].term, pal_str_from(term)))
            return &u->terms[i];
    return NULL;
}

static bool is(pal_str text, const char *expected)
{
    return pal_str_equal(text, pal_str_from(expected));
}

Test(find_unknown, impact_is_the_score_without_the_term)
{
    /* all: 20 detractors, 10 passives, 70 promoters = +50; without the 20 comments with
     * "kaapeli" (16, 2, 2): 4, 8, 68 of 80 = +80 */
    t = (talks){0};
    talk_add(&t, 16, (talk){PAL_BAND_DETRACTOR, "", "kaapeli", -1});
    talk_add(&t, 2, (talk){PAL_BAND_PASSIVE, "", "kaapeli kaapeli", -1});
    talk_add(&t, 2, (talk){PAL_BAND_PROMOTER, "", "kaapeli", -1});
    talk_add(&t, 4, (talk){PAL_BAND_DETRACTOR, "", "ja", 0});
    talk_add(&t, 8, (talk){PAL_BAND_PASSIVE, "", "ja", 0});
    talk_add(&t, 68, (talk){PAL_BAND_PROMOTER, "", "ja", 0});
    talk_add(&t, 3, (talk){PAL_BAND_NONE, "", "kaapeli", -1});
    talk_add(&t, 50, (talk){PAL_BAND_DETRACTOR, "", "", -1});
    const pal_unknown_findings *u = find(false);
    cr_assert_not_null(u);
    cr_assert_eq(u->count, 1u);
    const pal_unknown_term *term = &u->terms[0];
    cr_expect_eq(term->comments, 23u);
    cr_expect_eq(term->untagged, 23u);
    cr_assert(term->has_impact);
    cr_expect_float_eq(term->impact, 50.0 - 80.0, 1e-9);
    /* share sqrt(V_t/n_t + V_r/n_r), V = p + d - s^2, in points */
    double vt = 0.9 - 0.7 * 0.7;
    double vr = 0.9 - 0.8 * 0.8;
    double se2 = vt / 20 + vr / 80;
    double half = (term->impact_high - term->impact_low) / 2 / (1.959963984540054 * 20);
    cr_expect_float_eq(half * half, se2, 1e-9);
    cr_expect_eq(u->bands[PAL_BAND_DETRACTOR].comments, 20u);
    cr_expect_eq(u->bands[PAL_BAND_DETRACTOR].untagged, 16u);
    cr_expect_eq(u->bands[PAL_BAND_PROMOTER].untagged, 2u);
    cr_expect_eq(u->bands[PAL_BAND_NONE].untagged, 3u);
    talk_close(&t);
}

Test(find_unknown, nine_scored_mentions_have_no_impact_and_come_last)
{
    t = (talks){0};
    talk_add(&t, 9, (talk){PAL_BAND_DETRACTOR, "", "reititin", -1});
    talk_add(&t, 10, (talk){PAL_BAND_DETRACTOR, "", "kaapeli", -1});
    talk_add(&t, 40, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    const pal_unknown_findings *u = find(false);
    cr_assert_eq(u->count, 2u);
    cr_expect(is(u->terms[0].term, "kaapeli"));
    cr_expect(u->terms[0].has_impact);
    cr_expect(is(u->terms[1].term, "reititin"));
    cr_expect(!u->terms[1].has_impact);
    talk_close(&t);
}

Test(find_unknown, which_words_are_listed)
{
    t = (talks){0};
    talk_add(&t, 6,
             (talk){PAL_BAND_NONE, "", "ja hyvä! asiakas+ jono+ mokkula a 5g", -1});
    talk_add(&t, 4, (talk){PAL_BAND_NONE, "", "asiakas+ jono+ harva", 0});
    talk_add(&t, 3, (talk){PAL_BAND_NONE, "", "jono+", 0});
    const pal_unknown_findings *u = find(false);
    cr_assert_not_null(u);
    cr_expect_not_null(term_of(u, "mokkula"));
    cr_expect_not_null(term_of(u, "asiakas"),
                       "known, but 6 of 10 comments have no theme");
    cr_expect_null(term_of(u, "jono"), "7 of 13 comments have a theme");
    cr_expect_null(term_of(u, "hyvä"), "a word of judgement");
    cr_expect_null(term_of(u, "ja"));
    cr_expect_null(term_of(u, "harva"), "four respondents");
    cr_expect_null(term_of(u, "a"), "one letter");
    cr_expect_null(term_of(u, "5g"), "a digit is no element of a rule");
    cr_expect_eq(u->content_tokens, 6u * 6 + 4 * 3 + 3);
    cr_expect_eq(u->unknown_tokens, 6u * 3 + 4);
    talk_close(&t);
}

Test(find_unknown, a_theme_is_proposed_when_it_goes_with_the_term_beyond_chance)
{
    t = (talks){0};
    talk_add(&t, 12, (talk){PAL_BAND_NONE, "", "mokkula", 1});
    talk_add(&t, 2, (talk){PAL_BAND_NONE, "", "mokkula", 2});
    talk_add(&t, 10, (talk){PAL_BAND_NONE, "", "kaapeli", 2});
    talk_add(&t, 10, (talk){PAL_BAND_NONE, "", "kaapeli", 0});
    talk_add(&t, 100, (talk){PAL_BAND_NONE, "", "ja", 2});
    talk_add(&t, 100, (talk){PAL_BAND_NONE, "", "ja", 0});
    const pal_unknown_findings *u = find(false);
    const pal_unknown_term *term = term_of(u, "mokkula");
    cr_assert_not_null(term);
    cr_expect_eq(term->theme, 1u);
    cr_expect_eq(term->theme_comments, 12u);
    cr_expect(is(term->line, "valikoima\tauto\tmokkula"));
    term = term_of(u, "kaapeli");
    cr_assert_not_null(term);
    cr_expect_eq(term->theme, PAL_THEME_NONE, "as often as everywhere");
    cr_expect(is(term->line, "?\tauto\tkaapeli"));
    talk_close(&t);
}

Test(find_unknown, good_1953)
{
    /* ten comments; theme 0 in four, theme 1 in one, theme 2 in none. Words: ja 6, yksi
     * 1, kaksi 1, jono 4: 12 tokens, 2 of them once */
    t = (talks){0};
    talk_add(&t, 4, (talk){PAL_BAND_NONE, "", "jono+", 0});
    talk_add(&t, 1, (talk){PAL_BAND_NONE, "", "ja yksi", 1});
    talk_add(&t, 1, (talk){PAL_BAND_NONE, "", "ja kaksi", -1});
    talk_add(&t, 4, (talk){PAL_BAND_NONE, "", "ja", -1});
    const pal_unknown_findings *u = find(false);
    cr_assert_not_null(u);
    cr_expect_eq(u->themes, 3u);
    cr_expect_eq(u->themes_seen, 2u);
    cr_expect_eq(u->themes_once, 1u);
    cr_expect_float_eq(u->new_theme, 1.0 / 10.0, 1e-15);
    cr_expect_eq(u->tokens, 12u);
    cr_expect_eq(u->terms_once, 2u);
    cr_expect_float_eq(u->unseen_terms, 2.0 / 12.0, 1e-15);
    talk_close(&t);
}

Test(find_unknown, a_run_without_a_comment_has_nothing_to_say)
{
    t = (talks){0};
    talk_add(&t, 30, (talk){PAL_BAND_PROMOTER, "", "", -1});
    cr_expect_null(find(false));
    talk_close(&t);
}

static void write_json(pal_buf *b, const pal_report *report)
{
    pal_json w = {.out = b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_report_unknown_json(&w, report);
    pal_json_close(&w);
}

Test(find_unknown, neither_order_nor_split_changes_a_byte)
{
    pal_buf csv[2] = {{0}, {0}};
    pal_buf json[2] = {{0}, {0}};
    for (int shuffled = 0; shuffled < 2; shuffled++) {
        t = (talks){0};
        for (size_t i = 0; i < 300; i++) {
            static const char *const words[] = {"mokkula ja kaapeli",
                                                "reititin / mokkula", "jono+ ja kaapeli",
                                                "lasku+ | reititin", "antenni lasku+"};
            pal_band band = i % 7 < 3 ? PAL_BAND_DETRACTOR : PAL_BAND_PROMOTER;
            talk_add(&t, 1,
                     (talk){band, "", words[(i * i / 3 + i) % 5], (int)(i % 5) - 2});
            if (t.items[i].theme < -1)
                t.items[i].theme = -1;
        }
        pal_findings findings = {.unknown = find(shuffled != 0)};
        cr_assert_not_null(findings.unknown);
        talk_write(&csv[shuffled], &findings, pal_report_unknown);
        talk_write(&json[shuffled], &findings, write_json);
        talk_close(&t);
    }
    talk_same(csv, 200);
    talk_same(json, 1);
}

Test(find_unknown, a_line_of_the_file)
{
    t = (talks){0};
    talk_add(&t, 16, (talk){PAL_BAND_DETRACTOR, "", "kaapeli", -1});
    talk_add(&t, 4, (talk){PAL_BAND_PROMOTER, "", "kaapeli", 1});
    talk_add(&t, 80, (talk){PAL_BAND_PROMOTER, "", "ja", 0});
    pal_findings findings = {.unknown = find(false)};
    pal_buf b = {0};
    talk_write(&b, &findings, pal_report_unknown);
    /* NPS of all 68, without the term 100 */
    cr_expect(pal_str_has(pal_buf_view(&b), PAL_STR("\nkaapeli,fi,0,20,16,-32.00,")),
              "%.*s", PAL_ARG(pal_buf_view(&b)));
    cr_expect(pal_str_ends(pal_buf_view(&b), PAL_STR(",,,,?\tauto\tkaapeli\n")));
    pal_buf_clear(&b);
    talk_write(&b, &findings, write_json);
    cr_expect(pal_str_has(pal_buf_view(&b), PAL_STR("\"untagged\": 16, \"share\": 1")));
    pal_buf_release(&b);
    talk_close(&t);
}
