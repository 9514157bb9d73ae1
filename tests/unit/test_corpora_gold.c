/* The gold corpus is what its README says. */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/digest.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"

enum { LIMIT = 64 * 1024 * 1024 };

static unsigned long first_hex(pal_arena *mem, pal_str comment)
{
    char hex[PAL_DIGEST_HEX_LEN + 1];
    pal_digest *digest = pal_digest_new(mem);
    pal_digest_add(digest, comment);
    pal_digest_hex(digest, hex);
    hex[8] = '\0';
    return strtoul(hex, NULL, 16);
}

/* Ids are new; each comment is in the split that its hash says, so that the same short
 * answer ("Hinta") can never be learnt from in one and measured in the other. */
static size_t check_file(pal_arena *mem, pal_map *ids, const char *path, bool is_test)
{
    pal_str text;
    cr_assert_eq(pal_io_read(&text, mem, path, LIMIT, NULL), PAL_OK, "%s", path);
    pal_cut cut = pal_str_cut(text, '\n');
    cr_assert(
        pal_str_equal(cut.head, PAL_STR("id\tindustry\tnps\toverall\tthemes\tcomment")));
    size_t count = 0;
    while (cut.tail.len != 0) {
        cut = pal_str_cut(cut.tail, '\n');
        pal_str id = pal_str_cut(cut.head, '\t').head;
        pal_str comment = cut.head;
        for (int i = 0; i < 5; i++) {
            pal_cut field = pal_str_cut(comment, '\t');
            cr_assert(field.found, "%s: too few columns: %.*s", path, PAL_ARG(id));
            comment = field.tail;
        }
        bool fresh = false;
        pal_map_at(ids, id, &fresh);
        cr_expect(fresh, "%s: id %.*s is there twice", path, PAL_ARG(id));
        cr_expect_eq(first_hex(mem, comment) % 3 == 0, is_test, "%s: %.*s", path,
                     PAL_ARG(id));
        count++;
    }
    return count;
}

Test(corpora_gold, each_answer_is_in_the_split_of_its_hash)
{
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_map *ids = pal_map_new(mem, 1);
    cr_expect_eq(check_file(mem, ids, "corpora/gold/fi.train.tsv", false), 810);
    cr_expect_eq(check_file(mem, ids, "corpora/gold/fi.test.tsv", true), 390);
    cr_expect_eq(check_file(mem, ids, "corpora/gold/en.train.tsv", false), 338);
    cr_expect_eq(check_file(mem, ids, "corpora/gold/en.test.tsv", true), 162);
    pal_arena_close(mem);
}
