#include "stats/keyness_find.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/crosstab.h"
#include "stats/fisher.h"
#include "stats/grams.h"
#include "stats/key_shown.h"
#include "stats/keyness.h"
#include "stats/multiple.h"
#include "stats/nps.h"

enum {
    VALUES_MIN = 2,
    VALUES_MAX = 20,
    CELLS_MAX = 64, /* values of all columns that are compared */
};
static const size_t SCRATCH_LIMIT = (size_t)256 << 20;
static const double Q_MAX = 0.05;
static const double SMALL_EXPECTED = 5.0;
/* Under this G2 (p > 0.3) no test rejects, and a p above 0.05 never changes a q below
 * it: the exact test is spared. */
static const double HOPELESS = 1.0;
/* A phrase that stands in so many of the rows of its part says it all: 9 of 10. */
enum { FOLD_PART = 9, FOLD_OF = 10 };

/* A term in one contrast. */
typedef struct result {
    uint64_t a;
    uint64_t b;
    double z;
    double g2;
    bool exact;
    bool folded;
} result;

/* A test of the contrast at hand: it follows from the two counts, and most terms have
 * few. Counts of 0 are a free place. */
typedef struct known_test {
    uint64_t a;
    uint64_t b;
    double p;
    double g2;
    bool exact;
} known_test;

enum { KNOWN_BITS = 12 };

typedef struct finder {
    const pal_stats_run *run;
    pal_arena *mem;   /* of the search */
    pal_arena *round; /* of one contrast */
    pal_grams *grams;
    const pal_gram *list;
    size_t count;
    uint64_t least;
    size_t *offsets;  /* by column: its first cell; 0 = not compared */
    size_t stride;    /* cells: bands, then values */
    uint32_t *counts; /* by gram and cell */
    uint64_t *base;   /* by cell: commented rows */
    uint64_t rows;
    uint32_t *totals;  /* by gram: in all values of the column at hand */
    result *results;   /* by gram */
    known_test *known; /* by hash of the counts: the last one that came there */
    double *q;
    size_t *order;
    pal_key_contrast *contrasts;
    size_t contrast_count;
    pal_key_shown *shown;
    bool columns_left;
} finder;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the key words");
}

/* --- counts --- */

static bool lay_out(finder *f)
{
    f->offsets = pal_new(f->mem, size_t, f->run->column_count);
    f->stride = PAL_BAND_COUNT;
    if (!f->offsets)
        return false;
    for (size_t c = 0; c < f->run->column_count; c++) {
        size_t values;
        pal_panels_values(f->run->panels, c, &values);
        if (values < VALUES_MIN || values > VALUES_MAX)
            continue;
        if (f->stride + values > PAL_BAND_COUNT + CELLS_MAX) {
            f->columns_left = true;
            continue;
        }
        f->offsets[c] = f->stride;
        f->stride += values;
    }
    f->counts = pal_new(f->mem, uint32_t, f->count * f->stride);
    f->base = pal_new(f->mem, uint64_t, f->stride);
    f->totals = pal_new(f->mem, uint32_t, f->count);
    f->results = pal_new(f->mem, result, f->count);
    f->q = pal_new(f->mem, double, f->count);
    f->order = pal_new(f->mem, size_t, f->count);
    f->known = pal_new(f->mem, known_test, (size_t)1 << KNOWN_BITS);
    return f->counts && f->base && f->totals && f->results && f->q && f->order &&
           f->known;
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    finder *f = ctx;
    size_t cells[PAL_BAND_COUNT + CELLS_MAX];
    size_t cell_count = 0;
    if (!row->commented)
        return PAL_OK;
    cells[cell_count++] = row->band;
    for (size_t c = 0; c < f->run->column_count; c++)
        if (f->offsets[c] != 0 && row->groups[c] != 0)
            cells[cell_count++] = f->offsets[c] + row->groups[c] - 1;
    f->rows++;
    for (size_t i = 0; i < cell_count; i++)
        f->base[cells[i]]++;
    size_t count;
    const uint32_t *grams = pal_grams_in(f->grams, row, &count);
    for (size_t g = 0; g < count; g++)
        for (size_t i = 0; i < cell_count; i++)
            f->counts[grams[g] * f->stride + cells[i]]++;
    return PAL_OK;
}

