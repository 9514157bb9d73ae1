#include "wave_help.h"

#include "report/text_compare.h"
#include "report/write_findings.h"
#include "stats/nps.h"

/* --- scores --- */

static void add_bands(const char *wave, size_t promoters, size_t passives,
                      size_t detractors)
{
    add(promoters, (help_row){PAL_BAND_PROMOTER, .groups = {wave}});
    add(passives, (help_row){PAL_BAND_PASSIVE, .groups = {wave}});
    add(detractors, (help_row){PAL_BAND_DETRACTOR, .groups = {wave}});
}

/* The test vector of the NHS package's nps_moe_test(): z = -6.04182991542. */
Test(find_waves, change_of_two_large_waves)
{
    add_bands("2024", 321, 654, 987);
    add_bands("2025", 123, 456, 789);
    const pal_wave_findings *f = find();
    const pal_wave_change *c = &f->changes[0];
    cr_expect(near(f->waves[0].nps, -33.9449541284, 5e-10));
    cr_expect(near(f->waves[1].nps, -48.6842105263, 5e-10));
    cr_expect(near(c->difference, -48.6842105263 + 33.9449541284, 1e-9));
    cr_expect(!c->exact);
    cr_expect(near(c->p, 1.5236e-09, 5e-13));
    cr_expect_eq(c->verdict, PAL_WAVE_FELL);
    /* Q of two waves is z squared */
    cr_expect(near(f->q, 6.04182991542 * 6.04182991542, 1e-6));
    cr_expect(near(f->q_df, 1.0, 0.0));
    cr_expect(!f->has_kendall);
    close_all();
}

/* The data set of the CRAN package NPS. */
Test(find_waves, waves_stand_by_their_names)
{
    add_bands("NAM", 240, 83, 184);
    add_bands("EMEA", 110, 50, 99);
    add_bands("APAC", 74, 23, 42);
    add_bands("LATAM", 38, 20, 37);
    static const struct {
        const char *name;
        double nps;
    } known[] = {{"APAC", 23.0215827338},
                 {"EMEA", 4.2471042471},
                 {"LATAM", 1.05263157895},
                 {"NAM", 11.0453648915}};
    const pal_wave_findings *f = find();
    cr_assert_eq(f->count, 4u);
    for (size_t i = 0; i < 4; i++) {
        cr_expect(pal_str_equal(f->waves[i].name, pal_str_from(known[i].name)));
        cr_expect(near(f->waves[i].nps, known[i].nps, 5e-10));
    }
    cr_assert_eq(f->change_count, 4u, "three pairs, and first to last");
    cr_expect_eq(pal_wave_whole(f)->from, 0u);
    cr_expect_eq(pal_wave_whole(f)->to, 3u);
    cr_expect(near(f->q_df, 3.0, 0.0));
    close_all();
}

Test(find_waves, five_rising_waves_have_a_trend)
{
    for (size_t w = 0; w < 5; w++)
        add_bands(names[w], 10 + w, 10, 14 - w);
    const pal_wave_findings *f = find();
    cr_expect(f->has_kendall);
    cr_expect(near(f->kendall_tau, 1.0, 1e-15));
    cr_expect(near(f->kendall_p, 2.0 / 120.0, 1e-12), "two of 5! orders");
    close_all();
}

Test(find_waves, no_verdict_where_the_interval_holds_zero_or_answers_are_few)
{
    add_bands("1", 30, 40, 30);
    add_bands("2", 33, 37, 30);
    const pal_wave_findings *f = find();
    cr_expect_eq(f->changes[0].verdict, PAL_WAVE_NO_CHANGE);
    /* V = .63 + .6 - (.015)^2 with d 60, p 63 of 200: 2.8016 sqrt(V 2/100) */
    double v = 123.0 / 200.0 - 0.015 * 0.015;
    cr_expect(near(f->changes[0].detectable, 100.0 * 2.801585 * sqrt(v * 0.02), 1e-4));
    close_all();
    add_bands("1", 9, 0, 0);
    add_bands("2", 0, 0, 90);
    f = find();
    cr_expect(isnan(f->waves[0].nps), "nine answers have no NPS");
    cr_expect_eq(f->changes[0].verdict, PAL_WAVE_TOO_FEW);
    cr_expect(!f->changes[0].bridge.made);
    close_all();
}

