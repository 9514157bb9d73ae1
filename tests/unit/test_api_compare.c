/* Waves through palaute.h: files and folders in, findings and a text out. */
#include "lexicon_help.h"

#include "base/find_waves.h"

static const char spring[] = "corpora/demo/kuura-2026-kevat.csv";
static const char autumn[] = "corpora/demo/kuura-2026-syksy.csv";

static pal_result *analyze(const lexicon_reader *r, const char *one, const char *two,
                           const char *out)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = out;
    opt.wave = two ? "-" : NULL;
    const char *const inputs[] = {one, two};
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_analyze(&result, r->engine, &opt, inputs, two ? 2 : 1, &err), PAL_OK,
                 "%s", err.msg);
    return result;
}

static pal_str text_of(pal_result *result, pal_drawing drawing)
{
    pal_str text = {NULL, 0};
    cr_assert_eq(pal_result_compare(&text, result, &drawing, NULL), PAL_OK);
    return text;
}

static const pal_wave_trend *trend_of(const lexicon_reader *r, const pal_wave_findings *f,
                                      const char *id, pal_wave_tone tone)
{
    for (size_t i = 0; i < f->theme_count; i++)
        if (pal_str_equal(pal_engine_theme(r->engine, f->themes[i].theme)->id,
                          pal_str_from(id)))
            return &f->themes[i].tones[tone];
    cr_assert_fail("no theme %s", id);
    return NULL;
}

static int64_t points_of(const lexicon_reader *r, const pal_bridge *b, const char *id)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind == PAL_BRIDGE_THEME &&
            pal_str_equal(pal_engine_theme(r->engine, b->terms[i].theme)->id,
                          pal_str_from(id)))
            return b->terms[i].points;
    cr_assert_fail("no term %s", id);
    return 0;
}

