/* make_langid.c -- learn models/langid.tsv
 *
 *     make_langid DATA > models/langid.tsv
 *
 * DATA is the folder of shared data sets (see models/langid.md for those that are read).
 * Multinomial logistic regression over the keys of text/langid.h: one example a distinct
 * word and language, weighted by how often it occurs, the languages weighing alike. A
 * first round learns all keys; those that move the votes of many words most are kept, and
 * a second round learns these alone. No clock and no random seed: same data, same bytes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"
#include "text/langid.h"

enum {
    LANGUAGES = 3,
    WORDS_CAP = 400000,
    KEYS_CAP = 1500000,
    KEY_TYPES_MIN = 4,    /* words that must hold a run of letters */
    WHOLE_COUNT_MIN = 12, /* occurrences of a word that may be a key as a whole */
    ROUNDS = 10,
    LINE_BYTES = 7, /* of a line of the file beside its key, on average */
};

static const size_t BYTES_MAX = 300000;
static const double RATE = 0.15;
static const double DECAY = 0.0005;
static const double SMOOTHING = 0.02;
static const double MOST_WEIGHT = 20;

typedef struct word {
    pal_str text;
    uint32_t count[LANGUAGES];
} word;

typedef struct key {
    pal_str text;
    uint32_t types;
    double occurrences;
    bool whole;
    bool kept;
    float weight[LANGUAGES];
    float square[LANGUAGES]; /* AdaGrad's sum of squared steps */
} key;

typedef struct learner {
    pal_arena *mem;
    pal_map *word_ids;
    pal_map *key_ids;
    word *words;
    key *keys;
    size_t word_count;
    size_t key_count;
    double total[LANGUAGES]; /* weight of all examples of a language */
} learner;

static void stop(const char *why)
{
    fprintf(stderr, "make_langid: %s\n", why);
    exit(1);
}

/* --- the texts --- */

static const corpus_source sources[] = {
    {"xed/fi-annotated.tsv", PAL_LANGUAGE_FI, 0, 1},
    {"xed/neu_fi.txt", PAL_LANGUAGE_FI, 1, 1},
    {"ud/fi_tdt-ud-dev.conllu", PAL_LANGUAGE_FI, -1, 1},
    {"ud/fi_ftb-ud-dev.conllu", PAL_LANGUAGE_FI, -1, 1},
    {"finnsentiment/finnsentiment-folds-5-20.tsv", PAL_LANGUAGE_FI, 6, 1},
    {"xed/en-annotated.tsv", PAL_LANGUAGE_EN, 0, 1},
    {"xed/neu_en.txt", PAL_LANGUAGE_EN, 1, 1},
    {"ud/en_ewt-ud-dev.conllu", PAL_LANGUAGE_EN, -1, 1},
    {"uci-sentences/amazon_cells_labelled.txt", PAL_LANGUAGE_EN, 0, 1},
    {"uci-sentences/yelp_labelled.txt", PAL_LANGUAGE_EN, 0, 1},
    {"langid/sentences.sv.txt", PAL_LANGUAGE_OTHER, 0, 2},
};

static void add_word(void *ctx, pal_str text, int language)
{
    learner *l = ctx;
    if (text.len > PAL_LANGID_WORD_MAX)
        return;
    /* the word's own copy first: folding may answer the word itself */
    pal_str copy = pal_arena_copy(l->mem, text);
    pal_str folded = copy.ptr ? pal_unicode_fold(l->mem, copy) : copy;
    bool fresh = false;
    uint32_t *at = folded.ptr ? pal_map_at(l->word_ids, folded, &fresh) : NULL;
    if (!at || (fresh && l->word_count == WORDS_CAP))
        stop("too many words");
    if (fresh) {
        *at = (uint32_t)l->word_count;
        l->words[l->word_count++].text = folded;
    }
    l->words[*at].count[language]++;
}

/* --- the keys --- */

static double weight_of(uint32_t count)
{
    return count ? pow(count, 0.75) : 0;
}

