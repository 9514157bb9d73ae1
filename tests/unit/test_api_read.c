/* Single texts through palaute.h alone. */
#include "lexicon_help.h"

#include "base/unicode.h"

#include <jansson.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What holds of every reading of every text. */
static void check_reading(const lexicon_reader *r, pal_str text, const char *name)
{
    pal_reading_view v = {.language = PAL_LANGUAGE_OTHER};
    pal_error err = {0};
    cr_assert_eq(pal_read(r->reader, text, &v, &err), PAL_OK, "%s: %s", name, err.msg);
    cr_expect(v.text.ptr && pal_unicode_valid(v.text), "%s: text", name);
    cr_expect(v.score >= -1000 && v.score <= 1000, "%s: score %d", name, v.score);
    cr_expect(v.language >= PAL_LANGUAGE_OTHER && v.language <= PAL_LANGUAGE_MIXED);
    cr_expect(v.sentiment >= PAL_NEUTRAL && v.sentiment <= PAL_MIXED);
    uint32_t before = 0;
    for (size_t i = 0; i < v.token_count; i++) {
        const pal_token_view *t = &v.tokens[i];
        cr_assert(t->start >= before && t->start < t->end && t->end <= v.text.len,
                  "%s: token %zu at %u to %u", name, i, t->start, t->end);
        cr_assert(pal_unicode_valid((pal_str){v.text.ptr + t->start, t->end - t->start}),
                  "%s: token %zu cuts a character", name, i);
        cr_assert(i == 0 || (t->sentence >= t[-1].sentence && t->clause >= t[-1].clause));
        before = t->end;
    }
    for (size_t i = 0; i < v.mention_count; i++) {
        const pal_mention *m = &v.mentions[i];
        cr_assert(m->start < m->end && m->end <= v.text.len, "%s: mention %zu", name, i);
        cr_assert(m->theme < pal_engine_theme_count(r->engine));
        cr_assert(m->rule == PAL_RULE_MODEL ||
                  m->rule < pal_engine_rule_count(r->engine));
        cr_assert(i == 0 || m[-1].start <= m->start, "%s: mention %zu is out of order",
                  name, i);
        cr_assert_neq(m->polarity, PAL_MIXED);
    }
    size_t tags = pal_reader_tags(r->reader, NULL, 0);
    cr_expect_leq(tags, v.mention_count, "%s: tags", name);
    cr_expect_eq(tags == 0, v.mention_count == 0, "%s: tags", name);
}

Test(api_read, any_bytes_can_be_read)
{
    static const struct {
        const char *name;
        pal_str text;
    } cases[] = {
        {"nothing", {NULL, 0}},
        {"empty", PAL_INIT("")},
        {"a space", PAL_INIT(" ")},
        {"a full stop", PAL_INIT(".")},
        {"a nul", PAL_INIT("\0")},
        {"nuls in words", PAL_INIT("jo\0no oli\0pitkä")},
        {"bad bytes", PAL_INIT("jono \xFF\xFE\x80 oli \xC3")},
        {"surrogates", PAL_INIT("\xED\xA0\x80\xED\xB0\x80")},
        {"only marks", PAL_INIT("\xCC\x88\xCC\x88\xCC\x88")},
        {"soft hyphens", PAL_INIT("\xC2\xAD\xC2\xAD")},
        {"only stops", PAL_INIT("....!!!???...")},
        {"only negators", PAL_INIT("ei ei ei ei ei ei ei ei ei ei ei ei ei ei")},
        {"only contrasts", PAL_INIT("mutta mutta mutta mutta mutta mutta")},
        {"emoji",
         PAL_INIT("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD")},
        {"right to left", PAL_INIT("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAEjono")},
        {"quotes", PAL_INIT("\"\"\"''''``\xE2\x80\x99\xE2\x80\x99")},
        {"line ends", PAL_INIT("jono\r\n\r\noli\rpitkä\n\n\n")},
        {"a sound answer", PAL_INIT("Palvelu oli hyvää, mutta jono oli pitkä. 😀")},
    };
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    for (size_t i = 0; i < COUNT(cases); i++)
        check_reading(&r, cases[i].text, cases[i].name);
    lexicon_close(&r);
}

Test(api_read, random_bytes_can_be_read)
{
    static const char *const parts[] = {
        "jono",    "ei ",      "hyvä", "mutta ",           ", ",   ". ", "-",
        "'",       "\xCC\x88", "\xFF", "\xF0\x9F\x98\x80", "not ", "(",  ")",
        "http://", "@",        "5,5",  "\xC2\xAD",         "\n",   " "};
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    uint32_t state = 5;
    for (int round = 0; round < 500; round++) {
        char text[600];
        size_t len = 0;
        for (int i = 0; i < 60; i++) {
            state = state * 1664525 + 1013904223;
            const char *part = parts[(state >> 16) % COUNT(parts)];
            memcpy(text + len, part, strlen(part));
            len += strlen(part);
        }
        check_reading(&r, (pal_str){text, len}, "random");
    }
    lexicon_close(&r);
}

/* `unit` as often as fits into `len` bytes. */
static void check_long(const lexicon_reader *r, const char *unit, size_t len)
{
    char *text = malloc(len + 1);
    cr_assert_not_null(text);
    size_t have = 0;
    while (have + strlen(unit) <= len) {
        memcpy(text + have, unit, strlen(unit));
        have += strlen(unit);
    }
    check_reading(r, (pal_str){text, have}, unit);
    free(text);
}

