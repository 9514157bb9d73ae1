/* make_lemma_frequency.c -- count models/lemma-frequency.fi.tsv
 *
 *     make_lemma_frequency DATA LEXICONS > models/lemma-frequency.fi.tsv
 *
 * DATA is the folder of shared data sets; their text alone is read, no label. LEXICONS is
 * the folder of the rules: forums and films speak little of invoices and deliveries, so
 * that each word of a Finnish theme rule counts as if it stood in the text a few times.
 * A word of
 * one reading counts for its lemma; one of several is shared out between them, as common
 * as such a form is, then also as common as each lemma has proved to be (expectation
 * maximisation).
 */
#include <math.h>
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
    WORDS_CAP = 300000,
    LEMMAS_CAP = 300000,
    READINGS_CAP = 8,
    ROUNDS = 5,
    COUNT_MIN = 3,
    RULE_WEIGHT = 4,
    RULE_COLUMN = 2,
};

typedef struct word {
    pal_str text;
    uint32_t count;
    bool in_rules;
    uint32_t lemmas[READINGS_CAP];
    double form[READINGS_CAP]; /* how common such a form is */
    size_t lemma_count;
} word;

typedef struct lemma {
    pal_str text;
    double count;
    double next;
} lemma;

typedef struct counter {
    pal_arena *mem;
    pal_morphology_engine *engine;
    pal_map *word_ids;
    pal_map *lemma_ids;
    word *words;
    lemma *lemmas;
    size_t word_count;
    size_t lemma_count;
} counter;

static const corpus_source sources[] = {
    {"xed/fi-annotated.tsv", 1, 0, 1},
    {"xed/neu_fi.txt", 1, 1, 1},
    {"ud/fi_tdt-ud-dev.conllu", 1, -1, 1},
    {"finnsentiment/finnsentiment-folds-5-20.tsv", 1, 6, 1},
};

static void stop(const char *why)
{
    fprintf(stderr, "make_lemma_frequency: %s\n", why);
    exit(1);
}

static uint32_t id_of(pal_map *map, pal_str text, size_t *count, size_t cap)
{
    bool fresh = false;
    uint32_t *at = text.ptr ? pal_map_at(map, text, &fresh) : NULL;
    if (!at || (fresh && *count == cap))
        stop("too many words");
    if (fresh)
        *at = (uint32_t)(*count)++;
    return *at;
}

/* A word of the rules counts once, however many rules have it. */
static void add_word(void *ctx, pal_str text, int weight)
{
    counter *c = ctx;
    pal_str copy = pal_arena_copy(c->mem, text);
    pal_str folded = copy.ptr ? pal_unicode_fold(c->mem, copy) : copy;
    uint32_t id = id_of(c->word_ids, folded, &c->word_count, WORDS_CAP);
    word *w = &c->words[id];
    if (weight != RULE_WEIGHT || !w->in_rules)
        w->count += (uint32_t)weight;
    w->in_rules = w->in_rules || weight == RULE_WEIGHT;
    if (w->text.ptr)
        return;
    w->text = folded;
    pal_lemma found[READINGS_CAP];
    w->lemma_count =
        pal_morphology_lemmas(c->engine, c->mem, folded, found, READINGS_CAP);
    for (size_t i = 0; i < w->lemma_count; i++) {
        uint32_t at = id_of(c->lemma_ids, found[i].baseform, &c->lemma_count, LEMMAS_CAP);
        c->lemmas[at].text = found[i].baseform;
        w->lemmas[i] = at;
        w->form[i] = ldexp(1, -(int)found[i].rarity);
    }
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

static void share_out(counter *c)
{
    for (size_t i = 0; i < c->word_count; i++) {
        const word *w = &c->words[i];
        double sum = 0;
        for (size_t k = 0; k < w->lemma_count; k++)
            sum += c->lemmas[w->lemmas[k]].count * w->form[k];
        for (size_t k = 0; k < w->lemma_count; k++) {
            lemma *one = &c->lemmas[w->lemmas[k]];
            one->next += w->count * one->count * w->form[k] / sum;
        }
    }
    for (size_t i = 0; i < c->lemma_count; i++) {
        c->lemmas[i].count = c->lemmas[i].next;
        c->lemmas[i].next = 0;
    }
}

static int by_text(const void *a, const void *b)
{
    return pal_str_compare(((const lemma *)a)->text, ((const lemma *)b)->text);
}

static void write_table(counter *c)
{
    pal_buf out = {0};
    qsort(c->lemmas, c->lemma_count, sizeof *c->lemmas, by_text);
    for (size_t i = 0; i < c->lemma_count; i++) {
        long long count = llround(c->lemmas[i].count);
        if (count < COUNT_MIN)
            continue;
        pal_buf_add(&out, c->lemmas[i].text);
        pal_buf_byte(&out, '\t');
        pal_num_int(&out, count);
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
    if (argc != 3)
        stop("usage: make_lemma_frequency DATA LEXICONS > models/lemma-frequency.fi.tsv");
    counter c = {.mem = corpus_need(pal_arena_open((size_t)2 << 30))};
    if (pal_morphology_open(&c.engine, c.mem, NULL, &err) != PAL_OK || !c.engine)
        stop("Voikko or its Finnish dictionary is missing");
    c.word_ids = corpus_need(pal_map_new(c.mem, 0));
    c.lemma_ids = corpus_need(pal_map_new(c.mem, 0));
    c.words = corpus_need(pal_new(c.mem, word, WORDS_CAP));
    c.lemmas = corpus_need(pal_new(c.mem, lemma, LEMMAS_CAP));
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        corpus_read(argv[1], &sources[i], add_word, &c);
    read_rules(&c, argv[2]);
    for (size_t i = 0; i < c.lemma_count; i++)
        c.lemmas[i].count = 1;
    for (int i = 0; i < ROUNDS; i++)
        share_out(&c);
    write_table(&c);
    pal_morphology_close(c.engine);
    pal_arena_close(c.mem);
    return 0;
}
