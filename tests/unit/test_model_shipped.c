/* The models that go with the program are what models/README.md says. */
#include <criterion/criterion.h>

#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "model/model.h"

enum { LIMIT = 64 << 20, TOTAL_MAX = 4 << 20, GOLD_COMMENT = 5 };

static pal_str column_of(pal_str line, size_t column)
{
    pal_cut cut = pal_str_cut(line, '\t');
    for (size_t i = 0; i < column; i++)
        cut = pal_str_cut(cut.tail, '\t');
    return cut.head;
}

static pal_str read_file(pal_arena *mem, const char *path)
{
    pal_str text = {NULL, 0};
    cr_assert_eq(pal_io_read(&text, mem, path, LIMIT, NULL), PAL_OK, "%s", path);
    return text;
}

/* Values of a column of a file with a header. */
static pal_map *values_of(pal_arena *mem, const char *path, size_t column)
{
    pal_map *values = pal_map_new(mem, 1);
    pal_str text = pal_str_cut(read_file(mem, path), '\n').tail;
    for (pal_cut line = {.tail = text}; line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_map_at(values, column_of(line.head, column), NULL);
    }
    return values;
}

static const struct {
    const char *path;
    pal_model_kind kind;
    pal_language language;
} shipped[] = {
    {"models/sentiment.fi.model", PAL_MODEL_SENTIMENT, PAL_LANGUAGE_FI},
    {"models/sentiment.en.model", PAL_MODEL_SENTIMENT, PAL_LANGUAGE_EN},
    {"models/themes.fi.model", PAL_MODEL_THEMES, PAL_LANGUAGE_FI},
    {"models/themes.en.model", PAL_MODEL_THEMES, PAL_LANGUAGE_EN},
};
enum { SHIPPED = sizeof shipped / sizeof *shipped };

Test(model_shipped, each_is_what_its_name_says_and_all_are_small)
{
    pal_arena *mem = pal_arena_open(LIMIT);
    size_t bytes = 0;
    for (size_t i = 0; i < SHIPPED; i++) {
        pal_model *model = NULL;
        cr_assert_eq(pal_model_open(&model, mem, shipped[i].path, NULL), PAL_OK, "%s",
                     shipped[i].path);
        cr_expect_eq(pal_model_of(model)->kind, shipped[i].kind, "%s", shipped[i].path);
        cr_expect_eq(pal_model_of(model)->language, shipped[i].language, "%s",
                     shipped[i].path);
        bytes += read_file(mem, shipped[i].path).len;
    }
    cr_expect_lt(bytes, (size_t)TOTAL_MAX);
    pal_arena_close(mem);
}

Test(model_shipped, tones_stand_in_the_order_of_the_program)
{
    static const char *const tones[] = {"neu", "neg", "pos", "mixed"};
    pal_arena *mem = pal_arena_open(LIMIT);
    for (size_t i = 0; i < SHIPPED; i++) {
        pal_model *model = NULL;
        if (shipped[i].kind != PAL_MODEL_SENTIMENT)
            continue;
        cr_assert_eq(pal_model_open(&model, mem, shipped[i].path, NULL), PAL_OK);
        cr_assert_eq(pal_model_of(model)->class_count, 4u);
        for (size_t k = 0; k < 4; k++)
            cr_expect(pal_str_equal(pal_model_of(model)->classes[k].name,
                                    pal_str_from(tones[k])));
    }
    pal_arena_close(mem);
}

Test(model_shipped, every_class_is_a_theme_of_the_lexicon)
{
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_map *themes = values_of(mem, "lexicons/themes.tsv", 0);
    for (size_t i = 0; i < SHIPPED; i++) {
        pal_model *model = NULL;
        if (shipped[i].kind != PAL_MODEL_THEMES)
            continue;
        cr_assert_eq(pal_model_open(&model, mem, shipped[i].path, NULL), PAL_OK);
        const pal_model_view *view = pal_model_of(model);
        cr_expect_gt(view->class_count, 40u);
        for (size_t k = 0; k < view->class_count; k++)
            cr_expect(pal_map_find(themes, view->classes[k].name), "%s: %.*s",
                      shipped[i].path, PAL_ARG(view->classes[k].name));
    }
    pal_arena_close(mem);
}

/* corpora/voices, which they learn from as well: test_corpora_voices.c. */
Test(model_shipped, no_comment_that_is_measured_on_is_in_the_training_split)
{
    static const char *const splits[][2] = {
        {"corpora/gold/fi.train.tsv", "corpora/gold/fi.test.tsv"},
        {"corpora/gold/en.train.tsv", "corpora/gold/en.test.tsv"},
    };
    pal_arena *mem = pal_arena_open(LIMIT);
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        pal_map *measured = values_of(mem, splits[i][1], GOLD_COMMENT);
        cr_expect_gt(pal_map_count(measured), 100u);
        pal_str text = pal_str_cut(read_file(mem, splits[i][0]), '\n').tail;
        for (pal_cut line = {.tail = text}; line.tail.len != 0;) {
            line = pal_str_cut(line.tail, '\n');
            cr_expect(!pal_map_find(measured, column_of(line.head, GOLD_COMMENT)),
                      "%s: %.*s", splits[i][0], PAL_ARG(column_of(line.head, 0)));
        }
    }
    pal_arena_close(mem);
}
