#include "model/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dotted.h"
#include "base/fail.h"
#include "base/str.h"
#include "model/calibrate.h"
#include "model/fit_columns.h"

enum { TEXTS_MIN = 20 };
/* A theme that a rule found goes under this probability: where plain talk was among the
 * texts, and where there was none, but enough texts of every class. */
static const double VETO_TALK = 0.08;
static const double VETO_PLENTY = 0.02;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the training");
}

pal_status pal_fit_open(pal_fit **out, const pal_fit_options *opt, pal_error *err)
{
    pal_arena *mem = pal_arena_open(PAL_FIT_LIMIT);
    pal_fit *fit = mem ? pal_new(mem, pal_fit, 1) : NULL;
    if (!fit) {
        pal_arena_close(mem);
        return no_memory(err);
    }
    *fit = (pal_fit){.mem = mem, .opt = *opt};
    *out = fit;
    return PAL_OK;
}

void pal_fit_close(pal_fit *fit)
{
    if (fit)
        pal_arena_close(fit->mem);
}

void pal_fit_begin(pal_fit *fit, uint64_t classes, unsigned fold)
{
    if (fit->text_count == fit->text_cap) {
        size_t cap = fit->text_cap * 2 + 256;
        pal_fit_text *grown = pal_arena_grow(fit->mem, fit->texts, fit->text_cap, cap,
                                             sizeof *grown, _Alignof(pal_fit_text));
        if (!grown) {
            fit->failed = true;
            return;
        }
        fit->texts = grown;
        fit->text_cap = cap;
    }
    fit->texts[fit->text_count++] = (pal_fit_text){
        .classes = classes, .fold = fold % PAL_FIT_FOLDS, .first = fit->use_count};
}

void pal_fit_feature(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str words,
                     pal_str second)
{
    (void)words;
    (void)second;
    pal_fit *fit = ctx;
    if (fit->failed)
        return;
    if (fit->use_count == fit->use_cap) {
        size_t cap = fit->use_cap * 2 + 4096;
        pal_fit_use *grown = pal_arena_grow(fit->mem, fit->uses, fit->use_cap, cap,
                                            sizeof *grown, _Alignof(pal_fit_use));
        if (!grown) {
            fit->failed = true;
            return;
        }
        fit->uses = grown;
        fit->use_cap = cap;
    }
    uint64_t key = (uint64_t)hash << PAL_FIT_CHARS_BIT | (kind == PAL_FEATURE_CHARS);
    fit->uses[fit->use_count++] = (pal_fit_use){key, 1};
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const pal_fit_use *)a)->key;
    uint64_t y = ((const pal_fit_use *)b)->key;
    return x < y ? -1 : x > y;
}

static bool same_words(const pal_fit *fit, const pal_fit_text *a, const pal_fit_text *b)
{
    if (a->fold != b->fold || a->count != b->count)
        return false;
    const pal_fit_use *x = fit->uses + a->first;
    const pal_fit_use *y = fit->uses + b->first;
    for (size_t i = 0; i < a->count; i++)
        if (x[i].key != y[i].key || x[i].count != y[i].count)
            return false;
    return true;
}

/* Equal features of the text become one with a count. */
void pal_fit_end(pal_fit *fit)
{
    if (fit->failed)
        return;
    pal_fit_text *t = &fit->texts[fit->text_count - 1];
    pal_fit_use *uses = fit->uses + t->first;
    size_t count = fit->use_count - t->first;
    if (count > 1)
        qsort(uses, count, sizeof *uses, by_key);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept != 0 && uses[kept - 1].key == uses[i].key)
            uses[kept - 1].count++;
        else
            uses[kept++] = uses[i];
    }
    t->count = kept;
    t->again = fit->text_count > 1 && same_words(fit, t - 1, t);
    if (t->again)
        t->first = t[-1].first;
    else
        fit->distinct++;
    fit->use_count = t->first + kept;
}

/* --- one class --- */

static void say_nothing(const char *line)
{
    (void)line;
}

