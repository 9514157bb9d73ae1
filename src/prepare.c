/* Words and rules read once, for all who have not read them themselves. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "engine.h"
#include "text/words.h"

enum { TABLE_MAX = 64 << 20 };
/* A form that the texts of the table have but once is hardly in the next survey. */
enum { COUNT_MIN = 2 };

typedef struct table {
    const char *name;
    pal_language language;
} table;
static const table tables[] = {{"word-frequency.fi.tsv", PAL_LANGUAGE_FI},
                               {"word-frequency.en.tsv", PAL_LANGUAGE_EN}};

/* Files that may be left in the folder, which anyone may read; and those that have
 * digests under a key that only one user may know. */
static const char *const shown[] = {"words", "words-made", "words-rules",
                                    "words-snowball-made", "words-snowball-rules"};
static const char *const hidden[] = {"words-known", "words-known-word-frequency.fi.tsv",
                                     "words-known-word-frequency.en.tsv"};

static bool is_often(pal_str count)
{
    return count.len > 1 || (count.len == 1 && count.ptr[0] >= '0' + COUNT_MIN);
}

/* Lines that are no `word TAB count` were refused when the table was opened. */
static pal_status read_table(pal_worker *worker, pal_arena *mem, pal_arena *few,
                             const table *t, size_t *words, pal_error *err)
{
    pal_str lemmas[PAL_KINDS_MAX];
    pal_reading_kind kinds[PAL_KINDS_MAX];
    pal_words *of = worker->words;
    pal_str text = {NULL, 0};
    const char *path = NULL;
    const char *models = worker->engine->models;
    pal_status status =
        models ? pal_io_read_if_there(&text, &path, mem, models, t->name, TABLE_MAX, err)
               : PAL_OK;
    while (status == PAL_OK && text.len != 0) {
        const pal_cut line = pal_str_cut(text, '\n');
        const pal_cut cells = pal_str_cut(line.head, '\t');
        text = line.tail;
        if (cells.head.len == 0 || !is_often(cells.tail))
            continue;
        pal_words_trim(of);
        /* as a masker asks for the word where it has a capital; what it is told is kept
         * when the word is read */
        if (t->language == PAL_LANGUAGE_FI)
            pal_words_kinds(of, few, cells.head, lemmas, kinds);
        pal_arena_reset(few);
        const pal_word *read = pal_words_look(of, cells.head, PAL_WORD_LETTERS);
        if (!read || !pal_words_prepare(of, read, t->language))
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "no memory for the words");
        ++*words;
    }
    return status;
}

static pal_status read_tables(const pal_engine *engine, size_t *words, pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)TABLE_MAX * 2);
    pal_arena *few = pal_arena_open(1 << 20);
    pal_worker worker = {0};
    pal_status status = mem && few
                            ? pal_worker_open(&worker, engine, err)
                            : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    for (size_t i = 0; status == PAL_OK && i < sizeof tables / sizeof *tables; i++)
        status = read_table(&worker, mem, few, &tables[i], words, err);
    pal_worker_close(&worker);
    pal_arena_close(few);
    pal_arena_close(mem);
    return status;
}

static void remove_all(pal_arena *mem, const char *folder, const char *const *names,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *path = pal_io_path(mem, folder, names[i]);
        if (path)
            unlink(path);
    }
}

/* What a run leaves to pal_engine_close(), which does not tell whether it can be written.
 */
static bool save_words(const pal_engine *engine)
{
    pal_memo *const memos[] = {engine->memo, engine->made};
    bool good = true;
    for (size_t i = 0; i < sizeof memos / sizeof *memos; i++)
        if (memos[i]) {
            good = pal_memo_save(memos[i]) && good;
            pal_memo_clear(memos[i]);
        }
    return good;
}

/* Of another run's files in the folder none may look like this one's. */
static bool show_all(pal_arena *mem, const char *folder, const char *fresh)
{
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        const char *from = pal_io_path(mem, fresh, shown[i]);
        const char *to = pal_io_path(mem, folder, shown[i]);
        if (!from || !to)
            return false;
        if (pal_io_is_file(from)
                ? chmod(from, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH) != 0 ||
                      rename(from, to) != 0
                : unlink(to) != 0 && errno != ENOENT)
            return false;
    }
    return true;
}

/* Until all is whole it stands in a folder of its own: an error leaves the files that
 * others use as they were. */
static pal_status prepare_beside(const pal_options *opt, pal_arena *mem,
                                 const char *folder, const char *fresh, size_t *words,
                                 pal_error *err)
{
    pal_options of = *opt;
    pal_engine *engine = NULL;
    of.cache = pal_io_path(mem, fresh, "words");
    of.prepared = NULL;
    of.keep_personal_data = false;
    if (!of.cache)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    pal_status status = pal_engine_open(&engine, &of, err);
    if (status != PAL_OK)
        return status;
    status = read_tables(engine, words, err);
    if (status == PAL_OK && !(save_words(engine) && show_all(mem, folder, fresh)))
        status = pal_fail(err, PAL_EOUTPUT, pal_loc_file(folder),
                          "what was read cannot be written there");
    pal_engine_close(engine);
    return status;
}

static pal_status prepare_into(const pal_options *opt, pal_arena *mem, const char *folder,
                               size_t *words, pal_error *err)
{
    static const char pattern[] = "/new-XXXXXX";
    const size_t len = strlen(folder);
    char *fresh = pal_new(mem, char, len + sizeof pattern);
    if (!fresh)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    memcpy(fresh, folder, len);
    memcpy(fresh + len, pattern, sizeof pattern);
    bool there = access(folder, F_OK) == 0;
    pal_io_make_folders(fresh, S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH);
    if (!there) /* whatever the user's mask is */
        chmod(folder, S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH);
    if (!mkdtemp(fresh))
        return pal_fail(err, PAL_EOUTPUT, pal_loc_file(folder), "cannot be written: %s",
                        strerror(errno));
    pal_status status = prepare_beside(opt, mem, folder, fresh, words, err);
    remove_all(mem, fresh, hidden, sizeof hidden / sizeof *hidden);
    remove_all(mem, fresh, shown, sizeof shown / sizeof *shown);
    rmdir(fresh);
    return status;
}

pal_status pal_prepare(const pal_options *opt, const char *folder, size_t *words,
                       pal_error *err)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    *words = 0;
    pal_status status = mem ? prepare_into(opt, mem, folder, words, err)
                            : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    pal_arena_close(mem);
    return status;
}