/* --- one contrast --- */

/* The cells of both sides. */
static inline result sides_of(const finder *f, const pal_key_groups *sides, size_t gram)
{
    const uint32_t *counts = &f->counts[gram * f->stride];
    if (sides->column == PAL_KEY_BANDS)
        return (result){.a = counts[PAL_BAND_DETRACTOR], .b = counts[PAL_BAND_PROMOTER]};
    uint64_t own = counts[f->offsets[sides->column] + sides->value - 1];
    return (result){.a = own, .b = f->totals[gram] - own};
}

static double log_odds_z(const finder *f, const pal_key_contrast *c, const result *r,
                         uint64_t rows)
{
    double n1 = (double)c->sides[0].comments;
    double n2 = (double)c->sides[1].comments;
    double share = (double)rows / (double)f->rows;
    const double y1[] = {(double)r->a, n1 - (double)r->a};
    const double y2[] = {(double)r->b, n2 - (double)r->b};
    const double prior[] = {PAL_KEY_PRIOR * share, PAL_KEY_PRIOR * (1.0 - share)};
    double z[2];
    pal_monroe_z(z, y1, y2, prior, 2);
    return z[0];
}

static double test_term(result *r, const pal_key_contrast *c)
{
    double n1 = (double)c->sides[0].comments;
    double n2 = (double)c->sides[1].comments;
    const pal_pair pair = {(double)r->a, n1, (double)r->b, n2};
    double with = (double)(r->a + r->b);
    double least = fmin(with, n1 + n2 - with) * fmin(n1, n2) / (n1 + n2);
    r->g2 = pal_keyness_g2(pair);
    r->exact = least < SMALL_EXPECTED && pal_keyness_g2_full(pair) >= HOPELESS;
    if (!r->exact)
        return pal_chi2_sf(r->g2, 1.0);
    pal_fourfold table = {r->a, r->b, c->sides[0].comments - r->a,
                          c->sides[1].comments - r->b};
    return pal_fisher_two_sided(table);
}

static double test_once(const finder *f, result *r, const pal_key_contrast *c)
{
    uint64_t hash =
        (r->a * UINT64_C(0xD6E8FEB86659FD93) + r->b + 1) * UINT64_C(0x9E3779B97F4A7C15);
    known_test *known = &f->known[hash >> (64 - KNOWN_BITS)];
    if (known->a != r->a || known->b != r->b) {
        double p = test_term(r, c);
        *known = (known_test){r->a, r->b, p, r->g2, r->exact};
    }
    r->g2 = known->g2;
    r->exact = known->exact;
    return known->p;
}

/* Words that hardly occur outside of a phrase are told by the phrase. */
static void fold_parts(const finder *f)
{
    for (size_t g = 0; g < f->count; g++) {
        const result *whole = &f->results[g];
        uint64_t rows = whole->a + whole->b;
        if (rows < f->least || f->list[g].size == 1)
            continue;
        for (size_t i = 0; i < PAL_GRAM_PARTS_MAX; i++) {
            if (f->list[g].parts[i] == PAL_GRAM_NONE)
                continue;
            result *part = &f->results[f->list[g].parts[i]];
            if (rows * FOLD_OF >= (part->a + part->b) * FOLD_PART)
                part->folded = true;
        }
    }
}

static bool test_terms(finder *f, pal_key_contrast *c, const pal_key_groups *sides)
{
    for (size_t g = 0; g < f->count; g++)
        f->results[g] = sides_of(f, sides, g);
    fold_parts(f);
    memset(f->known, 0, sizeof *f->known << KNOWN_BITS);
    for (size_t g = 0; g < f->count; g++) {
        result *r = &f->results[g];
        f->q[g] = (double)NAN;
        if (r->folded || r->a + r->b < f->least)
            continue;
        f->q[g] = test_once(f, r, c);
        c->tested++;
    }
    pal_arena_reset(f->round);
    if (!pal_bh_q_most(f->q, f->q, f->count, Q_MAX, f->round))
        return false;
    for (size_t g = 0; g < f->count; g++)
        if (f->q[g] <= Q_MAX)
            f->results[g].z = log_odds_z(f, c, &f->results[g], f->list[g].rows);
    return true;
}

/* qsort() has no context: what it compares rides along. */
typedef struct ranked {
    double z;
    double g2;
    size_t gram;
} ranked;

