#include "model/fit.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dotted.h"
#include "base/fail.h"
#include "base/str.h"
#include "model/calibrate.h"

enum { FOLDS = 5, CLASSES_MAX = 64, TEXTS_MIN = 20, CHARS_BIT = 1, VALUE_MAX = 255 };
/* A theme that a rule found goes under this probability: where plain talk was among the
 * texts, and where there was none, but enough texts of every class. */
static const double VETO_TALK = 0.06;
static const double VETO_PLENTY = 0.015;
static const size_t FIT_LIMIT = (size_t)8 << 30;

/* A feature of a text: hash << 1 | is it one of characters. */
typedef struct use {
    uint64_t key;
    uint32_t count;
} use;

typedef struct text {
    uint64_t classes;
    unsigned fold;
    size_t first; /* into uses */
    size_t count;
} text;

/* A feature that is learnt. */
typedef struct column {
    uint64_t key;
    uint32_t texts;
    uint8_t value;
} column;

struct pal_fit {
    pal_arena *mem;
    pal_fit_options opt;
    use *uses;
    size_t use_count, use_cap;
    text *texts;
    size_t text_count, text_cap;
    column *columns; /* by key; liblinear's feature i + 1 */
    size_t column_count;
    double value_scale;
    struct feature_node *nodes;
    struct feature_node **rows;
    bool failed;
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the training");
}

pal_status pal_fit_open(pal_fit **out, const pal_fit_options *opt, pal_error *err)
{
    pal_arena *mem = pal_arena_open(FIT_LIMIT);
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
        text *grown = pal_arena_grow(fit->mem, fit->texts, fit->text_cap, cap,
                                     sizeof *grown, _Alignof(text));
        if (!grown) {
            fit->failed = true;
            return;
        }
        fit->texts = grown;
        fit->text_cap = cap;
    }
    fit->texts[fit->text_count++] =
        (text){.classes = classes, .fold = fold % FOLDS, .first = fit->use_count};
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
        use *grown = pal_arena_grow(fit->mem, fit->uses, fit->use_cap, cap, sizeof *grown,
                                    _Alignof(use));
        if (!grown) {
            fit->failed = true;
            return;
        }
        fit->uses = grown;
        fit->use_cap = cap;
    }
    uint64_t key = (uint64_t)hash << CHARS_BIT | (kind == PAL_FEATURE_CHARS);
    fit->uses[fit->use_count++] = (use){key, 1};
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const use *)a)->key;
    uint64_t y = ((const use *)b)->key;
    return x < y ? -1 : x > y;
}

/* Equal features of the text become one with a count. */
void pal_fit_end(pal_fit *fit)
{
    if (fit->failed)
        return;
    text *t = &fit->texts[fit->text_count - 1];
    use *uses = fit->uses + t->first;
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
    fit->use_count = t->first + kept;
}

/* --- features and their values --- */

static bool choose_columns(pal_fit *fit)
{
    use *all = pal_new(fit->mem, use, fit->use_count);
    fit->columns = pal_new(fit->mem, column, fit->use_count);
    if (!all || !fit->columns)
        return false;
    memcpy(all, fit->uses, fit->use_count * sizeof *all);
    if (fit->use_count > 1)
        qsort(all, fit->use_count, sizeof *all, by_key);
    uint32_t rarest = UINT32_MAX;
    for (size_t i = 0; i < fit->use_count;) {
        size_t same = i;
        while (same < fit->use_count && all[same].key == all[i].key)
            same++;
        uint32_t texts = (uint32_t)(same - i);
        if (texts >= fit->opt.min_texts) {
            fit->columns[fit->column_count++] =
                (column){.key = all[i].key, .texts = texts};
            rarest = texts < rarest ? texts : rarest;
        }
        i = same;
    }
    double texts = (double)fit->text_count;
    double largest = log((1.0 + texts) / (1.0 + (double)rarest)) + 1.0;
    fit->value_scale = largest / VALUE_MAX;
    for (size_t i = 0; i < fit->column_count; i++) {
        double idf = log((1.0 + texts) / (1.0 + (double)fit->columns[i].texts)) + 1.0;
        fit->columns[i].value = (uint8_t)nearbyint(idf / fit->value_scale);
    }
    return fit->column_count != 0;
}

