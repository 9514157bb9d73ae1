/* Features that are worth learning, and what each counts. */
#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fit_inside.h"

enum { VALUE_MAX = 255 };

bool pal_fit_choose(pal_fit *fit)
{
    pal_fit_use *all = pal_new(fit->mem, pal_fit_use, fit->use_count);
    fit->columns = pal_new(fit->mem, pal_fit_column, fit->use_count);
    fit->nodes =
        pal_new(fit->mem, struct feature_node, fit->use_count + 2 * fit->distinct);
    fit->rows = pal_new(fit->mem, struct feature_node *, fit->text_count);
    if (!all || !fit->columns || !fit->nodes || !fit->rows)
        return false;
    memcpy(all, fit->uses, fit->use_count * sizeof *all);
    if (fit->use_count > 1)
        qsort(all, fit->use_count, sizeof *all, pal_fit_by_key);
    for (size_t i = 0; i < fit->use_count;) {
        size_t same = i;
        while (same < fit->use_count && all[same].key == all[i].key)
            same++;
        uint32_t texts = (uint32_t)(same - i);
        if (texts >= fit->opt.min_texts)
            fit->columns[fit->column_count++] =
                (pal_fit_column){.key = all[i].key, .texts = texts};
        i = same;
    }
    return fit->column_count != 0;
}

static size_t find_column(const pal_fit *fit, uint64_t key)
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
    return low < fit->column_count && fit->columns[low].key == key ? low
                                                                   : fit->column_count;
}

/* Texts with each feature: of all classes together, and of class `k`. */
static void count_texts(const pal_fit *fit, unsigned fold, size_t k, double *with)
{
    memset(with, 0, fit->column_count * sizeof *with);
    for (size_t i = 0; i < fit->text_count; i++) {
        const pal_fit_text *t = &fit->texts[i];
        if (t->fold == fold || !(k == fit->opt.class_count || pal_fit_has(t, k)))
            continue;
        for (const struct feature_node *n = fit->rows[i]; n->index > 0; n++)
            if ((size_t)n->index <= fit->column_count)
                with[n->index - 1]++;
    }
}

static double sum_of(const double *counts, size_t count, double smooth)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += counts[i] + smooth;
    return sum;
}

static bool has_any(const double *counts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (counts[i] > 0)
            return true;
    return false;
}

/* `ratios`, by feature: the largest |log-count ratio| over the classes. */
static void tell_apart(const pal_fit *fit, unsigned fold, double *all, double *with,
                       double *ratios)
{
    const double smooth = fit->opt.smooth;
    count_texts(fit, fold, fit->opt.class_count, all);
    double total = sum_of(all, fit->column_count, smooth);
    memset(ratios, 0, fit->column_count * sizeof *ratios);
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        count_texts(fit, fold, k, with);
        if (!has_any(with, fit->column_count))
            continue; /* its counts would tell common features from rare ones */
        double inside = sum_of(with, fit->column_count, smooth);
        double outside = total - inside + smooth * (double)fit->column_count;
        for (size_t i = 0; i < fit->column_count; i++)
            ratios[i] = fmax(ratios[i], fabs(log((with[i] + smooth) / inside) -
                                             log((all[i] - with[i] + smooth) / outside)));
    }
}

static void set_values(pal_fit *fit, double *values)
{
    double texts = (double)fit->distinct;
    double largest = 0;
    for (size_t i = 0; i < fit->column_count; i++) {
        values[i] += fit->opt.evenly;
        values[i] *= log((1.0 + texts) / (1.0 + (double)fit->columns[i].texts)) + 1.0;
        if (fit->columns[i].key & PAL_FIT_CHARS_BIT)
            values[i] *= fit->opt.chars;
        largest = fmax(largest, values[i]);
    }
    fit->value_scale = largest > 0 ? largest / VALUE_MAX : 1.0;
    for (size_t i = 0; i < fit->column_count; i++)
        fit->columns[i].value = (uint8_t)nearbyint(values[i] / fit->value_scale);
}

static bool weigh_columns(pal_fit *fit, unsigned fold)
{
    pal_arena *mem = pal_arena_open(PAL_FIT_LIMIT);
    double *all = mem ? pal_new(mem, double, fit->column_count) : NULL;
    double *with = mem ? pal_new(mem, double, fit->column_count) : NULL;
    double *values = mem ? pal_new(mem, double, fit->column_count) : NULL;
    bool ok = all && with && values;
    if (ok) {
        tell_apart(fit, fold, all, with, values);
        set_values(fit, values);
    }
    pal_arena_close(mem);
    return ok;
}

static double column_value(const pal_fit *fit, const pal_fit_column *c)
{
    if (c->dropped)
        return 0.0;
    double value = fit->value_scale * c->value;
    return c->key & PAL_FIT_CHARS_BIT ? value * PAL_FEATURE_CHARS_SCALE : value;
}

/* The features of each text that are learnt; their values follow. */
static void lay_rows(pal_fit *fit)
{
    struct feature_node *node = fit->nodes;
    for (size_t i = 0; i < fit->text_count; i++) {
        const pal_fit_text *t = &fit->texts[i];
        fit->rows[i] = t->again ? fit->rows[i - 1] : node;
        if (t->again)
            continue;
        for (size_t k = 0; k < t->count; k++) {
            const pal_fit_use *u = &fit->uses[t->first + k];
            size_t column = find_column(fit, u->key);
            if (column != fit->column_count)
                *node++ = (struct feature_node){(int)column + 1, (double)u->count};
        }
        *node++ = (struct feature_node){(int)fit->column_count + 1, 1.0};
        *node++ = (struct feature_node){-1, 0.0};
    }
}

/* The counts of a row times the values, over the root of the sum of squares. */
static void fill_row(const pal_fit *fit, const pal_fit_text *t, struct feature_node *row)
{
    double norm = 0;
    size_t bias = fit->column_count + 1;
    struct feature_node *n = row;
    for (size_t k = 0; k < t->count; k++) {
        const pal_fit_use *u = &fit->uses[t->first + k];
        if ((size_t)n->index == bias || fit->columns[n->index - 1].key != u->key)
            continue;
        double value = column_value(fit, &fit->columns[n->index - 1]);
        norm += (double)u->count * value * value;
        n->value = (double)u->count * value;
        n++;
    }
    for (struct feature_node *at = row; norm > 0 && at < n; at++)
        at->value /= sqrt(norm);
}

bool pal_fit_rows(pal_fit *fit, unsigned fold)
{
    if (!fit->rows[0])
        lay_rows(fit);
    if (!weigh_columns(fit, fold))
        return false;
    for (size_t i = 0; i < fit->text_count; i++)
        if (!fit->texts[i].again)
            fill_row(fit, &fit->texts[i], fit->rows[i]);
    return true;
}
