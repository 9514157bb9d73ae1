/* Models out of coded files. */
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "gold.h"
#include "model/fit.h"

enum { GOLD_LIMIT = 256 * 1024 * 1024, FOLDS = 5 };

/* Settings that came out best in cross-validation on corpora/; models/README.md has the
 * table. */
static const double COST_TONE = 6.0;
static const double COST_THEMES = 20.0;
static const double PRUNE_TONE = 0.04;
static const double PRUNE_THEMES = 0.035;
/* All four models together stay under 4 MB. */
enum { MOST_THEMES = 1600000 };
/* A theme is proposed where no rule spoke: there the probability of a class is lower than
 * over all answers, on which it was calibrated. */
static const double LEAST = 0.75;
enum { MIN_TEXTS = 2 };

struct pal_trainer {
    pal_arena *mem;
    pal_training view;
};

typedef struct training {
    const pal_engine *engine;
    pal_reader *reader;
    pal_model_kind kind;
    pal_fit *fit;
    const char *path;
} training;

static pal_status add_text(training *t, pal_str words, uint64_t classes, uint32_t hash,
                           pal_error *err)
{
    pal_reading_view view;
    pal_status status = pal_read(t->reader, words, &view, err);
    if (status != PAL_OK)
        return status;
    const pal_passage *passage = pal_reader_passage(t->reader);
    pal_language language = pal_features_language(passage);
    pal_fit_begin(t->fit, classes, hash / 3 % FOLDS); /* 3: that is the split's own */
    for (size_t i = 0; i < passage->count; i++)
        if (pal_features_has(&passage->tokens[i]))
            pal_features_word(passage->tokens[i].word, language, pal_fit_feature, t->fit);
    pal_features_text(passage, pal_reader_tone(t->reader)->negated, pal_fit_feature,
                      t->fit);
    pal_features_asked(passage, pal_fit_feature, t->fit);
    if (t->kind == PAL_MODEL_SENTIMENT) {
        pal_features_signs(passage, pal_fit_feature, t->fit);
        pal_features_rules(pal_reader_tone(t->reader), pal_fit_feature, t->fit);
    }
    pal_fit_end(t->fit);
    return PAL_OK;
}

/* The words that carry a theme are a text of one tone. */
static pal_status add_evidence(training *t, const pal_gold *gold, pal_error *err)
{
    pal_str rest = gold->evidence;
    pal_str id;
    pal_str words;
    pal_status status = PAL_OK;
    while (status == PAL_OK && pal_gold_evidence(&rest, &id, &words)) {
        int32_t theme = pal_lexicon_find_theme(t->engine->lexicon, id);
        for (size_t i = 0; status == PAL_OK && i < gold->tag_count; i++)
            if ((int64_t)gold->tags[i].theme == theme &&
                !pal_str_equal(words, gold->comment))
                status =
                    add_text(t, words, 1ull << gold->tags[i].polarity, gold->hash, err);
    }
    return status;
}

static pal_status add_comment(void *ctx, const pal_gold *gold, pal_error *err)
{
    training *t = ctx;
    pal_reader_ask(t->reader, gold->question);
    if (t->kind == PAL_MODEL_SENTIMENT) {
        pal_status status =
            add_text(t, gold->comment, 1ull << gold->overall, gold->hash, err);
        return status == PAL_OK ? add_evidence(t, gold, err) : status;
    }
    uint64_t classes = 0;
    for (size_t i = 0; i < gold->tag_count; i++)
        classes |= 1ull << gold->tags[i].theme;
    return add_text(t, gold->comment, classes, gold->hash, err);
}

static const pal_str *class_names(const pal_engine *engine, pal_model_kind kind,
                                  pal_arena *mem, size_t *count)
{
    *count = kind == PAL_MODEL_SENTIMENT ? (size_t)PAL_POLARITY_COUNT
                                         : pal_lexicon_theme_count(engine->lexicon);
    pal_str *names = pal_new(mem, pal_str, *count);
    for (size_t i = 0; names && i < *count; i++)
        names[i] = kind == PAL_MODEL_SENTIMENT
                       ? pal_str_from(pal_polarity_name((pal_polarity)i))
                       : pal_lexicon_theme(engine->lexicon, (uint32_t)i)->id;
    return names;
}

static pal_status read_file(training *t, pal_arena *mem, const char *path,
                            pal_split split, pal_error *err)
{
    pal_str text;
    t->path = path;
    pal_status status = pal_io_read(&text, mem, path, GOLD_LIMIT, err);
    return status == PAL_OK ? pal_gold_read(text, path, t->engine->lexicon, split, mem,
                                            add_comment, t, err)
                            : status;
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
                                          .right = report->classes[i].right};
    trainer->view.classes = classes;
    trainer->view.class_count = report->class_count;
    trainer->view.texts = report->texts;
    trainer->view.features = report->features;
    trainer->view.weights = report->weights;
    trainer->view.likeliest_right = report->likeliest_right;
    return PAL_OK;
}

static pal_status train_files(training *t, pal_trainer *trainer, const pal_options *opt,
                              const char *const *files, size_t count, pal_buf *bytes,
                              pal_error *err)
{
    size_t class_count;
    const pal_str *names = class_names(t->engine, t->kind, trainer->mem, &class_count);
    if (!names)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    pal_fit_options how = {.kind = t->kind,
                           .language = opt->language,
                           .classes = names,
                           .class_count = class_count,
                           .cost = t->kind == PAL_MODEL_THEMES ? COST_THEMES : COST_TONE,
                           .balanced = t->kind == PAL_MODEL_SENTIMENT,
                           .min_texts = MIN_TEXTS,
                           .most = t->kind == PAL_MODEL_THEMES ? MOST_THEMES : 0,
                           .least = t->kind == PAL_MODEL_THEMES ? LEAST : 0.0,
                           .prune =
                               t->kind == PAL_MODEL_THEMES ? PRUNE_THEMES : PRUNE_TONE};
    pal_status status = pal_fit_open(&t->fit, &how, err);
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = read_file(t, trainer->mem, files[i], opt->split, err);
    pal_fit_report report;
    if (status == PAL_OK)
        status = pal_fit_run(t->fit, bytes, &report, err);
    if (status == PAL_OK)
        status = show_report(trainer, &report, names, err);
    trainer->view.bytes = bytes->len;
    pal_fit_close(t->fit);
    return status;
}

pal_status pal_train(pal_trainer **out, const pal_engine *engine, const pal_options *opt,
                     bool themes, const char *const *files, size_t count,
                     const char *model, pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)GOLD_LIMIT * 8);
    pal_trainer *trainer = mem ? pal_new(mem, pal_trainer, 1) : NULL;
    if (!trainer) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    trainer->mem = mem;
    pal_options own = *opt;
    own.keep_personal_data = true; /* texts are learnt as they were coded */
    pal_str text;
    pal_status status = PAL_OK;
    if (own.language == PAL_LANGUAGE_OTHER && count != 0) {
        status = pal_io_read(&text, mem, files[0], GOLD_LIMIT, err);
        if (status == PAL_OK)
            status = pal_gold_language(&own.language, engine, text, err);
    }
    training t = {.engine = engine,
                  .kind = themes ? PAL_MODEL_THEMES : PAL_MODEL_SENTIMENT};
    pal_buf bytes = {0};
    if (status == PAL_OK)
        status = pal_reader_open(&t.reader, engine, &own, err);
    if (status == PAL_OK)
        status = train_files(&t, trainer, &own, files, count, &bytes, err);
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