/* corpora/demo/README.md: delivery got worse, queues got better, all else stays. */
Test(api_compare, finds_the_story_of_the_demo_survey)
{
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    pal_result *result = analyze(&r, spring, autumn, NULL);
    const pal_wave_findings *f = pal_result_summary(result)->findings->waves;
    cr_assert_not_null(f);
    cr_assert_eq(f->count, 2u);
    const pal_wave_change *c = pal_wave_whole(f);
    cr_expect_eq(c->verdict, PAL_WAVE_FELL);
    cr_expect(!c->rate_changed);
    for (size_t i = 0; i < c->mix_count; i++)
        cr_expect(!c->mixes[i].changed);
    cr_expect_eq(trend_of(&r, f, "toimitusvarmuus", PAL_WAVE_BLAME)->verdict,
                 PAL_WAVE_ROSE);
    cr_expect_eq(trend_of(&r, f, "jonotusaika", PAL_WAVE_BLAME)->verdict, PAL_WAVE_FELL);
    cr_expect_eq(trend_of(&r, f, "jonotusaika", PAL_WAVE_PRAISE)->verdict, PAL_WAVE_ROSE);
    static const char *const same[] = {"hintataso", "laskutus", "ystavallisyys",
                                       "tekniset-ongelmat", "tuotteen-laatu"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        cr_expect_eq(trend_of(&r, f, same[i], PAL_WAVE_ALL)->verdict, PAL_WAVE_NO_CHANGE,
                     "%s", same[i]);
    const pal_bridge *b = &c->bridge;
    int64_t sum = 0;
    for (size_t i = 0; i < b->count; i++)
        sum += b->terms[i].points;
    cr_expect_eq(sum, b->change);
    cr_expect_gt(points_of(&r, b, "jonotusaika"), (int64_t)3 * PAL_BRIDGE_UNIT);
    cr_expect_lt(points_of(&r, b, "toimitusvarmuus"), (int64_t)-3 * PAL_BRIDGE_UNIT);
    pal_str text = text_of(result, (pal_drawing){.language = PAL_LANGUAGE_FI});
    cr_expect(pal_str_has(text, PAL_STR("NPS laski\n")));
    cr_expect(pal_str_has(text, PAL_STR("\nToimitusvarmuus ")));
    cr_expect(!pal_str_has(text, PAL_STR("\033")));
    text = text_of(result, (pal_drawing){PAL_LANGUAGE_EN, true, true});
    cr_expect(pal_str_has(text, PAL_STR("the NPS fell ↓\033[0m\n")));
    cr_expect(pal_str_has(text, PAL_STR("█│")));
    pal_result_close(result);
    lexicon_close(&r);
}

Test(api_compare, earlier_result_says_the_same_as_its_file)
{
    folder_path home = folder_new();
    folder_path old = folder_join(home.text, "kuura-2026-kevat");
    lexicon_reader r =
        lexicon_open("tests/data/lexicon-small", "snowball", PAL_LANGUAGE_OTHER);
    pal_result_close(analyze(&r, spring, NULL, old.text));
    pal_result *file = analyze(&r, spring, autumn, NULL);
    pal_result *folder = analyze(&r, old.text, autumn, NULL);
    const pal_wave_findings *f = pal_result_summary(folder)->findings->waves;
    cr_assert_not_null(f);
    cr_expect_eq(f->lexicon_count, 0u, "the same lexicon");
    pal_drawing drawing = {.language = PAL_LANGUAGE_EN};
    pal_str one = text_of(file, drawing);
    pal_str two = text_of(folder, drawing);
    /* the refused row of the file is not in the folder */
    one.len = pal_str_find(one, PAL_STR("\nRows that could not be read: 1\n"));
    cr_expect(pal_str_equal(one, two), "%.*s\n%.*s", PAL_ARG(one), PAL_ARG(two));
    pal_result_close(file);
    pal_result_close(folder);
    lexicon_close(&r);
    folder_remove(&home);
}

static const char header[] =
    "row,id,wave,score,band,language,sentiment,sentiment_score,themes,text\n";

Test(api_compare, old_tags_of_another_lexicon_are_counted)
{
    folder_path home = folder_new();
    folder_path old = folder_join(home.text, "old");
    mkdir(old.text, 0777);
    folder_write(old.text, "summary.json",
                 "{\n  \"schema\": \"palaute-summary/1\",\n"
                 "  \"lexicon_sha256\": \"0123\",\n  \"scale\": \"0-10\"\n}\n");
    FILE *file = fopen(folder_join(old.text, "comments.csv").text, "wb");
    FILE *fresh = fopen(folder_join(home.text, "new.csv").text, "wb");
    cr_assert(file && fresh);
    fputs(header, file);
    fputs("NPS,Comment\n", fresh);
    for (int i = 1; i <= 40; i++) {
        /* half of them spoke of the queue, and once it was found; a row of two comments
         * counts once */
        const char *theme = i % 4 == 0   ? "jonotusaika:neg;lost-theme:pos"
                            : i % 4 == 1 ? "hintataso:neg"
                                         : "";
        fprintf(file, "%d,,,2,detractor,en,neg,-0.5,%s,%s\n", i, theme,
                i % 2 == 0 ? "The queue was long" : "It is all the same to me");
        if (i % 4 == 0)
            fprintf(file, "%d,,,2,detractor,en,neg,-0.5,jonotusaika:neg,Long queue\n", i);
        fprintf(fresh, "%d,%s\n", i % 2 ? 2 : 9, i % 3 ? "The staff" : "queue");
    }
    fclose(file);
    fclose(fresh);
    lexicon_reader r =
        lexicon_open("tests/data/lexicon-small", "snowball", PAL_LANGUAGE_EN);
    folder_path later = folder_join(home.text, "new.csv");
    pal_result *result = analyze(&r, old.text, later.text, NULL);
    const pal_wave_findings *f = pal_result_summary(result)->findings->waves;
    cr_assert_not_null(f);
    cr_assert_eq(f->lexicon_count, 1u);
    const pal_wave_lexicon *l = &f->lexicons[0];
    cr_expect(pal_str_equal(l->sha256, PAL_STR("0123")));
    cr_expect(pal_str_equal(f->waves[l->wave].name, PAL_STR("old")));
    cr_expect_eq(l->commented, 40u);
    cr_expect_eq(l->unknown_tags, 10u);
    cr_assert_eq(l->count, 2u);
    for (size_t i = 0; i < l->count; i++) {
        const pal_wave_retag *t = &l->themes[i];
        bool queue = pal_str_equal(pal_engine_theme(r.engine, t->theme)->id,
                                   PAL_STR("jonotusaika"));
        cr_expect_eq(t->mentions_old, 10u);
        cr_expect_eq(t->mentions_new, queue ? 20u : 0u);
        cr_expect_float_eq(t->points_old, -25.0, 1e-12);
        cr_expect_float_eq(t->points_new, queue ? -50.0 : 0.0, 1e-12);
    }
    pal_str text = text_of(result, (pal_drawing){.language = PAL_LANGUAGE_EN});
    cr_expect(pal_str_has(text, PAL_STR("\nold: its comments were read again")));
    cr_expect(pal_str_has(text, PAL_STR("new lexicon                           +0.0")));
    pal_result_close(result);
    lexicon_close(&r);
    folder_remove(&home);
}
