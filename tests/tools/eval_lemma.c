/* eval_lemma.c -- how often the dictionary form is right, against treebanks
 *
 *     eval_lemma MODELS TREEBANK.conllu...
 *
 * With VERBOSE in the environment also the words of which a wrong reading was chosen:
 * form, lemma, gold.
 *
 * Nouns, adjectives and verbs, the sign # and the hyphen left out, case ignored. "right":
 * the lemma is gold; "any": some reading's lemma is. "look-up": for each gold lemma with
 * three tokens or more, the tokens that share its key (lemma, else stem) against its own
 * tokens, mean over the lemmas.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"
#include "text/morphology.h"
#include "text/passage.h"

enum { TOKENS_CAP = 200000, LOOKUP_MIN = 3, READINGS_CAP = 16 };

typedef struct token {
    uint32_t gold;
    uint32_t key;
} token;

typedef struct judge {
    pal_arena *mem;
    pal_words *words;
    pal_morphology_engine *engine;
    bool verbose;
    pal_map *golds;
    pal_map *keys;
    pal_str *gold_texts;
    token *tokens;
    size_t count, nav, known, right, any, adverbs, adverbs_right;
} judge;

static uint32_t id_of(pal_map *map, pal_str text)
{
    bool fresh = false;
    uint32_t *at = corpus_need(pal_map_at(map, text, &fresh));
    if (fresh)
        *at = (uint32_t)pal_map_count(map);
    return *at;
}

/* Gold lemma as it can be compared. */
static pal_str plain(pal_arena *mem, pal_str lemma)
{
    char *out = corpus_need(pal_new(mem, char, lemma.len + 1));
    size_t len = 0;
    for (size_t i = 0; i < lemma.len; i++)
        if (lemma.ptr[i] != '#' && lemma.ptr[i] != '-')
            out[len++] = lemma.ptr[i];
    return pal_unicode_fold(mem, (pal_str){out, len});
}

static pal_str key_of(const pal_word *word)
{
    return word->lemma.len != 0 ? word->lemma : word->stem[PAL_LANGUAGE_FI];
}

static void read_token(judge *j, pal_str form, pal_str lemma, pal_str pos)
{
    bool nav = pal_str_equal(pos, PAL_STR("NOUN")) ||
               pal_str_equal(pos, PAL_STR("ADJ")) || pal_str_equal(pos, PAL_STR("VERB"));
    bool adverb = pal_str_equal(pos, PAL_STR("ADV"));
    if ((!nav && !adverb) || j->count == TOKENS_CAP)
        return;
    pal_str gold = plain(j->mem, lemma);
    const pal_word *word =
        pal_words_find(j->words, plain(j->mem, form), PAL_WORD_LETTERS);
    if (!word)
        exit(1);
    if (adverb) {
        j->adverbs++;
        j->adverbs_right += pal_str_equal(word->lemma, gold);
        return;
    }
    uint32_t id = id_of(j->golds, gold);
    j->gold_texts[id] = gold;
    j->tokens[j->count++] = (token){.gold = id, .key = id_of(j->keys, key_of(word))};
    j->nav++;
    j->known += word->lemma.len != 0;
    bool right = pal_str_equal(word->lemma, gold);
    j->right += right;
    pal_lemma all[READINGS_CAP];
    size_t count =
        pal_morphology_lemmas(j->engine, j->mem, word->folded, all, READINGS_CAP);
    bool any = right;
    for (size_t i = 0; i < count; i++)
        any = any || pal_str_equal(all[i].text, gold);
    j->any += any;
    if (any && !right && j->verbose)
        printf("%.*s\t%.*s\t%.*s\n", PAL_ARG(word->folded), PAL_ARG(word->lemma),
               PAL_ARG(gold));
}

