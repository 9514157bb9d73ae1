/* Words that an earlier run has made: the same words as without it. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/io.h"
#include "base/str.h"
#include "engine.h"
#include "folder_help.h"
#include "lexicon/entry.h"
#include "text/memo.h"
#include "text/words.h"

/* An engine with the project's lexicon and models, and one thread of it. */
typedef struct tools {
    pal_engine *engine;
    pal_worker worker;
} tools;

static tools open_tools(const char *cache, const char *morphology, bool no_model)
{
    tools t = {.engine = NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    pal_error err = {.code = PAL_OK};
    opt.lexicons = "lexicons";
    opt.models = "models";
    opt.no_model = no_model;
    opt.morphology = morphology;
    opt.cache = cache;
    cr_assert_eq(pal_engine_open(&t.engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_worker_open(&t.worker, t.engine, &err), PAL_OK, "%s", err.msg);
    return t;
}

static void close_tools(tools *t)
{
    pal_worker_close(&t->worker);
    pal_engine_close(t->engine);
}

enum { WORDS = 1500 };

/* Words of the demo survey as they stand there, each also as the first of a sentence. */
typedef struct sample {
    pal_arena *mem;
    pal_str forms[WORDS];
    size_t count;
} sample;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static void read_sample(sample *s)
{
    pal_str text;
    s->mem = pal_arena_open(1 << 24);
    s->count = 0;
    cr_assert_eq(
        pal_io_read(&text, s->mem, "corpora/demo/kuura-2026-syksy.csv", 1 << 21, NULL),
        PAL_OK);
    for (size_t at = 0; at < text.len && s->count < WORDS; at++) {
        size_t begin = at;
        while (at < text.len && is_letter(text.ptr[at]))
            at++;
        if (at != begin)
            s->forms[s->count++] = (pal_str){text.ptr + begin, at - begin};
    }
    cr_assert_eq(s->count, WORDS);
}

static const pal_word *word_of(tools *t, const sample *s, size_t i)
{
    unsigned flags = PAL_WORD_LETTERS | (i % 2 != 0 ? (unsigned)PAL_WORD_FIRST : 0u);
    const pal_word *word =
        pal_words_find(t->worker.words, s->forms[i / 2], (uint16_t)flags);
    cr_assert(word);
    return word;
}

static bool same_list(const uint32_t *a, const uint32_t *b, size_t count)
{
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

static bool same_word(const tools *t, const pal_word *a, const pal_word *b)
{
    bool same = pal_str_equal(a->folded, b->folded) && a->flags == b->flags &&
                memcmp(a->votes, b->votes, sizeof a->votes) == 0 &&
                pal_str_equal(a->lemma, b->lemma) &&
                pal_str_equal(a->standard, b->standard) &&
                pal_str_equal(a->english, b->english) && a->respelling == b->respelling &&
                a->part_count == b->part_count;
    for (size_t i = 0; same && i < a->part_count; i++)
        same = pal_str_equal(a->parts[i], b->parts[i]);
    for (int l = 0; same && l < 3; l++) {
        size_t numbers =
            l != 0 ? pal_models_numbers(&t->engine->learnt, (pal_language)l) : 0;
        same = pal_str_equal(a->stem[l], b->stem[l]) && a->known[l] == b->known[l] &&
               a->atom_count[l] == b->atom_count[l] &&
               same_list(a->atoms[l], b->atoms[l], a->atom_count[l]) &&
               !a->rules[l] == !b->rules[l] && !a->learnt[l] == !b->learnt[l] &&
               (!a->learnt[l] ||
                memcmp(a->learnt[l], b->learnt[l], numbers * sizeof(int16_t)) == 0);
    }
    return same;
}

/* How many of the words come out otherwise with a cache. */
static size_t count_others(const sample *s, tools *plain, const char *cache,
                           const char *morphology, bool no_model)
{
    size_t others = 0;
    tools t = open_tools(cache, morphology, no_model);
    for (size_t i = 0; i < 2 * s->count; i++)
        others += !same_word(plain, word_of(plain, s, i), word_of(&t, s, i));
    close_tools(&t);
    return others;
}

static void turn_byte(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    cr_assert(file && fseek(file, at, SEEK_SET) == 0);
    int byte = fgetc(file);
    cr_assert(byte != EOF && fseek(file, at, SEEK_SET) == 0);
    cr_assert(fputc(byte ^ 0x41, file) != EOF && fclose(file) == 0);
}

static void check_earlier_runs(const char *morphology, const char *made_name)
{
    folder_path home = folder_new();
    folder_path cache = folder_join(home.text, "words");
    folder_path made = folder_join(home.text, made_name);
    sample s;
    read_sample(&s);
    tools plain = open_tools(NULL, morphology, false);
    cr_expect_eq(count_others(&s, &plain, cache.text, morphology, false), 0, "cold");
    cr_assert(pal_io_is_file(made.text));
    cr_expect_eq(count_others(&s, &plain, cache.text, morphology, false), 0, "warm");
    for (long at = 3; at < 200000; at = at * 2 + 31) {
        turn_byte(made.text, at);
        cr_expect_eq(count_others(&s, &plain, cache.text, morphology, false), 0,
                     "byte %ld", at);
    }
    cr_assert_eq(truncate(made.text, 100000), 0);
    cr_expect_eq(count_others(&s, &plain, cache.text, morphology, false), 0, "cut short");
    close_tools(&plain);
    pal_arena_close(s.mem);
    folder_remove(&home);
}

static bool has_voikko(void)
{
    tools t = open_tools(NULL, NULL, true);
    bool analyses = pal_words_analyse(t.worker.words);
    close_tools(&t);
    return analyses;
}

/* The values of a kept file with some of their bits turned, under right checksums. */
static void turn_values(const sample *s, const char *path, const char *out, uint32_t seed)
{
    enum { BASIS_AT = 24, KINDS = 256 };
    char basis[PAL_DIGEST_HEX_LEN + 1] = "";
    pal_memo *from = NULL;
    pal_memo *to = NULL;
    pal_buf value = {0};
    size_t turned = 0;
    FILE *file = fopen(path, "rb");
    cr_assert(file && fseek(file, BASIS_AT, SEEK_SET) == 0 &&
              fread(basis, 1, PAL_DIGEST_HEX_LEN, file) == PAL_DIGEST_HEX_LEN &&
              fclose(file) == 0);
    cr_assert_eq(pal_memo_open(&from, path, basis, PAL_MEMO_MOST, NULL), PAL_OK);
    cr_assert_eq(pal_memo_open(&to, out, basis, PAL_MEMO_MOST, NULL), PAL_OK);
    for (size_t i = 0; i < s->count; i++)
        for (unsigned kind = 0; kind < KINDS; kind++) {
            if (!pal_memo_find(from, (char)(unsigned char)kind, s->forms[i], &value))
                continue;
            for (unsigned n = 0; value.len != 0 && n < 3; n++) {
                seed = seed * 1664525u + 1013904223u;
                value.ptr[(seed >> 8) % value.len] ^= (char)(1u << (seed >> 4) % 7);
            }
            pal_memo_add(to, (char)(unsigned char)kind, s->forms[i],
                         pal_buf_view(&value));
            turned++;
        }
    cr_assert(turned > s->count / 4 && pal_memo_save(to), "%zu values", turned);
    pal_buf_release(&value);
    pal_memo_close(from);
    pal_memo_close(to);
}

/* Such a file may say anything of a word, but nothing outside of the tables is looked at:
 * the sanitizer tells. */
Test(api_made, wrong_values_under_right_checksums_lead_nowhere_outside)
{
    static const char *const names[] = {"words", "words-made"};
    const char *survey = "corpora/demo/kuura-2026-syksy.csv";
    folder_path home = folder_new();
    folder_path cache = folder_join(home.text, "words");
    folder_path result = folder_join(home.text, "out");
    folder_path wrong = folder_join(home.text, "wrong");
    sample s;
    read_sample(&s);
    tools plain = open_tools(cache.text, "best", false);
    for (size_t i = 0; i < 2 * s.count; i++)
        word_of(&plain, &s, i);
    close_tools(&plain);
    for (size_t f = has_voikko() ? 0 : 2; f < 2; f++)
        for (uint32_t seed = 1; seed <= 3; seed++) {
            folder_path kept = folder_join(home.text, names[f]);
            pal_options opt = PAL_OPTIONS_INIT;
            pal_error err = {.code = PAL_OK};
            pal_engine *engine = NULL;
            pal_result *out = NULL;
            turn_values(&s, kept.text, wrong.text, seed);
            cr_assert_eq(rename(wrong.text, kept.text), 0);
            opt.lexicons = "lexicons";
            opt.models = "models";
            opt.cache = cache.text;
            opt.out = result.text;
            opt.force = true;
            cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
            cr_expect_eq(pal_analyze(&out, engine, &opt, &survey, 1, &err), PAL_OK, "%s",
                         err.msg);
            pal_result_close(out);
            pal_engine_close(engine);
        }
    pal_arena_close(s.mem);
    folder_remove(&home);
}

Test(api_made, words_of_an_earlier_run_are_the_words_of_this_one)
{
    check_earlier_runs("best", has_voikko() ? "words-made" : "words-snowball-made");
}

Test(api_made, so_are_those_of_snowball_which_have_a_file_of_their_own)
{
    check_earlier_runs("snowball", "words-snowball-made");
}

Test(api_made, words_made_with_other_models_are_made_anew)
{
    folder_path home = folder_new();
    folder_path cache = folder_join(home.text, "words");
    sample s;
    read_sample(&s);
    tools with = open_tools(NULL, NULL, false);
    tools without = open_tools(NULL, NULL, true);
    cr_expect_eq(count_others(&s, &with, cache.text, NULL, false), 0);
    cr_expect_eq(count_others(&s, &without, cache.text, NULL, true), 0);
    cr_expect_eq(count_others(&s, &with, cache.text, NULL, false), 0);
    close_tools(&without);
    close_tools(&with);
    pal_arena_close(s.mem);
    folder_remove(&home);
}

static bool refuse(void *ctx, pal_arena *mem, pal_word *word, pal_language language,
                   pal_str atoms)
{
    (void)ctx;
    (void)mem;
    (void)word;
    (void)language;
    (void)atoms;
    return false;
}

Test(api_made, a_word_whose_atoms_are_refused_is_made_anew)
{
    folder_path home = folder_new();
    folder_path cache = folder_join(home.text, "words");
    sample s;
    read_sample(&s);
    tools plain = open_tools(NULL, NULL, false);
    cr_expect_eq(count_others(&s, &plain, cache.text, NULL, false), 0, "cold");
    tools t = open_tools(cache.text, NULL, false);
    pal_words_made made = {.memo = t.engine->made, .again = refuse};
    for (int l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++)
        made.numbers[l] = pal_models_numbers(&t.engine->learnt, (pal_language)l);
    pal_words_recall(t.worker.words, &made);
    size_t others = 0;
    for (size_t i = 0; i < 2 * s.count; i++)
        others += !same_word(&plain, word_of(&plain, &s, i), word_of(&t, &s, i));
    cr_expect_eq(others, 0, "%zu", others);
    close_tools(&t);
    close_tools(&plain);
    pal_arena_close(s.mem);
    folder_remove(&home);
}

Test(api_made, atoms_of_another_lexicon_are_refused)
{
    static const struct {
        uint16_t steps[2];
        size_t len;
        bool fine;
    } cases[] = {{{2}, 2, true},
                 {{0}, 0, true},
                 {{2, 1}, 4, true},
                 {{2, 1}, 3, false},
                 {{2, UINT16_MAX}, 4, false},
                 {{2, 0}, 4, true},
                 {{0, 0}, 4, false}};
    tools t = open_tools(NULL, NULL, true);
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_word word = {.folded = PAL_STR("jono")};
    cr_assert_lt(pal_atoms_count(t.engine->lexicon->atoms), UINT16_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_str steps = {(const char *)cases[i].steps, cases[i].len};
        cr_expect_eq(pal_lexicon_word_again(t.engine->lexicon, NULL, mem, &word,
                                            PAL_LANGUAGE_FI, steps),
                     cases[i].fine, "%zu", i);
    }
    pal_arena_close(mem);
    close_tools(&t);
}

static bool same_rules(const pal_word_rules *a, const pal_word_rules *b)
{
    if (!a || !b)
        return !a && !b;
    size_t triggers = ((size_t)a->marks + a->starts) * sizeof(pal_trigger);
    return a->noted == b->noted && a->marks == b->marks && a->starts == b->starts &&
           a->sketch == b->sketch &&
           memcmp(a->slots, b->slots, a->noted * sizeof *a->slots) == 0 &&
           memcmp(pal_word_marks(a), pal_word_marks(b), triggers) == 0;
}

/* Each word once more, with atoms and rules of its own. */
Test(api_made, words_that_share_their_rules_have_the_rules_of_their_own)
{
    sample s;
    read_sample(&s);
    tools t = open_tools(NULL, NULL, true);
    size_t others = 0;
    size_t shared = 0;
    const struct pal_word_rules *before = NULL;
    for (size_t i = 0; i < 2 * s.count; i++) {
        const pal_word *word = word_of(&t, &s, i);
        pal_word own = *word;
        for (int l = 1; l < 3; l++) {
            cr_assert(
                pal_lexicon_word(t.engine->lexicon, NULL, s.mem, &own, (pal_language)l));
            others += own.atom_count[l] != word->atom_count[l] ||
                      !same_list(own.atoms[l], word->atoms[l], own.atom_count[l]) ||
                      own.known[l] != word->known[l] ||
                      !same_rules(own.rules[l], word->rules[l]);
        }
        shared += before && word->rules[PAL_LANGUAGE_FI] == before;
        before = word->rules[PAL_LANGUAGE_FI];
    }
    cr_expect_eq(others, 0, "%zu", others);
    cr_expect_gt(shared, 0);
    close_tools(&t);
    pal_arena_close(s.mem);
}
