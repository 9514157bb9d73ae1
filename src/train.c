/* Models out of coded files. */
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "coded_file.h"
#include "gold.h"
#include "model/fit.h"
#include "own_themes.h"

enum { GOLD_LIMIT = 256 * 1024 * 1024, FOLDS = 5 };

/* Settings that came out best in cross-validation on corpora/; models/README.md has the
 * table. */
static const double COST_TONE = 6.0;
static const double COST_THEMES = 20.0;
/* A feature of few texts tells little; of tone, whose classes are few, what it seems to
 * tell is half chance: each counts for itself, too. */
static const double SMOOTH_TONE = 5.0;
static const double SMOOTH_THEMES = 1.0;
static const double EVENLY_TONE = 1.0;
/* The ends of words say how something is meant, more than what it is about. */
static const double CHARS_TONE = 1.4;
/* Small features of a model of tone that would be large: they are most of its bytes. A
 * model of few texts is better with all of them. */
static const double DROP_TONE = 0.08;
enum { DROP_FROM = 60000 };
static const double PRUNE_TONE = 0.02;
/* Of what stands beside the words. */
static const double COST_BESIDE = 0.3;
/* From how far a rare tone comes: the lower, the more texts are right, the higher, the
 * more rare tones are found. With --find-rare the folds choose between the two. */
static const double SHARE_OUT = 0.15;
static const double SHARE_OUT_RARE = 0.6;
static const double PRUNE_THEMES = 0.035;
static const double PRUNE_OWN = 0.01;
/* All four models together stay under 4 MB. */
enum { MOST_THEMES = 1600000, MOST_OWN = 16000000 };
/* A theme is proposed where no rule spoke: there the probability of a class is lower than
 * over all answers, on which it was calibrated. */
static const double LEAST = 0.78;
enum { MIN_TEXTS = 2 };
/* So many texts or fewer are few to learn a tone from: words that stand together in short
 * answers are learnt from them, too. Of more texts they would be most of the model. */
enum { FEW_TEXTS = 10000 };
/* An own theme of fewer comments than there are folds cannot be judged: it stays in the
 * model, so that a coded file may name it, and is never proposed. */
enum { OWN_TEXTS_MIN = FOLDS };

struct pal_trainer {
    pal_arena *mem;
    pal_training view;
};

typedef struct training {
    const pal_engine *engine;
    pal_reader *reader;
    pal_model_kind kind;
    pal_own_ids *own; /* NULL: the themes are those of the lexicon */
    pal_gold_how how;
    pal_fit *fit;
    bool with_score;
    bool rare;
    bool few;   /* texts of tone: FEW_TEXTS at most */
    bool whole; /* the next text is a whole answer, none of its parts */
} training;

typedef struct coded_text {
    const char *path;
    pal_str text;
} coded_text;

/* Begin a text and add its features; its classes are added behind it. */
static pal_status add_text(training *t, pal_str words, uint32_t hash, pal_error *err)
{
    pal_reading_view view;
    pal_status status = pal_read(t->reader, words, &view, err);
    if (status != PAL_OK)
        return status;
    const pal_passage *passage = pal_reader_passage(t->reader);
    pal_language language = pal_features_language(passage);
    pal_fit_begin(t->fit, hash / 3 % FOLDS); /* 3: that is the split's own */
    for (size_t i = 0; i < passage->count; i++)
        if (pal_features_has(&passage->tokens[i]))
            pal_features_word(passage->tokens[i].word, language, pal_fit_feature, t->fit);
    pal_features_text(passage, pal_reader_tone(t->reader)->negated, pal_fit_feature,
                      t->fit);
    pal_features_asked(passage, pal_fit_feature, t->fit);
    if (passage->asked != PAL_ASKED_OPEN) {
        pal_features_asked_words(passage, pal_fit_feature, t->fit);
        pal_fit_reads(t->fit, PAL_MODEL_READS_QUESTION);
    }
    if (t->kind == PAL_MODEL_SENTIMENT) {
        if (t->few)
            pal_features_together(passage, pal_fit_feature, t->fit);
        pal_features_signs(passage, pal_fit_feature, t->fit);
        pal_features_rules(pal_reader_tone(t->reader), pal_fit_feature, t->fit);
        if (t->whole)
            pal_features_beside(passage, pal_reader_tone(t->reader), t->with_score,
                                pal_fit_feature, t->fit);
        if (passage->question != 0)
            pal_fit_reads(t->fit, PAL_MODEL_READS_BESIDE);
    } else if (t->with_score) {
        pal_features_score(passage, pal_fit_feature, t->fit);
    }
    pal_fit_end(t->fit);
    return PAL_OK;
}

static pal_status add_tone(training *t, pal_str words, pal_polarity tone, uint32_t hash,
                           pal_error *err)
{
    pal_status status = add_text(t, words, hash, err);
    if (status == PAL_OK)
        pal_fit_class_of(t->fit, tone);
    return status;
}

