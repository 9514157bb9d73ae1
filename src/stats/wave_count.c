#include "stats/wave_count.h"

#include "base/fail.h"

/* What a pass needs. */
typedef struct counter {
    pal_wave_counts *counts;
    const pal_stats_run *run;
    uint32_t *themes; /* of the row */
} counter;

static bool open_groups(pal_bridge_group **out, pal_arena *mem, size_t count,
                        size_t themes)
{
    pal_bridge_group *groups = pal_new(mem, pal_bridge_group, count);
    pal_bridge_part *parts = pal_new(mem, pal_bridge_part, count * themes);
    if (!groups || !parts)
        return false;
    for (size_t g = 0; g < count; g++)
        groups[g].themes = parts + g * themes;
    *out = groups;
    return true;
}

/* The named column gives the mix term whatever the number of its values that are counted;
 * without a name the first small ones do. */
static bool may_mix(const pal_stats_run *run, size_t column, size_t values, size_t have)
{
    if (run->mix_column != 0)
        return run->mix_column == column;
    return values <= PAL_BRIDGE_VALUES_MAX && have < PAL_BRIDGE_COLUMNS_MAX;
}

static bool open_columns(pal_wave_counts *c, pal_arena *mem, const pal_stats_run *run)
{
    size_t bridges = 0;
    c->columns = pal_new(mem, pal_wave_column, run->column_count);
    if (!c->columns)
        return false;
    for (size_t i = 1; i < run->column_count; i++) {
        size_t values;
        pal_panels_values(run->panels, i, &values);
        if (values < 2 || values > PAL_WAVE_MIX_VALUES_MAX)
            continue;
        pal_wave_column *column = &c->columns[c->column_count++];
        *column = (pal_wave_column){.number = i, .values = values};
        column->rows = pal_new(mem, uint64_t, c->waves * values);
        if (!column->rows)
            return false;
        if (!may_mix(run, i, values, bridges))
            continue;
        bridges++;
        if (!open_groups(&column->groups, mem, c->waves * (values + 1), c->themes))
            return false;
    }
    return true;
}

static bool open_weights(pal_wave_counts *c, pal_arena *mem)
{
    c->scores = pal_new(mem, pal_weight_sums, c->waves);
    c->weights = pal_new(mem, pal_weight_part, c->waves);
    c->mention_weights =
        pal_new(mem, pal_weight_part, c->waves * c->themes * PAL_WAVE_TONES);
    return c->scores && c->weights && c->mention_weights;
}

static bool open_counts(pal_wave_counts *c, pal_arena *mem, const pal_stats_run *run)
{
    c->themes = run->theme_count;
    pal_panels_values(run->panels, 0, &c->waves);
    c->all = pal_new(mem, pal_wave_rows, c->waves);
    c->commented = pal_new(mem, pal_wave_rows, c->waves);
    c->mentions = pal_new(mem, uint64_t, c->waves * c->themes * PAL_WAVE_TONES);
    if (run->weighted && !open_weights(c, mem))
        return false;
    return c->all && c->commented && c->mentions &&
           open_groups(&c->whole, mem, c->waves, c->themes) && open_columns(c, mem, run);
}

static void count_in(pal_wave_rows *rows, pal_band band)
{
    rows->count++;
    rows->bands[band]++;
}

static void count_tags(const pal_wave_counts *c, const pal_panel_row *row, size_t wave)
{
    for (size_t i = 0; i < row->tag_count; i++) {
        size_t at = (wave * c->themes + row->tags[i].theme) * PAL_WAVE_TONES;
        const bool says[PAL_WAVE_TONES] = {true, row->tags[i].polarity == PAL_NEGATIVE,
                                           row->tags[i].polarity == PAL_POSITIVE};
        for (size_t k = 0; k < PAL_WAVE_TONES; k++) {
            c->mentions[at + k] += says[k];
            if (says[k] && c->mention_weights)
                pal_weight_part_add(&c->mention_weights[at + k], row->weight);
        }
    }
}

static void count_parts(const counter *k, const pal_panel_row *row, size_t wave)
{
    const pal_wave_counts *c = k->counts;
    size_t count = row->tag_count < c->themes ? row->tag_count : c->themes;
    int step = (row->band == PAL_BAND_PROMOTER) - (row->band == PAL_BAND_DETRACTOR);
    for (size_t i = 0; i < count; i++)
        k->themes[i] = row->tags[i].theme;
    pal_bridge_count(&c->whole[wave], k->themes, count, step);
    for (size_t i = 0; i < c->column_count; i++) {
        const pal_wave_column *column = &c->columns[i];
        if (column->groups)
            pal_bridge_count(&column->groups[wave * (column->values + 1) +
                                             row->groups[column->number]],
                             k->themes, count, step);
    }
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    const counter *k = ctx;
    const pal_wave_counts *c = k->counts;
    if (row->groups[0] == 0)
        return PAL_OK;
    size_t wave = row->groups[0] - 1;
    count_in(&c->all[wave], row->band);
    if (c->scores)
        pal_weights_add(&c->scores[wave], row->band, row->weight);
    for (size_t i = 0; i < c->column_count; i++) {
        const pal_wave_column *column = &c->columns[i];
        uint32_t value = row->groups[column->number];
        if (value != 0)
            column->rows[wave * column->values + value - 1]++;
    }
    if (!row->commented)
        return PAL_OK;
    count_in(&c->commented[wave], row->band);
    if (c->weights)
        pal_weight_part_add(&c->weights[wave], row->weight);
    count_tags(c, row, wave);
    if (row->band != PAL_BAND_NONE)
        count_parts(k, row, wave);
    return PAL_OK;
}

pal_status pal_wave_count(pal_wave_counts *out, pal_arena *mem, const pal_stats_run *run,
                          pal_error *err)
{
    *out = (pal_wave_counts){0};
    counter k = {out, run, pal_new(mem, uint32_t, run->theme_count)};
    if (!k.themes || !open_counts(out, mem, run))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the waves");
    return pal_panels_scan_tags(run->panels, count_row, &k, err);
}

const uint64_t *pal_wave_tones(const pal_wave_counts *counts, size_t wave, size_t theme)
{
    return &counts->mentions[(wave * counts->themes + theme) * PAL_WAVE_TONES];
}

pal_weighted_part pal_wave_weighted_share(const pal_wave_counts *c, size_t wave,
                                          size_t theme, pal_wave_tone tone)
{
    if (!c->weights)
        return (pal_weighted_part){.share = 0.0};
    return pal_weighted_part_of(
        &c->mention_weights[(wave * c->themes + theme) * PAL_WAVE_TONES + tone],
        &c->weights[wave], PAL_Z95);
}