static int by_z(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->z != y->z)
        return x->z > y->z ? -1 : 1;
    if (x->g2 != y->g2)
        return x->g2 > y->g2 ? -1 : 1;
    return x->gram < y->gram ? -1 : x->gram > y->gram;
}

static pal_str name_gram(pal_arena *mem, const pal_gram *gram, const pal_term *terms)
{
    size_t len = gram->size - 1;
    for (size_t i = 0; i < gram->size; i++)
        len += terms[gram->terms[i]].form.len;
    char *name = pal_new(mem, char, len + 1);
    if (!name)
        return (pal_str){NULL, 0};
    size_t at = 0;
    for (size_t i = 0; i < gram->size; i++) {
        pal_str form = terms[gram->terms[i]].form;
        if (i != 0)
            name[at++] = ' ';
        memcpy(name + at, form.ptr, form.len);
        at += form.len;
    }
    return (pal_str){name, len};
}

static bool make_term(const finder *f, pal_key_term *out, const pal_key_contrast *c,
                      size_t gram, size_t side)
{
    const result *r = &f->results[gram];
    size_t term_count;
    const pal_term *terms = pal_panels_terms(f->run->panels, &term_count);
    uint64_t own = side == 0 ? r->a : r->b;
    uint64_t other = side == 0 ? r->b : r->a;
    pal_fourfold table = {own, other, c->sides[side].comments - own,
                          c->sides[1 - side].comments - other};
    *out = (pal_key_term){
        .term = name_gram(f->run->mem, &f->list[gram], terms),
        .language = terms[f->list[gram].terms[0]].language,
        .words = f->list[gram].size,
        .comments = own,
        .comments_other = other,
        .z = fabs(r->z),
        .g2 = r->g2,
        .q = f->q[gram],
        .exact = r->exact,
        .odds = pal_fourfold_odds(table, PAL_Z95).ratio,
    };
    return out->term.ptr != NULL;
}

/* Does the gram mark this side? */
static inline bool is_ranked(const finder *f, size_t gram, size_t side)
{
    const result *r = &f->results[gram];
    if (!(f->q[gram] <= Q_MAX))
        return false;
    return side == 0 ? r->z > 0.0 && r->a >= f->least : r->z < 0.0 && r->b >= f->least;
}

static bool rank_side(finder *f, pal_key_contrast *c, const pal_key_groups *sides,
                      size_t side)
{
    size_t count = 0;
    for (size_t g = 0; g < f->count; g++)
        count += is_ranked(f, g, side);
    pal_arena_reset(f->round);
    ranked *list = pal_new(f->round, ranked, count);
    size_t at = 0;
    for (size_t g = 0; list && g < f->count; g++)
        if (is_ranked(f, g, side))
            list[at++] = (ranked){fabs(f->results[g].z), f->results[g].g2, g};
    if (list && count > 1)
        qsort(list, count, sizeof *list, by_z);
    if (count > PAL_KEY_TERMS_MAX)
        count = PAL_KEY_TERMS_MAX;
    pal_key_term *terms = pal_new(f->run->mem, pal_key_term, count);
    if (!list || !terms)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!make_term(f, &terms[i], c, list[i].gram, side))
            return false;
        if (i < PAL_KEY_SHOWN_TERMS_MAX &&
            !pal_key_shown_ask(f->shown, &f->list[list[i].gram], sides, side, &terms[i]))
            return false;
    }
    c->sides[side].terms = terms;
    c->sides[side].count = count;
    return true;
}

static bool copy_name(pal_str *out, pal_arena *mem, pal_str name)
{
    *out = pal_arena_copy(mem, name);
    return out->ptr != NULL;
}

