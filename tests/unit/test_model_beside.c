/* What stands beside the words of an answer: the question, the score, the rules' verdict;
 * words that stand together; rare tones. */
#include "train_help.h"

#include <math.h>
#include <unistd.h>

#include "base/io.h"
#include "model/calibrate.h"
#include "model/fit.h"

enum { LIMIT = 64 << 20, TEXT_MAX = 16384, GROUPS = 20 };

static const char *const subjects[] = {
    "hinta",    "laskutus", "aukiolo", "sijainti", "valikoima", "sovellus", "ohjeet",
    "toimitus", "jakelu",   "huolto",  "verkko",   "myynti",    "ruoka",    "parkki",
    "siisteys", "henkilö",  "pakkaus", "sivusto",  "varasto",   "paluu"};
enum { SUBJECTS = sizeof subjects / sizeof *subjects };

static double accuracy_of(const char *coded, train_wish wish)
{
    lexicon_texts texts = {.valence_fi = "mainio\t3\n"};
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "langid.tsv", "palaute-langid\t1\n");
    folder_write(folder.text, "gold.tsv", coded);
    train_model(folder.text, "tone.model", wish);
    double right = tone_accuracy(folder.text, "tone.model");
    folder_remove(&folder);
    return right;
}

/* Every subject twice, below two questions that ask for neither faults nor merits. */
static double accuracy_below(const char *first, const char *second)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tquestion\tcomment\n");
    for (size_t i = 0; i < SUBJECTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\t\t%s\t%s\npos\t\t%s\t%s\n", first, subjects[i], second,
                        subjects[i]);
    return accuracy_of(text, (train_wish){.themes = false});
}

Test(model_beside, an_open_question_tells_the_tone_by_its_words)
{
    cr_expect_eq(accuracy_below("Miksi lähdit?", "Miksi tulit?"), 1.0);
}

Test(model_beside, one_question_for_all_tells_nothing)
{
    double right = accuracy_below("Miksi?", "Miksi?");
    cr_expect(right <= 0.5, "%f", right);
}

static bool line_has(pal_str line, const char *words)
{
    size_t len = strlen(words);
    for (size_t i = 0; i + len <= line.len; i++)
        if (memcmp(line.ptr + i, words, len) == 0)
            return true;
    return false;
}

/* A low score is blame below one question and praise below the other: neither of the two
 * tells by itself. */