/* Weights of class `k` (column_count + 1 of them, the bias last), from the texts that are
 * not in `fold`; PAL_FIT_FOLDS = from all. False without memory. */
static bool train_class(const pal_fit *fit, size_t k, unsigned fold, double *weights)
{
    size_t count = 0;
    pal_arena *mem = pal_arena_open(PAL_FIT_LIMIT);
    double *y = mem ? pal_new(mem, double, fit->text_count) : NULL;
    struct feature_node **x =
        mem ? pal_new(mem, struct feature_node *, fit->text_count) : NULL;
    if (!y || !x) {
        pal_arena_close(mem);
        return false;
    }
    double yes = 0;
    for (int pass = 1; pass >= 0;
         pass--) /* liblinear's first label is the positive one */
        for (size_t i = 0; i < fit->text_count; i++) {
            bool has = (fit->texts[i].classes >> k & 1) != 0;
            if (fit->texts[i].fold == fold || has != (pass == 1))
                continue;
            x[count] = fit->rows[i];
            y[count++] = has ? 1.0 : -1.0;
            yes += has;
        }
    memset(weights, 0, (fit->column_count + 1) * sizeof *weights);
    if (yes > 0 && yes < (double)count) {
        struct problem problem = {.l = (int)count,
                                  .n = (int)fit->column_count + 1,
                                  .y = y,
                                  .x = x,
                                  .bias = 1.0};
        int labels[] = {1, -1};
        double sides[] = {(double)count / (2.0 * yes),
                          (double)count / (2.0 * ((double)count - yes))};
        struct parameter how = {.solver_type = L2R_LR,
                                .eps = 0.01,
                                .C = fit->opt.cost * (double)fit->distinct /
                                     (double)fit->text_count,
                                .nr_weight = fit->opt.balanced ? 2 : 0,
                                .weight_label = labels,
                                .weight = sides};
        set_print_string_function(say_nothing);
        struct model *model = train(&problem, &how);
        memcpy(weights, model->w, (fit->column_count + 1) * sizeof *weights);
        free_and_destroy_model(&model);
    }
    pal_arena_close(mem);
    return true;
}

static double decide(const struct feature_node *row, const double *weights)
{
    double sum = 0;
    for (; row->index > 0; row++)
        sum += row->value * weights[row->index - 1];
    return sum;
}

typedef struct trained {
    double *weights;   /* on all texts */
    double *decisions; /* by text, held out */
    double a, b, threshold;
} trained;

/* Decisions of every class on texts that neither it nor the features' values have seen,
 * then the weights from all texts. */
static bool train_folds(pal_fit *fit, trained *all)
{
    for (unsigned fold = 0; fold <= PAL_FIT_FOLDS; fold++) {
        if (!pal_fit_rows(fit, fold))
            return false;
        for (size_t k = 0; k < fit->opt.class_count; k++) {
            if (!train_class(fit, k, fold, all[k].weights))
                return false;
            for (size_t i = 0; i < fit->text_count; i++)
                if (fit->texts[i].fold == fold)
                    all[k].decisions[i] = decide(fit->rows[i], all[k].weights);
        }
    }
    return true;
}

static bool open_classes(pal_fit *fit, trained *all)
{
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        all[k].weights = pal_new(fit->mem, double, fit->column_count + 1);
        all[k].decisions = pal_new(fit->mem, double, fit->text_count);
        if (!all[k].weights || !all[k].decisions)
            return false;
    }
    return true;
}

static bool fit_class(pal_fit *fit, size_t k, trained *out, pal_fit_class *report)
{
    bool *yes = pal_new(fit->mem, bool, fit->text_count);
    if (!yes)
        return false;
    for (size_t i = 0; i < fit->text_count; i++)
        yes[i] = (fit->texts[i].classes >> k & 1) != 0;
    pal_calibrate(out->decisions, yes, fit->text_count, &out->a, &out->b);
    if (!pal_best_threshold(out->decisions, yes, fit->text_count, fit->mem,
                            &out->threshold))
        return false;
    out->threshold = fmax(fit->opt.least, pal_calibrated(out->threshold, out->a, out->b));
    for (size_t i = 0; i < fit->text_count; i++)
        report->gold += yes[i];
    if (fit->opt.kind == PAL_MODEL_SENTIMENT)
        out->threshold = pal_share_threshold(report->gold, fit->text_count);
    return true;
}

