/* make_word_frequency.c -- count models/word-frequency.fi.tsv or word-frequency.en.tsv
 *
 *     make_word_frequency fi DATA CORPORA LEXICONS > models/word-frequency.fi.tsv
 *     make_word_frequency en DATA CORPORA LEXICONS > models/word-frequency.en.tsv
 *
 * DATA is the folder of shared data sets, CORPORA the project's own; their text alone is
 * read, no label, and no treebank, on which the corrections are measured. LEXICONS is the
 * folder of the rules: each word of a theme rule counts as if it stood in the text a few
 * times, since forums and films speak little of invoices and deliveries. A typing mistake
 * that many make must not become a model: of the Finnish words those are kept that the
 * dictionary knows, of the English ones, for which there is none, those of the list of
 * words and those that are common.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/map.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"
#include "text/morphology.h"

enum {
    WORDS_CAP = 400000,
    COUNT_MIN = 2,         /* of an English word, and of a long Finnish one */
    COUNT_MIN_UNKNOWN = 4, /* of an English word that the list of words does not have */
    LETTERS_MIN = 3,
    LETTERS_MAX = 30,
    LETTERS_MAX_ONCE = 14, /* of what stands once: longer ones are chance compounds */
    TEXT = 1,              /* marks of the sources: how much a word in them counts */
    LIST = 2,              /* a list of words: each counts one */
    RULE_WEIGHT = 4,
    RULE_COLUMN = 2,
};

typedef struct word {
    pal_str text;
    uint32_t count;
    bool in_rules;
    bool in_list;
} word;

typedef struct counter {
    pal_arena *mem;
    pal_map *ids;
    word *words;
    size_t count;
} counter;

/* What is counted of a language. */
typedef struct source_list {
    const char *language;
    const char *rules; /* ending of the files of rules */
    corpus_source data[8];
    size_t count;
    corpus_source own; /* in CORPORA */
} source_list;

static const source_list languages[] = {
    {.language = "fi",
     .rules = ".fi.tsv",
     .data = {{"xed/fi-annotated.tsv", TEXT, 0, 1},
              {"xed/fi-projections.tsv", TEXT, 0, 1},
              {"xed/neu_fi.txt", TEXT, 1, 1},
              {"finnsentiment/finnsentiment-folds-5-20.tsv", TEXT, 6, 1},
              {"langid/sentences.fi.txt", TEXT, 0, 1},
              {"snowball/finnish/voc.txt", LIST, 0, 1}},
     .count = 6,
     .own = {"voices/fi.tsv", TEXT, 6, 1}},
    {.language = "en",
     .rules = ".en.tsv",
     .data = {{"xed/en-annotated.tsv", TEXT, 0, 1},
              {"xed/neu_en.txt", TEXT, 1, 1},
              {"uci-sentences/amazon_cells_labelled.txt", TEXT, 0, 1},
              {"uci-sentences/yelp_labelled.txt", TEXT, 0, 1},
              {"vader/tweets_GroundTruth.txt", TEXT, 2, 1},
              {"vader/movieReviewSnippets_GroundTruth.txt", TEXT, 2, 1},
              {"langid/sentences.en.txt", TEXT, 0, 1},
              {"snowball/english/voc.txt", LIST, 0, 1}},
     .count = 8,
     .own = {"voices/en.tsv", TEXT, 6, 1}},
};

/* English mistakes that the texts have often enough to be counted. */
static const char *const mistakes[] = {
    "askin",         "becuase",   "callled", "cusomer",   "definately", "disapointed",
    "dorne",         "firendly",  "frendly", "friendley", "frienldy",   "frindly",
    "glases",        "lookin",    "makin",   "notting",   "realy",      "recieve",
    "recieved",      "recieving", "sayin",   "serivce",   "servce",     "servise",
    "sevice",        "somethin",  "takin",   "thier",     "tryin",      "waitin",
    "dissappointed",
};

static void stop(const char *why)
{
    fprintf(stderr, "make_word_frequency: %s\n", why);
    exit(1);
}

/* A word of the rules counts once, however many rules have it. `mark` is its weight, or
 * LIST. */
static void add_word(void *ctx, pal_str text, int mark)
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
    if (mark != RULE_WEIGHT || !w->in_rules)
        w->count += mark == LIST ? 1 : (uint32_t)mark;
    w->in_rules = w->in_rules || mark == RULE_WEIGHT;
    w->in_list = w->in_list || mark == LIST;
}

static void read_rules(counter *c, const char *lexicons, const char *ending)
{
    pal_error err = {0};
    pal_str *names = NULL;
    size_t count = 0;
    const char *folder = pal_io_path(c->mem, lexicons, "themes");
    if (!folder || pal_io_list(&names, &count, c->mem, folder, ending, &err) != PAL_OK)
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

static size_t letters_of(pal_str text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.len; letters++)
        pal_unicode_next(text, &at);
    return letters;
}

/* Letters of the language alone, neither a scrap nor a monster. */
static bool is_kept(pal_str text, bool finnish)
{
    return corpus_has_letters(text, finnish, LETTERS_MIN, LETTERS_MAX);
}

static bool is_mistake(pal_str text)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        if (pal_str_equal(text, pal_str_from(mistakes[i])))
            return true;
    return false;
}

/* `engine` is NULL for English. */
static bool is_word(counter *c, pal_morphology_engine *engine, const word *w)
{
    pal_lemma lemma;
    if (!is_kept(w->text, engine != NULL) || (!engine && w->count < COUNT_MIN))
        return false;
    if (w->count < COUNT_MIN && letters_of(w->text) > LETTERS_MAX_ONCE)
        return false;
    if (!engine && is_mistake(w->text))
        return false;
    return engine ? pal_morphology_lemmas(engine, c->mem, w->text, &lemma, 1) != 0
                  : w->in_list || w->in_rules || w->count >= COUNT_MIN_UNKNOWN;
}

static void write_table(counter *c, pal_morphology_engine *engine)
{
    pal_buf out = {0};
    qsort(c->words, c->count, sizeof *c->words, by_text);
    for (size_t i = 0; i < c->count; i++) {
        const word *w = &c->words[i];
        if (!is_word(c, engine, w))
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
    const source_list *from = NULL;
    for (size_t i = 0; argc == 5 && i < sizeof languages / sizeof *languages; i++)
        if (strcmp(argv[1], languages[i].language) == 0)
            from = &languages[i];
    if (!from)
        stop("usage: make_word_frequency fi|en DATA CORPORA LEXICONS");
    counter c = {.mem = corpus_need(pal_arena_open((size_t)2 << 30))};
    bool finnish = from == languages;
    if (finnish && (pal_morphology_open(&engine, c.mem, NULL, &err) != PAL_OK || !engine))
        stop("Voikko or its Finnish dictionary is missing");
    c.ids = corpus_need(pal_map_new(c.mem, 0));
    c.words = corpus_need(pal_new(c.mem, word, WORDS_CAP));
    for (size_t i = 0; i < from->count; i++)
        corpus_read(argv[2], &from->data[i], add_word, &c);
    corpus_read(argv[3], &from->own, add_word, &c);
    read_rules(&c, argv[4], from->rules);
    write_table(&c, engine);
    pal_morphology_close(engine);
    pal_arena_close(c.mem);
    return 0;
}
