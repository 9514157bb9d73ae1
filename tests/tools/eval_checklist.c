/* eval_checklist.c -- behavioural tests of sentiment: how many of each pass
 *
 *     eval_checklist LEXICONS SUITE.json
 *
 * The suite is a list of tests as CheckList (Ribeiro et al. 2020) has them: a text or a
 * list of texts a case, and the labels 0 neg, 1 neu, 2 pos. With VERBOSE=NAME in the
 * environment also the cases that fail in the tests whose name holds NAME.
 *
 *   MFT  the label is right; where the test names none, the text is not negative
 *   INV  every variant has the label of the first text
 *   DIR  the score moves as the name says: a reducer makes it no bigger, a phrase of
 *        praise or blame added makes it no worse or no better
 *
 * A mixed tone is none of the three labels and fails an MFT. Last comes the share of the
 * negation tests that pass.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "palaute.h"

/* A score may move by this much of the wrong way, as in the published tests. */
enum { TOLERANCE = 100, LABEL_MIXED = 3 };

typedef struct judge {
    const pal_engine *engine;
    pal_reader *reader;
    const char *verbose;
} judge;

typedef struct tone {
    int label;
    int score;
} tone;

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "eval_checklist: %s\n", what);
    exit(1);
}

static tone tone_of(const judge *j, const json_t *text)
{
    static const int labels[PAL_POLARITY_COUNT] = {1, 0, 2, LABEL_MIXED};
    pal_error err = {.code = PAL_OK};
    pal_reading_view view;
    if (!json_is_string(text))
        give_up("a case holds no text");
    pal_str bytes = {json_string_value(text), json_string_length(text)};
    if (pal_read(j->reader, bytes, &view, &err) != PAL_OK)
        give_up(err.msg);
    return (tone){labels[view.sentiment], view.score};
}

static bool label_fits(const json_t *labels, size_t at, int found)
{
    const json_t *one = json_is_array(labels) ? json_array_get(labels, at) : labels;
    return json_is_integer(one) ? json_integer_value(one) == found
                                : found == 1 || found == 2;
}

static int magnitude(int value)
{
    return value < 0 ? -value : value;
}

/* Does the score of the second text keep to the direction that the test names? */
static bool moves_right(const char *name, tone before, tone after)
{
    if (strstr(name, "reducers"))
        return magnitude(after.score) <= magnitude(before.score) + TOLERANCE;
    if (strstr(name, "intensifiers"))
        return magnitude(after.score) >= magnitude(before.score) - TOLERANCE;
    if (strstr(name, "negative"))
        return after.score <= before.score + TOLERANCE;
    return after.score >= before.score - TOLERANCE;
}

static bool case_passes(const judge *j, const json_t *test, size_t at)
{
    const char *name = json_string_value(json_object_get(test, "name"));
    const char *type = json_string_value(json_object_get(test, "type"));
    const json_t *item = json_array_get(json_object_get(test, "data"), at);
    if (!json_is_array(item))
        return label_fits(json_object_get(test, "labels"), at, tone_of(j, item).label);
    tone first = tone_of(j, json_array_get(item, 0));
    for (size_t i = 1; i < json_array_size(item); i++) {
        tone other = tone_of(j, json_array_get(item, i));
        if (strcmp(type, "INV") == 0 ? other.label != first.label
                                     : !moves_right(name, first, other))
            return false;
    }
    return true;
}

static size_t run_test(const judge *j, const json_t *test)
{
    const char *name = json_string_value(json_object_get(test, "name"));
    size_t count = json_array_size(json_object_get(test, "data"));
    bool show = j->verbose && strstr(name, j->verbose);
    size_t passed = 0;
    for (size_t i = 0; i < count; i++) {
        bool fine = case_passes(j, test, i);
        passed += fine;
        if (!fine && show) {
            json_dumpf(json_array_get(json_object_get(test, "data"), i), stdout,
                       JSON_ENCODE_ANY);
            putchar('\n');
        }
    }
    printf("%5.1f %%  %4zu of %4zu  %s %s\n",
           count ? 100.0 * (double)passed / (double)count : 0.0, passed, count,
           json_string_value(json_object_get(test, "type")), name);
    return passed;
}

static void run_suite(const judge *j, const json_t *suite)
{
    size_t negations = 0;
    size_t passed = 0;
    const json_t *test;
    size_t index;
    json_array_foreach(suite, index, test)
    {
        const char *capability = json_string_value(json_object_get(test, "capability"));
        if (!json_is_string(json_object_get(test, "name")) ||
            !json_is_string(json_object_get(test, "type")) || !capability)
            give_up("a test without name, type or capability");
        size_t right = run_test(j, test);
        if (strcmp(capability, "Negation") != 0)
            continue;
        passed += right;
        negations += json_array_size(json_object_get(test, "data"));
    }
    printf("negation: %.3f of %zu\n",
           negations ? (double)passed / (double)negations : 0.0, negations);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        give_up("usage: eval_checklist LEXICONS SUITE.json");
    json_error_t why;
    json_t *suite = json_load_file(argv[2], 0, &why);
    if (!json_is_array(suite))
        give_up(why.text);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = argv[1];
    opt.language = PAL_LANGUAGE_EN;
    pal_error err = {.code = PAL_OK};
    pal_engine *engine = NULL;
    judge j = {.verbose = getenv("VERBOSE")};
    if (pal_engine_open(&engine, &opt, &err) != PAL_OK ||
        pal_reader_open(&j.reader, engine, &opt, &err) != PAL_OK)
        give_up(err.msg);
    j.engine = engine;
    run_suite(&j, suite);
    pal_reader_close(j.reader);
    pal_engine_close(engine);
    json_decref(suite);
    return 0;
}