static key *key_at(learner *l, pal_str text)
{
    const uint32_t *known = pal_map_find(l->key_ids, text);
    if (known)
        return &l->keys[*known];
    if (l->key_count == KEYS_CAP)
        stop("too many keys");
    pal_str copy = pal_arena_copy(l->mem, text);
    uint32_t *at = copy.ptr ? pal_map_at(l->key_ids, copy, NULL) : NULL;
    if (!at)
        stop("no memory");
    *at = (uint32_t)l->key_count;
    l->keys[l->key_count].text = copy;
    return &l->keys[l->key_count++];
}

static void find_keys(learner *l)
{
    pal_langid_keys cut;
    for (size_t w = 0; w < l->word_count; w++) {
        const word *one = &l->words[w];
        double weight = 0;
        uint32_t count = 0;
        for (int k = 0; k < LANGUAGES; k++) {
            weight += weight_of(one->count[k]);
            l->total[k] += weight_of(one->count[k]);
            count += one->count[k];
        }
        pal_langid_cut(&cut, one->text);
        /* the whole word is the first key */
        for (size_t i = count < WHOLE_COUNT_MIN; i < cut.count; i++) {
            key *found = key_at(l, cut.keys[i]);
            found->whole = found->whole || i == 0;
            found->types++;
            found->occurrences += weight;
        }
    }
    for (size_t i = 0; i < l->key_count; i++)
        l->keys[i].kept = l->keys[i].whole || l->keys[i].types >= KEY_TYPES_MIN;
}

/* --- learning --- */

typedef struct active {
    key *keys[PAL_LANGID_KEYS_MAX];
    size_t count;
} active;

static active keys_of(learner *l, pal_str text)
{
    pal_langid_keys cut;
    active a = {.count = 0};
    pal_langid_cut(&cut, text);
    for (size_t i = 0; i < cut.count; i++) {
        const uint32_t *at = pal_map_find(l->key_ids, cut.keys[i]);
        if (at && l->keys[*at].kept)
            a.keys[a.count++] = &l->keys[*at];
    }
    return a;
}

static void predict(const active *a, double p[LANGUAGES])
{
    double most = 0;
    double sum = 0;
    for (int k = 0; k < LANGUAGES; k++) {
        p[k] = 0;
        for (size_t i = 0; i < a->count; i++)
            p[k] += (double)a->keys[i]->weight[k];
        if (k == 0 || p[k] > most)
            most = p[k];
    }
    for (int k = 0; k < LANGUAGES; k++)
        sum += p[k] = exp(p[k] - most);
    for (int k = 0; k < LANGUAGES; k++)
        p[k] /= sum;
}

/* One AdaGrad step (Duchi, Hazan, Singer 2011) on all languages of one word at once; the
 * shares are what the word's occurrences say, smoothed so that no word is beyond doubt.
 */
static void learn_word(learner *l, const word *one, double words)
{
    double share[LANGUAGES];
    double weight = 0;
    double p[LANGUAGES];
    active a = keys_of(l, one->text);
    for (int k = 0; k < LANGUAGES; k++) {
        share[k] = weight_of(one->count[k]) / l->total[k] * words;
        weight += share[k];
    }
    predict(&a, p);
    double strength = weight < MOST_WEIGHT ? weight : MOST_WEIGHT;
    for (int k = 0; k < LANGUAGES; k++) {
        double target = (share[k] / weight + SMOOTHING) / (1 + LANGUAGES * SMOOTHING);
        double slope = (p[k] - target) * strength;
        for (size_t i = 0; i < a.count; i++) {
            double g = slope + DECAY * (double)a.keys[i]->weight[k];
            a.keys[i]->square[k] += (float)(g * g);
            a.keys[i]->weight[k] -=
                (float)(RATE * g / (sqrt((double)a.keys[i]->square[k]) + 1e-3));
        }
    }
}

