/* generate.c -- a survey file of any size, for measuring
 *
 *     generate [--seed N] [--rows N] [--tree FOLDER] [--languages FILE]
 *     generate --source demo [--seed N] [--rows N] [--mutate PERCENT] DEMO.csv
 *     generate --hard KIND --size N [--seed N] [--tree FOLDER]
 *     generate --describe SURVEY.csv
 *
 * Writes id;date;segment;nps;comment as UTF-8, row by row, in memory that does not grow
 * with the rows. Same arguments and same corpora, same bytes on every machine; the first
 * rows of a large survey are those of a small one.
 *
 * Two thirds of the words stand in answers and sentences of the corpora as they were
 * written; in the other sentences three of four long words are drawn from the long tail
 * of coinage.h. Of the other words of four letters and more, 4 % of the Finnish and 1.8 %
 * of the English ones are mistyped or joined. How near that comes to real text (1,000,000
 * answers of treebanks, forums and reviews), in thousands of distinct forms after 1,000,
 * 10,000, 100,000 and 1,000,000 rows:
 *
 *     real   11   60   186   585    22.8 words a row, 66 % of the forms once
 *     seed 1 12   60   204   601    23.7 words a row, 50 % of the forms once
 *
 * and in per cent of all words that the 1,000, 4,000, 16,000 and 65,000 commonest forms
 * are:
 *
 *     real   47   61    75    89
 *     seed 1 46   61    75    90
 *
 * Not like real text: a sentence of the corpora comes again every few thousand rows, so
 * a program that remembers sentences would look better here than it is.
 */
#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "describe.h"
#include "hard.h"
#include "parts.h"
#include "remix.h"

static const size_t MEMORY_LIMIT = (size_t)2 << 30;

typedef struct arguments {
    uint64_t seed;
    uint64_t rows;
    uint64_t mutate;
    const char *tree;
    const char *languages;
    const char *source;
    const char *hard;
    uint64_t size;
    const char *describe;
    const char *path;
} arguments;

static const char usage[] = "see the beginning of tests/bench/generate.c";

static void read_argument(arguments *a, const char *name, const char *value)
{
    const struct {
        const char *name;
        uint64_t *number;
        const char **text;
    } known[] = {
        {"--seed", &a->seed, NULL},         {"--rows", &a->rows, NULL},
        {"--mutate", &a->mutate, NULL},     {"--size", &a->size, NULL},
        {"--tree", NULL, &a->tree},         {"--languages", NULL, &a->languages},
        {"--source", NULL, &a->source},     {"--hard", NULL, &a->hard},
        {"--describe", NULL, &a->describe},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int64_t read = 0;
        if (!value || strcmp(name, known[i].name) != 0)
            continue;
        if (known[i].text)
            *known[i].text = value;
        else if (!pal_str_to_int(pal_str_from(value), &read) || read < 0)
            parts_fail("a number is missing or wrong");
        else
            *known[i].number = (uint64_t)read;
        return;
    }
    parts_fail(usage);
}

int main(int argc, char **argv)
{
    arguments a = {
        .seed = 1, .rows = 100000, .mutate = 4, .tree = ".", .source = "voices"};
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-') {
            read_argument(&a, argv[i], argv[i + 1]);
            i++;
        } else {
            a.path = argv[i];
        }
    }
    pal_arena *mem = parts_need(pal_arena_open(MEMORY_LIMIT));
    bool demo = strcmp(a.source, "demo") == 0;
    if (demo != (a.path != NULL) || (!demo && strcmp(a.source, "voices") != 0))
        parts_fail(usage);
    if (a.describe) {
        describe_write(mem, a.describe);
    } else if (demo) {
        remix_write(mem, a.path, a.seed, a.rows, a.mutate);
    } else {
        voices v;
        voices_read(&v, mem, a.tree);
        if (a.hard)
            hard_write(&v, a.hard, a.seed, a.size);
        else
            answers_write(&v, a.seed, a.rows, a.languages);
    }
    pal_arena_close(mem);
    return fflush(stdout) == 0 ? 0 : 1;
}