/* Compare two groups, when both are large enough. False without memory. */
static bool compare(finder *f, const pal_key_groups *sides, pal_str column,
                    const pal_str names[2], uint64_t n1, uint64_t n2)
{
    bool wave = sides->column == 0 && f->run->has_wave;
    uint64_t floor =
        sides->column == PAL_KEY_BANDS || wave ? PAL_KEY_GROUP_MIN : PAL_KEY_GROUP_SURE;
    if (n1 < floor || n2 < floor || n1 < f->run->k_threshold || n2 < f->run->k_threshold)
        return true;
    pal_key_contrast *c = &f->contrasts[f->contrast_count];
    *c = (pal_key_contrast){.weak = n1 < PAL_KEY_GROUP_SURE || n2 < PAL_KEY_GROUP_SURE};
    c->sides[0].comments = n1;
    c->sides[1].comments = n2;
    pal_arena *mem = f->run->mem;
    if (!copy_name(&c->column, mem, column) ||
        !copy_name(&c->sides[0].name, mem, names[0]) ||
        !copy_name(&c->sides[1].name, mem, names[1]) || !test_terms(f, c, sides) ||
        !rank_side(f, c, sides, 0) || !rank_side(f, c, sides, 1))
        return false;
    f->contrast_count++;
    return true;
}

static bool compare_column(finder *f, size_t column)
{
    size_t count;
    const pal_str *values = pal_panels_values(f->run->panels, column, &count);
    uint64_t all = 0;
    for (size_t v = 0; v < count; v++)
        all += f->base[f->offsets[column] + v];
    for (size_t g = 0; g < f->count; g++) {
        const uint32_t *cells = &f->counts[g * f->stride + f->offsets[column]];
        f->totals[g] = 0;
        for (size_t v = 0; v < count; v++)
            f->totals[g] += cells[v];
    }
    for (uint32_t v = 1; v <= (count == 2 ? 1u : count); v++) {
        const pal_key_groups sides = {.column = column, .value = v, .values = count};
        uint64_t n1 = f->base[f->offsets[column] + v - 1];
        const pal_str names[] = {values[v - 1], count == 2 ? values[1] : PAL_STR("")};
        if (!compare(f, &sides, f->run->columns[column], names, n1, all - n1))
            return false;
    }
    return true;
}

static bool compare_all(finder *f)
{
    f->contrasts = pal_new(f->run->mem, pal_key_contrast, 1 + CELLS_MAX);
    if (!f->contrasts)
        return false;
    static const pal_key_groups bands = {.column = PAL_KEY_BANDS};
    const pal_str names[] = {PAL_STR("detractors"), PAL_STR("promoters")};
    bool fine = compare(f, &bands, PAL_STR(""), names, f->base[PAL_BAND_DETRACTOR],
                        f->base[PAL_BAND_PROMOTER]);
    for (size_t c = 0; fine && c < f->run->column_count; c++)
        fine = f->offsets[c] == 0 || compare_column(f, c);
    return fine;
}

static pal_status search(finder *f, pal_error *err)
{
    pal_status status = pal_grams_find(&f->grams, f->mem, f->run->panels, f->least, err);
    if (status != PAL_OK)
        return status;
    f->list = pal_grams_list(f->grams, &f->count);
    f->shown = pal_key_shown_new(f->mem, f->run);
    if (!f->shown || !lay_out(f))
        return no_memory(err);
    status = pal_panels_scan(f->run->panels, count_row, f, err);
    if (status != PAL_OK)
        return status;
    return compare_all(f) ? pal_key_shown_fill(f->shown, err) : no_memory(err);
}

pal_status pal_keyness_find(const pal_keyness_findings **out, const pal_stats_run *run,
                            pal_error *err)
{
    *out = NULL;
    if (pal_panels_rows(run->panels) >= UINT32_MAX)
        return PAL_OK;
    finder f = {.run = run, .least = PAL_KEY_COMMENTS_MIN};
    if (run->k_threshold > f.least)
        f.least = run->k_threshold;
    if (pal_panels_rare(run->panels).below > f.least)
        f.least = pal_panels_rare(run->panels).below;
    f.mem = pal_arena_open(SCRATCH_LIMIT);
    f.round = pal_arena_open(SCRATCH_LIMIT);
    pal_keyness_findings *found = pal_new(run->mem, pal_keyness_findings, 1);
    pal_status status = f.mem && f.round && found ? search(&f, err) : no_memory(err);
    pal_arena_close(f.mem);
    pal_arena_close(f.round);
    if (status != PAL_OK || f.contrast_count == 0)
        return status;
    *found = (pal_keyness_findings){.least = f.least,
                                    .k_threshold = run->k_threshold,
                                    .contrasts = f.contrasts,
                                    .count = f.contrast_count,
                                    .columns_left = f.columns_left};
    *out = found;
    return PAL_OK;
}