static void learn(learner *l)
{
    double words = (double)l->word_count / LANGUAGES; /* weight of a language's words */
    uint64_t state = 1;
    uint32_t *order = corpus_need(pal_new(l->mem, uint32_t, l->word_count));
    for (size_t i = 0; i < l->word_count; i++)
        order[i] = (uint32_t)i;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = l->word_count - 1; i > 0; i--) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            size_t other = (size_t)((state >> 33) % (i + 1));
            uint32_t swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        for (size_t i = 0; i < l->word_count; i++)
            learn_word(l, &l->words[order[i]], words);
    }
}

/* --- what is kept, and the file --- */

static double importance(const key *k)
{
    double spread = 0;
    double mean = (double)(k->weight[0] + k->weight[1] + k->weight[2]) / LANGUAGES;
    for (int i = 0; i < LANGUAGES; i++)
        spread += fabs((double)k->weight[i] - mean);
    return k->kept ? spread * sqrt(k->occurrences) : 0;
}

static int by_importance(const void *a, const void *b)
{
    const key *x = *(key *const *)a;
    const key *y = *(key *const *)b;
    double d = importance(y) - importance(x);
    return d > 0 ? 1 : d < 0 ? -1 : pal_str_compare(x->text, y->text);
}

static int by_text(const void *a, const void *b)
{
    return pal_str_compare((*(key *const *)a)->text, (*(key *const *)b)->text);
}

/* Keep what fits the file, forget what was learnt. */
static size_t prune(learner *l, key **sorted)
{
    size_t bytes = 0;
    size_t kept = 0;
    for (size_t i = 0; i < l->key_count; i++)
        sorted[i] = &l->keys[i];
    qsort(sorted, l->key_count, sizeof *sorted, by_importance);
    for (size_t i = 0; i < l->key_count; i++) {
        key *k = sorted[i];
        bytes += k->text.len + LINE_BYTES;
        k->kept = k->kept && bytes < BYTES_MAX;
        kept += k->kept;
        memset(k->weight, 0, sizeof k->weight);
        memset(k->square, 0, sizeof k->square);
    }
    qsort(sorted, kept, sizeof *sorted, by_text);
    return kept;
}

static void write_model(key *const *sorted, size_t count)
{
    pal_buf out = {0};
    pal_buf_cstr(&out, "palaute-langid\t1\n");
    for (size_t i = 0; i < count; i++) {
        const key *k = sorted[i];
        double mean = (double)(k->weight[0] + k->weight[1] + k->weight[2]) / LANGUAGES;
        long fi = lround(((double)k->weight[PAL_LANGUAGE_FI] - mean) * 16);
        long en = lround(((double)k->weight[PAL_LANGUAGE_EN] - mean) * 16);
        if (fi == 0 && en == 0)
            continue;
        pal_buf_add(&out, k->text);
        pal_buf_byte(&out, '\t');
        pal_num_int(&out, fi);
        pal_buf_byte(&out, '\t');
        pal_num_int(&out, en);
        pal_buf_byte(&out, '\n');
    }
    if (out.failed || fwrite(out.ptr, 1, out.len, stdout) != out.len ||
        fflush(stdout) != 0)
        stop("cannot write");
    pal_buf_release(&out);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        stop("usage: make_langid DATA > models/langid.tsv");
    learner l = {.mem = corpus_need(pal_arena_open((size_t)4 << 30))};
    l.word_ids = corpus_need(pal_map_new(l.mem, 0));
    l.key_ids = corpus_need(pal_map_new(l.mem, 0));
    l.words = corpus_need(pal_new(l.mem, word, WORDS_CAP));
    l.keys = corpus_need(pal_new(l.mem, key, KEYS_CAP));
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        corpus_read(argv[1], &sources[i], add_word, &l);
    find_keys(&l);
    key **sorted = corpus_need(pal_new(l.mem, key *, l.key_count));
    learn(&l);
    size_t kept = prune(&l, sorted);
    learn(&l);
    write_model(sorted, kept);
    fprintf(stderr, "%zu words, %zu keys, %zu kept\n", l.word_count, l.key_count, kept);
    pal_arena_close(l.mem);
    return 0;
}
