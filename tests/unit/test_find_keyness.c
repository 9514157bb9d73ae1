#include "talk_help.h"

#include <stdio.h>

#include "report/write_findings.h"
#include "stats/keyness_find.h"

static talks t;

static const pal_keyness_findings *find(const char *column, bool wave, bool shuffled)
{
    const pal_keyness_findings *found = NULL;
    talk_join(&t, column, wave, shuffled);
    cr_assert_eq(pal_keyness_find(&found, &t.run, NULL), PAL_OK);
    return found;
}

/* Terms of a side, ", " between them. */
static const char *terms_of(const pal_key_side *side)
{
    static char text[512];
    size_t len = 0;
    for (size_t i = 0; i < side->count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s",
                                i == 0 ? "" : ", ", PAL_ARG(side->terms[i].term));
    text[len] = '\0';
    return text;
}

Test(find_keyness, figures_of_one_word)
{
    /* 20 of 40 detractors and 6 of 60 promoters: E1 = 10.4, E2 = 15.6;
     * s = 50 * 26 / 100 = 13, z = (ln(33/57) - ln(19/91)) / sqrt(1/33 + 1/19) */
    t = (talks){0};
    talk_add(&t, 20, (talk){PAL_BAND_DETRACTOR, "", "jono", -1});
    talk_add(&t, 20, (talk){PAL_BAND_DETRACTOR, "", "ja", -1});
    talk_add(&t, 6, (talk){PAL_BAND_PROMOTER, "", "jono jono", -1});
    talk_add(&t, 54, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    const pal_keyness_findings *k = find("Alue", false, false);
    cr_assert_not_null(k);
    cr_assert_eq(k->count, 1u);
    const pal_key_contrast *c = &k->contrasts[0];
    cr_expect_eq(c->column.len, 0u);
    cr_expect(!c->weak);
    cr_expect_eq(c->tested, 1u);
    cr_expect_eq(c->sides[0].comments, 40u);
    cr_expect_eq(c->sides[1].comments, 60u);
    cr_expect_eq(c->sides[1].count, 0u);
    cr_assert_str_eq(terms_of(&c->sides[0]), "jono");
    const pal_key_term *term = &c->sides[0].terms[0];
    cr_expect_eq(term->comments, 20u);
    cr_expect_eq(term->comments_other, 6u, "twice in a comment counts once");
    cr_expect_float_eq(term->z, 3.54143944467502, 1e-12);
    cr_expect_float_eq(term->g2, 14.69092135593732, 1e-11);
    cr_expect(!term->exact);
    cr_expect_float_eq(term->q, 0.00012665495090304093, 1e-14);
    cr_expect_float_eq(term->odds, 20.5 * 54.5 / (6.5 * 20.5), 1e-12);
    talk_close(&t);
}

Test(find_keyness, small_groups_get_fishers_test_and_all_tests_count)
{
    /* 6 of 12 and 0 of 12: p = 2 C(12,6) / C(24,6); a word of every comment has p = 1 */
    t = (talks){0};
    talk_add(&t, 6, (talk){PAL_BAND_DETRACTOR, "", "viikko palvelu", -1});
    talk_add(&t, 6, (talk){PAL_BAND_DETRACTOR, "", "palvelu", -1});
    talk_add(&t, 12, (talk){PAL_BAND_PROMOTER, "", "palvelu", -1});
    const pal_keyness_findings *k = find("Alue", false, false);
    cr_assert_not_null(k);
    const pal_key_contrast *c = &k->contrasts[0];
    cr_expect(c->weak);
    /* "viikko palvelu" stands in all comments with "viikko", which is folded into it */
    cr_assert_str_eq(terms_of(&c->sides[0]), "viikko palvelu");
    cr_expect_eq(c->tested, 2u);
    const pal_key_term *term = &c->sides[0].terms[0];
    cr_expect(term->exact);
    cr_expect_eq(term->words, 2u);
    cr_expect_float_eq(term->q, 2 * 2 * 924.0 / 134596.0, 1e-12);
    cr_expect_float_eq(term->z, 1.423669804397851, 1e-12);
    cr_expect_float_eq(term->odds, 25.0, 1e-12);
    talk_close(&t);
}

Test(find_keyness, nine_of_ten_detractors_are_too_few)
{
    t = (talks){0};
    talk_add(&t, 9, (talk){PAL_BAND_DETRACTOR, "", "jono", -1});
    talk_add(&t, 90, (talk){PAL_BAND_PROMOTER, "", "nopea", -1});
    talk_add(&t, 90, (talk){PAL_BAND_DETRACTOR, "", "", -1});
    cr_expect_null(find("Alue", false, false), "rows without a comment do not count");
    talk_close(&t);
}

Test(find_keyness, a_negator_makes_a_phrase_and_other_function_words_do_not)
{
    t = (talks){0};
    talk_add(&t, 15, (talk){PAL_BAND_DETRACTOR, "", "netti ei toimi", -1});
    talk_add(&t, 15, (talk){PAL_BAND_DETRACTOR, "", "lasku ja netti", -1});
    talk_add(&t, 15, (talk){PAL_BAND_PROMOTER, "", "netti ja toimi", -1});
    talk_add(&t, 15, (talk){PAL_BAND_PROMOTER, "", "netti | lasku ja ei", -1});
    const pal_keyness_findings *k = find("Alue", false, false);
    cr_assert_not_null(k);
    /* "ei toimi" is told by "netti ei toimi"; "netti | lasku" is none */
    cr_expect_str_eq(terms_of(&k->contrasts[0].sides[0]),
                     "lasku ja netti, netti ei toimi");
    cr_expect_str_eq(terms_of(&k->contrasts[0].sides[1]), "netti ja toimi");
    talk_close(&t);
}

Test(find_keyness, a_part_that_stands_elsewhere_too_is_told_beside_the_phrase)
{
    t = (talks){0};
    talk_add(&t, 8, (talk){PAL_BAND_DETRACTOR, "", "pitkä jono", -1});
    talk_add(&t, 1, (talk){PAL_BAND_DETRACTOR, "", "jono", -1});
    talk_add(&t, 31, (talk){PAL_BAND_DETRACTOR, "", "ja", -1});
    talk_add(&t, 40, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    const pal_keyness_findings *k = find("Alue", false, false);
    cr_assert_not_null(k);
    /* 8 of 9: under nine of ten */
    cr_expect_str_eq(terms_of(&k->contrasts[0].sides[0]), "jono, pitkä jono");
    talk_close(&t);
    t = (talks){0};
    talk_add(&t, 9, (talk){PAL_BAND_DETRACTOR, "", "pitkä jono", -1});
    talk_add(&t, 1, (talk){PAL_BAND_DETRACTOR, "", "jono", -1});
    talk_add(&t, 30, (talk){PAL_BAND_DETRACTOR, "", "ja", -1});
    talk_add(&t, 40, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    k = find("Alue", false, false);
    cr_assert_not_null(k);
    cr_expect_str_eq(terms_of(&k->contrasts[0].sides[0]), "pitkä jono");
    talk_close(&t);
}

Test(find_keyness, a_term_of_fewer_than_k_respondents_is_not_told)
{
    t = (talks){0};
    talk_add(&t, 8, (talk){PAL_BAND_DETRACTOR, "", "jono", -1});
    talk_add(&t, 7, (talk){PAL_BAND_DETRACTOR, "", "viikko", -1});
    talk_add(&t, 25, (talk){PAL_BAND_DETRACTOR, "", "ja", -1});
    talk_add(&t, 40, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    const pal_keyness_findings *k = NULL;
    talk_join(&t, "Alue", false, false);
    t.run.k_threshold = 8;
    cr_assert_eq(pal_keyness_find(&k, &t.run, NULL), PAL_OK);
    cr_assert_not_null(k);
    cr_expect_str_eq(terms_of(&k->contrasts[0].sides[0]), "jono");
    talk_close(&t);
}

Test(find_keyness, two_values_stand_against_each_other_and_three_against_the_rest)
{
    static const char *const values[] = {"etelä", "itä", "pohjoinen"};
    static const char *const words[] = {"meri", "saari", "lumi"};
    for (size_t count = 2; count <= 3; count++) {
        t = (talks){0};
        for (size_t i = 0; i < count; i++)
            talk_add(&t, 30, (talk){PAL_BAND_NONE, values[i], words[i], -1});
        talk_add(&t, 30, (talk){PAL_BAND_NONE, "", "lumi", -1});
        const pal_keyness_findings *k = find("Alue", false, false);
        cr_assert_not_null(k);
        cr_assert_eq(k->count, count == 2 ? 1u : 3u);
        for (size_t i = 0; i < k->count; i++) {
            const pal_key_contrast *c = &k->contrasts[i];
            cr_expect(pal_str_equal(c->column, PAL_STR("Alue")));
            cr_expect(pal_str_equal(c->sides[0].name, pal_str_from(values[i])));
            cr_expect_str_eq(terms_of(&c->sides[0]), words[i]);
            cr_expect(
                pal_str_equal(c->sides[1].name, pal_str_from(count == 2 ? "itä" : "")));
            cr_expect_eq(c->sides[1].comments, 30u * (count - 1),
                         "rows without a value are on no side");
        }
        talk_close(&t);
    }
}

Test(find_keyness, small_segments_are_not_compared_but_small_waves_are)
{
    for (int wave = 0; wave < 2; wave++) {
        t = (talks){0};
        talk_add(&t, 29, (talk){PAL_BAND_NONE, "a", "meri", -1});
        talk_add(&t, 40, (talk){PAL_BAND_NONE, "b", "lumi", -1});
        const pal_keyness_findings *k = find("x", wave != 0, false);
        cr_expect_eq(k != NULL, wave != 0);
        if (k)
            cr_expect(k->contrasts[0].weak);
        talk_close(&t);
    }
}

Test(find_keyness, shows_comments_of_the_side_and_the_right_line)
{
    t = (talks){0};
    talk_add(&t, 10, (talk){PAL_BAND_DETRACTOR, "", "ja ja / hidas jono", -1});
    talk_add(&t, 2, (talk){PAL_BAND_DETRACTOR, "", "jono ja ja ja ja ja ja ja", -1});
    talk_add(&t, 20, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    talk_add(&t, 1, (talk){PAL_BAND_PROMOTER, "", "jono ja ja ja ja ja ja ja ja ja", -1});
    const pal_keyness_findings *k = find("Alue", false, false);
    cr_assert_not_null(k);
    const pal_key_side *side = &k->contrasts[0].sides[0];
    for (size_t i = 0; i < side->count; i++) {
        const pal_key_term *term = &side->terms[i];
        if (term->words > 1) {
            cr_assert_eq(term->shown_count, 1u, "comments of the same words are one");
            cr_expect_eq(term->shown[0].row, 1u, "the earliest of them");
            cr_expect_eq(term->shown[0].line, 1u);
        } else {
            cr_assert_eq(term->shown_count, 2u);
            cr_expect_eq(term->shown[0].row, 11u, "nearest to twelve words");
            cr_expect_eq(term->shown[0].line, 0u);
            cr_expect_eq(term->shown[0].band, PAL_BAND_DETRACTOR);
            cr_expect_eq(term->shown[1].row, 1u);
        }
    }
    cr_expect_eq(side->count, 2u, "%s", terms_of(side));
    talk_close(&t);
}

static void fill_mixed(void)
{
    t = (talks){0};
    for (size_t i = 0; i < 300; i++) {
        static const char *const words[] = {
            "netti ei toimi",   "jono ja jono pitkä",        "nopea toimitus | kiitos",
            "value for money",  "netti toimi / pitkä jono",  "hidas netti ja jono",
            "kiitos | palvelu", "ei vastaus | pitkä jono ei"};
        static const char *const values[] = {"a", "b", "c", ""};
        pal_band band = i % 8 < 4 ? PAL_BAND_DETRACTOR : PAL_BAND_PROMOTER;
        talk_add(&t, 1,
                 (talk){i % 11 == 0 ? PAL_BAND_PASSIVE : band, values[i * 7 / 3 % 4],
                        words[(i * i / 5 + i) % 8], -1});
    }
}

static void write_json(pal_buf *b, const pal_report *report)
{
    pal_json w = {.out = b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_report_keyness_json(&w, report);
    pal_json_close(&w);
}

Test(find_keyness, neither_order_nor_split_changes_a_byte)
{
    pal_buf csv[2] = {{0}, {0}};
    pal_buf json[2] = {{0}, {0}};
    for (int shuffled = 0; shuffled < 2; shuffled++) {
        fill_mixed();
        pal_findings findings = {.keyness = find("Alue", false, shuffled != 0)};
        cr_assert_not_null(findings.keyness);
        talk_write(&csv[shuffled], &findings, pal_report_keyness);
        talk_write(&json[shuffled], &findings, write_json);
        talk_close(&t);
    }
    talk_same(csv, 200);
    talk_same(json, 1);
}

Test(find_keyness, a_count_under_k_is_left_out_of_the_files)
{
    t = (talks){0};
    talk_add(&t, 20, (talk){PAL_BAND_DETRACTOR, "", "jono", -1});
    talk_add(&t, 20, (talk){PAL_BAND_DETRACTOR, "", "ja", -1});
    talk_add(&t, 4, (talk){PAL_BAND_PROMOTER, "", "jono", -1});
    talk_add(&t, 56, (talk){PAL_BAND_PROMOTER, "", "ja", -1});
    pal_findings findings = {.keyness = find("Alue", false, false)};
    pal_buf csv = {0};
    pal_buf json = {0};
    talk_write(&csv, &findings, pal_report_keyness);
    talk_write(&json, &findings, write_json);
    cr_expect(pal_str_has(pal_buf_view(&csv),
                          PAL_STR("\nband,detractors,jono,word,20,40,,60,")));
    cr_expect(pal_str_has(pal_buf_view(&json), PAL_STR("\"comments_other\": null")));
    pal_buf_release(&csv);
    pal_buf_release(&json);
    talk_close(&t);
}

Test(find_keyness, a_run_without_findings_writes_the_header_and_null)
{
    const pal_findings findings = {0};
    pal_buf b = {0};
    talk_write(&b, &findings, pal_report_keyness);
    cr_expect(pal_str_equal(
        pal_buf_view(&b),
        PAL_STR("contrast,side,term,kind,comments,of,comments_other,of_other,log_odds_z,"
                "g2,q,odds_ratio\n")));
    pal_buf_clear(&b);
    talk_write(&b, &findings, write_json);
    cr_expect(pal_str_has(pal_buf_view(&b), PAL_STR("\"keyness\": null")));
    pal_buf_release(&b);
}