static void print_lookup(const judge *j)
{
    size_t ids = pal_map_count(j->golds) + 1;
    size_t key_ids = pal_map_count(j->keys) + 1;
    uint32_t *gold = corpus_need(pal_new(j->mem, uint32_t, ids));
    uint32_t *found = corpus_need(pal_new(j->mem, uint32_t, key_ids));
    uint32_t *asked = corpus_need(pal_new(j->mem, uint32_t, ids));
    uint32_t *both = corpus_need(pal_new(j->mem, uint32_t, ids));
    for (size_t i = 0; i < j->count; i++) {
        gold[j->tokens[i].gold]++;
        found[j->tokens[i].key]++;
    }
    for (size_t i = 1; i < ids; i++) {
        const pal_word *word =
            pal_words_find(j->words, j->gold_texts[i], PAL_WORD_LETTERS);
        const uint32_t *key = word ? pal_map_find(j->keys, key_of(word)) : NULL;
        asked[i] = key ? *key : 0;
    }
    for (size_t i = 0; i < j->count; i++)
        both[j->tokens[i].gold] += asked[j->tokens[i].gold] == j->tokens[i].key;
    double p = 0;
    double r = 0;
    double f = 0;
    size_t terms = 0;
    for (size_t i = 1; i < ids; i++) {
        if (gold[i] < LOOKUP_MIN)
            continue;
        terms++;
        p += asked[i] && found[asked[i]] ? (double)both[i] / found[asked[i]] : 0;
        r += (double)both[i] / gold[i];
        f += asked[i] ? 2.0 * both[i] / (gold[i] + found[asked[i]]) : 0;
    }
    double n = (double)terms;
    printf("look-up of %zu lemmas: P %.3f R %.3f F1 %.3f\n", terms, p / n, r / n, f / n);
}

static void read_bank(judge *j, const char *path)
{
    pal_error err = {0};
    pal_str text = {NULL, 0};
    if (pal_io_read(&text, j->mem, path, (size_t)64 << 20, &err) != PAL_OK) {
        fprintf(stderr, "%s: %s\n", path, err.msg);
        exit(1);
    }
    pal_cut row;
    for (; text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        pal_cut id = pal_str_cut(row.head, '\t');
        int64_t number = 0;
        if (!id.found || !pal_str_to_int(id.head, &number))
            continue;
        pal_cut form = pal_str_cut(id.tail, '\t');
        pal_cut lemma = pal_str_cut(form.tail, '\t');
        read_token(j, form.head, lemma.head, pal_str_cut(lemma.tail, '\t').head);
    }
}

int main(int argc, char **argv)
{
    pal_error err = {0};
    for (int i = 2; i < argc; i++) {
        judge j = {.mem = corpus_need(pal_arena_open((size_t)1 << 30)),
                   .verbose = getenv("VERBOSE") != NULL};
        if (pal_words_open(&j.words, argv[1], PAL_MORPHOLOGY_BEST, NULL, NULL, &err) !=
                PAL_OK ||
            pal_morphology_open(&j.engine, j.mem, argv[1], &err) != PAL_OK || !j.engine) {
            fprintf(stderr, "eval_lemma: no models or no Voikko: %s\n", err.msg);
            return 1;
        }
        j.golds = corpus_need(pal_map_new(j.mem, 0));
        j.keys = corpus_need(pal_map_new(j.mem, 0));
        j.tokens = corpus_need(pal_new(j.mem, token, TOKENS_CAP));
        j.gold_texts = corpus_need(pal_new(j.mem, pal_str, TOKENS_CAP));
        read_bank(&j, argv[i]);
        double n = (double)j.nav;
        printf(
            "%s\n%zu nouns, adjectives, verbs: known %.1f %% right %.1f %% any %.1f %%\n",
            argv[i], j.nav, 100 * (double)j.known / n, 100 * (double)j.right / n,
            100 * (double)j.any / n);
        printf("adverbs: right %.1f %%\n",
               100 * (double)j.adverbs_right / (double)j.adverbs);
        print_lookup(&j);
        pal_morphology_close(j.engine);
        pal_words_close(j.words);
        pal_arena_close(j.mem);
    }
    return 0;
}
