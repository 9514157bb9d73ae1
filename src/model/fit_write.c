/* The file of a model that was trained. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fit_inside.h"

/* A theme that a rule found goes under this probability: where plain talk was among the
 * texts, and where there was none, but enough texts of every class. */
static const double VETO_TALK = 0.16;
static const double VETO_PLENTY = 0.02;

static void finish_classes(const pal_fit *fit, const pal_fit_trained *all,
                           pal_model_class *classes)
{
    for (size_t k = 0; k < fit->opt.class_count; k++) {
        double largest = 0;
        for (size_t i = 0; i < fit->column_count; i++)
            largest = fmax(largest, fabs(all[k].weights[i]));
        for (size_t i = 0; all[k].outside && i < fit->outside_count; i++)
            largest = fmax(largest, fabs(all[k].outside[i]));
        classes[k] = (pal_model_class){.name = fit->opt.classes[k],
                                       .bias = all[k].weights[fit->column_count],
                                       .scale = largest > 0 ? largest / INT8_MAX : 1.0,
                                       .a = all[k].a,
                                       .b = all[k].b,
                                       .middle = all[k].middle,
                                       .threshold = all[k].threshold};
    }
}

static bool has_any(const pal_fit *fit, const pal_fit_text *text)
{
    for (size_t k = 0; k < fit->opt.class_count; k++)
        if (pal_fit_has(text, k))
            return true;
    return false;
}

/* Only who has seen much talk that is about none of its classes may rule one out. */
static bool has_plain_talk(const pal_fit *fit)
{
    size_t plain = 0;
    for (size_t i = 0; i < fit->text_count; i++)
        plain += !has_any(fit, &fit->texts[i]);
    return plain * 3 > fit->text_count;
}

static bool has_plenty(const pal_fit *fit)
{
    enum { PLENTY = 50 };
    size_t texts[PAL_MODEL_CLASSES_MAX] = {0};
    for (size_t i = 0; i < fit->text_count; i++)
        for (size_t k = 0; k < fit->opt.class_count; k++)
            texts[k] += pal_fit_has(&fit->texts[i], k);
    for (size_t k = 0; k < fit->opt.class_count; k++)
        if (texts[k] < PLENTY)
            return false;
    return true;
}

static double veto_of(const pal_fit *fit)
{
    return has_plain_talk(fit) ? VETO_TALK : has_plenty(fit) ? VETO_PLENTY : 0.0;
}

static double weight_of(const pal_fit_trained *all, const pal_model_class *classes,
                        size_t k, size_t feature)
{
    return nearbyint(all[k].weights[feature] / classes[k].scale);
}

/* The least weight that stays, 1 to 127. */
static int least_weight(const pal_fit *fit, const pal_fit_trained *all,
                        const pal_model_class *classes)
{
    enum { FEATURE_BYTES = 6, WEIGHT_BYTES = 2 };
    size_t counts[INT8_MAX + 1] = {0};
    size_t kept = 0;
    for (size_t i = 0; i < fit->column_count; i++) {
        kept += !fit->columns[i].dropped;
        for (size_t k = 0; !fit->columns[i].dropped && k < fit->opt.class_count; k++)
            counts[(size_t)fmin(fabs(weight_of(all, classes, k, i)), INT8_MAX)]++;
    }
    int least = (int)fmax(ceil(fit->opt.prune * INT8_MAX), 1.0);
    size_t bytes = kept * FEATURE_BYTES;
    for (int w = least; w <= INT8_MAX; w++)
        bytes += counts[w] * WEIGHT_BYTES;
    while (fit->opt.most != 0 && bytes > fit->opt.most && least < INT8_MAX)
        bytes -= counts[least++] * WEIGHT_BYTES;
    return least;
}

/* The entries of a feature with these weights, by class, of which those count that reach
 * `least`. False without memory. */
static bool add_entries(pal_fit *fit, pal_model_feature *out,
                        const double weights[PAL_MODEL_CLASSES_MAX], int least)
{
    pal_model_entry found[PAL_MODEL_CLASSES_MAX];
    uint16_t have = 0;
    for (size_t k = 0; k < fit->opt.class_count; k++)
        if (fabs(weights[k]) >= least)
            found[have++] = (pal_model_entry){.class_index = (uint16_t)k,
                                              .weight = (int8_t)weights[k]};
    pal_model_entry *entries = pal_new(fit->mem, pal_model_entry, have);
    if (!entries)
        return false;
    memcpy(entries, found, have * sizeof *entries);
    out->count = have;
    out->entries = entries;
    return true;
}

static int by_hash(const void *a, const void *b)
{
    uint32_t x = ((const pal_model_feature *)a)->hash;
    uint32_t y = ((const pal_model_feature *)b)->hash;
    return x < y ? -1 : x > y;
}

/* What stands beside the words, among the other features: of one with the hash of another
 * nothing is written. False without memory. */
static bool add_beside(pal_fit *fit, const pal_fit_trained *all,
                       const pal_model_class *classes, pal_model_feature *features,
                       size_t *count)
{
    size_t words = *count;
    for (size_t i = 0; i < fit->outside_count; i++) {
        pal_model_feature f = {.hash = fit->outside[i].hash, .value = 1};
        double weights[PAL_MODEL_CLASSES_MAX] = {0};
        for (size_t k = 0; k < fit->opt.class_count; k++)
            if (all[k].outside)
                weights[k] = nearbyint(all[k].outside[i] / classes[k].scale);
        if (bsearch(&f, features, words, sizeof f, by_hash))
            continue;
        if (!add_entries(fit, &f, weights, 1))
            return false;
        features[(*count)++] = f;
    }
    if (*count != words)
        qsort(features, *count, sizeof *features, by_hash);
    return true;
}

/* The hash of a feature of characters is never that of another: kinds are hashed. So
 * keys without their last bit are still ascending. */
bool pal_fit_write(pal_fit *fit, const pal_fit_trained *all, pal_buf *out,
                   pal_fit_report *report)
{
    pal_model_class *classes = pal_new(fit->mem, pal_model_class, fit->opt.class_count);
    pal_model_feature *features =
        pal_new(fit->mem, pal_model_feature, fit->column_count + fit->outside_count);
    if (!classes || !features)
        return false;
    finish_classes(fit, all, classes);
    size_t count = 0;
    int least = least_weight(fit, all, classes);
    for (size_t i = 0; i < fit->column_count; i++) {
        if (fit->columns[i].dropped)
            continue;
        double weights[PAL_MODEL_CLASSES_MAX];
        for (size_t k = 0; k < fit->opt.class_count; k++)
            weights[k] = weight_of(all, classes, k, i);
        pal_model_feature f = {.hash =
                                   (uint32_t)(fit->columns[i].key >> PAL_FIT_CHARS_BIT),
                               .value = fit->columns[i].value};
        if (count != 0 && features[count - 1].hash == f.hash)
            continue; /* two features with one hash: the first one stays */
        if (!add_entries(fit, &f, weights, least))
            return false;
        features[count++] = f;
    }
    if (!add_beside(fit, all, classes, features, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        report->weights += features[i].count;
    report->features = count;
    pal_model_write(out, &(pal_model_view){.kind = fit->opt.kind,
                                           .language = fit->opt.language,
                                           .reads = fit->opt.reads,
                                           .value_scale = fit->value_scale,
                                           .veto = veto_of(fit),
                                           .classes = classes,
                                           .class_count = fit->opt.class_count,
                                           .features = features,
                                           .feature_count = count});
    return !out->failed;
}
