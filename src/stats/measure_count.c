#include "stats/measure_count.h"

#include <math.h>

#include "base/scale.h"

enum { THOUSAND = 1000 };
/* The index is counted in billionths of a point. */
static const double INDEX_UNIT = 1e-9;

/* --- which figures --- */

static void add_index(pal_csi_source *index, const pal_stats_run *run)
{
    double sum = 0.0;
    *index = (pal_csi_source){0};
    for (size_t i = 0; i < run->measure_count; i++)
        if (run->measures[i].kind == PAL_MEASURE_CSI)
            sum += (double)run->measures[i].weight;
    for (size_t i = 0; i < run->measure_count; i++) {
        const pal_measure *m = &run->measures[i];
        if (m->kind != PAL_MEASURE_CSI || index->count == PAL_CSI_PARTS_MAX)
            continue;
        int low = pal_scale_low(m->scale);
        double width = (double)(pal_scale_high(m->scale) - low) * THOUSAND;
        index->columns[index->count] = i;
        index->lows[index->count] = (double)low * THOUSAND;
        index->factors[index->count++] = 100.0 * ((double)m->weight / sum) / width;
    }
}

static pal_measure_source source_of(const pal_measure *m, size_t column)
{
    pal_measure_source s = {.is = *m, .column = column, .unit = 1.0};
    if (m->kind == PAL_MEASURE_CSAT || m->kind == PAL_MEASURE_CES) {
        s.offset = (double)pal_scale_low(m->scale);
        s.unit = 1.0 / THOUSAND;
    } else if (m->kind == PAL_MEASURE_ENPS || m->kind == PAL_MEASURE_SCORE) {
        s.offset = -100.0;
        s.unit = 100.0;
    } else if (m->kind == PAL_MEASURE_CSI) {
        s.unit = INDEX_UNIT;
    } else if (m->kind == PAL_MEASURE_TIME) {
        if (m->unit == PAL_TIME_NONE)
            s.is.unit = PAL_TIME_HOURS;
        s.unit = 60.0 / THOUSAND / (double)pal_time_unit_seconds(s.is.unit);
    }
    return s;
}

size_t pal_measure_sources(pal_measure_source *list, pal_csi_source *index,
                           const pal_stats_run *run)
{
    size_t count = 0;
    add_index(index, run);
    if (run->scale != PAL_SCALE_NONE) {
        const pal_measure score = {.kind = PAL_MEASURE_SCORE, .scale = run->scale};
        list[count++] = source_of(&score, 0);
    }
    for (int kind = PAL_MEASURE_CSAT; kind <= PAL_MEASURE_TIME; kind++)
        for (size_t i = 0; i < run->measure_count; i++)
            if (run->measures[i].kind == (pal_measure_kind)kind) {
                list[count++] = source_of(&run->measures[i], i);
                break;
            }
    return count;
}

/* --- what a row says --- */

static pal_measured number_of_index(uint64_t *number, const pal_csi_source *index,
                                    const pal_panel_row *row)
{
    double points = 0.0;
    pal_measured answer = PAL_MEASURED;
    for (size_t i = 0; i < index->count; i++) {
        int32_t value = row->measures[index->columns[i]];
        if (value == PAL_MEASURE_UNREADABLE)
            return PAL_MEASURED_UNREADABLE;
        if (value == PAL_MEASURE_NONE)
            answer = PAL_MEASURED_NOT;
        points += index->factors[i] * ((double)value - index->lows[i]);
    }
    if (answer == PAL_MEASURED)
        *number = (uint64_t)(points / INDEX_UNIT + 0.5);
    return answer;
}

/* The two best grades; for effort, whatever is better than the middle. */
static bool is_good(const pal_measure *m, int32_t value)
{
    int low = pal_scale_low(m->scale);
    int high = pal_scale_high(m->scale);
    if (m->kind == PAL_MEASURE_CSAT)
        return value >= (high - 1) * THOUSAND;
    int twice = 2 * value;
    int middle = (low + high) * THOUSAND;
    return m->low_is_good ? twice < middle : twice > middle;
}

pal_measured pal_measure_number(uint64_t *number, pal_band *band,
                                const pal_measure_source *source,
                                const pal_csi_source *index, const pal_panel_row *row)
{
    const pal_measure *m = &source->is;
    *band = PAL_BAND_NONE;
    if (m->kind == PAL_MEASURE_CSI)
        return number_of_index(number, index, row);
    int32_t value =
        m->kind == PAL_MEASURE_SCORE ? (int32_t)row->band : row->measures[source->column];
    if (m->kind == PAL_MEASURE_SCORE) {
        *band = row->band;
    } else if (value == PAL_MEASURE_UNREADABLE) {
        return PAL_MEASURED_UNREADABLE;
    } else if (value == PAL_MEASURE_NONE) {
        return PAL_MEASURED_NOT;
    } else if (m->kind == PAL_MEASURE_ENPS) {
        *band = pal_score_band(m->scale, value / THOUSAND);
    } else if (m->kind == PAL_MEASURE_FCR) {
        *band = value != 0 ? PAL_BAND_PROMOTER : PAL_BAND_NONE;
        value /= THOUSAND;
    } else if (m->kind != PAL_MEASURE_TIME) {
        *band = is_good(m, value) ? PAL_BAND_PROMOTER : PAL_BAND_NONE;
        value -= pal_scale_low(m->scale) * THOUSAND;
    }
    if (m->kind == PAL_MEASURE_SCORE || m->kind == PAL_MEASURE_ENPS) {
        if (*band == PAL_BAND_NONE)
            return PAL_MEASURED_NOT;
        value = (int32_t)*band - (int32_t)PAL_BAND_DETRACTOR;
    }
    *number = (uint64_t)value;
    return PAL_MEASURED;
}

