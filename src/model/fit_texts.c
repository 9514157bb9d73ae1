/* Texts of a training. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "model/fit_inside.h"

pal_status pal_fit_open(pal_fit **out, const pal_fit_options *opt, pal_error *err)
{
    pal_arena *mem = pal_arena_open(PAL_FIT_LIMIT);
    pal_fit *fit = mem ? pal_new(mem, pal_fit, 1) : NULL;
    if (!fit) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the training");
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

void pal_fit_begin(pal_fit *fit, unsigned fold)
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
    fit->texts[fit->text_count++] = (pal_fit_text){.fold = fold % PAL_FIT_FOLDS,
                                                   .first = fit->use_count,
                                                   .beside_first = fit->beside_count};
}

void pal_fit_class_of(pal_fit *fit, size_t class_index)
{
    if (!fit->failed)
        fit->texts[fit->text_count - 1].classes[class_index / 64] |= UINT64_C(1)
                                                                     << class_index % 64;
}

void pal_fit_reads(pal_fit *fit, unsigned reads)
{
    fit->opt.reads |= reads;
}

static void add_beside(pal_fit *fit, uint32_t hash)
{
    if (fit->beside_count == fit->beside_cap) {
        size_t cap = fit->beside_cap * 2 + 1024;
        uint32_t *grown = pal_arena_grow(fit->mem, fit->beside, fit->beside_cap, cap,
                                         sizeof *grown, _Alignof(uint32_t));
        if (!grown) {
            fit->failed = true;
            return;
        }
        fit->beside = grown;
        fit->beside_cap = cap;
    }
    fit->beside[fit->beside_count++] = hash;
    fit->texts[fit->text_count - 1].beside_count++;
}

void pal_fit_feature(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str words,
                     pal_str second)
{
    (void)words;
    (void)second;
    pal_fit *fit = ctx;
    if (fit->failed)
        return;
    if (kind == PAL_FEATURE_BESIDE) {
        add_beside(fit, hash);
        return;
    }
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

int pal_fit_by_key(const void *a, const void *b)
{
    uint64_t x = ((const pal_fit_use *)a)->key;
    uint64_t y = ((const pal_fit_use *)b)->key;
    return x < y ? -1 : x > y;
}

static int by_hash(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool same_words(const pal_fit *fit, const pal_fit_text *a, const pal_fit_text *b)
{
    if (a->fold != b->fold || a->count != b->count || a->beside_count != b->beside_count)
        return false;
    for (size_t i = 0; i < a->beside_count; i++)
        if (fit->beside[a->beside_first + i] != fit->beside[b->beside_first + i])
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
        qsort(uses, count, sizeof *uses, pal_fit_by_key);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept != 0 && uses[kept - 1].key == uses[i].key)
            uses[kept - 1].count++;
        else
            uses[kept++] = uses[i];
    }
    t->count = kept;
    if (t->beside_count > 1)
        qsort(fit->beside + t->beside_first, t->beside_count, sizeof *fit->beside,
              by_hash);
    t->again = fit->text_count > 1 && same_words(fit, t - 1, t);
    if (t->again)
        t->first = t[-1].first;
    else
        fit->distinct++;
    fit->use_count = t->first + kept;
}
