/* A calibration that sees what stands beside the words: the question, the score, what the
 * rules make of the whole. Among the words they would take part in the norm of the text,
 * so that in a long answer the score would count less than in a short one. Their weights
 * are learnt as Platt's a and b are, on decisions that were held out: models/README.md
 * has the figures. */
#include <linear.h>
#include <stdlib.h>
#include <string.h>

#include "model/calibrate.h"
#include "model/fit_inside.h"

static const double EPS = 0.001;

static int by_hash(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* What of it is learnt: all that enough texts have. False without memory. */
static bool choose(pal_fit *fit)
{
    uint32_t *all = pal_new(fit->mem, uint32_t, fit->beside_count);
    fit->outside = pal_new(fit->mem, pal_fit_beside, fit->beside_count);
    if (!all || !fit->outside)
        return false;
    double texts = 0;
    for (size_t i = 0; i < fit->text_count; i++)
        texts += fit->texts[i].beside_count != 0;
    if (fit->beside_count == 0)
        return true;
    memcpy(all, fit->beside, fit->beside_count * sizeof *all);
    qsort(all, fit->beside_count, sizeof *all, by_hash);
    for (size_t i = 0; i < fit->beside_count;) {
        size_t same = i;
        while (same < fit->beside_count && all[same] == all[i])
            same++;
        if (same - i >= fit->opt.min_texts)
            fit->outside[fit->outside_count++] =
                (pal_fit_beside){.hash = all[i], .share = (double)(same - i) / texts};
        i = same;
    }
    return true;
}

static int find(const pal_fit *fit, uint32_t hash)
{
    size_t low = 0;
    size_t high = fit->outside_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fit->outside[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < fit->outside_count && fit->outside[low].hash == hash ? (int)low : -1;
}

/* The texts of a regression: feature 1 is the decision, then what stands beside the
 * words, the bias last. */
typedef struct table {
    struct feature_node **rows; /* by text; NULL = it has no say */
    struct feature_node **x;    /* those of a regression, */
    double *y;                  /* and what they are */
    double *weights;
    size_t width;
} table;

static bool lay(table *t, const pal_fit *fit, pal_arena *mem)
{
    t->width = fit->outside_count + 2;
    t->rows = pal_new(mem, struct feature_node *, fit->text_count);
    t->x = pal_new(mem, struct feature_node *, fit->text_count);
    t->y = pal_new(mem, double, fit->text_count);
    t->weights = pal_new(mem, double, t->width);
    struct feature_node *node =
        pal_new(mem, struct feature_node, fit->beside_count + 3 * fit->text_count);
    if (!t->rows || !t->x || !t->y || !t->weights || !node)
        return false;
    for (size_t i = 0; i < fit->text_count; i++) {
        const pal_fit_text *text = &fit->texts[i];
        if (text->beside_count == 0)
            continue;
        t->rows[i] = node;
        *node++ = (struct feature_node){1, 0.0};
        for (size_t k = 0; k < text->beside_count; k++) {
            int at = find(fit, fit->beside[text->beside_first + k]);
            if (at >= 0)
                *node++ = (struct feature_node){at + 2, 1.0};
        }
        *node++ = (struct feature_node){(int)t->width, 1.0};
        *node++ = (struct feature_node){-1, 0.0};
    }
    return true;
}

/* Weights of class `k` from the texts that are not in `fold`. False where these are all
 * of one kind. */
static bool learn(table *t, const pal_fit *fit, size_t k, unsigned fold)
{
    size_t count = 0;
    size_t yes = 0;
    for (int pass = 1; pass >= 0; pass--) /* the first label is the positive one */
        for (size_t i = 0; i < fit->text_count; i++) {
            bool has = pal_fit_has(&fit->texts[i], k);
            if (!t->rows[i] || fit->texts[i].fold == fold || has != (pass == 1))
                continue;
            t->x[count] = t->rows[i];
            t->y[count++] = has ? 1.0 : -1.0;
            yes += has;
        }
    if (yes == 0 || yes == count)
        return false;
    pal_fit_regress(
        t->weights, t->x, t->y, count, t->width,
        fit->opt.beside_cost * (double)fit->distinct / (double)fit->text_count, EPS);
    return true;
}

static double sum_of(const table *t, size_t i)
{
    double sum = 0;
    for (const struct feature_node *n = t->rows[i]; n->index > 0; n++)
        sum += n->value * t->weights[n->index - 1];
    return sum;
}

static void weigh_class(table *t, pal_fit *fit, size_t k, pal_fit_trained *out)
{
    for (size_t i = 0; i < fit->text_count; i++)
        if (t->rows[i])
            t->rows[i]->value = out->decisions[i];
    if (!learn(t, fit, k, PAL_FIT_FOLDS))
        return;
    out->a = t->weights[0];
    out->b = t->weights[t->width - 1];
    out->middle = 0;
    for (size_t j = 0; j < fit->outside_count; j++) {
        out->outside[j] = t->weights[j + 1];
        out->middle += fit->outside[j].share * out->outside[j];
    }
    for (size_t i = 0; i < fit->text_count; i++)
        if (!t->rows[i])
            out->sure[i] =
                pal_calibrated(out->decisions[i], out->a, out->b + out->middle);
    /* the figures of the folds are of weights that have not seen them */
    for (unsigned fold = 0; fold < PAL_FIT_FOLDS; fold++) {
        bool learnt = learn(t, fit, k, fold);
        for (size_t i = 0; learnt && i < fit->text_count; i++)
            if (t->rows[i] && fit->texts[i].fold == fold)
                out->sure[i] = pal_calibrated(sum_of(t, i), 1.0, 0.0);
    }
}

bool pal_fit_weigh_beside(pal_fit *fit, pal_fit_trained *all,
                          const pal_fit_class *figures)
{
    if (!choose(fit))
        return false;
    pal_arena *mem = pal_arena_open(PAL_FIT_LIMIT);
    table t;
    bool fine = mem && lay(&t, fit, mem);
    for (size_t k = 0; fine && k < fit->opt.class_count; k++) {
        all[k].outside = pal_new(fit->mem, double, fit->outside_count);
        fine = all[k].outside != NULL;
        if (fine && figures[k].learnt)
            weigh_class(&t, fit, k, &all[k]);
    }
    pal_arena_close(mem);
    return fine;
}