/* --- figures --- */

void pal_measure_tally_add(pal_measure_tally *tally, uint64_t number, pal_band band,
                           const int64_t *weight)
{
    pal_moments_add(&tally->moments, number);
    tally->bands[band]++;
    if (!weight)
        return;
    pal_weighted_moments_add(&tally->weighted, number, *weight);
    pal_weights_add(&tally->scores, band, *weight);
    if (band == PAL_BAND_PROMOTER)
        pal_weight_part_add(&tally->good, *weight);
}

static void set_weighted(pal_measure_figure *out, const pal_measure_tally *tally,
                         const pal_measure_source *source)
{
    pal_measure_kind kind = source->is.kind;
    const pal_weighted_moments *m = &tally->weighted;
    const pal_weight_part all = {m->count, m->sum, m->squares};
    if (m->count == 0)
        return;
    pal_weighted_mean mean = pal_weighted_moments_mean(m, source->offset, source->unit);
    out->effective = mean.effective;
    if (mean.effective < PAL_MEASURE_ROWS_MIN)
        return;
    if (kind == PAL_MEASURE_SCORE || kind == PAL_MEASURE_ENPS) {
        pal_weighted score = pal_weights_nps(&tally->scores);
        out->weighted_value = 100.0 * score.s;
        pal_range bounds = pal_weighted_interval(score, PAL_Z95);
        out->weighted_low = 100.0 * bounds.low;
        out->weighted_high = 100.0 * bounds.high;
        return;
    }
    pal_weighted_part part = pal_weighted_part_of(&tally->good, &all, PAL_Z95);
    if (kind == PAL_MEASURE_FCR) {
        out->weighted_value = part.share;
        out->weighted_low = part.low;
        out->weighted_high = part.high;
        return;
    }
    pal_range range = pal_weighted_mean_interval(mean);
    out->weighted_value = mean.mean;
    out->weighted_low = range.low;
    out->weighted_high = range.high;
    if (kind == PAL_MEASURE_CSAT || kind == PAL_MEASURE_CES) {
        out->weighted_share = part.share;
        out->weighted_share_low = part.low;
        out->weighted_share_high = part.high;
    }
}

static void set_score(pal_measure_figure *out)
{
    if (out->n < PAL_MEASURE_ROWS_MIN)
        return;
    pal_nps nps = pal_nps_from(out->bands);
    out->value = nps.nps;
    out->low = nps.low;
    out->high = nps.high;
}

pal_measure_figure pal_measure_figure_of(const pal_measure_tally *tally,
                                         const pal_measure_source *source)
{
    pal_measure_kind kind = source->is.kind;
    uint64_t n = tally->moments.count;
    const pal_part good = {tally->bands[PAL_BAND_PROMOTER], n};
    pal_measure_figure out = {.n = n,
                              .weak = n < PAL_MEASURE_ROWS_SURE,
                              .value = NAN,
                              .low = NAN,
                              .high = NAN,
                              .share = NAN,
                              .share_low = NAN,
                              .share_high = NAN,
                              .median = NAN,
                              .median_low = NAN,
                              .median_high = NAN,
                              .weighted_value = NAN,
                              .weighted_low = NAN,
                              .weighted_high = NAN,
                              .weighted_share = NAN,
                              .weighted_share_low = NAN,
                              .weighted_share_high = NAN,
                              .effective = NAN};
    if (n == 0)
        return out;
    set_weighted(&out, tally, source);
    pal_range wilson = pal_wilson(good, PAL_Z95);
    double share = (double)good.x / (double)n;
    if (kind == PAL_MEASURE_SCORE || kind == PAL_MEASURE_ENPS) {
        out.bands = (pal_bands){tally->bands[PAL_BAND_DETRACTOR],
                                tally->bands[PAL_BAND_PASSIVE], good.x};
        set_score(&out);
        return out;
    }
    if (kind == PAL_MEASURE_FCR) {
        out.value = share;
        out.low = wilson.low;
        out.high = wilson.high;
        return out;
    }
    pal_mean mean = pal_moments_mean(&tally->moments, source->offset, source->unit);
    pal_range range = pal_mean_interval(mean);
    out.value = mean.mean;
    out.low = range.low;
    out.high = range.high;
    if (kind == PAL_MEASURE_CSAT || kind == PAL_MEASURE_CES) {
        out.share = share;
        out.share_low = wilson.low;
        out.share_high = wilson.high;
    }
    return out;
}
