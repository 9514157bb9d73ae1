/* make_word_frequency.c -- count models/word-frequency.fi.tsv
 *
 *     make_word_frequency DATA LEXICONS > models/word-frequency.fi.tsv
 *
 * DATA is the folder of shared data sets; their text alone is read, no label, and no
 * treebank, on which the corrections are measured. LEXICONS is the folder of the rules:
 * each word of a Finnish theme rule counts as if it stood in the text a few times, since
 * forums and films speak little of invoices and deliveries. Only words that the
 * dictionary knows are kept: a typing mistake that many make must not become a model.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/map.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"
#include "text/morphology.h"

enum {
    WORDS_CAP = 400000,
    COUNT_MIN = 3,
    LETTERS_MIN = 3,
    LETTERS_MAX = 30,
    RULE_WEIGHT = 4,
    RULE_COLUMN = 2,
};

typedef struct word {
    pal_str text;
    uint32_t count;
    bool in_rules;
} word;

typedef struct counter {
    pal_arena *mem;
    pal_map *ids;
    word *words;
    size_t count;
} counter;

static const corpus_source sources[] = {
    {"xed/fi-annotated.tsv", 1, 0, 1},
    {"xed/neu_fi.txt", 1, 1, 1},
    {"finnsentiment/finnsentiment-folds-5-20.tsv", 1, 6, 1},
};

static void stop(const char *why)
{
    fprintf(stderr, "make_word_frequency: %s\n", why);
    exit(1);
}

/* A word of the rules counts once, however many rules have it. */
static void add_word(void *ctx, pal_str text, int weight)
{
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
    word *w = &c->words[*at];
    if (weight != RULE_WEIGHT || !w->in_rules)
        w->count += (uint32_t)weight;
    w->in_rules = w->in_rules || weight == RULE_WEIGHT;
}

static void read_rules(counter *c, const char *lexicons)
{
    pal_error err = {0};
    pal_str *names = NULL;
    size_t count = 0;
    const char *folder = pal_io_path(c->mem, lexicons, "themes");
    if (!folder || pal_io_list(&names, &count, c->mem, folder, ".fi.tsv", &err) != PAL_OK)
        stop(err.msg);
    for (size_t i = 0; i < count; i++) {
        corpus_source one = {names[i].ptr, RULE_WEIGHT, RULE_COLUMN, 1};
        corpus_read(folder, &one, add_word, c);
    }
}

static int by_text(const void *a, const void *b)
{
    return pal_str_compare(((const word *)a)->text, ((const word *)b)->text);
}

/* Finnish letters alone, neither a scrap nor a monster. */
static bool is_kept(pal_str text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.len; letters++) {
        uint32_t code = pal_unicode_next(text, &at);
        if ((code < 'a' || code > 'z') && code != 0xE4 && code != 0xF6 && code != 0xE5)
            return false;
    }
    return letters >= LETTERS_MIN && letters <= LETTERS_MAX;
}

static void write_table(counter *c, pal_morphology_engine *engine)
{
    pal_buf out = {0};
    qsort(c->words, c->count, sizeof *c->words, by_text);
    for (size_t i = 0; i < c->count; i++) {
        const word *w = &c->words[i];
        pal_lemma lemma;
        if (w->count < COUNT_MIN || !is_kept(w->text) ||
            pal_morphology_lemmas(engine, c->mem, w->text, &lemma, 1) == 0)
            continue;
        pal_buf_add(&out, w->text);
        pal_buf_byte(&out, '\t');
        pal_num_uint(&out, w->count);
        pal_buf_byte(&out, '\n');
    }
    if (out.failed || fwrite(out.ptr, 1, out.len, stdout) != out.len ||
        fflush(stdout) != 0)
        stop("cannot write");
    pal_buf_release(&out);
}

int main(int argc, char **argv)
{
    pal_error err = {0};
    pal_morphology_engine *engine = NULL;
    if (argc != 3)
        stop("usage: make_word_frequency DATA LEXICONS > models/word-frequency.fi.tsv");
    counter c = {.mem = corpus_need(pal_arena_open((size_t)2 << 30))};
    if (pal_morphology_open(&engine, c.mem, NULL, &err) != PAL_OK || !engine)
        stop("Voikko or its Finnish dictionary is missing");
    c.ids = corpus_need(pal_map_new(c.mem, 0));
    c.words = corpus_need(pal_new(c.mem, word, WORDS_CAP));
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        corpus_read(argv[1], &sources[i], add_word, &c);
    read_rules(&c, argv[2]);
    write_table(&c, engine);
    pal_morphology_close(engine);
    pal_arena_close(c.mem);
    return 0;
}
