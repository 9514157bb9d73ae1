/* text_help.h -- a word cache with the project's models, and the shared data sets */
#ifndef PAL_TESTS_TEXT_HELP_H
#define PAL_TESTS_TEXT_HELP_H

#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/passage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Opened by text_open(), which ends the test where it fails. */
typedef struct text_tools {
    pal_words *words;
    pal_arena *mem; /* of the passages; the tests empty it */
    pal_error err;
} text_tools;

static inline text_tools text_open(const char *models, pal_morphology morphology)
{
    text_tools t = {.mem = pal_arena_open((size_t)1 << 30)};
    cr_assert_eq(pal_words_open(&t.words, models, morphology, NULL, NULL, &t.err), PAL_OK,
                 "%s", t.err.msg);
    return t;
}

static inline void text_close(text_tools *t)
{
    pal_words_close(t->words);
    pal_arena_close(t->mem);
}

static inline pal_passage text_read(text_tools *t, pal_str text, pal_language survey)
{
    pal_passage p = {.text = {NULL, 0}};
    cr_assert_eq(pal_passage_read(&p, t->words, t->mem, pal_unicode_clean(t->mem, text),
                                  survey, &t->err),
                 PAL_OK, "%s", t->err.msg);
    return p;
}

/* The bytes of a file of the data folder; .ptr NULL, and a line on stderr, when the
 * folder is not there. */
static inline pal_str text_data(pal_arena *mem, const char *name)
{
    pal_str out = {NULL, 0};
    pal_error err = {0};
    const char *folder = getenv("PALAUTE_DATA");
    if (!folder)
        folder = "../shared/data";
    if (access(folder, R_OK) != 0) {
        fprintf(stderr, "skipped: no folder %s\n", folder);
        return out;
    }
    cr_assert_eq(
        pal_io_read(&out, mem, pal_io_path(mem, folder, name), (size_t)64 << 20, &err),
        PAL_OK, "%s", err.msg);
    return out;
}

/* Next line of `text`, which loses it; false at the end. */
static inline bool text_line(pal_str *text, pal_str *line)
{
    if (text->len == 0)
        return false;
    pal_cut cut = pal_str_cut(*text, '\n');
    *line = cut.head;
    *text = cut.tail;
    return true;
}

/* Write a file into a new folder; answers the folder. Remove both with text_remove(). */
static inline char *text_folder(const char *name, pal_str bytes)
{
    char folder[] = "/tmp/palaute-text-XXXXXX";
    char path[200];
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    cr_assert(file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len &&
              fclose(file) == 0);
    return strdup(folder);
}

static inline void text_remove(char *folder, const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
    rmdir(folder);
    free(folder);
}

#endif /* PAL_TESTS_TEXT_HELP_H */