Test(find_waves, waves_under_k_are_not_there)
{
    add_bands("1", 30, 40, 30);
    add_bands("2", 2, 1, 1);
    add_bands("3", 30, 40, 30);
    const pal_wave_findings *f = find();
    cr_assert_eq(f->count, 2u);
    cr_expect_eq(f->hidden, 1u);
    cr_expect(pal_str_equal(f->waves[1].name, PAL_STR("3")));
    close_all();
    add_bands("1", 30, 40, 30);
    add_bands("2", 2, 1, 1);
    cr_expect_null(find());
    close_all();
}

Test(find_waves, warns_when_fewer_comment)
{
    add(100, (help_row){PAL_BAND_PASSIVE, .groups = {"1"}});
    add(85, (help_row){PAL_BAND_PASSIVE, .groups = {"2"}});
    add(15, (help_row){PAL_BAND_PASSIVE, .groups = {"2"}, .silent = true});
    add(95, (help_row){PAL_BAND_PASSIVE, .groups = {"3"}});
    add(5, (help_row){PAL_BAND_PASSIVE, .groups = {"3"}, .silent = true});
    const pal_wave_findings *f = find();
    cr_expect(f->changes[0].rate_changed);
    /* z^2 = 200 (100 x 15)^2 / (100 x 100 x 185 x 15), R: prop.test(correct = FALSE) */
    cr_expect(near(f->changes[0].rate_p, 5.66e-05, 5e-07));
    cr_expect(!f->changes[1].rate_changed, "p = %g", f->changes[1].rate_p);
    close_all();
}

/* --- themes --- */

/* smokers of R's prop.trend.test() */
Test(find_waves, trend_of_a_share_over_four_waves)
{
    static const size_t x[] = {83, 90, 129, 70};
    static const size_t n[] = {86, 93, 136, 82};
    for (size_t w = 0; w < 4; w++) {
        add(x[w], (help_row){PAL_BAND_NONE, .negative = 1, .groups = {names[w]}});
        add(n[w] - x[w], (help_row){PAL_BAND_NONE, .groups = {names[w]}});
    }
    const pal_wave_findings *f = find();
    cr_assert_eq(f->theme_count, 1u);
    const pal_wave_trend *t = &f->themes[0].tones[PAL_WAVE_ALL];
    cr_expect(near(t->x2, 8.224922285, 5e-10));
    cr_expect(near(t->p, .00413189748, 5e-12));
    cr_expect_eq(f->trend_tests, 2u, "all and negative mentions, no praise");
    cr_expect(near(t->q, .00413189748, 5e-12));
    cr_expect_eq(t->verdict, PAL_WAVE_FELL);
    cr_expect(!f->themes[0].tones[PAL_WAVE_PRAISE].made);
    cr_expect(isnan(f->waves[0].nps) && isnan(f->q), "no scores");
    close_all();
}

/* NIST/SEMATECH e-Handbook 6.3.3.2: 347 defective chips on 30 wafers with 50 each;
 * limits .0524 and .4102. */
Test(find_waves, control_chart_raises_alarms)
{
    for (size_t w = 0; w < 30; w++) {
        size_t x = w == 7 ? 21 : w == 20 ? 2 : w < 17 ? 12 : 11;
        add(x, (help_row){PAL_BAND_NONE, .neutral = 1, .groups = {names[w]}});
        add(50 - x, (help_row){PAL_BAND_NONE, .groups = {names[w]}});
    }
    const pal_wave_findings *f = find();
    const pal_wave_trend *t = &f->themes[0].tones[PAL_WAVE_ALL];
    cr_expect_eq(t->mentions, 347u);
    cr_expect(near(t->center, .2313, 5e-5));
    cr_expect(!f->laney);
    for (size_t w = 0; w < 30; w++)
        cr_expect_eq(t->shares[w].alarm, w == 7 ? 1 : w == 20 ? -1 : 0, "wave %zu", w);
    cr_expect(t->shares[20].hidden, "two mentions are not shown, the alarm is");
    cr_expect(isnan(t->shares[20].change) && isnan(t->shares[21].change));
    cr_expect(!isnan(t->shares[20].q));
    close_all();
}