/* The words that carry a theme are a text of one tone. */
static pal_status add_evidence(training *t, const pal_gold *gold, pal_error *err)
{
    pal_str rest = gold->evidence;
    pal_str id;
    pal_str words;
    pal_status status = PAL_OK;
    t->whole = false; /* question and score are those of the whole */
    while (status == PAL_OK && pal_gold_evidence(&rest, &id, &words)) {
        int32_t theme = t->own ? pal_own_ids_find(t->own, id)
                               : pal_lexicon_find_theme(t->engine->lexicon, id);
        for (size_t i = 0; status == PAL_OK && i < gold->tag_count; i++)
            if ((int64_t)gold->tags[i].theme == theme &&
                gold->tags[i].polarity != PAL_GOLD_UNCODED &&
                !pal_str_equal(words, gold->comment))
                status = add_tone(t, words, gold->tags[i].polarity, gold->hash, err);
    }
    return status;
}

static pal_status add_comment(void *ctx, const pal_gold *gold, pal_error *err)
{
    training *t = ctx;
    pal_reader_ask(t->reader, gold->question);
    pal_reader_score(t->reader, gold->score);
    t->whole = true;
    if (t->kind == PAL_MODEL_SENTIMENT) {
        pal_status status = add_tone(t, gold->comment, gold->overall, gold->hash, err);
        return status == PAL_OK ? add_evidence(t, gold, err) : status;
    }
    pal_status status = add_text(t, gold->comment, gold->hash, err);
    for (size_t i = 0; status == PAL_OK && i < gold->tag_count; i++)
        pal_fit_class_of(t->fit, gold->tags[i].theme);
    return status;
}

static pal_status only_ids(void *ctx, const pal_gold *gold, pal_error *err)
{
    (void)ctx;
    (void)gold;
    (void)err;
    return PAL_OK;
}

/* The ids of all comments, of whatever split: a file that names a theme names it in both.
 */
static pal_status collect_ids(training *t, pal_arena *mem, const coded_text *files,
                              size_t count, pal_error *err)
{
    t->own = pal_own_ids_open(mem, t->engine->lexicon);
    if (!t->own)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    t->how.theme = pal_own_ids_take;
    t->how.ctx = t->own;
    t->how.bare = true;
    pal_gold_how all = t->how;
    all.split = PAL_SPLIT_ALL;
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status =
            pal_gold_read(files[i].text, files[i].path, &all, mem, only_ids, NULL, err);
    pal_own_ids_settle(t->own);
    return status;
}

static pal_status count_one(void *ctx, const pal_gold *gold, pal_error *err)
{
    (void)gold;
    (void)err;
    size_t *count = ctx;
    (*count)++;
    return PAL_OK;
}

/* Are the texts of a tone few? */
static pal_status count_texts(training *t, pal_arena *mem, const coded_text *files,
                              size_t files_count, pal_error *err)
{
    size_t count = 0;
    pal_status status = PAL_OK;
    if (t->kind != PAL_MODEL_SENTIMENT)
        return PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < files_count; i++)
        status = pal_gold_read(files[i].text, files[i].path, &t->how, mem, count_one,
                               &count, err);
    t->few = count <= FEW_TEXTS;
    return status;
}

static const pal_str *class_names(const training *t, pal_arena *mem, size_t *count)
{
    if (t->kind == PAL_MODEL_OWN)
        return pal_own_ids_names(t->own, count);
    const pal_lexicon *lexicon = t->engine->lexicon;
    *count = t->kind == PAL_MODEL_SENTIMENT ? (size_t)PAL_POLARITY_COUNT
                                            : pal_lexicon_theme_count(lexicon);
    pal_str *names = pal_new(mem, pal_str, *count);
    for (size_t i = 0; names && i < *count; i++)
        names[i] = t->kind == PAL_MODEL_SENTIMENT
                       ? pal_str_from(pal_polarity_name((pal_polarity)i))
                       : pal_lexicon_theme(lexicon, (uint32_t)i)->id;
    return names;
}

static pal_status show_report(pal_trainer *trainer, const pal_fit_report *report,
                              const pal_str *names, pal_error *err)
{
    pal_training_class *classes =
        pal_new(trainer->mem, pal_training_class, report->class_count);
    if (!classes)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    for (size_t i = 0; i < report->class_count; i++)
        classes[i] = (pal_training_class){.name = names[i],
                                          .gold = report->classes[i].gold,
                                          .found = report->classes[i].found,
                                          .right = report->classes[i].right,
                                          .learnt = report->classes[i].learnt};
    trainer->view.classes = classes;
    trainer->view.class_count = report->class_count;
    trainer->view.texts = report->texts;
    trainer->view.features = report->features;
    trainer->view.weights = report->weights;
    trainer->view.likeliest_right = report->likeliest_right;
    return PAL_OK;
}

