/* The voices that models learn from are what their README says. */
#include <criterion/criterion.h>

#include "base/io.h"
#include "base/map.h"
#include "base/str.h"

enum { LIMIT = 64 * 1024 * 1024 };

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
    return pal_str_cut(text, '\n').tail;
}

enum { GOLD_COMMENT = 5, EVIDENCE = 5, COMMENT = 6, PLAIN_COMMENT = 3, NO_COLUMN = 99 };

static void check(const char *voices, size_t comment_at, size_t evidence_at,
                  const char *test)
{
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_map *measured = pal_map_new(mem, 1);
    for (pal_cut line = {.tail = read_file(mem, test)}; line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_map_at(measured, column_of(line.head, GOLD_COMMENT), NULL);
    }
    pal_map *ids = pal_map_new(mem, 1);
    for (pal_cut line = {.tail = read_file(mem, voices)}; line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_str id = column_of(line.head, 0);
        pal_str comment = column_of(line.head, comment_at);
        bool fresh = false;
        pal_map_at(ids, id, &fresh);
        cr_expect(fresh, "%s: id %.*s is there twice", voices, PAL_ARG(id));
        cr_expect(!pal_map_find(measured, comment), "%s: %.*s is measured on in %s",
                  voices, PAL_ARG(id), test);
        for (pal_cut part = {.tail = column_of(line.head, evidence_at)};
             part.tail.len != 0;) {
            part = pal_str_cut(part.tail, ';');
            pal_cut sides = pal_str_cut(part.head, '=');
            if (sides.found)
                cr_expect(pal_str_has(comment, sides.tail), "%s: %.*s: '%.*s'", voices,
                          PAL_ARG(id), PAL_ARG(sides.tail));
        }
    }
    cr_expect_gt(pal_map_count(ids), 700u);
    pal_arena_close(mem);
}

Test(corpora_voices, no_comment_that_is_measured_on_is_learnt_from)
{
    check("corpora/voices/fi.tsv", COMMENT, EVIDENCE, "corpora/gold/fi.test.tsv");
    check("corpora/voices/en.tsv", COMMENT, EVIDENCE, "corpora/gold/en.test.tsv");
    check("corpora/voices/plain.fi.tsv", PLAIN_COMMENT, NO_COLUMN,
          "corpora/gold/fi.test.tsv");
    check("corpora/voices/plain.en.tsv", PLAIN_COMMENT, NO_COLUMN,
          "corpora/gold/en.test.tsv");
}
