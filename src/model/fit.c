#include "model/fit.h"

#include <linear.h>
#include <math.h>
#include <string.h>

#include "base/dotted.h"
#include "base/fail.h"
#include "base/str.h"
#include "model/calibrate.h"
#include "model/fit_inside.h"

enum { TEXTS_MIN = 20 };
/* Of a class that has too few texts: no probability comes so far. */
static const double NEVER = 2.0;
static const double ALL_BUT_NOTHING = -20.0; /* log-odds */

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the training");
}

/* --- one class --- */

static void say_nothing(const char *line)
{
    (void)line;
}

void pal_fit_regress(double *weights, struct feature_node **rows, double *y, size_t count,
                     size_t width, double cost, double eps)
{
    struct problem problem = {
        .l = (int)count, .n = (int)width, .y = y, .x = rows, .bias = 1.0};
    struct parameter how = {.solver_type = L2R_LR, .eps = eps, .C = cost};
    set_print_string_function(say_nothing);
    struct model *model = train(&problem, &how);
    memcpy(weights, model->w, width * sizeof *weights);
    free_and_destroy_model(&model);
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
            bool has = pal_fit_has(&fit->texts[i], k);
            if (fit->texts[i].fold == fold || has != (pass == 1))
                continue;
            x[count] = fit->rows[i];
            y[count++] = has ? 1.0 : -1.0;
            yes += has;
        }
    memset(weights, 0, (fit->column_count + 1) * sizeof *weights);
    if (yes > 0 && yes < (double)count)
        pal_fit_regress(weights, x, y, count, fit->column_count + 1,
                        fit->opt.cost * (double)fit->distinct / (double)fit->text_count,
                        0.01);
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

static bool open_classes(pal_fit *fit, pal_fit_trained *all, pal_fit_class *reports)
{
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        all[k].weights = pal_new(fit->mem, double, fit->column_count + 1);
        all[k].decisions = pal_new(fit->mem, double, fit->text_count);
        all[k].sure = pal_new(fit->mem, double, fit->text_count);
        if (!all[k].weights || !all[k].decisions || !all[k].sure)
            return false;
        for (size_t i = 0; i < fit->text_count; i++)
            reports[k].gold += pal_fit_has(&fit->texts[i], k);
        reports[k].learnt = reports[k].gold >= fit->opt.class_texts;
    }
    return true;
}

static bool train_classes(const pal_fit *fit, unsigned fold, pal_fit_trained *all,
                          const pal_fit_class *reports)
{
    for (size_t k = 0; k < fit->opt.class_count; k++)
        if (reports[k].learnt && !train_class(fit, k, fold, all[k].weights))
            return false;
    return true;
}

/* A feature whose weight is small in every class goes: the bytes that it takes are better
 * spent on small weights of others. */
static void drop_columns(pal_fit *fit, const pal_fit_trained *all,
                         const pal_fit_class *reports)
{
    for (size_t i = 0; i < fit->column_count; i++)
        fit->columns[i].dropped = true;
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        double largest = 0;
        if (!reports[k].learnt)
            continue;
        for (size_t i = 0; i < fit->column_count; i++)
            largest = fmax(largest, fabs(all[k].weights[i]));
        for (size_t i = 0; largest > 0 && i < fit->column_count; i++)
            if (fabs(all[k].weights[i]) >= fit->opt.drop * largest)
                fit->columns[i].dropped = false;
    }
}

static bool train_without_small(pal_fit *fit, unsigned fold, pal_fit_trained *all,
                                const pal_fit_class *reports)
{
    drop_columns(fit, all, reports);
    return pal_fit_rows(fit, fold) && train_classes(fit, fold, all, reports);
}

static void take_all_columns(pal_fit *fit)
{
    for (size_t i = 0; i < fit->column_count; i++)
        fit->columns[i].dropped = false;
}

/* Decisions of every class on texts that neither it nor the features and their values
 * have seen, then the weights from all texts. */
