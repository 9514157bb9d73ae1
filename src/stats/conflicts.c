#include "stats/conflicts.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/scale.h"
#include "stats/nps.h"

enum { KEPT_MAX = 2 * PAL_CONFLICT_ROWS_MAX };
static const double SPREAD_MIN = 0.2;

typedef struct finder {
    const pal_stats_run *run;
    pal_conflict_findings found;
    const pal_str *waves;
    pal_bands all;
    pal_bands turned;
    pal_bands left_out;
    pal_conflict_row *rows;
    size_t count;
} finder;

/* --- which rows --- */

static bool all_tags(const pal_panel_row *row, pal_polarity polarity)
{
    for (size_t i = 0; i < row->tag_count; i++)
        if (row->tags[i].polarity != polarity)
            return false;
    return row->tag_count != 0;
}

static pal_verbal verbal_of(const pal_panel_row *row)
{
    if (!row->commented)
        return PAL_VERBAL_OTHER;
    bool praise = row->sentiment == PAL_POSITIVE || all_tags(row, PAL_POSITIVE);
    bool blame = row->sentiment == PAL_NEGATIVE || all_tags(row, PAL_NEGATIVE);
    if (praise == blame)
        return PAL_VERBAL_OTHER;
    return praise ? PAL_VERBAL_PRAISE : PAL_VERBAL_BLAME;
}

static void count_band(pal_bands *bands, pal_band band)
{
    bands->detractors += band == PAL_BAND_DETRACTOR;
    bands->passives += band == PAL_BAND_PASSIVE;
    bands->promoters += band == PAL_BAND_PROMOTER;
}

static int by_strength(const void *a, const void *b)
{
    const pal_conflict_row *x = a;
    const pal_conflict_row *y = b;
    if (x->distance != y->distance)
        return x->distance > y->distance ? -1 : 1;
    if (x->agreed != y->agreed)
        return x->agreed ? -1 : 1;
    return x->shown.row < y->shown.row ? -1 : x->shown.row > y->shown.row;
}

static void keep_strongest(finder *f)
{
    if (f->count > 1)
        qsort(f->rows, f->count, sizeof *f->rows, by_strength);
    if (f->count > PAL_CONFLICT_ROWS_MAX)
        f->count = PAL_CONFLICT_ROWS_MAX;
}

static void keep(finder *f, const pal_panel_row *row, pal_verbal verbal)
{
    pal_polarity said = verbal == PAL_VERBAL_PRAISE ? PAL_POSITIVE : PAL_NEGATIVE;
    const pal_panel_tag *shown = NULL;
    for (size_t i = 0; i < row->tag_count && !shown; i++)
        if (row->tags[i].polarity == said)
            shown = &row->tags[i];
    if (f->count == KEPT_MAX)
        keep_strongest(f);
    f->rows[f->count++] = (pal_conflict_row){
        .verbal = verbal,
        .shown = {.row = row->row,
                  .place = row->place,
                  .line = shown ? shown->line : 0,
                  .start = shown ? shown->start : 0,
                  .end = shown ? shown->end : 0,
                  .band = row->band,
                  .score = row->score,
                  .polarity = row->sentiment},
        .wave = f->waves && row->groups[0] != 0 ? f->waves[row->groups[0] - 1]
                                                : (pal_str){"", 0},
        .distance = verbal == PAL_VERBAL_PRAISE ? f->found.low_to - row->score
                                                : row->score - f->found.high_from,
        .agreed = row->sentiment == said && all_tags(row, said)};
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    finder *f = ctx;
    (void)err;
    if (row->band == PAL_BAND_NONE)
        return PAL_OK;
    pal_verbal verbal = verbal_of(row);
    bool low = row->score <= f->found.low_to;
    bool high = row->score >= f->found.high_from;
    bool conflict =
        (low && verbal == PAL_VERBAL_PRAISE) || (high && verbal == PAL_VERBAL_BLAME);
    pal_scale scale = f->run->scale;
    count_band(&f->all, row->band);
    if (!conflict)
        count_band(&f->left_out, row->band);
    int score = pal_scale_low(scale) + pal_scale_high(scale) - row->score;
    count_band(&f->turned, conflict ? pal_score_band(scale, score) : row->band);
    if (!row->commented)
        return PAL_OK;
    f->found.bands[row->band][verbal]++;
    f->found.low[verbal] += low;
    f->found.high[verbal] += high;
    if (conflict)
        keep(f, row, verbal);
    return PAL_OK;
}