static pal_fit_options fit_options(const training *t, const pal_options *opt)
{
    unsigned reads = t->with_score ? PAL_MODEL_READS_SCORE : 0u;
    pal_fit_options how = {.kind = t->kind,
                           .language = opt->language,
                           .min_texts = MIN_TEXTS,
                           .smooth = SMOOTH_THEMES,
                           .chars = 1.0,
                           .reads = reads};
    switch (t->kind) {
    case PAL_MODEL_SENTIMENT:
        how.cost = COST_TONE;
        how.smooth = SMOOTH_TONE;
        how.evenly = EVENLY_TONE;
        how.chars = CHARS_TONE;
        how.drop = DROP_TONE;
        how.drop_from = DROP_FROM;
        how.prune = PRUNE_TONE;
        how.share_out = SHARE_OUT;
        how.share_most = t->rare ? SHARE_OUT_RARE : SHARE_OUT;
        how.beside_cost = COST_BESIDE;
        how.reads |= reads != 0 ? PAL_MODEL_READS_BESIDE : 0u;
        how.reads |= t->few ? PAL_MODEL_READS_TOGETHER : 0u;
        break;
    case PAL_MODEL_THEMES:
        how.cost = COST_THEMES;
        how.least = LEAST;
        how.prune = PRUNE_THEMES;
        how.most = MOST_THEMES;
        break;
    case PAL_MODEL_OWN:
        how.cost = COST_THEMES;
        how.class_texts = OWN_TEXTS_MIN;
        how.prune = PRUNE_OWN;
        how.most = MOST_OWN;
        break;
    }
    return how;
}

static pal_status train_files(training *t, pal_trainer *trainer, const pal_options *opt,
                              const coded_text *files, size_t count, pal_buf *bytes,
                              pal_error *err)
{
    pal_status status = count_texts(t, trainer->mem, files, count, err);
    if (status != PAL_OK)
        return status;
    pal_fit_options how = fit_options(t, opt);
    how.classes = class_names(t, trainer->mem, &how.class_count);
    if (!how.classes)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    if (how.class_count == 0)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(files[0].path),
                        "has no theme in its column themes");
    status = pal_fit_open(&t->fit, &how, err);
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = pal_gold_read(files[i].text, files[i].path, &t->how, trainer->mem,
                               add_comment, t, err);
    pal_fit_report report;
    if (status == PAL_OK)
        status = pal_fit_run(t->fit, bytes, &report, err);
    if (status == PAL_OK)
        status = show_report(trainer, &report, how.classes, err);
    trainer->view.bytes = bytes->len;
    pal_fit_close(t->fit);
    return status;
}

static pal_status read_files(coded_text *files, pal_arena *mem, const char *const *paths,
                             size_t count, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        files[i].path = paths[i];
        status = pal_coded_file_read(&files[i].text, mem, paths[i], err);
    }
    return status;
}

static training training_of(const pal_engine *engine, const pal_options *opt, bool themes)
{
    training t = {.engine = engine,
                  .kind = PAL_MODEL_SENTIMENT,
                  .with_score = opt->learn_score,
                  .rare = opt->learn_rare};
    if (themes)
        t.kind = opt->learn_own_ids ? PAL_MODEL_OWN : PAL_MODEL_THEMES;
    t.how = (pal_gold_how){.theme = pal_gold_lexicon_theme,
                           .ctx = engine->lexicon,
                           .overall = t.kind == PAL_MODEL_OWN ? PAL_OVERALL_IGNORED
                                                              : PAL_OVERALL_NEEDED,
                           .split = opt->split};
    return t;
}

pal_status pal_train(pal_trainer **out, const pal_engine *engine, const pal_options *opt,
                     bool themes, const char *const *files, size_t count,
                     const char *model, pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)GOLD_LIMIT * 8);
    pal_trainer *trainer = mem ? pal_new(mem, pal_trainer, 1) : NULL;
    coded_text *texts = mem ? pal_new(mem, coded_text, count) : NULL;
    if (!trainer || !texts) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    trainer->mem = mem;
    pal_options own = *opt;
    own.keep_personal_data = true; /* texts are learnt as they were coded */
    training t = training_of(engine, &own, themes);
    pal_buf bytes = {0};
    pal_status status = read_files(texts, mem, files, count, err);
    if (status == PAL_OK && own.language == PAL_LANGUAGE_OTHER && count != 0)
        status = pal_gold_language(&own.language, engine, texts[0].text, err);
    if (status == PAL_OK && own.language != PAL_LANGUAGE_FI &&
        own.language != PAL_LANGUAGE_EN)
        status = pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                          "nobody can tell the language of the texts; say --language fi "
                          "or en");
    if (status == PAL_OK && opt->learn_own_ids)
        status = collect_ids(&t, mem, texts, count, err);
    if (status == PAL_OK)
        status = pal_reader_open(&t.reader, engine, &own, err);
    if (status == PAL_OK)
        status = train_files(&t, trainer, &own, texts, count, &bytes, err);
    pal_reader_close(t.reader);
    if (status == PAL_OK)
        status = pal_io_write(model, pal_buf_view(&bytes), err);
    pal_buf_release(&bytes);
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
    *out = trainer;
    return PAL_OK;
}

const pal_training *pal_trainer_view(const pal_trainer *trainer)
{
    return &trainer->view;
}

void pal_trainer_close(pal_trainer *trainer)
{
    if (trainer)
        pal_arena_close(trainer->mem);
}