static bool train_folds(pal_fit *fit, pal_fit_trained *all, const pal_fit_class *reports)
{
    const bool drops = fit->opt.drop > 0 && fit->column_count >= fit->opt.drop_from;
    for (unsigned fold = 0; fold <= PAL_FIT_FOLDS; fold++) {
        take_all_columns(fit);
        if (!pal_fit_rows(fit, fold) || !train_classes(fit, fold, all, reports))
            return false;
        if (drops && !train_without_small(fit, fold, all, reports))
            return false;
        for (size_t k = 0; k < fit->opt.class_count; k++)
            for (size_t i = 0; reports[k].learnt && i < fit->text_count; i++)
                if (fit->texts[i].fold == fold)
                    all[k].decisions[i] = decide(fit->rows[i], all[k].weights);
    }
    return true;
}

static bool finish_class(const pal_fit *fit, size_t k, pal_fit_trained *out,
                         const pal_fit_class *report)
{
    if (!report->learnt) {
        out->b = ALL_BUT_NOTHING;
        out->threshold = NEVER;
        return true;
    }
    bool *yes = pal_new(fit->mem, bool, fit->text_count);
    if (!yes)
        return false;
    for (size_t i = 0; i < fit->text_count; i++)
        yes[i] = pal_fit_has(&fit->texts[i], k);
    pal_calibrate(out->decisions, yes, fit->text_count, &out->a, &out->b);
    for (size_t i = 0; i < fit->text_count; i++)
        out->sure[i] = pal_calibrated(out->decisions[i], out->a, out->b);
    if (!pal_best_threshold(out->decisions, yes, fit->text_count, fit->mem,
                            &out->threshold))
        return false;
    out->threshold = fmax(fit->opt.least, pal_calibrated(out->threshold, out->a, out->b));
    if (fit->opt.kind == PAL_MODEL_SENTIMENT)
        out->threshold =
            pal_share_threshold(report->gold, fit->text_count, fit->opt.share_out);
    return true;
}

/* Themes that no rule finds are all proposed from the same probability: half of the best
 * micro-F1 that the held-out decisions can have. With probabilities that are right that
 * is where it is best, and it does not hang on single texts, as the best place for each
 * theme does: models/README.md has the figures. Source: Z. Lipton, C. Elkan, B.
 * Naryanaswamy, "Optimal thresholding of classifiers to maximize F1 measure", ECML PKDD
 * 2014. False without memory. */
static bool share_threshold(const pal_fit *fit, pal_fit_trained *all)
{
    size_t most = fit->opt.class_count * fit->text_count;
    double *probabilities = pal_new(fit->mem, double, most);
    bool *yes = pal_new(fit->mem, bool, most);
    size_t count = 0;
    double best;
    if (!probabilities || !yes)
        return false;
    for (size_t k = 0; k < fit->opt.class_count; k++)
        for (size_t i = 0; all[k].threshold < NEVER && i < fit->text_count; i++) {
            yes[count] = pal_fit_has(&fit->texts[i], k);
            probabilities[count++] = all[k].sure[i];
        }
    if (!pal_best_threshold(probabilities, yes, count, fit->mem, &best))
        return false;
    double gold = 0;
    double found = 0;
    double right = 0;
    for (size_t i = 0; i < count; i++) {
        gold += yes[i];
        found += probabilities[i] >= best;
        right += yes[i] && probabilities[i] >= best;
    }
    for (size_t k = 0; k < fit->opt.class_count; k++)
        if (all[k].threshold < NEVER)
            all[k].threshold = right / (gold + found); /* half of F1 */
    return true;
}

/* The class that is furthest above its threshold, as of the tone of a text; of themes,
 * which have thresholds of another kind, the one that is likeliest. */