/* --- the file --- */

static void finish_classes(const pal_fit *fit, const trained *all,
                           pal_model_class *classes)
{
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        double largest = 0;
        for (size_t i = 0; i < fit->column_count; i++)
            largest = fmax(largest, fabs(all[k].weights[i]));
        classes[k] = (pal_model_class){.name = fit->opt.classes[k],
                                       .bias = all[k].weights[fit->column_count],
                                       .scale = largest > 0 ? largest / INT8_MAX : 1.0,
                                       .a = all[k].a,
                                       .b = all[k].b,
                                       .threshold = all[k].threshold};
    }
}

/* Only who has seen much talk that is about none of its classes may rule one out. */
static bool has_plain_talk(const pal_fit *fit)
{
    size_t plain = 0;
    for (size_t i = 0; i < fit->text_count; i++)
        plain += fit->texts[i].classes == 0;
    return plain * 3 > fit->text_count;
}

static bool has_plenty(const pal_fit *fit)
{
    enum { PLENTY = 50 };
    size_t texts[PAL_FIT_CLASSES_MAX] = {0};
    for (size_t i = 0; i < fit->text_count; i++)
        for (size_t k = 0; k < fit->opt.class_count; k++)
            texts[k] += fit->texts[i].classes >> k & 1;
    for (size_t k = 0; k < fit->opt.class_count; k++)
        if (texts[k] < PLENTY)
            return false;
    return true;
}

static double veto_of(const pal_fit *fit)
{
    return has_plain_talk(fit) ? VETO_TALK : has_plenty(fit) ? VETO_PLENTY : 0.0;
}

static double weight_of(const trained *all, const pal_model_class *classes, size_t k,
                        size_t feature)
{
    return nearbyint(all[k].weights[feature] / classes[k].scale);
}

/* The least weight that stays, 1 to 127. */
static int least_weight(const pal_fit *fit, const trained *all,
                        const pal_model_class *classes)
{
    enum { FEATURE_BYTES = 6, WEIGHT_BYTES = 2 };
    size_t counts[INT8_MAX + 1] = {0};
    for (size_t i = 0; i < fit->column_count; i++)
        for (size_t k = 0; k < fit->opt.class_count; k++)
            counts[(size_t)fmin(fabs(weight_of(all, classes, k, i)), INT8_MAX)]++;
    int least = (int)fmax(ceil(fit->opt.prune * INT8_MAX), 1.0);
    size_t bytes = fit->column_count * FEATURE_BYTES;
    for (int w = least; w <= INT8_MAX; w++)
        bytes += counts[w] * WEIGHT_BYTES;
    while (fit->opt.most != 0 && bytes > fit->opt.most && least < INT8_MAX)
        bytes -= counts[least++] * WEIGHT_BYTES;
    return least;
}

/* The hash of a feature of characters is never that of another: kinds are hashed. So
 * keys without their last bit are still ascending. */