Test(find_waves, large_waves_have_laneys_limits)
{
    static const size_t x[] = {100, 150, 200};
    for (size_t w = 0; w < 3; w++) {
        add(x[w], (help_row){PAL_BAND_NONE, .neutral = 1, .groups = {names[w]}});
        add(1001 - x[w], (help_row){PAL_BAND_NONE, .groups = {names[w]}});
    }
    const pal_wave_findings *f = find();
    cr_expect(f->laney);
    double center = 150.0 / 1001.0;
    double sigma = sqrt(center * (1.0 - center) / 1001.0);
    const pal_wave_trend *t = &f->themes[0].tones[PAL_WAVE_ALL];
    cr_expect(near(t->sigma_z, 50.0 / 1001.0 / sigma / 1.128, 1e-9));
    for (size_t w = 0; w < 3; w++)
        cr_expect_eq(t->shares[w].alarm, 0, "4.4 plain sigmas, but they all are so far");
    close_all();
}

/* Newcombe 1998: 56/70 - 48/80 = .2 [.0524, .3339] */
Test(find_waves, change_of_a_share_has_newcombes_interval)
{
    add(48, (help_row){PAL_BAND_NONE, .positive = 1, .groups = {"1"}});
    add(32, (help_row){PAL_BAND_NONE, .groups = {"1"}});
    add(56, (help_row){PAL_BAND_NONE, .positive = 1, .groups = {"2"}});
    add(14, (help_row){PAL_BAND_NONE, .groups = {"2"}});
    const pal_wave_share *s = &find()->themes[0].tones[PAL_WAVE_PRAISE].shares[1];
    cr_expect(near(s->change, .2, 1e-12));
    cr_expect(near(s->change_low, .0524, 5e-5) && near(s->change_high, .3339, 5e-5));
    cr_expect_eq(s->verdict, PAL_WAVE_ROSE);
    close_all();
}

Test(find_waves, blame_and_praise_are_followed_apart)
{
    /* as often mentioned in both waves, first blamed, then praised */
    add(40, (help_row){PAL_BAND_DETRACTOR, .negative = 1, .groups = {"1"}});
    add(60, (help_row){PAL_BAND_PROMOTER, .groups = {"1"}});
    add(40, (help_row){PAL_BAND_PROMOTER, .positive = 1, .groups = {"2"}});
    add(60, (help_row){PAL_BAND_PROMOTER, .groups = {"2"}});
    const pal_wave_theme *t = &find()->themes[0];
    cr_expect_eq(t->tones[PAL_WAVE_ALL].verdict, PAL_WAVE_NO_CHANGE);
    cr_expect_eq(t->tones[PAL_WAVE_BLAME].verdict, PAL_WAVE_FELL);
    cr_expect_eq(t->tones[PAL_WAVE_PRAISE].verdict, PAL_WAVE_ROSE);
    close_all();
}

Test(find_waves, shuffled_waves_show_nothing_beyond_chance)
{
    enum { ROUNDS = 200, EACH = 120 };
    uint64_t state = 20260914;
    unsigned themes_found = 0;
    unsigned scores_found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < 2 * EACH; i++) {
            uint32_t some = (uint32_t)(help_random(&state) & help_random(&state) & 0x3F);
            uint32_t blame = some & (uint32_t)help_random(&state);
            add(1, (help_row){.band = (pal_band)(1 + help_random(&state) % 3),
                              .negative = blame,
                              .positive = some & ~blame,
                              .groups = {help_random(&state) % 2 ? "1" : "2"}});
        }
        const pal_wave_findings *f = find();
        bool any = false;
        for (size_t t = 0; t < f->theme_count; t++)
            for (size_t k = 0; k < PAL_WAVE_TONES; k++)
                any = any || f->themes[t].tones[k].verdict >= PAL_WAVE_ROSE;
        themes_found += any;
        scores_found += f->changes[0].verdict >= PAL_WAVE_ROSE;
        close_all();
    }
    /* 10 of 200 expected at most; 20 and more have p < .002 */
    cr_expect_lt(themes_found, 20u);
    cr_expect_lt(scores_found, 20u);
}

