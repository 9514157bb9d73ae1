#include <criterion/criterion.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/str.h"
#include "model/calibrate.h"
#include "model/fit.h"

enum { LIMIT = 64 << 20, TEXTS = 60 };

/* The coefficients are R's: glm(target ~ d, quasibinomial) with Platt's targets. */
Test(model_calibrate, agrees_with_a_logistic_regression_on_platts_targets)
{
    const double d[] = {-2, -1.5, -1, -0.5, 0, 0.3, 0.8, 1.2, 2, 2.5};
    const bool yes[] = {false, false, false, true, false, true, false, true, true, true};
    double a;
    double b;
    pal_calibrate(d, yes, 10, &a, &b);
    cr_expect_float_eq(a, 0.794575045338, 1e-6, "%.12f", a);
    cr_expect_float_eq(b, -0.133764064524, 1e-6, "%.12f", b);
}

Test(model_calibrate, the_threshold_with_the_best_f1)
{
    pal_arena *mem = pal_arena_open(LIMIT);
    const double d[] = {0.9, 0.8, 0.7, 0.6, 0.5};
    const bool yes[] = {true, false, true, true, false};
    double at = 0;
    cr_assert(pal_best_threshold(d, yes, 5, mem, &at));
    cr_expect_eq(at, 0.6, "3 right of 4: F1 6/7");
    const bool none[] = {false, false, false, false, false};
    cr_assert(pal_best_threshold(d, none, 5, mem, &at));
    cr_expect_gt(at, 0.9);
    pal_arena_close(mem);
}

/* Texts of four features: one tells class 0, one tells class 1, two tell nothing. */
static void add_texts(pal_fit *fit)
{
    for (unsigned i = 0; i < TEXTS; i++) {
        pal_str none = {"", 0};
        pal_fit_begin(fit, i / 2);
        pal_fit_class_of(fit, i % 2);
        pal_fit_feature(fit, PAL_FEATURE_WORD, i % 2 ? 222 : 111, none, none);
        pal_fit_feature(fit, PAL_FEATURE_WORD, 333, none, none);
        if (i % 3 == 0)
            pal_fit_feature(fit, PAL_FEATURE_CHARS, 444, none, none);
        pal_fit_end(fit);
    }
}

static pal_status fit_as(pal_buf *out, pal_fit_report *report, const pal_fit_options *opt)
{
    pal_fit *fit;
    cr_assert_eq(pal_fit_open(&fit, opt, NULL), PAL_OK);
    add_texts(fit);
    pal_status status = pal_fit_run(fit, out, report, NULL);
    pal_fit_close(fit);
    return status;
}

static pal_fit_options usual_options(void)
{
    static const pal_str names[] = {PAL_INIT("one"), PAL_INIT("two"), PAL_INIT("none")};
    return (pal_fit_options){.kind = PAL_MODEL_THEMES,
                             .language = PAL_LANGUAGE_FI,
                             .classes = names,
                             .class_count = 2,
                             .cost = 10,
                             .min_texts = 2,
                             .smooth = 1,
                             .chars = 1};
}

static pal_status fit_with(pal_buf *out, pal_fit_report *report, pal_model_kind kind,
                           unsigned reads, double drop)
{
    pal_fit_options opt = usual_options();
    opt.kind = kind;
    opt.drop = drop;
    opt.reads = reads;
    return fit_as(out, report, &opt);
}

static pal_status fit_kind(pal_buf *out, pal_fit_report *report, pal_model_kind kind,
                           unsigned reads)
{
    return fit_with(out, report, kind, reads, 0);
}

static pal_status fit_texts(pal_buf *out, pal_fit_report *report)
{
    return fit_kind(out, report, PAL_MODEL_THEMES, 0);
}

static const char *write_model(char path[64], pal_str bytes)
{
    strcpy(path, "/tmp/palaute-unit-XXXXXX");
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    cr_assert_eq(pal_io_write(path, bytes, NULL), PAL_OK);
    return path;
}

static pal_model *open_fitted(pal_arena *mem, const pal_buf *bytes)
{
    char path[64];
    pal_model *model = NULL;
    cr_assert_eq(
        pal_model_open(&model, mem, write_model(path, pal_buf_view(bytes)), NULL),
        PAL_OK);
    unlink(path);
    return model;
}