Test(api_read, long_texts_can_be_read)
{
    enum { LONG = 200000 };
    static const char *const units[] = {
        "a",           "ei ",      "jono oli pitkä mutta palvelu hyvä. ",
        "😀",           "- ",       "jono-",
        "a\xCC\x88",   "hyvä ",    ", ",
        "jonotusaika", "ei hyvä ",
    };
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_FI);
    for (size_t i = 0; i < COUNT(units); i++)
        check_long(&r, units[i], LONG);
    lexicon_close(&r);
}

Test(api_read, a_text_past_16_mib_is_refused)
{
    enum { PAST = 16 * 1024 * 1024 + 1 };
    static const lexicon_texts none = {.rules_fi = NULL};
    lexicon_reader r = lexicon_open_texts(&none, "snowball", PAL_LANGUAGE_FI);
    char *text = malloc(PAST);
    cr_assert_not_null(text);
    memset(text, 'a', PAST);
    pal_reading_view view = {.score = 77};
    pal_error err = {0};
    cr_expect_lt(pal_read(r.reader, (pal_str){text, PAST}, &view, &err), PAL_OK);
    cr_expect_lt(pal_read(r.reader, (pal_str){text, PAST}, &view, NULL), PAL_OK);
    cr_expect_eq(view.score, 77, "out was touched");
    cr_expect_neq(err.msg[0], '\0');
    free(text);
    lexicon_close(&r);
}

Test(api_read, reading_one_text_does_not_change_the_next)
{
    static const char *const texts[] = {
        "Jono oli todella pitkä.", "", "The app keeps crashing!", "Ei moitteen sijaa",
        "Jono oli todella pitkä.",
    };
    int32_t scores[COUNT(texts)];
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_FI);
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < COUNT(texts); i++) {
            pal_reading_view v = lexicon_read(&r, texts[i]);
            if (round == 0)
                scores[i] = v.score;
            cr_expect_eq(v.score, scores[i], "%s", texts[i]);
            cr_expect_eq(v.empty, texts[i][0] == '\0');
        }
    cr_expect_eq(scores[0], scores[4]);
    lexicon_close(&r);
}

Test(api_read, tags_are_counted_in_full_and_written_to_the_cap)
{
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_FI);
    lexicon_read(&r,
                 "Palvelu oli ystävällistä, mutta jonotin tunnin ja hinta on kallis.");
    pal_tag tags[64] = {{.theme = 0}};
    size_t count = pal_reader_tags(r.reader, tags, 64);
    cr_assert_geq(count, 3u);
    pal_tag two[3] = {{.theme = 9999}, {.theme = 9999}, {.theme = 9999}};
    cr_expect_eq(pal_reader_tags(r.reader, two, 2), count);
    cr_expect_eq(two[0].theme, tags[0].theme);
    cr_expect_eq(two[1].theme, tags[1].theme);
    cr_expect_eq(two[2].theme, 9999u);
    lexicon_close(&r);
}

Test(api_read, naughty_strings)
{
    const char *data = getenv("PALAUTE_DATA");
    folder_path path =
        folder_join(data ? data : "../shared/data", "naughty-strings/blns.json");
    if (access(path.text, R_OK) != 0)
        cr_skip_test("skipped: the big list of naughty strings is not here");
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    json_t *list = json_load_file(path.text, JSON_ALLOW_NUL, NULL);
    cr_assert(json_is_array(list));
    cr_expect_gt(json_array_size(list), 400u);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        check_reading(&r, (pal_str){json_string_value(one), json_string_length(one)},
                      json_string_value(one));
    }
    lexicon_close(&r);
    json_decref(list);
}

Test(api_read, names_and_version)
{
    cr_expect_str_eq(pal_version(), "0.1.0");
    cr_expect_str_eq(pal_language_name(PAL_LANGUAGE_FI), "fi");
    cr_expect_str_eq(pal_language_name(PAL_LANGUAGE_MIXED), "mixed");
    cr_expect_str_eq(pal_polarity_name(PAL_NEGATIVE), "neg");
    cr_expect_str_eq(pal_polarity_name(PAL_NEUTRAL), "neu");
    cr_expect_str_eq(pal_band_name(PAL_BAND_NONE), "");
    cr_expect_str_eq(pal_band_name(PAL_BAND_PROMOTER), "promoter");
    cr_expect_str_eq(pal_scale_name(PAL_SCALE_0_10), "0-10");
    cr_expect_str_eq(pal_scale_name(PAL_SCALE_NONE), "none");
    for (int s = PAL_ESTOP; s <= PAL_DONE; s++)
        cr_expect_str_neq(pal_status_name((pal_status)s), "unknown");
    cr_expect_str_eq(pal_status_name((pal_status)-99), "unknown");
}

Test(api_read, an_engine_says_why_it_does_not_open)
{
    pal_engine *engine = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    pal_error err = {0};
    opt.lexicons = "/nowhere";
    cr_expect_eq(pal_engine_open(&engine, &opt, &err), PAL_ENOINPUT);
    cr_expect_not_null(err.at.file);
    cr_expect_eq(pal_engine_open(&engine, &opt, NULL), PAL_ENOINPUT);
    opt.lexicons = "lexicons";
    opt.morphology = "latin";
    err = (pal_error){0};
    cr_expect_eq(pal_engine_open(&engine, &opt, &err), PAL_EUSAGE);
    cr_expect_not_null(strstr(err.msg, "latin"));
    opt.morphology = NULL;
    opt.models = "/nowhere";
    err = (pal_error){0};
    cr_expect_eq(pal_engine_open(&engine, &opt, &err), PAL_ENOINPUT);
    cr_expect_null(engine);
    pal_engine_close(NULL);
    pal_reader_close(NULL);
}