/* --- earlier results, files --- */

Test(find_waves, earlier_tags_stand_beside_those_of_today)
{
    add(20, (help_row){PAL_BAND_DETRACTOR, .negative = 1, .groups = {"1"}});
    add(30, (help_row){PAL_BAND_PROMOTER, .positive = 2, .groups = {"1"}});
    add(50, (help_row){PAL_BAND_PASSIVE, .groups = {"2"}});
    static const uint64_t mentions[THEMES] = {10, 30, 3};
    static const int64_t sums[THEMES] = {-10 * PAL_SPLIT_UNIT, 30 * PAL_SPLIT_UNIT, 0};
    static const pal_earlier_tags earlier = {.wave = PAL_INIT("1"),
                                             .sha256 = PAL_INIT("abc"),
                                             .commented = 50,
                                             .scored = 50,
                                             .unknown_tags = 7,
                                             .mentions = mentions,
                                             .sums = sums};
    help_panel_open(&p, rows, row_count, THEMES, NULL, false);
    p.run.has_wave = true;
    p.run.earlier = &earlier;
    p.run.earlier_count = 1;
    const pal_wave_findings *f = NULL;
    cr_assert_eq(pal_waves_find(&f, &p.run, NULL, NULL), PAL_OK);
    cr_assert_eq(f->lexicon_count, 1u);
    const pal_wave_lexicon *l = &f->lexicons[0];
    cr_expect_eq(l->wave, 0u);
    cr_expect_eq(l->unknown_tags, 7u);
    cr_assert_eq(l->count, 2u, "theme 1 is as it was");
    cr_expect_eq(l->themes[0].theme, 0u);
    cr_expect(near(l->themes[0].share_old, .2, 1e-15));
    cr_expect(near(l->themes[0].share_new, .4, 1e-15));
    cr_expect(near(l->themes[0].points_old, -20.0, 1e-12));
    cr_expect(near(l->themes[0].points_new, -40.0, 1e-12));
    cr_expect(l->themes[1].hidden, "three mentions");
    cr_expect(near(l->share_sum, .2 - .06, 1e-15));
    const pal_bridge_term *t = term_of(&f->changes[0].bridge, PAL_BRIDGE_LEXICON, 0);
    cr_assert_not_null(t);
    cr_expect_eq(t->points, 0, "tags move no score");
    expect_exact(&f->changes[0].bridge);
    close_all();
}