static bool write_features(pal_fit *fit, const trained *all,
                           const pal_model_class *classes, pal_buf *out,
                           pal_fit_report *report)
{
    pal_model_feature *features = pal_new(fit->mem, pal_model_feature, fit->column_count);
    if (!features)
        return false;
    size_t count = 0;
    int least = least_weight(fit, all, classes);
    for (size_t i = 0; i < fit->column_count; i++) {
        pal_model_entry found[PAL_FIT_CLASSES_MAX];
        uint16_t have = 0;
        for (size_t k = 0; k < fit->opt.class_count; k++) {
            double weight = weight_of(all, classes, k, i);
            if (fabs(weight) >= least)
                found[have++] = (pal_model_entry){.class_index = (uint16_t)k,
                                                  .weight = (int8_t)weight};
        }
        pal_model_entry *entries = pal_new(fit->mem, pal_model_entry, have);
        if (!entries)
            return false;
        memcpy(entries, found, have * sizeof *entries);
        uint32_t hash = (uint32_t)(fit->columns[i].key >> PAL_FIT_CHARS_BIT);
        if (count != 0 && features[count - 1].hash == hash)
            continue; /* two features with one hash: the first one stays */
        features[count++] = (pal_model_feature){.hash = hash,
                                                .value = fit->columns[i].value,
                                                .count = have,
                                                .entries = entries};
        report->weights += have;
    }
    report->features = count;
    pal_model_write(out, &(pal_model_view){.kind = fit->opt.kind,
                                           .language = fit->opt.language,
                                           .value_scale = fit->value_scale,
                                           .veto = veto_of(fit),
                                           .classes = classes,
                                           .class_count = fit->opt.class_count,
                                           .features = features,
                                           .feature_count = count});
    return !out->failed;
}

/* The class that is furthest above its threshold, as of the tone of a text; of themes,
 * which have thresholds of another kind, the one that is likeliest. */
static size_t likeliest(const pal_fit *fit, const trained *all, size_t i)
{
    size_t best = 0;
    double highest = -HUGE_VAL;
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        double lead =
            pal_log_odds(pal_calibrated(all[k].decisions[i], all[k].a, all[k].b));
        if (fit->opt.kind == PAL_MODEL_SENTIMENT)
            lead -= pal_log_odds(all[k].threshold);
        if (lead > highest) {
            highest = lead;
            best = k;
        }
    }
    return best;
}

/* What the held-out decisions find, by the rule that the judge goes by. */
static uint64_t count_found(const pal_fit *fit, const trained *all,
                            pal_fit_class *figures)
{
    uint64_t right = 0;
    for (size_t i = 0; i < fit->text_count; i++) {
        const uint64_t classes = fit->texts[i].classes;
        size_t best = likeliest(fit, all, i);
        right += classes >> best & 1;
        for (size_t k = 0; k < fit->opt.class_count; k++) {
            const trained *t = &all[k];
            bool found =
                fit->opt.kind == PAL_MODEL_SENTIMENT
                    ? k == best
                    : pal_calibrated(t->decisions[i], t->a, t->b) >= t->threshold;
            figures[k].found += found;
            figures[k].right += found && (classes >> k & 1);
        }
    }
    return right;
}

pal_status pal_fit_run(pal_fit *fit, pal_buf *out, pal_fit_report *report, pal_error *err)
{
    size_t classes = fit->opt.class_count;
    if (fit->failed)
        return no_memory(err);
    if (classes == 0 || classes > PAL_FIT_CLASSES_MAX)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL), "1 to %d classes are learnt",
                        PAL_FIT_CLASSES_MAX);
    if (fit->text_count < TEXTS_MIN)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(NULL),
                        "%zu texts are too few to learn from: %d at least",
                        fit->text_count, TEXTS_MIN);
    trained *all = pal_new(fit->mem, trained, classes);
    pal_fit_class *figures = pal_new(fit->mem, pal_fit_class, classes);
    pal_model_class *heads = pal_new(fit->mem, pal_model_class, classes);
    if (!all || !figures || !heads || !pal_fit_columns(fit) || !open_classes(fit, all) ||
        !train_folds(fit, all))
        return no_memory(err);
    for (size_t k = 0; k < classes; k++)
        if (!fit_class(fit, k, &all[k], &figures[k]))
            return no_memory(err);
    finish_classes(fit, all, heads);
    *report = (pal_fit_report){.classes = figures,
                               .class_count = classes,
                               .texts = fit->text_count,
                               .likeliest_right = count_found(fit, all, figures)};
    return write_features(fit, all, heads, out, report) ? PAL_OK : no_memory(err);
}

const char *pal_fit_version(void)
{
    return PAL_TEXT_OF(LIBLINEAR_VERSION);
}