Test(model_fit, what_tells_the_classes_apart_is_learnt)
{
    pal_buf bytes = {0};
    pal_fit_report report;
    cr_assert_eq(fit_texts(&bytes, &report), PAL_OK);
    cr_expect_eq(report.texts, (size_t)TEXTS);
    cr_expect_eq(report.likeliest_right, (uint64_t)TEXTS);
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_model *model = open_fitted(mem, &bytes);
    const pal_model_view *view = pal_model_of(model);
    cr_assert_eq(view->class_count, 2u);
    cr_expect(pal_str_equal(view->classes[1].name, PAL_STR("two")));
    pal_model_text text;
    pal_model_text *const texts[] = {&text};
    pal_model_asked asked = {.count = 0};
    pal_model_text_begin(&text, mem, model, 0);
    pal_models_ask(&asked, texts, 1, 1, PAL_MODEL_WHOLE, 111);
    pal_models_ask(&asked, texts, 1, 1, PAL_MODEL_WHOLE, 333);
    cr_assert(pal_models_answer(&asked, texts, 1));
    cr_expect_gt(pal_model_probability(model, &text.whole, 0), 0.9);
    cr_expect_lt(pal_model_probability(model, &text.whole, 1), 0.1);
    cr_expect_gt(pal_model_weight(model, PAL_FEATURE_WORD, 111, 0), 0.0);
    cr_expect_lt(pal_model_weight(model, PAL_FEATURE_WORD, 222, 0), 0.0);
    cr_expect_eq(pal_model_value(model, PAL_FEATURE_WORD, 555), 0.0);
    pal_arena_close(mem);
    pal_buf_release(&bytes);
}

Test(model_fit, what_tells_nothing_is_dropped)
{
    pal_buf bytes = {0};
    pal_fit_report report;
    cr_assert_eq(fit_with(&bytes, &report, PAL_MODEL_THEMES, 0, 0.3), PAL_OK);
    cr_expect_eq(report.features, 2u, "%zu", report.features);
    cr_expect_eq(report.likeliest_right, (uint64_t)TEXTS);
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_model *model = open_fitted(mem, &bytes);
    cr_expect_gt(pal_model_value(model, PAL_FEATURE_WORD, 111), 0.0);
    cr_expect_gt(pal_model_value(model, PAL_FEATURE_WORD, 222), 0.0);
    cr_expect_eq(pal_model_value(model, PAL_FEATURE_WORD, 333), 0.0);
    cr_expect_eq(pal_model_value(model, PAL_FEATURE_CHARS, 444), 0.0);
    pal_arena_close(mem);
    pal_buf_release(&bytes);
}

/* Values of the features 111, 333 and 444. */
static void expect_values(const pal_fit_options *opt, double telling, double even,
                          double chars)
{
    pal_buf bytes = {0};
    pal_fit_report report;
    cr_assert_eq(fit_as(&bytes, &report, opt), PAL_OK);
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_model *model = open_fitted(mem, &bytes);
    double step = telling / 255; /* of the byte that a value is kept in */
    double have[] = {pal_model_value(model, PAL_FEATURE_WORD, 111),
                     pal_model_value(model, PAL_FEATURE_WORD, 333),
                     pal_model_value(model, PAL_FEATURE_CHARS, 444)};
    cr_expect_float_eq(have[0], telling, 1e-4, "%f", have[0]);
    cr_expect_float_eq(have[1], even, step, "%f", have[1]);
    cr_expect_float_eq(have[2], chars, step, "%f", have[2]);
    pal_arena_close(mem);
    pal_buf_release(&bytes);
}

/* 30 texts of each class, all with 333, 10 of each with 444: by log-count ratios alone
 * nothing counts but 111 and 222, each in all texts of one class and none of the other.
 */
Test(model_fit, a_feature_counts_what_it_tells_of_the_classes)
{
    const pal_fit_options opt = usual_options();
    expect_values(&opt, log(31.0) * (log(61.0 / 31) + 1), 0, 0);
}

Test(model_fit, a_feature_may_count_for_itself_too)
{
    pal_fit_options opt = usual_options();
    opt.smooth = 5;
    opt.evenly = 1;
    opt.chars = 2;
    expect_values(&opt, (1 + log(35.0 / 5)) * (log(61.0 / 31) + 1), 1,
                  2 * PAL_FEATURE_CHARS_SCALE * (log(61.0 / 21) + 1));
}

Test(model_fit, a_class_without_texts_changes_no_value)
{
    pal_fit_options opt = usual_options();
    opt.class_count = 3;
    expect_values(&opt, log(31.0) * (log(61.0 / 31) + 1), 0, 0);
}