static void write_all(pal_buf *b, const pal_wave_findings *f)
{
    const pal_findings findings = {.waves = f};
    const pal_summary summary = {.findings = &findings};
    const pal_report report = {
        .summary = &summary, .themes = themes, .theme_count = THEMES};
    pal_json w = {.out = b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_report_waves_json(&w, &report);
    pal_json_close(&w);
    pal_report_waves(b, &report);
    pal_report_wave_themes(b, &report);
    pal_report_bridge(b, &report);
    cr_assert(!b->failed);
}

Test(find_waves, neither_order_nor_split_changes_a_byte)
{
    static const char *const values[] = {"a", "b", "c"};
    pal_buf out[2] = {{0}, {0}};
    for (int shuffled = 0; shuffled < 2; shuffled++) {
        uint64_t state = 99;
        for (size_t i = 0; i < 900; i++)
            add(1, (help_row){.band = (pal_band)(help_random(&state) % 4),
                              .negative = (uint32_t)(help_random(&state) & 0x15),
                              .positive = (uint32_t)(help_random(&state) & 0x22),
                              .groups = {names[help_random(&state) % 6],
                                         values[help_random(&state) % 3]},
                              .silent = help_random(&state) % 5 == 0});
        size_t order[900];
        help_shuffle(order, 900, 5);
        write_all(&out[shuffled], find_in(shuffled ? order : NULL, shuffled != 0));
        close_all();
    }
    cr_expect(pal_str_equal(pal_buf_view(&out[0]), pal_buf_view(&out[1])));
    cr_expect_gt(out[0].len, 5000u);
    pal_buf_release(&out[0]);
    pal_buf_release(&out[1]);
}

Test(find_waves, small_counts_are_not_written)
{
    add(50, (help_row){PAL_BAND_PROMOTER, .neutral = 1, .groups = {"1"}});
    add(47, (help_row){PAL_BAND_PROMOTER, .neutral = 1, .groups = {"2"}});
    add(3, (help_row){PAL_BAND_PROMOTER, .neutral = 2, .groups = {"2"}});
    add(20, (help_row){PAL_BAND_PROMOTER, .neutral = 2, .groups = {"1"}});
    pal_buf b = {0};
    write_all(&b, find());
    cr_expect(pal_str_has(pal_buf_view(&b), PAL_STR("\n2,valikoima,,,,,,")));
    cr_expect(pal_str_has(pal_buf_view(&b), PAL_STR("\n1,valikoima,20,0.2857,")));
    pal_buf_release(&b);
    close_all();
}

Test(find_waves, a_run_without_waves_writes_headers_and_null)
{
    pal_buf b = {0};
    write_all(&b, NULL);
    cr_expect(pal_str_has(pal_buf_view(&b), PAL_STR("\"waves\": null")));
    cr_expect(pal_str_has(
        pal_buf_view(&b),
        PAL_STR("wave,n,nps,low,high,change,change_low,change_high,p\nwave,theme,")));
    pal_buf_release(&b);
}

/* --- the screen --- */

static void draw(pal_buf *b, const pal_wave_findings *f, pal_language language)
{
    const pal_findings findings = {.waves = f};
    const pal_summary summary = {.findings = &findings, .k_threshold = 5};
    const pal_drawing drawing = {.language = language};
    pal_report_compare_text(b, &summary, themes, &drawing);
    cr_assert(!b->failed);
}

Test(find_waves, names_on_the_screen_do_not_steer_it)
{
    add(40, (help_row){PAL_BAND_PROMOTER, .groups = {"a\033[2J\r\n"}});
    add(40, (help_row){PAL_BAND_PASSIVE, .groups = {"b\xE2\x80\xAE"}});
    pal_buf b = {0};
    draw(&b, find(), PAL_LANGUAGE_EN);
    cr_expect(!pal_str_has(pal_buf_view(&b), PAL_STR("\033")));
    cr_expect(!pal_str_has(pal_buf_view(&b), PAL_STR("\r")));
    cr_expect(!pal_str_has(pal_buf_view(&b), PAL_STR("\xE2\x80\xAE")));
    pal_buf_release(&b);
    close_all();
}

Test(find_waves, no_change_is_said_in_words_with_what_could_be_seen)
{
    add_bands("1", 30, 40, 30);
    add_bands("2", 33, 37, 30);
    pal_buf b = {0};
    draw(&b, find(), PAL_LANGUAGE_FI);
    cr_expect(pal_str_has(
        pal_buf_view(&b),
        PAL_STR("): ei muutosta, jonka näin monta vastausta pystyisi osoittamaan\n"
                "Näin monella vastauksella erottuisi 80 %:n todennäköisyydellä vähintään "
                "31,1 pisteen muutos.\n")));
    pal_buf_clear(&b);
    draw(&b, NULL, PAL_LANGUAGE_EN);
    cr_expect(pal_str_starts(pal_buf_view(&b), PAL_STR("There is nothing to compare")));
    pal_buf_release(&b);
    close_all();
}