Test(model_beside, question_and_score_tell_it_together)
{
    static const struct {
        const char *tone, *question;
        int score;
    } kinds[] = {{"neg", "Miksi lähdit?", 2},
                 {"pos", "Miksi lähdit?", 9},
                 {"pos", "Miksi tulit?", 2},
                 {"neg", "Miksi tulit?", 9}};
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tquestion\tscore\tcomment\n");
    for (size_t i = 0; i < SUBJECTS; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            len +=
                snprintf(text + len, sizeof text - (size_t)len, "%s\t\t%s\t%d\t%s\n",
                         kinds[k].tone, kinds[k].question, kinds[k].score, subjects[i]);
    cr_expect_eq(accuracy_of(text, (train_wish){.score = true}), 1.0);
}

/* The same words below two headings: each is read below its own question. */
Test(model_beside, a_survey_gives_the_model_the_question_of_its_column)
{
    lexicon_texts texts = {.valence_fi = "mainio\t3\n"};
    folder_path folder = lexicon_new(&texts);
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tquestion\tcomment\n");
    for (size_t i = 0; i < SUBJECTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\t\tMiksi lähdit?\t%s on sovittu\n"
                        "pos\t\tMiksi tulit?\t%s on sovittu\n",
                        subjects[i], subjects[i]);
    folder_write(folder.text, "langid.tsv", "palaute-langid\t1\n");
    folder_write(folder.text, "gold.tsv", text);
    train_tone(folder.text, "sentiment.fi.model");
    folder_write(folder.text, "survey.csv",
                 "Miksi lähdit?,Miksi tulit?\n"
                 "asia on sovittu,asia on sovittu\nasia on sovittu,asia on sovittu\n"
                 "asia on sovittu,asia on sovittu\nasia on sovittu,asia on sovittu\n");
    folder_path survey = folder_join(folder.text, "survey.csv");
    folder_path out = folder_join(folder.text, "out");
    const char *inputs[] = {survey.text};
    const char *const columns[] = {"Miksi lähdit?", "Miksi tulit?", NULL};
    pal_error err = {0};
    pal_engine *engine = NULL;
    pal_result *result = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder.text;
    opt.models = folder.text;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.score = "-";
    opt.text = columns;
    opt.out = out.text;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_analyze(&result, engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    char *bytes = folder_read(out.text, "comments.csv", NULL);
    cr_assert_not_null(bytes);
    size_t blame = 0;
    size_t praise = 0;
    for (const char *at = strchr(bytes, '\n'); at && at[1]; at = strchr(at + 1, '\n')) {
        pal_str line = pal_str_cut(pal_str_from(at + 1), '\n').head;
        blame += line_has(line, "lähdit") && line_has(line, ",neg,");
        praise += line_has(line, "tulit") && line_has(line, ",pos,");
    }
    cr_expect_eq(blame, 4u, "%s", bytes);
    cr_expect_eq(praise, 4u, "%s", bytes);
    free(bytes);
    pal_result_close(result);
    pal_engine_close(engine);
    folder_remove(&folder);
}

/* No word and no two neighbours tell the tone, but the first word and the last one do
 * together; the word between them stands there in all four ways. */
Test(model_together, words_apart_tell_the_tone)
{
    static const struct {
        const char *tone, *first, *last;
    } kinds[] = {{"pos", "aamu", "juna"},
                 {"neg", "aamu", "vene"},
                 {"neg", "ilta", "juna"},
                 {"pos", "ilta", "vene"}};
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tcomment\n");
    for (size_t i = 0; i < SUBJECTS; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            len += snprintf(text + len, sizeof text - (size_t)len, "%s\t\t%s %s %s\n",
                            kinds[k].tone, kinds[k].first, subjects[i], kinds[k].last);
    cr_expect_eq(accuracy_of(text, (train_wish){.themes = false}), 1.0);
}

/* --- features --- */

enum { SEEN_MAX = 200 };

typedef struct seen {
    uint32_t hashes[SEEN_MAX];
    size_t count;
} seen;

static void note(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                 pal_str second)
{
    (void)text;
    (void)second;
    seen *s = ctx;
    cr_assert(s->count < SEEN_MAX);
    cr_expect_eq(kind, PAL_FEATURE_TOGETHER);
    s->hashes[s->count++] = hash;
}

/* The features of the letters of `words`, each of which is a word. */
static seen together(const char *words)
{
    enum { WORDS_MAX = 32 };
    static pal_word records[WORDS_MAX];
    pal_token tokens[WORDS_MAX] = {{.start = 0}};
    size_t count = strlen(words);
    for (size_t i = 0; i < count; i++) {
        records[i] = (pal_word){.folded = {words + i, 1}, .flags = PAL_WORD_LETTERS};
        tokens[i].word = &records[i];
    }
    const pal_passage passage = {
        .tokens = tokens, .count = count, .language = PAL_LANGUAGE_EN};
    seen s = {.count = 0};
    pal_features_together(&passage, note, &s);
    return s;
}

/* n words have n (n - 1) / 2 pairs; the first one and the first two are there as well. */
Test(model_together, each_two_words_once)
{
    static const struct {
        const char *words;
        size_t features;
    } cases[] = {{"", 0},
                 {"a", 1},
                 {"ab", 1 + 2},
                 {"abc", 3 + 2},
                 {"abcab", 3 + 2},
                 {"abcdefghijkl", 66 + 2},
                 {"abcdefghijkla", 66 + 2},
                 {"abcdefghijklm", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(together(cases[i].words).count, cases[i].features, "%s: %zu",
                     cases[i].words, together(cases[i].words).count);
}

static bool has(const seen *s, uint32_t hash)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->hashes[i] == hash)
            return true;
    return false;
}

/* "abc" and "bac" share their three pairs and nothing of how they begin. */
Test(model_together, in_whatever_order)
{
    seen one = together("abc");
    seen other = together("bac");
    size_t same = 0;
    for (size_t i = 0; i < one.count; i++)
        same += has(&other, one.hashes[i]);
    cr_expect_eq(same, 3u);
}

/* --- training --- */

static const pal_str names[] = {PAL_INIT("common"), PAL_INIT("rare")};
static const pal_str none = {"", 0};

static pal_fit_options usual_options(void)
{
    return (pal_fit_options){.kind = PAL_MODEL_SENTIMENT,
                             .language = PAL_LANGUAGE_FI,
                             .classes = names,
                             .class_count = 2,
                             .cost = 10,
                             .min_texts = 2,
                             .smooth = 1,
                             .chars = 1,
                             .share_out = 0.15,
                             .share_most = 0.15,
                             .beside_cost = 10};
}

static void write_fitted(char path[64], const pal_buf *bytes)
{
    strcpy(path, "/tmp/palaute-unit-XXXXXX");
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    cr_assert_eq(pal_io_write(path, pal_buf_view(bytes), NULL), PAL_OK);
}

static pal_status open_fitted(pal_model **out, pal_arena *mem, const pal_buf *bytes,
                              pal_error *err)
{
    char path[64];
    write_fitted(path, bytes);
    pal_status status = pal_model_open(out, mem, path, err);
    unlink(path);
    return status;
}

/* Texts of one word each, of which one half says nothing; beside them stands 1 in half of
 * the texts, of which three quarters are of class 1, and 2 in the others, of which a
 * quarter is. */
static void fit_beside(pal_buf *out)
{
    pal_fit_options opt = usual_options();
    pal_fit_report report;
    pal_fit *fit;
    opt.reads = PAL_MODEL_READS_BESIDE;
    cr_assert_eq(pal_fit_open(&fit, &opt, NULL), PAL_OK);
    for (unsigned i = 0; i < 8 * GROUPS; i++) {
        bool first = i % 2 == 0;
        pal_fit_begin(fit, i / 8);
        pal_fit_class_of(fit, (i / 2 % 4 == 0) != first);
        pal_fit_feature(fit, PAL_FEATURE_WORD, 100 + i / 4 % 2, none, none);
        pal_fit_feature(fit, PAL_FEATURE_BESIDE, first ? 1 : 2, none, none);
        pal_fit_end(fit);
    }
    cr_assert_eq(pal_fit_run(fit, out, &report, NULL), PAL_OK);
    pal_fit_close(fit);
    cr_expect_eq(report.likeliest_right, UINT64_C(6) * GROUPS, "three of four");
}

static double log_odds(const pal_model *model, size_t class_index, const uint32_t *beside)
{
    pal_model_text text;
    pal_model_text_begin(&text, NULL, model, 0);
    if (beside)
        pal_model_add_beside(&text, *beside);
    else
        text.whole.beside = NULL;
    cr_expect_eq(text.whole.norm, 0, "it is no part of the norm");
    return pal_log_odds(pal_model_probability(model, &text.whole, class_index));
}

/* log(3) = 1.0986 are the log-odds of three in four; what is not known counts as the mean
 * of the two halves. The weights are drawn towards 0 a little, and kept in 8 bits. */
Test(model_beside, a_decision_has_it_and_a_part_has_the_mean)
{
    pal_buf bytes = {0};
    fit_beside(&bytes);
    cr_expect_eq(bytes.ptr[8], 3, "the version of the file");
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_model *model = NULL;
    cr_assert_eq(open_fitted(&model, mem, &bytes, NULL), PAL_OK);
    const uint32_t first = 1;
    const uint32_t second = 2;
    double up = log_odds(model, 1, &first);
    double down = log_odds(model, 1, &second);
    double middle = log_odds(model, 1, NULL);
    cr_expect_float_eq(up, log(3), 0.1, "%f", up);
    cr_expect_float_eq(down, -log(3), 0.1, "%f", down);
    cr_expect_float_eq(middle, (up + down) / 2, 0.03, "%f", middle);
    cr_expect_eq(pal_model_value(model, PAL_FEATURE_BESIDE, 1), 1.0);
    pal_arena_close(mem);
    pal_buf_release(&bytes);
}

Test(model_beside, every_changed_byte_and_every_cut_is_refused)
{
    pal_buf bytes = {0};
    fit_beside(&bytes);
    pal_arena *mem = pal_arena_open(LIMIT);
    pal_model *model = NULL;
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.ptr[i] ^= 0x01;
        cr_expect_eq(open_fitted(&model, mem, &bytes, NULL), PAL_EFORMAT, "byte %zu", i);
        bytes.ptr[i] ^= 0x01;
    }
    for (size_t len = bytes.len; len-- > 0;) {
        bytes.len = len;
        cr_expect_eq(open_fitted(&model, mem, &bytes, NULL), PAL_EFORMAT, "%zu", len);
    }
    pal_arena_close(mem);
    pal_buf_release(&bytes);
}

/* Bits that no version has, and those of tone in a model of themes: whole files whose
 * checksum fits. */
Test(model_beside, what_a_file_cannot_read_is_refused)
{
    static const struct {
        pal_model_kind kind;
        unsigned reads;
        pal_status status;
    } cases[] = {{PAL_MODEL_SENTIMENT, PAL_MODEL_READS_BESIDE, PAL_OK},
                 {PAL_MODEL_SENTIMENT, PAL_MODEL_READS_TOGETHER, PAL_OK},
                 {PAL_MODEL_THEMES, PAL_MODEL_READS_BESIDE, PAL_EFORMAT},
                 {PAL_MODEL_OWN, PAL_MODEL_READS_TOGETHER, PAL_EFORMAT},
                 {PAL_MODEL_SENTIMENT, 1u << 4, PAL_EFORMAT}};
    static const pal_model_class classes[] = {{.name = PAL_INIT("common"), .scale = 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_buf bytes = {0};
        pal_error err = {.code = PAL_OK};
        pal_arena *mem = pal_arena_open(LIMIT);
        pal_model *model = NULL;
        pal_model_write(&bytes, &(pal_model_view){.kind = cases[i].kind,
                                                  .language = PAL_LANGUAGE_FI,
                                                  .reads = cases[i].reads,
                                                  .value_scale = 1,
                                                  .classes = classes,
                                                  .class_count = 1});
        cr_expect_eq(open_fitted(&model, mem, &bytes, &err), cases[i].status, "%zu: %s",
                     i, err.msg);
        pal_arena_close(mem);
        pal_buf_release(&bytes);
    }
}

/* --- rare tones --- */

/* A quarter of the texts is rare: log(1 / 3) = -1.0986, of which 0.5 are taken, so that
 * the line is at 1 / (1 + exp(0.5493)). The counts are smoothed by 1 and 2. */
Test(model_rare, the_line_is_a_part_of_the_log_odds_of_the_share)
{
    double half = pal_share_threshold(24, 98, 0.5);
    double all = pal_share_threshold(24, 98, 1.0);
    cr_expect_float_eq(half, 0.366025, 1e-6, "%f", half);
    cr_expect_float_eq(all, 0.25, 1e-6, "%f", all);
    cr_expect_eq(pal_share_threshold(24, 98, 0), 0.5);
}

/* 400 texts, 100 of them with a word that 35 of the 35 rare ones have and 65 common ones.
 * Calling all common is 0.9125 right, macro-F1 0.477; calling those 100 rare is 0.8375
 * right, but macro-F1 0.710: together it is more. */
static uint64_t rare_found(double most)
{
    pal_fit_options opt = usual_options();
    pal_fit_report report;
    pal_fit *fit;
    pal_buf bytes = {0};
    opt.share_most = most;
    cr_assert_eq(pal_fit_open(&fit, &opt, NULL), PAL_OK);
    for (unsigned i = 0; i < 400; i++) {
        bool marked = i < 100;
        pal_fit_begin(fit, i);
        pal_fit_class_of(fit, marked && i % 20 < 7);
        pal_fit_feature(fit, PAL_FEATURE_WORD, marked ? 111 : 222, none, none);
        pal_fit_end(fit);
    }
    cr_assert_eq(pal_fit_run(fit, &bytes, &report, NULL), PAL_OK);
    uint64_t found = report.classes[1].found;
    pal_fit_close(fit);
    pal_buf_release(&bytes);
    return found;
}

Test(model_rare, is_found_where_it_is_worth_more_than_it_costs)
{
    cr_expect_eq(rare_found(0.15), 0u);
    cr_expect_eq(rare_found(0.6), 100u);
}