/* --- figures --- */

void pal_conflicts_estimate(pal_conflict_findings *c)
{
    double a = (double)c->low[PAL_VERBAL_PRAISE];
    double b = (double)c->low[PAL_VERBAL_BLAME];
    double d = (double)c->high[PAL_VERBAL_PRAISE];
    double wrong = (double)c->high[PAL_VERBAL_BLAME];
    double n = a + b + wrong + d;
    c->reversed = c->reversed_low = c->reversed_high = c->tone_error = NAN;
    c->conflict_rate = n > 0.0 ? (a + wrong) / n : (double)NAN;
    if (n < PAL_CONFLICT_SURE_MIN)
        return;
    double k = 1.0 - 2.0 * c->conflict_rate;
    double by_score = 2.0 * (wrong + d) / n - 1.0;
    double by_tone = 2.0 * (a + d) / n - 1.0;
    if (fabs(by_score) < SPREAD_MIN || fabs(by_tone) < SPREAD_MIN || k <= 0.0 ||
        by_score * by_tone <= 0.0)
        return;
    double r = by_score / by_tone;
    double root = sqrt(k * r);
    /* d r = -root/4 (dK/K + dR/R), by share of a, b, c, d */
    const double shares[] = {a / n, b / n, wrong / n, d / n};
    const double slopes[] = {-2.0 / k - 2.0 / by_tone, 0.0, -2.0 / k + 2.0 / by_score,
                             2.0 / by_score - 2.0 / by_tone};
    double mean = 0.0;
    double squares = 0.0;
    for (size_t i = 0; i < 4; i++) {
        mean += shares[i] * slopes[i];
        squares += shares[i] * slopes[i] * slopes[i];
    }
    double se = root / 4.0 * sqrt(fmax(0.0, squares - mean * mean) / n);
    double value = (1.0 - root) / 2.0;
    c->reversed = fmax(0.0, value);
    c->reversed_low = fmax(0.0, value - PAL_Z95 * se);
    c->reversed_high = fmin(0.5, fmax(0.0, value + PAL_Z95 * se));
    c->tone_error = fmax(0.0, (1.0 - sqrt(k / r)) / 2.0);
}

static pal_conflict_nps score_of(pal_bands bands)
{
    pal_conflict_nps out = {pal_bands_count(bands), NAN, NAN, NAN};
    if (out.n < PAL_CONFLICT_NPS_MIN)
        return out;
    pal_nps nps = pal_nps_from(bands);
    out.nps = nps.nps;
    out.low = nps.low;
    out.high = nps.high;
    return out;
}

static pal_status conclude(finder *f, const pal_conflict_findings **out, pal_error *err)
{
    keep_strongest(f);
    pal_conflict_findings *found = pal_new(f->run->mem, pal_conflict_findings, 1);
    bool fine = found != NULL;
    for (size_t i = 0; fine && i < f->count; i++) {
        f->rows[i].wave = pal_arena_copy(f->run->mem, f->rows[i].wave);
        fine = f->rows[i].wave.ptr != NULL;
    }
    if (!fine)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the rows");
    *found = f->found;
    found->rows = f->rows;
    found->count = f->count;
    found->nps = score_of(f->all);
    found->turned = score_of(f->turned);
    found->left_out = score_of(f->left_out);
    pal_conflicts_estimate(found);
    *out = found;
    return PAL_OK;
}

pal_status pal_conflicts_find(const pal_conflict_findings **out, const pal_stats_run *run,
                              pal_error *err)
{
    *out = NULL;
    if (run->scale == PAL_SCALE_NONE)
        return PAL_OK;
    int low = pal_scale_low(run->scale);
    int high = pal_scale_high(run->scale);
    finder f = {.run = run, .rows = pal_new(run->mem, pal_conflict_row, KEPT_MAX)};
    if (!f.rows)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the rows");
    f.found.low_to = low + (high - low) / 5;
    f.found.high_from = high;
    while (pal_score_band(run->scale, f.found.high_from - 1) == PAL_BAND_PROMOTER)
        f.found.high_from--;
    size_t waves;
    if (run->has_wave)
        f.waves = pal_panels_values(run->panels, 0, &waves);
    pal_status status = pal_panels_scan_tags(run->panels, count_row, &f, err);
    return status == PAL_OK ? conclude(&f, out, err) : status;
}
