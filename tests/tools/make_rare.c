/* make_rare.c -- count models/rare.fi.tsv, or make models/rare.en.tsv
 *
 *     make_rare fi DATA > models/rare.fi.tsv
 *     make_rare en models FOLDER > models/rare.en.tsv
 *
 * Finnish: forms in small letters that Voikko does not know, in the texts of
 * make_word_frequency.c that nobody in this project wrote, and in Snowball's list of
 * words; no label is read, and no treebank. English: stems of the words of
 * FOLDER/american-english, one a line, that no word of models/word-frequency.en.tsv has;
 * the count is that of their forms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"
#include "text/morphology.h"
#include "text/stem.h"

enum { WORDS_CAP = 400000, LETTERS_MIN = 4, LETTERS_MAX = 30, COMMON = 1 };

typedef struct word {
    pal_str text;
    uint32_t count;
    bool common; /* stands in the table of common words */
} word;

typedef struct counter {
    pal_arena *mem;
    pal_map *ids;
    word *words;
    size_t count;
    pal_stemmer *stemmer; /* of English; NULL for Finnish */
} counter;

static const corpus_source finnish[] = {
    {"xed/fi-annotated.tsv", 0, 0, 1},
    {"xed/fi-projections.tsv", 0, 0, 1},
    {"xed/neu_fi.txt", 0, 1, 1},
    {"finnsentiment/finnsentiment-folds-5-20.tsv", 0, 6, 1},
    {"langid/sentences.fi.txt", 0, 0, 1},
    {"snowball/finnish/voc.txt", 0, 0, 1}, /* names, too, in small letters */
};

static void stop(const char *why)
{
    fprintf(stderr, "make_rare: %s\n", why);
    exit(1);
}

static bool is_kept(pal_str text, bool is_finnish)
{
    return corpus_has_letters(text, is_finnish, LETTERS_MIN, LETTERS_MAX);
}

static word *word_of(counter *c, pal_str text)
{
    bool fresh = false;
    pal_str copy = pal_arena_copy(c->mem, text);
    uint32_t *at = copy.ptr ? pal_map_at(c->ids, copy, &fresh) : NULL;
    if (!at || (fresh && c->count == WORDS_CAP))
        stop("too many words");
    if (fresh) {
        *at = (uint32_t)c->count;
        c->words[c->count++].text = copy;
    }
    return &c->words[*at];
}

/* `mark`: COMMON or not. */
static void add_word(void *ctx, pal_str text, int mark)
{
    counter *c = ctx;
    if (!is_kept(text, !c->stemmer))
        return;
    if (c->stemmer)
        text = pal_stemmer_stem(c->stemmer, PAL_LANGUAGE_EN, text);
    word *w = word_of(c, text);
    w->count++;
    w->common = w->common || mark == COMMON;
}

static int by_text(const void *a, const void *b)
{
    return pal_str_compare(((const word *)a)->text, ((const word *)b)->text);
}

static void write_table(counter *c, pal_morphology_engine *engine)
{
    pal_buf out = {0};
    qsort(c->words, c->count, sizeof *c->words, by_text);
    for (size_t i = 0; i < c->count; i++) {
        const word *w = &c->words[i];
        pal_lemma lemma;
        if (w->common ||
            (engine && pal_morphology_lemmas(engine, c->mem, w->text, &lemma, 1) != 0))
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

static void make_finnish(counter *c, const char *data)
{
    pal_error err = {0};
    pal_morphology_engine *engine = NULL;
    if (pal_morphology_open(&engine, c->mem, NULL, &err) != PAL_OK || !engine)
        stop("Voikko or its Finnish dictionary is missing");
    for (size_t i = 0; i < sizeof finnish / sizeof *finnish; i++)
        corpus_read(data, &finnish[i], add_word, c);
    write_table(c, engine);
    pal_morphology_close(engine);
}

static void make_english(counter *c, const char *models, const char *folder)
{
    static const corpus_source list = {"american-english", 0, 0, 1};
    static const corpus_source table = {"word-frequency.en.tsv", COMMON, 0, 1};
    pal_error err = {0};
    if (pal_stemmer_open(&c->stemmer, c->mem, &err) != PAL_OK)
        stop(err.msg);
    corpus_read(folder, &list, add_word, c);
    corpus_read(models, &table, add_word, c);
    write_table(c, NULL);
    pal_stemmer_close(c->stemmer);
}

int main(int argc, char **argv)
{
    bool is_finnish = argc == 3 && strcmp(argv[1], "fi") == 0;
    if (!is_finnish && !(argc == 4 && strcmp(argv[1], "en") == 0))
        stop("usage: make_rare fi DATA | make_rare en MODELS FOLDER");
    counter c = {.mem = corpus_need(pal_arena_open((size_t)2 << 30))};
    c.ids = corpus_need(pal_map_new(c.mem, 0));
    c.words = corpus_need(pal_new(c.mem, word, WORDS_CAP));
    if (is_finnish)
        make_finnish(&c, argv[2]);
    else
        make_english(&c, argv[2], argv[3]);
    pal_arena_close(c.mem);
    return 0;
}