Test(model_fit, the_same_texts_give_the_same_bytes)
{
    pal_buf first = {0};
    pal_buf second = {0};
    pal_fit_report report;
    cr_assert_eq(fit_texts(&first, &report), PAL_OK);
    cr_assert_eq(fit_texts(&second, &report), PAL_OK);
    cr_expect(pal_str_equal(pal_buf_view(&first), pal_buf_view(&second)));
    pal_buf_release(&first);
    pal_buf_release(&second);
}

Test(model_fit, few_texts_are_refused)
{
    static const pal_str names[] = {PAL_INIT("one")};
    pal_fit_options opt = {.kind = PAL_MODEL_THEMES,
                           .language = PAL_LANGUAGE_FI,
                           .classes = names,
                           .class_count = 1,
                           .cost = 1,
                           .min_texts = 1,
                           .smooth = 1,
                           .chars = 1};
    pal_fit *fit;
    pal_buf out = {0};
    pal_fit_report report;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_fit_open(&fit, &opt, NULL), PAL_OK);
    cr_expect_eq(pal_fit_run(fit, &out, &report, &err), PAL_EFORMAT);
    cr_expect(strstr(err.msg, "too few"), "%s", err.msg);
    pal_fit_close(fit);
    pal_buf_release(&out);
}

static pal_status open_bytes(pal_str bytes, pal_error *err)
{
    char path[64];
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_model *model;
    pal_status status = pal_model_open(&model, mem, write_model(path, bytes), err);
    unlink(path);
    pal_arena_close(mem);
    return status;
}

Test(model_file, every_changed_byte_and_every_cut_is_refused)
{
    pal_buf bytes = {0};
    pal_fit_report report;
    cr_assert_eq(fit_texts(&bytes, &report), PAL_OK);
    cr_expect_eq(open_bytes(pal_buf_view(&bytes), NULL), PAL_OK);
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.ptr[i] ^= 0x20;
        cr_expect_eq(open_bytes(pal_buf_view(&bytes), NULL), PAL_EFORMAT, "byte %zu", i);
        bytes.ptr[i] ^= 0x20;
    }
    for (size_t len = 0; len < bytes.len; len++)
        cr_expect_eq(open_bytes((pal_str){bytes.ptr, len}, NULL), PAL_EFORMAT,
                     "%zu bytes", len);
    pal_buf_release(&bytes);
}

Test(model_file, the_message_says_what_is_wrong)
{
    pal_error err = {.code = PAL_OK};
    cr_expect_eq(open_bytes(PAL_STR("phrase\tvalence\n"), &err), PAL_EFORMAT);
    cr_expect_str_eq(err.msg, "is not a model of palaute");
    err = (pal_error){.code = PAL_OK};
    cr_expect_eq(
        open_bytes(PAL_STR("PALMODEL\x09\0\0\0..................................."),
                   &err),
        PAL_EFORMAT);
    cr_expect(strstr(err.msg, "version 9"), "%s", err.msg);
}

/* Programs of version 1 go on reading what they know. */
Test(model_file, version_two_is_for_what_version_one_has_not)
{
    static const struct {
        pal_model_kind kind;
        unsigned reads;
        char version;
    } cases[] = {{PAL_MODEL_THEMES, 0, 1},
                 {PAL_MODEL_THEMES, PAL_MODEL_READS_SCORE, 2},
                 {PAL_MODEL_THEMES, PAL_MODEL_READS_QUESTION, 2},
                 {PAL_MODEL_OWN, 0, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_buf bytes = {0};
        pal_fit_report report;
        char path[64];
        pal_arena *mem = pal_arena_open(LIMIT);
        pal_model *model;
        cr_assert_eq(fit_kind(&bytes, &report, cases[i].kind, cases[i].reads), PAL_OK);
        cr_expect_eq(bytes.ptr[8], cases[i].version, "case %zu", i);
        cr_assert_eq(
            pal_model_open(&model, mem, write_model(path, pal_buf_view(&bytes)), NULL),
            PAL_OK, "case %zu", i);
        cr_expect_eq(pal_model_of(model)->kind, cases[i].kind);
        cr_expect_eq(pal_model_of(model)->reads, cases[i].reads);
        unlink(path);
        pal_arena_close(mem);
        pal_buf_release(&bytes);
    }
}
