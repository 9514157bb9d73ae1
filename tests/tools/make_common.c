/* make_common.c -- count lexicons/common.tsv
 *
 *     make_common CORPORA > lexicons/common.tsv
 *
 * The commonest words of customers, of corpora/voices: where rules begin their search
 * follows from it, nothing else.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"

enum { WORDS_CAP = 100000, KEPT = 700, COMMENT_COLUMN = 6, PER = 100000 };

typedef struct word {
    pal_str text;
    uint64_t count;
} word;

typedef struct counter {
    pal_arena *mem;
    pal_map *ids;
    word *words;
    size_t count;
    uint64_t all;
} counter;

static void stop(const char *why)
{
    fprintf(stderr, "make_common: %s\n", why);
    exit(1);
}

static void add_word(void *ctx, pal_str text, int mark)
{
    (void)mark;
    counter *c = ctx;
    pal_str copy = pal_arena_copy(c->mem, text);
    pal_str folded = copy.ptr ? pal_unicode_fold(c->mem, copy) : copy;
    bool fresh = false;
    uint32_t *at = folded.ptr ? pal_map_at(c->ids, folded, &fresh) : NULL;
    if (!at || (fresh && c->count == WORDS_CAP))
        stop("too many words");
    if (fresh) {
        *at = (uint32_t)c->count;
        c->words[c->count++].text = folded;
    }
    c->words[*at].count++;
    c->all++;
}

/* The commonest first; of equals, by text. */
static int by_count(const void *a, const void *b)
{
    const word *x = a;
    const word *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return pal_str_compare(x->text, y->text);
}

static void write_language(const char *corpora, const char *path, const char *language,
                           pal_buf *out)
{
    corpus_source source = {path, 0, COMMENT_COLUMN, 1};
    counter c = {.mem = corpus_need(pal_arena_open((size_t)1 << 30))};
    c.ids = corpus_need(pal_map_new(c.mem, 0));
    c.words = corpus_need(pal_new(c.mem, word, WORDS_CAP));
    corpus_read(corpora, &source, add_word, &c);
    qsort(c.words, c.count, sizeof *c.words, by_count);
    for (size_t i = 0; i < c.count && i < KEPT; i++) {
        pal_buf_cstr(out, language);
        pal_buf_byte(out, '\t');
        pal_buf_add(out, c.words[i].text);
        pal_buf_byte(out, '\t');
        pal_num_uint(out, c.words[i].count * PER / c.all);
        pal_buf_byte(out, '\n');
    }
    pal_arena_close(c.mem);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        stop("usage: make_common CORPORA > lexicons/common.tsv");
    pal_buf out = {0};
    pal_buf_cstr(&out,
                 "# The commonest words of customers, in 100,000 words of corpora/voices "
                 "(tests/tools/make_common.c).\n"
                 "# Rules begin their search at a rare word; no finding depends on "
                 "this list.\n"
                 "language\tword\tcount\n");
    write_language(argv[1], "voices/fi.tsv", "fi", &out);
    write_language(argv[1], "voices/en.tsv", "en", &out);
    if (out.failed || fwrite(out.ptr, 1, out.len, stdout) != out.len ||
        fflush(stdout) != 0)
        stop("cannot write");
    pal_buf_release(&out);
    return 0;
}