static double column_value(const pal_fit *fit, const column *c)
{
    double value = fit->value_scale * c->value;
    return c->key & CHARS_BIT ? value * PAL_FEATURE_CHARS_SCALE : value;
}

static const column *find_column(const pal_fit *fit, uint64_t key)
{
    size_t low = 0;
    size_t high = fit->column_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fit->columns[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < fit->column_count && fit->columns[low].key == key ? &fit->columns[low]
                                                                   : NULL;
}

/* Each text as liblinear wants it: features ascending, the bias, -1. */
static bool make_rows(pal_fit *fit)
{
    fit->nodes =
        pal_new(fit->mem, struct feature_node, fit->use_count + 2 * fit->text_count);
    fit->rows = pal_new(fit->mem, struct feature_node *, fit->text_count);
    if (!fit->nodes || !fit->rows)
        return false;
    struct feature_node *node = fit->nodes;
    for (size_t i = 0; i < fit->text_count; i++) {
        const text *t = &fit->texts[i];
        fit->rows[i] = node;
        double norm = 0;
        for (size_t k = 0; k < t->count; k++) {
            const use *u = &fit->uses[t->first + k];
            const column *c = find_column(fit, u->key);
            if (!c)
                continue;
            double value = column_value(fit, c);
            norm += (double)u->count * value * value;
            node->index = (int)(c - fit->columns) + 1;
            node->value = (double)u->count * value;
            node++;
        }
        for (struct feature_node *n = fit->rows[i]; n < node; n++)
            n->value /= sqrt(norm);
        *node++ = (struct feature_node){(int)fit->column_count + 1, 1.0};
        *node++ = (struct feature_node){-1, 0.0};
    }
    return true;
}

/* --- one class --- */

static void say_nothing(const char *line)
{
    (void)line;
}

/* Weights of class `k` (column_count + 1 of them, the bias last), from the texts that are
 * not in `fold`; FOLDS = from all. False without memory. */
static bool train_class(const pal_fit *fit, size_t k, unsigned fold, double *weights)
{
    size_t count = 0;
    pal_arena *mem = pal_arena_open(FIT_LIMIT);
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
                                .C = fit->opt.cost,
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

static bool held_out(const pal_fit *fit, size_t k, trained *out)
{
    for (unsigned fold = 0; fold < FOLDS; fold++) {
        if (!train_class(fit, k, fold, out->weights))
            return false;
        for (size_t i = 0; i < fit->text_count; i++)
            if (fit->texts[i].fold == fold)
                out->decisions[i] = decide(fit->rows[i], out->weights);
    }
    return train_class(fit, k, FOLDS, out->weights);
}

static bool fit_class(pal_fit *fit, size_t k, trained *out, pal_fit_class *report)
{
    bool *yes = pal_new(fit->mem, bool, fit->text_count);
    out->weights = pal_new(fit->mem, double, fit->column_count + 1);
    out->decisions = pal_new(fit->mem, double, fit->text_count);
    if (!yes || !out->weights || !out->decisions || !held_out(fit, k, out))
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
    size_t texts[CLASSES_MAX] = {0};
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
        pal_model_entry found[CLASSES_MAX];
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
        uint32_t hash = (uint32_t)(fit->columns[i].key >> CHARS_BIT);
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
    if (classes == 0 || classes > CLASSES_MAX)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL), "1 to %d classes are learnt",
                        CLASSES_MAX);
    if (fit->text_count < TEXTS_MIN)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(NULL),
                        "%zu texts are too few to learn from: %d at least",
                        fit->text_count, TEXTS_MIN);
    trained *all = pal_new(fit->mem, trained, classes);
    pal_fit_class *figures = pal_new(fit->mem, pal_fit_class, classes);
    pal_model_class *heads = pal_new(fit->mem, pal_model_class, classes);
    if (!all || !figures || !heads || !choose_columns(fit) || !make_rows(fit))
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