static size_t likeliest(const pal_fit *fit, const pal_fit_trained *all, size_t i)
{
    size_t best = 0;
    double highest = -HUGE_VAL;
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        double lead = pal_log_odds(all[k].sure[i]);
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
static uint64_t count_found(const pal_fit *fit, const pal_fit_trained *all,
                            pal_fit_class *figures)
{
    uint64_t right = 0;
    for (size_t i = 0; i < fit->text_count; i++) {
        const pal_fit_text *text = &fit->texts[i];
        size_t best = likeliest(fit, all, i);
        right += pal_fit_has(text, best);
        for (size_t k = 0; k < fit->opt.class_count; k++) {
            const pal_fit_trained *t = &all[k];
            bool found = fit->opt.kind == PAL_MODEL_SENTIMENT
                             ? k == best
                             : t->sure[i] >= t->threshold;
            figures[k].found += found;
            figures[k].right += found && pal_fit_has(text, k);
        }
    }
    return right;
}

static double ratio(double a, double b)
{
    return b > 0 ? a / b : 0.0;
}

/* The share of right tones plus their macro-F1 in the folds, where shares count by `out`.
 */
static double worth(const pal_fit *fit, pal_fit_trained *all, const pal_fit_class *given,
                    double out)
{
    pal_fit_class figures[PAL_MODEL_CLASSES_MAX];
    double sum = 0;
    double seen = 0;
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        figures[k] = (pal_fit_class){.gold = given[k].gold};
        all[k].threshold = pal_share_threshold(given[k].gold, fit->text_count, out);
    }
    double right = (double)count_found(fit, all, figures);
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        const pal_fit_class *c = &figures[k];
        sum += ratio(2.0 * (double)c->right, (double)(c->gold + c->found));
        seen += c->gold != 0;
    }
    return right / (double)fit->text_count + ratio(sum, seen);
}

/* How much shares count is chosen in the folds: the least that comes this near to the
 * best. Between the two the curve is flat, and its peak is chance. */
static void choose_share(const pal_fit *fit, pal_fit_trained *all,
                         const pal_fit_class *figures)
{
    static const double near = 0.0025;
    static const double step = 0.05;
    double best = 0;
    int count = (int)nearbyint((fit->opt.share_most - fit->opt.share_out) / step) + 1;
    for (int i = 0; i < count; i++)
        best = fmax(best, worth(fit, all, figures, fit->opt.share_out + i * step));
    for (int i = 0; i < count; i++)
        if (worth(fit, all, figures, fit->opt.share_out + i * step) >= best - near)
            return;
}

pal_status pal_fit_run(pal_fit *fit, pal_buf *out, pal_fit_report *report, pal_error *err)
{
    size_t classes = fit->opt.class_count;
    if (fit->failed)
        return no_memory(err);
    if (classes == 0 || classes > PAL_MODEL_CLASSES_MAX)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL), "1 to %d classes are learnt",
                        PAL_MODEL_CLASSES_MAX);
    if (fit->text_count < TEXTS_MIN)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(NULL),
                        "%zu texts are too few to learn from: %d at least",
                        fit->text_count, TEXTS_MIN);
    pal_fit_trained *all = pal_new(fit->mem, pal_fit_trained, classes);
    pal_fit_class *figures = pal_new(fit->mem, pal_fit_class, classes);
    if (!all || !figures || !pal_fit_choose(fit) || !open_classes(fit, all, figures) ||
        !train_folds(fit, all, figures))
        return no_memory(err);
    for (size_t k = 0; k < classes; k++)
        if (!finish_class(fit, k, &all[k], &figures[k]))
            return no_memory(err);
    bool any = false;
    for (size_t k = 0; k < classes; k++)
        any = any || figures[k].learnt;
    if (!any)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(NULL),
                        "nothing to learn: no theme has %zu texts or more",
                        fit->opt.class_texts);
    if (fit->opt.kind == PAL_MODEL_OWN && !share_threshold(fit, all))
        return no_memory(err);
    if ((fit->opt.reads & PAL_MODEL_READS_BESIDE) &&
        !pal_fit_weigh_beside(fit, all, figures))
        return no_memory(err);
    if (fit->opt.share_most > fit->opt.share_out)
        choose_share(fit, all, figures);
    *report = (pal_fit_report){.classes = figures,
                               .class_count = classes,
                               .texts = fit->text_count,
                               .likeliest_right = count_found(fit, all, figures)};
    return pal_fit_write(fit, all, out, report) ? PAL_OK : no_memory(err);
}

const char *pal_fit_version(void)
{
    return PAL_TEXT_OF(LIBLINEAR_VERSION);
}
