#include <criterion/criterion.h>

#include "report/json_out.h"
#include "report_help.h"

#include <jansson.h>

static json_t *parsed(const pal_buf *b)
{
    json_error_t error;
    json_t *root = json_loadb(b->ptr, b->len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    cr_assert_not_null(root, "line %d: %s", error.line, error.text);
    return root;
}

static double number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    cr_assert(json_is_number(value), "%s is no number", key);
    return json_number_value(value);
}

Test(report_json, any_bytes_give_valid_json)
{
    char all[512];
    for (size_t i = 0; i < 256; i++) {
        all[2 * i] = (char)i;
        all[2 * i + 1] = (char)(255 - i);
    }
    pal_buf b = {0};
    pal_json w = {.out = &b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_json_text(&w, "all", (pal_str){all, sizeof all});
    pal_json_text(&w, "cut", PAL_STR("\xF0\x9F\x98"));
    pal_json_text(&w, "surrogate", PAL_STR("\xED\xA0\x80"));
    pal_json_text(&w, "none", (pal_str){NULL, 0});
    pal_json_uint_named(&w, PAL_STR("k\"\\\n\xff"), 1);
    pal_json_close(&w);
    pal_json_end(&w);
    json_decref(parsed(&b));
    pal_buf_release(&b);
}

Test(report_json, text_comes_back_as_it_was)
{
    static const char text[] =
        "\"quoted\" \\ back / slash\n\t\r\b\x01\x1f\x7f ä € 😀 \u2028";
    pal_buf b = {0};
    pal_json w = {.out = &b};
    pal_json_open_flat(&w, NULL, PAL_JSON_ARRAY);
    pal_json_cstr(&w, NULL, text);
    pal_json_close(&w);
    json_t *root = parsed(&b);
    cr_expect_str_eq(json_string_value(json_array_get(root, 0)), text);
    json_decref(root);
    pal_buf_release(&b);
}

Test(report_json, layout_is_fixed)
{
    pal_buf b = {0};
    pal_json w = {.out = &b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_json_open(&w, "none", PAL_JSON_ARRAY);
    pal_json_close(&w);
    pal_json_open_flat(&w, "flat", PAL_JSON_OBJECT);
    pal_json_uint(&w, "a", 1);
    pal_json_open(&w, "b", PAL_JSON_ARRAY);
    pal_json_null(&w, NULL);
    pal_json_number(&w, NULL, -0.5);
    pal_json_close(&w);
    pal_json_close(&w);
    pal_json_open(&w, "list", PAL_JSON_ARRAY);
    pal_json_uint(&w, NULL, 2);
    pal_json_close(&w);
    pal_json_close(&w);
    pal_json_end(&w);
    cr_expect_str_eq(help_text(&b), "{\n"
                                    "  \"none\": [],\n"
                                    "  \"flat\": {\"a\": 1, \"b\": [null, -0.5]},\n"
                                    "  \"list\": [\n"
                                    "    2\n"
                                    "  ]\n"
                                    "}\n");
    pal_buf_release(&b);
}

Test(report_json, summary_holds_the_figures)
{
    help_report h;
    help_fill(&h);
    pal_buf b = {0};
    pal_report_summary(&b, &h.report);
    json_t *root = parsed(&b);
    cr_expect_str_eq(json_string_value(json_object_get(root, "schema")),
                     "palaute-summary/1");
    cr_expect_str_eq(json_string_value(json_object_get(root, "version")), pal_version());
    cr_expect_str_eq(json_string_value(json_object_get(root, "language")), "fi");
    cr_expect_eq(number(root, "rows"), number(root, "answers") + number(root, "empty") +
                                           number(root, "refusals"));
    cr_expect_float_eq(number(json_object_get(root, "nps"), "nps"), 33.333333333, 1e-9);
    cr_expect_eq(number(json_object_get(root, "nps"), "n"), 324);
    cr_expect_eq(number(json_object_get(root, "by_language"), "en"), 20);
    cr_expect_eq(number(json_object_get(root, "by_sentiment"), "mixed"), 24);
    cr_expect_eq(number(json_object_get(root, "comment_rate"), "passives"), 0.25);
    const json_t *theme = json_array_get(json_object_get(root, "themes"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(theme, "theme")), "jonotusaika");
    cr_expect_eq(number(theme, "impact"), -4.125);
    cr_expect_eq(number(json_object_get(theme, "polarity"), "negative"), 15);
    const json_t *group = json_array_get(json_object_get(root, "groups"), 3);
    cr_expect_str_eq(json_string_value(json_object_get(group, "value")), "Uusimaa");
    cr_expect_eq(number(json_object_get(group, "theme_mentions"), "jonotusaika"), 12);
    const json_t *input = json_array_get(json_object_get(root, "inputs"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(input, "delimiter")), "\t");
    cr_expect_str_eq(json_string_value(json_object_get(input, "scale")), "1-5");
    const json_t *quote = json_array_get(json_object_get(root, "quotes"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(quote, "band")), "detractor");
    json_decref(root);
    pal_buf_release(&b);
}

Test(report_json, few_mentions_within_a_group_are_not_told)
{
    help_report h;
    help_fill(&h);
    h.summary.k_threshold = 5;
    h.counts[0] = 4;
    h.counts[1] = 5;
    h.counts[2] = 0;
    pal_buf b = {0};
    pal_report_summary(&b, &h.report);
    json_t *root = parsed(&b);
    const json_t *group = json_array_get(json_object_get(root, "groups"), 3);
    const json_t *mentions = json_object_get(group, "theme_mentions");
    const char *few = h.report.themes[0].id.ptr;
    cr_expect(json_is_null(json_object_get(mentions, few)));
    cr_expect_eq(number(mentions, h.report.themes[1].id.ptr), 5);
    cr_expect_eq(json_object_size(mentions), 2u);
    cr_expect(
        json_is_null(json_object_get(json_object_get(group, "theme_negative"), few)));
    json_decref(root);
    pal_buf_release(&b);
}

Test(report_json, what_cannot_be_computed_is_null)
{
    help_report h;
    help_fill(&h);
    h.summary.nps = h.summary.nps_commented = help_nps_none;
    h.themes[0].with = h.themes[0].rest = help_nps_none;
    pal_buf b = {0};
    pal_report_summary(&b, &h.report);
    json_t *root = parsed(&b);
    cr_expect(json_is_null(json_object_get(json_object_get(root, "nps"), "nps")));
    cr_expect(json_is_null(
        json_object_get(json_object_get(root, "comment_rate"), "promoters")));
    const json_t *theme = json_array_get(json_object_get(root, "themes"), 0);
    cr_expect(json_is_null(json_object_get(theme, "impact_low")));
    json_decref(root);
    pal_buf_release(&b);
}

Test(report_json, folder_and_time_stay_out)
{
    help_report h;
    help_fill(&h);
    pal_buf a = {0};
    pal_buf b = {0};
    pal_report_summary(&a, &h.report);
    cr_expect_not(help_has(&a, "secret-folder"));
    h.summary.seconds[PAL_ROOM_TEXT] = 9.0;
    h.summary.folder = PAL_STR("another");
    pal_report_summary(&b, &h.report);
    cr_expect(pal_str_equal(pal_buf_view(&a), pal_buf_view(&b)));
    pal_buf_release(&a);
    pal_buf_release(&b);
}

Test(report_json, a_run_without_anything_is_valid)
{
    const pal_summary nothing = {.screen = PAL_LANGUAGE_FI};
    const pal_report report = {.summary = &nothing};
    pal_buf b = {0};
    pal_report_summary(&b, &report);
    json_decref(parsed(&b));
    pal_buf_release(&b);
}
